"""In which language the pages speak, and how the words of the stages are put into it."""

from enum import StrEnum
from string import Formatter
from typing import Any

from flask import Flask, make_response, redirect, request
from flask.json.tag import JSONTag, TaggedJSONSerializer
from flask_babel import Babel, format_decimal, get_locale

from factcheck.report.wording import words
from factcheck.saying import Said, say
from factcheck.workbench.edge import blueprint
from factcheck.workbench.entry import local_path
from factcheck.workbench.recalled import recalled
from factcheck.workbench.translating import gettext

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages that have a whole catalogue, by their own names."""

_COOKIE = "language"
_YEAR = 365 * 24 * 3600
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "yi"}


@blueprint.post("/language")
def post_language() -> Any:
    """Speak this language from now on, in this browser."""
    response = make_response(redirect(local_path(request.form.get("back", "")), 303))
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            _COOKIE, chosen, _YEAR, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response


def install(app: Flask) -> None:
    """Let the pages of the application speak the reader's language."""
    Babel(
        app,
        default_translation_directories=f"{blueprint.root_path}/translations",
        locale_selector=_chosen,
        timezone_selector=lambda: "UTC",
    )
    serializer = TaggedJSONSerializer()
    serializer.register(_SaidTag, index=0)
    app.session_interface.serializer = serializer  # type: ignore[attr-defined]
    app.jinja_env.filters["told"] = told
    app.jinja_env.globals.update(language=language, direction=direction, LANGUAGES=LANGUAGES)


class _SaidTag(JSONTag):
    """Keeps a sentence that waits in the session translatable."""

    __slots__ = ()
    key = " said"

    def check(self, value: Any) -> bool:
        return isinstance(value, Said)

    def to_json(self, value: Any) -> Any:
        return self.serializer.tag({"template": value.template, "values": value.values})

    def to_python(self, value: Any) -> Said:
        return say(value["template"], **value["values"])


def told(sentence: str | None) -> str:
    """A sentence of the stages in the reader's language; what nobody knows stays as it is."""
    if not isinstance(sentence, Said):
        return recalled(sentence or "")
    translated = gettext(sentence.template)
    values = {name: _nested(each) for name, each in sentence.values.items()}
    return _Filling().vformat(translated, (), values) if values else translated


def _nested(value: Any) -> Any:
    """A value of a sentence: another sentence, a term of the vocabulary, or what it is."""
    if isinstance(value, Said):
        return told(value)
    return gettext(words(value)) if isinstance(value, StrEnum) else value


class _Filling(Formatter):
    """Fills in values with the reader's marks in large numbers and in fractions."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if format_spec in {",", "g"} and isinstance(value, int | float):
            return format_decimal(value)
        return super().format_field(value, format_spec)


def language() -> str:
    """The code of the language that this page speaks."""
    return str(get_locale() or "en").replace("_", "-")


def direction() -> str:
    """Which way that language is written."""
    return "rtl" if language().partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def _chosen() -> str:
    chosen = request.cookies.get(_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(list(LANGUAGES), "en")
