"""The value of a number in digits, however its groups are marked."""

from fractions import Fraction

Amount = int | float

_MOST_DIGITS = 30
"""Longer ones are serial numbers, not amounts."""


def value_of(digits: str) -> Amount | None:
    """The value of "1,250.5", "12,34,567" or "1.250,50"; None where the marks make no number."""
    if digits.isdigit():
        return int(digits) if len(digits) <= _MOST_DIGITS else None
    if len(digits) > _MOST_DIGITS:
        return None
    if _is_european(digits):
        digits = digits.translate(_SWAPPED)
    whole, point, rest = digits.partition(".")
    head, *groups = whole.split(",")
    if groups and not _are_groups(head, groups):
        return None
    if "." in rest or "," in rest:
        return None
    number = head + "".join(groups)
    return tidy(Fraction(f"{number}.{rest}")) if point else int(number)


_SWAPPED = str.maketrans(".,", ",.")


def _are_groups(head: str, groups: list[str]) -> bool:
    """Thousands "1,250,000", or the Indian lakhs and crores "12,50,000"."""
    if len(groups[-1]) != 3 or len(head) > 3:
        return False
    inner = {len(group) for group in groups[:-1]}
    return inner <= {3} or (inner == {2} and len(head) <= 2)


def _is_european(digits: str) -> bool:
    """Whether points part the thousands: "1.250,50" and "1.250.000" leave no doubt."""
    whole, comma, cents = digits.partition(",")
    head, *groups = whole.split(".")
    if not groups or len(head) > 3 or any(len(group) != 3 for group in groups):
        return False
    return cents.isdigit() if comma else len(groups) > 1


def tidy(value: Amount | Fraction) -> Amount:
    """The same number as an int where it is whole, else as a float of 12 digits."""
    if isinstance(value, float) and abs(value) == float("inf"):
        return value
    return int(value) if value == int(value) else float(f"{float(value):.12g}")


def multiplied(value: Amount, factor: int | Fraction) -> Amount:
    """The product without binary dust: 1.1 million is 1100000."""
    if isinstance(value, int) and isinstance(factor, int):
        return value * factor
    return tidy(Fraction(str(value)) * factor)
