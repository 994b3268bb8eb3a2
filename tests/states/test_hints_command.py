"""`dondoc plan hints NUMBER --json`, over answers on record."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.hints import asked_columns, plan_hints
from cli.office import Office
from config.settings import load
from records import Records, acts, open_records
from tests.cast import BY_CODE, collecting, hanoi

ROW = {
    "task": "Phát triển cây quế Trà Bồng",
    "product": "Đề án phát triển cây quế",
    "lead": "Sở NN&PTNT",
    "legal_basis": "Luật Lâm nghiệp số 16/2017/QH14",
    "schedule": "Quý II/2021",
}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(load(home=tmp_path))
    yield opened
    opened.close()


def typed(home: Path, *words: str) -> str:
    app = typer.Typer()

    @app.callback()
    def office(context: typer.Context) -> None:
        context.obj = Office(home)

    app.command("hints")(plan_hints)
    result = CliRunner().invoke(app, ["hints", *words], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_the_hints_of_a_directive_are_printed_for_a_script(db: Records, tmp_path: Path) -> None:
    id_ = collecting(db, BY_CODE["SNNPTNT"], BY_CODE["SKHCN"], BY_CODE["SYT"])
    acts.submit(db, id_, "SKHCN", [{**ROW, "lead": "Sở KH&CN"}], now=hanoi("2020-12-18 10:00"))
    acts.submit(db, id_, "SNNPTNT", [{**ROW, "schedule": "Quý III/2020"}, ROW], now=hanoi("2020-12-18 11:00"))

    found = json.loads(typed(tmp_path, "6321/UBND-TH", "--json"))

    both = [{"agency": "SKHCN", "row": 0}, {"agency": "SNNPTNT", "row": 0}]
    again = [{"agency": "SKHCN", "row": 0}, {"agency": "SNNPTNT", "row": 1}]
    in_order = [sorted(hint["rows"], key=lambda row: (row["agency"], row["row"])) for hint in found]
    assert [hint["kind"] for hint in found] == ["duplicate"] * 2 + ["lead_conflict"] * 2 + ["bad_schedule"]
    assert in_order == [both, again, both, again, [{"agency": "SNNPTNT", "row": 0}]]
    assert all(set(hint) == {"kind", "rows", "why"} for hint in found)
    assert "Sở Khoa học và Công nghệ ghi" in found[0]["why"]
    assert typed(tmp_path, "6321/UBND-TH", "--json") == json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def test_people_count_rows_from_one(db: Records, tmp_path: Path) -> None:
    id_ = collecting(db, BY_CODE["SYT"])
    acts.submit(db, id_, "SYT", [ROW, {**ROW, "product": "…"}], now=hanoi("2020-12-18 10:00"))

    assert "empty_product  SYT 2" in typed(tmp_path, "6321/UBND-TH")


def test_a_plan_without_rows_has_no_hints(db: Records, tmp_path: Path) -> None:
    collecting(db, BY_CODE["SYT"])

    assert json.loads(typed(tmp_path, "6321/UBND-TH", "--json")) == []


def test_only_the_columns_that_a_directive_names_may_not_be_blank() -> None:
    assert asked_columns(("sản phẩm", "nội dung tóm lược", "căn cứ pháp lý")) == ("product", "legal_basis")
    assert asked_columns(("khó khăn, vướng mắc",)) == ("product", "legal_basis", "schedule")
