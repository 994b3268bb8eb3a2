"""What the terminal shows while the rehearsal runs, and what is left to look at when it is over."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from cli.rehearsal.script import Stage
from config.clock import CompressedClock
from config.labels import DUTIES, STANDINGS, STATES, TIMERS
from records import dossier, outbox, runs

REFRESH = 0.25  # seconds
LINES = 8  # of what happened last


class View:
    """A live picture in a terminal; in a pipe or a log, one line for each thing that happens."""

    def __init__(self, stage: Stage, clock: CompressedClock, console: Console | None = None) -> None:
        self.console = console or Console()
        self._stage, self._clock = stage, clock
        self._last: deque[str] = deque(maxlen=LINES)
        self._state = ""

    def tell(self, at: datetime, what: str) -> None:
        line = f"{self._local(at)}  {what}"
        self._last.append(line)
        if not self.console.is_terminal:
            self.console.print(line, highlight=False)

    @contextmanager
    def live(self) -> Iterator[None]:
        """Draw until the block ends, from a thread of its own: the picture moves also while something is waited for."""
        if not self.console.is_terminal:
            yield
            return
        over = Event()
        with Live(self._picture(), console=self.console, auto_refresh=False, transient=True) as screen:

            def draw() -> None:
                while not over.wait(REFRESH):
                    screen.update(self._picture(), refresh=True)

            thread = Thread(target=draw, daemon=True)
            thread.start()
            try:
                yield
            finally:
                over.set()
                thread.join()

    def _picture(self) -> Group:
        facts = Table.grid(padding=(0, 2))
        for name, value in self._facts():
            facts.add_row(Text(name, style="dim"), value)
        return Group(facts, Text(), *(Text(line, style="dim") for line in self._last))

    def _facts(self) -> list[tuple[str, Text]]:
        now = self._clock.now()
        facts = [("office time", Text(self._local(now), style="bold"))]
        if not self._stage.directive_id:
            return [*facts, ("state", Text("the document is being read"))]
        brief = runs.brief(self._stage.db, self._stage.directive_id, now)
        counts = outbox.count_by_event(self._stage.db, self._stage.directive_id)
        mails = {status: sum(each.get(status, 0) for each in counts.values()) for status in ("sent", "queued")}
        vi, en = STATES[brief.state]
        upcoming = "—"
        if brief.next_timer:
            upcoming = f"{TIMERS[brief.next_timer[1]][1]}, {self._local(brief.next_timer[0])}"
        return [
            *facts,
            ("directive", Text(brief.number)),
            ("state", Text(f"{vi} ({en})", style="bold blue")),
            ("answers", Text(f"{brief.answered} of {brief.asked} in")),
            ("mails", Text(f"{mails['sent']} sent, {mails['queued']} waiting")),
            ("next", Text(upcoming)),
        ]

    def summary(self, addresses: dict[str, str]) -> None:
        """The timeline, the mails per event, and where to look further."""
        db, id_ = self._stage.db, self._stage.directive_id
        brief = runs.brief(db, id_, self._clock.now())
        head = dossier.verify(db, id_)
        say = self.console.print
        say(f"\n[bold]{brief.number}: {STATES[brief.state][0]} ({STATES[brief.state][1]})[/bold]\n")
        say(self._timeline(id_))
        say(self._mails(id_))
        say(self._roll(brief))
        say(f"audit log untouched: {head.seq} rows, head {head.hash}\n", highlight=False)
        for name, address in addresses.items():
            say(f"{name:<12} {address}", highlight=False)

    def _timeline(self, id_: str) -> Table:
        table = Table("office time", "", "what", box=None, title="Timeline", title_justify="left", pad_edge=False)
        for entry in dossier.history(self._stage.db, id_):
            if entry.kind == "firing" or entry.name not in ("submitted", "declared_nil"):
                moved = entry.data.get("from") != entry.data.get("to")
                said = f"{entry.data['from']} → {entry.data['to']}" if entry.kind == "firing" and moved else ""
                style = "bold" if said else "dim"
                at = self._local(datetime.fromisoformat(entry.at))
                table.add_row(at, Text(entry.name.replace("_", " "), style=style), said.replace("_", " "))
        return table

    def _mails(self, id_: str) -> Table:
        table = Table("mails", "sent", "bounced", "dropped", box=None, title_justify="left", pad_edge=False)
        for event, counts in outbox.count_by_event(self._stage.db, id_).items():
            table.add_row(event, *(str(counts.get(status, "")) for status in ("sent", "bounced", "dropped")))
        return table

    def _roll(self, brief: Any) -> Table:
        table = Table("answers", "", box=None, pad_edge=False)
        for standing, (vi, en) in STANDINGS.items():
            rows = [each for each in brief.roll.duties if each.answered and each.state != "nil"]
            if number := sum(1 for each in rows if each.standing == standing):
                table.add_row(f"{vi} ({en})", str(number))
        for state in ("nil", "reassigned", "pending"):
            if number := brief.roll.count(state):
                vi, en = DUTIES[state]
                table.add_row(f"{vi} ({en})", str(number))
        return table

    def _local(self, instant: datetime) -> str:
        return f"{instant.astimezone(self._stage.settings.tz):%d/%m/%Y %H:%M}"
