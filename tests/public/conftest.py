"""The newsroom that publishes."""

import pytest

from tests.newsroom import Newsroom
from tests.public.press import Press


@pytest.fixture
def press(newsroom: Newsroom) -> Press:
    """A newsroom, and the public that reads it."""
    return Press(newsroom)
