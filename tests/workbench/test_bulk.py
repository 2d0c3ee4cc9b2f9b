"""Several claims of the queue at once: each answers for itself."""

from typing import Any

from factcheck.vocabulary import Stage, Status

WORDS = ("It will be his first formal visit", "The two men last met", "One day later")
WHY = "We looked everywhere; it cannot be confirmed."


def _form(found: list[Any], **form: Any) -> dict[str, Any]:
    versions = {f"version-{each.id}": str(each.version) for each in found}
    return {"claim": [str(each.id) for each in found]} | versions | form


def _claims(bench: Any) -> list[Any]:
    return [bench.claim(words) for words in WORDS]


def test_one_decision_is_recorded_for_all_that_are_ticked(bench: Any, ana: Any) -> None:
    found = _claims(bench)
    answer = ana.post("/", _form(found, do="decide", status="unverified", rationale=WHY), on="/")
    assert answer.status_code == 200
    assert "3 claims were done." in answer.text
    assert {each.stage for each in _claims(bench)} == {Stage.FINAL}


def test_each_refusal_is_named_and_the_rest_is_done(bench: Any, ana: Any) -> None:
    found = _claims(bench)
    bench.decide(found[0].id, "rob@example.org", status=Status.UNVERIFIED, rationale=WHY)
    form = _form(found[:2], do="decide", status="unverified", rationale=WHY)
    answer = ana.post("/", form, on="/")
    assert answer.status_code == 409
    assert "1 claim was done. 1 was left as it is:" in answer.text
    told = answer.text.partition("was left as it is:")[2].partition("</ul>")[0]
    assert str(found[0].id) in told
    assert "Somebody changed it since you looked at it." in told
    assert bench.claim(WORDS[1]).stage is Stage.FINAL
    disputed = _form(_claims(bench)[2:], do="decide", status="disputed", rationale=WHY)
    refused = ana.post("/", disputed, on="/")
    assert "It needs 1 piece of refuting evidence; it has 0." in refused.text
    assert f">\n{WHY}</textarea>" in refused.text  # nothing that was typed is lost


def test_claims_are_handed_out_together(bench: Any, ana: Any) -> None:
    found, rob = _claims(bench), bench.actor("rob@example.org").person_id
    ana.post("/", _form(found, do="assign", assignee=str(rob)), on="/")
    assert {each.assignee_id for each in _claims(bench)} == {rob}
    ana.post("/", _form(_claims(bench), do="assign", assignee=""), on="/")
    assert {each.assignee_id for each in _claims(bench)} == {None}


def test_nothing_ticked_or_nothing_said_does_nothing(bench: Any, ana: Any) -> None:
    found = _claims(bench)
    none = ana.post("/", {"do": "decide", "status": "unverified", "rationale": WHY}, on="/")
    assert none.status_code == 422
    assert "Tick at least one claim first." in none.text
    silent = ana.post("/", _form(found, do="decide"), on="/")
    assert silent.status_code == 422
    assert "Choose a decision." in silent.text
    assert f'value="{found[0].id}" aria-labelledby="w-{found[0].id}" checked' in silent.text
    assert [each.version for each in _claims(bench)] == [each.version for each in found]


def test_viewers_and_other_desks_do_nothing(bench: Any) -> None:
    found = _claims(bench)
    form = _form(found, do="decide", status="unverified", rationale=WHY)
    assert bench.browser("vera@example.org").post("/", form, on="/").status_code == 403
    rita = bench.browser("rita@example.org")
    assert "White House" not in rita.post("/", form, on="/").text
    assert [each.version for each in _claims(bench)] == [each.version for each in found]


def test_a_box_that_names_no_claim_is_passed_over(ana: Any) -> None:
    for nothing in ("-" * 36, "a" * 36):
        answer = ana.post("/", {"claim": nothing, "do": "assign"}, on="/")
        assert answer.status_code == 422
        assert "Tick at least one claim first." in answer.text
