"""`dondoc up`: everything a real office needs, in one command, until Ctrl-C."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.office import office


def up(
    context: typer.Context,
    sink: Annotated[
        bool, typer.Option("--sink", help="Keep the mails here and show them, instead of a real mail server.")
    ] = False,
) -> None:
    """Run server, worker and inbox watch; owns its processes and ends them."""
    import asyncio

    from flows.up import serve

    asyncio.run(serve(office(context).settings, say=typer.echo, sink=sink))
