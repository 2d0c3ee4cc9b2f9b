"""The service's own log tells what happened and when, and no word of any article."""

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from sqlalchemy.exc import IntegrityError

from factcheck.errors import Busy
from factcheck.logs import Lines, configure
from factcheck.operating_settings import LogFormat

SECRET = "the minister resigned"


@pytest.fixture(params=[LogFormat.TEXT, LogFormat.JSON])
def written(request: pytest.FixtureRequest) -> Iterator[StringIO]:
    """What is logged in one of the forms."""
    root, shown = logging.getLogger(), StringIO()
    handler = logging.StreamHandler(shown)
    handler.setFormatter(Lines(request.param))
    root.addHandler(handler)
    yield shown
    root.removeHandler(handler)


def raised(error: Exception) -> Exception:
    with pytest.raises(type(error)) as caught:
        raise error
    return caught.value


def test_an_exception_is_told_by_its_kind_and_place_alone(written: StringIO) -> None:
    statement = IntegrityError("INSERT", {"quote": SECRET}, ValueError(SECRET))
    try:
        raise statement from raised(ValueError(SECRET))
    except IntegrityError:
        logging.getLogger("factcheck.worker").exception("a round failed")
    shown = written.getvalue()
    assert SECRET not in shown
    assert "a round failed" in shown
    assert "IntegrityError" in shown
    assert "ValueError" in shown
    assert "test_logs.py" in shown


def test_what_names_parts_of_the_code_alone_is_told(written: StringIO) -> None:
    log = logging.getLogger("factcheck.worker")
    log.warning("failed", exc_info=raised(TypeError("f() takes 1 argument")))
    log.warning("failed", exc_info=raised(Busy("in plain words")))
    log.warning("failed", exc_info=raised(FileNotFoundError(2, "No such file", f"/{SECRET}")))
    shown = written.getvalue()
    assert "f() takes 1 argument" in shown
    assert "busy" in shown
    assert "No such file" in shown
    assert SECRET not in shown


def test_of_strangers_messages_only_pattern_and_numbers_are_kept(written: StringIO) -> None:
    log = logging.getLogger("urllib3.connectionpool")
    log.warning("Retrying (%d) after '%s'", 3, f"https://x.example/?q={SECRET}")
    log.warning(ValueError(SECRET))
    odd = logging.LogRecord("urllib3", logging.WARNING, "", 0, "%d of them", (SECRET,), None)
    shown = written.getvalue() + Lines(LogFormat.TEXT).format(odd)
    assert "Retrying (3) after '…'" in shown
    assert "%d of them" in shown
    assert "(ValueError)" in shown
    assert SECRET not in shown


def test_json_is_one_object_a_line_whatever_is_in_it() -> None:
    record = logging.LogRecord("factcheck.x", logging.INFO, "", 0, "line\nbreak", (), None)
    record.told = {"status": 200}
    line = Lines(LogFormat.JSON).format(record)
    assert "\n" not in line
    found = json.loads(line)
    assert found.pop("time").endswith("Z")
    assert found == {
        "level": "info",
        "logger": "factcheck.x",
        "message": "line\nbreak",
        "status": 200,
    }


def test_all_of_a_process_is_written_to_standard_error(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, root = StringIO(), logging.getLogger()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    ours, level = logging.getLogger("factcheck"), root.level
    before = ours.level
    try:
        configure(LogFormat.QUIET)
        logging.getLogger("factcheck.x").info("begun")
        logging.getLogger("urllib3").info("chatter")
    finally:
        root.setLevel(level)
        ours.setLevel(before)
    assert "info factcheck.x: begun" in shown.getvalue()
    assert "chatter" not in shown.getvalue()
