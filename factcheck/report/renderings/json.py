"""The report as JSON: the document itself, indented for people."""

import json
from collections.abc import Mapping
from typing import Any


def render(document: Mapping[str, Any]) -> bytes:
    """The document with sorted keys and two spaces of indent, the same bytes every time."""
    text = json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)
    # Half a surrogate pair has no UTF-8; `\udXXX` is how JSON itself writes it.
    return f"{text}\n".encode(errors="backslashreplace")
