"""Text files, whatever their encoding: UTF-8 and UTF-16 by proof, the Windows code pages by their letters."""

from __future__ import annotations

import codecs
import re
import unicodedata

from reading.errors import WrongFormat

_MARKS_OF_ORDER = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def plain_text(content: bytes) -> str:
    """The text of a text file. Raises WrongFormat for bytes that are no text."""
    for mark, encoding in _MARKS_OF_ORDER:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = _guessed(content)
    if _is_binary(text):
        raise WrongFormat(
            "The file is no text document.",
            remedy="Send a .docx, .pdf, .txt, .md, or an .eml with one of these attached.",
            vi="Tệp không phải văn bản. Đề nghị gửi tệp .docx, .pdf, .txt, .md hoặc thư .eml có đính kèm các tệp này.",
        )
    return text


def _guessed(content: bytes) -> str:
    zeros = content[:4000].count(0)
    if zeros > len(content[:4000]) // 5:  # UTF-16 without its mark
        odd = content[1:4000:2].count(0)
        return content.decode("utf-16-le" if odd > zeros // 2 else "utf-16-be", errors="replace")
    vietnamese = content.decode("cp1258", errors="replace")
    if _looks_vietnamese(unicodedata.normalize("NFC", vietnamese)):
        return vietnamese
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], threshold=0.6).best()
    return content.decode(best.encoding if best else "cp1252", errors="replace")


def _looks_vietnamese(text: str) -> bool:
    letters = sum(map(str.isalpha, text)) or 1
    marked = len(re.findall("[\u1ea0-\u1ef9đơưĐƠƯ]", text))
    return marked > letters * 0.05 and "\ufffd" not in text[:2000]


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    strange = sum(
        letter == "\ufffd" or (letter < " " and letter not in "\t\n\r\f\v") or "\x7f" <= letter <= "\x84"
        for letter in sample
    )
    return strange > len(sample) // 50
