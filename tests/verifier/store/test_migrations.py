from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from verifier.errors import BadSetting, StoreUnavailable
from verifier.store import Store, migrations
from verifier.store.migrations import upgrade
from verifier.store.tables import metadata


def test_the_migrations_make_the_tables_that_the_code_uses(store):
    with store.reading() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_second_start_changes_nothing(store, job):
    upgrade(store.engine)

    assert store.job(job.id) == job


def test_a_database_of_a_newer_version_is_left_alone(store):
    with store.writing() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreUnavailable, match="9999"):
        upgrade(store.engine)


@pytest.mark.parametrize("url", ["mysql://a/b", "nonsense", "oracle://a"])
def test_other_databases_are_refused_by_name(url):
    with pytest.raises(BadSetting, match="VERIFIER_DATABASE_URL"):
        Store(url)


def test_a_database_that_is_not_there_is_unavailable():
    with pytest.raises(StoreUnavailable):
        Store("postgresql+pg8000://verifier@127.0.0.1:1/verifier")


def test_the_newest_schema_by_the_names_of_the_files_is_that_of_the_migrations():
    folder = Path(migrations.__file__).parent

    assert ScriptDirectory(str(folder)).get_current_head() == migrations.revisions()[-1]
