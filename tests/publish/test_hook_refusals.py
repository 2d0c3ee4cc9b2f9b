"""No webhook reaches an address that is not public, at no attempt, however it is written."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

import pytest

from factcheck.egress import Egress
from factcheck.egress.addresses import Network
from factcheck.egress.targets import parse
from factcheck.errors import EgressRefused
from factcheck.publish.messages import new_secret
from factcheck.publish.sending import Message, send
from factcheck.vocabulary import DeliveryState, HookEvent
from tests.egress.pages import Pages, redirect, serving
from tests.egress.targets import ANSWERS, SPELLINGS, WHOLE
from tests.hooked import hooked
from tests.newsroom import Newsroom

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TARGETS = [f"http://{host}:{{port}}/" for host in SPELLINGS] + WHOLE


@pytest.fixture(scope="module")
def trap() -> Iterator[Pages]:
    """Listens on loopback; nobody may come."""
    with serving(host="127.0.0.1") as trap:
        yield trap
        assert trap.connections == 0


def message(url: str) -> Message:
    return Message("msg_1", "{}", url, [new_secret()])


def test_every_attempt_vets_the_address(trap: Pages) -> None:
    assert len(set(TARGETS)) >= 150
    egress = Egress(resolve=lambda _: ["127.0.0.1"])
    for target in TARGETS:
        url = target.replace("{port}", str(trap.port))
        outcome = send(egress, message(url), NOW)
        assert outcome.error, url
        assert outcome.code is None, url
        assert not outcome.delivered
    for answer in ANSWERS:
        outcome = send(
            Egress(resolve=lambda _, found=answer: ["93.184.215.14", found]),  # type: ignore[misc]
            message(f"http://public.example:{trap.port}/"),
            NOW,
        )
        assert (
            outcome.error == "public.example is not on the public internet; it may not be reached."
            or ("none" in (outcome.error or ""))
        )
    assert trap.connections == 0


def test_a_redirect_into_our_network_is_not_followed(trap: Pages) -> None:
    egress = Egress([ip_network("127.0.0.2/32")])
    with serving({"/": redirect(trap.url())}) as pages:
        outcome = send(egress, message(pages.url()), NOW)
        assert outcome.code == 302
        assert "redirects are not followed" in (outcome.error or "")
    assert trap.connections == 0


@pytest.mark.one_backend
def test_a_name_that_turns_inward_is_refused_at_the_next_attempt(
    newsroom: Newsroom, trap: Pages
) -> None:
    asked: list[str] = []

    def rebinding(name: str) -> Sequence[str]:
        asked.append(name)
        return ["127.0.0.2"] if len(asked) == 1 else ["127.0.0.1"]

    busy = b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"
    with hooked(newsroom) as desk, serving({"/": busy}) as pages:
        desk.egress = Egress([ip_network("127.0.0.2/32")], resolve=rebinding)
        desk.dispatcher = desk.another()
        url = f"http://turns.example:{pages.port}/"
        desk.add(url=url, events=[HookEvent.FACT_PUBLISHED])
        desk.stages.verified()
        desk.play_out()
        (found,) = desk.deliveries()
        first, *others = desk.attempts(found.id)
        assert first.code == 500
        assert found.state is DeliveryState.DEAD
        assert {each.error for each in others} == {
            "turns.example is not on the public internet; it may not be reached."
        }
        assert len(asked) == 10
        assert pages.connections == 1
    assert trap.connections == 0


@pytest.mark.parametrize("allow", [(), [ip_network("127.0.0.0/8")]])
def test_a_literal_address_is_refused_before_anything_is_sent(
    trap: Pages, allow: Sequence[Network]
) -> None:
    egress = Egress(allow)
    for target in TARGETS:
        url = target.replace("{port}", str(trap.port))
        try:
            egress.check(url)
        except EgressRefused:
            continue
        found = parse(url)  # a name, which is vetted when it is used, or in the open network
        assert not found.literal or (allow and ip_address(found.host) in allow[0]), url
    assert trap.connections == 0


def test_the_time_of_an_attempt_is_the_clock_s() -> None:
    egress = Egress(resolve=lambda _: [])
    assert send(egress, message("http://a.example/"), NOW + timedelta(hours=1)).at == NOW + (
        timedelta(hours=1)
    )


def test_what_is_kept_of_an_answer_is_bounded() -> None:
    many = [f"X-{number}: {'v' * 900}" for number in range(60)]
    head = "\r\n".join(["HTTP/1.1 500 Broken", *many, "Content-Length: 5000", "", ""]).encode()
    with serving({"/": head + b"\xff" * 5000}) as pages:
        outcome = send(Egress([ip_network("127.0.0.2/32")]), message(pages.url()), NOW)
    assert outcome.code == 500
    assert len(outcome.answer or "") == 1000
    assert len(outcome.answer_headers or []) == 30
    assert all(len(value) <= 300 for _, value in outcome.answer_headers or [])
