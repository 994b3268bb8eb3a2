"""Alembic's entry: works on the connection that records/migrations/run.py hands over."""

from alembic import context

from records.portal_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
