"""Claims: the parts of a sentence that are checked by themselves, and their kinds."""
