"""The desk's stages, for tests of what they store."""

from pathlib import Path

import pytest

from factcheck.db import Database
from factcheck.vocabulary import PolicyName
from tests.newsroom import Newsroom, open_newsroom
from tests.review.stages import Stages
from tests.weeks import Weeks


@pytest.fixture
def stages(newsroom: Newsroom) -> Stages:
    """A desk with the standard policy at work."""
    return Stages(newsroom)


@pytest.fixture
def weeks(database: Database, tmp_path: Path) -> Weeks:
    """A desk over some weeks, where a rationale alone will do."""
    return Weeks(Stages(open_newsroom(database, tmp_path, PolicyName.OPEN)))
