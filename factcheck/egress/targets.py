"""Where a request goes: an address read once and strictly, so that nobody reads it otherwise.

Browsers and resolvers know many spellings of one address (`127.1`, `0x7f000001`, `０`…). We
read none of them: a host is a name of ordinary labels, a dotted IPv4 address of four decimal
numbers, or an IPv6 address in brackets.
"""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urlsplit

from factcheck.errors import EgressRefused
from factcheck.saying import say

_MOST_CHARACTERS = 8_000
_PORTS = {"http": 80, "https": 443}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT = "%/:?@!$&'()*+,;=~"
"""Left as they are in a path or query; everything else beyond ASCII letters is quoted."""


@dataclass(frozen=True, slots=True)
class Target:
    """A web address in parts. `host` is ASCII and lower-case, `literal` if it is an IP address;
    `path` includes the query."""

    scheme: str
    host: str
    port: int
    path: str
    literal: bool

    @property
    def authority(self) -> str:
        """Host and port as a request's `Host` header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address in its one spelling."""
        return f"{self.scheme}://{self.authority}{self.path}"


def parse(url: str) -> Target:
    """Read an address. Raises `EgressRefused` for all but a plain http or https one."""
    url = url.strip()
    if len(url) > _MOST_CHARACTERS or _CONTROL.search(url):
        raise EgressRefused(say("That is too long for a web address, or holds control characters."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise EgressRefused(say("That is not a web address.")) from error
    if parts.scheme not in _PORTS:
        raise EgressRefused(say("A web address begins with http:// or https://."))
    if "@" in parts.netloc:
        raise EgressRefused(say("A web address with a user name in it may not be reached."))
    if port == 0:
        raise EgressRefused(say("There is no port 0."))
    host, literal = _host(parts)
    path = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        path += "?" + quote(parts.query, safe=_KEPT)
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path, literal)


def _host(parts: SplitResult) -> tuple[str, bool]:
    """The host in its one spelling, and whether it is an IP address."""
    name = parts.hostname or ""
    try:
        if "[" in parts.netloc:
            if "%" in name:
                raise EgressRefused(say("An address with a network zone may not be reached."))
            return str(IPv6Address(name)), True
        name = _ascii(name).removesuffix(".")
        labels = name.split(".")
        if _NUMBER.fullmatch(labels[-1]):
            return str(IPv4Address(name)), True
    except (AddressValueError, UnicodeError) as error:
        raise EgressRefused(say("The host in that web address is none.")) from error
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise EgressRefused(say("The host in that web address is none."))
    return name, False


def _ascii(name: str) -> str:
    """The name as DNS has it (IDNA 2008, mapped by UTS 46)."""
    if name.isascii():
        return name
    import idna  # noqa: PLC0415 - its tables take time to load, and few names need them

    return idna.encode(name, uts46=True).decode().lower()
