"""One directive in every format and encoding that offices send: the same reading each time."""

from __future__ import annotations

import unicodedata
from email.message import EmailMessage
from pathlib import Path

import pypdfium2 as pdfium
import pytest

import reading
from reading.errors import NoText
from reading.extraction import scan

SAMPLES = Path(__file__).parents[1] / "data" / "directives"
SEED = (SAMPLES / "6321-UBND-TH.txt").read_text(encoding="utf-8")


def values(read: reading.Reading) -> dict:
    """What was read, without where it stood."""

    def bare(part):
        if isinstance(part, dict) and "value" in part:
            return part["value"]
        if isinstance(part, dict):
            return {key: bare(item) for key, item in part.items() if key not in ("words", "span")}
        return [bare(item) for item in part] if isinstance(part, list) else part

    return bare(read.to_json())


EXPECTED = values(reading.read_text(SEED))


def read(content: bytes, filename: str) -> dict:
    return values(reading.read_bytes(content, filename).reading)


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_word_and_print_read_like_the_text(ending):
    document = reading.read_file(SAMPLES / f"6321-UBND-TH.{ending}")
    assert values(document.reading) == EXPECTED
    assert document.media_type.endswith({"docx": "wordprocessingml.document", "pdf": "pdf"}[ending])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_in_any_unicode_encoding(encoding):
    assert read(SEED.encode(encoding), "a.txt") == EXPECTED


def test_text_of_old_windows():
    """Code page 1258 writes tone marks apart."""
    letters = "".join(_for_1258(letter) for letter in unicodedata.normalize("NFC", SEED))
    assert read(letters.encode("cp1258"), "a.txt") == EXPECTED


def _for_1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark != tone)) + tone


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("**", ""),
        lambda text: text.replace("Đ", "Ð"),
        lambda text: text.replace(" - ", " – "),
        lambda text: "\ufeff" + text.replace("chậm nhất", "chậm\u200b nhất"),
        lambda text: text.replace("  \n", "\n"),
    ],
    ids=["NFD", "non-breaking spaces", "CRLF", "no markdown", "eth for Đ", "en dashes", "invisible", "no hard breaks"],
)
def test_the_same_words_in_another_spelling(change):
    assert read(change(SEED).encode(), "a.txt") == EXPECTED


def test_the_old_placement_of_tone_marks_is_kept_in_values_and_no_obstacle():
    text = (SAMPLES / "hoa-binh-chi-thi-phong-chay.txt").read_text(encoding="utf-8")
    found = reading.read_text(text)
    assert (found.issuer.value, found.place.value) == ("UBND tỉnh Hoà Bình", "Hoà Bình")


def test_a_mail_brings_its_attachment():
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "vanthu@quangngai.example", "Công văn 6321"
    mail.set_content("Kính gửi quý cơ quan văn bản đính kèm.")
    content = (SAMPLES / "6321-UBND-TH.docx").read_bytes()
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="công văn 6321.docx")
    document = reading.read_bytes(mail.as_bytes(), "thu.eml")
    assert values(document.reading) == EXPECTED
    assert (document.filename, document.content) == ("công văn 6321.docx", content)


def test_of_several_attachments_the_one_that_can_be_read_is_taken():
    mail = EmailMessage()
    mail.set_content("xin gửi")
    mail.add_attachment(b"%PDF-1.4 broken", maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment(SEED.encode(), maintype="text", subtype="plain", filename="b.txt")
    mail.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="logo.png")
    assert reading.read_bytes(mail.as_bytes(), "thu.eml").filename == "b.txt"


def scanned(pages: int = 2) -> bytes:
    """The printed seed as pictures only."""
    source = pdfium.PdfDocument(SAMPLES / "6321-UBND-TH.pdf")
    target = pdfium.PdfDocument.new()
    for number in range(min(pages, len(source))):
        bitmap = source[number].render(scale=200 / 72)
        picture = pdfium.PdfImage.new(target)
        picture.set_bitmap(bitmap)
        width, height = source[number].get_size()
        picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
        page = target.new_page(width, height)
        page.insert_obj(picture)
        page.gen_content()
    import io

    written = io.BytesIO()
    target.save(written)
    return written.getvalue()


def test_a_scan_without_text_recognition_says_what_to_install(monkeypatch):
    monkeypatch.setattr(scan, "recogniser", lambda: None)
    with pytest.raises(NoText, match="Tesseract") as caught:
        reading.read_bytes(scanned(1), "scan.pdf")
    assert "apt-get install" in caught.value.remedy


@pytest.mark.skipif(scan.recogniser() is None, reason="Tesseract with Vietnamese data is not installed")
def test_a_scan_is_read_and_every_field_is_to_be_checked():
    document = reading.read_bytes(scanned(), "scan.pdf")
    read = document.reading
    assert read.number.value == "6321/UBND-TH"
    assert read.issued_on.value.isoformat() == "2020-12-17"
    assert [task.role for task in read.tasks] == ["submit", "consolidate"]
    assert {part.certainty for part in (read.number, read.issued_on, read.subject, *read.addressees)} == {"check"}
    assert any("OCR" in note for note in document.notes)
