"""A desk's work from the command line: taking in, deciding, reporting."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from sqlalchemy import select

from factcheck.store import sources
from factcheck.store.claims import Anchor, Claim
from tests import postgres
from tests.cli.conftest import Run, reading
from tests.newsroom import TEXT

OTHER = "They sold 3 million cars in 2024."
WHY = "The budget says so, page 12."


@pytest.fixture(params=["embedded", "postgresql"])
def desk(
    request: pytest.FixtureRequest, run: Run, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """The command with a desk `city` and two members, on both backends."""
    databases: postgres.Databases | None = None
    if request.param == "postgresql":
        databases = request.getfixturevalue("postgres_databases")
        address = databases.take()
        monkeypatch.setenv("FACTCHECK_DATABASE_URL", address)
        monkeypatch.setenv("FACTCHECK_SECRET_KEY", "s" * 32)
    for name, role in (("ana", "reviewer"), ("eva", "viewer")):
        run("user", "add", f"{name}@example.org", "--desk", "city", "--role", role)
    yield run
    if databases:
        databases.give_back(address)


def taken_in(run: Run, path: Path, text: str = TEXT) -> str:
    """The id of an article of this text."""
    path.write_text(text, encoding="utf-8")
    found = json.loads(run("ingest", path, "--desk", "city", "--json").stdout)
    assert found == {"path": str(path), "article_id": found["article_id"], "new": True}
    return str(found["article_id"])


def claim_ids(run: Run) -> list[str]:
    """The ids of all claims, in text order."""
    with reading() as session:
        query = select(Claim.id).join(Claim.anchors).order_by(Claim.article_id, Anchor.start)
        return [str(each) for each in session.scalars(query)]


def test_an_article_goes_all_the_way(desk: Run, tmp_path: Path) -> None:
    article = taken_in(desk, tmp_path / "a.txt")
    first, second, third = claim_ids(desk)
    decide = ("--rationale", WHY, "--by", "ana@example.org", "--desk", "city", "--status")
    refused = desk("review", first, *decide, "verified", code=1)
    assert refused.stderr.startswith("factcheck: This claim cannot be marked verified yet. It ")
    assert refused.stderr.count("\n") == 1
    done = desk("review", first, *decide, "verified", "--rating", "True", "--source", "The budget",
                "--source-url", "https://city.example/budget")  # fmt: skip
    assert done.stdout == f"Claim {first} is now verified (final).\n"
    desk("review", second, *decide, "disputed", "--source", "The payroll")
    desk("review", third, *decide, "unverified")
    magic = {"html": b"<!doctype html>", "pdf": b"%PDF-", "csv": b"\xef\xbb\xbf", "json": b"{"}
    for form, start in magic.items():
        path = tmp_path / f"report.{form}"
        said = desk("report", article, "--format", form, "-o", path, "--desk", "city").stdout
        assert str(path) in said
        raw = path.read_bytes()
        assert raw[:15].lower().startswith(start.lower()), form
        if form == "pdf":
            pages = pypdfium2.PdfDocument(raw)
            text = "".join(page.get_textpage().get_text_bounded() for page in pages)
        else:
            text = raw.decode("utf-8-sig")
        assert "The budget" in text
    assert "unbroken" in desk("audit", "verify").stdout
    with reading() as session:
        (piece,) = sources.evidence_of(session, UUID(first))
        assert (piece.stance, piece.source.url) == ("supports", "https://city.example/budget")
        (piece,) = sources.evidence_of(session, UUID(second))
        assert (piece.stance, piece.source.kind) == ("refutes", "primary")


def test_a_decision_is_refused_to_who_may_not_decide(desk: Run, tmp_path: Path) -> None:
    taken_in(desk, tmp_path / "a.txt")
    claim = claim_ids(desk)[0]
    words = ["review", claim, "--status", "unverified", "--rationale", WHY, "--desk"]
    for slug, email, complaint in (
        ("city", "eva@example.org", "takes the role of reviewer"),
        ("city", "eve@example.org", "not a member"),
        ("town", "ana@example.org", "no desk 'town'"),
    ):
        assert complaint in desk(*words, slug, "--by", email, code=1).stderr
    ana = ("city", "--by", "ana@example.org")
    for more, complaint in (
        (["--source", "x", "--source-url", "javascript:alert(1)"], "url: Not a valid URL"),
        (["--rating", "x" * 101], "rating: "),
        (["--source", "x" * 501], "title: "),
    ):
        assert complaint in desk(*words, *ana, *more, code=1).stderr
    nowhere = "01890a5d-ac96-774b-bcce-b302099a8057"
    assert "no such claim" in desk("review", nowhere, *words[2:], *ana, code=1).stderr
    path = tmp_path / "x" / "r.html"
    article = taken_in(desk, tmp_path / "b.txt", OTHER)
    said = desk("report", article, "-o", path, "--desk", "city", code=1).stderr
    assert f"no folder {path.parent}" in said
    path = tmp_path / "r.html"
    assert "no such article" in desk("report", nowhere, "-o", path, "--desk", "city", code=1).stderr
    who = ("--desk", "city", "--by", "eva@example.org")
    assert "role of reviewer" in desk("report", article, "-o", path, *who, code=1).stderr
    assert "role of editor" in desk("ingest", tmp_path / "b.txt", *who, code=1).stderr


def test_one_file_is_told_with_its_claims_and_taken_once(desk: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\ufeff" + TEXT, encoding="utf-8")
    more = ("--author", "Ana Ruiz", "--url", "https://desk.example/a", "--published", "2026-03-01")
    first = desk("ingest", path, "--desk", "city", *more)
    assert "taken in as article" in first.stdout
    assert "320 jobs" in first.stdout
    assert first.stdout.endswith("3 claims\n")
    again = desk("ingest", path, "--desk", "city")
    assert "here already as article" in again.stdout
    assert first.stdout.split("article ")[1].split("\n")[0] in again.stdout
    for name, wrong in (("--url", "javascript:x"), ("--title", "x" * 501), ("--author", "x" * 301)):
        complaint = desk("ingest", path, "--desk", "city", name, wrong, code=1).stderr
        assert f"{name[2:]}: " in complaint
    assert "no desk 'demo'" in desk("ingest", path, code=1).stderr


def test_a_folder_is_taken_in_and_bad_files_are_named(run: Run, tmp_path: Path) -> None:
    run("user", "add", "ana@example.org", "--desk", "city", "--role", "admin")
    folder = tmp_path / "in"
    (folder / "deep" / "odd.txt").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.md").write_text(OTHER, encoding="utf-8")
    (folder / "deep" / "c.txt").write_text(TEXT, encoding="utf-8")
    (folder / "d.txt").write_bytes(b"caf\xe9")
    (folder / "e.txt").write_text(" ", encoding="utf-8")
    (folder / "f.txt").symlink_to(tmp_path / "nowhere")
    (folder / "g.docx").write_bytes(b"PK\x03\x04")
    (folder / "ignored.csv").write_bytes(b"a,b")
    result = run("ingest", folder, "--desk", "city", "--json", code=1)
    found = {Path(row["path"]).name: row for row in map(json.loads, result.stdout.splitlines())}
    assert sorted(found) == ["a.txt", "b.md", "c.txt", "d.txt", "e.txt", "f.txt", "g.docx"]
    assert [found[name].get("new") for name in ("a.txt", "b.md", "c.txt")] == [True, True, False]
    assert found["c.txt"]["article_id"] == found["a.txt"]["article_id"]
    assert "not UTF-8" in found["d.txt"]["error"]
    assert "empty" in found["e.txt"]["error"]
    assert "cannot be read" in found["f.txt"]["error"]
    assert found["g.docx"]["error"] == "This file is damaged."
    plain = run("ingest", folder, "--desk", "city", code=1)
    assert plain.stdout.count("here already") == 3
    assert plain.stderr.count("factcheck: ") == 4
    run("ingest", folder, "--desk", "city", "--title", "One", code=2)
    run("ingest", folder / "deep" / "odd.txt", code=1)
