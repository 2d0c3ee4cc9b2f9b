"""The desk's stages, by the policy of the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from factcheck.db import Database
from factcheck.vocabulary import PolicyName
from tests.newsroom import Newsroom, open_newsroom
from tests.review.stages import Stages
from tests.review.watched import Watched, watching


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


@pytest.fixture
def watched(stages: Stages, tmp_path: Path) -> Iterator[Watched]:
    """A desk whose source is a page that can change."""
    with watching(stages, tmp_path) as found:
        yield found


@pytest.fixture
def two_person_watched(two_person_stages: Stages, tmp_path: Path) -> Iterator[Watched]:
    """The same where a second person must agree."""
    with watching(two_person_stages, tmp_path) as found:
        yield found
