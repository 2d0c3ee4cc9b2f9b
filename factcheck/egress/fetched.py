"""What came back from another machine, with all that an archive has to know of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer, read to its end.

    `asked` is the address as it was given, `url` the one that answered in the end. `headers`
    are those that came, with their case and repetitions (bytes beyond ASCII read as Latin-1).
    `body` has its transfer and content encodings undone. `sent` are the headers of the request
    and `address` the IP address that answered.
    """

    asked: str
    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    sent: tuple[tuple[str, str], ...] = ()
    address: str = ""

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)
