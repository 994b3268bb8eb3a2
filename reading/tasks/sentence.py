"""One sentence of an order as acts of handing in: who, what verb, to whom, through whom, by when, to what end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reading.letters import LOWER
from reading.model import PlacedDeadline
from reading.tasks.marks import STRONG, Mark, Sort, marks_of
from reading.text import View

_DIRECTED = "cơ quan được chỉ đạo hay cơ quan chỉ đạo phải báo cáo?"
UNSURE_NAME = "tên cơ quan có thể lấy thừa hoặc thiếu chữ"
_VIA = re.compile(
    r"(?<!\w)(?:thông )?qua(?: đầu mối(?: là)?| cơ quan đầu mối(?: là)?)?\s{0,3}:?\s{0,3}$", re.IGNORECASE
)
_TO = re.compile(
    r"(?<!\w)(?:gửi|về|cho|tới|đến|lên|báo cáo|trình|tham mưu|giúp|nộp|cung cấp|với|đề xuất|đề xuất với|"
    r"kiến nghị|gửi về địa chỉ)(?: lại)?\s{0,3}:?\s{0,3}$",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"(?<!\w)(?:phối hợp|cùng với|cùng|chủ trì với|thống nhất với)\s{0,3}(?:với|cùng)?\s{0,3}$", re.IGNORECASE
)
_OF = re.compile(
    r"(?<!\w)(?:của|do|thuộc|tại|theo|từ|đối với|giữa|là|bởi|trên|mà|ý kiến|được|nhiệm vụ|trong|như|hoặc|"
    r"số liệu|danh sách|lãnh đạo)\s{0,3}$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"(?:\s{1,3}cho)?\s{0,3}:?\s{0,3}(?:[Tt]oàn thể |[Nn]gay )?"
)  # what may stand between "yêu cầu" and whom
_LISTED = re.compile(r"\s{0,3}(?:[,;]|,?\s{0,3}(?:và|cùng))\s{0,3}")
_PREDICATE = re.compile(rf"\s{{0,3}}[,:(]?\s{{0,3}}[{LOWER}]")
# At the head of a sentence or clause, also behind "riêng", "đối với".
_APART = re.compile(
    r"^\s{0,3}(?:[-+•]\s{0,3})?(?:Đối với|Riêng|Về phía)?\s{0,3}$|[;,.]\s(?:riêng|còn)(?: đối với)?\s$", re.IGNORECASE
)
_TOPIC = re.compile(
    r"\s{0,3}(?:Báo cáo|Kết quả|Văn bản|Ý kiến|Hồ sơ|Nội dung|Đề xuất|Danh sách|Biểu|Số liệu|Phiếu|"
    r"Bản đăng ký)[^,;:]{0,60}\s{1,3}của\s{0,3}$"
)
_AFTER_THAT = re.compile(
    r"\s{0,3}(?:Sau khi|Khi|Trên cơ sở|Căn cứ|Từ kết quả|Tổng hợp từ|Trong quá trình|Hằng|Hàng|Định kỳ)(?!\w)"
)
_RELATIVE = re.compile(r"\s{1,3}(?:chưa|có (?!trách nhiệm|văn bản|báo cáo|ý kiến|nhiệm vụ)|đang|đã|được|còn)(?!\w)")
_KNOWN_RELATIVE = re.compile(
    r"\s{1,3}(?:chưa (?:gửi|nộp|có|thực hiện|hoàn thành)(?: (?:báo cáo|văn bản|kế hoạch|đăng ký))?|nêu trên|nói trên|"
    r"có tên (?:trong|tại)(?: Phụ lục| danh sách)?(?: kèm theo)?|được giao(?: nhiệm vụ)?(?: chủ trì)?)(?!\w)"
)
_LOOK_BACK = 100  # letters before a name that say what it is there for
_DONE_BY = re.compile(r"(?:hoàn thành|xong|thời gian|thời hạn)(?:[^,;]{0,12}$|(?!\w))", re.IGNORECASE)
_RECEIVES = re.compile(
    r"\s{0,3}(?:Nơi nhận|Địa chỉ nhận|Nơi gửi|Đơn vị (?:tiếp )?nhận|Cơ quan (?:tiếp )?nhận|Đầu mối (?:tiếp nhận|"
    r"tổng hợp))[^:.;]{0,40}:\s{0,3}$"
)
_ISSUER = re.compile(
    r"\s{0,3}(?:,[^,]{0,80},)?\s{0,3}(?:yêu cầu|đề nghị|giao|chỉ đạo|phân công|có (?:ý kiến|Công văn|công văn|"
    r"văn bản|Văn bản|Tờ trình|Thông báo|Quyết định|Kế hoạch|Chỉ thị)|thông báo|kết luận|ban hành|nhận được|ủy quyền|"
    r"đã|thống nhất|đồng ý|trân trọng|kính|báo cáo tình hình thực hiện)(?!\w)"
)


@dataclass
class Act:
    """One handing in, as a sentence says it."""

    sentence: View
    assignees: tuple[View, ...]
    doubts: list[str] = field(default_factory=list)
    unsure: set[int] = field(default_factory=set)  # places of names that may be too long
    verbs: list[str] = field(default_factory=list)
    to: list[View] = field(default_factory=list)
    via: list[View] = field(default_factory=list)
    collects: bool = False
    supplies: bool = False
    purpose_collects: bool = False  # "để tổng hợp"
    collector: View | None = None  # "để Sở X tổng hợp"
    ends_with: list[View] = field(default_factory=list)  # whom the purpose clause reports to
    deadline: PlacedDeadline | None = None
    more: list[PlacedDeadline] = field(default_factory=list)  # the same owed again by other days
    borrowed: bool = False  # the deadline stood before the verb and may be another's
    to_inherited: bool = False  # the recipient is that of the act before in the sentence
    owner: str = ""  # "Báo cáo của UBND tỉnh gửi Bộ X, trình UBND tỉnh": whose the document will be
    paragraph: int = 0

    def inherit(self, other: Act) -> None:
        """Take the recipient that the sentence says only once."""
        self.to, self.via, self.to_inherited = list(other.to), list(other.via), True

    def repeated(self) -> list[Act]:
        """The act once for each of its deadlines."""
        return [self, *(replace(self, deadline=found, more=[]) for found in self.more)]

    @property
    def is_open(self) -> bool:
        """Says that something is handed in, but neither to whom nor by when: a later sentence may."""
        return not self.to and not self.via and self.deadline is None

    @property
    def is_strong(self) -> bool:
        return any(verb in STRONG for verb in self.verbs)


class Scan:
    """A walk over the marks of one sentence with what was said so far. `subject` ends as the last one named."""

    def __init__(self, view: View, in_charge: tuple[View, ...], deadlines: list[PlacedDeadline]) -> None:
        self.view, self.subject, self.in_charge = view, in_charge, in_charge
        self.named = False  # did the sentence itself name a subject?
        self.doubts: list[str] = []
        self.receiver_collects = False
        self.unsure: set[int] = set()
        self.receiver: View | None = None  # "Nơi nhận báo cáo: Sở X": whom an act before goes to
        self.loose: list[PlacedDeadline] = []  # deadlines of no act in this sentence
        self.acts: list[Act] = []
        self.act: Act | None = None
        self.in_purpose = False
        self.idle: list[View] = []  # those named before a semicolon whose only work so far hands nothing in
        self.collected: list[View] = []  # those told to "tổng hợp"
        self.told = False  # what follows was ordered by another document, long ago
        self.working = False  # the last verb since the act is another order
        self.collecting = False
        self.last: tuple[str, Mark] | None = None  # the relation of the agency before, for lists
        self.waiting: list[PlacedDeadline] = []  # deadlines that stand before their verb
        self.ordered = -1  # where a verb of ordering ends, while nothing but its object may follow
        self.directed = False  # that verb is "chỉ đạo": said of those in charge, it names whom they direct
        self.marks = marks_of(view.text)
        places = {place: index for index, place in enumerate(view.origin)}
        self.deadlines = [(places.get(found.span[0], 0), found) for found in deadlines]

    def run(self) -> list[Act]:
        for mark in self.marks:
            self._deadlines_until(mark.start)
            self._take(mark)
        self._deadlines_until(len(self.view))
        self.loose += self.waiting
        return [one for act in self._joined() for one in act.repeated()]

    def _joined(self) -> list[Act]:
        """Acts that say neither to whom nor by when go with the one before them, or take its recipient."""
        joined: list[Act] = []
        for act in self.acts:
            before = joined[-1] if joined and joined[-1].assignees == act.assignees else None
            if before and act.is_open:
                before.purpose_collects |= act.purpose_collects
                before.collector = before.collector or act.collector
                before.ends_with += act.ends_with
                continue
            if before and before.to and not act.to and not act.via:
                act.inherit(before)
            elif before and act.to and not before.to and not before.via:
                before.inherit(act)
            elif joined and joined[-1].to and not act.to and not act.via and act.deadline is not None:
                act.inherit(joined[-1])
            joined.append(act)
        return joined

    def _deadlines_until(self, stop: int) -> None:
        while self.deadlines and self.deadlines[0][0] < stop:
            place, found = self.deadlines.pop(0)
            self._deadline(place, found)

    def _take(self, mark: Mark) -> None:
        if mark.sort is Sort.AGENCY:
            self._agency(mark)
            return
        self.ordered = mark.end if mark.sort is Sort.ORDER else -1
        self.directed = mark.sort is Sort.ORDER and mark.verb == "chỉ đạo"
        if mark.sort is Sort.CLAUSE:
            self.in_purpose, self.waiting, self.working = False, [], False
            if self.act is None and self.named and _DIRECTED not in self.doubts:
                self.idle += [who for who in self.subject if who not in self.idle]
            self.last = self.last if self.last and self.last[0] == "subject" else None
        elif mark.sort is Sort.ORDER:
            self.in_purpose, self.working, self.told = False, False, False
        elif mark.sort is Sort.TOLD:
            self.told, self.act = True, None
        elif mark.sort is Sort.PURPOSE:
            self.in_purpose = self.act is not None
        elif mark.sort is Sort.COLLECT:
            self._back_to_those_in_charge(mark)
            self._collect()
        elif mark.sort is Sort.WORK:
            self._work(mark)
        else:
            self._hand_in(mark)

    # agencies

    def _agency(self, mark: Mark) -> None:
        if _RECEIVES.match(self.view.text[: mark.start]) and mark.start < 100:
            self.receiver, self.receiver_collects = self.view[mark.start : mark.end], "tổng hợp" in self.view.text
            return
        relation = self._relation(mark)
        if mark.doubtful:
            self.unsure.add(self.view.origin[mark.start])
        who = self.view[mark.start : self._with_relative(mark) if relation == "subject" else mark.end]
        listed = bool(self.last and relation == self.last[0] and self._follows_in_list(mark))
        if relation == "subject":
            self._name_subject(who, mark, listed)
        elif relation == "via" and self.act:
            self.act.via.append(who)
        elif relation == "to" and self.act:
            target = self.act.ends_with if self.in_purpose else self.act.to
            if listed and target:
                target[-1] = self._together(target[-1], who)
            else:
                target.append(who)
        elif relation == "collector" and self.act:
            self.act.collector = who
        self.last = (relation, mark)
        self.ordered = -1

    def _name_subject(self, who: View, mark: Mark, listed: bool) -> None:
        self.subject = (*self.subject, who) if listed else (who,)
        self.doubts = self.doubts if listed else []
        if mark.doubtful:
            self.doubts.append(UNSURE_NAME)
        if _RELATIVE.match(self.view.text, mark.end) and len(who) == mark.end - mark.start:
            self.doubts.append("có thể chỉ một số cơ quan trong nhóm: xem phần tiếp theo của câu")
        if self.directed and self.in_charge:
            self.doubts.append(_DIRECTED)
        self.named, self.act = True, None
        self.in_purpose, self.working, self.collecting, self.told = False, False, False, False

    def _with_relative(self, mark: Mark) -> int:
        known = _KNOWN_RELATIVE.match(self.view.text, mark.end)
        return known.end() if known else mark.end

    def _together(self, first: View, last: View) -> View:
        start = self.view.origin.index(first.origin[0])
        return self.view[start : self.view.origin.index(last.origin[-1]) + 1]

    def _follows_in_list(self, mark: Mark) -> bool:
        return bool(self.last and _LISTED.fullmatch(self.view.text, self.last[1].end, mark.start))

    def _relation(self, mark: Mark) -> str:
        text = self.view.text
        ordered = self.ordered >= 0 and _OBJECT.fullmatch(text, self.ordered, mark.start) is not None
        before = text[max(0, mark.start - _LOOK_BACK) : mark.start]
        if _ISSUER.match(text, mark.end) and not ordered and (not before.strip() or before.rstrip()[-1] in ",;:."):
            return "issuer"
        if ordered or _APART.search(before) or _TOPIC.match(before):
            return "subject"
        if self._is_main_subject(mark):
            return "subject"
        if self.last and self._follows_in_list(mark) and (self.last[0] != "to" or self._still_recipient(mark)):
            return self.last[0]
        if self.in_purpose and re.search(r"(?<!\w)(?:để|cho|giúp)\s{0,3}$", before):
            return "collector"
        for pattern, relation in ((_VIA, "via"), (_WITH, "with"), (_OF, "of"), (_TO, "to")):
            if pattern.search(before):
                return relation
        if before.rstrip().endswith((",", ";", ":")) and _PREDICATE.match(text, mark.end):
            return "subject"
        return "of"

    def _is_main_subject(self, mark: Mark) -> bool:
        """ "Sau khi nhận được báo cáo của các địa phương, Sở X tổng hợp …": the opening clause ends before Sở X."""
        text = self.view.text
        if not _AFTER_THAT.match(text) or self.named or not text[: mark.start].rstrip().endswith(","):
            return False
        following = next((other for other in self.marks if other.start >= mark.end), None)
        return following is not None and following.start - mark.end <= 2 and following.sort is not Sort.AGENCY

    def _still_recipient(self, mark: Mark) -> bool:
        """ "báo cáo UBND tỉnh, Sở Nội vụ trước ngày …": what follows the second name is no verb of its own."""
        if not _PREDICATE.match(self.view.text, mark.end):
            return True
        following = next((other for other in self.marks if other.start >= mark.end), None)
        return following is None or following.start - mark.end > 2

    # verbs

    def _collect(self) -> None:
        if self.act and (self.in_purpose or (self.last and self.last[0] in ("to", "via"))):
            self.act.purpose_collects, self.in_purpose = True, True
        else:
            self.collecting = True
            self.collected += [who for who in self.subject if who not in self.collected]
            if self.act:
                self.act.collects = True

    def _work(self, mark: Mark) -> None:
        before = self.view.text[max(0, mark.start - 40) : mark.start].rstrip()
        self.working = before.endswith((",", ";")) or bool(re.search(r"(?:và|đồng thời)$", before))

    def _hand_in(self, mark: Mark) -> None:
        if self.told or (self.in_purpose and self.act):
            return
        self._back_to_those_in_charge(mark)
        if self.act is None or self.act.deadline is not None:
            who = (
                self.subject
                if not self._clause_is_bare(mark)
                else (*self.idle, *(w for w in self.subject if w not in self.idle))
            )
            self.act = Act(self.view, who, list(self.doubts), self.unsure)
            self.idle = []
            self.acts.append(self.act)
            if self.waiting:
                self.act.deadline, self.act.borrowed = self.waiting[0], True
                self.act.more = self.waiting[1:]
                if any(earlier.sort is Sort.WORK and earlier.start < mark.start for earlier in self.marks):
                    self.act.doubts.append("thời hạn đứng trước, có thể là của việc khác trong câu")
        self.waiting, self.working = [], False
        if self.last and self.last[0] == "of" and mark.start - self.last[1].end <= 1:
            self.act.owner = self.view.text[self.last[1].start : self.last[1].end]
        self.act.verbs.append(mark.verb)
        self.act.collects |= self.collecting
        self.act.supplies |= mark.sort is Sort.SUPPLY

    def _clause_is_bare(self, mark: Mark) -> bool:
        """ "Giao Sở A tổng hợp …; Sở B tổng hợp …; trình UBND tỉnh …": the last clause names nobody, and
        means both."""
        return bool(self.idle) and self.view.text[max(0, mark.start - 30) : mark.start].rstrip().endswith(";")

    def _back_to_those_in_charge(self, mark: Mark) -> None:
        """ "Chỉ đạo Chi cục X rà soát …; tham mưu UBND tỉnh …": after the semicolon those who direct act themselves."""
        at_clause = self.view.text[max(0, mark.start - 3) : mark.start].rstrip().endswith(";")
        if at_clause and _DIRECTED in self.doubts and mark.verb in ("tham mưu", "trình", "tổng hợp"):
            self.subject, self.act = self.in_charge, None
            self.doubts = [doubt for doubt in self.doubts if doubt != _DIRECTED]

    # deadlines

    def _deadline(self, place: int, found: PlacedDeadline) -> None:
        done = _DONE_BY.search(self.view.text[max(0, place - 40) : place]) or _DONE_BY.match(self.view.text, place)
        if self.act is None or (self.working and not done):
            self.waiting.append(found)
        elif self.in_purpose and self.act.ends_with:
            self._purpose_has_own_deadline(found)
        elif self.act.deadline is None or self.act.borrowed:
            self.act.deadline, self.act.borrowed, self.act.more = found, False, []
            self.act.doubts = [doubt for doubt in self.act.doubts if not doubt.startswith("thời hạn")]
        elif self.act.deadline.span != found.span:
            self.act.more.append(found)

    def _purpose_has_own_deadline(self, found: PlacedDeadline) -> None:
        """ "gửi về Sở X trước ngày A để tổng hợp, trình UBND tỉnh trước ngày B": B is X's own."""
        act = self.act
        assert act
        collector = act.collector or next(iter(act.via or act.to), None)
        if collector is not None and act.deadline is not None:
            self.acts.append(
                Act(
                    self.view,
                    (collector,),
                    [],
                    self.unsure,
                    ["trình"],
                    list(act.ends_with),
                    collects=True,
                    deadline=found,
                )
            )
        elif act.deadline is None:
            act.deadline = found
