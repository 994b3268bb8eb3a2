"""What is refused at the door: secrets, letters of old fonts, other languages, texts that are no directive.

State secrets: law 117/2025/QH15 (before: 29/2018/QH14): a document stamped MẬT, TỐI MẬT or TUYỆT MẬT must not enter a
networked system. The stamp is a mark of its own (Decree 30/2020, annex I, box 10a), never a word in a sentence: "bảo
mật", "bí mật" and "Lưu hành nội bộ" are none. An error names the stamp at most, never a word of the document.
"""

from __future__ import annotations

import re

from reading.errors import LegacyFont, NotADirective, NoText, NotVietnamese, SecretDocument
from reading.text import bare

_HINT = re.compile(r"[Mm][ \u00a0]?[ẬậẤÂ][ \u00a0]?[Tt](?!\w)")
_CELLS = re.compile(r"[|\t]|[ \u00a0]{3,}")
_STAMPS = frozenset({"MẬT", "TỐIMẬT", "TUYỆTMẬT", "MẤT", "MÂT"})  # with two slips of text recognition
_IN_SMALL = frozenset({"Mật", "Tốimật", "Tuyệtmật"})  # only on the first page, and alone on the line
_LABEL = re.compile(r"(?:mức )?(?:độ mật|dấu chỉ độ mật)\s{0,3}:?\s{0,3}", re.IGNORECASE)
_AFTER_NUMBER = re.compile(r"\W{0,20}Số\s{0,3}:?[^\n]{3,40}\s(?:TUYỆT MẬT|TỐI MẬT|MẬT)\W{0,20}$")
_FIRST_PAGE = 4_000  # letters
_READ_SO_FAR = 400_000  # letters looked at; a stamp stands on the first page of a document or of its annexes

_VIETNAMESE = re.compile("[\u1ea0-\u1ef9đơưĐƠƯăĂ]")
_TCVN3 = re.compile(r"[^\W\d_][¸µ¶·¹®¨»¾¼½©Êª«¬]|§[^\W\d_]")
_VNI = re.compile(r"[aeiouyAEIOUYôơưÔƠƯ][øùûõïØÙÛÕÏäàåáãâêëéèÄÀÅÁÃÂÊËÉÈ]|ñ[aeiouôơư]|Ñ[AEIOUÔƠƯ]")


def check_readable(text: str) -> None:
    """Raises when the text must not or cannot be read. Costs one look at the text."""
    looked_at = text[:_READ_SO_FAR]
    if _is_stamped(looked_at):
        raise SecretDocument(
            "The document bears a stamp of secrecy: it must not enter a networked system, and nothing of it was kept.",
            remedy="Delete this copy and handle the document on paper, as the law on state secrets asks.",
            vi="Văn bản có dấu chỉ độ mật: không được đưa vào hệ thống nối mạng; hệ thống không lưu lại gì. "
            "Đề nghị xóa bản này và xử lý theo quy định về bảo vệ bí mật nhà nước.",
        )
    _check_letters(looked_at[:60_000])


def _is_stamped(text: str) -> bool:
    """A line, or a cell of flattened columns, that is nothing but the stamp."""
    at = 0
    for line in text.split("\n"):
        if _HINT.search(line):
            cells = [re.sub(r"[\W_]", "", _LABEL.sub("", cell.strip(" *_[](){}"))) for cell in _CELLS.split(line)]
            if not _STAMPS.isdisjoint(cells) or (
                at < _FIRST_PAGE and not _IN_SMALL.isdisjoint(cells) and len(cells) == 1
            ):
                return True
            if at < _FIRST_PAGE and _AFTER_NUMBER.match(line):
                return True
        at += len(line) + 1
    return False


def _check_letters(text: str) -> None:
    letters = sum(map(str.isalpha, text))
    if letters < 40:
        raise NoText(
            "There is hardly any text in the file.",
            remedy="Send the whole document, as .docx or as a PDF with a text layer.",
            vi="Tệp hầu như không có chữ. Đề nghị gửi lại văn bản đầy đủ.",
        )
    vietnamese = len(_VIETNAMESE.findall(text))
    if vietnamese > letters * 0.04:
        return _check_form(text)
    garbage = len(_TCVN3.findall(text)) + len(_VNI.findall(text))
    if garbage > letters * 0.03:
        raise LegacyFont(
            "The letters are those of an old font (TCVN3 or VNI): the text is garbage in Unicode.",
            remedy="Convert the file to Unicode (UniKey: Ctrl+Shift+F6), or send a scan or the electronic PDF.",
            vi="Văn bản dùng phông chữ cũ (TCVN3/.VnTime hoặc VNI), không đọc được. Đề nghị chuyển mã sang Unicode "
            "(UniKey: Ctrl+Shift+F6) rồi gửi lại.",
        )
    unmarked = re.search(r"cong hoa xa hoi|kinh gui|uy ban nhan dan|noi nhan", bare(text))
    raise NotVietnamese(
        "The text has no Vietnamese marks." if unmarked else "The text is not Vietnamese.",
        remedy="Send the document in Vietnamese, with its marks, as it was signed.",
        vi="Văn bản không có dấu tiếng Việt." if unmarked else "Văn bản không phải tiếng Việt.",
    )


_FORM = (
    re.compile(r"cong\s{1,5}hoa\s{1,5}xa\s{1,5}hoi|doc lap\s{0,5}-\s{0,5}tu do|dang cong san viet nam"),
    re.compile(r"(?:^|\n|\|)\W{0,20}(?:so|luat so)[\s:.\d…_]{0,40}[/-]|\d ?/[a-z0-9.]{1,20}[-/]"),
    re.compile(r"kinh gui|noi nhan|dien ?:"),
    re.compile(r"ngay[\s\d.…]{0,20}thang[\s\d.…]{0,20}nam"),
)


def _check_form(text: str) -> None:
    """At least two of: the State's title, a number and symbol, addressees or distribution, a full date."""
    said = bare(text)
    if sum(bool(form.search(said)) for form in _FORM) < 2:
        raise NotADirective(
            "The text has none of the parts of an administrative document (heading, number, date, addressees).",
            remedy="Send the signed document itself, with its heading and its distribution list.",
            vi="Không thấy các phần của văn bản hành chính (tiêu đề, số, ngày, nơi nhận). Đề nghị gửi đúng "
            "văn bản đã ký.",
        )
