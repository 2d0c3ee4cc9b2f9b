"""The policy table of the whole HTTP surface outside the workbench, and a desk to try it on."""

import re
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from itertools import count
from typing import Any

from werkzeug.test import TestResponse

from factcheck.egress import Egress
from factcheck.press import Press
from factcheck.publish.claimreview_rules import SOUND
from factcheck.report.house import load_style
from factcheck.vocabulary import Scope
from tests.newsroom import TEXT, Client, Newsroom

# For every route what each caller gets when the request is otherwise right. `foreign` is the
# admin of another desk. The last column: the kind of thing whose version the call changes.
POLICY = """
route                                                viewer reviewer editor admin nobody foreign versioned
GET    /api/v1/openapi.json                             200      200    200   200    200     200 -
GET    /api/docs                                        200      200    200   200    200     200 -
GET    /healthz                                         200      200    200   200    200     200 -
GET    /readyz                                          200      200    200   200    200     200 -
GET    /metrics                                         200      200    200   200    200     200 -
GET    /api/v1/articles                                 200      200    200   200    401     200 -
POST   /api/v1/articles                                 403      403    201   201    401     201 -
GET    /api/v1/articles/{article}                       200      200    200   200    401     404 -
PATCH  /api/v1/articles/{article}                       403      403    200   200    401     404 article
POST   /api/v1/articles/{article}/drafts                403      403    201   201    401     404 article
GET    /api/v1/articles/{article}/drafts/{draft}        200      200    200   200    401     404 -
GET    /api/v1/articles/{article}/drafts/{later}/comparison 200  200    200   200    401     404 -
GET    /api/v1/articles/{article}/claims                200      200    200   200    401     404 -
GET    /api/v1/articles/{article}/ledger                200      200    200   200    401     404 -
GET    /api/v1/articles/{article}/alarms                200      200    200   200    401     404 -
GET    /api/v1/articles/{article}/history               200      200    200   200    401     404 -
POST   /api/v1/articles/{article}/sign-off              403      403    201   201    401     404 -
GET    /api/v1/articles/{article}/replies               200      200    200   200    401     404 -
POST   /api/v1/articles/{article}/replies               403      201    201   201    401     404 -
POST   /api/v1/articles/{article}/replies/{reply}/answer 403     200    200   200    401     404 -
POST   /api/v1/articles/{article}/reports               403      201    201   201    401     404 -
GET    /api/v1/claims                                   200      200    200   200    401     200 -
POST   /api/v1/claims                                   403      201    201   201    401     404 -
GET    /api/v1/claims/{claim}                           200      200    200   200    401     404 -
PATCH  /api/v1/claims/{claim}                           403      200    200   200    401     404 claim
GET    /api/v1/claims/{claim}/history                   200      200    200   200    401     404 -
GET    /api/v1/claims/{claim}/reviews                   200      200    200   200    401     404 -
POST   /api/v1/claims/{claim}/reviews                   403      201    201   201    401     404 claim
GET    /api/v1/claims/{claim}/evidence                  200      200    200   200    401     404 -
POST   /api/v1/claims/{claim}/evidence                  403      201    201   201    401     404 claim
PATCH  /api/v1/claims/{claim}/evidence/{evidence}       403      200    200   200    401     404 claim
DELETE /api/v1/claims/{claim}/evidence/{evidence}       403      204    204   204    401     404 claim
GET    /api/v1/claims/{claim}/steps                     200      200    200   200    401     404 -
POST   /api/v1/claims/{claim}/assign                    403      200    200   200    401     404 claim
POST   /api/v1/claims/{claim}/dismiss                   403      200    200   200    401     404 claim
POST   /api/v1/claims/{claim}/reopen                    403      200    200   200    401     404 claim
POST   /api/v1/claims/{claim}/undo                      403      200    200   200    401     404 claim
POST   /api/v1/claims/{claim}/anchors                   403      200    200   200    401     404 claim
POST   /api/v1/claims/{claim}/split                     403      201    201   201    401     404 claim
POST   /api/v1/claims/{claim}/merge                     403      200    200   200    401     404 claim
GET    /api/v1/claims/{claim}/comments                  200      200    200   200    401     404 -
POST   /api/v1/claims/{claim}/comments                  403      201    201   201    401     404 -
POST   /api/v1/claims/bulk-review                       403      200    200   200    401     200 -
GET    /api/v1/sources                                  200      200    200   200    401     200 -
POST   /api/v1/sources                                  403      201    201   201    401     201 -
GET    /api/v1/sources/{source}                         200      200    200   200    401     404 -
PATCH  /api/v1/sources/{source}                         403      200    200   200    401     404 source
GET    /api/v1/sources/{source}/evidence                200      200    200   200    401     404 -
POST   /api/v1/sources/{source}/snapshot                403      201    201   201    401     404 -
GET    /api/v1/sources/{source}/snapshots               200      200    200   200    401     404 -
GET    /api/v1/sources/{source}/snapshots/{snapshot}/file 200    200    200   200    401     404 -
GET    /api/v1/sources/{source}/snapshots/{snapshot}/text 200    200    200   200    401     404 -
DELETE /api/v1/sources/{source}                         403      204    204   204    401     404 source
GET    /api/v1/mentions                                 200      200    200   200    401     200 -
POST   /api/v1/claimreview/validate                     200      200    200   200    401     200 -
POST   /api/v1/claimreview/import                       403      200    200   200    401     200 -
GET    /api/v1/earlier-checks                           200      200    200   200    401     200 -
GET    /api/v1/earlier-checks/{check}                   200      200    200   200    401     404 -
POST   /api/v1/extract                                  200      200    200   200    401     200 -
GET    /api/v1/facts                                    200      200    200   200    401     200 -
GET    /api/v1/facts/changes                            200      200    200   200    401     200 -
GET    /api/v1/facts/export                             200      200    200   200    401     200 -
GET    /api/v1/facts/{fact}                             200      200    200   200    401     404 -
GET    /api/v1/facts/{fact}/history                     200      200    200   200    401     404 -
GET    /api/v1/facts/{fact}/recipients                  200      200    200   200    401     404 -
POST   /api/v1/reports                                  403      403    201   201    401     201 -
GET    /api/v1/reports                                  200      200    200   200    401     200 -
GET    /api/v1/reports/schema                           200      200    200   200    401     200 -
GET    /api/v1/reports/{report}/diff/{report}           200      200    200   200    401     404 -
GET    /api/v1/reports/{report}                         200      200    200   200    401     404 -
GET    /api/v1/reports/{report}/file                    200      200    200   200    401     404 -
GET    /api/v1/reports/{report}/files                   200      200    200   200    401     404 -
POST   /api/v1/reports/{report}/files                   200      200    200   200    401     404 -
GET    /api/v1/reports/{report}/files/{rendering}       200      200    200   200    401     404 -
GET    /api/v1/reports/{report}/files/{rendering}/content 200    200    200   200    401     404 -
GET    /api/v1/webhooks                                 403      403    200   200    401     200 -
POST   /api/v1/webhooks                                 403      403    201   201    401     201 -
GET    /api/v1/webhooks/{webhook}                       403      403    200   200    401     404 -
PATCH  /api/v1/webhooks/{webhook}                       403      403    200   200    401     404 webhook
POST   /api/v1/webhooks/{webhook}/rotate                403      403    200   200    401     404 webhook
POST   /api/v1/webhooks/{webhook}/ping                  403      403    200   200    401     404 -
GET    /api/v1/webhooks/{webhook}/deliveries            403      403    200   200    401     404 -
GET    /api/v1/webhooks/{webhook}/deliveries/{delivery} 403      403    200   200    401     404 -
POST   /api/v1/webhooks/{webhook}/deliveries/{delivery}/replay 403 403  200   200    401     404 -
DELETE /api/v1/webhooks/{webhook}                       403      403    204   204    401     404 webhook
GET    /api/v1/users                                    200      200    200   200    401     200 -
GET    /api/v1/desks                                    200      200    200   200    401     200 -
GET    /api/v1/desks/{desk}                             200      200    200   200    401     404 -
PATCH  /api/v1/desks/{desk}                             403      403    403   200    401     404 desk
GET    /api/v1/policies                                 200      200    200   200    401     200 -
POST   /api/v1/policies                                 403      403    403   201    401     201 -
GET    /api/v1/events                                   403      403    403   200    401     200 -
GET    /api/v1/audit/head                               200      200    200   200    401     200 -
GET    /api/v1/events                                   403      403    403   200    401     200 -
GET    /api/v1/audit/head                               200      200    200   200    401     200 -
GET    /feeds                                           200      200    200   200    200     200 -
GET    /feeds/facts.json                                200      200    200   200    200     200 -
GET    /feeds/facts.atom                                200      200    200   200    200     200 -
GET    /feeds/claimreview.json                          200      200    200   200    200     200 -
GET    /facts/{fact}                                    200      200    200   200    200     200 -
GET    /facts/{fact}.json                               200      200    200   200    200     200 -
GET    /facts/{fact}/card                               200      200    200   200    200     200 -
GET    /oembed                                          200      200    200   200    200     200 -
GET    /v1alpha1/claims:search                          200      200    200   200    200     200 -
GET    /public/{file}                                   200      200    200   200    200     200 -
GET    /robots.txt                                      200      200    200   200    200     200 -
"""  # noqa: E501 - a table reads best as one

# What a key needs; each role's own keys carry all that the role may use.
SCOPES = {
    Scope.FACTS_READ: (
        "GET /api/v1/facts",
        "GET /api/v1/facts/changes",
        "GET /api/v1/facts/export",
        "GET /api/v1/facts/{fact}",
        "GET /api/v1/facts/{fact}/history",
    ),
    Scope.EDIT: (
        "POST /api/v1/articles",
        "PATCH /api/v1/articles/{article}",
        "POST /api/v1/articles/{article}/drafts",
        "POST /api/v1/articles/{article}/sign-off",
        "GET /api/v1/webhooks",
        "POST /api/v1/webhooks",
        "GET /api/v1/webhooks/{webhook}",
        "PATCH /api/v1/webhooks/{webhook}",
        "DELETE /api/v1/webhooks/{webhook}",
        "POST /api/v1/webhooks/{webhook}/rotate",
        "POST /api/v1/webhooks/{webhook}/ping",
        "GET /api/v1/webhooks/{webhook}/deliveries",
        "GET /api/v1/webhooks/{webhook}/deliveries/{delivery}",
        "POST /api/v1/webhooks/{webhook}/deliveries/{delivery}/replay",
    ),
    Scope.REVIEW: (
        "POST /api/v1/articles/{article}/reports",
        "POST /api/v1/reports",
        "POST /api/v1/articles/{article}/replies",
        "POST /api/v1/articles/{article}/replies/{reply}/answer",
        "POST /api/v1/claims",
        "PATCH /api/v1/claims/{claim}",
        "POST /api/v1/claims/{claim}/anchors",
        "POST /api/v1/claims/{claim}/split",
        "POST /api/v1/claims/{claim}/merge",
        "POST /api/v1/claims/{claim}/reviews",
        "POST /api/v1/claims/{claim}/evidence",
        "PATCH /api/v1/claims/{claim}/evidence/{evidence}",
        "DELETE /api/v1/claims/{claim}/evidence/{evidence}",
        "POST /api/v1/claims/{claim}/assign",
        "POST /api/v1/claims/{claim}/dismiss",
        "POST /api/v1/claims/{claim}/reopen",
        "POST /api/v1/claims/{claim}/undo",
        "POST /api/v1/claims/{claim}/comments",
        "POST /api/v1/claims/bulk-review",
        "POST /api/v1/sources",
        "PATCH /api/v1/sources/{source}",
        "DELETE /api/v1/sources/{source}",
        "POST /api/v1/sources/{source}/snapshot",
        "POST /api/v1/claimreview/import",
    ),
    Scope.ADMIN: (
        "PATCH /api/v1/desks/{desk}",
        "POST /api/v1/policies",
        "GET /api/v1/events",
    ),
}

_HEAD, *_ROWS = [line.split() for line in POLICY.strip().splitlines()]
CALLERS = _HEAD[1:-1]
TABLE = {
    (method, rule): dict(zip(CALLERS, map(int, codes), strict=True))
    for method, rule, *codes, _ in _ROWS
}
VERSIONED = {(row[0], row[1]): row[-1] for row in _ROWS if row[-1] != "-"}
CLAIM = "/api/v1/claims/{claim}"
IMPORT = "/api/v1/claimreview/import"
FILES = "POST /api/v1/reports/{report}/files"
HOOK = "https://hooks.example/in"
SENTENCE = range(TEXT.index("Mayor"), TEXT.index("jobs.") + len("jobs."))
"""Where the claim of `Surface` stands."""
BODY_NAMES = {("POST", "/api/v1/claims")}
"""Calls whose body, not their address, names a thing of the desk."""
QUERIES = {"/oembed": "url={base}/facts/{fact}", "/v1alpha1/claims:search": "query=harbour"}
"""What a call must ask for, for all others ask for nothing."""
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
WORDS = {"number": "draft", "later": "later", "filename": "file", "other_id": "report"} | {
    f"{word}_id": word
    for word in (
        "article",
        "claim",
        "evidence",
        "fact",
        "report",
        "rendering",
        "desk",
        "reply",
        "source",
        "snapshot",
        "check",
        "webhook",
        "delivery",
    )
}
"""What the table calls the parts of an address."""


def in_words(path: str) -> str:
    """An address of the routing (`<uuid:claim_id>`) or of OpenAPI (`{claim_id}`) as the table
    has it.
    """
    return re.sub(r"[<{](?:[^:<>{}]+:)?(\w+)[>}]", lambda part: f"{{{WORDS[part[1]]}}}", path)


@dataclass
class Surface:
    """A desk on which every route has something to show or to change."""

    room: Newsroom
    ids: dict[str, Any] = field(default_factory=dict)
    number: count = field(default_factory=count)  # type: ignore[type-arg]

    def __post_init__(self) -> None:
        self.room.reviewer.post("/claimreview/import", self.body("POST", IMPORT))
        (check,) = self.room.viewer.get("/earlier-checks").json["items"]
        self.ids["check"] = check["id"]
        self.room.app.extensions["factcheck.egress"] = Egress(resolve=lambda _: [])
        self.add_webhook()
        self.add_file()

    def body(self, method: str, rule: str) -> dict[str, Any] | None:
        """A right body for the call, another one each time."""
        number = next(self.number)
        fresh = f"{TEXT} Rents rose by {number} percent in 2023."
        start, cut, end = SENTENCE.start, SENTENCE.start + 3 + number % 40, SENTENCE.stop
        return {
            "POST /api/v1/claims": {
                "article_id": self.ids["article"],
                "start": number % 20,
                "end": 25 + number // 20,
            },
            "POST /api/v1/claims/{claim}/anchors": {"start": start, "end": end},
            "POST /api/v1/claims/{claim}/split": {
                "parts": [{"start": start, "end": cut}, {"start": cut, "end": end}]
            },
            "POST /api/v1/claims/{claim}/merge": {"with": [self.ids["other"]]},
            "POST /api/v1/articles": {"title": "Rents", "text": fresh},
            "PATCH /api/v1/articles/{article}": {"title": "Rents, again"},
            "POST /api/v1/articles/{article}/drafts": {"text": fresh},
            "PATCH /api/v1/claims/{claim}": {"tags": ["money"]},
            "POST /api/v1/claims/{claim}/reviews": {"status": "unverified", "rationale": "No."},
            "POST /api/v1/claims/{claim}/evidence": {
                "stance": "context",
                "source": {"title": "Minutes", "kind": "secondary"},
            },
            "PATCH /api/v1/claims/{claim}/evidence/{evidence}": {"locator": "page 3"},
            "POST /api/v1/claims/{claim}/assign": {"assignee": None},
            "POST /api/v1/claims/{claim}/dismiss": {"reason": "opinion"},
            "POST /api/v1/claims/{claim}/reopen": {"reason": "correction"},
            "POST /api/v1/claims/{claim}/comments": {"text": "@editor, have a look."},
            "POST /api/v1/claims/bulk-review": {
                "ids": [self.ids["claim"]],
                "status": "unverified",
                "rationale": "No.",
            },
            "POST /api/v1/articles/{article}/sign-off": {"override_reason": "It goes to print."},
            "POST /api/v1/articles/{article}/replies": {
                "asked": "The mayor",
                "question": "How many jobs?",
            },
            "POST /api/v1/articles/{article}/replies/{reply}/answer": {"answer": "320."},
            "POST /api/v1/sources": {"title": f"Minutes {number}", "kind": "secondary"},
            "PATCH /api/v1/sources/{source}": {"title": "Minutes, again"},
            "POST /api/v1/reports": {
                "since": "2026-01-01T00:00:00Z",
                "until": f"2026-01-02T00:00:{number % 60:02}Z",
            },
            FILES: {"format": "json"},
            "POST /api/v1/extract": {"text": fresh},
            "POST /api/v1/claimreview/validate": {"document": SOUND},
            f"POST {IMPORT}": {
                "document": SOUND | {"url": f"https://paper.example/check/{number}"}
            },
            "POST /api/v1/webhooks": {"url": HOOK, "events": ["fact.published"]},
            "PATCH /api/v1/webhooks/{webhook}": {"description": f"Number {number}"},
            "PATCH /api/v1/desks/{desk}": {"threshold": 0.4},
            "POST /api/v1/policies": {"name": "standard"},
        }.get(f"{method} {rule}")

    def etag(self, kind: str) -> str:
        """The present ETag of the thing that a call of this kind changes."""
        return self.room.editor.etag(f"/{kind}s/{self.ids[kind]}")

    def call(self, client: Client, method: str, rule: str, **options: Any) -> TestResponse:
        """Send the call, right in everything but what `options` say."""
        if kind := VERSIONED.get((method, rule)):
            options.setdefault("match", self.etag(kind))
        if rule.endswith("/snapshot") and "json" not in options:
            options["data"] = {"file": (BytesIO(b"The minutes say so."), "minutes.txt")}
        options.setdefault("json", self.body(method, rule))
        options["buffered"] = True  # a file that is served gets closed
        answer = client._send(method, self.address(rule), options)
        if answer.status_code == 204 and "{source}" in rule:
            self.add_source()
        if answer.status_code == 204 and "{webhook}" in rule:
            self.add_webhook()
        return answer

    def address(self, rule: str) -> str:
        """Where the call goes: whole, for `/facts` alone would be the one of the API."""
        asked = QUERIES.get(rule, "").format(base="http://desk.example", **self.ids)
        return f"http://localhost{rule.format(**self.ids)}{asked and '?'}{asked}"

    def make_ready(self, client: Client, method: str, rule: str) -> None:
        """See to it that the client can take this step now, as far as roles let them."""
        step = rule.rpartition("/")[2]
        self._make_what_is_used_up(method, rule)
        if not rule.startswith("/api/v1/claims/{claim}"):
            return
        stage = self.room.viewer.get(f"/claims/{self.ids['claim']}").json["stage"]
        if step == "reopen":
            if stage not in {"final", "dismissed"}:
                self._do(self.room.reviewer, "dismiss", {"reason": "opinion"})
        elif stage in {"final", "dismissed"}:
            self._do(self.room.reviewer, "reopen", {"reason": "other"})
        if step in {"split", "merge"}:
            self._do(self.room.reviewer, "anchors", self.body("POST", f"{CLAIM}/anchors"))
        if step == "merge":
            self.make_mergeable()
        if step == "undo":
            self._do(client, "reviews", {"status": "unverified", "rationale": "No."})

    def _make_what_is_used_up(self, method: str, rule: str) -> None:
        """What the call removes or finishes, so that it can be made only once."""
        if method == "DELETE" and "{claim}" in rule:
            self.add_evidence()
        if method == "DELETE" and "{source}" in rule:
            self.add_source()
        if rule.endswith("/replay"):
            self.add_delivery()
        if rule.endswith("/answer"):
            self.add_reply()

    def make_mergeable(self) -> None:
        """Another claim in the sentence of the claim, and none beside these two."""
        reviewer, keep = self.room.reviewer, {self.ids["claim"], self.ids["fact"]}
        for each in self.room.claims({"id": self.ids["article"]}):
            if each["id"] not in keep and each["stage"] != "dismissed":
                etag = f'"{each["id"]}.{each["version"]}"'
                path = f"/claims/{each['id']}/dismiss"
                assert reviewer.post(path, {"reason": "duplicate"}, match=etag).status_code == 200
        body = {
            "article_id": self.ids["article"],
            "start": SENTENCE.start + 6,
            "end": SENTENCE.start + 16,
        }
        self.ids["other"] = reviewer.post("/claims", body).json["id"]

    def _do(self, client: Client, step: str, body: Any) -> None:
        path = f"/claims/{self.ids['claim']}/{step}"
        answer = client.post(path, body, match=self.etag("claim"))
        assert answer.status_code in {200, 201}, answer.data

    def add_reply(self) -> None:
        """An entry of the right-of-reply log that waits for its answer."""
        body = {"asked": "The mayor", "question": "How many jobs?"}
        path = f"/articles/{self.ids['article']}/replies"
        self.ids["reply"] = self.room.reviewer.post(path, body).json["id"]

    def add_source(self) -> None:
        """A source with a kept copy that the next call may change or remove."""
        body = {"title": f"Register {next(self.number)}", "kind": "primary"}
        source = self.room.reviewer.post("/sources", body).json["id"]
        self.ids["source"] = source
        copy = {"file": (BytesIO(b"It says 48 million."), "register.txt")}
        path = f"/sources/{source}/snapshot"
        self.ids["snapshot"] = self.room.reviewer.post(path, data=copy).json["id"]

    def add_webhook(self) -> None:
        """A webhook that was told something already."""
        body = {"url": HOOK, "events": ["fact.published"]}
        self.ids["webhook"] = self.room.editor.post("/webhooks", body).json["id"]
        self.add_delivery()

    def add_delivery(self) -> None:
        """A message to the webhook that may be sent again."""
        path = f"/webhooks/{self.ids['webhook']}"
        assert self.room.editor.post(f"{path}/ping").status_code == 200
        newest = self.room.editor.get(f"{path}/deliveries?limit=1").json["items"][0]
        self.ids["delivery"] = newest["id"]

    def add_file(self) -> None:
        """A file of the report, made and kept."""
        path = f"/reports/{self.ids['report']}/files"
        self.ids["rendering"] = self.room.viewer.post(path, {"format": "json"}).json["id"]
        Press(self.room.database, self.room.signer, partial(load_style, None)).due()

    def add_evidence(self) -> None:
        """Evidence that the next call may change or remove."""
        self.ids["evidence"] = self.room.support(self.ids["claim"]).json["id"]
