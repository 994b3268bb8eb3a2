"""The page put back in order of reading from pieces of text with their places: columns apart, rows together.

The heading and the footer of Decree 30/2020 are two columns side by side; read row by row they mix. Their left column
is given first, then the right one. Gaps inside other rows (tables) become three blanks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from reading.text import bare
from reading.words import KINDS


@dataclass(frozen=True)
class Piece:
    """A run of text on one row: left and right edge, height of the baseline (upwards), size of its letters."""

    left: float
    right: float
    base: float
    size: float
    text: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    pieces: list[Piece]
    first: bool
    in_footer: bool = False  # the page before ended within Nơi nhận and signature


_GAP = "   "
_ROW = 3.0  # points by which the bases of one row may differ
_BODY = re.compile(r"\W{0,20}(?:k[il]n[hn] gu[il1]|can cu |thuc hien )")
_COPIES = re.compile(r"\W{0,20}n[o0][il1] nh[ae]n\b")
_ANNEX = re.compile(r"(?:phu luc|bieu mau|mau so|bieu so)\b")


def text_of(page: Page) -> tuple[str, bool]:
    """The page's lines in order of reading; and whether it ends within Nơi nhận and signature."""
    rows = _rows(page.pieces)
    if not page.first and rows and _is_page_number(rows[0], page):
        rows = rows[1:]
    if rows and _is_page_number(rows[-1], page):
        rows = rows[:-1]
    head = _heading_end(rows, page) if page.first else 0
    foot, end = _footer(rows, page, head)
    wide = _wide_gap(rows)
    lines = [*_columns(rows[:head], page.width * 0.47, wide)] if head else []
    lines += _running(_with_table_heads(rows[head:foot], wide), wide, page.width)
    if foot < end:
        lines += ["", *_columns(rows[foot:end], page.width * 0.44, wide)]
    lines += _running(_with_table_heads(rows[end:], wide), wide, page.width)
    return "\n".join(lines), foot < end == len(rows)


def _wide_gap(rows: list[list[Piece]]) -> float:
    """A step down that is more than a new line: a good third more than the page's usual one."""
    steps = sorted(above[0].base - row[0].base for above, row in pairwise(rows))
    usual = steps[len(steps) // 2] if len(steps) > 7 else 1.3 * rows[0][0].size if rows else 0.0
    return 1.38 * usual


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.base, piece.left)):
        if rows and abs(rows[-1][0].base - piece.base) <= _ROW:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _is_page_number(row: list[Piece], page: Page) -> bool:
    at_edge = row[0].base > page.height * 0.9 or row[0].base < page.height * 0.1
    return (
        at_edge
        and len(row) == 1
        and re.fullmatch(r"[-\s]*\d{1,3}(?:\s{0,3}/\s{0,3}\d{1,3})?[-\s]*", row[0].text) is not None
    )


def _heading_end(rows: list[list[Piece]], page: Page) -> int:
    """The first row under the two-column heading: "Kính gửi", the kind's title, or a row as wide as the page."""
    for at, row in enumerate(rows):
        said = bare(_said(row)).strip(" .:*")
        if _BODY.match(said) or (said in KINDS and _said(row).strip().isupper()):
            return at
        wide = len(row) == 1 and row[0].left < page.width * 0.3 and row[0].right > page.width * 0.7
        if wide and at:
            return at
        if row[0].base < page.height * 0.45:
            return 0
    return 0


def _footer(rows: list[list[Piece]], page: Page, after: int) -> tuple[int, int]:
    """The rows of Nơi nhận and signature; (n, n) where the page has none."""
    start = next((at for at in range(after, len(rows)) if any(_begins_copies(piece) for piece in rows[at])), None)
    if page.in_footer:
        start = 0
    if start is None:
        return len(rows), len(rows)
    middle = page.width * 0.44
    while start - 1 > after and all(p.left > middle for p in rows[start - 1]) and _said(rows[start - 1])[:2].isupper():
        start -= 1
    end = start
    while end < len(rows) and not _ANNEX.match(bare(_said(rows[end]))):
        end += 1
    return start, end


def _begins_copies(piece: Piece) -> bool:
    return piece.text[:1] in "N*_" and _COPIES.match(bare(piece.text)) is not None


def _columns(rows: list[list[Piece]], middle: float, wide: float) -> list[str]:
    left = [[piece for piece in row if _is_left(piece, middle)] for row in rows]
    right = [[piece for piece in row if not _is_left(piece, middle)] for row in rows]
    return [*_running([row for row in left if row], wide), "", *_running([row for row in right if row], wide), ""]


def _is_left(piece: Piece, middle: float) -> bool:
    return (piece.left + piece.right) / 2 < middle


def _running(rows: list[list[Piece]], wide: float, width: float = 0.0) -> list[str]:
    """The rows as lines; a blank one where a paragraph ends: a wide step, an indent, a change from centred to full."""
    lefts = sorted(row[0].left for row in rows)
    margin = lefts[len(lefts) // 3] if len(lefts) > 5 else lefts[0] if lefts else 0.0
    lines: list[str] = []
    for above, row in pairwise([None, *rows]):
        assert row
        if above and (
            above[0].base - row[0].base > wide
            or (width and _is_centred(above, margin, width) != _is_centred(row, margin, width))
            or (width and _is_indented(row, margin) and not _is_indented(above, margin) and _ENDED.search(_said(above)))
        ):
            lines.append("")
        lines.append(_said(row))
    return lines


def _is_centred(row: list[Piece], margin: float, width: float) -> bool:
    left, right = row[0].left - margin, width - margin * 0.8 - row[-1].right
    return len(row) == 1 and left > width * 0.07 and abs(left - right) < width * 0.05


def _is_indented(row: list[Piece], margin: float) -> bool:
    return margin + 1.2 * row[0].size < row[0].left < margin + 5 * row[0].size


_ENDED = re.compile(r"[.:;/]\s{0,3}$")
_NUMBERING = frozenset({"STT", "TT", "SỐ TT", "SỐ THỨ TỰ", "STT."})


def _with_table_heads(rows: list[list[Piece]], wide: float) -> list[list[Piece]]:
    """The heading row of a table, whose cells were broken into several lines, as one row again."""
    if not any(piece.text.strip().upper() in _NUMBERING for row in rows for piece in row):
        return rows
    out: list[list[Piece]] = []
    at = 0
    while at < len(rows):
        end = at
        while end + 1 < len(rows) and end - at < 5 and rows[end][0].base - rows[end + 1][0].base <= wide:
            end += 1
        here = next((n for n in range(at, end + 1) if any(p.text.strip().upper() in _NUMBERING for p in rows[n])), None)
        if here is None or len(rows[at]) < 2:
            out.append(rows[at])
            at += 1
            continue
        stop = here + 1
        while (
            stop < len(rows)
            and rows[stop - 1][0].base - rows[stop][0].base <= wide
            and not rows[stop][0].text[:1].isdigit()
        ):
            stop += 1
        out.append(_merged_columns([piece for row in rows[at:stop] for piece in row]))
        at = stop
    return out


def _merged_columns(pieces: list[Piece]) -> list[Piece]:
    """Pieces above each other become one, top to bottom."""
    columns: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: -piece.base):
        middle = (piece.left + piece.right) / 2
        over = next(
            (
                n
                for n, c in enumerate(columns)
                if c.left <= middle <= c.right or piece.left <= (c.left + c.right) / 2 <= piece.right
            ),
            None,
        )
        if over is None:
            columns.append(piece)
        else:
            c = columns[over]
            columns[over] = Piece(
                min(c.left, piece.left), max(c.right, piece.right), c.base, c.size, f"{c.text} {piece.text}"
            )
    return sorted(columns, key=lambda piece: piece.left)


def _said(row: list[Piece]) -> str:
    return _GAP.join(piece.text for piece in row)
