"""Make the model's file, or check that it is what the data give.

    python -m benchmarks.train [--check]

Needs the extra `train` and the development data (FACTCHECK_SHARED); takes about two minutes.
"""

import argparse
import hashlib
import sys
import time

from benchmarks.quality.data import shared_data
from benchmarks.train.data import CODES
from benchmarks.train.file import packed
from benchmarks.train.training import Trained, train
from factcheck.extraction.worth.labels import LABELS
from factcheck.extraction.worth.model import FILE


def main() -> int:
    """0; 1 where the data is missing, or where the file is another than the data give."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    check = parser.parse_args().check
    if not shared_data().is_dir():
        print(f"No data at {shared_data()}: set FACTCHECK_SHARED to the folder above it.")
        return 1
    begun = time.monotonic()
    trained = train(lambda line: print(f"{time.monotonic() - begun:6.1f} s  {line}", flush=True))
    made = packed(trained)
    print(f"made: {_name(made)}")
    if check:
        print(f"here: {_name(FILE.read_bytes())}")
        return int(made != FILE.read_bytes())
    FILE.write_bytes(made)
    _show(trained)
    return 0


def _name(file: bytes) -> str:
    return f"{hashlib.sha256(file).hexdigest()}, {len(file):,} bytes"


def _show(trained: Trained) -> None:
    """The weights of the named features."""
    heads = trained.heads
    print(f"{'talk':>7}{'writing':>9}  feature")
    print(f"{heads.talk_bias:>7.2f}{heads.writing_bias:>9.2f}  (where a sentence starts)")
    weights = zip(CODES, heads.talk, heads.writing, strict=True)
    for code, talk, writing in sorted(weights, key=lambda each: -each[1]):
        print(f"{talk:>7.2f}{writing:>9.2f}  {code}: {LABELS[code]}")


if __name__ == "__main__":
    sys.exit(main())
