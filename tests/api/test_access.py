"""Who may call what: the policy table, tried out by every caller."""

import pytest

from factcheck import accounts
from factcheck.clock import utcnow
from factcheck.store import desks, people
from factcheck.vocabulary import Role, Scope
from tests.api.problem import everything, problem
from tests.api.surface import (
    BODY_NAMES,
    METHODS,
    SCOPES,
    TABLE,
    VERSIONED,
    Surface,
    in_words,
)
from tests.newsroom import TEXT, Client, Newsroom

PLAIN = {401: "unauthenticated", 403: "forbidden", 404: "not_found"}


def test_every_route_answers_every_role_as_the_table_says(
    surface: Surface, subtests: pytest.Subtests
) -> None:
    for (method, rule), expected in TABLE.items():
        for name, status in expected.items():
            with subtests.test(f"{name}: {method} {rule}"):
                client = surface.room.clients[name]
                if status < 400 and name != "foreign":
                    surface.make_ready(client, method, rule)
                answer = surface.call(client, method, rule)
                assert answer.status_code == status, answer.data
                if status >= 400:
                    problem(answer, status, PLAIN[status])


def test_no_route_is_missing_from_the_table(newsroom: Newsroom) -> None:
    served = set()
    for rule in newsroom.app.url_map.iter_rules():
        if rule.endpoint.startswith("workbench."):
            assert not rule.rule.startswith("/api")
            continue
        path = in_words(rule.rule)
        served |= {(method, path) for method in rule.methods or () if method in METHODS}
    assert served == set(TABLE)


def test_whoever_may_not_act_learns_it_before_anything_else(
    surface: Surface, subtests: pytest.Subtests
) -> None:
    """401, 403 and 404 come before 428, 412, 400 and 422."""
    before = everything(surface.room.database)
    for (method, rule), expected in TABLE.items():
        if method == "GET":
            continue
        for name, status in expected.items():
            if status < 400 or (status == 404 and (method, rule) in BODY_NAMES):
                continue
            for match in ("", f'"{surface.ids["claim"]}.99"'):
                with subtests.test(f"{name}: {method} {rule} {match}"):
                    options = {"match": match, "json": {"colour": "red"}}
                    answer = surface.call(surface.room.clients[name], method, rule, **options)
                    problem(answer, status, PLAIN[status])
    assert everything(surface.room.database) == before


def test_every_change_of_a_versioned_thing_asks_for_its_version_first(
    surface: Surface, subtests: pytest.Subtests
) -> None:
    """428 without If-Match, 412 with a stale one, both before the body is looked at."""
    before = everything(surface.room.database)
    for (method, rule), kind in VERSIONED.items():
        stale = f'"{surface.ids[kind]}.99"'
        for match, status, code in (
            ("", 428, "precondition_required"),
            ("*", 428, "precondition_required"),
            (stale, 412, "stale_version"),
            ("nonsense", 412, "stale_version"),
        ):
            for body in (surface.body(method, rule), {"colour": "red"}):
                with subtests.test(f"{method} {rule} with {match!r}"):
                    client = surface.room.admin
                    answer = surface.call(client, method, rule, match=match, json=body)
                    problem(answer, status, code)
    assert everything(surface.room.database) == before


def test_a_key_opens_only_what_its_scopes_name(surface: Surface, subtests: pytest.Subtests) -> None:
    needs = {call: scope for scope, calls in SCOPES.items() for call in calls}
    open_to_all = {call for call, codes in TABLE.items() if codes["nobody"] == 200}
    clients = {scope: _client(surface.room, scope) for scope in Scope}
    for method, rule in sorted(TABLE.keys() - open_to_all):
        if method == "DELETE":
            continue
        needed = needs.get(f"{method} {rule}", Scope.DESK_READ)
        for scope, client in clients.items():
            with subtests.test(f"{scope}: {method} {rule}"):
                if scope is needed:
                    surface.make_ready(surface.room.admin, method, rule)
                answer = surface.call(client, method, rule)
                if scope is needed:
                    assert answer.status_code in {200, 201}, answer.data
                else:
                    problem(answer, 403, "forbidden")


def _client(room: Newsroom, scope: Scope) -> Client:
    """An admin's key that carries one scope."""
    with room.database.writing() as session:
        owner = people.person(session, room.people["admin"].person_id)
        desk = desks.desk(session, room.desk.id)
        _, key = accounts.make_key(
            session, person=owner, desk=desk, role=Role.ADMIN, scopes=[scope], now=utcnow()
        )
    return Client(room.app, key)


def test_a_lost_role_or_place_counts_from_the_next_request(newsroom: Newsroom) -> None:
    body = {"title": "Rents", "text": "Rents rose by 3 percent in 2024."}
    assert newsroom.editor.post("/articles", body).status_code == 201
    with newsroom.database.writing() as session:
        editor = people.person(session, newsroom.people["editor"].person_id)
        accounts.join_desk(session, editor, newsroom.desk, Role.VIEWER, now=utcnow())
    problem(newsroom.editor.post("/articles", body), 403, "forbidden")
    assert newsroom.editor.get("/articles").status_code == 200
    with newsroom.database.writing() as session:
        people.person(session, newsroom.people["editor"].person_id).disabled_at = utcnow()
    problem(newsroom.editor.get("/articles"), 401, "unauthenticated")


def test_another_desks_work_does_not_show_in_a_single_byte(newsroom: Newsroom) -> None:
    newsroom.foreign.post("/articles", {"title": "Ours", "text": TEXT})
    paths = [
        "/articles",
        "/articles?q=harbour",
        "/claims",
        "/claims?status=verified&status=unverified",
        "/claims?q=harbour&sort=score&limit=2",
        "/facts?status=verified&status=unverified",
        "/policies",
        "/desks",
        "/mentions",
        "/events",
    ]

    def seen() -> list[tuple[bytes, str | None]]:
        answers = [newsroom.foreign.get(path) for path in paths]
        return [(each.data, each.headers.get("ETag")) for each in answers]

    before = seen()
    hidden = newsroom.verified(title="CANARY", embargo_until="2099-01-01")
    newsroom.reviewer.post(f"/articles/{hidden['article_id']}/reports")
    newsroom.article(f"{TEXT} CANARY")
    newsroom.admin.post("/policies", {"name": "open"})
    assert seen() == before
    # The same text is no duplicate of one that the asker may not know of.
    body = {"title": "Same", "text": f"{TEXT} CANARY"}
    assert newsroom.foreign.post("/articles", body).status_code == 201


def test_no_body_reaches_what_only_the_service_may_set(
    surface: Surface, subtests: pytest.Subtests
) -> None:
    before = everything(surface.room.database)
    forbidden = {
        "id": surface.ids["fact"],
        "version": 9,
        "desk_id": str(surface.room.people["foreign"].desk_id),
        "claim_id": surface.ids["fact"],
        "created_at": "2020-01-01T00:00:00Z",
        "created_by": surface.ids["fact"],
        "reviewer_id": surface.ids["fact"],
        "stage": "final",
        "score": 1,
        "evidence_count": 7,
        "draft_number": 3,
        "text_sha256": "0" * 64,
        "__class__": "Claim",
    }
    for (method, rule), expected in TABLE.items():
        body = surface.body(method, rule)
        if method == "GET" or body is None or expected["admin"] >= 400:
            continue
        for name, value in forbidden.items():
            with subtests.test(f"{method} {rule} {name}"):
                answer = surface.call(surface.room.admin, method, rule, json=body | {name: value})
                assert name in problem(answer, 422, "invalid")["errors"]
    assert everything(surface.room.database) == before
