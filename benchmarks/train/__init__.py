"""Training of the model that says how much a sentence asks to be checked.

Numeric libraries choose their kernels by the processor, and kernels differ in the last bit.
They are held to what every x86-64 processor of the last ten years has, before they are loaded:
so the same data give the same file.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["OPENBLAS_CORETYPE"] = "Haswell"
os.environ["NPY_DISABLE_CPU_FEATURES"] = "X86_V4 AVX512_ICL AVX512_SPR"
