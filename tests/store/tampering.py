"""What an administrator of the database could do to the log, the guards dropped first."""

from sqlalchemy.engine import Connection

from factcheck.db import Database


def tamper(database: Database, *statements: str) -> None:
    """Drop the guards of the log and run the statements."""
    with database.engine.begin() as connection:
        guards_off(database, connection)
        for statement in statements:
            connection.exec_driver_sql(statement)


def guards_off(database: Database, connection: Connection) -> None:
    """Drop the guards of the log in this transaction."""
    if database.embedded:
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS events_no_{verb}")
    else:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS events_append_only ON events")


def copy_entry(source: int, target: int) -> str:
    """The statement that inserts entry `source` once more, as number `target`."""
    columns = (
        "at, desk_id, article_id, actor_id, actor_name, actor_role, auth_method, key_id, channel, "
        "request_id, action, object_type, object_id, object_version, status_from, status_to, "
        "stage_from, stage_to, reason, before, after, evidence_ids, policy_version, prev_hash, hash"
    )
    chosen = f"SELECT {target}, {columns} FROM events WHERE seq = {source}"
    return f"INSERT INTO events (seq, {columns}) {chosen}"
