"""Characters that no database keeps."""

import re

_UNKEPT = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with each NUL and lone surrogate replaced: one for one, so positions stay."""
    return _UNKEPT.sub("\ufffd", text)
