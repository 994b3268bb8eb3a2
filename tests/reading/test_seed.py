"""The running example, công văn 6321/UBND-TH of 17/12/2020, read as its clerk would."""

from datetime import date
from pathlib import Path

import pytest

import reading
from reading.model import Copy, Signatory
from reading.text import canonical

TEXT = (Path(__file__).parents[1] / "data/directives/6321-UBND-TH.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def seed() -> reading.Reading:
    return reading.read_text(TEXT)


def test_its_heading(seed):
    assert seed.number.value == "6321/UBND-TH"
    assert seed.issuer.value == "UBND tỉnh Quảng Ngãi"
    assert (seed.place.value, seed.issued_on.value) == ("Quảng Ngãi", date(2020, 12, 17))
    assert seed.kind.value == "công văn"
    assert seed.subject.value == (
        "xây dựng Kế hoạch thực hiện Chương trình hành động của Tỉnh ủy thực hiện Nghị quyết Đại hội đại biểu "
        "Đảng bộ tỉnh lần thứ XX"
    )


def test_adverbs_of_haste_are_no_urgency_stamp(seed):
    assert seed.urgency.value is None


def test_both_groups_are_addressed(seed):
    assert [field.value for field in seed.addressees] == [
        "Các sở, ban ngành, đơn vị trực thuộc UBND tỉnh",
        "UBND các huyện, thị xã, thành phố",
    ]


def test_everybody_reports_to_the_province_through_the_department_that_consolidates(seed):
    submit, consolidate = seed.tasks
    assert [field.value for field in submit.assignees] == [
        "Thủ trưởng các sở, ban ngành, đơn vị trực thuộc UBND tỉnh",
        "Chủ tịch UBND các huyện, thị xã, thành phố",
    ]
    assert (submit.role, submit.report_to.value, submit.via.value) == ("submit", "UBND tỉnh", "Sở Kế hoạch và Đầu tư")
    assert [field.value for field in consolidate.assignees] == ["Sở Kế hoạch và Đầu tư"]
    assert (consolidate.role, consolidate.report_to.value) == ("consolidate", "UBND tỉnh")
    assert [field.value for field in seed.lead] == ["Sở Kế hoạch và Đầu tư"]


def test_an_answer_must_state_four_things(seed):
    assert [field.value for field in seed.tasks[0].required_contents] == [
        "sản phẩm",
        "nội dung tóm lược",
        "căn cứ pháp lý",
        "thời gian thực hiện",
    ]


def test_the_documents_that_it_cites(seed):
    assert [field.value for field in seed.references] == ["2186/SKHĐT-TH", "5970/UBND-TH", "01-CTr/TU"]
    assert seed.amends.value is None


def test_who_gets_a_copy_and_why(seed):
    assert [field.value for field in seed.copies] == [
        Copy("Như trên", "act"),
        Copy("Thường trực Tỉnh ủy", "report"),
        Copy("Thường trực HĐND tỉnh", None),
        Copy("CT, PCT UBND tỉnh", None),
        Copy("VPUB: PCVP, các P. N/cứu, CBTH", None),
        Copy("VT, THntp564", "file"),
    ]


def test_the_chairman_signed_in_person(seed):
    assert seed.signatory.value == Signatory("Đặng Văn Minh", "Chủ tịch", None)


def test_every_span_leads_to_its_words(seed):
    text = canonical(TEXT)
    fields = [part for _, part in _parts(seed) if part.span]
    assert len(fields) > 25
    assert [text[slice(*part.span)] for part in fields] == [part.words for part in fields]


def _parts(read):
    from reading.as_json import walk

    return walk(read)
