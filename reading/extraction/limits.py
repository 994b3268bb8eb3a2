"""How much a directive may be. Twenty times what offices send, a hundred times less than what hurts."""

from __future__ import annotations

from reading.errors import TooLarge

FILE_BYTES = 40 * 2**20  # a scanned directive with its annexes has 5 to 20 MiB
UNPACKED_BYTES = 64 * 2**20  # one part of a docx; pictures are never unpacked
PACKED_PARTS = 3_000
LETTERS = 800_000  # 270 pages
LINES = 40_000
PAGES = 300
SCANNED_PAGES = 15  # 3 to 5 s each
SCAN_SECONDS = 60.0  # for one page
ATTACHMENTS = 20


def too_large(what: str, vi: str) -> TooLarge:
    return TooLarge(
        f"The document is too large to be a directive: {what}.",
        remedy="Send the directive alone, without its data annexes.",
        vi=f"Văn bản quá lớn: {vi}. Đề nghị gửi riêng văn bản chỉ đạo, không kèm phụ lục số liệu.",
    )


def bounded(text: str) -> str:
    """The text, if it is no longer than any directive."""
    if len(text) > LETTERS:
        raise too_large(f"more than {LETTERS:,} letters", f"hơn {LETTERS:,} ký tự".replace(",", "."))
    if text.count("\n") > LINES:
        raise too_large(f"more than {LINES:,} lines", f"hơn {LINES:,} dòng".replace(",", "."))
    return text
