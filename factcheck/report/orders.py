"""Files of reports that are made in the background: asking for one, and having it.

Each is made once for all who ask: the same report in the same format for the same audience
in the same style is the same file.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from factcheck import __version__
from factcheck.actor import Actor
from factcheck.canonical import content_hash
from factcheck.errors import Conflict
from factcheck.ids import uuid7
from factcheck.report.reading import admit
from factcheck.report.render import STEPS, named
from factcheck.report.seal import Audience
from factcheck.report.style import Style
from factcheck.saying import say
from factcheck.store import renderings
from factcheck.store.renderings import Rendering, RenderingState


def ask(
    session: Session,
    report_id: UUID,
    *,
    form: str,
    audience: Audience,
    style: Style,
    actor: Actor,
    now: datetime,
) -> Rendering:
    """Have the report made into a file, unless it is being made or is kept already.

    Raises `NotFound`; `Rejected` for an unknown format; `NotAllowed` for an edition that is
    not for the actor. Needs a writing session.
    """
    admit(actor, audience)
    named(form)
    renderings.hold_report(session, actor.desk_id, report_id)
    look = style_hash(style)
    if found := renderings.same(session, report_id, form, audience.value, look, now):
        return found
    made = Rendering(
        id=uuid7(),
        desk_id=actor.desk_id,
        report_id=report_id,
        form=form,
        audience=audience.value,
        style=look,
        state=RenderingState.QUEUED,
        step=0,
        steps=STEPS,
        attempts=0,
        requested_by=actor.person_id,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def opened(session: Session, found: Rendering, actor: Actor) -> bytes:
    """The file itself. Raises `NotAllowed`; `Conflict` while it is not made, which says why."""
    admit(actor, Audience(found.audience))
    if found.state is RenderingState.FAILED:
        raise Conflict(found.error or "")
    if found.state is not RenderingState.DONE:
        raise Conflict(
            say(
                "The file is still being made, step {step} of {steps}; come back in a moment.",
                step=found.step,
                steps=found.steps,
            )
        )
    return renderings.body(session, found.id)


def style_hash(style: Style) -> str:
    """What a file's look hangs on beside the report: the style, and our own release."""
    return content_hash([__version__, _plain(style)])


def _plain(value: Any) -> Any:
    """The value as JSON has it; a picture by its hash."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return [_plain(each) for each in value]
