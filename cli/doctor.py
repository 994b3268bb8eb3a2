"""`dondoc doctor`: is everything there that a directive needs? Each line says what to do where it is not."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import typer

from cli.office import AsJson, Office, office, say_json
from config.errors import DondocError, Unavailable


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Check database, SMTP, Prefect, roster and clock; exit status 6 when one is not well."""
    it = office(context)
    results = [_tried(name, check, it) for name, check in CHECKS.items()]
    if as_json:
        say_json(results)
    for result in results if not as_json else ():
        typer.echo(f"{'ok ' if result['ok'] else 'BAD'} {result['what']:<9} {result['said']}")
        if not result["ok"]:
            typer.echo(f"    to do: {result['remedy']}")
    if not all(result["ok"] for result in results):
        raise typer.Exit(Unavailable.exit_code)


def _tried(name: str, check: Callable[[Office], str], it: Office) -> dict[str, Any]:
    try:
        return {"what": name, "ok": True, "said": check(it), "remedy": None}
    except DondocError as error:
        return {"what": name, "ok": False, "said": str(error), "remedy": error.remedy}


def _database(it: Office) -> str:
    from records.dossier import listing

    count = len(listing(it.db))
    return f"{it.db.engine.url.render_as_string(hide_password=True)}, {count} directives"


def _roster(it: Office) -> str:
    agencies = it.roster.as_of(it.db.office.day_of(it.clock.now()))
    return f"{len(agencies)} agencies in force today, from {len(it.settings.roster_files)} files"


def _clock(it: Office) -> str:
    now = it.clock.now()
    if it.settings.clock is None and now < datetime(2026, 1, 1, tzinfo=UTC):
        raise Unavailable(f"this machine says it is {it.local(now)}", remedy="set its clock; use NTP")
    kind = "compressed clock" if it.settings.clock else "this machine's clock"
    return f"{it.local(now)} in {it.settings.zone}, {kind}"


def _smtp(it: Office) -> str:
    from notifications.smtp import greet

    return greet(it.settings)


def _prefect(it: Office) -> str:
    import httpx

    address = it.settings.api_url
    try:
        response = httpx.get(f"{address}/admin/version", timeout=5)
        response.raise_for_status()
        return f"{address}, version {response.json()}"
    except httpx.HTTPError as error:
        raise Unavailable(
            f"Prefect does not answer at {address} ({error.__class__.__name__})",
            remedy="start it: dondoc up; or set DONDOC_PREFECT_API_URL",
        ) from None


CHECKS: dict[str, Callable[[Office], str]] = {
    "database": _database,
    "roster": _roster,
    "clock": _clock,
    "smtp": _smtp,
    "prefect": _prefect,
}
