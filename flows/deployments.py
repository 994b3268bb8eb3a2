"""The work pool and the deployments, put on the Prefect server from code: the same as prefect.yaml describes.

Doing it again changes nothing but what differs. A pool that the administrator paused stays paused.
"""

from contextlib import suppress
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.flows import Flow
from prefect.utilities.callables import parameter_schema
from prefect.utilities.importtools import import_object

from config.settings import Settings
from flows.ours import DEPLOYMENTS, Deployed
from flows.worker import DondocWorker

INTERPRETERS = 4  # that the stock worker starts at once, one for each wake


async def deploy(client: PrefectClient, settings: Settings) -> dict[str, UUID]:
    """Put pool and deployments on the server; gives the deployments' ids by name."""
    await _pool(client, settings)
    return {each.name: await _deployment(client, settings, each) for each in DEPLOYMENTS}


async def _pool(client: PrefectClient, settings: Settings) -> None:
    template = DondocWorker.get_default_base_job_template()
    try:
        await client.read_work_pool(settings.work_pool)
    except ObjectNotFound:
        pool = WorkPoolCreate(
            name=settings.work_pool,
            type=settings.worker,
            description="The directives' runs.",
            base_job_template=template,
            concurrency_limit=INTERPRETERS if settings.worker == "process" else None,
        )
        with suppress(ObjectAlreadyExists):  # another process was faster
            await client.create_work_pool(pool)


async def _deployment(client: PrefectClient, settings: Settings, each: Deployed) -> UUID:
    flow: Flow[..., object] = import_object(each.entrypoint)
    return await client.create_deployment(
        await client.create_flow(flow),
        each.name,
        description=each.description,
        work_pool_name=settings.work_pool,
        tags=list(each.tags),
        entrypoint=each.entrypoint,
        parameter_openapi_schema=parameter_schema(flow).model_dump_for_openapi(),
        enforce_parameter_schema=True,
    )
