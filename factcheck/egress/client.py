"""The client: vets where each request goes, redirects included, before it goes there."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, replace
from importlib import import_module
from urllib.parse import urljoin

from factcheck import __version__
from factcheck.egress.addresses import Network, vet
from factcheck.egress.encodings import ACCEPTED
from factcheck.egress.fetched import Fetched
from factcheck.egress.names import Resolve, look_up, resolve_by
from factcheck.egress.targets import Target, parse
from factcheck.errors import EgressRefused, Unreachable
from factcheck.saying import say

AGENT = f"factcheck/{__version__}"
_ASKING = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": ACCEPTED}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Egress:
    """Asks other machines, and never one that it may not.

    `allow` are networks that are open although the rules forbid them, at every port.
    `connect_and_read_seconds` are for the whole of a call: names, redirects and body.
    `most_bytes` hold for the body as it comes and as it is once unpacked.
    """

    allow: Sequence[Network] = ()
    _: KW_ONLY
    connect_and_read_seconds: float = 15.0
    most_bytes: int = 20_000_000
    most_redirects: int = 5
    resolve: Resolve = look_up

    def fetch(self, url: str) -> Fetched:
        """GET a page, through at most `most_redirects` redirects.

        An answer of any status is one; what a 404 means is the caller's to say.

        Raises `EgressRefused`, `Unreachable`, `TooLarge`.
        """
        ends = time.monotonic() + self.connect_and_read_seconds
        target = parse(url)
        for _ in range(self.most_redirects + 1):
            answer = self._exchange("GET", target, _ASKING, None, ends, follow=True)
            onward = answer.header("location") if answer.status in _REDIRECTS else None
            if onward is None:
                return replace(answer, asked=url)
            target = parse(_join(target.url, onward))
        raise Unreachable(
            say(
                "The page redirects more than {most_redirects} times.",
                most_redirects=self.most_redirects,
            )
        )

    def send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> Fetched:
        """One request as it is given, its answer as it comes: no redirect is followed.

        Raises `EgressRefused`, `Unreachable`, `TooLarge`.
        """
        ends = time.monotonic() + self.connect_and_read_seconds
        given = {name.title(): value for name, value in headers.items()}
        answer = self._exchange(method, parse(url), {**_ASKING, **given}, body, ends)
        return replace(answer, asked=url)

    def check(self, url: str) -> None:
        """Whether an address is one that could be reached, as far as can be told unasked.

        A name may stand for another address every time, so it is vetted with each request.

        Raises `EgressRefused`.
        """
        target = parse(url)
        if target.literal:
            vet(target.host, [target.host], target.port, self.allow)

    def _exchange(
        self,
        method: str,
        target: Target,
        headers: Mapping[str, str],
        body: bytes | None,
        ends: float,
        *,
        follow: bool = False,
    ) -> Fetched:
        found = [target.host] if target.literal else resolve_by(ends, target.host, self.resolve)
        pinned = vet(target.host, found, target.port, self.allow)
        # Loaded with the first request: most commands of this service never make one.
        wire = import_module("factcheck.egress.wire")
        answer: Fetched = wire.exchange(
            method,
            target,
            headers,
            body,
            pinned=pinned,
            ends=ends,
            most_bytes=self.most_bytes,
            unread=_REDIRECTS if follow else frozenset(),
        )
        return answer


def _join(base: str, location: str) -> str:
    """Where a Location header leads. Many servers send UTF-8 in it, which is read as Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode()
    try:
        return urljoin(base, location.strip())
    except ValueError as error:
        raise EgressRefused(
            say("The page redirects to something that is not a web address.")
        ) from error
