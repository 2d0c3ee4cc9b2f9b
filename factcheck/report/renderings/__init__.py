"""One rendering for each format; they print blocks and sheets, and decide nothing."""
