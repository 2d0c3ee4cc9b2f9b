"""Colours that can be read: a newsroom's own, moved until they stand off what is behind them."""

from colorsys import hls_to_rgb, rgb_to_hls
from functools import lru_cache

LIGHT, DARK = "#fdfcf9", "#181715"
"""Paper by day and by night."""
AA = 4.5
"""What text must stand off (WCAG 2.2, 1.4.3)."""
_STEPS = 32

RGB = tuple[int, int, int]


def contrast(one: str, other: str) -> float:
    """How far two colours stand off each other, from 1 to 21 (WCAG 2.2)."""
    paler, darker = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (paler + 0.05) / (darker + 0.05)


@lru_cache(maxsize=512)
def readable(colour: str, paper: str, ratio: float = AA) -> str:
    """`colour` in its own hue, darker or paler where it does not stand off `paper` by `ratio`."""
    end = 0.0 if contrast(paper, "#000000") > contrast(paper, "#ffffff") else 1.0
    hue, light, depth = rgb_to_hls(*(part / 255 for part in _rgb(colour)))
    for step in range(_STEPS + 1):
        moved = hls_to_rgb(hue, light + (end - light) * step / _STEPS, depth)
        found = "#" + "".join(f"{round(part * 255):02x}" for part in moved)
        if contrast(found, paper) >= ratio:
            break
    return found


def mixed(colour: str, other: str, part: float) -> str:
    """So much of `colour` (0 to 1) in `other`."""
    pairs = zip(_rgb(colour), _rgb(other), strict=True)
    return "#" + "".join(f"{round(one * part + two * (1 - part)):02x}" for one, two in pairs)


def _rgb(colour: str) -> RGB:
    digits = colour.removeprefix("#")
    if len(digits) < 6:
        digits = "".join(2 * each for each in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _luminance(rgb: RGB) -> float:
    red, green, blue = (
        part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
