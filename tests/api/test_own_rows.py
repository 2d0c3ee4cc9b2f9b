"""A desk's rows point to its own alone, whichever foreign key is followed."""

from sqlalchemy import select

from factcheck.db import Base
from tests.api.surface import Surface
from tests.newsroom import TEXT, Newsroom


def _crossings(room: Newsroom) -> tuple[list[str], int]:
    """The foreign keys by which a row leads to another desk's, and how many could have."""
    found, followed = list[str](), 0
    with room.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                there = key.column.table.alias("there")
                if "desk_id" not in table.c or "desk_id" not in there.c:
                    continue
                query = select(table.c.desk_id, there.c.desk_id).where(
                    key.parent == there.c[key.column.name], there.c.desk_id.is_not(None)
                )
                rows = session.execute(query).all()
                followed += len(rows)
                if any(own != other for own, other in rows):
                    found.append(f"{key.parent} → {key.column}")
    return found, followed


def test_no_row_of_a_desk_leads_to_another_desks(surface: Surface) -> None:
    room = surface.room
    made = room.foreign.post("/articles", {"title": "Harbour", "text": TEXT})
    assert made.status_code == 201
    foreign = room.foreign.get(f"/articles/{made.json['id']}/claims").json["items"][0]
    path = f"/claims/{foreign['id']}"
    proof = {"stance": "supports", "source": {"title": "The budget", "kind": "primary"}}
    answer = room.foreign.post(f"{path}/evidence", proof, match=room.foreign.etag(path))
    assert answer.status_code == 201
    crossing, followed = _crossings(room)
    assert crossing == []
    assert followed > 10
