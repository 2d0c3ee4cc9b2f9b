"""Pictures of numbers as SVG that looks the same wherever it is put.

Fills and fonts are attributes; the classes beside them let a page give them other colours by
night. Texts never wrap, so a name that is too long is cut; the description has it whole.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from markupsafe import escape

from factcheck.report.blocks import Bar, Look, Series
from factcheck.report.legible import legible
from factcheck.report.style import Style
from factcheck.report.wording import MARKS

WIDTH = 480
"""Units across; a page that is as many pixels wide shows the type in its own size."""
_TYPE = 13
_LINE = 22
_SHADES = (1.0, 0.7, 0.45, 0.25)
"""How strong parts of one look are, one after the other, that they can be told apart."""
_ROWS = 24
"""More values than these stand upright, without a name for each."""
_NAMES = 190
"""The widest that the names beside the bars may be."""
_UPRIGHT = 150
_LOOSE = " \u200d"
"""What would join the next letter to that before it, or stand alone at the end."""
_WIDE = 0x1100
"""From here on most letters are as wide as they are high."""


def bar_svg(bar: Bar, style: Style) -> str:
    """The parts as one stacked bar, what each is called below it."""
    total = sum(max(0, number) for _, _, number in bar.parts)
    shades = _shaded([look for _, look, _ in bar.parts])
    drawn = list(_segments(bar, style, shades, total))
    legend, height = _legend(bar, style, shades)
    if not total:
        drawn = [_rectangle((0.0, 20.0, float(WIDTH), _LINE), style, "rule", 0.5)]
    told = "; ".join(
        style.label("charts.part", name=name, number=number, total=total)
        for name, _, number in bar.parts
    )
    return _picture(bar.caption, told, height, [*drawn, *legend])


def series_svg(series: Series, style: Style) -> str:
    """A bar for each value: lying, with its name, or upright where there are many."""
    told = "; ".join(
        style.label("charts.value", name=name, value=amount(value), unit=series.unit)
        for name, value in series.values
    )
    draw = _lying if len(series.values) <= _ROWS else _standing
    drawn, height = draw(series, style)
    return _picture(series.caption, told, height, drawn)


def amount(value: float) -> str:
    """A number as people write it: two decimals at most, thousands apart."""
    if not math.isfinite(value):
        return "–"
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(",", "\u202f").replace("-", "−")


def _segments(bar: Bar, style: Style, shades: Sequence[float], total: int) -> Iterator[str]:
    """The parts from left to right, over each that is wide enough its sign and number."""
    shown = [(each, shade) for each, shade in zip(bar.parts, shades, strict=True) if each[2] > 0]
    room = WIDTH - 2 * (len(shown) - 1) - 3 * len(shown)
    left = 0.0
    for (_, look, number), shade in shown:
        width = 3 + room * number / total
        label = _signed(str(number), look)
        if width >= _width(label) + 4:
            yield _text(left + width / 2, 14, label, style, "ink", anchor="middle", strong=True)
        yield _rectangle((left, 20.0, width, _LINE), style, _paint(look), shade)
        left += width + 2


def _legend(bar: Bar, style: Style, shades: Sequence[float]) -> tuple[list[str], int]:
    """What the parts are called, in as many lines as it takes, and where they end."""
    drawn: list[str] = []
    left, foot = 0.0, 66
    for (name, look, number), shade in zip(bar.parts, shades, strict=True):
        # The number comes first: behind a name written from right to left it would jump.
        called = _cut(legible(name), WIDTH - 80)
        wide = 16 + _width(f"{_signed(str(number), look)} {called}")
        if left and left + wide > WIDTH:
            left, foot = 0.0, foot + _LINE
        drawn += [
            _rectangle((left, foot - 10.0, 11.0, 11), style, _paint(look), shade),
            _text(
                left + 16,
                foot,
                _signed(str(number), look),
                style,
                "ink",
                strong=True,
                tail=f" {called}",
            ),
        ]
        left += wide + 14
    return drawn, foot + 8


def _lying(series: Series, style: Style) -> tuple[list[str], int]:
    names = [_cut(legible(name), _NAMES) for name, _ in series.values]
    start = min(_NAMES, max(map(_width, names), default=0)) + 12
    most = max(map(_height, series.values), default=0.0) or 1.0
    room = WIDTH - start - 10 - max((_width(amount(each)) for _, each in series.values), default=0)
    drawn = [_text(start, 12, _cut(legible(series.unit), WIDTH - start), style, "quiet")]
    foot = 18
    for name, value in zip(names, series.values, strict=True):
        width = room * _height(value) / most
        drawn += [
            _text(0, foot + 16, name, style, "ink"),
            _rectangle((start, foot + 4.0, max(width, 1.0), _LINE - 7), style, "accent"),
            _text(start + max(width, 1.0) + 6, foot + 16, amount(value[1]), style, "ink"),
        ]
        foot += _LINE
    return drawn, foot + 4


def _standing(series: Series, style: Style) -> tuple[list[str], int]:
    most = max(map(_height, series.values)) or 1.0
    pitch = WIDTH / len(series.values)
    foot = 24.0 + _UPRIGHT
    top = _cut(f"{amount(most)} {legible(series.unit)}", WIDTH)
    drawn = [_text(0, 12, top, style, "quiet"), _rectangle((0.0, 23.0, WIDTH, 1), style, "rule")]
    free = 0.0
    for place, (name, value) in enumerate(series.values):
        height = _UPRIGHT * _height((name, value)) / most
        box = (place * pitch, foot - height, pitch * 0.8, height)
        drawn.append(_rectangle(box, style, "accent"))
        called = _cut(legible(name), _NAMES)
        if place * pitch >= free and place * pitch + _width(called) <= WIDTH:
            drawn.append(_text(place * pitch, foot + 18, called, style, "ink"))
            free = place * pitch + _width(called) + 12
    drawn.append(_rectangle((0.0, foot, WIDTH, 1), style, "ink"))
    return drawn, round(foot) + 26


def _picture(caption: str, told: str, height: int, drawn: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="100%"'
        f' role="img" direction="ltr" font-family="sans-serif" font-size="{_TYPE}">'
        f"<title>{_safe(caption)}</title><desc>{_safe(told)}</desc>{''.join(drawn)}</svg>"
    )


def _rectangle(
    box: tuple[float, float, float, float], style: Style, paint: str, shade: float = 1.0
) -> str:
    left, top, width, height = (f"{each:.6g}" for each in box)
    faint = f' fill-opacity="{shade}"' if shade < 1 else ""
    return (
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}"'
        f' fill="{_safe(style.colours[paint])}" class="{paint}"{faint}/>'
    )


def _text(
    left: float,
    foot: float,
    words: str,
    style: Style,
    paint: str,
    *,
    anchor: str = "start",
    strong: bool = False,
    tail: str = "",
) -> str:
    """Words on one line; what is in `tail` follows them in a lighter weight."""
    said = _safe(words)
    if strong:
        said = f'<tspan font-weight="bold">{said}</tspan>'
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return (
        f'<text x="{left:.6g}" y="{foot:.6g}" fill="{_safe(style.colours[paint])}"'
        f' class="{paint}"{placed}>{said}{_safe(tail)}</text>'
    )


def _shaded(looks: Sequence[Look]) -> list[float]:
    return [_SHADES[looks[:place].count(look) % 4] for place, look in enumerate(looks)]


def _paint(look: Look) -> str:
    return look.value if look.value in MARKS else "quiet" if look is Look.QUIET else "accent"


def _signed(words: str, look: Look) -> str:
    return f"{MARKS[look]} {words}" if look in MARKS else words


def _height(value: tuple[str, float]) -> float:
    return max(0.0, value[1]) if math.isfinite(value[1]) else 0.0


def _width(words: str) -> float:
    """About how wide the words are; no font is asked."""
    return sum(map(_size, words))


def _size(letter: str) -> float:
    return _TYPE * (1.0 if ord(letter) >= _WIDE else 0.6)


def _cut(words: str, room: float) -> str:
    """As much of the words as has room, on one line."""
    words = " ".join(words[:WIDTH].split())
    ends = list(accumulate(map(_size, words)))
    if not ends or ends[-1] <= room:
        return words
    kept = bisect_right(ends, room - _TYPE)
    return f"{words[:kept].rstrip(_LOOSE)}…"


def _safe(words: str) -> str:
    return str(escape(legible(words)))
