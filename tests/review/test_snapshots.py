"""Snapshots: kept before they are spoken of, and compared by what people read in them."""

import errno
import hashlib
import os
from typing import Any
from uuid import UUID

import pytest

from factcheck import review
from factcheck.archive import payload
from factcheck.errors import EgressRefused, NotFound, Rejected, StorageFull, TooLarge, Unreachable
from factcheck.limits import MAX_FILE_BYTES
from factcheck.review.captures import even
from factcheck.review.fingerprints import fingerprint
from factcheck.store import snapshots
from factcheck.vocabulary import SourceState, Stance
from tests.documents.samples import pdf, shown
from tests.egress.pages import page, redirect
from tests.review.watched import Watched, article


def text_of(watched: Watched, source: UUID, snapshot: UUID) -> str | None:
    with watched.stages.room.database.reading() as session:
        desk = watched.stages.room.desk.id
        return snapshots.snapshot(session, desk, source, snapshot, with_text=True).text


def test_a_page_is_kept_whole_with_its_hash_text_and_time(watched: Watched) -> None:
    source = watched.source()
    made = watched.take(source)
    body = watched.replies["/budget"].split(b"\r\n\r\n", 1)[1]  # type: ignore[union-attr]
    assert made.sha256 == hashlib.sha256(body).hexdigest()
    assert (made.state, made.http_status, made.size) == (SourceState.FIRST, 200, len(body))
    assert (made.media_type, made.url, made.taken_at) == ("text/html", watched.url, watched.now)
    assert made.taken_by == watched.stages.actor("reviewer").person_id
    assert payload(watched.archive.read(made.stored_sha256 or "")) == body
    assert "48 million" in (text_of(watched, source, made.id) or "")
    found = watched.kept(source)
    assert (found.state, found.checked_at, found.version) == (SourceState.FIRST, watched.now, 1)
    last = watched.stages.events(source, "source")[-1]
    assert (last.action, (last.after or {})["sha256"]) == ("source.snapshot_taken", made.sha256)


def test_only_what_people_read_makes_a_page_another_one(watched: Watched) -> None:
    source = watched.source()
    watched.take(source)
    watched.replies["/budget"] = page(
        b"<html><!-- 17:32 --><script>var n = 7</script><body class=night>\n\n"
        b"<p id=a>The harbour  costs\n48 million euros.</p>",
        "Content-Type: text/html",
    )
    same = watched.take(source)
    assert same.state is SourceState.SAME
    assert same.sha256 != watched.looks(source)[0].sha256
    watched.say("The harbour costs 58 million euros.")
    assert watched.take(source).state is SourceState.CHANGED
    assert watched.kept(source).state is SourceState.CHANGED


def test_a_file_without_text_is_compared_by_its_bytes(watched: Watched) -> None:
    source = watched.source(url=None)
    states = [
        watched.upload(source, data, "scan.png").state
        for data in (b"\x89PNG\r\n1", b"\x89PNG\r\n1", b"\x89PNG\r\n2")
    ]
    assert states == [SourceState.FIRST, SourceState.SAME, SourceState.CHANGED]
    last = watched.looks(source)[-1]
    assert (last.text_sha256, last.filename) == (None, "scan.png")
    assert "picture" in (last.note or "")


def test_an_uploaded_pdf_is_kept_as_it_is_and_read(watched: Watched) -> None:
    data = pdf(shown("Stage one: 48 million euros"))
    source = watched.source(url=None)
    made = watched.upload(source, data, "C:\\budget\\annex 1.pdf")
    assert (made.filename, made.media_type) == ("annex 1.pdf", "application/pdf")
    assert made.sha256 == made.stored_sha256 == hashlib.sha256(data).hexdigest()
    assert watched.archive.read(made.sha256 or "") == data
    assert "48 million" in (text_of(watched, source, made.id) or "")
    assert watched.kept(source).next_check_at is None


HOSTILE: dict[str, tuple[bytes, str | None]] = {
    "a bomb of brackets": (b"<html>" + b"<div>" * 200_000, "x.html"),
    "no PDF": (b"%PDF-1.7\n" + b"\xff" * 5000, "a.pdf"),
    "no DOCX": (b"PK\x03\x04" + b"\0" * 500, "a.docx"),
    "a path for a name": (b"words", "../../etc/passwd"),
    "a name of many lines": (b"words", "a\r\nSet-Cookie: x=1\x00.txt"),
    "a name that turns around": (b"words", "\u202etxt.exe"),
    "a name without end": (b"words", "x" * 5000 + ".txt"),
    "no name": (b"words", None),
}


@pytest.mark.one_backend
@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_kept_and_does_no_harm(watched: Watched, what: str) -> None:
    data, name = HOSTILE[what]
    made = watched.upload(watched.source(url=None), data, name)
    assert watched.archive.read(made.stored_sha256 or "") == data
    shown = made.filename or ""
    assert len(shown) <= 255
    assert shown.isprintable()
    assert "/" not in shown


@pytest.mark.one_backend
def test_an_empty_or_endless_file_is_refused(watched: Watched) -> None:
    source = watched.source()
    with pytest.raises(Rejected):
        watched.upload(source, b"")
    with pytest.raises(TooLarge):
        watched.upload(source, bytes(MAX_FILE_BYTES + 1))
    assert watched.looks(source) == watched.files() == []


def test_a_redirect_is_followed_and_told(watched: Watched) -> None:
    watched.replies["/old"] = redirect(watched.url)
    source = watched.source(url=watched.pages.url("/old"))
    made = watched.take(source, watched.pages.url("/old"))
    assert (made.url, made.state) == (watched.url, SourceState.FIRST)
    assert watched.pages.url("/old").encode() in watched_bytes(watched, made.stored_sha256)


def watched_bytes(watched: Watched, name: str | None) -> bytes:
    import gzip

    return gzip.decompress(watched.archive.read(name or ""))


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://10.0.0.1/", EgressRefused),
        ("http://169.254.169.254/latest/meta-data/", EgressRefused),
        ("http://[::1]/", EgressRefused),
        ("file:///etc/passwd", EgressRefused),
        ("{server}/inward", EgressRefused),
        ("{server}/broken", Unreachable),
        ("{server}/forbidden", Unreachable),
        ("http://127.0.0.2:8099/", Unreachable),
    ],
)
@pytest.mark.one_backend
def test_what_may_or_can_not_be_had_leaves_nothing(
    watched: Watched, url: str, error: type[Exception]
) -> None:
    watched.replies |= {
        "/inward": redirect("http://10.0.0.1/"),
        "/broken": page(b"no", status="503 Unavailable"),
        "/forbidden": page(b"no", status="403 Forbidden"),
    }
    source = watched.source()
    with pytest.raises(error):
        watched.take(source, url.format(server=watched.pages.url("").rstrip("/")))
    assert watched.looks(source) == watched.files() == []
    assert watched.kept(source).state is None


@pytest.mark.one_backend
def test_a_full_disk_leaves_neither_file_nor_row(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = watched.source()

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("factcheck.archive.os.fsync", full)
        with pytest.raises(StorageFull):
            watched.take(source)
    assert watched.looks(source) == watched.files() == []
    assert watched.take(source).state is SourceState.FIRST


def test_a_page_that_is_no_more_is_a_finding(watched: Watched) -> None:
    source = watched.source()
    watched.take(source)
    watched.replies["/budget"] = page(b"gone", status="410 Gone")
    made = watched.take(source)
    assert (made.state, made.http_status, made.stored_sha256) == (SourceState.GONE, 410, None)
    assert watched.kept(source).state is SourceState.GONE
    watched.say("The harbour costs 48 million euros.")
    assert watched.take(source).state is SourceState.SAME


def test_evidence_from_before_the_first_copy_rests_on_it(watched: Watched) -> None:
    stages = watched.stages
    one, other, _ = (each.id for each in stages.claims(stages.receive()))
    stages.evidence(one, title="Budget", url=watched.url)
    (early,) = stages.standing_evidence(one)
    assert early.snapshot_id is None
    made = watched.take(early.source.id)
    (linked,) = stages.standing_evidence(one)
    assert linked.snapshot_id == made.id
    assert linked.sha256 == fingerprint(linked, made.sha256) != early.sha256
    assert stages.claim(one).version == 2
    last = stages.events(early.source.id, "source")[-1]
    assert (last.after or {})["evidence"] == {str(linked.id): linked.sha256}
    watched.say("Another text.")
    newer = watched.take(early.source.id)
    stages.evidence(other, title="Budget", url=watched.url)
    assert stages.standing_evidence(one)[0].snapshot_id == made.id
    assert stages.standing_evidence(other)[0].snapshot_id == newer.id


def test_a_source_of_another_desk_takes_no_snapshot(watched: Watched) -> None:
    source = watched.source()
    capture = review.capture_page(watched.egress, watched.archive, watched.url, now=watched.now)
    room = watched.stages.room
    actor = room.people["foreign"]
    with room.database.writing() as session, pytest.raises(NotFound):
        review.take_snapshot(session, source, capture, actor=actor, now=watched.now)
    assert watched.looks(source) == []


@pytest.mark.one_backend
def test_the_log_holds_no_hash_of_a_confidential_page(watched: Watched) -> None:
    source = watched.source(confidential=True)
    made = watched.take(source)
    events = watched.stages.events(source, "source")
    assert str(made.sha256) not in str([each.after for each in events])
    assert watched.kept(source).next_check_at is None


@pytest.mark.one_backend
def test_fingerprint_and_fact_name_the_copy(watched: Watched) -> None:
    stages = watched.stages
    source = watched.source()
    made = watched.take(source)
    claim = stages.claim().id
    stages.evidence(claim, Stance.SUPPORTS, title="Budget", url=watched.url)
    stages.decide(claim)
    fact = stages.room.viewer.get(f"/facts/{claim}").json
    assert [each["archived_sha256"] for each in fact["sources"]] == [made.sha256]
    decided = stages.events(claim)[-1]
    (evidence,) = stages.standing_evidence(claim)
    assert (decided.after or {})["evidence"] == {str(evidence.id): evidence.sha256}


def test_white_space_is_evened_out() -> None:
    assert even(" a\n\tb\u00a0 c ") == "a b c"
    assert even(article("x").decode()) == even(article("x").decode() + "\n\n")
