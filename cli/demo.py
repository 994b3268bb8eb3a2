"""`dondoc demo`: the seed directive from the inbox to the promulgated plan, with everything real but the clock."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.office import Office

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from config.settings import Settings

SPEED = 20_000.0  # office seconds in a second, where nothing is due


def demo(
    context: typer.Context,
    exit_: Annotated[bool, typer.Option("--exit", help="End by itself instead of serving until Ctrl-C.")] = False,
    home: Annotated[Path | None, typer.Option("--home", help="Keep everything here; must be new or empty.")] = None,
) -> None:
    """Run công văn 6321/UBND-TH end to end on a compressed clock, in under three minutes."""
    kept = home or (context.obj.home if isinstance(context.obj, Office) else None)
    folder = kept.absolute() if kept else Path(tempfile.mkdtemp(prefix="dondoc-demo-"))
    import asyncio

    try:
        asyncio.run(_until_told(_demo(_furnished(folder), exit_)))
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def _furnished(folder: Path) -> Settings:
    """A home for the rehearsal: its clock and ports are in its dondoc.toml, for every process and later command."""
    from config.errors import UnreadableInput

    if folder.exists() and any(folder.iterdir()):
        raise UnreadableInput(f"{folder} is not empty", remedy="name a new folder: --home DIR, or leave --home out")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dondoc.toml").write_text(
        f'clock = "{folder / "clock.json"}"\n'
        f"prefect_port = {_free_port(4200)}\nsmtp_port = {_free_port(2525)}\nsink_port = {_free_port(8025)}\n",
        encoding="utf-8",
    )
    return Office(folder).settings


def _free_port(wanted: int) -> int:
    """`wanted`, or the next free port after it."""
    import socket

    for port in range(wanted, wanted + 200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    return wanted


async def _until_told(work: Coroutine[Any, Any, None]) -> None:
    """Run `work`; Ctrl-C and SIGTERM end it in order, with everything that it started."""
    import asyncio
    import signal
    from contextlib import suppress

    task = asyncio.ensure_future(work)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


async def _demo(settings: Settings, exit_: bool) -> None:
    import asyncio

    from cli.rehearsal.conductor import conduct
    from cli.rehearsal.script import BEGINS, Stage, scenes
    from cli.rehearsal.view import View
    from config.clock import CompressedClock
    from flows.up import running
    from records import open_records

    assert settings.clock is not None
    clock = CompressedClock(settings.clock)
    clock.start(BEGINS, speed=SPEED)
    async with running(settings, say=typer.echo, sink=True) as office:
        stage = Stage(settings, open_records(settings))
        view = View(stage, clock)
        with view.live():
            await conduct(stage, clock, scenes(), view.tell)
        view.summary(office.addresses)
        if not exit_:
            typer.echo("\nCtrl-C ends it.")
            await asyncio.Event().wait()
