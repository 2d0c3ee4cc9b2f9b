"""GET /articles/{id}/alarms: what cannot all be right in an article, and where."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.problem import problem
from tests.hinted import HINTED, MESSAGE, hinted
from tests.newsroom import TEXT, Newsroom
from tests.review.stages import Stages
from tests.store.counting import counted


@pytest.fixture
def path(newsroom: Newsroom) -> str:
    """An article with two alarms."""
    return f"/articles/{Stages(newsroom).receive(HINTED, found=hinted())}"


def test_alarms_come_in_text_order_with_exact_places_and_their_claims(
    newsroom: Newsroom, path: str
) -> None:
    answer = newsroom.viewer.get(f"{path}/alarms")
    assert answer.json["next"] is None
    first, second = answer.json["items"]
    assert (first["code"], first["message"], first["claim_ids"]) == ("slip", "48 is not 84.", [])
    assert second["message"] == MESSAGE
    created, spent = (
        next(each for each in newsroom.viewer.get(f"{path}/claims").json["items"] if sum_ in
             each["quote"])
        for sum_ in ("320", "48 million")
    )  # fmt: skip
    assert second["claim_ids"] == [created["id"], spent["id"]]
    units = HINTED.encode("utf-16-le")
    for span in [*first["spans"], *second["spans"]]:
        assert HINTED[span["start"] : span["end"]] == span["text"]
        narrow = units[2 * span["start_utf16"] : 2 * span["end_utf16"]].decode("utf-16-le")
        assert narrow == span["text"]


def test_the_alarms_are_those_of_the_newest_draft(newsroom: Newsroom, path: str) -> None:
    editor = newsroom.editor
    answer = editor.post(f"{path}/drafts", {"text": TEXT}, match=editor.etag(path))
    assert answer.status_code == 201
    assert newsroom.viewer.get(f"{path}/alarms").json == {"items": [], "next": None}


def test_another_desks_alarms_are_as_unknown_as_none(newsroom: Newsroom, path: str) -> None:
    foreign = newsroom.foreign.get(f"{path}/alarms")
    none = newsroom.foreign.get(f"/articles/{uuid4()}/alarms")
    assert problem(foreign, 404, "not_found")["detail"] == problem(none, 404, "not_found")["detail"]


def test_twenty_alarms_take_as_many_queries_as_one(newsroom: Newsroom) -> None:
    def cost(days: int) -> int:
        text = " ".join(
            f"The city spent {number + 2} million euros on Monday, October 14, 2025."
            for number in range(days)
        )
        path = f"/articles/{newsroom.article(text)['id']}/alarms"
        with counted(newsroom.database) as sent:
            found: list[dict[str, Any]] = newsroom.viewer.get(path).json["items"]
        assert len(found) == days
        assert all(len(each["claim_ids"]) == 1 for each in found)
        return len(sent)

    assert cost(1) == cost(20) <= 6
