"""Who leads: one agency however it is written, or several in one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.hints.leads import lead_of, same_lead, several


def one_agency(one: str, other: str) -> bool:
    first, second = lead_of(one), lead_of(other)
    assert first is not None
    assert second is not None
    assert same_lead(first, second) == same_lead(second, first)
    return same_lead(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở Nông nghiệp & PTNT", "So NN va PTNT"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở VHTTDL", "Sở VH-TT&DL"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Ban Dân tộc", "Ban Dân tộc tỉnh"),
        ("Bộ CHQS tỉnh", "Bộ Chỉ huy Quân sự tỉnh Quảng Ngãi"),
        ("BQL KKT Dung Quất và các KCN", "Ban Quản lý Khu kinh tế Dung Quất và các Khu công nghiệp Quảng Ngãi"),
        ("VPUB", "Văn phòng UBND tỉnh"),
        ("UBND TX Đức Phổ", "UBND thị xã Đức Phổ"),
        ("UBND huyện Lý Sơn", "Huyện Lí Sơn"),
        ("Sở Công thương", "Sở Công Thương"),
    ],
)
def test_one_agency_is_one_however_it_is_written(one: str, other: str) -> None:
    assert one_agency(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Nội vụ", "Sở Ngoại vụ"),
        ("Sở Tài chính", "Sở Tài nguyên và Môi trường"),
        ("Sở KH&ĐT", "Sở KH&CN"),
        ("UBND huyện Ba Tơ", "UBND huyện Sơn Tây"),
        ("UBND tỉnh", "UBND huyện Ba Tơ"),
        ("Ban Dân tộc", "Ban Dân vận"),
    ],
)
def test_two_agencies_are_two(one: str, other: str) -> None:
    assert not one_agency(one, other)


def test_a_blank_lead_is_the_sender() -> None:
    department = lead_of("Sở Y tế")
    district = lead_of("UBND huyện Ba Tơ")
    assert department is not None
    assert district is not None

    assert lead_of("", "SYT", "Sở Y tế") == lead_of("Đơn vị", "SYT", "Sở Y tế") == department
    assert same_lead(lead_of("", "H-BA-TO") or department, district)
    assert lead_of("", "SYT") is None


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("Sở Xây dựng; UBND TP Quảng Ngãi", ("Sở Xây dựng", "UBND TP Quảng Ngãi")),
        ("Sở Tài chính và Sở KH&ĐT", ("Sở Tài chính", "Sở KH&ĐT")),
        ("Sở NN&PTNT\nSở TN&MT", ("Sở NN&PTNT", "Sở TN&MT")),
        ("Sở Tài chính/Sở Nội vụ", ("Sở Tài chính", "Sở Nội vụ")),
        ("Công an tỉnh, Bộ CHQS tỉnh", ("Công an tỉnh", "Bộ CHQS tỉnh")),
        ("UBND huyện Ba Tơ, huyện Sơn Hà", ("UBND huyện Ba Tơ", "huyện Sơn Hà")),
        ("Các sở: Tài chính, Xây dựng", ("Tài chính", "Xây dựng")),
    ],
)
def test_several_leads_in_one_cell_are_named(cell: str, leads: tuple[str, ...]) -> None:
    assert several(cell) == leads


@pytest.mark.parametrize(
    "cell",
    [
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Lao động - Thương binh và Xã hội",
        "BQL KKT Dung Quất và các KCN Quảng Ngãi",
        "Văn phòng HĐND và UBND huyện Ba Tơ",
        "UBND các huyện, thị xã, thành phố",
        "Sở Tài chính, phối hợp Sở KH&ĐT",
        "Sở Y tế (Trung tâm Kiểm soát bệnh tật)",
        "Sở NN&PTNT, Sở Nông nghiệp và Phát triển nông thôn",
        "",
    ],
)
def test_one_lead_is_one_whatever_commas_and_hyphens_its_name_has(cell: str) -> None:
    assert several(cell) == ()


@given(st.text(max_size=900) | st.text(alphabet="Sở UBNDhuyện,;&- và", max_size=900))
def test_any_text_is_read_without_complaint(cell: str) -> None:
    several(cell)
    lead_of(cell, cell, cell)
