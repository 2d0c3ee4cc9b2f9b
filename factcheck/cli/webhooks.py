"""`factcheck webhook`: who is told of what happens, and what came of it."""

from typing import Any
from uuid import UUID

import click
from sqlalchemy.orm import Session

from factcheck.cli.session import acting, checked, desk_called, open_database
from factcheck.cli.tables import new_table, plain, show
from factcheck.clock import utcnow
from factcheck.config import Config
from factcheck.publish import webhooks as hooks
from factcheck.publish.sending import Outcome, ping, sender
from factcheck.schemas.webhooks import WebhookIn
from factcheck.store import deliveries, webhooks
from factcheck.store.deliveries import DeliveryAttempt
from factcheck.store.desks import Desk
from factcheck.vocabulary import DeliveryState, HookEvent, Role

_desk = click.option("--desk", "slug", default="demo", show_default=True)
_by = click.option("--by", "email", help="The editor who does it; else this machine's operator.")
_which = click.argument("webhook_id", type=click.UUID, metavar="ID")


@click.group()
def webhook() -> None:
    """The webhooks of a desk: receivers that are told of what happens.

    Example: factcheck webhook list --desk politics
    """


@webhook.command("list")
@_desk
def list_webhooks(slug: str) -> None:
    """Print the desk's webhooks, newest first.

    Example: factcheck webhook list
    """
    table = new_table("id", "state", "events", "address", "description")
    with open_database().reading() as session:
        desk = desk_called(session, slug)
        found = webhooks.page(session, desk.id, limit=10_000, after=None).items
    for each in found:
        why = f" ({plain(each.disabled_reason)})" if each.disabled_reason else ""
        words = plain(each.description or "–")
        state, events = f"{each.state.value}{why}", ", ".join(each.events)
        table.add_row(str(each.id), state, events, plain(each.url), words)
    show(table)


@webhook.command("add")
@click.argument("url")
@click.option(
    "--event",
    "events",
    multiple=True,
    type=click.Choice([each.value for each in HookEvent]),
    help="What to tell it of, once for each; else everything.",
)
@click.option("--description")
@_desk
@_by
def add(
    url: str, events: tuple[str, ...], description: str | None, slug: str, email: str | None
) -> None:
    """Have a receiver told of what happens from now on; its secret is printed this once.

    Example: factcheck webhook add https://cms.example.org/hook --event fact.published
    """
    config, now = Config.from_env(), utcnow()
    chosen = list(events) or [each.value for each in HookEvent]
    given = checked(WebhookIn(), url=url, events=chosen, description=description)
    with open_database().writing() as session:
        actor = acting(session, desk_called(session, slug), email, Role.EDITOR)
        made, secret = hooks.add_webhook(
            session,
            given,
            egress=sender(config.egress_allow),
            sealer=hooks.hook_sealer(config.secret_key),
            actor=actor,
            now=now,
        )
    click.echo(f"{made.id}\n{secret}")
    click.echo("Keep the second line: it verifies what is sent, and is not shown again.", err=True)


@webhook.command("deliveries")
@_which
@click.option("--state", type=click.Choice([each.value for each in DeliveryState]))
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
@_desk
def list_deliveries(webhook_id: UUID, state: str | None, limit: int, slug: str) -> None:
    """Print what a webhook was or is to be told, newest first.

    Example: factcheck webhook deliveries 0198b2c4-… --state dead
    """
    columns = ("id", "event", "about", "state", "attempts", "answer", "ms", "next (UTC)", "why")
    table, states = new_table(*columns), [DeliveryState(state)] if state else []
    with open_database().reading() as session:
        hook = webhooks.webhook(session, desk_called(session, slug).id, webhook_id)
        found = deliveries.page(session, hook.id, states, limit=limit, after=None).items
        last = deliveries.last_attempts(session, [each.id for each in found])
    for each in found:
        code, took, error = _told(last.get(each.id))
        after = f"{each.next_at:%Y-%m-%d %H:%M:%S}" if each.next_at else "–"
        about, why = str(each.subject_id), plain(each.reason or error)
        state_now, count = each.state.value, str(each.attempts)
        table.add_row(str(each.id), each.event, about, state_now, count, code, took, after, why)
    show(table)


def _told(attempt: DeliveryAttempt | None) -> tuple[str, str, str]:
    if attempt is None:
        return "–", "–", ""
    return str(attempt.code or "–"), str(attempt.took_ms), attempt.error or ""


@webhook.command("replay")
@_which
@click.argument("delivery_id", type=click.UUID, metavar="DELIVERY", required=False)
@click.option("--dead", is_flag=True, help="Every dead letter instead of one message.")
@_desk
@_by
def replay(
    webhook_id: UUID, delivery_id: UUID | None, slug: str, email: str | None, *, dead: bool
) -> None:
    """Send a message once more, under its own id; an old state is not sent after a newer one.

    Example: factcheck webhook replay 0198b2c4-… --dead
    """
    if dead == (delivery_id is not None):
        raise click.UsageError("Name one delivery, or give --dead.")
    left = 0
    with open_database().writing() as session:
        desk = desk_called(session, slug)
        actor = acting(session, desk, email, Role.EDITOR)
        hook = webhooks.held(session, desk.id, webhook_id)
        if delivery_id is not None:
            found = [deliveries.delivery(session, hook.id, delivery_id)]
        else:
            states = [DeliveryState.DEAD]
            every = deliveries.page(session, hook.id, states, limit=10_000, after=None).items
            found = [each for each in every if not deliveries.newer_exists(session, each)]
            left = len(every) - len(found)
        for each in found:
            hooks.replay(session, hook, each, actor=actor, now=utcnow())
    click.echo(
        f"{len(found)} queued" + (f", {left} left: something newer was queued" if left else "")
    )


@webhook.command("ping")
@_which
@_desk
@_by
def ping_webhook(webhook_id: UUID, slug: str, email: str | None) -> None:
    """Send the receiver a `ping` now, and say what came of it. Exits with 1 if it failed.

    Example: factcheck webhook ping 0198b2c4-…
    """
    config, database, now = Config.from_env(), open_database(), utcnow()
    with database.writing() as session:
        desk = desk_called(session, slug)
        acting(session, desk, email, Role.EDITOR)
        hook = webhooks.webhook(session, desk.id, webhook_id)
    keys = hooks.keys_of(hook, hooks.hook_sealer(config.secret_key), now)
    egress = sender(config.egress_allow)
    message, outcome = ping(egress, hook, keys, base_url=config.base_url, now=now)
    with database.writing() as session:
        hooks.keep_ping(session, hook, message, outcome, now=utcnow())
    _say(outcome)


def _say(outcome: Outcome) -> None:
    if outcome.delivered:
        click.echo(f"answered {outcome.code} after {outcome.took_ms} ms")
        return
    click.echo(f"factcheck: {plain(outcome.error or '')}", err=True)
    raise click.exceptions.Exit(1)


@webhook.command("rotate")
@_which
@_desk
@_by
def rotate(webhook_id: UUID, slug: str, email: str | None) -> None:
    """Print a new secret, this once; the old one signs too for 24 hours.

    Example: factcheck webhook rotate 0198b2c4-…
    """
    sealer = hooks.hook_sealer(Config.from_env().secret_key)
    with open_database().writing() as session:
        hook, common = _held(session, desk_called(session, slug), webhook_id, email)
        secret = hooks.rotate_webhook(session, hook, sealer=sealer, **common)
    click.echo(secret)


@webhook.command("remove")
@_which
@_desk
@_by
def remove(webhook_id: UUID, slug: str, email: str | None) -> None:
    """Take a webhook away; what waits for it is never sent.

    Example: factcheck webhook remove 0198b2c4-…
    """
    with open_database().writing() as session:
        hook, common = _held(session, desk_called(session, slug), webhook_id, email)
        hooks.remove_webhook(session, hook, **common)
    click.echo(f"removed {plain(hook.url)}")


def _held(
    session: Session, desk: Desk, webhook_id: UUID, email: str | None
) -> tuple[webhooks.Webhook, dict[str, Any]]:
    """The webhook, and who changes it when."""
    actor = acting(session, desk, email, Role.EDITOR)
    return webhooks.held(session, desk.id, webhook_id), {"actor": actor, "now": utcnow()}
