"""Texts as they come in: what can be kept, and files that hold one."""

from pathlib import Path

from factcheck.errors import Rejected, TooLarge
from factcheck.limits import MAX_TEXT_CHARACTERS
from factcheck.saying import say

TEXT_SUFFIXES = frozenset({".txt", ".md", ".text"})


def check_text(text: str) -> None:
    """Refuse a text that no claim could be found in, or no database could keep."""
    if len(text) > MAX_TEXT_CHARACTERS:
        raise TooLarge(
            say(
                "The text has {count:,} characters; at most {most:,} are taken.",
                count=len(text),
                most=MAX_TEXT_CHARACTERS,
            )
        )
    if not any(each.isprintable() and not each.isspace() for each in text):
        raise Rejected(say("The text is empty."), {"text": [say("Send the article's text.")]})
    for position, letter in enumerate(text):
        if letter == "\x00" or "\ud800" <= letter <= "\udfff":
            raise Rejected(
                say("The text holds a character that cannot be stored."),
                {
                    "text": [
                        say(
                            "Character {position} is a NUL or half of a surrogate pair.",
                            position=position,
                        )
                    ]
                },
            )


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with every character where the file has it.

    Line ends are kept as they are: spans count them. Raises `Rejected` for a file that is
    not plain text, `TooLarge` for one that cannot hold a text within the limit.
    """
    if path.suffix.lower() not in TEXT_SUFFIXES:
        kinds = ", ".join(sorted(TEXT_SUFFIXES))
        raise Rejected(
            say("{name} is not a plain text file ({kinds}).", name=path.name, kinds=kinds), {}
        )
    if path.stat().st_size > 4 * MAX_TEXT_CHARACTERS:
        raise TooLarge(
            say(
                "{name} is larger than any text of {most:,} characters.",
                name=path.name,
                most=MAX_TEXT_CHARACTERS,
            )
        )
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Rejected(
            say(
                "{name} is not UTF-8 (byte {start}); save it as UTF-8 first.",
                name=path.name,
                start=error.start,
            ),
            {},
        ) from error


def title_of(text: str, path: Path) -> str:
    """The first line that says something, cut to a title's length; else the file's name."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first[:200].strip() or path.stem
