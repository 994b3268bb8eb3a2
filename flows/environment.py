"""What every Prefect process of this office runs with.

Embedded, Prefect keeps to the home folder and to this machine: nothing of a person's own Prefect, nothing sent outside.
Whoever sets another `PREFECT_*` variable on purpose (logging, an API password) still has it obeyed.
"""

import json
import os
from pathlib import Path

from pydantic import SecretStr

from config.settings import Settings, load

NOWHERE = "http://127.0.0.1:9"  # the discard port: a request to the outside ends at once, on this machine

ASYNC_DRIVERS = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+psycopg": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
}


def environment(settings: Settings) -> dict[str, str]:
    """Environment of a child process: the office's settings, and Prefect told where it lives and to keep quiet."""
    quiet = {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_LOGGING_COLORS": "false",
    }
    owned = {
        "PREFECT_HOME": str(settings.folder / "prefect"),
        "PREFECT_PROFILES_PATH": str(settings.folder / "prefect" / "profiles.toml"),
        "PREFECT_API_URL": settings.api_url,
    }
    if not settings.prefect_api_url:
        quiet["PREFECT_CLIENT_CSRF_SUPPORT_ENABLED"] = "false"  # the embedded server has no such token to ask for
    inherited = {name: value for name, value in os.environ.items() if name != "PREFECT_PROFILE"}
    return quiet | inherited | owned | _given(settings)


def server_environment(settings: Settings) -> dict[str, str]:
    """`environment` for the embedded server; no request of it leaves this machine."""
    closed = {
        "HTTP_PROXY": NOWHERE,
        "HTTPS_PROXY": NOWHERE,
        "ALL_PROXY": NOWHERE,
        "NO_PROXY": "127.0.0.1,localhost,::1",
    }
    origins = (f"http://127.0.0.1:{settings.prefect_port}", f"http://localhost:{settings.prefect_port}")
    return {
        "PREFECT_SERVER_UI_V2_ENABLED": "false",  # not the first choice: see flows/server_app.py
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,orphans",
        **environment(settings),
        "PREFECT_API_DATABASE_CONNECTION_URL": prefect_database(settings),
        # A page of another site, open in the administrator's browser, must not press buttons here.
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": ",".join(origins),
        **closed,
        **{name.lower(): value for name, value in closed.items()},
    }


def prefect_database(settings: Settings) -> str:
    """URL of Prefect's own database, with the async driver that Prefect asks for."""
    if not settings.prefect_database_url:
        return f"sqlite+aiosqlite:///{settings.folder / 'prefect.sqlite3'}"
    driver, _, rest = settings.prefect_database_url.partition("://")
    return f"{ASYNC_DRIVERS.get(driver, driver)}://{rest}"


def _given(settings: Settings) -> dict[str, str]:
    """`DONDOC_*` variables for what a child would not find by itself: settings given as arguments in this process."""
    variables = {"DONDOC_HOME": str(settings.folder)}
    found = load(home=settings.folder)
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if name != "home" and value is not None and value != getattr(found, name):
            variables[f"DONDOC_{name.upper()}"] = _as_variable(value)
    return variables


def _as_variable(value: object) -> str:
    match value:
        case SecretStr():
            return value.get_secret_value()
        case tuple():
            return json.dumps([str(item) if isinstance(item, Path) else item for item in value])
        case _:
            return str(value)
