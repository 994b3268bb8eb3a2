"""The distribution list "Nơi nhận": who gets a copy, and why (Decree 30/2020, annex I, box 9b)."""

from __future__ import annotations

import re

from reading.layout import Layout
from reading.model import Copy, CopyRole, Field
from reading.text import Source, View, join
from reading.words import is_signature_cell

_LABEL = re.compile(r"\W*n[o0][il1] nh[ae]n\s*[:;.]?\s*")
_BULLET = re.compile(r"\s*[-+*•●·]\s*(?=\S)")
_ROLE_NOTE = re.compile(r"\(([^()]{1,40})\)\s*[;.,:]?\s*$")
_ROLES: list[tuple[str, CopyRole]] = [
    (r"^(?:de\s+)?(?:b\s*[/.]?\s*c(?:ao)?|bao\s*cao|bc)\b", "report"),
    (r"^(?:de\s+)?(?:p(?:hoi)?\s*[/.-]?\s*h(?:op)?|phoi hop)\b", "coordinate"),
    (r"^(?:de\s+)?(?:t(?:hu?c)?\s*[/.-]?\s*h(?:ien)?|th/hien|thuc hien|trien khai|chi dao)\b", "act"),
    (r"^(?:de\s+)?(?:biet)\b", "information"),
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
    cuts = [0, *(m.end() for m in re.finditer(r";\s*(?:-\s*)?", view.text)), len(view)]
    pieces = [view[a:b].strip(" ;.,*_-") for a, b in zip(cuts, cuts[1:], strict=False)]
    return [piece for piece in pieces if piece.text]


def _copy(source: Source, item: View) -> Field[Copy]:
    said = item.bare
    if said.startswith("luu"):
        return source.field(item, value=Copy(re.sub(r"^\w+\s*:?\s*", "", item.value()) or item.value(), "file"))
    if re.match(r"nhu\b", said):
        return source.field(item, value=Copy(item.value().rstrip(","), "act"))
    note = _ROLE_NOTE.search(item.text)
    role = next(
        (role for pattern, role in _ROLES if note and re.match(pattern, said[note.start(1) : note.end(1)].strip())),
        None,
    )
    name = item.value(0, note.start()) if note and role else item.value()
    return source.field(item, value=Copy(name.rstrip(" ,"), role))
