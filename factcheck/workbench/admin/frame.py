"""What the pages of administration share: their sections, and forms that were refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Response, make_response, render_template, request

from factcheck.errors import EgressRefused, FactcheckError, Rejected
from factcheck.saying import say
from factcheck.store.pages import Cursor
from factcheck.workbench import edge
from factcheck.workbench.asking import behind
from factcheck.workbench.translating import gettext as _

REFUSALS = (*edge.REFUSALS, EgressRefused)
"""What leaves somebody at their form, with their words in it."""
PAGE = 50
"""How many lines a page of a list holds."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was not taken: why, what is wrong with which field, and all that was typed."""

    message: str
    status: int
    faults: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def others(self) -> list[str]:
        """What is wrong with the whole, or with a part that is no field of the form."""
        return [each for name in self.faults if name not in request.form for each in self.of(name)]

    def of(self, name: str) -> Sequence[str]:
        """What is wrong with one field."""
        return self.faults.get(name, ())


def parts() -> list[tuple[str, str]]:
    """The pages of administration: endpoint and name."""
    return [
        ("workbench.admin", _("Overview")),
        ("workbench.admin_people", _("People")),
        ("workbench.admin_keys", _("Keys")),
        ("workbench.admin_policy", _("Policy")),
        ("workbench.admin_webhooks", _("Webhooks")),
        ("workbench.admin_imprint", _("Imprint")),
        ("workbench.admin_audit", _("Audit")),
    ]


def page(template: str, *, refused: Refused | None = None, **values: Any) -> Response:
    """A page of administration, with the form that was refused on it if there is one."""
    rendered = render_template(
        f"admin/{template}",
        parts=parts(),
        refused=refused,
        typed=request.form if refused else {},
        **values,
    )
    return make_response(rendered, refused.status if refused else 200)


def refusal(error: FactcheckError) -> Refused:
    """Why a form was not taken, for the page that shows it again."""
    status = edge.status_of(error)
    if isinstance(error, EgressRefused):
        return Refused(say("The address cannot be used."), status, {"url": [error.message]})
    faults = error.errors if isinstance(error, Rejected) else {}
    return Refused(error.message, status, faults)


def after() -> Cursor | None:
    """Where the page of a list begins, as its address says."""
    return behind(request.args)
