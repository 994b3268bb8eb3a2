"""One sentence of an order as acts of handing in: who, what verb, to whom, through whom, by when, to what end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reading.model import PlacedDeadline
from reading.tasks.marks import Mark, Sort, marks_of
from reading.tasks.orders import ORDER, Order
from reading.text import View

_VIA = re.compile(r"(?<!\w)(?:thông )?qua(?: đầu mối(?: là)?)?\s*:?\s*$", re.IGNORECASE)
_TO = re.compile(
    r"(?<!\w)(?:gửi|về|cho|tới|đến|lên|báo cáo|trình|tham mưu|giúp|nộp|cung cấp|với|qua email|xin ý kiến)\s*:?\s*$",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?<!\w)(?:phối hợp|phối hợp với|cùng với|cùng|chủ trì với|thống nhất với)\s*(?:với)?\s*$", re.IGNORECASE
)
_OF = re.compile(
    r"(?<!\w)(?:của|do|thuộc|tại|theo|từ|đối với|giữa|là|bởi|trên|mà|cơ quan|ý kiến|đề nghị của|chỉ đạo của|được|nhiệm vụ|trong|như|hoặc)\s*$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:[,;]|,?\s*(?:và|cùng))\s*")
_PREDICATE = re.compile(r"\s*[,:(]?\s*[a-zđ\u00e0-\u1ef9]")


@dataclass
class Act:
    """One handing in, as a sentence says it."""

    sentence: View
    assignees: tuple[View, ...]
    verbs: list[str] = field(default_factory=list)
    to: list[View] = field(default_factory=list)
    via: list[View] = field(default_factory=list)
    collects: bool = False
    supplies: bool = False
    purpose: bool = False
    ends_with: list[View] = field(default_factory=list)  # whom the purpose clause reports to
    purpose_collects: bool = False
    collector: View | None = None  # whom the purpose clause names as collecting
    deadline: PlacedDeadline | None = None
    group: int = 0


def acts_of(order: Order, deadlines: list[PlacedDeadline]) -> list[Act]:
    """The acts of one sentence, left to right. `deadlines` are those of this sentence, by their place in the document."""
    return _Scan(order, deadlines).run()


class _Scan:
    """A walk over the marks of one sentence with what was said so far."""

    def __init__(self, order: Order, deadlines: list[PlacedDeadline]) -> None:
        self.order, self.view = order, order.view
        self.subject = order.in_charge
        self.acts: list[Act] = []
        self.act: Act | None = None
        self.in_purpose = False
        self.last: tuple[str, Mark] | None = None  # the relation of the agency before, for lists
        self.waiting: PlacedDeadline | None = None
        self.pending_collect = False
        self.pending_supply = False
        at = {place: index for index, place in enumerate(self.view.origin)}
        self.deadlines = [(at.get(found.span[0], 0), found) for found in deadlines]

    def run(self) -> list[Act]:
        for mark in [*marks_of(self.view.text), None]:
            stop = mark.start if mark else len(self.view)
            while self.deadlines and self.deadlines[0][0] < stop:
                self._deadline(self.deadlines.pop(0)[1])
            if mark:
                self._take(mark)
        return [act for act in self.acts if act.to or act.via or act.deadline]

    def _take(self, mark: Mark) -> None:
        if mark.sort is Sort.CLAUSE:
            self.in_purpose = False
        elif mark.sort is Sort.AGENCY:
            self._agency(mark)
        elif mark.sort is Sort.PURPOSE:
            self.in_purpose = self.act is not None
        elif mark.sort is Sort.COLLECT:
            self._collect()
        elif mark.sort in (Sort.HAND_IN, Sort.SUPPLY):
            self._hand_in(mark)
        if mark.sort is not Sort.AGENCY:
            self.last = None if mark.sort is Sort.CLAUSE else self.last

    def _agency(self, mark: Mark) -> None:
        relation = self._relation(mark)
        who = self.view[mark.start : mark.end]
        listed = (
            self.last is not None
            and relation == self.last[0]
            and _LISTED.fullmatch(self.view.text, self.last[1].end, mark.start)
        )
        if relation == "subject":
            self.subject = (*self.subject, who) if listed else (who,)
            self.act, self.in_purpose = None, False
        elif relation == "via" and self.act:
            self.act.via.append(who)
        elif relation == "to" and self.act:
            target = self.act.ends_with if self.in_purpose else self.act.to
            if listed and target:
                target[-1] = self.view[self.last[1].start : mark.end] if len(target) == 1 else target[-1]
            else:
                target.append(who)
        elif relation == "collector" and self.act:
            self.act.collector = who
        self.last = (relation, mark)

    def _relation(self, mark: Mark) -> str:
        before = self.view.text[: mark.start]
        if self.last and _LISTED.fullmatch(self.view.text, self.last[1].end, mark.start) and self.last[0] != "to":
            return self.last[0]
        if ORDER.search(before):
            return "subject"
        if not before.strip():
            return "subject"
        if self.in_purpose and re.search(r"(?<!\w)(?:để|cho|giúp)\s*$", before):
            return "collector"
        for pattern, relation in ((_VIA, "via"), (_WITH, "with"), (_OF, "of"), (_TO, "to")):
            if pattern.search(before):
                return relation
        if self.last and self.last[0] == "to" and _LISTED.fullmatch(self.view.text, self.last[1].end, mark.start):
            return "to"
        if before.rstrip().endswith((",", ";", ":")) and _PREDICATE.match(self.view.text, mark.end):
            return "subject"
        return "of"

    def _collect(self) -> None:
        if self.act and (self.in_purpose or self._recipient_acts()):
            self.act.purpose_collects, self.in_purpose = True, True
        else:
            self.pending_collect = True
            if self.act:
                self.act.collects = True

    def _recipient_acts(self) -> bool:
        """ "gửi về Sở X tổng hợp": the verb right after a recipient is the recipient's."""
        return bool(self.act and (self.act.to or self.act.via) and self.last and self.last[0] in ("to", "via"))

    def _hand_in(self, mark: Mark) -> None:
        if self.in_purpose and self.act:
            return
        if self.act is None or self.act.deadline is not None:
            self.act = Act(self.view, self.subject, group=self.order.group)
            self.acts.append(self.act)
            if self.waiting:
                self.act.deadline, self.waiting = self.waiting, None
        self.act.verbs.append(mark.verb)
        self.act.collects |= self.pending_collect
        self.act.supplies |= mark.sort is Sort.SUPPLY
        self.pending_collect = False

    def _deadline(self, found: PlacedDeadline) -> None:
        if self.act is None:
            self.waiting = found
        elif self.act.deadline is None:
            self.act.deadline = found
