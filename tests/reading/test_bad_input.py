"""What is refused, with which words: each within seconds and a few megabytes, nothing of it kept."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument

import reading
from reading.errors import (
    Damaged,
    LegacyFont,
    Locked,
    NotADirective,
    NoText,
    NotVietnamese,
    SecretDocument,
    TooLarge,
    UnreadableDocument,
    WrongFormat,
)

DATA = Path(__file__).parents[1] / "data"
SEED = (DATA / "directives/6321-UBND-TH.txt").read_text(encoding="utf-8")


def refused(content: bytes | str, filename: str = "a.txt") -> UnreadableDocument:
    with pytest.raises(UnreadableDocument) as caught:
        reading.read_bytes(content.encode() if isinstance(content, str) else content, filename)
    assert caught.value.exit_code == 3
    assert caught.value.remedy
    assert caught.value.vi
    return caught.value


# State secrets


@pytest.mark.parametrize(
    "stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "Mật", "Độ mật: MẬT", "**TỐI MẬT**", "[MẬT]", "M Ậ T"]
)
def test_a_stamp_of_secrecy_on_its_own_line_is_refused(stamp):
    assert isinstance(refused(SEED.replace("Kính gửi:", f"{stamp}\n\nKính gửi:", 1)), SecretDocument)


@pytest.mark.parametrize(
    "line", ["Số: 15/UBND-NC        MẬT", "Số: 15/UBND-NC\tTỐI MẬT", "| MẬT | Quảng Ngãi |", "Số: 15/UBND-NC MẬT"]
)
def test_a_stamp_beside_the_number_is_refused(line):
    assert isinstance(refused(SEED.replace("Số: **6321** /UBND-TH", line)), SecretDocument)


def test_a_stamp_typed_with_marks_apart_is_refused():
    import unicodedata

    nfd = unicodedata.normalize("NFD", SEED.replace("Kính gửi:", "TUYỆT MẬT\n\nKính gửi:", 1))
    assert isinstance(refused(nfd), SecretDocument)


@pytest.mark.parametrize("place", ["text box", "page header", "table cell"])
def test_a_stamp_is_found_wherever_word_puts_it(place):
    assert isinstance(refused(stamped_docx(place), "a.docx"), SecretDocument)


@pytest.mark.parametrize(
    "words",
    [
        "Các cơ quan thực hiện nghiêm quy định về bảo mật, bí mật nhà nước.",
        "LƯU HÀNH NỘI BỘ",
        "Văn bản không thuộc danh mục bí mật nhà nước độ Mật, Tối mật.",
        "BẢO MẬT THÔNG TIN",
    ],
)
def test_words_about_secrecy_are_no_stamp(words):
    assert reading.read_bytes(
        SEED.replace("1. Yêu cầu", f"{words}\n\n1. Yêu cầu", 1).encode(), "a.txt"
    ).reading.number.found


def test_the_refusal_says_nothing_of_the_document():
    error = refused(SEED.replace("Kính gửi:", "MẬT\n\nKính gửi:", 1))
    for words in ("6321", "Kế hoạch", "Quảng Ngãi"):
        assert words not in f"{error} {error.remedy} {error.vi}"


def stamped_docx(place: str) -> bytes:
    document = WordDocument()
    for line in SEED.splitlines():
        document.add_paragraph(line)
    if place == "page header":
        document.sections[0].header.paragraphs[0].text = "TỐI MẬT"
    elif place == "table cell":
        document.add_table(1, 1).rows[0].cells[0].text = "MẬT"
    else:
        from docx.oxml import parse_xml

        box = (
            '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:v="urn:schemas-microsoft-com:vml">'
            "<w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent></v:textbox>"
            "</v:shape></w:pict></w:r>"
        )
        document.paragraphs[3]._p.append(parse_xml(box))
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


# Letters


def test_tcvn3_garbage_is_named():
    text = (
        "uû ban nh©n d©n            céng hoµ x· héi chñ nghÜa viÖt nam\ntØnh qu¶ng ng·i               §éc "
        "lËp - Tù do - H¹nh phóc\n"
        "Sè: 12/UBND-TH               Qu¶ng Ng·i, ngµy 17 th¸ng 12 n¨m 2003\nKÝnh göi: C¸c së, ban ngµnh; "
        "UBND c¸c huyÖn, thÞ x·.\n"
        "Yªu cÇu Thñ tr­ëng c¸c së, ban ngµnh khÈn tr­¬ng b¸o c¸o UBND tØnh tr­íc ngµy 22/12/2003.\n"
    )
    assert isinstance(refused(text), LegacyFont)
    assert isinstance(refused(text.encode("cp1252", errors="ignore")), LegacyFont)


def test_vni_garbage_is_named():
    text = (
        "UÛY BAN NHAÂN DAÂN          COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM\nTÆNH QUAÛNG NGAÕI            "
        "   Ñoäc laäp - Töï do - Haïnh phuùc\n"
        "Soá: 12/UBND-TH               Quaûng Ngaõi, ngaøy 17 thaùng 12 naêm 2003\nKính göûi: Caùc sôû, ban "
        "ngaønh; UBND caùc huyeän.\n"
        "Yeâu caàu Thuû tröôûng caùc sôû, ban ngaønh khaån tröông baùo caùo UBND tænh tröôùc ngaøy 22/12/2003.\n"
    )
    assert isinstance(refused(text), LegacyFont)


def test_english_is_refused():
    assert isinstance(
        refused("Dear all,\nplease send your quarterly report to the office by Friday. Thank you.\n" * 5), NotVietnamese
    )


def test_vietnamese_without_its_marks_is_refused():
    assert "marks" in str(
        refused("UY BAN NHAN DAN TINH QUANG NGAI\nSo: 12/UBND-TH\nKinh gui: Cac so, ban nganh.\n" * 3)
    )


def test_a_story_is_no_directive():
    assert isinstance(refused("Ngày xưa có một chàng trai nghèo sống với mẹ già ở ven rừng.\n" * 10), NotADirective)


# Files


@pytest.mark.parametrize("content", [b"", b"\n \t", b"\xef\xbb\xbf", b"\x00" * 500])
def test_an_empty_file(content):
    assert isinstance(refused(content), NoText)


def test_a_binary_file():
    assert isinstance(refused(bytes(range(256)) * 40, "a.txt"), WrongFormat)


@pytest.mark.parametrize(
    ("content", "filename", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "save it as .docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls", "the directive itself"),
        (b"{\\rtf1\\ansi}", "a.rtf", ".docx"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png", "PDF"),
    ],
)
def test_other_formats_say_how_to_convert(content, filename, says):
    error = refused(content, filename)
    assert isinstance(error, WrongFormat)
    assert says in error.remedy


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return packed.getvalue()


def test_an_open_document_and_a_workbook_are_told_apart():
    odt = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"})
    assert "OpenDocument" in str(refused(odt, "a.odt"))
    assert "Excel" in str(refused(zipped({"xl/workbook.xml": b"<a/>"}), "a.xlsx"))
    assert "zip" in str(refused(zipped({"b.txt": b"x"}), "a.zip"))


def test_locked_files_ask_for_a_copy_without_password():
    assert isinstance(refused((DATA / "unreadable/locked.pdf").read_bytes(), "a.pdf"), Locked)
    locked_docx = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert isinstance(refused(locked_docx, "a.docx"), Locked)


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnothing more", b"PK\x03\x04" + b"\x00" * 200])
def test_damaged_files(content):
    assert isinstance(refused(content, "a.pdf"), Damaged)


def test_a_docx_cut_short_is_damaged():
    whole = (DATA / "directives/6321-UBND-TH.docx").read_bytes()
    assert isinstance(refused(whole[: len(whole) // 2], "a.docx"), Damaged)


def test_a_docx_whose_xml_expands_entities_gains_nothing():
    lol = (
        b'<!DOCTYPE x [<!ENTITY a "'
        + b"ha" * 500
        + b'">'
        + b"".join(
            b'<!ENTITY %c "%s">' % (b"bcdefgh"[i : i + 1], b"&%c;" % b"abcdefg"[i : i + 1] * 50) for i in range(7)
        )
        + b"]>"
    )
    body = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>&h;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert bounded(lambda: refused(zipped({"word/document.xml": lol + body}), "a.docx"))


def bounded(act, seconds: float = 8.0, megabytes: float = 220.0) -> bool:
    """Runs within the time and memory that a person would still call immediate."""
    tracemalloc.start()
    began = time.monotonic()
    try:
        act()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert time.monotonic() - began < seconds
    assert peak < megabytes * 2**20
    return True


def test_a_zip_bomb_is_not_unpacked():
    bomb = zipped({"word/document.xml": bytes(300 * 2**20)})
    assert len(bomb) < 2**20
    assert bounded(lambda: isinstance(refused(bomb, "a.docx"), TooLarge))


def test_a_bomb_in_a_side_part_is_not_unpacked_either():
    bomb = zipped({"word/document.xml": b"<a/>", "word/numbering.xml": bytes(300 * 2**20)})
    assert bounded(lambda: isinstance(refused(bomb, "a.docx"), TooLarge))


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path):
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(200 * 2**20)

    def read():
        with pytest.raises(TooLarge):
            reading.read_file(huge)

    assert bounded(read)


def test_too_much_text_is_refused():
    assert isinstance(refused(SEED * 1000), TooLarge)


def test_a_mail_without_a_document():
    mail = b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nxin chao\r\n"
    assert isinstance(refused(mail, "a.eml"), NoText)


# Days that cannot be


def test_an_impossible_day_of_issue_is_not_corrected():
    issued_on = reading.read_bytes(
        SEED.replace("ngày **17** tháng 12", "ngày 31 tháng 11").encode(), "a.txt"
    ).reading.issued_on
    assert (issued_on.value, issued_on.certainty) == (None, "check")
    assert "31/11/2020" in issued_on.why


def test_an_impossible_deadline_is_not_corrected():
    read = reading.read_bytes(SEED.replace("22/12/2020", "31/11/2020").encode(), "a.txt").reading
    deadline = read.tasks[0].deadline.deadline
    assert (deadline.last_day, deadline.certainty) == (None, "check")


def test_a_weekday_that_does_not_match_its_date_is_asked_about():
    read = reading.read_bytes(SEED.replace("ngày 25/12/2020", "ngày 25/12/2020 (thứ Hai)").encode(), "a.txt").reading
    deadline = read.tasks[1].deadline.deadline
    assert deadline.certainty == "check"
    assert "thứ Sáu" in deadline.why
