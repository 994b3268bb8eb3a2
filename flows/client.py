"""Talking to Prefect's API: always the office's own server, named outright, whatever else this process has set."""

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterIdempotencyKey
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.sorting import FlowRunSort
from prefect.context import FlowRunContext
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_KEY

from config.settings import Settings

PAGE = 200  # runs the API gives at once


def open_client(settings: Settings) -> PrefectClient:
    """A client of the office's server; use it as an async context manager."""
    password = PREFECT_API_AUTH_STRING.value()
    return PrefectClient(
        settings.api_url,
        api_key=PREFECT_API_KEY.value(),
        auth_string=password.get_secret_value() if password else None,
    )


def this_run() -> tuple[PrefectClient, FlowRun]:
    """The flow run that this code is in, and the client that its engine uses."""
    context = FlowRunContext.get()
    assert context is not None
    assert context.flow_run is not None
    assert isinstance(context.client, PrefectClient)
    return context.client, context.flow_run


async def find_runs(
    client: PrefectClient,
    wanted: FlowRunFilter,
    *,
    of_flow: str | None = None,
    sort: FlowRunSort = FlowRunSort.ID_DESC,
    offset: int = 0,
) -> list[FlowRun]:
    """Up to a page of runs. The API refuses the nulls that its client sends for a sort or an offset left out."""
    flow = FlowFilter(name=FlowFilterName(any_=[of_flow])) if of_flow else None
    return await client.read_flow_runs(flow_filter=flow, flow_run_filter=wanted, sort=sort, offset=offset, limit=PAGE)


async def runs_of(client: PrefectClient, directive_ids: list[str]) -> dict[str, FlowRun]:
    """The flow run of each directive that has one: the directive's id is its run's idempotency key."""
    runs: dict[str, FlowRun] = {}
    for start in range(0, len(directive_ids), PAGE):
        keys = FlowRunFilterIdempotencyKey(any_=directive_ids[start : start + PAGE])
        for run in await find_runs(client, FlowRunFilter(idempotency_key=keys), of_flow="directive"):
            runs[str(run.idempotency_key)] = run
    return runs
