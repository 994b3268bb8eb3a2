"""Starting runs. Each has an idempotency key, so that there is never a second: a directive's id, a stretch of time."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.states import Scheduled

from flows.office import Office
from flows.ours import DIRECTIVE, RECONCILE
from flows.showing import tags
from records import runs


async def start_run(client: PrefectClient, office: Office, directive_id: str) -> UUID:
    """Give the directive its run, to start now; gives the one it has where it has one."""
    brief = await asyncio.to_thread(runs.brief, office.db, directive_id, office.now())
    deployment = await client.read_deployment_by_name(DIRECTIVE.full_name)
    run = await client.create_flow_run_from_deployment(
        deployment.id,
        parameters={"directive_id": directive_id},
        state=Scheduled(scheduled_time=office.clock.wall()),
        name=brief.number,
        tags=tags(brief),
        idempotency_key=directive_id,
    )
    return run.id


async def start_reconcile(client: PrefectClient, office: Office, *, ahead: int = 0) -> None:
    """See that there is the `reconcile` run of this stretch of time, or of one ahead.

    Not left to the schedule of the deployment: Prefect 3.8's scheduler service fails on SQLAlchemy 2.1.
    """
    every, wall = office.settings.reconcile_every, office.clock.wall()
    stretch = int(wall.timestamp() // every) + ahead
    deployment = await client.read_deployment_by_name(RECONCILE.full_name)
    await client.create_flow_run_from_deployment(
        deployment.id,
        state=Scheduled(scheduled_time=max(wall, datetime.fromtimestamp(stretch * every, UTC))),
        name=RECONCILE.name,
        idempotency_key=f"{every:g} s, the {stretch}th",
    )
