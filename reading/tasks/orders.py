"""The body as orders: each sentence with the agencies that its context puts in charge.

"1. Yêu cầu Thủ trưởng các sở …; Chủ tịch UBND các huyện …:" puts them in charge of every item below it, until an item
names somebody else. A heading that is nothing but a name ("1. Sở Nội vụ") does the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.agencies import mentions
from reading.layout import Paragraph
from reading.text import View

ORDER = re.compile(
    r"(?<!\w)(?:(?:kính |trân trọng |đồng thời )?(?:yêu cầu|đề nghị|giao(?: nhiệm vụ)?(?: cho)?|chỉ đạo|phân công|ủy quyền(?: cho)?))\s*:?\s*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<!TP)(?<!\bT\.P)[.!?]\s+(?=[\"'(]?[A-ZĐ\u00c0-\u1ef8\d-])")
_LINK = re.compile(r"\s*(?:[,;]|,?\s*(?:và|cùng|hoặc))?\s*")


@dataclass(frozen=True)
class Order:
    """One sentence of the body. `in_charge` are the phrases that its context names, empty when none does."""

    view: View
    in_charge: tuple[View, ...]
    paragraph: int
    group: int  # items below one leader belong together


def orders_of(paragraphs: list[Paragraph]) -> list[Order]:
    orders: list[Order] = []
    leaders: list[tuple[int, tuple[View, ...], bool, int]] = []  # depth, who, open (ended with a colon), group
    for at, paragraph in enumerate(paragraphs):
        while (
            leaders
            and (paragraph.depth <= leaders[-1][0])
            and not (paragraph.depth == leaders[-1][0] == 9 and leaders[-1][2])
        ):
            leaders.pop()
        if paragraph.depth == 9:
            while leaders and not leaders[-1][2] and leaders[-1][0] > 3:
                leaders.pop()
        above = next((who for _, who, _, _ in reversed(leaders) if who), ())
        group = leaders[-1][3] if leaders else at
        own, rest = leading_agencies(paragraph.view)
        opens = paragraph.view.text.rstrip(" *_").endswith(":")
        if paragraph.mark or opens:
            leaders.append((paragraph.depth, own if (opens or own) else above, opens, at if not leaders else group))
        in_charge = own or above
        orders.extend(Order(sentence, in_charge, at, group) for sentence in sentences(paragraph.view))
    return orders


def sentences(view: View) -> list[View]:
    cuts = [0, *(match.end() for match in _SENTENCE_END.finditer(view.text)), len(view)]
    return [piece for a, b in zip(cuts, cuts[1:], strict=False) if (piece := view[a:b].strip()).text]


_LEAD_IN = re.compile(
    r"(?:(?:đối với|riêng|trong đó|ngoài ra|đồng thời)\s*,?\s*|[^:]{0,400}?(?<!\w)(?:yêu cầu|đề nghị|giao|phân công|chỉ đạo)(?: cho)?\s*:?\s*)?",
    re.IGNORECASE,
)


def leading_agencies(view: View) -> tuple[tuple[View, ...], int]:
    """The agencies that a paragraph puts in charge: first in it, or right after its verb of ordering; and where they end."""
    found = mentions(view.text)
    for at, mention in enumerate(found):
        before = view.text[: mention.start]
        if (
            before.strip(' "')
            and not ORDER.search(before)
            and not re.fullmatch(r"\s*(?:đối với|riêng|đ/c|về phía)\s+", before, re.IGNORECASE)
        ):
            continue
        if not before.strip() and ORDER_AHEAD.match(view.text, mention.end):
            continue  # the issuer who orders: "Chủ tịch UBND tỉnh yêu cầu …"
        listed = [mention]
        for following in found[at + 1 :]:
            if not _LINK.fullmatch(view.text, listed[-1].end, following.start):
                break
            listed.append(following)
        return tuple(view[m.start : m.end] for m in listed), listed[-1].end
    return (), 0


ORDER_AHEAD = re.compile(
    r"\s*(?:,[^,]{0,80},)?\s*(?:yêu cầu|đề nghị|giao|chỉ đạo|phân công|có ý kiến|thông báo|kết luận|ban hành|nhận được|ủy quyền)(?!\w)"
)
