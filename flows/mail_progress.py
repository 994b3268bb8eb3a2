"""How far a delivery is, on the run's page: a progress bar "18/41 mails", written at most twice a second."""

import asyncio
from types import TracebackType
from uuid import UUID

from prefect.artifacts import acreate_progress_artifact, aupdate_progress_artifact

EVERY = 0.5  # seconds


class MailProgress:
    """Call it with (done, total) as often as you like, inside `async with`."""

    def __init__(self) -> None:
        self._said: tuple[int, int] | None = None
        self._shown: tuple[int, int] | None = None
        self._artifact: UUID | None = None
        self._publishing: asyncio.Task[None] | None = None

    def __call__(self, done: int, total: int) -> None:
        self._said = (done, total)

    async def __aenter__(self) -> "MailProgress":
        self._publishing = asyncio.create_task(self._publish())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        assert self._publishing is not None
        self._publishing.cancel()
        await asyncio.gather(self._publishing, return_exceptions=True)
        if error is None:
            await self._show()

    async def _publish(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            await self._show()

    async def _show(self) -> None:
        if self._said is None or self._said == self._shown:
            return
        done, total = self._shown = self._said
        share, text = 100 * done / max(total, 1), f"{done}/{total} mails"
        if self._artifact is None:
            self._artifact = await acreate_progress_artifact(share, description=text)
        else:
            await aupdate_progress_artifact(self._artifact, share, description=text)
