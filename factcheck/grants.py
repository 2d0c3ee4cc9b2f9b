"""Who may change the log on PostgreSQL: a role for the service, and what a role could do.

The owner of the tables migrates; the service runs as a role of its own that may add to the
log and read it, and nothing else. SQLite knows no roles.
"""

from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from factcheck.db import Database, translated
from factcheck.errors import Conflict, NotAllowed, NotFound

_STATEMENTS = (
    "GRANT USAGE ON SCHEMA {schema} TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    "REVOKE ALL ON events, log_head, alembic_version FROM {role}, PUBLIC",
    "GRANT SELECT, INSERT ON events TO {role}",
    "GRANT SELECT, UPDATE (seq, hash) ON log_head TO {role}",
    "GRANT SELECT ON alembic_version TO {role}",
    (
        "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} "
        "GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}"
    ),
    "ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE ON SEQUENCES TO {role}",
)
"""PUBLIC may have been given something by hand; a grant to everybody is a grant to the role."""

_POWERS = """
SELECT rolname, rolsuper AS super, pg_has_role(rolname, relowner, 'MEMBER') AS owns,
  has_table_privilege(rolname, c.oid, 'UPDATE') OR has_any_column_privilege(rolname, c.oid, 'UPDATE')
    OR has_table_privilege(rolname, c.oid, 'DELETE') OR has_table_privilege(rolname, c.oid, 'TRUNCATE')
    OR has_table_privilege(rolname, c.oid, 'TRIGGER') AS changes
FROM pg_roles, pg_class c WHERE c.oid = to_regclass('events') AND rolname = {who}
"""  # noqa: E501 - a query reads best as one


def grant(database: Database, role: str) -> None:
    """Give a role what the service needs, and take from it what would change the log.

    To be run by the owner of the tables, again after nothing: tables that come later are
    covered.

    Raises:
        NotAllowed: the role could change the log all the same, so that nothing was granted.
    """
    if database.embedded:
        raise Conflict("Roles are PostgreSQL's; SQLite has none to grant anything to.")
    with translated(), database.engine.begin() as connection:
        _refuse_the_mighty(connection, role)
        quote = connection.dialect.identifier_preparer.quote_identifier
        schema = connection.scalar(text("SELECT current_schema()"))
        for statement in _STATEMENTS:
            told = statement.format(role=quote(role), schema=quote(str(schema)))
            connection.exec_driver_sql(told.replace("%", "%%"))
        found = connection.execute(text(_POWERS.format(who=":who")), {"who": role}).one()
        if found.changes:
            raise NotAllowed(
                f"The role {role} may change the log through another role that it belongs to; "
                "nothing was granted. Take that membership from it first."
            )


def _refuse_the_mighty(connection: Connection, role: str) -> None:
    owner = connection.scalar(
        text(
            "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('events')"
        )
    )
    if owner is None:
        raise NotFound("There are no tables yet: run `factcheck db upgrade` first.")
    if not owner:
        raise NotAllowed("Only the owner of the tables can do this; set FACTCHECK_DATABASE_URL.")
    found = connection.execute(text(_POWERS.format(who=":who")), {"who": role}).one_or_none()
    if found is None:
        raise NotFound(
            f"There is no role {role!r}. Make it first: CREATE ROLE \"{role}\" LOGIN PASSWORD '…'"
        )
    if found.super or found.owns:
        what = "is a superuser" if found.super else "owns the tables"
        raise NotAllowed(
            f"The role {role} {what}, so it could change the log whatever it is granted; "
            "choose another."
        )


def mighty_role(session: Session) -> str | None:
    """The role of this connection if it could change the log, else None."""
    found = session.execute(text(_POWERS.format(who="current_user"))).one_or_none()
    if found is None or not (found.super or found.owns or found.changes):
        return None
    name: str = found.rolname
    return name
