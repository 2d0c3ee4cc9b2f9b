"""A frozen report in the format that is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.errors import Rejected
from factcheck.report import compose
from factcheck.report.blocks import Booklet, Sheet
from factcheck.report.renderings import csv, html, json, markdown, pdf
from factcheck.report.seal import Audience
from factcheck.report.sealed_pdf import sealed_pdf
from factcheck.report.style import Style
from factcheck.saying import say
from factcheck.signing import Signer

Document = Mapping[str, Any]
Told = Callable[[int, int], None]
"""Is told how many steps are done, and of how many."""
STEPS = 5
"""In how many steps a file is made: read, composed, set, sealed, stored."""
_COMPOSED, _SET, _SEALED = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be rendered, and who is told how far it has come."""

    document: Document
    style: Style
    signer: Signer
    told: Told

    def booklet(self) -> Booklet:
        """The report as it is set."""
        made = compose.booklet(self.document, self.style)
        self.told(_COMPOSED, STEPS)
        return made

    def sheets(self) -> list[Sheet]:
        """The report as rows."""
        made = compose.sheets(self.document, self.style)
        self.told(_COMPOSED, STEPS)
        return made


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is called in files and on the wire."""

    suffix: str
    media_type: str
    make: Callable[[Job], bytes]


def _html(job: Job) -> bytes:
    return html.render(job.booklet(), job.style)


def _pdf(job: Job) -> bytes:
    pages = pdf.render(job.booklet(), job.style, json.render(job.document))
    job.told(_SET, STEPS)
    return sealed_pdf(pages, job.document, job.signer)


def _docx(job: Job) -> bytes:
    from factcheck.report.renderings import docx  # noqa: PLC0415 - large, and seldom wanted

    return docx.render(job.booklet(), job.style)


def _markdown(job: Job) -> bytes:
    return markdown.render(job.booklet(), job.style)


def _xlsx(job: Job) -> bytes:
    from factcheck.report.renderings import xlsx  # noqa: PLC0415 - large, and seldom wanted

    title, made_at = compose.title(job.document, job.style), job.document["made"]["at"]
    return xlsx.render(job.sheets(), job.style, title=title, made_at=made_at)


def _csv(job: Job) -> bytes:
    return csv.render(job.sheets()[0])


def _second_csv(job: Job) -> bytes:
    found = job.sheets()[1:2]
    if not found:
        nothing = say("This edition tells of no sources.")
        raise Rejected(nothing, {"format": [nothing]})
    return csv.render(found[0])


def _json(job: Job) -> bytes:
    return json.render(job.document)


_FORMATS: Mapping[str, Format] = {
    "html": Format("html", "text/html; charset=utf-8", _html),
    "pdf": Format("pdf", "application/pdf", _pdf),
    "docx": Format(
        "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx
    ),
    "xlsx": Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx
    ),
    "csv": Format("csv", "text/csv; charset=utf-8", _csv),
    "csv-sources": Format("sources.csv", "text/csv; charset=utf-8", _second_csv),
    "md": Format("md", "text/markdown; charset=utf-8", _markdown),
    "json": Format("json", "application/json", _json),
}
FORMATS = tuple(_FORMATS)
"""The formats a report comes in."""


def render(
    document: Document,
    format: str,  # noqa: A002 - the field's own word
    style: Style,
    signer: Signer,
    told: Told = lambda _step, _steps: None,
) -> bytes:
    """The report as a file. `document` is an edition (`report.edition`).

    A PDF is signed as a whole, so that no page of it can be changed. Raises `Rejected` for a
    format that is none of `FORMATS`.
    """
    made = named(format).make(Job(document, style, signer, told))
    told(_SEALED, STEPS)
    return made


def named(name: str) -> Format:
    """The format of this name. Raises `Rejected` for one that is none of `FORMATS`."""
    if name not in _FORMATS:
        raise Rejected(
            say("Reports do not come in this format."),
            {"format": [say("Choose one of: {formats}.", formats=", ".join(FORMATS))]},
        )
    return _FORMATS[name]


def content_type(format: str) -> str:  # noqa: A002
    """The media type of a format. Raises `Rejected` for one that is none of `FORMATS`."""
    return named(format).media_type


def file_name(document: Document, format: str) -> str:  # noqa: A002
    """What the file is called: `verification-report-3.pdf`; who it is for, unless the desk."""
    audience = document.get("audience", Audience.INTERNAL)
    whom = "" if audience == Audience.INTERNAL else f"-{audience}"
    return f"verification-report-{document['made']['number']}{whom}.{named(format).suffix}"
