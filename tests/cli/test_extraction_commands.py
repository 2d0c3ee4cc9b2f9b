"""`factcheck extract` and `factcheck score`: nothing is stored, everything streams."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.llm.model_server import claims, serving

TEXT = (
    "😀 The city spent 48 million euros in 2024. Mayor Rosa Vidal said the pier created 320 jobs."
)
COMMAND = Path(sys.executable).parent / "factcheck"


def test_extract_prints_a_table_or_json(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    shown = run("extract", path).stdout
    assert "48 million euros" in shown
    assert "Mayor Rosa Vidal" in shown
    assert shown.endswith("2 claims\n")
    assert run("extract", "-", stdin=TEXT).stdout == shown
    found = json.loads(run("extract", path, "--json").stdout)
    assert [TEXT[each["start"] : each["end"]] for each in found["claims"]] == [
        each["quote"] for each in found["claims"]
    ]
    assert {each["status"] for each in found["claims"]} == {"unverified"}


def test_the_articles_date_makes_last_week_a_date(run: Run) -> None:
    text = "The city spent 48 million euros last week."
    found = json.loads(
        run("extract", "-", "--json", "--published", "2026-03-02", stdin=text).stdout
    )
    values = [facet["value"] for facet in found["claims"][0]["facets"] if facet["type"] == "date"]
    assert values
    assert "2026" in str(values)


def test_a_terminal_gets_no_control_characters(run: Run) -> None:
    text = "The city spent \x1b[31m48 million\x07 euros in 2024."
    assert "\x1b" not in run("extract", "-", stdin=text).stdout


def test_jsonl_answers_each_line_in_order_with_its_id(run: Run) -> None:
    texts = [TEXT, "", "What a day!", "a\ud800 b", "They sold 3 million cars in 2024.\n\nYes."]
    rows = [{"id": f"ä{n}", "text": text} for n, text in enumerate(texts)] + [{"text": TEXT}]
    lines = "\n\n".join(json.dumps(row) for row in rows) + "\n"
    answers = [
        json.loads(line) for line in run("extract", "--jsonl", stdin=lines).stdout.splitlines()
    ]
    assert [each["id"] for each in answers] == [row.get("id") for row in rows]
    for row, answer in zip(rows, answers, strict=True):
        assert set(answer) >= {
            "id", "sentences", "claims", "attributions", "alarms", "language", "notice"
        }  # fmt: skip
        for claim in answer["claims"]:
            assert row["text"][claim["start"] : claim["end"]] == claim["quote"]
        for each in answer["sentences"]:
            assert set(each) >= {"start", "end", "score", "disposition"}
        for each in answer["attributions"]:
            assert set(each) == {"speaker", "cue", "content", "speech", "identity"}
    assert len(answers[0]["claims"]) == 2
    scored = [json.loads(line) for line in run("score", "--jsonl", stdin=lines).stdout.splitlines()]
    assert [each["id"] for each in scored] == [row.get("id") for row in rows]
    assert all(set(each) == {"id", "score", "kinds", "reasons"} for each in scored)
    assert all(0 <= each["score"] <= 1 for each in scored)
    assert scored[0]["score"] > scored[2]["score"]


@pytest.mark.parametrize("command", ["extract", "score"])
@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "The line is not JSON"),
        ("[" * 100_000, "The line is not JSON"),
        ("1" * 5000, "The line is not JSON"),
        ("[]", "The line is not an object with a `text`"),
        ('{"id": 1}', "The line is not an object with a `text`"),
        ('{"id": 1, "text": 5}', "The line is not an object with a `text`"),
    ],
    ids=["broken", "deep", "huge", "list", "textless", "number"],
)
def test_a_bad_line_is_answered_with_its_error_and_the_rest_goes_on(
    run: Run, command: str, line: str, words: str
) -> None:
    good = '{"id": 1, "text": "x"}'
    result = run(command, "--jsonl", stdin=f"{good}\n{line}\n{good}\n", code=1)
    first, bad, last = map(json.loads, result.stdout.splitlines())
    assert first == last
    assert first["id"] == 1
    assert words in bad["error"]


def test_what_cannot_be_read_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "empty.txt").write_bytes(b"")
    for name in ("a.pdf", "latin.txt", "empty.txt"):
        assert run("extract", tmp_path / name, code=1).stderr.count("\n") == 1
    run("extract", "-", stdin=b"caf\xe9", code=1)
    run("extract", "--jsonl", stdin=b'{"text": "caf\xe9"}', code=1)
    run("extract", tmp_path / "none.txt", code=2)
    run("extract", tmp_path, code=2)
    run("extract", code=2)
    run("score", code=2)


def test_answers_come_as_the_lines_come() -> None:
    process = subprocess.Popen(
        [COMMAND, "score", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(3):
        process.stdin.write(json.dumps({"id": number, "text": "It cost 3 euros."}) + "\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == number
    process.stdin.close()
    assert process.wait(10) == 0
    process.stdout.close()


def test_a_model_is_asked_only_when_it_is_told_to(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The mayor of Tarn slept well. Rents rose by 3 percent in 2024."
    quote = {"quote": "The mayor of Tarn slept well."}
    with serving(claims(quote)) as server:
        monkeypatch.setenv("FACTCHECK_LLM_URL", server.url)
        monkeypatch.setenv("FACTCHECK_LLM_MODEL", "small")
        alone = json.loads(run("extract", "-", "--json", stdin=text).stdout)
        assert server.questions == []
        helped = json.loads(run("extract", "-", "--json", "--llm", stdin=text).stdout)
    assert "assistance" not in alone
    assert helped["assistance"]["taken"] == 1
    assert quote["quote"] in [each["quote"] for each in helped["claims"]]


def test_asking_a_model_that_is_not_set_up_says_which_setting_is_missing(run: Run) -> None:
    answer = run("extract", "-", "--llm", stdin="Rents rose.", code=1)
    assert "FACTCHECK_LLM_URL" in answer.stderr
