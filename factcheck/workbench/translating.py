"""The translator's functions with the types that Flask-Babel leaves out."""

from typing import Any

import flask_babel


def gettext(text: str, **values: Any) -> str:
    """The text in the reader's language, with the values at its `%(name)s`."""
    return str(flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The text for this number of things, which is `%(num)s` in it."""
    return str(flask_babel.ngettext(one, many, num, **values))


def lazy_gettext(text: str, **values: Any) -> Any:
    """The text, put into the reader's language when it is shown."""
    return flask_babel.lazy_gettext(text, **values)
