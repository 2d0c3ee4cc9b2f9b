"""One folder in which a newsroom says how its reports are to look: read, and what is wrong."""

import re
import stat
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from factcheck.report.house_picture import MOST_BYTES, Unusable, picture
from factcheck.report.house_settings import Settings, settings
from factcheck.report.style import Logo

SETTINGS, CSS, DESKS = "house.toml", "report.css", "desks"
MOST_TEXT = 256_000
"""How many bytes the settings and the style sheet may have."""
_ENOUGH = 30
_SPARE = ("~", ".bak", ".old", ".orig")
_AT = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_PART = re.compile(r"\"[^\"]*\"|'[^']*'|[\w-]+")
_HEAD = re.compile(r"\s*\[([^\[\]]+)\]")
_PAIR = re.compile(r"\s*((?:\"[^\"]*\"|'[^']*'|[\w.\s-])+?)\s*=")
_LETTER = "(?:2d|4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])"
"""The codes of the letters and the hyphen."""
_REFUSED_CSS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        # Behind an escape any word below could hide: `\75rl(` is `url(` to a browser.
        re.compile(rf"\\(?:0000{_LETTER}|0{{0,3}}{_LETTER}(?![0-9a-f])|[g-z-])"),
        "Write letters and hyphens as they are, not behind a backslash.",
    ),
    (re.compile(r"</"), "Take out “</”: the style sheet stands inside the HTML file."),
    (re.compile(r"@import"), "Take out @import: a report loads nothing. Copy the rules in."),
    (
        re.compile(r"url(?:-prefix)?\((?!\s*[\"']?\s*data:(?:image|font)/)"),
        "A report loads nothing: in url(…) there may be only data:image/… or data:font/….",
    ),
    (
        re.compile(r"(?:image-set|image|src)\("),
        "Use url(data:image/…) instead: a report loads nothing.",
    ),
    (re.compile(r"\0"), "Take out the character with the code 0."),
)

Stamp = tuple[int, int, int, int] | None
"""What tells that a file is another one than before; None where there is none."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What of the folder cannot be used; `file` is told from the folder on."""

    file: str
    message: str
    key: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else None
        return f"{', '.join(each for each in (self.file, line, self.key) if each)}: {self.message}"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What one folder sets. `stamps` are those of the files that were read or looked for."""

    place: str
    settings: Settings = field(default_factory=Settings)
    logo: Logo | None = None
    css: str = ""
    faults: tuple[Fault, ...] = ()
    stamps: dict[Path, Stamp] = field(default_factory=dict)


def stamp(path: Path) -> Stamp:
    """When and how a file last changed; its rights count, too."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino


def overrides(root: Path, place: str = "") -> Overrides:
    """What the folder `place` (below `root`, in the manner of a path) sets."""
    reading = _Reading(root, place)
    found = reading.settings()
    return Overrides(
        place=place,
        settings=found,
        logo=reading.logo(found.logo),
        css=reading.css(),
        faults=tuple(reading.faults),
        stamps=reading.stamps,
    )


def strays(root: Path, found: Overrides) -> Iterator[Fault]:
    """Files whose names look like one that is read, and so are likely meant to be."""
    place = PurePosixPath(found.place)
    known = {SETTINGS, CSS, *(() if found.place else (DESKS,))}
    for name in listing(root / place):
        near = get_close_matches(name.lower(), known, 1, 0.8)
        if near and name not in {*known, found.settings.logo} and not name.endswith(_SPARE):
            yield Fault(str(place / name), f"Nothing reads this. Did you mean {near[0]}?")


def listing(folder: Path) -> list[str]:
    """The names in a folder, none where it cannot be read."""
    try:
        return sorted(each.name for each in folder.iterdir())
    except OSError:
        return []


class _Enough(Exception):
    """So much is wrong that looking on would only take time."""


class _Reading:
    """Reads the files of one folder, and keeps what is wrong with them."""

    def __init__(self, root: Path, place: str) -> None:
        self._root = root
        self._folder = root / place
        self._place = PurePosixPath(place)
        self.faults: list[Fault] = []
        self.stamps: dict[Path, Stamp] = {}

    def settings(self) -> Settings:
        """What house.toml sets; nothing where there is none."""
        text = self._text(SETTINGS)

        def tell(key: str, message: str) -> None:
            self._complain(SETTINGS, message, key, _line_of(text, key))
            if len(self.faults) >= _ENOUGH:
                raise _Enough

        try:
            return settings(tomllib.loads(text), tell)
        except ValueError as error:
            self._complain(SETTINGS, *_of_toml(str(error), text))
        except RecursionError:
            self._complain(SETTINGS, "This nests too deeply to be read.")
        except _Enough:
            self._complain(SETTINGS, "There may be more; mend these first.")
        return Settings()

    def css(self) -> str:
        """The style sheet, empty where there is none."""
        text = self._text(CSS)
        low = text.lower()
        for pattern, message in _REFUSED_CSS:
            if found := pattern.search(low):
                line = low.count("\n", 0, found.start()) + 1
                self._complain(CSS, message, None, line)
        return text

    def logo(self, name: str | None) -> Logo | None:
        """The picture that the settings name."""
        if name is None:
            return None
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            self._complain(SETTINGS, "Name a file in this folder, such as logo.svg.", "house.logo")
            return None
        data = self._bytes(name, MOST_BYTES, needed=True)
        try:
            return picture(path.name, data) if data is not None else None
        except Unusable as error:
            self._complain(name, str(error))
            return None

    def _text(self, name: str) -> str:
        data = self._bytes(name, MOST_TEXT)
        try:
            return (data or b"").decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = (data or b"").count(b"\n", 0, error.start) + 1
            self._complain(name, "This is not UTF-8. Save it in that encoding.", None, line)
            return ""

    def _bytes(self, name: str, most: int, *, needed: bool = False) -> bytes | None:
        """What is in a file, None where there is none or it cannot be used."""
        path = self._folder / name
        self.stamps[path] = stamp(path)  # before reading: what changes meanwhile is seen next time
        try:
            real = path.resolve(strict=True)
            if not real.is_relative_to(self._root.resolve()):
                self._complain(name, "This leads out of the folder. Put the file itself there.")
                return None
            if not stat.S_ISREG(real.stat().st_mode):
                self._complain(name, "This is no file.")
                return None
            with real.open("rb") as file:
                data = file.read(most + 1)
        except (FileNotFoundError, NotADirectoryError):
            if needed:
                self._complain(SETTINGS, f"There is no file {name} in this folder.", "house.logo")
            return None
        except (OSError, RuntimeError) as error:
            self._complain(name, f"This cannot be read ({error}).")
            return None
        if len(data) > most:
            self._complain(name, f"This is too large; {most // 1000} KB are the most.")
            return None
        return data

    def _told(self, name: str) -> str:
        return str(self._place / name)

    def _complain(
        self, file: str, message: str, key: str | None = None, line: int | None = None
    ) -> None:
        self.faults.append(Fault(self._told(file), message, key, line))


def _of_toml(message: str, text: str) -> tuple[str, None, int]:
    """A parser's complaint as a sentence, and the line."""
    at = _AT.search(message)
    line = int(at[1]) if at and at[1] else text.rstrip("\n").count("\n") + 1
    return f"This is not TOML: {_AT.sub('', message).strip()}.", None, line


def _line_of(text: str, key: str) -> int | None:
    """The line on which a key is set, or else the one on which its table begins."""
    table, begins = "", None
    for number, line in enumerate(text.split("\n"), 1):
        if head := _HEAD.match(line):
            table = _dotted(head[1])
            begins = number if table == key or key.startswith(f"{table}.") else begins
        elif (pair := _PAIR.match(line)) and (_dotted(table, pair[1]) == key):
            return number
    return begins


def _dotted(*parts: str) -> str:
    found = [each for part in parts for each in _PART.findall(part)]
    return ".".join(each.strip("\"'") for each in found)
