"""Documents from elsewhere: bytes become plain text, whatever the bytes were made to do.

Plain text is decoded here. HTML, PDF and Word files are parsed by large libraries, and a
hostile file can make any of them hang, grow or crash; so that happens in a process of its own
(`factcheck.documents.reader`) with little memory, little time and nothing it could open.
"""

from factcheck.documents.read import MOST_BYTES, Document, read_attachment, read_document

__all__ = ["MOST_BYTES", "Document", "read_attachment", "read_document"]
