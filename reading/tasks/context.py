"""The body as a tree of items: who is in charge of a sentence that names nobody itself.

"1. Yêu cầu Thủ trưởng các sở …; Chủ tịch UBND các huyện …:" puts them in charge of every item below it, until an item
names somebody else. A heading that is nothing but a name ("1. Sở Nội vụ") does the same. A sentence after the list
("Báo cáo gửi về … trước ngày …") speaks to whom the last general order spoke to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from reading.letters import UPPER
from reading.model import PlacedDeadline
from reading.paragraphs import Paragraph
from reading.tasks.sentence import Act, Scan
from reading.text import View

_LONGEST = 4_000
_SENTENCE_END = re.compile(rf"(?<!TP)(?<!T\.P)(?<!\sđ/c)[.!?]\s+(?=[\"'(]?[{UPPER}\d-])")
# Chapters that order nothing: aims, grounds, what was done so far.
_BACKGROUND = re.compile(
    r"(?:muc dich|muc tieu|quan diem|danh gia|tinh hinh|ket qua|uu diem|ton tai|han che|nguyen nhan|can cu|"
    r"su can thiet|thuc trang|"
    r"pham vi|doi tuong|dac diem|boi canh)\b"
)
_NARRATIVE = re.compile(
    r"\s*(?:Ngày \d|Trước đó|Vừa qua|Thời gian qua|Trong thời gian qua|Đến nay|Tính đến|Hiện nay|Tuy nhiên|"
    r"Qua theo dõi|Tại)"
)
_GENERAL = re.compile(r"(?<!\w)(?:các|quý|cơ quan, đơn vị|từng|mỗi|những|tất cả|toàn bộ)(?!\w)", re.IGNORECASE)


@dataclass
class Said:
    """One sentence of the body with the acts found in it and those in charge of it."""

    view: View
    paragraph: int
    in_charge: tuple[View, ...]
    acts: list[Act] = field(default_factory=list)
    receiver: tuple[View, bool] | None = None  # "Nơi nhận báo cáo: X (để tổng hợp)"
    collected: list[View] = field(default_factory=list)  # those told to consolidate
    loose: list[PlacedDeadline] = field(default_factory=list)  # deadlines that no act of the sentence took


@dataclass
class _Item:
    depth: float
    in_charge: tuple[View, ...]
    opens: bool  # ended with a colon: what follows is below it
    heading: bool  # a line of its own: plain paragraphs after it are below it too
    background: bool


def sentences(view: View) -> list[View]:
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(view.text)), len(view)]
    pieces = [view[start:end].strip() for start, end in pairwise(cuts)]
    return [short for piece in pieces if piece.text for short in _no_longer_than(piece, _LONGEST)]


def _no_longer_than(piece: View, limit: int) -> list[View]:
    """No sentence is longer than a page; what is (a list without full stops) is taken in parts, so that
    time is bounded."""
    parts = []
    while len(piece) > limit:
        cut = max(piece.text.rfind("; ", 0, limit), piece.text.rfind(", ", 0, limit), limit // 2)
        parts.append(piece[: cut + 1])
        piece = piece[cut + 1 : len(piece)].strip()
    return [*parts, piece] if piece.text else parts


def said_in(paragraphs: list[Paragraph], deadlines: list[PlacedDeadline]) -> list[Said]:
    """Every sentence of the body, read in its context."""
    return list(_Walk(deadlines).over(paragraphs))


class _Walk:
    def __init__(self, deadlines: list[PlacedDeadline]) -> None:
        self.deadlines = deadlines
        self.items: list[_Item] = []
        self.general: tuple[View, ...] = ()  # whom the last order outside the items spoke to

    def over(self, paragraphs: list[Paragraph]) -> Iterator[Said]:
        for at, paragraph in enumerate(paragraphs):
            self._close(paragraph)
            above = next((item.in_charge for item in reversed(self.items) if item.in_charge), ())
            background = any(item.background for item in self.items)
            below_item = any(item.depth >= 3 for item in self.items)
            in_charge = above or (self.general if not paragraph.mark else ())
            leader: tuple[View, ...] = ()
            for number, sentence in enumerate(sentences(paragraph.view)):
                said, named = self._read(sentence, in_charge, at, background)
                yield said
                if named and (_GENERAL.search(named[0].text) or number == 0):
                    in_charge = named
                    leader = leader or named
                    if not paragraph.mark and not below_item:
                        self.general = named
            self._open(paragraph, leader or above)

    def _read(
        self, view: View, in_charge: tuple[View, ...], paragraph: int, background: bool
    ) -> tuple[Said, tuple[View, ...]]:
        begin, stop = view.span()
        within = [found for found in self.deadlines if begin <= found.span[0] < stop]
        scan = Scan(view, in_charge, within)
        acts = scan.run()
        said = Said(view, paragraph, scan.subject if scan.named else in_charge)
        if not background and not (_NARRATIVE.match(view.text) and not scan.named):
            said.acts, said.loose, said.collected = acts, scan.loose, scan.collected
            said.receiver = (scan.receiver, scan.receiver_collects) if scan.receiver else None
            for act in acts:
                act.paragraph = paragraph
        return said, scan.subject if scan.named else ()

    def _close(self, paragraph: Paragraph) -> None:
        """Leave the items that this paragraph does not stand under."""
        while self.items:
            last = self.items[-1]
            below = last.depth < paragraph.depth if paragraph.mark else last.opens or last.heading
            if below:
                return
            self.items.pop()

    def _open(self, paragraph: Paragraph, in_charge: tuple[View, ...]) -> None:
        text = paragraph.view.text.rstrip(" *_")
        opens, heading = text.endswith(":"), len(text) < 160 and not text.endswith((".", ";", ",", "/"))
        if paragraph.mark or opens:
            background = heading and bool(_BACKGROUND.match(paragraph.view.bare))
            above = self.items[-1].depth if self.items else 2
            depth = (
                paragraph.depth if paragraph.mark else above + 0.5
            )  # a leader without a mark: the items are below it
            self.items.append(_Item(depth, in_charge, opens, heading, background))
