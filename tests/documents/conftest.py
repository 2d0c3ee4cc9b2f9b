"""Here every document is read, and not what an earlier test got of the same bytes."""

import pytest

from factcheck.documents import confined, read


@pytest.fixture(autouse=True)
def read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo what spares the other tests the reading."""
    monkeypatch.setattr(read, "parse", confined.parse)
