"""Word files to text. Runs in the reader's process only.

mammoth keeps what was inserted with changes tracked and drops what was deleted, which is what
an editor sees who accepts them all.
"""

import zipfile
from io import BytesIO

import mammoth

from factcheck.documents import html
from factcheck.errors import TooLarge, Unreadable
from factcheck.saying import say

_MOST_UNPACKED = 100_000_000
_MOST_PARTS = 5_000
_MAIN = "word/document.xml"
_SAMPLE = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>A text.</w:t></w:r></w:p></w:body></w:document>"
)


def warm_up() -> None:
    """Load what mammoth and the page's parser load with their first document."""
    sample = BytesIO()
    with zipfile.ZipFile(sample, "w") as archive:
        archive.writestr(_MAIN, _SAMPLE)
    parse(sample.getvalue())


def parse(body: bytes) -> tuple[str, str]:
    """The text with its tables, lists and notes; its title is its first line.

    Raises `Unreadable`, `TooLarge`.
    """
    _check(body)
    page = mammoth.convert_to_html(
        BytesIO(body),
        convert_image=_no_image,
        include_embedded_style_map=False,
        external_file_access=False,
    ).value
    return html.visible(html.tree_of(f"<html><body>{page}</body></html>".encode())), ""


def _no_image(_: object) -> list[object]:
    return []


def _check(body: bytes) -> None:
    """Refuse what would unpack to more than any article; sizes that lie are not read past."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Unreadable(say("This file is damaged.")) from error
    if not any(part.filename == _MAIN for part in parts):
        raise Unreadable(say("This is a ZIP file, and no Word document."))
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise TooLarge(say("This Word document is too large once it is unpacked."))
