"""The points a run passes on its way to parking.

What may happen between two of them (a fact, a kill, another worker) is what the tests of this room try, at each point;
in service they are lines of the debug log.
"""

import logging
from collections.abc import Awaitable, Callable
from enum import StrEnum

_log = logging.getLogger("dondoc.flows")


class Step(StrEnum):
    LOOKED = "looked, nothing is due"
    SHOWN = "tags and artifacts are up to date"
    NOTED = "what was seen and the next wake are on record"
    PARKED = "Prefect has the parked state"
    LEAVING = "looked once more, leaving"


Watcher = Callable[[Step, str], Awaitable[None]]
watchers: list[Watcher] = []


async def passed(step: Step, directive_id: str) -> None:
    _log.debug("%s: %s", directive_id, step)
    for watch in watchers:
        await watch(step, directive_id)
