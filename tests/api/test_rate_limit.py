"""A key that sends too much is told when to come again, by whichever way it comes."""

from dataclasses import replace

import pytest

from factcheck.app import create_app
from factcheck.config import Config
from factcheck.operating_settings import Operating
from tests.api.problem import problem
from tests.newsroom import Client, Newsroom


def limited(room: Newsroom, most: int) -> Client:
    """The viewer at an application with a limit."""
    config: Config = replace(room.app.config["FACTCHECK"], operating=Operating(rate_limit=most))
    client = Client(create_app(config, room.database), None)
    client.headers = room.viewer.headers
    return client


def test_a_key_over_its_limit_gets_429_and_is_told_when_to_come_again(newsroom: Newsroom) -> None:
    viewer = limited(newsroom, 2)
    assert [viewer.get("/claims").status_code for _ in range(2)] == [200, 200]
    answer = viewer.get("/claims")
    problem(answer, 429, "rate_limited")
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["RateLimit-Policy"] == '"key";q=2;w=60'
    assert answer.headers["RateLimit"] == '"key";r=0;t=30'
    assert viewer.get("/healthz").status_code == 200


def test_the_short_way_to_a_fact_counts_as_the_long_one(newsroom: Newsroom) -> None:
    fact = f"/facts/{newsroom.verified()['id']}"
    viewer = limited(newsroom, 3)
    assert [viewer.get(path).status_code for path in (fact, f"{fact}?", fact)] == [200] * 3
    for path in (fact, f"{fact}?"):
        problem(viewer.get(path), 429, "rate_limited")


@pytest.mark.one_backend
def test_a_wrong_key_is_told_so_and_takes_from_nobody(newsroom: Newsroom) -> None:
    viewer = limited(newsroom, 1)
    key = viewer.headers["Authorization"]
    viewer.headers = {"Authorization": key[:-4] + "0000"}
    for _ in range(3):
        problem(viewer.get("/claims"), 401, "unauthenticated")
    viewer.headers = {"Authorization": key}
    assert viewer.get("/claims").status_code == 200
