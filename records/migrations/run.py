"""Bring a database to the code's version. Two processes at once: the second waits for the first."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from config.errors import Unavailable
from records.database import lock_to_write

HERE = Path(__file__).parent
HEAD = "0002"  # the last revision under versions/; a test holds it


def to_head(engine: Engine) -> None:
    """Run the missing migrations in one transaction. Raises `Unavailable` for a database of a later version."""
    with engine.connect() as connection:
        revision = _revision(connection)
        if revision == HEAD:
            return
        if revision is not None and revision > HEAD:
            raise Unavailable(
                f"the records were made by a later version of Dondoc (revision {revision}, this one knows {HEAD})",
                remedy="upgrade Dondoc, or name another database: DONDOC_DATABASE_URL",
            )
    # Alembic is imported only when there is something to do: commands start in a fraction of a second.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.connect() as connection:
        lock_to_write(connection)
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(6321)"))
        if _revision(connection) == HEAD:
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
