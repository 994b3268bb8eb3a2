"""All hints for the lead of one plan: which rows, which kind, in which order, in words an official understands."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from states.hints import Hint, Kind, end_of_period, find_hints

SAMPLES = Path(__file__).parents[2] / "config" / "samples" / "submissions"
PLANNED, ENDS = date(2020, 12, 25), date(2025, 12, 31)
SEED = (
    "V/v xây dựng Kế hoạch thực hiện Chương trình hành động của Tỉnh ủy thực hiện Nghị quyết Đại hội đại biểu Đảng bộ "
    "tỉnh lần thứ XX"
)

FINE = {
    "task": "Phát triển cây quế Trà Bồng",
    "product": "Đề án phát triển cây quế",
    "lead": "Sở NN&PTNT",
    "legal_basis": "Luật Lâm nghiệp số 16/2017/QH14",
    "schedule": "Quý II/2021",
}


def hints(*rows: tuple[str, dict[str, Any]], **other: Any) -> list[Hint]:
    counted: dict[str, int] = {}
    keyed = []
    for agency, row in rows:
        counted[agency] = counted.get(agency, -1) + 1
        keyed.append((agency, counted[agency], row))
    return find_hints(keyed, **{"planned_on": PLANNED, "ends_on": ENDS} | other)


def kinds(*rows: tuple[str, dict[str, Any]], **other: Any) -> list[tuple[Kind, tuple[tuple[str, int], ...]]]:
    return [(hint.kind, hint.rows) for hint in hints(*rows, **other)]


def test_the_sample_answers_have_these_hints_beside_their_duplicates() -> None:
    answers = [yaml.safe_load(path.read_text()) for path in sorted(SAMPLES.glob("*.yaml"))]
    rows = [(answer["agency"], at, row) for answer in answers for at, row in enumerate(answer["rows"])]
    found = find_hints(rows, planned_on=PLANNED, ends_on=ENDS)

    assert [(hint.kind, *hint.rows) for hint in found if hint.kind != Kind.DUPLICATE] == [
        (Kind.LEAD_CONFLICT, ("SGDDT", 3), ("SLDTBXH", 2)),
        (Kind.LEAD_CONFLICT, ("SKHCN", 0), ("SNNPTNT", 2)),
        (Kind.LEAD_CONFLICT, ("STTTT", 0), ("VPUB", 0)),
        (Kind.LEAD_CONFLICT, ("SXD", 2), ("TP-QUANG-NGAI", 0)),
        (Kind.NO_LEGAL_BASIS, ("BCHQS", 2)),
        (Kind.NO_LEGAL_BASIS, ("DPTTH", 1)),
        (Kind.NO_LEGAL_BASIS, ("H-MO-DUC", 4)),
        (Kind.NO_LEGAL_BASIS, ("H-NGHIA-HANH", 3)),
        (Kind.NO_LEGAL_BASIS, ("H-SON-TAY", 1)),
        (Kind.NO_LEGAL_BASIS, ("H-TRA-BONG", 1)),
        (Kind.BAD_SCHEDULE, ("BQL", 2)),  # Quý I/2027
        (Kind.BAD_SCHEDULE, ("H-BINH-SON", 1)),  # Quý III/2020
        (Kind.BAD_SCHEDULE, ("SGTVT", 4)),  # 2026-2030
        (Kind.BAD_SCHEDULE, ("SLDTBXH", 0)),  # Trước ngày 30/6/2020
        (Kind.EMPTY_PRODUCT, ("CAT", 1)),
        (Kind.EMPTY_PRODUCT, ("H-SON-TINH", 1)),
        (Kind.EMPTY_PRODUCT, ("SNGV", 1)),
        (Kind.IMPOSSIBLE_REFERENCE, ("H-SON-HA", 2)),  # QH16 in 2017
        (Kind.IMPOSSIBLE_REFERENCE, ("H-TU-NGHIA", 2)),  # Quyết định 749/NĐ-TTg
        (Kind.IMPOSSIBLE_REFERENCE, ("TX-DUC-PHO", 2)),  # 31/4/2017
    ]


def test_a_row_with_nothing_wrong_has_no_hint() -> None:
    assert hints(("SNNPTNT", FINE)) == []
    assert hints() == []


def test_one_product_with_two_leads_is_a_duplicate_and_a_conflict() -> None:
    other = {**FINE, "lead": "Sở Khoa học và Công nghệ"}

    assert kinds(("SNNPTNT", FINE), ("SKHCN", other)) == [
        (Kind.DUPLICATE, (("SNNPTNT", 0), ("SKHCN", 0))),
        (Kind.LEAD_CONFLICT, (("SNNPTNT", 0), ("SKHCN", 0))),
    ]
    assert kinds(("SNNPTNT", FINE), ("SKHCN", {**FINE, "lead": "Sở Nông nghiệp và PTNT"})) == [
        (Kind.DUPLICATE, (("SNNPTNT", 0), ("SKHCN", 0)))
    ]


def test_a_blank_lead_is_the_sender_s_own_claim() -> None:
    names = {"SKHCN": "Sở Khoa học và Công nghệ", "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn"}
    claimed = [kind for kind, _ in kinds(("SNNPTNT", FINE), ("SKHCN", {**FINE, "lead": ""}), names=names)]

    assert claimed == [Kind.DUPLICATE, Kind.LEAD_CONFLICT]


def test_the_sentence_names_who_and_quotes_both_rows() -> None:
    other = {**FINE, "task": "Đề án cây quế", "lead": "Sở KH&CN"}
    names = {"SKHCN": "Sở Khoa học và Công nghệ"}
    duplicate, conflict = hints(("SNNPTNT", FINE), ("SKHCN", other), names=names)

    assert duplicate.why == (
        "Có thể là một nhiệm vụ: SNNPTNT ghi “Phát triển cây quế Trà Bồng” (sản phẩm: “Đề án phát triển cây quế”); "
        "Sở Khoa học và Công nghệ ghi “Đề án cây quế” (sản phẩm: “Đề án phát triển cây quế”)."
    )
    assert "SNNPTNT ghi “Sở NN&PTNT”" in conflict.why
    assert "Sở Khoa học và Công nghệ ghi “Sở KH&CN”" in conflict.why


def test_several_leads_in_one_cell_are_a_conflict_of_that_row_alone() -> None:
    [hint] = hints(("SXD", {**FINE, "lead": "Sở Xây dựng; UBND thành phố Quảng Ngãi"}))

    assert (hint.kind, hint.rows) == (Kind.LEAD_CONFLICT, (("SXD", 0),))
    assert "02 cơ quan: “Sở Xây dựng”, “UBND thành phố Quảng Ngãi”" in hint.why


@pytest.mark.parametrize("nothing", ["", None, "   ", "…", "...", "-", "không", "Không có", "chưa có", "N/A", "\u200b"])
def test_a_cell_that_holds_nothing_is_blank_whatever_was_typed(nothing: str | None) -> None:
    row = {**FINE, "product": nothing, "legal_basis": nothing}

    assert [kind for kind, _ in kinds(("SYT", row))] == [Kind.NO_LEGAL_BASIS, Kind.EMPTY_PRODUCT]
    assert kinds(("SYT", row), asked=()) == []


def test_what_the_directive_does_not_ask_for_may_be_blank_but_not_impossible() -> None:
    row = {**FINE, "schedule": "31/11/2021"}

    assert [kind for kind, _ in kinds(("SYT", row), asked=())] == [Kind.BAD_SCHEDULE]
    assert kinds(("SYT", {**FINE, "schedule": ""}), asked=()) == []


def test_a_document_signed_after_the_plan_s_day_can_be_cited_by_a_late_answer_only() -> None:
    row = {**FINE, "legal_basis": "Quyết định số 13/QĐ-TTg ngày 05/01/2021"}

    assert [kind for kind, _ in kinds(("SYT", row))] == [Kind.IMPOSSIBLE_REFERENCE]
    assert kinds(("SYT", row), written_by=date(2021, 1, 8)) == []


def test_a_task_of_three_agencies_is_three_pairs_and_one_of_twenty_is_one_hint() -> None:
    few = kinds(*((f"A{at}", FINE) for at in range(3)))
    many = kinds(*((f"A{at}", FINE) for at in range(20)))

    assert [rows for _, rows in few] == [(("A0", 0), ("A1", 0)), (("A0", 0), ("A2", 0)), (("A1", 0), ("A2", 0))]
    assert many == [(Kind.DUPLICATE, tuple((f"A{at}", 0) for at in range(20)))]


def test_cells_may_be_lists_numbers_or_missing() -> None:
    row: dict[str, Any] = {"task": 7, "lead": ["Sở Xây dựng", "Sở Tài chính"], "legal_basis": ["Luật Xây dựng"]}

    assert [kind for kind, _ in kinds(("SXD", row))] == [Kind.LEAD_CONFLICT, Kind.BAD_SCHEDULE, Kind.EMPTY_PRODUCT]


@pytest.mark.parametrize(
    ("subject", "ends"),
    [
        (SEED, date(2025, 12, 31)),  # the congress of 2020: its term
        ("xây dựng Kế hoạch giai đoạn 2021-2030", date(2030, 12, 31)),
        ("Kế hoạch cải cách hành chính năm 2021", date(2021, 12, 31)),
        ("triển khai nhiệm vụ trọng tâm", None),
    ],
)
def test_the_plan_s_period_is_read_from_the_subject(subject: str, ends: date | None) -> None:
    assert end_of_period(subject, date(2020, 12, 17)) == ends


def test_or_from_the_period_that_most_answers_name() -> None:
    schedules = ["2021-2025"] * 5 + ["2022-2024", "Quý II/2021", "2021-2023"]

    assert end_of_period("triển khai nhiệm vụ", date(2020, 12, 17), schedules) == date(2025, 12, 31)
    assert end_of_period("triển khai nhiệm vụ", date(2020, 12, 17), schedules[4:]) is None
