"""A claim by itself: everything that was done to it, by whom, when and why."""

import re
from typing import Any
from uuid import UUID, uuid4

from factcheck import review
from factcheck.store import articles, claims, comments, sources
from factcheck.vocabulary import DismissReason, PolicyName, SourceKind, Stance, Status
from tests.workbench.conftest import NOW

WORDS = "It will be his first formal visit"
ATTACK = '"><script>alert(1)</script>\u202e'
CANARY = "Zanzibarquartz"


def act(bench: Any, what: Any, claim_id: UUID, *args: Any, email: str, **more: Any) -> Any:
    """Do something of `factcheck.review` to the claim."""
    actor = bench.actor(email)
    with bench.database.writing() as session:
        claim = claims.claim(session, actor.desk_id, claim_id)
        return what(session, claim, *args, actor=actor, now=NOW, **more)


def lean(bench: Any, claim_id: UUID, email: str = "ana@example.org", **about: Any) -> UUID:
    source = {"title": "The guest list", "kind": SourceKind.PRIMARY} | about
    more = {"stance": Stance.SUPPORTS, "source": source, "email": email}
    made = act(bench, review.add_evidence, claim_id, passage="No earlier visit.", **more)
    return UUID(str(made.id))


def history(page: str) -> list[str]:
    """The entries of the timeline, newest first, as their markup."""
    inside = page.partition('<ol class="timeline">')[2].partition("</ol>")[0]
    return re.split(r'<li id="entry-\d+"', inside)[1:]


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_the_whole_history_is_told_newest_first(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    lean(bench, claim.id)
    act(bench, review.comment, claim.id, "Who has the list of 2023?", email="rob@example.org")
    act(
        bench,
        review.edit_claim,
        claim.id,
        {"statement": claim.statement.replace("first", "second"), "tags": ["visit"]},
        email="ana@example.org",
    )
    why = "The list names no earlier one."
    bench.decide(claim.id, "rob@example.org", status=Status.VERIFIED, rationale=why)
    told = [words(each) for each in history(ana.get(f"/claims/{claim.id}").text)]
    published, decided, edited, said, added, *_ = told
    assert "Published as a fact" in published
    assert "Decision: ✓ verified" in decided
    assert "Rob (reviewer)" in decided
    assert "2 Mar 2026, 17:00 UTC" in decided
    assert "on the command line" in decided
    assert "Status unverified → verified" in decided
    assert "Stage in review → final" in decided
    assert why in decided
    assert "supports the claim : The guest list" in decided
    assert "Tags – → visit" in edited
    assert "Who has the list of 2023?" in said
    assert "Evidence added" in added
    assert "Stage queued → in review" in added
    assert "Found in the text" in told[-1]


def test_another_wording_is_shown_word_by_word(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    changes = {"statement": claim.statement.replace("first", "second")}
    act(bench, review.edit_claim, claim.id, changes, email="ana@example.org")
    (entry, *_) = history(ana.get(f"/claims/{claim.id}").text)
    assert "<del>first </del><ins>second </ins>" in entry


def test_a_new_draft_that_altered_the_words_shows_how(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    actor = bench.actor("elena@example.org")
    with bench.database.writing() as session:
        article = articles.article(session, actor.desk_id, claim.article_id)
        text = articles.draft(session, article.id, article.draft_number, with_text=True).text
        altered = text.replace("December 10, 2023", "December 10, 2022")
        assert altered != text
        review.carry_over(session, article, altered, actor=actor, now=NOW)
    page = ana.get(f"/claims/{claim.id}").text
    (entry, *_) = history(page)
    assert "Its words were altered." in entry
    assert re.search(r"<del>2023\.?\s*</del><ins>2022\.?\s*</ins>", entry)
    assert words(page).count("characters") == 3  # its places in three drafts


def test_handing_over_ticking_and_taking_back_are_told(bench: Any, ana: Any) -> None:
    claim, email = bench.claim(WORDS), "rob@example.org"
    rob = bench.actor(email).person_id
    act(bench, review.assign, claim.id, rob, email=email)
    ticks = [{"id": claim.facets[0].id, "checked": True}]
    act(bench, review.edit_claim, claim.id, {"facets": ticks}, email=email)
    why = "Nobody can say whether it was the first."
    bench.decide(claim.id, email, status=Status.UNVERIFIED, rationale=why)
    act(bench, review.undo, claim.id, email=email)
    page = ana.get(f"/claims/{claim.id}").text
    told = [words(each) for each in history(page)]
    undone = next(each for each in told if "Taken back" in each)
    number = re.search(r'id="entry-(\d+)"[^§]*?Nobody can say', page.replace("<li", "§<li"))
    assert number
    assert f"It takes entry {number[1]} back." in undone
    assert any(f"Parts checked 0 of {len(claim.facets)} → 1 of" in each for each in told)
    assert any("With – → Rob" in each for each in told)


def test_a_reason_is_said_in_words(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    act(bench, review.dismiss, claim.id, DismissReason.NOT_CHECKABLE, email="ana@example.org")
    (entry, *_) = history(ana.get(f"/claims/{claim.id}").text)
    assert "not checkable" in words(entry)


def test_evidence_that_was_changed_since_says_so(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    evidence_id = lean(bench, claim.id)
    bench.decide(claim.id, "rob@example.org", status=Status.VERIFIED, rationale="The list is full.")
    assert "changed since" not in ana.get(f"/claims/{claim.id}").text
    changes = {"passage": "One earlier visit."}
    act(bench, review.edit_evidence, claim.id, evidence_id, changes, email="ana@example.org")
    page = ana.get(f"/claims/{claim.id}").text
    (decision,) = [each for each in history(page) if "The list is full." in each]
    assert "changed since" in decision
    act(bench, review.remove_evidence, claim.id, evidence_id, email="ana@example.org")
    page = ana.get(f"/claims/{claim.id}").text
    assert "No evidence stands on it yet." in page
    assert "The guest list" in history(page)[0]  # what was taken off is still named


def test_it_leads_to_the_desk_the_sources_and_what_was_published(bench: Any, ana: Any) -> None:
    claim = bench.claim("will travel to Washington")
    page = ana.get(f"/claims/{claim.id}").text
    assert f'href="/articles/{claim.article_id}?claim={claim.id}#card"' in page
    assert f'href="/claims/{claim.id}/publication"' in page
    with bench.database.reading() as session:
        (piece, *_) = sources.evidence_of(session, claim.id)
    assert f'href="/sources/{piece.source.id}"' in page
    assert "/publication" not in ana.get(f"/claims/{bench.claim(WORDS).id}").text


def test_a_long_history_is_read_page_by_page(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    for number in range(60):
        act(bench, review.comment, claim.id, f"Remark {number}.", email="ana@example.org")
    first = ana.get(f"/claims/{claim.id}").text
    assert "Remark 59." in first
    assert "Remark 5." not in first
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link
    second = ana.get(link[1]).text
    assert "Remark 5." in second
    assert "Found in the text" in second
    assert "Newest entries" in second


def test_a_comment_is_kept_and_calls_people(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    form = {"text": "@rob, look at this.\r\nIt is odd."}
    answer = ana.post(f"/claims/{claim.id}/comments", form, on=f"/claims/{claim.id}")
    assert answer.status_code == 303
    assert answer.location == f"/claims/{claim.id}#history"
    with bench.database.reading() as session:
        (made,) = comments.of_claim(session, claim.id, limit=9, after=None).items
    assert made.text == "@rob, look at this.\nIt is odd."
    assert [each.name for each in made.mentions] == ["Rob"]
    page = ana.get(f"/claims/{claim.id}").text
    assert "Your comment is in the history." in page
    assert "Ana Ferreyra (reviewer)" in words(history(page)[0])
    assert bench.claim(WORDS).version == claim.version
    assert ana.get(f"/claims/{claim.id}/comments").location == f"/claims/{claim.id}#history"


def test_a_refused_comment_is_given_back(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    long = "word " * 1200
    answer = ana.post(f"/claims/{claim.id}/comments", {"text": long}, on=f"/claims/{claim.id}")
    assert answer.status_code == 422
    assert long in answer.text
    assert 'id="fault-text"' in answer.text
    assert ana.post(f"/claims/{claim.id}/comments", {"text": " "}, on="/").status_code == 422
    with bench.database.reading() as session:
        assert comments.of_claim(session, claim.id, limit=9, after=None).items == []


def test_a_viewer_reads_and_says_nothing(bench: Any) -> None:
    claim, vera = bench.claim(WORDS), bench.browser("vera@example.org")
    page = vera.get(f"/claims/{claim.id}").text
    assert "Found in the text" in page
    assert "<textarea" not in page
    answer = vera.post(f"/claims/{claim.id}/comments", {"text": "I doubt it."}, on="/")
    assert answer.status_code == 403
    assert "I doubt it." in answer.text  # nothing that was typed is lost


def test_another_desks_claim_is_as_unknown_as_none(bench: Any) -> None:
    rita = bench.browser("rita@example.org")
    for each in (bench.claim(WORDS).id, uuid4()):
        assert rita.get(f"/claims/{each}").status_code == 404
        assert rita.get(f"/claims/{each}/comments").status_code == 404
        answer = rita.post(f"/claims/{each}/comments", {"text": "Hello"}, on="/")
        assert answer.status_code == 404


def test_a_proposal_is_hidden_until_there_is_a_second_decision(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    with bench.database.writing() as session:
        admin = bench.actor("admin@example.org")
        rules = {"blind": True}
        review.adopt_policy(session, PolicyName.TWO_PERSON, rules=rules, actor=admin, now=NOW)
    lean(bench, claim.id, email="eddy@example.org")
    bench.decide(
        claim.id, "rob@example.org", status=Status.VERIFIED, rationale=f"{CANARY} says so."
    )
    (entry, *_) = history(ana.get(f"/claims/{claim.id}").text)
    assert "What was proposed stays hidden" in entry
    assert "Rob (reviewer)" in words(entry)
    assert "Stage in review → awaiting second" in words(entry)
    assert CANARY not in entry
    assert 'class="verdict' not in entry
    assert "The guest list" not in entry
    (own, *_) = history(bench.browser("rob@example.org").get(f"/claims/{claim.id}").text)
    assert CANARY in own
    assert "Decision: ✓ verified proposed" in words(own)
    assert "stays hidden" not in own
    why = "We read the list ourselves, too."
    bench.decide(claim.id, "ana@example.org", status=Status.VERIFIED, rationale=why)
    page = ana.get(f"/claims/{claim.id}").text
    assert CANARY in page
    assert "stays hidden" not in page


def test_a_confidential_source_is_named_to_reviewers_alone(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    about = {"url": "https://insider.example", "publisher": "Insiders", "independence_group": "in"}
    lean(bench, claim.id, title="The insider", **about)
    bench.decide(claim.id, "rob@example.org", status=Status.VERIFIED, rationale="It is all there.")
    editor = bench.actor("ana@example.org")
    with bench.database.writing() as session:  # it becomes so afterwards: the log has its title
        (piece,) = sources.evidence_of(session, claim.id)
        held = sources.held(session, editor.desk_id, piece.source.id)
        review.edit_source(session, held, {"confidential": True}, actor=editor, now=NOW)
    secrets = ("The insider", "insider.example", "Insiders", "No earlier visit.")
    page = ana.get(f"/claims/{claim.id}").text
    assert "The insider" in page
    viewers = bench.browser("vera@example.org").get(f"/claims/{claim.id}").text
    assert "confidential source" in viewers
    assert not [each for each in secrets if each in viewers]


def test_whatever_is_written_stays_words(bench: Any, ana: Any) -> None:
    claim = bench.claim(WORDS)
    email = "ana@example.org"
    lean(bench, claim.id, title=f"{ATTACK} source", publisher=ATTACK)
    act(bench, review.comment, claim.id, f"{ATTACK} comment", email=email)
    changes = {"statement": f"{ATTACK} statement", "speaker_name": ATTACK, "tags": [ATTACK]}
    act(bench, review.edit_claim, claim.id, changes, email=email)
    bench.decide(claim.id, "rob@example.org", status=Status.VERIFIED, rationale=f"{ATTACK} why")
    page = ana.get(f"/claims/{claim.id}").text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;[U+202E]") >= 6
    assert "\u202e" not in page


def test_a_longer_history_takes_no_more_queries(bench: Any, ana: Any) -> None:
    claim, email = bench.claim(WORDS), "ana@example.org"
    rob = bench.actor("rob@example.org").person_id

    def happen(times: int) -> None:
        for number in range(times):
            lean(bench, claim.id, title=f"List {number}")
            act(bench, review.comment, claim.id, "Hm.", email=email)
            act(bench, review.assign, claim.id, rob if number % 2 else None, email=email)
            why = f"We looked at {number} lists."
            bench.decide(claim.id, email, status=Status.VERIFIED, rationale=why)

    happen(2)
    with bench.counting() as few:
        ana.get(f"/claims/{claim.id}")
    happen(6)
    with bench.counting() as many:
        page = ana.get(f"/claims/{claim.id}").text
    assert "We looked at 5 lists." in page
    assert len(many) == len(few) <= 20
