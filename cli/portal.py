"""`dondoc portal`, `dondoc user`, `dondoc client`, `dondoc link`: serve the pages alone, and say who may come in."""

from typing import Annotated

import typer

from cli.agency import Agency, addressed
from cli.office import AsJson, Number, OnDate, Reason, columns, office, say_json

user = typer.Typer(help="Accounts of whoever works here.", no_args_is_help=True)
client = typer.Typer(help="Programs that come through the API.", no_args_is_help=True)
link = typer.Typer(help="The agencies' own links.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The account's name, e.g. vanthu.", show_default=False)]


def portal(context: typer.Context) -> None:
    """Serve the portal until Ctrl-C, beside `dondoc up`; set DONDOC_PORTAL_URL so that mails link to it."""
    import asyncio
    import logging

    from portal.serve import serve

    settings = office(context).settings
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    typer.echo(f"the portal listens on http://{settings.portal_host}:{settings.portal_port}")
    if not settings.portal_url:
        typer.echo("  mails do not link to it: set DONDOC_PORTAL_URL to the address that agencies can reach")
    asyncio.run(serve(settings))


@user.command("add")
def add_user(
    context: typer.Context,
    username: Name,
    role: Annotated[str, typer.Option("--role", help="clerk, lead, chairman or administrator.")],
    name: Annotated[str, typer.Option("--name", help="Full name.")],
    position: Annotated[str | None, typer.Option("--position", help="Position.")] = None,
    email: Annotated[str | None, typer.Option("--email", help="Mailbox.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="Code of a lead's own agency.")] = None,
    password: Annotated[
        str, typer.Option("--password", help="Asked for where it is not given; empty: OpenID Connect alone.")
    ] = "\0",
) -> None:
    """Add an account. Its password is asked for and kept as an argon2 hash."""
    from config.errors import UnreadableInput
    from portal.people import hashed
    from records.accounts import Role, add_account

    if role not in set(Role):
        raise UnreadableInput(f"“{role}” is no role", remedy=f"write one of {', '.join(Role)}")
    if password == "\0":
        password = typer.prompt("password", hide_input=True, confirmation_prompt=True, default="", show_default=False)
    it = office(context)
    add_account(
        it.db,
        username,
        name=name,
        role=Role(role),
        now=it.clock.wall(),
        password_hash=hashed(password) if password else None,
        position=position,
        email=email,
        agency=agency,
    )
    typer.echo(f"{username.strip().casefold()} may sign in as {role}")


@user.command("list")
def list_users(context: typer.Context, as_json: AsJson = False) -> None:
    """List the accounts."""
    from records.accounts import all_accounts

    found = all_accounts(office(context).db)
    if as_json:
        say_json([{**vars(each), "password_hash": bool(each.password_hash)} for each in found])
        return
    columns(
        [(each.username, each.role, each.name, each.agency, "disabled" if each.disabled else "") for each in found],
        ("name", "role", "full name", "agency", ""),
    )


@user.command("password")
def change_password(
    context: typer.Context,
    username: Name,
    password: Annotated[str, typer.Option("--password", prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Change a password; whoever is signed in under the account must sign in again."""
    from portal.people import hashed
    from records.accounts import set_password

    set_password(office(context).db, username, hashed(password))
    typer.echo(f"{username}: the password is changed")


@user.command("disable")
def disable_user(context: typer.Context, username: Name) -> None:
    """Nobody signs in under this account any more."""
    from records.accounts import disable

    it = office(context)
    disable(it.db, username, now=it.clock.wall())
    typer.echo(f"{username} may not sign in any more")


@client.command("add")
def add_api_client(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What the program is called.", show_default=False)],
    scope: Annotated[list[str], typer.Option("--scope", help="read or answer. Repeatable.")],
    agency: Annotated[str | None, typer.Option("--agency", help="Code of the one agency it may act for.")] = None,
) -> None:
    """Add an API client and print its token, this once."""
    from config.errors import UnreadableInput
    from portal.api import SCOPES
    from records.accounts import add_client

    if unknown := sorted(set(scope) - set(SCOPES)):
        raise UnreadableInput(f"“{unknown[0]}” is no scope", remedy=f"write one of {', '.join(SCOPES)}")
    it = office(context)
    typer.echo(add_client(it.db, name, frozenset(scope), agency=agency, now=it.clock.wall()))


@client.command("revoke")
def revoke_api_client(context: typer.Context, name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """End a client's token."""
    from records.accounts import revoke_client

    it = office(context)
    revoke_client(it.db, name, now=it.clock.wall())
    typer.echo(f"{name}: the token has ended")


@link.command("revoke")
def revoke_link(context: typer.Context, number: Number, agency: Agency, reason: Reason, on: OnDate = None) -> None:
    """End an agency's link; its next mail carries a new one."""
    from records.links import revoke

    it = office(context)
    id_ = it.find(number, on)
    code = addressed(context, id_, agency)
    revoke(it.db, id_, code, why=reason, now=it.clock.now(), actor="clerk")
    typer.echo(f"{code}: the link is revoked; the next mail carries a new one")
