"""What Alembic runs: the migrations, on the connection that `upgrade` hands over."""

from alembic import context

from verifier.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
context.run_migrations()
