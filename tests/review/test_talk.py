"""Comments, and whom they call."""

import pytest

from factcheck import review
from factcheck.errors import Rejected
from factcheck.store import comments
from tests.review.stages import NOW, Stages


@pytest.mark.one_backend
def test_a_comment_is_kept_in_its_order_and_leaves_the_claim_as_it_is(stages: Stages) -> None:
    claim = stages.claim()
    for text in ("Is this the gross figure?", "It is; see page 12 of the budget."):
        stages.act(review.comment, claim.id, text)
    with stages.room.database.reading() as session:
        page = comments.of_claim(session, claim.id, limit=50, after=None)
    assert [each.text for each in page.items] == [
        "Is this the gross figure?",
        "It is; see page 12 of the budget.",
    ]
    assert {each.author.name for each in page.items} == {"Reviewer"}
    now = stages.claim(claim.id)
    assert (now.version, now.updated_at) == (1, claim.updated_at)
    assert [each.action for each in stages.events(claim.id)] == ["claim.extracted"]


@pytest.mark.one_backend
@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@second please look", ["Second"]),
        ("Please look, @Second.", ["Second"]),
        ("@SECOND@EXAMPLE.ORG and @editor: who knows?", ["Editor", "Second"]),
        ("(@editor)", ["Editor"]),
        ("write to press@second.example", []),
        ("@secon", []),
        ("@nobody @foreign", []),
        ("@ second", []),
        ("@second @second", ["Second"]),
    ],
)
def test_members_are_called_by_address_or_first_name(
    stages: Stages, text: str, called: list[str]
) -> None:
    claim = stages.claim()
    made = stages.act(review.comment, claim.id, text)
    assert [each.name for each in made.mentions] == called


@pytest.mark.one_backend
def test_a_member_may_be_named_by_id_and_a_stranger_not(stages: Stages) -> None:
    claim, viewer = stages.claim(), stages.actor("viewer").person_id
    made = stages.act(review.comment, claim.id, "@second see this", mentions=[viewer])
    assert [each.name for each in made.mentions] == ["Second", "Viewer"]
    foreign = stages.actor("foreign").person_id
    with pytest.raises(Rejected) as refused:
        stages.act(review.comment, claim.id, "Look", mentions=[viewer, foreign])
    assert refused.value.errors == {"mentions": [f"{foreign} is not a member of this desk."]}


def test_whoever_is_called_finds_it_newest_first_on_this_desk_alone(stages: Stages) -> None:
    claim, desk = stages.claim(), stages.room.desk.id
    made = [stages.act(review.comment, claim.id, f"@second {number}") for number in range(3)]
    stages.act(review.comment, claim.id, "@editor alone")
    with stages.room.database.reading() as session:
        who = stages.actor("second").person_id
        page = comments.calling(session, desk, who, limit=2, after=None)
        assert [each.id for each in page.items] == [made[2].id, made[1].id]
        elsewhere = stages.actor("foreign").desk_id
        assert comments.calling(session, elsewhere, who, limit=2, after=None).items == []


@pytest.mark.one_backend
def test_a_comment_is_in_the_log_without_its_words(stages: Stages) -> None:
    claim = stages.claim()
    made = stages.act(review.comment, claim.id, "@second the source asked not to be named")
    (event,) = stages.events(made.id, "comment")
    assert (event.action, event.at, event.article_id) == ("comment.added", NOW, claim.article_id)
    assert event.after == {
        "claim_id": str(claim.id),
        "mentions": [str(stages.actor("second").person_id)],
    }
