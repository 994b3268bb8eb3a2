"""Scanned pages, through the program Tesseract with Vietnamese data where it is installed. Pages stay in memory."""

from __future__ import annotations

import csv
import ctypes
import os
import shutil
import subprocess
from functools import lru_cache

import pypdfium2 as pdfium

from reading.errors import NoText, UnreadableDocument
from reading.extraction.limits import SCAN_SECONDS, SCANNED_PAGES, too_large
from reading.extraction.page import Page, Piece, text_of

DOTS_PER_INCH = 300
_GAP = 2.2  # heights of a row between two columns


@lru_cache(maxsize=1)
def recogniser() -> str | None:
    """The program, if it is there and knows Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        known = subprocess.run([program, "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if b"vie" in known.stdout.split() else None


def no_recognition() -> NoText:
    return NoText(
        "The PDF is a scan without a text layer, and Tesseract with Vietnamese data is not installed.",
        remedy="Install it (apt-get install tesseract-ocr tesseract-ocr-vie), or send the .docx or the electronic PDF.",
        vi="Tệp PDF là bản quét, máy chưa cài chương trình nhận dạng chữ. Đề nghị gửi tệp .docx hoặc bản PDF điện tử.",
    )


def recognise(document: pdfium.PdfDocument, pictures: list[int], number: int) -> str:
    """The text of one scanned page, its columns put in order by the places of the words."""
    if len(pictures) > SCANNED_PAGES:
        raise too_large(f"more than {SCANNED_PAGES} scanned pages", f"hơn {SCANNED_PAGES} trang quét")
    page = document[number]
    scale = DOTS_PER_INCH / 72
    longest = max(page.get_size()) * scale
    if longest > 6000:  # a poster, or a page that lies about its size
        scale *= 6000 / longest
    bitmap = page.render(scale=scale, grayscale=True)
    picture = _pgm(bitmap)
    width, height = bitmap.width, bitmap.height
    bitmap.close()
    page.close()
    return text_of(Page(width, height, _pieces(_tesseract(picture), height), number == 0))[0]


def _pgm(bitmap: pdfium.PdfBitmap) -> bytes:
    """The picture in the plainest format there is, so that no image library is needed."""
    pixels = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    rows = (pixels[at * bitmap.stride : at * bitmap.stride + bitmap.width] for at in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(rows)


def _tesseract(picture: bytes) -> list[dict[str, str]]:
    program = recogniser()
    assert program
    command = [program, "stdin", "stdout", "-l", "vie", "--psm", "3", "--dpi", str(DOTS_PER_INCH), "tsv"]
    try:
        done = subprocess.run(
            command,
            input=picture,
            capture_output=True,
            timeout=SCAN_SECONDS,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads spin when cores are shared
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise UnreadableDocument(
            "Text recognition of a scanned page failed.",
            remedy="Send the .docx or the electronic PDF.",
            vi="Không nhận dạng được chữ trên bản quét. Đề nghị gửi tệp .docx hoặc bản PDF điện tử.",
        ) from error
    return list(
        csv.DictReader(
            done.stdout.decode("utf-8", errors="replace").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE
        )
    )


def _pieces(words: list[dict[str, str]], height: int) -> list[Piece]:
    """Words of one recognised line joined; parted where the gap is that of columns."""
    pieces: list[Piece] = []
    line: tuple[str, ...] = ()
    base = 0.0
    for word in words:
        text = (word.get("text") or "").strip()
        if word.get("level") == "4":  # a line: its own box gives the base of all its words
            base = height - int(word["top"]) - int(word["height"])
        if word.get("level") != "5" or not text:
            continue
        left, width, size = int(word["left"]), int(word["width"]), int(word["height"])
        here = (word["block_num"], word["par_num"], word["line_num"])
        if pieces and here == line and left - pieces[-1].right < _GAP * max(size, pieces[-1].size):
            last = pieces[-1]
            pieces[-1] = Piece(last.left, left + width, base, max(last.size, size), f"{last.text} {text}")
        else:
            pieces.append(Piece(left, left + width, base, size, text))
        line = here
    return pieces
