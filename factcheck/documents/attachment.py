"""The file that is attached to a PDF. Runs in the reader's process only.

A file of any bytes becomes a text of as many letters (Latin-1), which is what the reader can
hand over; `read_attachment` makes bytes of it again.
"""

from ctypes import c_ulong
from io import BytesIO

import pypdfium2
from pypdfium2.raw import FPDFAttachment_GetFile

from factcheck.errors import TooLarge, Unreadable
from factcheck.limits import MAX_ATTACHED_BYTES
from factcheck.saying import say


def warm_up() -> None:
    """Load what the library loads with its first document, by a small one."""
    document, sample = pypdfium2.PdfDocument.new(), BytesIO()
    document.new_page(10, 10)
    document.new_attachment("a").set_data(b"a")
    document.save(sample)
    document.close()
    parse(sample.getvalue())


def parse(body: bytes) -> tuple[str, str]:
    """Content and name of the one attached file.

    Raises `Unreadable`, unless there is exactly one; `TooLarge`.
    """
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(say("This PDF is damaged.")) from error
    count = document.count_attachments()
    if count != 1:
        raise Unreadable(
            say("This PDF has {count} files attached to it, and not one.", count=count)
        )
    attachment = document.get_attachment(0)
    length = c_ulong()
    FPDFAttachment_GetFile(attachment, None, 0, length)
    if length.value > MAX_ATTACHED_BYTES:
        raise TooLarge(say("The file attached to this PDF is larger than can be taken."))
    return str(memoryview(attachment.get_data()), "latin-1"), attachment.get_name()
