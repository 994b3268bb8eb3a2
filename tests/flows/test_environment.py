"""What the processes of an office are started with."""

from pathlib import Path

import pytest

from config.settings import load
from flows.environment import NOWHERE, environment, prefect_database, server_environment


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PREFECT_HOME", "PREFECT_API_URL", "PREFECT_PROFILE"):
        monkeypatch.delenv(name, raising=False)


def test_what_was_given_as_an_argument_reaches_the_children(tmp_path: Path):
    given = environment(load(home=tmp_path, prefect_port=4999, reminder_days=(2, 0), smtp_password="geheim"))

    assert {name: value for name, value in given.items() if name.startswith("DONDOC_")} == {
        "DONDOC_HOME": str(tmp_path),
        "DONDOC_PREFECT_PORT": "4999",
        "DONDOC_REMINDER_DAYS": "[2, 0]",
        "DONDOC_SMTP_PASSWORD": "geheim",
    }


def test_what_stands_in_the_homes_file_is_not_repeated(tmp_path: Path):
    (tmp_path / "dondoc.toml").write_text('smtp_password = "geheim"\n')

    assert "DONDOC_SMTP_PASSWORD" not in environment(load(home=tmp_path))


def test_a_persons_own_prefect_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PREFECT_API_URL", "https://api.prefect.cloud/x")
    monkeypatch.setenv("PREFECT_PROFILE", "cloud")
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "DEBUG")
    given = environment(load(home=tmp_path))

    assert given["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
    assert given["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert "PREFECT_PROFILE" not in given
    assert given["PREFECT_LOGGING_LEVEL"] == "DEBUG"  # asked for on purpose


def test_the_embedded_server_sends_nothing_out_and_is_spoken_to_from_here_only(tmp_path: Path):
    given = server_environment(load(home=tmp_path))

    assert given["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert given["DO_NOT_TRACK"] == "1"
    assert given["HTTPS_PROXY"] == given["https_proxy"] == NOWHERE
    assert given["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] == "http://127.0.0.1:4200,http://localhost:4200"


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("", "sqlite+aiosqlite:///{home}/prefect.sqlite3"),
        ("postgresql://prefect:pw@db/prefect", "postgresql+asyncpg://prefect:pw@db/prefect"),
        ("postgresql+psycopg://db/prefect", "postgresql+asyncpg://db/prefect"),
        ("postgresql+asyncpg://db/prefect", "postgresql+asyncpg://db/prefect"),
    ],
)
def test_prefects_database_gets_the_driver_that_prefect_asks_for(tmp_path: Path, given: str, url: str):
    assert prefect_database(load(home=tmp_path, prefect_database_url=given)) == url.format(home=tmp_path)
