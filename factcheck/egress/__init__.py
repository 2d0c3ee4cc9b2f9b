"""The one way out: every request to another machine's address goes through `Egress`.

An address that somebody typed, or that a page led to, may point into our own network. So a
name is resolved once, all its addresses are checked against our own rules, and the connection
is made to a checked address, never to the name again. Nothing here reads a proxy, a cookie or
a password from the environment.
"""

from factcheck.egress.client import Egress
from factcheck.egress.fetched import Fetched

__all__ = ["Egress", "Fetched"]
