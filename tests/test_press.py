"""The press: each file once, whatever dies, fails or hangs meanwhile."""

import hashlib
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from factcheck import report as reporting
from factcheck.config import Config
from factcheck.errors import Busy, Misconfigured, NotFound, StorageFull, TooLarge
from factcheck.press import ATTEMPTS, LEASE, Press
from factcheck.report import Audience
from factcheck.report.style import Logo, plain_style
from factcheck.store import renderings
from factcheck.store.renderings import KEEP, RenderingState
from tests.newsroom import Newsroom
from tests.pressed import Pressed, separately

Render = Callable[..., bytes]
KINDS = [(form, each) for form in ("json", "html", "csv") for each in Audience]


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def pressed(newsroom: Newsroom) -> Pressed:
    return Pressed(newsroom)


def rendering(monkeypatch: pytest.MonkeyPatch, made: Callable[[Render], Render]) -> None:
    """Put something around the making of a file."""
    monkeypatch.setattr(reporting, "render", made(reporting.render))


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException, times: int = 99) -> list[int]:
    """The first attempts fail; gives what counts them."""
    tried: list[int] = []

    def made(real: Render) -> Render:
        def render(*args: Any, **more: Any) -> bytes:
            tried.append(1)
            if len(tried) <= times:
                raise error
            return real(*args, **more)

        return render

    rendering(monkeypatch, made)
    return tried


def test_a_file_is_what_its_report_renders_to(pressed: Pressed) -> None:
    files = {kind: pressed.ask(*kind) for kind in KINDS}
    assert pressed.press().due() == Counter(done=len(KINDS))
    for (form, audience), file in files.items():
        made = pressed.press().make_now(pressed.room.desk.id, pressed.report_id, form, audience)
        found, body = pressed.file(file), pressed.body(file)
        assert body == made.body
        assert (found.state, found.progress) == (RenderingState.DONE, 1)
        assert (found.size, found.sha256) == (len(body), hashlib.sha256(body).hexdigest())
        assert found.name == made.name
        assert (found.policy is not None) == (form == "html")
        assert (found.finished_at, found.lease_until, found.error) == (pressed.now, None, None)
    one = json.loads(pressed.body(files["json", Audience.PUBLIC]))
    assert one["audience"] == "public"
    assert pressed.press().due() == Counter()


def test_asked_for_again_it_is_the_same_file_while_it_waits_is_made_or_is_kept(
    pressed: Pressed,
) -> None:
    file, press = pressed.ask(), pressed.press()
    assert pressed.ask(by="viewer") == file
    order = press._take()
    assert pressed.ask() == file  # it is being made
    assert order
    assert press._make(order) == "done"
    assert pressed.ask() == file
    assert pressed.ask("csv") != file
    assert pressed.ask(audience=Audience.PUBLIC) != file
    pressed.later(KEEP)
    assert pressed.ask() != file


def test_another_style_or_release_is_another_file(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = plain_style()
    styles = [
        plain,
        replace(plain, house="The Pier"),
        replace(plain, logo=Logo(b"<svg/>", "image/svg+xml", "Pier")),
        replace(plain, logo=Logo(b"<svg />", "image/svg+xml", "Pier")),
        replace(plain, ratings={"True": "Right"}),
        replace(plain, sections=plain.sections[:3]),
    ]
    files = [pressed.ask("html", style=each) for each in styles]
    assert len(set(files)) == len(styles)
    assert [pressed.ask("html", style=each) for each in styles] == files
    monkeypatch.setattr("factcheck.report.orders.__version__", "99")
    assert pressed.ask("html", style=plain) not in files


def test_a_file_says_in_which_style_it_was_made(pressed: Pressed) -> None:
    """The folder of the style may have changed between the asking and the making."""
    newer = replace(plain_style(), house="The Pier")
    asked = pressed.ask("html")
    pressed.press(style_of=lambda _: newer).due()
    assert b"The Pier" in pressed.body(asked)
    assert pressed.ask("html", style=newer) == asked
    assert pressed.ask("html") != asked


def test_two_who_ask_at_once_get_one_file(pressed: Pressed) -> None:
    start, found = threading.Barrier(4), list[Any]()

    def ask() -> None:
        start.wait()
        found.append(pressed.ask("html"))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_several_presses_never_make_one_file_twice(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Counter[tuple[str, str]]()

    def counted(real: Render) -> Render:
        def render(document: Any, form: str, *more: Any, **named: Any) -> bytes:
            made[form, document["audience"]] += 1
            time.sleep(0.01)  # so that the others look meanwhile
            return real(document, form, *more, **named)

        return render

    rendering(monkeypatch, counted)
    files = [pressed.ask(*kind) for kind in KINDS]
    databases = [separately(pressed.room.database) for _ in range(4)]
    start, found = threading.Barrier(4), list[Counter[str]]()

    def work(press: Press) -> None:
        start.wait()
        found.append(press.due())

    threads = [threading.Thread(target=work, args=(pressed.press(each),)) for each in databases]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for each in databases:
        each.dispose()
    assert sum(found, Counter()) == Counter(done=len(files))
    assert made == {(form, audience.value): 1 for form, audience in KINDS}
    assert {pressed.file(each).attempts for each in files} == {1}


def test_a_file_whose_maker_died_is_made_by_another_when_its_lease_is_over(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = pressed.ask()
    failing(monkeypatch, Killed(), times=1)
    with pytest.raises(Killed):
        pressed.press().due()
    assert pressed.file(file).state is RenderingState.RUNNING
    assert pressed.press().due() == Counter()  # it may still come back
    pressed.later(LEASE)
    assert pressed.press().due() == Counter(done=1)
    assert (pressed.file(file).attempts, pressed.file(file).error) == (2, None)


def test_a_file_that_kills_whoever_makes_it_is_given_up(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, other = pressed.ask(), pressed.ask("csv")
    real = reporting.render

    def deadly(document: Any, form: str, *more: Any, **named: Any) -> bytes:
        if form == "json":
            raise Killed
        return real(document, form, *more, **named)

    monkeypatch.setattr(reporting, "render", deadly)
    for _ in range(ATTEMPTS):
        with pytest.raises(Killed):
            pressed.press().due()
        pressed.later(LEASE)
    assert pressed.press().due() == Counter(done=1)  # the other one
    assert pressed.file(other).state is RenderingState.DONE
    found = pressed.file(file)
    assert (found.state, found.finished_at) == (RenderingState.FAILED, pressed.now)
    assert found.error == ("It could not be made; what made it ended before it was done, 3 times.")
    assert pressed.ask() != file  # whoever asks again gets another chance


def test_a_fault_is_tried_three_times_with_a_rest_between_and_then_told(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file, press = pressed.ask(), pressed.press()
    tried = failing(monkeypatch, RuntimeError("an inner secret"))
    for attempt in range(1, ATTEMPTS):
        assert press.due() == Counter(again=1)
        assert press.due() == Counter()  # not at once
        found = pressed.file(file)
        assert (found.state, found.progress) == (RenderingState.QUEUED, 0)
        pressed.later(timedelta(seconds=10 * attempt))
    assert press.due() == Counter(failed=1)
    assert len(tried) == ATTEMPTS
    found = pressed.file(file)
    assert found.error == (
        "It could not be made; 3 attempts failed by a fault of ours. The service's own log "
        "says more."
    )
    assert f"rendering {file} was not made" in caplog.text
    assert "an inner secret" in caplog.text
    pressed.later(timedelta(days=1))
    assert press.due() == Counter()


@pytest.mark.parametrize("error", [Busy("The database is busy."), StorageFull("Full.")])
def test_what_passes_by_itself_is_tried_again(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    file, press = pressed.ask(), pressed.press()
    failing(monkeypatch, error, times=1)
    assert press.due() == Counter(again=1)
    pressed.later(timedelta(seconds=10))
    assert press.due() == Counter(done=1)
    assert pressed.file(file).attempts == 2


@pytest.mark.parametrize(
    "error", [TooLarge("The report is too long for a PDF."), Misconfigured("style.toml: no.")]
)
def test_what_will_be_no_different_is_told_at_once(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch, error: Any
) -> None:
    file, press = pressed.ask(), pressed.press()
    failing(monkeypatch, error)
    assert press.due() == Counter(failed=1)
    assert pressed.file(file).error == f"It could not be made. {error.message}"
    assert pressed.file(file).attempts == 1


@pytest.mark.one_backend
def test_a_long_reason_is_cut(pressed: Pressed, monkeypatch: pytest.MonkeyPatch) -> None:
    file = pressed.ask()
    failing(monkeypatch, TooLarge("long " * 1000))
    assert pressed.press().due() == Counter(failed=1)
    assert len(pressed.file(file).error or "") == 500


def test_one_file_that_fails_does_not_stop_the_others(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed.ask("json")
    good = pressed.ask("csv")
    failing(monkeypatch, RuntimeError("a fault of ours"), times=1)
    assert pressed.press().due() == Counter(again=1, done=1)
    assert pressed.file(good).state is RenderingState.DONE


@pytest.mark.one_backend
def test_what_could_not_be_stored_is_made_again(
    pressed: Pressed, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, press, move = pressed.ask(), pressed.press(), renderings.move

    def away(*_: Any, **__: Any) -> bool:
        raise Busy("away")

    monkeypatch.setattr(renderings, "move", away)
    assert press.due() == Counter(lost=1)
    monkeypatch.setattr(renderings, "move", move)
    pressed.later(LEASE)
    assert press.due() == Counter(done=1)
    assert pressed.file(file).attempts == 2


def test_files_that_were_kept_for_a_week_are_dropped_once_an_hour(pressed: Pressed) -> None:
    press, old = pressed.press(), pressed.ask()
    assert press.due() == Counter(done=1)
    pressed.later(KEEP - timedelta(minutes=30))
    young = pressed.ask("csv")
    assert press.due() == Counter(done=1)  # it swept now: nothing was old enough
    pressed.later(timedelta(minutes=31))
    press.due()
    assert pressed.file(old)
    pressed.later(timedelta(minutes=30))
    press.due()
    with pressed.room.database.reading() as session:
        assert session.get(renderings.Rendering, old) is None
        assert session.get(renderings.Rendering, young) is not None


def test_a_file_is_made_at_once_for_whoever_waits_for_it(pressed: Pressed) -> None:
    told: list[tuple[int, int]] = []
    desk_id = pressed.room.desk.id

    def note(step: int, steps: int) -> None:
        told.append((step, steps))

    made = pressed.press().make_now(desk_id, pressed.report_id, "html", Audience.LEGAL, note)
    assert made.body.lower().startswith(b"<!doctype html>")
    assert made.name == "verification-report-1-legal.html"
    assert told == sorted(told)
    assert {0 < step < steps for step, steps in told} == {True}
    with pressed.room.database.reading() as session:
        assert not session.scalars(renderings.select(renderings.Rendering)).all()
    foreign = pressed.room.people["foreign"].desk_id
    with pytest.raises(NotFound):
        pressed.press().make_now(foreign, pressed.report_id, "html", Audience.LEGAL)


@pytest.mark.one_backend
def test_the_settings_say_with_which_key_and_style(pressed: Pressed, tmp_path: Path) -> None:
    room = pressed.room
    config = Config(tmp_path, str(room.database.url), "http://desk.example", "s" * 32)
    made = Press.of(config, room.database).make_now(
        room.desk.id, pressed.report_id, "html", Audience.INTERNAL
    )
    assert made.style == pressed.file(pressed.ask("html")).style


@pytest.mark.one_backend
@pytest.mark.parametrize("form", reporting.FORMATS)
def test_every_format_is_made_and_kept(pressed: Pressed, form: str) -> None:
    file = pressed.ask(form)
    assert pressed.press().due() == Counter(done=1)
    found = pressed.file(file)
    assert (found.error, found.size) == (None, len(pressed.body(file)))
    assert (found.name or "").startswith("verification-report-1.")
