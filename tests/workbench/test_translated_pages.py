"""No page has a text that a translator never sees: each is drawn with brackets around those.

Left out are the frozen reports themselves: they are sealed files, and read the same for all.
What people wrote passes the filter `legible`, so it gets brackets too. What is left outside
must be a name, an address or a number that every language has alike.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import flask_babel
import pytest
from lxml import html
from werkzeug.exceptions import HTTPException

from factcheck import report
from factcheck.report.legible import legible as as_legible
from factcheck.store import articles
from factcheck.workbench import language
from tests.hooked import receiving
from tests.workbench.catalogues import ROOT, texts
from tests.workbench.conftest import NOW
from tests.workbench.test_admin_policy import rules
from tests.workbench.test_facts_desk import Told, publish
from tests.workbench.test_report_files import order

OPEN, CLOSE, FAILED = "⟦", "⟧", "‼"
DATA = {"bdi", "code", "kbd", "mark", "pre", "samp", "script", "style", "textarea", "time"}
SHOWN = ("aria-label", "title", "placeholder", "alt")
ALIKE = re.compile(
    r"factcheck|JSON Feed|Atom|ClaimReview|SHA-256|HTTP( \d+)?"
    r"|HTML|PDF|DOCX|XLSX|CSV|MD\b|JSON|webhook-id"
    r"|https?://\S*|\.gov/|[\w-]+/[\d.]+|\d+ \w+\.? \d{4}, \d\d:\d\d UTC"
    r"|\b(facts:read|desk:read|review|edit|admin)\b|\b(fact|claim|article|report)\.[a-z_]+"
)
"""What is the same in every language."""
TEMPLATES = sorted((ROOT / "factcheck/workbench/templates").rglob("*.html"))
FILES = {
    "workbench.static",
    "workbench.report_file",
    "workbench.report_order_file",
    "workbench.snapshot_file",
}
NO_PAGES = {
    *("workbench.drafts", "workbench.go_to_provider", "workbench.come_from_provider"),
    *("workbench.pulse", "workbench.claim_anchors", "workbench.admin_head"),
    "workbench.code",
}
"""What leads elsewhere, or is read by scripts; and the code that is asked for on the way in."""
MOST = 4
"""Pages of one kind that are looked at."""
START = ["/", "/login", "/search?q=White+House", "/search?q=nothing-like-it", "/?kind=event"]


class Bracketing:
    """Translations that put brackets around each text of the catalogue."""

    def ugettext(self, text: str) -> str:
        return f"{OPEN}{text}{CLOSE}" if text in texts() else text

    def ungettext(self, one: str, many: str, num: int) -> str:
        return self.ugettext(one) if num == 1 else self.ugettext(one) and f"{OPEN}{many}{CLOSE}"


@pytest.fixture(autouse=True)
def brackets(bench: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    bracketing = Bracketing()
    monkeypatch.setattr(flask_babel.Domain, "get_translations", lambda _self: bracketing)

    def told(sentence: str | None) -> str:
        said = language.told(sentence)
        return said if OPEN in said or not said else f"{FAILED}{said}"

    def legible(text: Any) -> Any:
        shown = as_legible(text)
        return shown if OPEN in shown or FAILED in shown else f"{OPEN}{shown}{CLOSE}"

    bench.app.jinja_env.bytecode_cache = None  # constants are filtered when they are compiled
    monkeypatch.setitem(bench.app.jinja_env.filters, "told", told)
    monkeypatch.setitem(bench.app.jinja_env.filters, "legible", legible)


def outside(text: str) -> str:
    """What of the text stands outside all brackets, without what is alike everywhere."""
    depth, left = 0, ""
    for letter in re.sub(f"^[^{OPEN}]*{CLOSE}", "", text):  # the headline took the beginning
        depth += (letter == OPEN) - (letter == CLOSE)
        left += letter if depth <= 0 and letter != CLOSE else ""
    return ALIKE.sub("", left).strip()


def untranslated(page: str) -> Iterator[str]:
    """The texts of a page that nobody could translate."""
    tree = html.document_fromstring(page)
    for data in [node for node in tree.iter() if is_data(node)]:
        data.drop_tree()
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        for text in (node.text, node.tail, *(node.get(name) for name in SHOWN)):
            if re.search(r"[^\W\d_]{2}|‼", outside(text or "")):
                yield f"<{node.tag}>: {outside(text)}"


def is_data(node: Any) -> bool:
    own = node.get("dir") == "auto" or (node.get("lang") and node.tag != "html")
    return node.tag in DATA or bool(own) or "hash" in (node.get("class") or "").split()


def walked(bench: Any, browser: Any, start: list[str]) -> Iterator[tuple[str, str]]:
    """The pages that links lead to from these addresses, a few of each kind."""
    routes, of_kind, waiting = bench.app.url_map.bind("localhost"), Counter[str](), deque(start)
    known = set(start)
    while waiting:
        address = waiting.popleft()
        answer = browser.get(address)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        yield address, answer.text
        for found in re.findall(r'href="(/[^"#]*)', answer.text):
            link = found.replace("&amp;", "&")
            try:
                kind, _ = routes.match(link.partition("?")[0])
            except HTTPException:
                continue
            ours = kind.startswith("workbench.") and kind not in FILES
            if link not in known and ours and of_kind[kind] < MOST:
                of_kind[kind] += 1
                known.add(link)
                waiting.append(link)


def kinds_of_pages(bench: Any) -> set[str]:
    """Every page that somebody who is signed in can look at."""
    rules = [each for each in bench.app.url_map.iter_rules() if "GET" in (each.methods or ())]
    ours = {each.endpoint for each in rules if each.endpoint.startswith("workbench.")}
    return {each for each in ours - FILES - NO_PAGES if not each.endswith(("_again", "_address"))}


def faults(pages: Iterator[tuple[str, str]]) -> str:
    found = {text: address for address, page in pages for text in untranslated(page)}
    return "\n".join(f"{address} {text}" for text, address in found.items())


def two_reports(bench: Any) -> list[str]:
    """Two reports of one article, by their ids."""
    actor, article_id = bench.actor("ana@example.org"), bench.article("White House").id
    made = []
    for _ in range(2):
        with bench.database.writing() as session:
            article = articles.article(session, actor.desk_id, article_id)
            signer = bench.app.extensions["factcheck.signer"]
            frozen = report.freeze(session, article, actor=actor, now=NOW, signer=signer)
            made.append(str(frozen.id))
    return made


def test_what_an_administrator_sees_is_translated(bench: Any, ada: Any) -> None:
    one, other = two_reports(bench)
    order(ada, one)
    ada.client.set_cookie("language", "es")
    with receiving() as receiver:
        hook = Told(bench, receiver)
        publish(bench)
        hook.deliver()
    more = [
        f"/admin/webhooks/{hook.webhook.id}",
        f"/admin/policy/preview?{urlencode(rules(second_person='yes'), doseq=True)}",
        f"/reports/{other}/difference/{one}",
    ]
    pages = dict(walked(bench, ada, [*START, *more]))
    assert not (said := faults(iter(pages.items()))), said
    routes = bench.app.url_map.bind("localhost")
    seen = {routes.match(address.partition("?")[0])[0] for address in pages}
    assert not sorted(kinds_of_pages(bench) - seen)


@pytest.mark.parametrize("email", ["vera@example.org", "rita@example.org", "rob@example.org"])
def test_what_others_see_is_translated(bench: Any, email: str) -> None:
    browser = bench.browser(email)
    browser.client.set_cookie("language", "es")
    assert not (said := faults(walked(bench, browser, START))), said


REFUSED = [
    ("/claims/{claim}/reviews", {"status": "verified", "rationale": "Because."}),
    ("/claims/{claim}/reviews", {"status": "verified", "rationale": "Because.", "version": "99"}),
    ("/claims/{claim}/reviews", {"url": "no address", "reliability": "Z", "rationale": ""}),
    ("/claims/{claim}/evidence", {"url": "x", "title": "y" * 900, "passage": "z" * 100_000}),
    ("/claims/{claim}/dismiss", {"reason": "what"}),
    ("/claims/{claim}/edit", {"statement": "", "tags": "x" * 900}),
    ("/articles/new", {"title": "x" * 900}),
    ("/articles/{article}/claims", {"words": "These words stand nowhere."}),
    ("/articles/{article}/drafts/new", {}),
    ("/sources", {"title": "", "url": "x", "kind": "best"}),
    ("/admin/people", {"email": "nobody", "name": "", "role": "king"}),
    ("/admin/keys", {"tool": "", "days": "x", "scopes": "all"}),
    ("/admin/policy", {"name": "standard", "primary": "-1", "rationale": "a"}),
    ("/admin/webhooks", {"url": "http://127.0.0.1/x", "events": "fact.published"}),
    ("/admin/webhooks", {"url": "x", "events": "nothing"}),
    ("/admin/imprint", {"publisher": "", "url": "x", "language": "??", "labels": "a=b"}),
    ("/account/password", {"own_password": "x", "password": "y", "again": "z"}),
]


@pytest.mark.parametrize(("address", "form"), REFUSED, ids=lambda each: str(each)[:40])
def test_refusals_are_translated(bench: Any, ada: Any, address: str, form: dict[str, str]) -> None:
    ada.client.set_cookie("language", "es")
    claim = bench.claim("It will be his first formal visit")
    where = address.format(claim=claim.id, article=claim.article_id)
    form = {"version": str(claim.version), **form, "csrf_token": ada.token("/")}
    answer = ada.client.post(where, data=form)
    assert answer.status_code >= 400
    assert not (said := faults(iter([(address, answer.text)]))), said


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.name)
def test_a_template_has_no_words_of_its_own(template: Path) -> None:
    """Pages that no link leads to have theirs translated too."""
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template.read_text(), flags=re.DOTALL)
    of_fields = r' aria-(invalid|describedby)="[^"]*"'  # a macro's, which belong into a tag
    assert not list(untranslated(f"<main>{re.sub(of_fields, '', source)}</main>"))
