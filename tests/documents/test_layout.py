"""Decree 30/2020/NĐ-CP, annex I, read back from each document."""

from dataclasses import replace

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn

from documents.model import Document
from documents.samples import MEMO, PLAN, SAMPLES, URGING
from documents.wording import NBSP
from tests.documents.conftest import cells, plain, read

TITLED = {"plan": "KẾ HOẠCH", "memo": "TỜ TRÌNH", "answer-report": "BÁO CÁO"}
every = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())


@every
def test_pages_are_a4_with_the_decrees_margins(sample: Document) -> None:
    for section in read(sample).sections:
        wide = section.orientation == WD_ORIENT.LANDSCAPE
        assert (round(section.page_width.mm), round(section.page_height.mm)) == ((297, 210) if wide else (210, 297))
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20


@every
def test_all_is_times_new_roman_black_and_vietnamese(sample: Document) -> None:
    document = read(sample)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))[0]
    fonts = defaults.find(qn("w:rFonts"))
    assert set(fonts.attrib.values()) == {"Times New Roman"}
    assert defaults.find(qn("w:lang")).get(qn("w:val")) == "vi-VN"
    assert not list(document.element.body.iter(qn("w:rFonts")))  # nothing departs from it


@every
def test_no_table_is_wider_than_its_page(sample: Document) -> None:
    document = read(sample)
    for table in document.tables:
        inside = max(s.page_width - s.left_margin - s.right_margin for s in document.sections)
        assert sum(column.width for column in table.columns) <= inside + 20_000  # EMU; half a hair for rounding


def test_the_sizes_of_the_boxes() -> None:
    size, weight = {}, {}
    for style in read(PLAN).styles:
        if style.type == 1 and style.font.size:
            size[style.name], weight[style.name] = style.font.size.pt, (bool(style.font.bold), bool(style.font.italic))
    assert 12 <= size["Quốc hiệu"] <= 13
    assert 13 <= size["Tiêu ngữ"] <= 14
    assert 12 <= size["Cơ quan ban hành"] <= 13
    assert size["Số, ký hiệu"] == 13
    assert all(13 <= size[name] <= 14 for name in ("Nội dung", "Địa danh, ngày tháng", "Tên loại văn bản", "Số trang"))
    assert 12 <= size["Trích yếu công văn"] <= 13
    assert (size["Nơi nhận: đầu"], size["Nơi nhận: dòng"]) == (12, 11)
    assert weight["Quốc hiệu"] == weight["Cơ quan ban hành"] == weight["Họ tên người ký"] == (True, False)
    assert weight["Cơ quan chủ quản"] == weight["Trích yếu công văn"] == (False, False)
    assert weight["Địa danh, ngày tháng"] == weight["Căn cứ"] == weight["Kèm theo"] == (False, True)
    assert weight["Nơi nhận: đầu"] == (True, True)


def test_text_is_justified_with_an_indented_first_line() -> None:
    style = read(PLAN).styles["Nội dung"]
    assert style.paragraph_format.alignment == ALIGN.JUSTIFY
    assert round(style.paragraph_format.first_line_indent.mm, 1) == 12.7
    assert style.paragraph_format.space_after.pt >= 6
    assert 1.0 <= style.paragraph_format.line_spacing <= 1.5


def test_the_heading_of_a_department_names_its_superior_first() -> None:
    assert cells(read(MEMO), 0) == [
        [
            "UBND TỈNH QUẢNG NGÃI\nSỞ KẾ HOẠCH VÀ ĐẦU TƯ\n",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
        ],
        ["Số: 246/TTr-SKHĐT", "Quảng Ngãi, ngày 25 tháng 12 năm 2020"],
    ]


def test_the_heading_of_the_province_stands_alone_and_leaves_number_and_day_to_the_clerk() -> None:
    assert cells(read(PLAN), 0) == [
        [
            "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n",
        ],
        ["Số:       /KH-UBND", "Quảng Ngãi, ngày      tháng 12 năm 2020"],
    ]


def test_a_letter_has_its_subject_under_its_number() -> None:
    number, place = cells(read(URGING), 0)[1]
    assert number == "Số:       /UBND-TH\nV/v đôn đốc thực hiện Công văn số 6321/UBND-TH ngày 17/12/2020"
    assert place == "Quảng Ngãi, ngày      tháng 12 năm 2020"


def test_rules_stand_under_issuer_motto_and_title() -> None:
    document = read(PLAN)
    rules = [p for p in document.element.body.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}") is not None]
    assert len(rules) == 4  # and under the annex's title
    issuer, motto, title, annex = (p.pPr.ind for p in rules)
    width = lambda within, ind: within - ind.left.mm - ind.right.mm  # noqa: E731
    assert 43 / 3 <= width(65, issuer) <= 43 / 2  # "TỈNH QUẢNG NGÃI" takes 43 mm
    assert width(100, motto) == pytest.approx(60.4, abs=0.2)  # as long as the motto
    assert 165 / 3 <= width(165, title) <= 165 / 2
    assert width(252, annex) == pytest.approx(width(165, title), abs=0.2)


@pytest.mark.parametrize(("name", "kind"), TITLED.items())
def test_named_kinds_have_their_name_over_the_summary(name: str, kind: str) -> None:
    found = [p.text for p in read(SAMPLES[name]).paragraphs if p.style.name == "Tên loại văn bản"]
    assert found == [kind]


@every
def test_the_page_number_stands_centred_in_the_top_margin_but_not_on_the_first_page(sample: Document) -> None:
    section = read(sample).sections[0]
    fields = [field.text for field in section.header._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE "]
    assert section.header.paragraphs[-1].style.paragraph_format.alignment == ALIGN.CENTER
    assert section.header_distance < section.top_margin
    assert section.different_first_page_header_footer
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))


@pytest.mark.parametrize("name", ["plan", "memo", "urging"])
def test_an_annex_begins_a_page_and_is_numbered_on_its_own(name: str) -> None:
    letter, annex = read(SAMPLES[name]).sections
    assert letter._sectPr.find(qn("w:pgNumType")) is None
    assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert annex.different_first_page_header_footer


def test_the_plans_annex_is_landscape_and_says_to_which_plan_it_belongs() -> None:
    document = read(SAMPLES["plan"])
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert [plain(p.text) for p in document.paragraphs if p.style.name in ("Phụ lục", "Tên phụ lục", "Kèm theo")] == [
        "Phụ lục",
        "DANH MỤC NHIỆM VỤ THỰC HIỆN CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA TỈNH ỦY THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ "
        "TỈNH LẦN THỨ XX",
        "(Kèm theo Kế hoạch số 168/KH-UBND ngày 28 tháng 12 năm 2020 của Ủy ban nhân dân tỉnh Quảng Ngãi)",
    ]


@every
def test_the_header_row_is_repeated_and_no_row_breaks_over_a_page(sample: Document) -> None:
    for table in read(sample).tables:
        if table._tbl.tblPr.find(qn("w:tblBorders")) is None:
            continue  # heading and signature are tables without borders
        rows = [row.trPr for row in table._tbl.tr_lst]
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_the_signature_block_is_one_piece_and_the_last_paragraph_stays_with_it() -> None:
    document = read(SAMPLES["plan"])
    block = document.tables[-2]
    assert [row.trPr.find(qn("w:cantSplit")) is not None for row in block._tbl.tr_lst] == [True]
    before = block._tbl.getprevious()  # the gap, and before it the text's last paragraph
    assert before.pPr.keepNext is not None
    assert before.getprevious().pPr.keepNext is not None
    assert before.getprevious().text.endswith("./.")


def test_copies_and_signature_stand_level_with_each_other() -> None:
    document = read(replace(PLAN, copies=("Như trên;", "VPUB: PCVP", "Lưu: VT, TH.")))
    assert cells(document, -2) == [
        ["Nơi nhận:\n- Như trên;\n- VPUB: PCVP;\n- Lưu: VT, TH.", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nĐặng Văn Minh"]
    ]


def test_headings_stay_with_what_follows_them() -> None:
    styles = read(PLAN).styles
    for name in ("Đề mục", "Tên loại văn bản", "Phụ lục", "Tên phụ lục", "Bảng: đầu cột", "Bảng: nhóm"):
        assert styles[name].paragraph_format.keep_with_next, name


@every
def test_a_cited_number_never_breaks_over_a_line(sample: Document) -> None:
    for paragraph in read(sample).paragraphs:
        for words in ("số 6321", "ngày 17/12", "ngày 22/12", "tháng 12 năm"):
            assert words not in paragraph.text, paragraph.text
        if f"số{NBSP}6321/UBND" in paragraph.text:
            assert paragraph._p.findall(f".//{qn('w:noBreakHyphen')}")
