"""A browser as old as can be: it keeps cookies, fills in forms and presses buttons, and runs no script."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

import anyio
import httpx
from fastapi import FastAPI

COLUMNS = ("task", "product", "lead", "summary", "legal_basis", "schedule")
ROW = ("Nâng cấp trạm y tế", "Đề án y tế cơ sở", "Sở Y tế", "Rà soát 173 trạm", "01-CTr/TU", "Quý II/2021")


class _Transport(httpx.BaseTransport):
    """The application in this process, each request run to its end; its faults become answers, as behind a server."""

    def __init__(self, app: FastAPI) -> None:
        self._asgi = httpx.ASGITransport(app, raise_app_exceptions=False, client=("203.0.113.7", 4711))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        async def run() -> httpx.Response:
            content = b"".join(request.stream)  # type: ignore[arg-type]
            copy = httpx.Request(request.method, request.url, headers=request.headers, content=content)
            answer = await self._asgi.handle_async_request(copy)
            body = await answer.aread()
            return httpx.Response(answer.status_code, headers=answer.headers, content=body)

        return anyio.run(run)


def in_process(app: FastAPI, **given: Any) -> httpx.Client:
    return httpx.Client(transport=_Transport(app), base_url="http://portal.test", follow_redirects=True, **given)


class _Forms(HTMLParser):
    """Each form of a page: its action, and its fields as they would be sent."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._area: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.forms.append((given.get("action") or "", {}))
        elif not self.forms or not name:
            return
        elif tag == "textarea":
            self._area = name
            self.forms[-1][1][name] = ""
        elif tag == "input" and given.get("type") != "file":
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            self.forms[-1][1][name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1][1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None


@dataclass
class Browser:
    http: httpx.Client
    base: str
    page: httpx.Response = field(init=False)

    def open(self, path: str = "") -> httpx.Response:
        self.page = self.http.get(self.base + path)
        return self.page

    @property
    def text(self) -> str:
        plain = re.sub(r"<(style|script).*?</\1>", " ", self.page.text, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).replace("\xa0", " ").split())

    @property
    def heading(self) -> str:
        found = re.search(r"<h1>(.*?)</h1>", self.page.text, re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", "", found[1])).replace("\xa0", " ").split()) if found else ""

    def form(self, action: str = "") -> dict[str, str]:
        """The fields of the form that goes to `base + action`, as the page shows them."""
        return dict(next(fields for to, fields in _Forms(self.page.text).forms if to == self.base + action))

    @property
    def rows(self) -> list[str]:
        """The ids of the table's rows, in order."""
        return re.findall(r'<tr id="r-([^"]+)"', self.page.text)

    def cells(self, row: str, *words: str) -> dict[str, str]:
        return {f"c.{row}.{column}": said for column, said in enumerate(words)}

    def press(self, go: str, **changed: str) -> httpx.Response:
        """Press a button of the main form, with the page's fields and what was changed in them."""
        self.page = self.http.post(self.base, data={**self.form(), "go": go, **changed})
        return self.page

    def typed(self, *rows: tuple[str, ...], go: str = "save", name: str = "Trần Quốc Hùng") -> httpx.Response:
        """Type rows from the first blank one on and press a button; needs a page with as many rows."""
        blank = [row for row in self.rows if f"s.{row}" not in self.form()]
        cells: dict[str, str] = {}
        for row, words in zip(blank, rows, strict=False):
            cells |= self.cells(row, *words)
        return self.press(go, name=name, position="Phó Trưởng phòng", **cells)

    def submit(self, action: str, files: dict[str, Any] | None = None, **changed: str) -> httpx.Response:
        self.page = self.http.post(self.base + action, data={**self.form(action), **changed}, files=files)
        return self.page

    def answer(self, *rows: tuple[str, ...]) -> httpx.Response:
        """The whole way: type, review, send."""
        self.open("?edit=1")
        self.typed(*(rows or (ROW,)), go="review")
        return self.submit("/send", gaps="1")
