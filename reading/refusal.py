"""What is refused at the door: secrets, letters of old fonts, other languages, texts that are no directive.

State secrets: law 117/2025/QH15 (before: 29/2018/QH14): a document stamped MẬT, TỐI MẬT or TUYỆT MẬT must not enter a
networked system. The stamp is a mark of its own (Decree 30/2020, annex I, box 10a), never a word in a sentence: "bảo
mật", "bí mật" and "Lưu hành nội bộ" are none. An error names the stamp at most, never a word of the document.
"""

from __future__ import annotations

import re

from reading.errors import LegacyFont, NotADirective, NoText, NotVietnamese, SecretDocument
from reading.text import bare

_STAMP = re.compile(
    r"(?:^|[|\t]|[ \u00a0]{3,})[\W_]*(?:Độ mật|ĐỘ MẬT|Mức độ mật|Dấu chỉ độ mật)?\s*:?[\W_]*"
    r"(?P<stamp>(?:T[ \u00a0]?U[ \u00a0]?Y[ \u00a0]?Ệ[ \u00a0]?T|T[ \u00a0]?Ố[ \u00a0]?I)?[ \u00a0\n]*M[ \u00a0]?[ẬẤÂ][ \u00a0]?T)[\W_]*(?=$|[|\t]|[ \u00a0]{3,})",
    re.MULTILINE,
)
_STAMP_IN_SMALL = re.compile(r"^[\W_]*(?:Độ mật\s*:\s*)?(?:Tuyệt mật|Tối mật|Mật)[\W_]*$", re.MULTILINE)
_AFTER_NUMBER = re.compile(r"^[\W_]*Số\s*:?[^\n]{3,40}?\s(?:TUYỆT MẬT|TỐI MẬT|MẬT)[\W_]*$", re.MULTILINE)
_READ_SO_FAR = 400_000  # letters looked at; a stamp stands on the first page of a document or of its annexes

_TCVN3 = re.compile(r"[^\W\d_][¸µ¶·¹®¨»¾¼½©Êª«¬]|§[^\W\d_]")
_VNI = re.compile(r"[aeiouyAEIOUYôơưÔƠƯ][øùûõïØÙÛÕÏäàåáãâêëéèÄÀÅÁÃÂÊËÉÈ]|ñ[aeiouôơư]|Ñ[AEIOUÔƠƯ]")


def check_readable(text: str) -> None:
    """Raises when the text must not or cannot be read. Costs one look at the text."""
    looked_at = text[:_READ_SO_FAR]
    if _STAMP.search(looked_at) or _STAMP_IN_SMALL.search(text[:4000]) or _AFTER_NUMBER.search(text[:4000]):
        raise SecretDocument(
            "The document bears a stamp of secrecy: it must not enter a networked system, and nothing of it was kept.",
            remedy="Delete this copy and handle the document on paper, as the law on state secrets asks.",
            vi="Văn bản có dấu chỉ độ mật: không được đưa vào hệ thống nối mạng; hệ thống không lưu lại gì. "
            "Đề nghị xóa bản này và xử lý theo quy định về bảo vệ bí mật nhà nước.",
        )
    _check_letters(looked_at[:60_000])


def _check_letters(text: str) -> None:
    letters = sum(map(str.isalpha, text))
    if letters < 40:
        raise NoText(
            "There is hardly any text in the file.",
            remedy="Send the whole document, as .docx or as a PDF with a text layer.",
            vi="Tệp hầu như không có chữ. Đề nghị gửi lại văn bản đầy đủ.",
        )
    vietnamese = sum("\u1ea0" <= letter <= "\u1ef9" or letter in "đơưĐƠƯăĂ" for letter in text)
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
    re.compile(r"cong\s+hoa\s+xa\s+hoi|doc lap\s*-\s*tu do|dang cong san viet nam"),
    re.compile(r"(?:^|\n|\|)\W*(?:so|luat so)\s*[:.]?\s*[\d.…_\s]*[/-]|\d\s*/[a-z0-9.]*[-/]"),
    re.compile(r"kinh gui|noi nhan|dien\s*:"),
    re.compile(r"ngay\s*[\d.…]*\s*thang\s*[\d.…]*\s*nam"),
)


def _check_form(text: str) -> None:
    """At least two of: the State's title, a number and symbol, addressees or distribution, a full date."""
    said = bare(text)
    if sum(bool(form.search(said)) for form in _FORM) < 2:
        raise NotADirective(
            "The text has none of the parts of an administrative document (heading, number, date, addressees).",
            remedy="Send the signed document itself, with its heading and its distribution list.",
            vi="Không thấy các phần của văn bản hành chính (tiêu đề, số, ngày, nơi nhận). Đề nghị gửi đúng văn bản đã ký.",
        )
