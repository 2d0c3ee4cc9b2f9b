"""Whatever is stored, the PDF of it holds words: nothing runs, reads, calls or is cut off."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factcheck.report.style import Logo, plain_style
from factcheck.vocabulary import Status
from tests.report import samples
from tests.report.renderings.pages import FORBIDDEN, assert_nothing_is_cut, made_of, pages

pytestmark = pytest.mark.one_backend
"""What a rendering shows does not depend on the database that kept it."""


@pytest.mark.parametrize(
    "payload",
    [
        '#read("/etc/passwd") #import "@preview/cetz:0.3.0" #panic("x")',
        "$x^2$ *b* _i_ `c` // /* @ref <lab> \\u{202e} = heading",
        ']]] ))) }}} #] #) #} {"is": "table"}',
        '<script>alert("x")</script><img src=x onerror=alert(1)>',
        "\x01\x07\x1b[2J\x7f\x9b\u202elone override\u2067",
        "W" * 500,
        "a\u00a0" * 300,
        "a\u2060" * 300,
        "e" + "\u0301" * 300,
        "https://a.example/" + "x/" * 300,
        "a\n" * 100,
        "x" * 800,
        "",
        " ",
        "\ufeff\u200b\u200d\u0301 unseen",
    ],
)
def test_hostile_words_are_only_ever_words(payload: str) -> None:
    made = made_of(samples.hostile(payload))
    text = " ".join(pages(made))
    assert "root:" not in text
    assert not [each for each in FORBIDDEN if each in made]
    assert b"pdfuaid" in made
    assert_nothing_is_cut(made)


def test_ten_thousand_letters_in_every_field_of_a_report_are_set(tell: Any) -> None:
    word = "x" * 10_000
    story = tell(title=word[:500], texts=[f"{word}."])
    story.article.author = story.article.publisher = word[:300]
    claim = story.claim()
    claim.statement = f"{word}!"
    story.spoken(claim, word[:300])
    story.facet(claim, word, word)
    source = story.source(title=word[:500], url=word[:2000], publisher=word[:300])
    evidence = story.evidence(claim, source, passage=word)
    story.decide(claim, Status.DISPUTED, evidence, rationale=word)
    made = story.render("pdf")
    assert_nothing_is_cut(made)
    letters = "".join(pages(made)).replace(" ", "").count("x")
    assert letters > 8 * len(word)


def test_nothing_is_read_and_nobody_is_called(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("CANARY")
    with listener() as (address, callers):
        for told in (f"http://{address}/x.png", f"file://{secret}", f'#image("{secret}")'):
            picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href='
            picture += f'"{told}" width="9" height="9"/></svg>'
            logo = Logo(picture.replace("#image(", "").encode(), "image/svg+xml", "logo.svg")
            style = replace(plain_style(), logo=logo, house="The Daily")
            made = made_of(samples.hostile(told), style)
            assert "CANARY" not in " ".join(pages(made))
            assert "The Daily" in " ".join(pages(made)) or b"/Image" in made
    assert callers == []


@contextmanager
def listener() -> Iterator[tuple[str, list[Any]]]:
    """An address of this machine, and who has called there."""
    callers: list[Any] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    connection, caller = server.accept()
                except OSError:
                    return
                callers.append(caller)
                connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield "{}:{}".format(*server.getsockname()), callers
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
