"""Acts into tasks, one per group of assignees and deadline; and who consolidates."""

from __future__ import annotations

import re
from dataclasses import replace

from reading.layout import Layout, Line
from reading.model import NOT_FOUND, Field, PlacedDeadline, Task, TaskRole, doubted
from reading.names import short
from reading.paragraphs import Paragraph
from reading.tasks.contents import columns_of_form, content_of_item, contents_in, opens_list
from reading.tasks.context import Said, said_in
from reading.tasks.sentence import UNSURE_NAME, Act
from reading.text import Source, View

_GROUP = re.compile(r"(?<!\w)(?:các|quý|cơ quan, đơn vị|từng|mỗi|những|tất cả|toàn bộ)(?!\w)", re.IGNORECASE)
_STANDING = re.compile(
    r"(?<!\w)(?:nếu|trường hợp|khi có|vướng mắc|phát sinh|vượt thẩm quyền|vượt quá thẩm quyền|"
    r"kịp thời báo cáo|ngoài thẩm quyền)(?!\w)",
    re.IGNORECASE,
)
_HOLDER = re.compile(
    r"^(?:Giám đốc|Bộ trưởng|Chủ tịch|Thủ trưởng|Cục trưởng|Tổng cục trưởng|Trưởng|Lãnh đạo|"
    r"Chánh(?= Văn phòng| Thanh tra))\s{1,3}(?!các)"
)
_SUBUNIT = re.compile(r"(?:Vụ|Phòng|Cục|Chi cục|Trung tâm|Thanh tra Sở|Văn phòng (?:Sở|Bộ)|Ban)(?!\w)")
_OFFICE = re.compile(r"(?:Bộ|Sở|Tổng cục|Cục|Ngân hàng|Bảo hiểm|Thanh tra Chính phủ|Văn phòng Chính phủ)(?!\w)")


class TaskReader:
    """Reads a body's tasks and leads; `addressees` owe what a sentence asks of nobody by name."""

    def __init__(self, source: Source, addressees: tuple[Field[str], ...], issuer: Field[str]) -> None:
        self.source, self.addressees, self.issuer = source, addressees, issuer
        self.tasks: list[Task] = []
        self.lead: dict[str, Field[str]] = {}
        self.hints: list[Act] = []  # acts that say neither to whom nor by when

    def read(self, paragraphs: list[Paragraph], annex: list[Line], deadlines: list[PlacedDeadline]) -> None:
        said = said_in(paragraphs, deadlines)
        _give_loose_deadlines(said)
        _give_receivers(said)
        acts = _completed([act for sentence in said for act in sentence.acts])
        duties = [act for act in acts if _is_duty(act)]
        own = [act for act in duties if self._is_own(act)]  # what the issuer says of itself: it orders itself nothing
        duties = [act for act in duties if not self._is_own(act)]
        self.hints = [act for act in acts if act.is_open and act.is_strong]
        collectors: dict[str, int] = {}  # who collects, and where the first act that says so stands
        for act in duties:
            for who in (*act.via, _collector(act)):
                if who is not None:
                    collectors.setdefault(who.text, act.paragraph)
        placed: list[tuple[int, Task]] = []  # the paragraph of each task's first act
        for act in duties:
            self._add(placed, act.paragraph, self._task(act, collectors))
        self.tasks = [task for _, task in placed]
        self._give_contents(said, [paragraph for paragraph, _ in placed], paragraphs, annex)
        self._find_leads(duties, own)
        if duties:
            for who in (who for sentence in said for who in sentence.collected if not _GROUP.search(who.text)):
                self._leads(self.source.field(who))

    def _add(self, placed: list[tuple[int, Task]], paragraph: int, task: Task) -> None:
        for at, (first, known) in enumerate(placed):
            if _same(known, task) and not _has_unread_day(known) and not _has_unread_day(task):
                placed[at] = (first, _merged(known, task))
                return
        placed.append((paragraph, task))

    def _task(self, act: Act, collectors: dict[str, int]) -> Task:
        assignees = self._assignees(act)
        if act.owner and len(act.to) > 1 and act.to[-1].text == act.owner:
            act.via = [who for who in act.via if who.origin[0] > act.to[-1].origin[0]]
            act.to = act.to[-1:]
        to = [self._named(act, view) for view in act.to]
        via = self._named(act, act.via[0]) if act.via else NOT_FOUND
        report_to = to[-1] if to else NOT_FOUND
        if act.to_inherited and report_to.found:
            report_to = doubted(report_to, "câu không nhắc lại nơi nhận của phần này")
        if act.ends_with:
            final = self._named(act, act.ends_with[-1])
            if via.found:  # "về Sở X (qua Chi cục Y) để tổng hợp, báo cáo Z": two levels of receiving
                why = f"văn bản còn nói để báo cáo {final.value}: nơi nhận cuối cùng là nơi nào"
                report_to = doubted(report_to, why) if report_to.found else final
            elif report_to.found and final.value != report_to.value:
                report_to, via = final, report_to
        elif len(to) > 1 and to[0].value != to[-1].value and not via.found:
            report_to, via = (to[-1], to[0]) if act.verbs[0] in ("tham mưu", "trình") else (to[0], NOT_FOUND)
        return Task(assignees, _role(act, collectors), report_to, via, (), act.deadline)

    def _named(self, act: Act, view: View) -> Field[str]:
        return self.source.field(view, why=UNSURE_NAME if view.origin[0] in act.unsure else None)

    def _assignees(self, act: Act) -> tuple[Field[str], ...]:
        unread = _UNREAD_DAY.search(act.sentence.text) if act.deadline is None else None
        if unread:
            act.doubts.append(f"{_UNREAD}: “{unread.group().strip()}”")
        if act.assignees:
            found = tuple(self.source.field(view) for view in act.assignees)
            return tuple(doubted(field, "; ".join(act.doubts)) for field in found) if act.doubts else found
        if len(act.doubts):
            return tuple(doubted(field, "; ".join(act.doubts)) for field in self.addressees)
        return self.addressees

    def _give_contents(
        self, said: list[Said], placed: list[int], paragraphs: list[Paragraph], annex: list[Line]
    ) -> None:
        """Each list of contents goes to the nearest task that hands in, first in its own paragraph, then after it."""
        for sentence in said:
            found = contents_in(sentence.view)
            if not found and opens_list(sentence.view):
                found = _items_below(paragraphs, sentence.paragraph)
            if found:
                self._give(self._owner(sentence, placed), found)
        form = columns_of_form(annex)
        if form and not any(task.required_contents for task in self.tasks):
            self._give(next((at for at, task in enumerate(self.tasks) if task.role != "consolidate"), None), form)

    def _owner(self, sentence: Said, placed: list[int]) -> int | None:
        """The task whose acts stand nearest; a task of the same people first."""
        who = [view.text for view in sentence.in_charge]
        ranked = sorted(
            (
                [field.value for field in task.assignees] != who,
                task.role == "consolidate",
                abs(placed[at] - sentence.paragraph) * 2 + (placed[at] < sentence.paragraph),
                at,
            )
            for at, task in enumerate(self.tasks)
        )
        return ranked[0][-1] if ranked else None

    def _give(self, at: int | None, contents: list[View]) -> None:
        if at is None:
            return
        fields = tuple(self.source.field(view) for view in contents)
        self.tasks[at] = replace(self.tasks[at], required_contents=self.tasks[at].required_contents + fields)

    def _is_own(self, act: Act) -> bool:
        return len(act.assignees) == 1 and _is_same_office(act.assignees[0].value(), self.issuer.value)

    def _find_leads(self, duties: list[Act], own: list[Act]) -> None:
        """Who is said to consolidate: by an order of its own, or as the one to whom answers go "để tổng hợp"."""
        for task in self.tasks:
            if task.role == "consolidate":
                for field in task.assignees:
                    self._leads(field)
        for act in duties:
            who = _collector(act)
            if who is not None:
                self._leads(self._named(act, who))
        if duties:
            for act in own:
                if act.collects:
                    self._leads(self.source.field(act.assignees[0]))

    def _leads(self, field: Field[str]) -> None:
        """The agency, not its head; each once."""
        name = _HOLDER.sub("", str(field.value))
        name = name[:1].upper() + name[1:]
        if name.casefold() not in self.lead:
            self.lead[name.casefold()] = replace(field, value=name)


def _completed(acts: list[Act]) -> list[Act]:
    """ "… báo cáo tình hình ….  Báo cáo gửi về Sở X trước ngày …": the open act lends the later one its people."""
    open_act: Act | None = None
    for act in acts:
        if act.is_open:
            open_act = act if act.assignees else open_act
        elif not act.assignees and open_act is not None and act.paragraph - open_act.paragraph <= 12:
            act.assignees, act.doubts = open_act.assignees, [*open_act.doubts, *act.doubts]
            act.collects |= open_act.collects
    return acts


_TERM = re.compile(
    r"(?:thời gian|thời hạn|hạn (?:cuối|chót|nộp|gửi)|hoàn thành|xong|chậm nhất|muộn nhất|"
    r"yêu cầu hoàn thành|gia hạn|lùi|kéo dài)",
    re.IGNORECASE,
)
_EXTENDS = re.compile(r"(?<!\w)(?:gia hạn|lùi thời|kéo dài thời)", re.IGNORECASE)


def _give_loose_deadlines(said: list[Said]) -> None:
    """ "Thời hạn: trước ngày 15/6." belongs to the report asked for just before; an extension to the one
    that follows."""
    for at, sentence in enumerate(said):
        if not sentence.loose or sentence.acts or not _TERM.search(sentence.view.text):
            continue
        after = [act for other in said[at + 1 : at + 3] for act in other.acts]
        before = [act for other in reversed(said[max(0, at - 3) : at]) for act in reversed(other.acts)]
        near = after if _EXTENDS.search(sentence.view.text) else before
        act = next((act for act in near if act.deadline is None and abs(act.paragraph - sentence.paragraph) <= 1), None)
        if act is not None:
            act.deadline = sentence.loose[0]


def _give_receivers(said: list[Said]) -> None:
    """ "Nơi nhận báo cáo: Sở X." says where the report asked for before goes."""
    for at, sentence in enumerate(said):
        if sentence.receiver is None:
            continue
        before = [act for other in reversed(said[max(0, at - 6) : at]) for act in reversed(other.acts)]
        act = next((act for act in before if not act.to and not act.via), None)
        if act is not None:
            act.to, act.purpose_collects = [sentence.receiver[0]], sentence.receiver[1]


_UNREAD = "có thời hạn chưa đọc được"
_UNREAD_DAY = re.compile(
    r"(?<!\w)(?:vào|trước|chậm nhất|muộn nhất|đến hết|hạn cuối)(?: là)? (?:ngày|tháng|quý|\d)[^,;.()]{1,30}"
)


def _has_unread_day(task: Task) -> bool:
    return any(_UNREAD in (field.why or "") for field in task.assignees)


def _is_same_office(name: str, issuer: str | None) -> bool:
    """ "UBND tỉnh" and "Ủy ban nhân dân tỉnh Quảng Trị" are the issuer "UBND tỉnh Quảng Trị"."""
    said, known = short(_HOLDER.sub("", name)).casefold(), (issuer or "").casefold()
    return bool(known) and (
        said == known
        or (known.startswith(said) and re.fullmatch(r"ubnd (?:tỉnh|thành phố|huyện|xã|phường)", said) is not None)
        or (
            said.startswith(known)
            and re.fullmatch(r"\s(?:tỉnh|huyện|thành phố)?.{0,20}", said[len(known) :]) is not None
        )
    )


def _is_duty(act: Act) -> bool:
    if act.is_open:
        return False
    if act.deadline is not None:
        return True
    return act.is_strong and bool(act.to or act.via) and not _STANDING.search(act.sentence.text)


def _collector(act: Act) -> View | None:
    """Who is said to consolidate what this act hands in."""
    if not act.purpose_collects and act.collector is None:
        return None
    if act.collector is not None:
        return act.collector
    if act.via and act.to and _SUBUNIT.match(act.via[0].text) and _OFFICE.match(act.to[0].text):
        return act.to[0]
    return next(iter(act.via or act.to), None)


def _role(act: Act, collectors: dict[str, int]) -> TaskRole:
    named = bool(act.assignees) and not any(_GROUP.search(who.text) for who in act.assignees)
    collected_before = len(act.assignees) == 1 and collectors.get(act.assignees[0].text, act.paragraph) < act.paragraph
    if named and (act.collects or collected_before):
        return "consolidate"
    return "coordinate" if act.supplies and "báo cáo" not in act.verbs else "submit"


def _same(one: Task, other: Task) -> bool:
    if [field.value for field in one.assignees] != [field.value for field in other.assignees]:
        return False
    spans = [task.deadline.span if task.deadline else None for task in (one, other)]
    days = [task.deadline.deadline.last_day if task.deadline else None for task in (one, other)]
    if None in spans:
        tos = [task.report_to.value for task in (one, other)]
        return tos[0] == tos[1] or None in tos
    return days[0] == days[1] and (days[0] is not None or spans[0] == spans[1])


def _merged(one: Task, other: Task) -> Task:
    role: TaskRole = "consolidate" if "consolidate" in (one.role, other.role) else one.role
    report_to = one.report_to if one.report_to.found else other.report_to
    via = one.via if one.via.found else other.via
    return replace(one, role=role, report_to=report_to, via=via, deadline=one.deadline or other.deadline)


def _items_below(paragraphs: list[Paragraph], at: int) -> list[View]:
    """The items of the list that the paragraph announces."""
    found: list[View] = []
    depth = None
    for paragraph in paragraphs[at + 1 : at + 30]:
        if not paragraph.mark or (depth is not None and paragraph.depth < depth):
            break
        depth = depth if depth is not None else paragraph.depth
        content = content_of_item(paragraph.view) if paragraph.depth == depth else None
        if content is not None:
            found.append(content)
    return found


def read_tasks(
    source: Source,
    paragraphs: list[Paragraph],
    layout: Layout,
    addressees: tuple[Field[str], ...],
    deadlines: list[PlacedDeadline],
    issuer: Field[str],
) -> TaskReader:
    reader = TaskReader(source, addressees, issuer)
    reader.read(paragraphs, layout.annex, deadlines)
    return reader
