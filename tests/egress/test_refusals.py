"""No address that is not public is ever connected to, however it is written or answered for."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from ipaddress import ip_address, ip_network

import pytest

from factcheck.egress import Egress
from factcheck.egress.addresses import is_own, vet
from factcheck.egress.names import look_up
from factcheck.errors import EgressRefused, FactcheckError
from tests.egress.pages import Pages, redirect, serving
from tests.egress.targets import ANSWERS, PUBLIC, SPELLINGS, WHOLE

OPEN = (ip_network("127.0.0.2/32"),)
"""Where the page servers of these tests are; the trap is at 127.0.0.1."""


@pytest.fixture(scope="module")
def trap() -> Iterator[Pages]:
    """Listens on loopback; nobody may come."""
    with serving(host="127.0.0.1") as trap:
        yield trap
        assert trap.connections == 0


def to_loopback(name: str) -> Sequence[str]:
    return ["127.0.0.1"]


def hosts() -> list[str]:
    return [f"http://{host}:{{port}}/" for host in SPELLINGS] + WHOLE


def test_there_are_enough_targets() -> None:
    assert len(set(hosts())) + len(set(ANSWERS)) >= 250


@pytest.mark.parametrize("url", hosts())
def test_no_spelling_of_an_address_reaches_it(trap: Pages, url: str) -> None:
    egress = Egress(resolve=to_loopback)
    for ask in (egress.fetch, lambda each: egress.send("POST", each, {}, b"{}")):
        with pytest.raises(EgressRefused) as refused:
            ask(url.replace("{port}", str(trap.port)))
        assert refused.value.code == "address_refused"
    assert trap.connections == 0


def test_no_redirect_leads_to_a_forbidden_address(trap: Pages) -> None:
    targets = [url.replace("{port}", str(trap.port)) for url in hosts()]
    targets = [url for url in targets if url.isprintable() and "://" in url and "\\" not in url]
    replies = {f"/{number}": redirect(url) for number, url in enumerate(targets)}
    assert len(targets) > 150
    egress = Egress(OPEN, resolve=to_loopback)
    with serving(dict(replies)) as pages:
        for path in replies:
            with suppress(FactcheckError):  # or it was a path of the same server
                assert egress.fetch(pages.url(path)).address == "127.0.0.2"
        assert pages.connections >= len(targets)
    assert trap.connections == 0


@pytest.mark.parametrize("location", ["//127.0.0.1:{port}/", "http:/\\127.0.0.1:{port}/", "\\\\x"])
def test_a_relative_redirect_is_vetted_as_well(trap: Pages, location: str) -> None:
    there = redirect(location.replace("{port}", str(trap.port)))
    with serving({"/": there}) as pages, suppress(EgressRefused):
        assert Egress(OPEN).fetch(pages.url("/")).status == 404  # it stayed where it was
    assert trap.connections == 0


@pytest.mark.parametrize("status", ["301 x", "302 x", "303 x", "307 x", "308 x"])
def test_every_kind_of_redirect_is_vetted(trap: Pages, status: str) -> None:
    with serving({"/": redirect(trap.url(), status)}) as pages, pytest.raises(EgressRefused):
        Egress(OPEN).fetch(pages.url())
    assert trap.connections == 0


@pytest.mark.parametrize("answer", ANSWERS)
def test_no_answer_of_dns_leads_to_a_forbidden_address(trap: Pages, answer: str) -> None:
    for answers in ([answer], ["93.184.215.14", answer], [answer, "93.184.215.14"]):
        egress = Egress(resolve=lambda name, found=answers: found)  # type: ignore[misc]
        with pytest.raises(EgressRefused) as refused:
            egress.fetch(f"http://public.example:{trap.port}/")
        assert answer.partition("%")[0] not in refused.value.message or answer == "::"
    assert trap.connections == 0


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_let_through(address: str) -> None:
    assert vet("h", [address], 443, ()) == (ip_address(address),)


def test_a_name_is_resolved_once_and_the_checked_address_is_used(trap: Pages) -> None:
    asked: list[str] = []

    def rebinding(name: str) -> Sequence[str]:
        asked.append(name)
        return ["127.0.0.2"] if len(asked) == 1 else ["127.0.0.1"]

    with serving({"/": redirect("/again")}) as pages:
        egress = Egress(OPEN, resolve=rebinding)
        assert egress.fetch(f"http://turns.example:{pages.port}/other").status == 404
        assert asked == ["turns.example"]
        with pytest.raises(EgressRefused, match=r"turns\.example is not on the public internet"):
            egress.fetch(f"http://turns.example:{pages.port}/")
        asked.clear()
        with pytest.raises(EgressRefused):  # the second hop asks again, and is checked again
            egress.fetch(f"http://turns.example:{pages.port}/")
    assert trap.connections == 0


def test_the_resolver_of_the_system_is_vetted_like_any_other(trap: Pages) -> None:
    assert set(look_up("localhost")) & {"127.0.0.1", "::1"}
    with pytest.raises(EgressRefused, match="localhost is not on the public internet"):
        Egress().fetch(f"http://localhost:{trap.port}/")


@pytest.mark.parametrize("port", [1, 21, 22, 25, 53, 110, 587, 3306, 5432, 6379, 7999, 9000, 11211])
def test_ports_of_other_services_are_refused(port: int) -> None:
    with pytest.raises(EgressRefused, match=f"Port {port} of mail.example"):
        vet("mail.example", ["93.184.215.14"], port, ())


@pytest.mark.parametrize("port", [80, 443, 8000, 8080, 8443, 8999])
def test_ports_of_web_servers_are_let_through(port: int) -> None:
    assert vet("news.example", ["93.184.215.14"], port, ())


def test_an_allowed_network_is_open_at_every_port_and_no_other_is() -> None:
    allow = (ip_network("10.1.0.0/16"), ip_network("fd00:1::/64"))
    assert vet("wiki.example", ["10.1.2.3", "fd00:1::7"], 5432, allow)
    for addresses in (["10.2.0.1"], ["10.1.2.3", "10.2.0.1"], ["fd00:2::1"], ["::ffff:10.1.2.3"]):
        with pytest.raises(EgressRefused):
            vet("wiki.example", addresses, 80, allow)


def test_this_machine_knows_its_own_addresses() -> None:
    assert is_own(ip_address("127.0.0.1"))
    assert not is_own(ip_address("93.184.215.14"))
    assert not is_own(ip_address("2606:4700::1111"))
