"""Work on the demo desk that leaves every field of it filled and every page something to show."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import count
from typing import Any

import pyotp

from factcheck import accounts
from factcheck.clock import utcnow
from factcheck.egress import Egress
from factcheck.press import Press
from factcheck.publish.claimreview_rules import SOUND
from factcheck.report.house import load_style
from factcheck.store import desks, people, saved_searches
from factcheck.vocabulary import Role
from tests.newsroom import Client
from tests.workbench.conftest import PASSWORD, Bench, Browser

Words = Callable[[str, int], str]
"""What a field is filled with: its name and the most characters that it takes."""
EVENTS = ["fact.published", "fact.corrected"]
STATUSES = "verified", "disputed", "unverified"


def plainly(field: str, limit: int) -> str:
    """What people write."""
    return f"The {field} of the harbour, as we know it."[:limit]


@dataclass
class Clerk:
    """Somebody who works on the desk by the API, with a key for every role."""

    bench: Bench
    words: Words

    def __post_init__(self) -> None:
        self.bench.app.extensions["factcheck.egress"] = Egress(resolve=lambda _: [])
        emails = {"admin": "admin@example.org", "editor": "elena@example.org"}
        emails["reviewer"] = "ana@example.org"
        self.keys: dict[str, str] = {}
        self.stories = count(1)
        self.clients = {name: self._client(name, email) for name, email in emails.items()}

    def _client(self, name: str, email: str) -> Client:
        now = utcnow()
        with self.bench.database.writing() as session:
            person, desk = people.by_email(session, email), desks.by_slug(session, "demo")
            assert person
            assert desk
            made, key = accounts.make_key(
                session, person=person, desk=desk, role=Role.named(name), now=now
            )
            self.keys[name] = made.id
        return Client(self.bench.app, key)

    def send(self, path: str, body: Any, *, by: str = "editor", at: str | None = None) -> Any:
        """POST, with the present version of what stands at `at`; the answer."""
        client = self.clients[by]
        match = client.etag(at) if at else None
        answer = client.post(path, body, match=match)
        assert answer.status_code in {200, 201, 202}, (path, answer.json)
        return answer.json

    def change(self, path: str, body: Any, *, by: str = "editor") -> None:
        """PATCH what stands at the address as it stands now."""
        answer = self.clients[by].patch(path, body, match=self.clients[by].etag(path))
        assert answer.status_code == 200, (path, answer.json)

    def address(self, field: str) -> str:
        """A web address with words in it."""
        return "https://example.org/?" + "/".join(self.words(field, 300).split())

    # --- one thing after the other

    def story(self) -> dict[str, Any]:
        """An article with a checked claim, a dismissed one, and all that can be said of both."""
        words = self.words
        first, second = words("text", 2000), words("text", 2000)
        fact = f"The city spent US$48 million on road {next(self.stories)} in 2024."
        text = f"{first}\n\n{fact}\n\n{second}\n"
        about = {name: words(name, 300) for name in ("author", "publisher")}
        body = {"title": words("title", 500), "text": text, "public": True, "own": False, **about}
        body["url"] = self.address("article_url")
        article = self.send("/articles", body)["id"]
        last = text.rindex(second)
        spans = ((0, len(first)), (last, last + len(second)))
        ids = [self._marked(article, *span) for span in spans]
        for each in ids:
            evidence, source = self._word(each)
        self._decide(ids[0])
        self._dismiss(ids[1])
        closing = self._close(article)
        draft = {"text": f"{text}\nThe mayor was asked. {words('text', 500)}"}
        self.send(f"/articles/{article}/drafts", draft, at=f"/articles/{article}")
        other = self.send(f"/articles/{article}/reports", None)["id"]
        return {
            "article_id": article,
            "claim_id": ids[0],
            "fact_id": ids[0],
            "dismissed_id": ids[1],
            "evidence_id": evidence,
            "source_id": source,
            "other_id": other,
            "a": 1,
            "b": 2,
        } | closing

    def _marked(self, article_id: str, start: int, end: int) -> str:
        """The claim that stands there, marked by hand unless it was found."""
        found = self.clients["editor"].get(f"/articles/{article_id}/claims?limit=200").json
        for each in found["items"]:
            if (each["start"], each["end"]) == (start, end):
                return str(each["id"])
        mark = {"article_id": article_id, "start": start, "end": end}
        return str(self.send("/claims", mark)["id"])

    def _word(self, claim_id: str) -> tuple[str, str]:
        """Everything that a claim can carry; its evidence and the source of that."""
        words, path = self.words, f"/claims/{claim_id}"
        speaker = {"name": words("speaker", 300), "cue": words("cue", 200)}
        changes: dict[str, Any] = {"statement": words("statement", 5000), "speaker": speaker}
        self.change(path, changes | {"tags": [words("tag", 60) for _ in range(20)]})
        source = {
            "title": words("source_title", 500),
            "publisher": words("source_publisher", 300),
            "url": self.address("source_url"),
            "independence_group": words("group", 200),
            "kind": "primary",
        }
        evidence = {
            "stance": "supports",
            "source": source,
            "passage": words("passage", 5000),
            "locator": words("locator", 300),
        }
        made = self.send(f"{path}/evidence", evidence, by="reviewer", at=path)
        self.send(f"{path}/comments", {"text": words("comment", 5000)})
        return made["id"], made["source"]["id"]

    def _decide(self, claim_id: str) -> None:
        words, path = self.words, f"/claims/{claim_id}"
        decision = {
            "status": "verified",
            "rationale": words("rationale", 10_000),
            "rating": words("rating", 100),
            "override_reason": words("override", 2000),
        }
        self.send(f"{path}/reviews", decision, at=path)

    def _dismiss(self, claim_id: str) -> None:
        path, words = f"/claims/{claim_id}", self.words
        for step, reason in (("dismiss", "opinion"), ("reopen", "other"), ("dismiss", "opinion")):
            body = {"reason": reason, "note": words("note", 2000)}
            self.send(f"{path}/{step}", body, at=path)

    def _close(self, article_id: str) -> dict[str, Any]:
        """A question that was answered, one that was not, a signature and a report."""
        words, path = self.words, f"/articles/{article_id}"
        for _ in range(2):
            asked = {"asked": words("asked", 300), "question": words("question", 5000)}
            asked["channel"] = words("channel", 100)
            reply = self.send(f"{path}/replies", asked)["id"]
        self.send(f"{path}/replies/{reply}/answer", {"answer": words("answer", 5000)})
        self.send(f"{path}/sign-off", {"override_reason": words("signature", 2000)})
        report = self.send(f"{path}/reports", None)["id"]
        return {"reply_id": reply, "report_id": report, "rendering_id": self._printed(report)}

    def _printed(self, report_id: str) -> str:
        """A file of a report that the worker has made."""
        order: str = self.send(f"/reports/{report_id}/files", {"format": "html"})["id"]
        signer = self.bench.app.extensions["factcheck.signer"]
        Press(self.bench.database, signer, partial(load_style, None)).due()
        return order

    def desk(self) -> dict[str, Any]:
        """What there is once on a desk, or by itself: the rest of the values of addresses."""
        words = self.words
        hook = {"url": self.address("hook"), "events": EVENTS, "description": words("hook", 500)}
        webhook = self.send("/webhooks", hook)["id"]
        self.clients["editor"].post(f"/webhooks/{webhook}/ping")
        (delivery,) = self.clients["editor"].get(f"/webhooks/{webhook}/deliveries").json["items"]
        self.send("/claimreview/import", {"document": self._markup()}, by="reviewer")
        desk = self.clients["admin"].get("/desks").json["items"][0]["id"]
        scale: dict[str, Any] = {each: self._label(each) for each in STATUSES}
        scale["labels"] = {scale[each]: at + 1.0 for at, each in enumerate(STATUSES)}
        imprint = {"publisher": words("imprint", 300), "site": self.address("site")}
        self.change(f"/desks/{desk}", {"imprint": imprint | {"scale": scale}}, by="admin")
        return {
            "webhook_id": webhook,
            "delivery_id": delivery["id"],
            "person_id": self.person(),
            "key_id": self.keys["reviewer"],
            "search_id": self._search(),
        }

    def _label(self, status: str) -> str:
        """A name for what was found; more than six words are refused."""
        return " ".join(self.words(f"{status} end", 50).split()[:6])

    def copy(self, source_id: str) -> str:
        """A stored copy of a source; its id."""
        name = "".join(each for each in self.words("file", 100) if each not in '/\\"\r\n')
        file = {"file": (BytesIO(self.words("copy", 5000).encode()), f"{name}.txt")}
        path = f"/sources/{source_id}/snapshot"
        answer = self.clients["reviewer"].post(path, data=file)
        assert answer.status_code == 201, answer.json
        return str(answer.json["id"])

    def person(self) -> str:
        """Somebody new on the desk, with a tool's key; their id."""
        with self.bench.database.writing() as session:
            now, desk = utcnow(), desks.by_slug(session, "demo")
            assert desk
            number = len(people.members(session, desk.id))
            person = accounts.add_person(
                session,
                email=f"n{number}@example.org",
                name=self.words("person", 200),
                now=now,
            )
            accounts.join_desk(session, person, desk, Role.REVIEWER, now=now)
            accounts.make_key(session, person=person, desk=desk, role=Role.VIEWER, now=now)
            return str(person.id)

    def _markup(self) -> dict[str, Any]:
        """Somebody else's check of one of our claims."""
        words = self.words
        author = {"@type": "Organization", "name": words("checker", 300)}
        return SOUND | {"headline": words("headline", 300), "author": author}

    def _search(self) -> str:
        """A search that the administrator keeps; its id."""
        ada = self.bench.browser("admin@example.org")
        kept = {"q": self.words("query", 100), "name": self.words("search", 100)}
        assert ada.post("/search", kept, on="/search").status_code == 303
        actor = self.bench.actor("admin@example.org")
        with self.bench.database.reading() as session:
            found = saved_searches.of_person(session, actor.desk_id, actor.person_id)
        return str(found[0].id)


def half_in(bench: Bench) -> Browser:
    """A browser whose password was right, and that is now asked for the second factor."""
    where = "/account/second-factor"
    vera = bench.browser("vera@example.org")
    vera.post(where, {"own_password": PASSWORD}, on=where)
    secret = re.search(r"[?&]secret=([A-Z2-7]+)|>([A-Z2-7 ]{32,})<", vera.get(where).text)
    assert secret
    code = pyotp.TOTP((secret[1] or secret[2]).replace(" ", "")).now()
    assert vera.post(f"{where}/on", {"code": code}, on=where).status_code == 200
    stranger = bench.browser()
    assert stranger.sign_in("vera@example.org").location == "/login/code"
    return stranger


def stocked(bench: Bench, words: Words = plainly) -> dict[str, Any]:
    """Fill the desk; the values of addresses by their names."""
    clerk = Clerk(bench, words)
    story = clerk.story()
    copy = clerk.copy(story["source_id"])
    return story | {"snapshot_id": copy} | clerk.desk()
