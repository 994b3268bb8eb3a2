"""Formal addressees: what stands after "Kính gửi:" (or a công điện's "điện:"), one entry a line or between
semicolons."""

from __future__ import annotations

import re

from reading.layout import Layout
from reading.letters import LOWER, UPPER
from reading.model import Field
from reading.paragraphs import ENUMERATOR
from reading.text import Source, View, join

_LABEL = re.compile(
    r"\A\W{0,20}(?:kinh gu[il1]|kinn gu[il1]|klnh gu[il1]|kinh trinh|[^:.;]{0,100}\bdien)\s{0,3}[:.;,]?\s{0,3}"
)
_BULLET = re.compile(r"\s{0,3}[-+*•●·]\s{0,3}(?=\S)")


def read_addressees(source: Source, layout: Layout) -> tuple[Field[str], ...]:
    items: list[list[View]] = []
    for at, line in enumerate(layout.addressees):
        view = line.view
        if at == 0:
            label = _LABEL.match(view.bare)
            view = view[label.end() if label else 0 : len(view)]
        if not view.text:
            continue
        bullet = _BULLET.match(view.text)
        fresh = bullet or not items or _ended(items[-1][-1])
        view = view[bullet.end() : len(view)] if bullet else view
        if fresh:
            items.append([view])
        else:
            items[-1].append(view)
    whole = [piece for item in items for piece in _between_semicolons(join(item))]
    return tuple(source.field(piece, why=_too_long(piece)) for piece in whole if piece.text)


def _too_long(piece: View) -> str | None:
    """An entry with a sentence in it has taken in the body."""
    runs_on = len(piece) > 300 or re.search(rf"[{LOWER}]\.\s[{UPPER}]", piece.text)
    return "có thể lẫn nội dung phía sau" if runs_on else None


def _ended(view: View) -> bool:
    return view.text.rstrip(" *_").endswith((";", "."))


def _between_semicolons(view: View) -> list[View]:
    pieces, at = [], 0
    for match in re.finditer(r";\s{0,3}-?\s{0,3}|$", view.text):
        piece = view[at : match.start()].strip(" .;,*_")
        bullet = ENUMERATOR.match(piece.text)
        pieces.append(piece[bullet.end() : len(piece)] if bullet and bullet.group("bullet") else piece)
        at = match.end()
    return pieces
