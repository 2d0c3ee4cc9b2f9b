"""The desk's stages, by the policy of the desk."""

from pathlib import Path

import pytest

from factcheck.db import Database
from factcheck.vocabulary import PolicyName
from tests.newsroom import Newsroom, open_newsroom
from tests.review.stages import Stages


@pytest.fixture
def stages(newsroom: Newsroom) -> Stages:
    """A desk with the standard policy at work."""
    return Stages(newsroom)


@pytest.fixture
def two_person_stages(two_person_newsroom: Newsroom) -> Stages:
    """A desk at work where a second person must agree."""
    return Stages(two_person_newsroom)


@pytest.fixture
def open_stages(database: Database, tmp_path: Path) -> Stages:
    """A desk at work where a rationale alone will do."""
    return Stages(open_newsroom(database, tmp_path, PolicyName.OPEN))
