"""The desk's stages, for tests of what they store."""

import pytest

from tests.newsroom import Newsroom
from tests.review.stages import Stages


@pytest.fixture
def stages(newsroom: Newsroom) -> Stages:
    """A desk with the standard policy at work."""
    return Stages(newsroom)
