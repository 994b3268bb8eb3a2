"""The same directive in another layout reads the same: lines broken elsewhere, columns flattened, Markdown, gaps."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

import reading
from tests.reading.test_formats import values

SAMPLES = Path(__file__).parents[1] / "data" / "directives"
# Already set in another layout, or noisy: what is changed here would be changed twice.
TEXTS = [path for path in sorted(SAMPLES.glob("*.txt")) if not path.stem.endswith(("-web", "-ocr"))]


def broken(width: int) -> Callable[[str], str]:
    """Lines broken in the middle of a phrase, as mail programs and converters do; tables are left alone."""

    def change(text: str) -> str:
        lines = []
        for line in text.split("\n"):
            keep = len(line.strip()) <= width or "|" in line or "   " in line.strip()
            lines += [line] if keep else textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
        return "\n".join(lines)

    return change


def double_spaced(text: str) -> str:
    return re.sub(r"\n+", "\n\n", text)


def without_blank_lines(text: str) -> str:
    return re.sub(r"\n{2,}", "\n", text)


def with_page_break(text: str) -> str:
    lines = text.split("\n")
    middle = len(lines) // 2
    return "\n".join([*lines[:middle], "\f2", "", *lines[middle:]])


def other_bullets(text: str) -> str:
    return re.sub(r"(?m)^- ", "• ", text)


def in_markdown(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        said = line.strip()
        if said.isupper() and len(said) > 3 and "|" not in said:
            line = f"**{said}**  "
        line = re.sub(r"^(\d+)\. ", r"\1\\. ", line)
        lines.append(re.sub(r"(trước ngày [\d/]+)", r"**\1**", line))
    return "\n".join(lines)


_STACKED = re.compile(
    r"(?P<issuer>(?:[^\n]+\n)+)\n+(?P<state>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc)\n+"
    r"(?P<number>Số[^\n]*\n(?:[^\n]+\n)*)\n+(?P<date>[^\n]*, ngày[^\n]*)\n"
)


def in_two_columns(text: str) -> str:
    """The heading's boxes side by side, as they stand on paper, in plain text."""
    boxes = _STACKED.match(text)
    if not boxes:
        pytest.skip("its heading is already set in columns")
    number = "\n".join(line for whole in boxes["number"].strip().split("\n") for line in textwrap.wrap(whole, 36))
    return f"{_beside(boxes['issuer'], boxes['state'])}\n\n{_beside(number, boxes['date'])}\n{text[boxes.end() :]}"


def _beside(left: str, right: str) -> str:
    lefts, rights = left.strip().split("\n"), right.strip().split("\n")
    width = max(map(len, lefts)) + 6
    rows = max(len(lefts), len(rights))
    lefts, rights = lefts + [""] * (rows - len(lefts)), rights + [""] * (rows - len(rights))
    return "\n".join(f"{one:{width}}{other}".rstrip() for one, other in zip(lefts, rights, strict=True))


LAYOUTS = [
    broken(78),
    broken(60),
    double_spaced,
    without_blank_lines,
    with_page_break,
    other_bullets,
    in_markdown,
    in_two_columns,
]
NAMES = [
    "broken at 78",
    "broken at 60",
    "double spaced",
    "no blank lines",
    "page break",
    "other bullets",
    "Markdown",
    "columns",
]


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
@pytest.mark.parametrize("change", LAYOUTS, ids=NAMES)
def test_another_layout_reads_the_same(path, change):
    text = path.read_text(encoding="utf-8")
    assert values(reading.read_text(change(text))) == values(reading.read_text(text))
