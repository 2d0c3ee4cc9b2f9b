"""The examples of docs/integrate.md do what they say, against a real server."""

import json
import re
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from marshmallow import fields

from factcheck.schemas.facts import FactOut
from tests.faults.crash import Served
from tests.plugged import (
    EXAMPLES,
    ROOT,
    Desk,
    eventually,
    mirrored,
    needs_node,
    post,
    receiver,
    restored,
    signed,
    status_of,
)

pytestmark = pytest.mark.one_backend


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("desk") / "data"
    with Served(folder) as server:
        server._environment |= {"FACTCHECK_EGRESS_ALLOW": "127.0.0.0/8"}
        server.command("seed")
        made = server.command("key", "add", "--desk", "demo", "--role", "editor", "--json")
        server.key = json.loads(made)["key"]
        server.start()
        yield server
        server.stop(signal.SIGTERM)


@pytest.fixture
def desk(served: Served, tmp_path: Path) -> Desk:
    command = ("key", "add", "--desk", "demo", "--role", "viewer", "--scopes", "facts:read")
    return Desk(served, tmp_path, served.command(*command).strip(), time.time_ns() % 10**9)


def test_each_example_is_named_and_short() -> None:
    assert list(EXAMPLES) == [
        "setup.sh", "list.sh", "follow.sh", "mirror.py", "receiver.py", "facts.mjs", "card.mjs",
        "build.py", "search.py",
    ]  # fmt: skip
    for name, text in EXAMPLES.items():
        assert len(text.splitlines()) <= 52, name
        assert max(map(len, text.splitlines())) <= 100, name


def test_the_key_reads_facts_and_nothing_else(desk: Desk) -> None:
    desk.lay("setup.sh")
    made = desk.run("sh", "-c", '. ./setup.sh; echo "$FACTCHECK_URL $FACTCHECK_KEY"')
    url, key = made.stdout.split()
    assert url == desk.url
    desk.reader = key
    assert status_of(f"{desk.url}/api/v1/facts", key) == 200
    assert status_of(f"{desk.url}/api/v1/claims", key) == 403


def test_the_list_is_fetched_only_when_it_has_changed(desk: Desk) -> None:
    desk.lay("list.sh")

    def said() -> str:
        return desk.run("sh", "list.sh").stdout

    def listed() -> set[str]:
        return {
            each["id"] for each in json.loads((desk.folder / "facts.json").read_text())["items"]
        }

    fact = desk.fact("the list")
    assert said() == "changed\n"
    assert fact in listed()
    assert said() == "unchanged\n"
    desk.reopen(fact)
    assert said() == "changed\n"
    assert fact not in listed()
    (desk.folder / "facts.json").unlink()
    assert said() == "changed\n"
    refused = desk.run("sh", "list.sh", FACTCHECK_KEY="fc_wrong")
    assert refused.returncode == 1
    assert "This API key is unknown" in refused.stderr
    assert fact not in listed()


def test_the_follower_prints_each_change_once_and_goes_on_where_it_stopped(desk: Desk) -> None:
    desk.lay("follow.sh")
    first, place = desk.fact("the pier"), desk.folder / "place"
    with desk.running("sh", "follow.sh"):
        eventually(lambda: f"upsert {first}" in " ".join(desk.log()), True)
        eventually(lambda: "cursor=" in place.read_text(), True)
        kept = place.read_text()
        desk.reopen(first)
        eventually(lambda: desk.log()[-1].split()[:2], ["delete", first])
        eventually(lambda: place.read_text() != kept, True)  # killed before, it prints it again
        before = len(desk.log())
    second = desk.fact("the jetty")
    desk.reopen(second)
    with desk.running("sh", "follow.sh"):
        eventually(lambda: len(desk.log()), before + 2)
    told = [line.split() for line in desk.log()[before:]]
    assert [each[:2] for each in told] == [["upsert", second], ["delete", second]]
    assert int(told[1][2]) > int(told[0][2])
    assert len(set(desk.log())) == len(desk.log())


def test_the_follower_begins_again_after_a_restore_and_stops_without_a_key(desk: Desk) -> None:
    desk.lay("follow.sh")
    (desk.folder / "place").write_text(restored(desk))
    with desk.running("sh", "follow.sh"):
        eventually(lambda: len(desk.log()) > len(desk.facts()), True)
    assert desk.log()[0] == "begin again"
    assert {line.split()[1] for line in desk.log()[1:]} >= set(desk.facts())
    refused = desk.run("sh", "follow.sh", FACTCHECK_KEY="fc_wrong")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "This API key is unknown" in refused.stderr


def test_the_mirror_takes_each_change_in_once_however_often_it_is_killed(desk: Desk) -> None:
    desk.lay("mirror.py", "limit=200", "limit=2")
    lost = desk.fact("the lighthouse")
    with desk.running(sys.executable, "mirror.py"):
        eventually((desk.folder / "facts.sqlite3").exists, True)
        eventually(lambda: len(mirrored(desk, "SELECT 1 FROM sqlite_master")) >= 3, True)
        eventually(lambda: dict(mirrored(desk)), desk.facts())
    mirrored(desk, "CREATE TABLE taken (id, version)")
    mirrored(
        desk,
        "CREATE TRIGGER take AFTER INSERT ON facts BEGIN"
        " INSERT INTO taken VALUES (new.id, new.version); END",
    )
    made = []
    for number in range(3):
        made += [desk.fact("the mirror"), desk.fact("the glass")]
        with desk.running(sys.executable, "mirror.py"):
            time.sleep(0.15 * (number + 1))
    desk.reopen(lost)
    with desk.running(sys.executable, "mirror.py"):
        eventually(lambda: dict(mirrored(desk)), desk.facts())
        desk.verify(lost)
        eventually(lambda: dict(mirrored(desk)), desk.facts())
    assert lost in dict(mirrored(desk))
    taken = mirrored(desk, "SELECT id, version FROM taken")
    assert [each[0] for each in taken] == [*made, lost]


def test_the_mirror_loses_what_is_reopened_and_begins_again_after_a_restore(desk: Desk) -> None:
    desk.lay("mirror.py")
    fact = desk.fact("the sluice", "https://post.example/sluice")
    of_article = "SELECT id FROM facts WHERE article_url = 'https://post.example/sluice'"
    with desk.running(sys.executable, "mirror.py"):
        eventually((desk.folder / "facts.sqlite3").exists, True)
        eventually(lambda: len(mirrored(desk, "SELECT 1 FROM sqlite_master")) >= 3, True)
        eventually(lambda: mirrored(desk, of_article), [(fact,)])
        desk.reopen(fact)
        eventually(lambda: mirrored(desk, of_article), [])
    mirrored(desk, f"UPDATE place SET url = '{restored(desk)}'")
    mirrored(desk, "INSERT INTO facts (id, version) VALUES ('never happened', 1)")
    with desk.running(sys.executable, "mirror.py"):
        eventually(lambda: dict(mirrored(desk)), desk.facts())
    refused = desk.run(sys.executable, "mirror.py", FACTCHECK_KEY="fc_wrong")
    assert refused.returncode == 1
    assert "This API key is unknown" in refused.stderr


def test_the_receiver_keeps_what_real_messages_tell_of(desk: Desk) -> None:
    with receiver(desk):
        fact = desk.fact("the ferry")
        kept = desk.folder / "facts" / f"{fact}.json"
        eventually(kept.exists, True)
        eventually(lambda: len(list((desk.folder / "done").iterdir())), 1)
        assert json.loads(kept.read_text())["version"] == desk.facts()[fact]
        desk.reopen(fact)
        eventually(kept.exists, False)


def test_the_receiver_refuses_what_was_tampered_with_and_does_nothing_twice(desk: Desk) -> None:
    fact = desk.fact("the crane")
    data = {
        "id": fact,
        "version": 1,
        "status": "verified",
        "url": f"{desk.url}/api/v1/facts/{fact}",
    }
    body = json.dumps({"type": "fact.published", "data": data})
    with receiver(desk) as (url, secret):
        kept = desk.folder / "facts" / f"{fact}.json"
        fresh = signed(secret, "msg_1", body)
        old = signed(secret, "msg_1", body, datetime.now(UTC) - timedelta(minutes=6))
        other = signed(f"whsec_{b64encode(b'x' * 24).decode()}", "msg_1", body)
        assert post(url, body.replace("published", "withdrawn").encode(), fresh) == 401
        assert post(url, body.encode(), fresh | {"webhook-id": "msg_2"}) == 401
        assert [post(url, body.encode(), each) for each in (old, other, {})] == [401] * 3
        assert not kept.exists()
        two = f"{other['webhook-signature']} {fresh['webhook-signature']}"
        assert post(url, body.encode(), fresh | {"webhook-signature": two}) == 204
        assert kept.exists()
        kept.unlink()
        assert post(url, body.encode(), fresh) == 204
        assert not kept.exists()

        down = body.replace(str(desk.server.port), "9")
        assert post(url, down.encode(), signed(secret, "msg_3", down)) == 503
        ping = json.dumps({"type": "ping", "data": {"id": "x", "url": f"{desk.url}/nothing"}})
        assert post(url, ping.encode(), signed(secret, "msg_4", ping)) == 204
        assert {each.name for each in (desk.folder / "done").iterdir()} == {"msg_1"}


@needs_node
def test_the_plug_in_shows_the_facts_of_an_article(desk: Desk) -> None:
    desk.lay("facts.mjs")
    url = f"https://post.example/{time.time_ns()}"
    fact, _ = desk.fact("the <dock>", url), desk.fact("the gate", f"{url}/other")

    def shown(key: str = desk.reader) -> subprocess.CompletedProcess[str]:
        return desk.run("node", "facts.mjs", url, FACTCHECK_KEY=key)

    assert re.fullmatch(
        r'<ul class="facts"><li class="verified">The city spent \d+ million euros on '
        r"the &#60;dock&#62; in 2024\. <b>verified</b></li></ul>\n",
        shown().stdout,
    )
    desk.reopen(fact)
    assert shown().stdout == '<ul class="facts"></ul>\n'
    refused = shown("fc_wrong")
    assert refused.returncode == 1
    assert "401: This API key is unknown" in refused.stderr


@needs_node
def test_the_plug_in_asks_with_the_etag_from_the_second_time_on(desk: Desk) -> None:
    desk.lay("facts.mjs", "limit: 200", "limit: 1")
    url = f"https://post.example/{time.time_ns()}"
    desk.fact("the quay", url), desk.fact("the wall", url)
    (desk.folder / "twice.mjs").write_text(
        'import { factsOf } from "./facts.mjs";\n'
        "const codes = [], real = fetch;\n"
        "globalThis.fetch = async (...given) => {\n"
        "  const answer = await real(...given); codes.push(answer.status); return answer; };\n"
        "const url = process.argv[2];\n"
        "const first = await factsOf(url), asked = codes.length, second = await factsOf(url);\n"
        "console.log(JSON.stringify([first, second, codes.slice(0, asked), codes.slice(asked)]));\n"
    )
    first, second, before, after = json.loads(desk.run("node", "twice.mjs", url).stdout)
    assert len(first) == 2
    assert first == second
    assert len(before) > 1
    assert set(before) == {200}
    assert after == [304] * len(before)


@needs_node
def test_the_card_stands_for_a_public_fact_and_no_other(desk: Desk) -> None:
    desk.lay("card.mjs")
    fact = desk.fact("the basin")
    frame = desk.run("node", "card.mjs", f"{desk.url}/facts/{fact}").stdout
    assert frame.startswith(f'<iframe src="{desk.url}/facts/{fact}/card" width="600"')
    desk.reopen(fact)
    assert desk.run("node", "card.mjs", f"{desk.url}/facts/{fact}").stdout == "null\n"


def test_the_site_has_a_page_for_each_public_fact_and_follows_changes(desk: Desk) -> None:
    desk.lay("build.py", "limit=200", "limit=2")
    facts = [desk.fact("the <canal>"), desk.fact("the weir"), desk.fact("the lock")]
    site = desk.folder / "site"

    def built() -> str:
        done = desk.run(sys.executable, "build.py")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def pages() -> set[str]:
        return {each.stem for each in site.glob("*.html")} - {"index"}

    def index() -> list[str]:
        return re.findall(r'<li><a href="(.*?)\.html">', (site / "index.html").read_text())

    assert re.fullmatch(r"\d+ facts\n", built())
    assert pages() == set(index())
    assert index()[:3] == facts[::-1]
    assert "the &lt;canal&gt;" in (site / f"{facts[0]}.html").read_text()
    assert "<canal>" not in (site / f"{facts[0]}.html").read_text()
    assert built() == "unchanged\n"

    untouched = site / f"{facts[1]}.html"
    untouched.write_text("as it was")
    desk.reopen(facts[2])
    new = desk.fact("the dam")
    shown = pages()
    built()
    assert pages() == set(index()) == shown - {facts[2]} | {new}
    assert index()[0] == new
    assert untouched.read_text() == "as it was"
    desk.verify(facts[2])
    built()
    assert index()[:2] == [facts[2], new]
    down = desk.run(sys.executable, "build.py", FACTCHECK_URL="http://127.0.0.1:9")
    assert down.returncode == 1
    assert "refused" in down.stderr
    assert len(down.stderr.splitlines()) == 1


def test_a_client_of_google_s_works_by_its_base_address(desk: Desk) -> None:
    desk.lay("search.py")
    fact = desk.fact("the breakwater at Quandary Point")

    def found(*words: str) -> subprocess.CompletedProcess[str]:
        return desk.run(sys.executable, "search.py", *words, FACT_CHECK_API=desk.url)

    assert re.fullmatch(
        r"True: The city spent \d+ million euros on the breakwater at Quandary Point in 2024\. "
        rf"{desk.url}/facts/{fact}\n",
        found("quandary", "point").stdout,
    )
    assert found("zzyzx").stdout == ""
    desk.reopen(fact)
    assert fact not in found("quandary", "point").stdout
    refused = found()
    assert refused.returncode == 1
    assert refused.stderr.startswith("query: Give a query")


def test_the_table_of_the_shape_has_every_field_of_a_fact() -> None:
    text = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    table = text.partition("## The shape")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \| (.*) \|$", table, re.MULTILINE)
    listed = {name: row for names, row in rows for name in re.findall(r"`(\w+)`", names)}
    shape = FactOut().fields
    assert list(listed) == list(shape)
    for name, each in shape.items():
        inner = each.inner if isinstance(each, fields.List) else each
        if isinstance(inner, fields.Nested):
            told = re.findall(r"`(\w+)`", listed[name])
            assert told == list(inner.schema.fields), name
