"""Starting the run of a directive that has none. Its idempotency key is the directive's id: there is never a second."""

import asyncio
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.states import Scheduled

from flows.office import Office
from flows.ours import DIRECTIVE
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
