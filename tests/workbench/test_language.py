"""The pages speak the reader's language wholly; the API stays English."""

import ast
import re
from typing import Any

import pytest
from flask_babel import force_locale

from factcheck import accounts
from factcheck.saying import say
from factcheck.store import desks, people
from factcheck.vocabulary import Role, Stage
from factcheck.workbench import language
from tests.workbench.catalogues import ROOT, program, texts

SPANISH = {"Accept-Language": "es-AR,es;q=0.8,en;q=0.5"}
TOO_LITTLE = {"status": "verified", "rationale": "The guest list names no earlier visit."}
PHYSICAL = re.compile(
    r"(?<![-\w])((margin|padding|border|inset|scroll-margin|scroll-padding)-(left|right)[\w-]*"
    r"|border-(top|bottom)-(left|right)-radius|left|right)\s*:"
    r"|(text-align|float|clear|caption-side)\s*:\s*(left|right)"
    r"|to (left|right)\b"
)


# The catalogues


def test_every_text_is_translated_with_the_same_values_and_compiled() -> None:
    for tongue, path in program().catalogues().items():
        found = list(program().faults(tongue, path, texts()))
        assert not found, "\n".join(["Run scripts/translations update, then translate:", *found])


def test_each_language_that_can_be_chosen_has_a_catalogue() -> None:
    assert set(language.LANGUAGES) == {"en", *program().catalogues()}


def test_a_missing_fuzzy_or_garbled_translation_is_told(tmp_path: Any) -> None:
    path = tmp_path / "messages.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Old"\nmsgstr "Viejo"\n\n#, fuzzy\nmsgid "Blurred"\nmsgstr "Borroso"\n\n'
        'msgid "%(name)s decided"\nmsgstr "Decidió %(nombre)s"\n\n'
        'msgid "Has {count}."\nmsgstr "Tiene {num}."\n\nmsgid "Empty"\nmsgstr ""\n\n'
        'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\n'
        'msgstr[0] "%(num)s día"\nmsgstr[1] ""\n'
    )
    wanted: dict[str, Any] = {
        each: each for each in ("Blurred", "%(name)s decided", "Has {count}.", "Empty", "New")
    }
    wanted["%(num)s day"] = ("%(num)s day", "%(num)s days")
    said = "\n".join(program().faults("es", path, wanted))
    for fault in (
        "said nowhere: 'Old'",
        "not in the catalogue: 'New'",
        "fuzzy: 'Blurred'",
        "other values: '%(name)s decided'",
        "other values: 'Has {count}.'",
        "not translated: 'Empty'",
        "not translated: ('%(num)s day', '%(num)s days')",
        "messages.mo is out of date",
    ):
        assert fault in said, fault


def test_no_text_is_put_together_before_it_is_translated() -> None:
    """Of an f-string nobody can collect what is to be translated."""
    functions = {"_", "gettext", "ngettext", "lazy_gettext", "say"}
    for path in (ROOT / "factcheck").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in functions:
                built = (ast.JoinedStr, ast.BinOp)
                texts_of = node.args[: 2 if node.func.id == "ngettext" else 1]
                assert not any(isinstance(each, built) for each in texts_of), (path, node.lineno)


# The choice


def test_the_choice_comes_from_the_cookie_else_from_the_browser_else_it_is_english(
    bench: Any,
) -> None:
    browser = bench.browser()

    def spoken(headers: dict[str, str]) -> str:
        page = browser.client.get("/login", headers=headers).text
        found = re.search(r'<html lang="([\w-]+)" dir="ltr">', page)
        assert found
        return found[1]

    assert spoken({}) == "en"
    assert spoken({"Accept-Language": "fr"}) == "en"
    assert spoken(SPANISH) == "es"
    browser.post("/language", {"language": "en", "back": "/login"})
    assert spoken(SPANISH) == "en"
    browser.post("/language", {"language": "tlh", "back": "/login"})
    assert spoken(SPANISH) == "en"
    browser.post("/language", {"language": "es", "back": "/login"})
    assert spoken({}) == "es"


def test_a_page_in_spanish_has_spanish_words_dates_and_numbers(bench: Any, ana: Any) -> None:
    ana.client.set_cookie("language", "es")
    page = ana.get("/").text
    assert re.search(r"\d+ de \d+ frases cubiertas", page)
    for words in ("Cola", "Artículos", "verificada", "refutada", "sin verificar"):
        assert words in page, words
    claim = bench.claim("It will be his first formal visit")
    history = ana.get(f"/claims/{claim.id}").text
    assert re.search(r">\d+ \w{3} 20\d\d, \d\d:\d\d UTC</time>", history)
    assert "2 mar 2026, " in history
    with bench.app.test_request_context(headers=SPANISH):
        assert language.told(say("It has {count:,}.", count=20_000_000)) == "It has 20.000.000."
        assert language.told(say("{best:g}", best=2.5)) == "2,5"


def test_a_refusal_is_spanish_on_the_page_and_english_in_the_api(bench: Any, ana: Any) -> None:
    claim = bench.claim("It will be his first formal visit")
    form = {**TOO_LITTLE, "version": str(claim.version), "csrf_token": ana.token("/")}
    page = ana.client.post(f"/claims/{claim.id}/reviews", data=form, headers=SPANISH)
    assert page.status_code == 409
    assert "Esta afirmación aún no se puede marcar como verificada." in page.text
    assert "Necesita pruebas a favor de 1 fuente primaria o de 2 fuentes secundarias" in page.text
    with bench.database.writing() as session:
        person, desk = people.by_email(session, "ana@example.org"), desks.by_slug(session, "demo")
        assert person
        _, key = accounts.make_key(
            session, person=person, desk=desk, role=Role.REVIEWER, now=claim.created_at
        )
    path, headers = f"/api/v1/claims/{claim.id}", {**SPANISH, "Authorization": f"Bearer {key}"}
    api = bench.app.test_client()
    headers["If-Match"] = api.get(path, headers=headers).headers["ETag"]
    answer = api.post(f"{path}/reviews", json=TOO_LITTLE, headers=headers)
    assert answer.status_code == 409
    assert answer.json["detail"] == "This claim cannot be marked verified yet."
    assert "It needs supporting evidence from 1 primary source" in answer.json["reasons"][0]


# The words


def test_sentences_within_sentences_and_terms_are_translated_too(bench: Any) -> None:
    inner = say("{count} primary sources", count=3)
    needs = say(
        "It needs supporting evidence from {needed} or {instead}; it has {primary} primary "
        "and {secondary} independent secondary.",
        needed=inner,
        instead=say("1 independent secondary source"),
        primary=0,
        secondary=0,
    )
    with bench.app.test_request_context(headers=SPANISH):
        assert language.told(needs).startswith(
            "Necesita pruebas a favor de 3 fuentes primarias o de 1 fuente secundaria"
        )
        moved = say("From {before} a claim can go to: {ways}.", before=Stage.IN_REVIEW, ways="x")
        assert language.told(moved) == "De en revisión una afirmación puede pasar a: x."
        assert language.told(None) == ""
    with bench.app.test_request_context():
        assert language.told(needs) == needs


@pytest.mark.parametrize("person", ["open", "editor", "Disputed"])
def test_a_name_that_is_also_a_word_stays_a_name(bench: Any, person: str) -> None:
    with bench.app.test_request_context(headers=SPANISH):
        said = language.told(say("{name} has no second factor.", name=person))
        assert said == f"{person} no tiene segundo factor."


# The direction


@pytest.mark.parametrize(("tongue", "way"), [("en", "ltr"), ("es", "ltr"), ("ar", "rtl")])
def test_the_direction_is_that_of_the_language(bench: Any, tongue: str, way: str) -> None:
    with bench.app.test_request_context(), force_locale(tongue):
        assert language.direction() == way
        page = bench.app.jinja_env.get_template("base.html").render()
        assert f'<html lang="{tongue}" dir="{way}">' in page


def test_the_style_sheet_knows_no_left_and_right() -> None:
    written = (ROOT / "factcheck/workbench/static/workbench.css").read_text()
    style = re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)
    found = [line.strip() for line in style.splitlines() if PHYSICAL.search(line)]
    assert not found
    assert PHYSICAL.search("a { margin-left: 0; }")
    assert PHYSICAL.search("a { text-align: right; }")
    assert not PHYSICAL.search("a { margin-inline-start: 0; text-align: start; }")
