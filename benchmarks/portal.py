"""The answer page against the same template from memory, and 300 agencies in the last minute; both over real HTTP."""

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import uvicorn
from starlette.requests import Request
from starlette.responses import Response

from config.settings import load
from portal.app import create_app
from portal.desk import Desk, desk_of
from portal.serve import share_fairly
from reading.answers.form import row_of
from records import Records, drafts, links, open_records
from records.acts import Person, submit
from records.decisions import day_deadline
from records.drafts import Saving
from records.firing import advance
from records.issue import issue
from states.order import Addressed, Order, Party

Row = tuple[str, float, float, str]
USERS = 50
REQUESTS = 8  # of each user
OWN_ROWS = 10  # of each of 100 agencies: 1,000 rows on record
MANY_ROWS = 1000  # in one agency's draft
PORT = 8497
MINUTE = 60.0
CELLS = {
    "task": "Nâng cấp trạm y tế xã đạt tiêu chí quốc gia",
    "product": "Đề án phát triển y tế cơ sở",
    "summary": "Rà soát hiện trạng; xác định danh mục ưu tiên, nhu cầu vốn và cơ chế huy động.",
    "legal_basis": "Chương trình hành động số 01-CTr/TU ngày 27/11/2020",
    "schedule": "Quý II/2021",
}


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        tokens = _prepare(home)
        server = subprocess.Popen([sys.executable, "-m", "benchmarks.portal", str(home)], stderr=subprocess.DEVNULL)
        try:
            return asyncio.run(_measure(tokens))
        finally:
            server.terminate()
            server.wait()


def _prepare(home: Path) -> dict[int, list[str]]:
    """Two directives, of 100 and of 300 agencies. Of the 100 each has answered with ten rows, and corrects them; the
    second one has a draft of a thousand."""
    db = open_records(load(home=home))
    now = load(home=home).open_clock().now()
    made: dict[int, list[str]] = {}
    for n in (100, 300):
        id_ = _issue(db, n, now.date())
        advance(db, id_, now)
        if n == 100:
            row = row_of(CELLS, "Cơ quan")
            for at in range(n):
                submit(db, id_, f"A{at}", [row] * OWN_ROWS, now=now, by=Person("A", "B"))
            drafts.add(db, id_, "A0", [CELLS] * OWN_ROWS, Saving(Person("A", "B"), now, "batch"))
            drafts.add(db, id_, "A1", [CELLS] * MANY_ROWS, Saving(Person("A", "B"), now, "batch"))
        with db.write() as connection:
            made[n] = list(links.tokens(connection, db.link_key, [(id_, f"A{at}") for at in range(n)], now).values())
    db.close()
    return made


def _issue(db: Records, n: int, today: date) -> str:
    last = today + timedelta(days=3)
    order = Order(
        number=f"{n}/UBND-TH",
        issuer="UBND tỉnh Quảng Ngãi",
        issued_on=today,
        subject="xây dựng Kế hoạch thực hiện Chương trình hành động của Tỉnh ủy",
        lead=Party("SKHDT", "Sở Kế hoạch và Đầu tư", "skhdt@quangngai.example"),
        agencies=tuple(Addressed(f"A{at}", f"Cơ quan {at}", f"a{at}@quangngai.example") for at in range(n)),
        submissions=day_deadline(db, last, words=f"chậm nhất ngày {last:%d/%m/%Y}"),
        plan=None,
        filename="van-ban.txt",
        media_type="text/plain",
        content=f"Công văn {n}".encode(),
        contents=("sản phẩm", "nội dung tóm lược", "căn cứ pháp lý", "thời gian thực hiện"),
    )
    return issue(db, order, now=load().open_clock().now())


async def _measure(tokens: Mapping[int, list[str]]) -> list[Row]:
    limits = httpx.Limits(max_connections=USERS)
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{PORT}", limits=limits, timeout=60.0, trust_env=False, follow_redirects=True
    ) as http:
        page, large = (f"/t/{token}?edit=1" for token in tokens[100][:2])
        await _until_up(http, page)
        rows = [
            await _against_memory(http, page, f"answer page, {USERS} users, p95", "100 agencies, 1,000 rows", 1 / 3)
        ]
        await http.get("/forget")
        rows.append(await _against_memory(http, large, "the same, a draft of 1,000 rows", "first 100 shown", 0.15))
        began = time.perf_counter()
        errors = await _last_minute(http, tokens[300])
        taken = time.perf_counter() - began
    note = f"{taken:.1f} s for 300 drafts, reviews and answers, {errors} errors"
    return [*rows, ("300 agencies in the last minute", 0.0 if errors else MINUTE / taken, 1.0, note)]


async def _against_memory(http: httpx.AsyncClient, page: str, what: str, how: str, reach: float) -> Row:
    """p95 of the page against the same template from memory, in turns."""
    await http.get(page)
    ours: list[float] = []
    memory: list[float] = []
    for _ in range(2):
        memory += await _load(http, "/memory")
        ours += await _load(http, page)
    mine, its = (sorted(seen)[int(len(seen) * 0.95)] for seen in (ours, memory))
    return what, its / mine, reach, f"{how}: {mine * 1000:.0f} ms from SQLite, {its * 1000:.0f} ms from memory"


async def _until_up(http: httpx.AsyncClient, path: str) -> None:
    for _ in range(200):
        try:
            (await http.get(path)).raise_for_status()
            return
        except httpx.HTTPError:
            await asyncio.sleep(0.1)
    raise RuntimeError("the portal does not start")


async def _load(http: httpx.AsyncClient, path: str) -> list[float]:
    async def user() -> list[float]:
        seen = []
        for _ in range(REQUESTS):
            began = time.perf_counter()
            (await http.get(path)).raise_for_status()
            seen.append(time.perf_counter() - began)
        return seen

    return [each for seen in await asyncio.gather(*(user() for _ in range(USERS))) for each in seen]


async def _last_minute(http: httpx.AsyncClient, tokens: list[str]) -> int:
    """Every agency opens its page, types a row, reviews and sends it; gives how many did not get a receipt."""
    at_once = asyncio.Semaphore(USERS)

    async def agency(token: str) -> bool:
        async with (
            at_once,
            httpx.AsyncClient(base_url=http.base_url, timeout=60.0, trust_env=False, follow_redirects=True) as own,
        ):
            page = (await own.get(f"/t/{token}")).text
            fields = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page))
            fields = {name: value.replace("&#34;", '"') for name, value in fields.items()}
            row = re.findall(r'<tr id="r-([^"]+)"', page)[0]
            cells = {
                f"c.{row}.{at}": words for at, words in enumerate(("Việc", "Đề án", "", "Nội dung", "Luật", "2021"))
            }
            who = {"name": "Trần Quốc Hùng", "position": "Chuyên viên"}
            review = (await own.post(f"/t/{token}", data={**fields, **cells, **who, "go": "review"})).text
            hidden = dict(re.findall(r'name="(csrf|key|draft_version)" value="([^"]*)"', review))
            sent = await own.post(f"/t/{token}/send", content=urlencode({**hidden, **who}), headers=FORM)
            return str(sent.url).endswith("/receipt/1") and sent.is_success

    return sum(not done for done in await asyncio.gather(*(agency(token) for token in tokens)))


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def serve(home: Path) -> None:
    """The portal, and beside it `/memory`: what the first answer page was rendered from, rendered again."""
    settings = load(home=home)
    db = open_records(settings)
    app = create_app(settings, db, settings.open_clock())
    kept: list[tuple[Any, ...]] = []
    page = Desk.page

    def remembered(
        desk: Desk, request: Request, visitor: Any, template: str, context: Any = None, **other: Any
    ) -> Response:
        if not kept:
            kept.append((replace(visitor), template, context))
        return page(desk, request, visitor, template, context, **other)

    Desk.page = remembered  # type: ignore[method-assign]

    def memory(request: Request) -> Response:
        return page(desk_of(request), request, *kept[0])

    def forget(request: Request) -> Response:
        kept.clear()
        return Response()

    app.add_route("/memory", memory)
    app.add_route("/forget", forget)

    async def fairly() -> None:
        share_fairly()
        await uvicorn.Server(uvicorn.Config(app, port=PORT, log_level="error", access_log=False)).serve()

    asyncio.run(fairly())


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
