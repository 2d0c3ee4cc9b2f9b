"""Canonical JSON: the one way to write a value down, so that equal values hash alike."""

import hashlib
from decimal import Decimal
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

SAFE_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader takes as it is (RFC 8785, appendix D)."""
_WORDS = {None: "null", True: "true", False: "false"}


def canonical_json(value: Any) -> str:
    """`value` by the JSON Canonicalization Scheme (RFC 8785).

    Keys are sorted by UTF-16 code units, nothing stands between tokens, numbers are
    written as ECMAScript writes them.

    Raises:
        ValueError: a number that is not finite, or an integer beyond `SAFE_INTEGER`.
        TypeError: something JSON has no word for.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, list | tuple):
        return f"[{','.join(map(canonical_json, value))}]"
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        pairs = (f"{canonical_json(key)}:{canonical_json(value[key])}" for key in keys)
        return f"{{{','.join(pairs)}}}"
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def content_hash(content: Any) -> str:
    """SHA-256 of the content's canonical JSON in UTF-8, in hexadecimal."""
    return hashlib.sha256(canonical_json(content).encode()).hexdigest()


def is_plain(number: int | float) -> bool:
    """Whether every JSON reader, ones with big integers too, will read the same number."""
    return isfinite(number) and abs(number) <= SAFE_INTEGER


def _number(number: int | float) -> str:
    """A number as ECMAScript's `Number::toString` has it (ECMA-262, 6.1.6.1.20)."""
    if not is_plain(number) and (isinstance(number, int) or not isfinite(number)):
        raise ValueError(f"{number} is no number that JSON can carry safely")
    if number == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    minus, figures = "-" if sign else "", "".join(map(str, digits))
    point = len(figures) + int(exponent)  # where the decimal point stands in `figures`
    if 0 < point <= 21:
        whole, rest = figures[:point].ljust(point, "0"), figures[point:]
        return f"{minus}{whole}.{rest}" if rest else minus + whole
    if -6 < point <= 0:
        return f"{minus}0.{'0' * -point}{figures}"
    mantissa = f"{figures[0]}.{figures[1:]}" if figures[1:] else figures
    return f"{minus}{mantissa}e{point - 1:+d}"
