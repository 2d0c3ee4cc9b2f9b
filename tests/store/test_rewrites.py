"""An administrator of the database rewrites the log; a pinned head tells."""

import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from factcheck.errors import LogBroken
from factcheck.ids import uuid7
from factcheck.signing import NotGenuine, Signer
from factcheck.store import log, pins
from factcheck.store.log import GENESIS, Event, LogHead, entry_hash
from factcheck.store.pins import Pin
from tests.newsroom import Newsroom
from tests.review.stages import NOW, Stages
from tests.store.tampering import guards_off

Row = dict[str, Any]
Edit = Callable[["Tampered"], int | tuple[int, int]]
TEXTS = (
    "actor_name", "actor_role", "auth_method", "key_id", "channel", "request_id", "action",
    "object_type", "status_from", "status_to", "stage_from", "stage_to", "reason", "prev_hash",
    "hash",
)  # fmt: skip
OTHERS: dict[str, Callable[[], Any]] = {
    "at": lambda: NOW.replace(year=2001),
    "desk_id": uuid4,
    "article_id": uuid4,
    "actor_id": uuid4,
    "object_id": uuid4,
    "object_version": lambda: 77,
    "policy_version": lambda: 77,
    "before": lambda: {"status": "forged"},
    "after": lambda: {"status": "forged"},
    "evidence_ids": lambda: ["forged"],
}


class Tampered:
    """The log under the hands of somebody who may do anything to the tables."""

    def __init__(self, connection: Connection, dice: random.Random) -> None:
        self.connection, self.dice = connection, dice
        self.last = len(self.rows())

    def rows(self) -> list[Row]:
        query = select(Event.__table__).order_by(Event.seq)
        return [dict(row) for row in self.connection.execute(query).mappings()]

    def change(self, seq: int, **values: Any) -> None:
        self.connection.execute(update(Event).where(Event.seq == seq).values(**values))

    def replace(self, rows: list[Row]) -> None:
        """The whole log anew, as it is given."""
        self.connection.execute(delete(Event))
        self.connection.execute(insert(Event), rows)

    def rehash(self, rows: list[Row], start: int) -> None:
        """The chain put right again from entry `start` on, the head row with it."""
        prev = rows[start - 2]["hash"] if start > 1 else GENESIS
        for seq, row in enumerate(rows[start - 1 :], start):
            row |= {"seq": seq, "prev_hash": prev}
            row["hash"] = prev = entry_hash(row)
        self.replace(rows)
        self.connection.execute(update(LogHead).values(seq=len(rows), hash=prev))

    def forged(self, row: Row) -> Row:
        """The entry with another value in one random column."""
        column = self.dice.choice([*TEXTS, *OTHERS])
        if column in OTHERS:
            return row | {column: OTHERS[column]()}
        return row | {column: "forged" if column[-4:] != "hash" else "f" * 64}


def updates(log_: Tampered) -> int:
    seq = log_.dice.randint(1, log_.last)
    row = log_.rows()[seq - 1]
    forged = log_.forged(row)
    log_.change(seq, **{name: forged[name] for name in row if row[name] != forged[name]})
    return seq


def deletes(log_: Tampered) -> int:
    seq = log_.dice.randint(1, log_.last)
    log_.connection.execute(delete(Event).where(Event.seq == seq))
    return seq


def inserts(log_: Tampered) -> int:
    """One more entry somewhere, what follows moved on; without the hashes put right."""
    seq = log_.dice.randint(1, log_.last + 1)
    rows = log_.rows()
    rows.insert(seq - 1, dict(log_.dice.choice(rows)))
    log_.replace([row | {"seq": number} for number, row in enumerate(rows, 1)])
    same = rows[seq - 1]["hash"] == rows[seq % len(rows)]["hash"]
    return seq + 1 if same else seq  # a copy before its original: the original is the odd one


def swaps(log_: Tampered) -> int:
    one, other = sorted(log_.dice.sample(range(1, log_.last + 1), 2))
    rows = log_.rows()
    rows[one - 1], rows[other - 1] = rows[other - 1], rows[one - 1]
    log_.replace([row | {"seq": number} for number, row in enumerate(rows, 1)])
    return one


def truncates(log_: Tampered) -> int:
    """The tail cut off; half of the time the head row is made to fit."""
    kept = log_.dice.randint(0, log_.last - 1)
    rows = log_.rows()
    log_.connection.execute(delete(Event).where(Event.seq > kept))
    if log_.dice.random() < 0.5:
        found = rows[kept - 1]["hash"] if kept else GENESIS
        log_.connection.execute(update(LogHead).values(seq=kept, hash=found))
    return kept + 1


def winds_back(log_: Tampered) -> int:
    seq = log_.dice.randint(0, log_.last - 1)
    found = log_.rows()[seq - 1]["hash"] if seq else GENESIS
    log_.connection.execute(update(LogHead).values(seq=seq, hash=found))
    return seq + 1


def rehashes(log_: Tampered) -> tuple[int, int]:
    """One entry changed, taken out or put in, and every hash from there on made to fit."""
    seq, rows = log_.dice.randint(1, log_.last), log_.rows()
    kind = log_.dice.choice(["change", "insert", "remove"])
    if kind == "remove" and log_.last > seq:
        del rows[seq - 1]
        rows.append(dict(rows[-1]))  # as many as before, or it would show as a missing entry
    elif kind == "insert":
        rows.insert(seq - 1, dict(rows[seq - 1], reason="forged"))
    else:
        rows[seq - 1] |= {"reason": "forged", "actor_name": "Somebody"}
    log_.rehash(rows, seq)
    return seq, log_.last


EDITS: list[Edit] = [updates, updates, deletes, inserts, swaps, truncates, winds_back, rehashes]


@contextmanager
def tampered(newsroom: Newsroom, seed: int) -> Iterator[Tampered]:
    """A transaction in which the guards are off, undone at its end."""
    with newsroom.database.engine.connect() as connection, connection.begin() as transaction:
        guards_off(newsroom.database, connection)
        yield Tampered(connection, random.Random(seed))
        transaction.rollback()


def found(connection: Connection, kept: list[Pin]) -> LogBroken:
    with Session(connection) as session, pytest.raises(LogBroken) as broken:
        list(pins.verify(session, kept, batch=16))
    return broken.value


@pytest.fixture
def signer(newsroom: Newsroom) -> Signer:
    it: Signer = newsroom.app.extensions["factcheck.signer"]
    return it


def pin(newsroom: Newsroom, signer: Signer, origin: str = "head.json") -> Pin:
    """The present head, signed, written down and read again."""
    with newsroom.database.reading() as session:
        signed = pins.signed_head(log.head(session), signer=signer, now=NOW)
    told = json.loads(json.dumps(signed))
    return pins.pinned(told, trusted=signer.trusted(), origin=origin)


def write(newsroom: Newsroom, count: int, **details: Any) -> None:
    for number in range(count):
        with newsroom.database.writing() as session:
            log.record(
                session,
                "thing.made",
                SimpleNamespace(id=uuid7(), version=number),
                actor=newsroom.people["editor"],
                now=NOW,
                object_type="thing",
                **details,
            )


def test_a_thousand_edits_of_an_administrator_are_found_by_a_pinned_head(
    newsroom: Newsroom, signer: Signer
) -> None:
    write(newsroom, 12, reason="because", before={"a": 1}, status_to="verified")
    kept = [pin(newsroom, signer)]
    for seed in range(1000 if newsroom.database.embedded else 160):
        edit = EDITS[seed % len(EDITS)]
        with tampered(newsroom, seed) as log_:
            bad = edit(log_)
            broken = found(log_.connection, kept)
        if isinstance(bad, int):
            assert broken.seq == bad, (seed, edit.__name__, broken.message)
            assert f"ntry {bad}" in broken.message
        else:
            assert "rewritten from an entry between 1 and" in broken.message, (seed, broken.message)
            assert broken.message.endswith(f"entry {bad[1]} is not the one that head.json pins.")
    with newsroom.database.reading() as session:  # and no false alarm
        assert list(pins.verify(session, kept))[-1] == kept[0].seq
        assert list(pins.verify(session))


def test_several_heads_narrow_down_where_a_rewritten_log_departs(
    newsroom: Newsroom, signer: Signer
) -> None:
    kept = []
    for number in range(5):
        write(newsroom, 4)
        kept.append(pin(newsroom, signer, f"{number}.json"))
    for seed in range(40):
        with tampered(newsroom, seed) as log_:
            seq, _ = rehashes(log_)
            broken = found(log_.connection, random.Random(seed).sample(kept, len(kept)))
        below = [0, *(each.seq for each in kept if each.seq < seq)][-1]
        above = next(each for each in kept if each.seq >= seq)
        assert f"between {below + 1} and {above.seq} on" in broken.message
        assert above.origin in broken.message
        assert broken.seq == below + 1


def test_a_clumsy_change_before_a_rewritten_part_is_named_first(
    newsroom: Newsroom, signer: Signer
) -> None:
    write(newsroom, 4)
    early = pin(newsroom, signer, "early.json")
    write(newsroom, 6)
    late = pin(newsroom, signer, "late.json")
    with tampered(newsroom, 1) as log_:
        log_.rehash(log_.rows()[:-3] + [row | {"reason": "x"} for row in log_.rows()[-3:]], 1)
        log_.change(early.seq - 1, reason="x")
        assert found(log_.connection, [early, late]).seq == early.seq - 1
    with tampered(newsroom, 2) as log_:
        rows = log_.rows()
        rows[early.seq - 2]["reason"] = "x"
        log_.rehash(rows, early.seq - 1)
        log_.change(late.seq - 1, reason="x")
        message = found(log_.connection, [early, late]).message
        assert f"between 1 and {early.seq} on" in message


def test_a_replaced_epoch_is_found_and_a_restore_is_told_apart(
    newsroom: Newsroom, signer: Signer
) -> None:
    kept = pin(newsroom, signer)
    epoch = uuid4()
    with tampered(newsroom, 1) as log_:
        log_.connection.execute(update(LogHead).values(epoch=epoch))
        assert "another epoch" in found(log_.connection, [kept]).message
    with newsroom.database.writing() as session:
        session.execute(update(LogHead).values(epoch=epoch))
        log.record(
            session,
            pins.RESTORED,
            SimpleNamespace(id=epoch),
            actor=newsroom.people["admin"],
            now=NOW,
            before={"epoch": str(kept.epoch), "seq": kept.seq},
            after={"epoch": str(epoch)},
        )
    new = pin(newsroom, signer)
    with newsroom.database.reading() as session:
        assert list(pins.verify(session, [kept, new]))[-1] == kept.seq + 1
    later = Pin(kept.epoch, kept.seq + 1, new.hash, kept.key_id, "later.json")
    with newsroom.database.reading() as session:
        with pytest.raises(LogBroken, match=r"another epoch.*Restored from a backup at entry"):
            list(pins.verify(session, [later]))
        gone = Pin(kept.epoch, kept.seq + 9, "0" * 64, kept.key_id, "gone.json")
        with pytest.raises(LogBroken, match=r"missing.*Restored from a backup at entry"):
            list(pins.verify(session, [gone]))


def test_a_head_by_a_foreign_key_or_an_altered_one_is_no_pin(
    newsroom: Newsroom, signer: Signer, tmp_path: Path
) -> None:
    with newsroom.database.reading() as session:
        head = log.head(session)
    signed = pins.signed_head(head, signer=signer, now=NOW)
    foreign = pins.signed_head(head, signer=Signer(tmp_path / "other"), now=NOW)
    odd = [foreign, signed | {"seq": 1}, None, [], {}, signer.signed({"seq": 1})]
    odd += [signer.signed(dict(signed, seq="1")), signer.signed(dict(signed, epoch="x"))]
    for each in odd:
        with pytest.raises(NotGenuine, match=r"^kept\.json: "):
            pins.pinned(each, trusted=signer.trusted(), origin="kept.json")


def test_every_change_of_status_joins_to_who_when_why_and_on_what(stages: Stages) -> None:
    claim = stages.verified()
    with stages.room.database.reading() as session:
        query = select(Event).where(Event.object_id == claim.id, Event.status_to.is_not(None))
        changes = session.scalars(query.order_by(Event.seq)).all()
    assert [each.status_to for each in changes][-1] == "verified"
    for each in changes:
        assert each.actor_id
        assert each.auth_method
        assert each.at
        assert each.status_from
        assert each.policy_version
        assert each.evidence_ids
