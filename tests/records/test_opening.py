"""Opening the records: migrated to the code's own tables, by two at once too, and clear where it cannot be done."""

import multiprocessing
import sqlite3

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url

from config.errors import Unavailable
from config.settings import load
from records import database, open_records
from records.migrations import run
from records.tables import metadata
from tests.cast import everything, issued


def indexes(engine):
    """Every index with its condition, as the database itself would write it down."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            found = connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
        else:
            found = connection.execute(text("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"))
        return sorted(" ".join(sql.split()) for (sql,) in found if "alembic" not in sql)


def columns(engine):
    """Every column of every table with its type, and which may be null."""
    found = inspect(engine)
    return {
        (table, column["name"]): (str(column["type"]), column["nullable"])
        for table in found.get_table_names()
        if table != "alembic_version"
        for column in found.get_columns(table)
    }


def keys(engine):
    found = inspect(engine)
    return {
        table: (
            found.get_pk_constraint(table),
            sorted(found.get_unique_constraints(table), key=str),
            sorted(found.get_foreign_keys(table), key=str),
            sorted(each["name"] for each in found.get_check_constraints(table)),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


# --- migrations ---------------------------------------------------------------------------------------------------


def test_the_migrations_make_the_tables_that_the_code_knows(db):
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.fixture
def made_from_metadata(db, database_url, tmp_path):
    """The same kind of database, made from the tables in the code instead of by migrations."""
    if db.engine.dialect.name == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'made.sqlite3'}")
    else:
        engine = create_engine(fresh(database_url, "made"))
    metadata.create_all(engine)
    yield engine
    engine.dispose()


def test_column_by_column_key_by_key_and_index_by_index(db, made_from_metadata):
    """Alembic's own comparison sees no condition of a partial index, and no check."""
    assert columns(db.engine) == columns(made_from_metadata)
    assert keys(db.engine) == keys(made_from_metadata)
    assert indexes(db.engine) == indexes(made_from_metadata)


def test_the_code_knows_its_last_revision():
    config = Config()
    config.set_main_option("script_location", str(run.HERE))
    scripts = ScriptDirectory.from_config(config)

    assert scripts.get_heads() == [run.HEAD]
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True), "a later revision has a greater name; opening compares them"


def test_opening_again_migrates_nothing_and_keeps_what_is_on_record(db, tmp_path):
    issued(db)
    before = everything(db)
    again = open_records(load(home=tmp_path, database_url=db.engine.url.render_as_string(False)))

    assert everything(again) == before
    again.close()


@pytest.fixture
def empty_url(tmp_path, database_url):
    """URL of a database with nothing in it."""
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'new' / 'records.sqlite3'}"
    return fresh(database_url, "empty")


def fresh(url, name):
    """A database beside the one at `url`, with nothing in it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return make_url(url).set(drivername="postgresql+psycopg", database=name).render_as_string(hide_password=False)


def _open(url, home, barrier, answers):
    barrier.wait()
    try:
        open_records(load(home=home, database_url=url)).close()
        answers.put("opened")
    except BaseException as error:
        answers.put(repr(error))


def test_several_processes_open_a_new_database_at_once(empty_url, tmp_path):
    start = multiprocessing.get_context("spawn")
    barrier, answers = start.Barrier(4), start.Queue()
    processes = [start.Process(target=_open, args=(empty_url, tmp_path, barrier, answers)) for _ in range(4)]
    for process in processes:
        process.start()
    said = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()

    assert said == ["opened"] * 4
    db = open_records(load(home=tmp_path, database_url=empty_url))
    issued(db)
    db.close()


def test_records_of_a_later_version_are_left_alone(db, tmp_path):
    with db.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = everything(db)

    with pytest.raises(Unavailable, match=r"made by a later version of Dondoc \(revision 9999") as told:
        open_records(load(home=tmp_path, database_url=db.engine.url.render_as_string(False)))

    assert told.value.remedy.startswith("upgrade Dondoc")
    assert everything(db) == before


# --- how SQLite is opened -----------------------------------------------------------------------------------------


def test_sqlite_syncs_at_every_commit_and_lets_readers_read_meanwhile(sqlite_db):
    with sqlite_db.read() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "recursive_triggers")
        }
    assert said == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30000,
        "recursive_triggers": 1,
    }


def test_what_one_reads_is_one_instant_of_the_database(db, database_url):
    """Two statements of one reading never see two states, also when somebody commits in between."""
    other = create_engine(db.engine.url)
    issued(db)
    with db.read() as connection:
        first = connection.execute(text("SELECT count(*) FROM duties")).scalar_one()
        with other.begin() as writer:
            writer.execute(text("DELETE FROM duties"))
        second = connection.execute(text("SELECT count(*) FROM duties")).scalar_one()
    with db.read() as connection:
        third = connection.execute(text("SELECT count(*) FROM duties")).scalar_one()
    other.dispose()

    assert (first, second, third) == (3, 3, 0)


def _dropped_by_the_server(db):
    """Our pooled connection is ended by somebody at the server, as a restart would."""
    with db.read() as connection:
        pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with psycopg.connect(db.engine.url.set(drivername="postgresql").render_as_string(False)) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_a_connection_that_the_server_ended_while_it_lay_idle_is_replaced_unnoticed(opened, postgres_url, monkeypatch):
    db = opened(postgres_url)
    _dropped_by_the_server(db)

    monkeypatch.setattr(database, "IDLE_SECONDS", 0.0)
    issued(db)


def test_a_connection_that_the_server_ends_in_use_is_said_to_be_lost_and_the_next_one_works(opened, postgres_url):
    db = opened(postgres_url)
    _dropped_by_the_server(db)

    with pytest.raises(Unavailable, match="the records cannot be reached at postgresql"):
        issued(db)
    issued(db)


# --- where it cannot be done --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://root@localhost/records", "the database URL cannot be used"),
        ("records.sqlite3", "the database URL cannot be used"),
        ("nonsense://x", "the database URL cannot be used"),
        ("postgresql://nobody@127.0.0.1:1/records", "the records cannot be reached at postgresql"),
        ("sqlite:////proc/records/records.sqlite3", "the folder of the database cannot be made"),
        ("sqlite:////proc/records.sqlite3", "the records cannot be reached at sqlite"),
    ],
)
def test_a_database_that_is_not_there_is_said_to_be_not_there(url, said, tmp_path):
    with pytest.raises(Unavailable, match=said) as told:
        open_records(load(home=tmp_path, database_url=url))

    assert told.value.remedy
    assert told.value.exit_code == 6


def test_no_password_stands_in_what_is_said(tmp_path):
    with pytest.raises(Unavailable) as told:
        open_records(load(home=tmp_path, database_url="postgresql://dondoc:geheim@127.0.0.1:1/records"))

    assert "geheim" not in str(told.value) + told.value.remedy


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path):
    (tmp_path / "letter.txt").write_text("Kính gửi: các sở, ban ngành" * 100)

    with pytest.raises(Unavailable, match="file is not a database"):
        open_records(load(home=tmp_path, database_url=f"sqlite:///{tmp_path / 'letter.txt'}"))
    assert (tmp_path / "letter.txt").read_text() == "Kính gửi: các sở, ban ngành" * 100


def test_a_database_that_is_held_by_somebody_else_is_said_to_be_held(sqlite_db):
    path = sqlite_db.engine.url.database
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    def write():
        with sqlite_db.read() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")  # of the pooled connection; 30 s in service
        issued(sqlite_db)

    with pytest.raises(Unavailable, match="another process holds the records"):
        write()
    holder.close()
    issued(sqlite_db)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mail_hour": "06:30"}, "reminders go out at 06:30"),
        ({"mail_hour": "20:00"}, "reminders go out at 20:00"),
        ({"reminder_days": (3, -1)}, "a reminder is counted in working days before the last day"),
        ({"overdue_days": (0, 1)}, "an overdue mail in days after it"),
    ],
)
def test_an_office_whose_reminders_could_never_go_out_is_not_opened(given, said, tmp_path):
    with pytest.raises(Unavailable, match=said) as told:
        open_records(load(home=tmp_path, **given))
    assert "DONDOC_" in told.value.remedy
