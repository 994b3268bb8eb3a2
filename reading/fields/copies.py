"""The distribution list "Nơi nhận": who gets a copy, and why (Decree 30/2020, annex I, box 9b)."""

from __future__ import annotations

import re
from itertools import pairwise

from reading.layout import Layout
from reading.model import Copy, CopyRole, Field
from reading.text import Source, View, join
from reading.words import is_signature_cell

_LABEL = re.compile(r"\W{0,20}n[o0][il1] nh[ae]n\s{0,3}[:;.]?\s{0,3}")
_BULLET = re.compile(r"\s{0,3}[-+*•●·]\s{0,3}(?=\S)")
_ROLE_NOTE = re.compile(r"\(([^()]{1,40})\)\s{0,3}[;.,:]?\s{0,3}$")
_ROLES: list[tuple[str, CopyRole]] = [
    (r"^(?:de\s{1,3})?(?:b\s{0,3}[/.]?\s{0,3}c(?:ao)?|bao\s{0,3}cao|bc)\b", "report"),
    (r"^(?:de\s{1,3})?(?:p(?:hoi)?\s{0,3}[/.-]?\s{0,3}h(?:op)?|phoi hop)\b", "coordinate"),
    (r"^(?:de\s{1,3})?(?:t(?:hu?c)?\s{0,3}[/.-]?\s{0,3}h(?:ien)?|th/hien|thuc hien|trien khai|chi dao)\b", "act"),
    (r"^(?:de\s{1,3})?(?:biet)\b", "information"),
]


def read_copies(source: Source, layout: Layout) -> tuple[Field[Copy], ...]:
    items: list[list[View]] = []
    listing = False
    for line in layout.footer:
        for cell in line.cells:
            label = _LABEL.match(cell.bare)
            if label:
                listing = True
                cell = cell[label.end() : len(cell)]
            bullet = _BULLET.match(cell.text)
            if not listing or not cell.text or is_signature_cell(cell):
                continue
            if bullet:
                items.append([cell[bullet.end() : len(cell)]])
            elif label:
                items.append([cell])
            elif items and not _closed(items[-1][-1]) and cell is line.cells[0]:
                items[-1].append(cell)
    return tuple(_copy(source, piece) for item in items for piece in _pieces(join(item)))


def _closed(view: View) -> bool:
    return view.text.rstrip(" *_").endswith((";", "."))


def _pieces(view: View) -> list[View]:
    cuts = [0, *(m.end() for m in re.finditer(r";\s{0,3}(?:-\s{0,3})?", view.text)), len(view)]
    pieces = [view[a:b].strip(" ;.,*_-") for a, b in pairwise(cuts)]
    return [piece for piece in pieces if piece.text]


def _copy(source: Source, item: View) -> Field[Copy]:
    said = item.bare
    if said.startswith("luu"):
        return source.field(item, value=Copy(re.sub(r"^\w+\s{0,3}:?\s{0,3}", "", item.value()) or item.value(), "file"))
    note = _ROLE_NOTE.search(item.text)
    role = next(
        (role for pattern, role in _ROLES if note and re.match(pattern, said[note.start(1) : note.end(1)].strip())),
        None,
    )
    name = item.value(0, note.start()) if note and role else item.value()
    if re.match(r"nhu\b", said):
        role = "act"
    return source.field(item, value=Copy(name.rstrip(" ,"), role))
