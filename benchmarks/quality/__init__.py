"""Quality of extraction, measured on marked texts; `python -m benchmarks.quality` prints it."""
