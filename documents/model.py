"""What the documents are made of: plain values, put together elsewhere from the records.

Texts are Vietnamese, as the office writes them; instants are in the office's own zone. A document that would leave a
gap where the decree wants a word is refused here (`IncompleteDocument`), before any file is opened.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from config.errors import DondocError

PURPOSES = (
    "Cụ thể hóa các mục tiêu, chỉ tiêu, nhiệm vụ, giải pháp đã đề ra thành nhiệm vụ cụ thể của từng cơ quan, đơn vị, "
    "địa phương.",
    "Làm căn cứ để các cơ quan, đơn vị, địa phương tổ chức thực hiện; theo dõi, đôn đốc, kiểm tra và đánh giá kết quả "
    "thực hiện.",
)
REQUIREMENTS = (
    "Mỗi nhiệm vụ xác định rõ nội dung, sản phẩm, cơ quan chủ trì, cơ quan phối hợp và thời gian thực hiện; mỗi nhiệm "
    "vụ chỉ giao một cơ quan chủ trì.",
    "Các cơ quan, đơn vị, địa phương chủ động, khẩn trương, phối hợp chặt chẽ trong quá trình thực hiện; bảo đảm chất "
    "lượng, đúng thời gian quy định.",
)


class IncompleteDocument(DondocError):
    """A value that the document cannot do without, or figures that do not add up. Nothing was written."""

    exit_code = 3


class Standing(StrEnum):
    """Where one agency stands when the document is written; the order is the order of the lists."""

    ON_TIME = "on_time"
    DISPUTED = "disputed"  # received on the day over which the deadline's words can be read both ways
    LATE = "late"
    NIL = "nil"
    MISSING = "missing"
    WAIVED = "waived"
    REASSIGNED = "reassigned"


SENT = (Standing.ON_TIME, Standing.DISPUTED, Standing.LATE)


@dataclass(frozen=True)
class Heading:
    """Boxes 2 to 4 of a document: who issues it under whom, number and symbol, place and date.

    `number` "246/TTr-SKHĐT"; "/TTr-SKHĐT" while the register has given none: then the day stays open too, for the
    clerk gives both at once.
    """

    issuer: str
    number: str
    place: str
    on: date | None = None
    superior: str = ""


@dataclass(frozen=True)
class Signatory:
    """`authority` line by line: ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")."""

    authority: tuple[str, ...]
    name: str = ""  # empty: left open


@dataclass(frozen=True)
class Directive:
    """The directive as its own documents cite it."""

    number: str
    on: date
    subject: str  # without "V/v"
    ordered_by: str  # "Chủ tịch UBND tỉnh"
    report_to: str  # "UBND tỉnh"
    collector: str  # "Sở Kế hoạch và Đầu tư"
    deadline_words: str  # "chậm nhất trước ngày 22/12/2020"
    deadline_reading: str = ""  # "đến hết ngày 21/12/2020 (thứ Hai)"
    disputed_day: date | None = None  # 22/12/2020, where the words can be read to include it
    kind: str = "Công văn"


@dataclass(frozen=True)
class AgencyAnswer:
    """Where one agency stands; `rows` as received, `note` the reason or the agency's own words."""

    agency: str
    standing: Standing
    received_at: datetime | None = None
    rows: int = 0
    note: str = ""


@dataclass(frozen=True)
class Collection:
    """Everyone who was asked, in the office's order, as of one instant."""

    directive: Directive
    answers: tuple[AgencyAnswer, ...]
    as_of: datetime

    def of(self, *standings: Standing) -> tuple[AgencyAnswer, ...]:
        return tuple(answer for answer in self.answers if answer.standing in standings)


@dataclass(frozen=True)
class PlanRow:
    task: str
    product: str = ""
    lead: str = ""
    coordinate: tuple[str, ...] = ()
    summary: str = ""
    legal_basis: str = ""
    schedule: str = ""
    note: str = ""
    origins: tuple[str, ...] = ()  # the agencies that proposed it; more than one after a merge


@dataclass(frozen=True)
class Section:
    """A group of the annex; an empty `numeral` is not printed (rows not yet placed, in a draft)."""

    numeral: str
    title: str
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class MergedRow:
    """A proposal that went into a task of the plan: `into` "II.3", `into_task` that task's words."""

    task: str
    agency: str
    into: str
    into_task: str
    explanation: str = ""


@dataclass(frozen=True)
class SetAsideRow:
    """A proposal that stays out of the plan. Raises `IncompleteDocument` without a reason: none is ever dropped so."""

    task: str
    agency: str
    reason: str
    product: str = ""
    legal_basis: str = ""
    schedule: str = ""

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise IncompleteDocument(
                f"“{self.task[:80]}” of {self.agency} is set aside without a reason", remedy="give the reason"
            )


@dataclass(frozen=True)
class Proposals:
    """What became of every row received; nothing is lost, so the figures add up. `added` are the lead's own tasks."""

    received: int
    kept: int
    merged: tuple[MergedRow, ...] = ()
    set_aside: tuple[SetAsideRow, ...] = ()
    added: int = 0

    def __post_init__(self) -> None:
        if self.undecided < 0:
            raise IncompleteDocument(
                f"{self.received} rows were received, but {self.kept} kept, {len(self.merged)} merged and "
                f"{len(self.set_aside)} set aside are more",
                remedy="count each row once: kept, merged or set aside",
            )

    @property
    def undecided(self) -> int:
        return self.received - self.kept - len(self.merged) - len(self.set_aside)


@dataclass(frozen=True, kw_only=True)
class Document:
    """What every document has. A draft carries the DRAFT mark on each page, with `draft_note` beside it."""

    heading: Heading
    draft: bool
    draft_note: str = ""  # tells two prints apart: "bản lúc 16 giờ 05 ngày 24/12/2020"

    def __post_init__(self) -> None:
        self.require("heading.issuer", "heading.number", "heading.place")

    def require(self, *names: str) -> None:
        for name in names:
            value: object = self
            for part in name.split("."):
                value = getattr(value, part)
            if not (value.strip() if isinstance(value, str) else value):
                raise IncompleteDocument(
                    f"{type(self).__name__} cannot be written: {name} is empty", remedy=f"give its {name}"
                )


@dataclass(frozen=True, kw_only=True)
class Signed(Document):
    """A document with a signature block and "Nơi nhận": `copies` without dashes and stops, last "Lưu: VT, TH"."""

    signatory: Signatory
    copies: tuple[str, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        self.require("signatory.authority", "copies")


@dataclass(frozen=True, kw_only=True)
class PlanDocument(Signed):
    """Kế hoạch with its annex. `body` issues it inside the text ("UBND tỉnh"), `lead` follows it up.

    `heads` are those who carry it out, as the directive addresses them ("Thủ trưởng các sở, ban ngành…").
    """

    subject: str  # "thực hiện Chương trình hành động của Tỉnh ủy…"
    body: str
    lead: str
    heads: str
    sections: tuple[Section, ...] = ()
    grounds: tuple[str, ...] = ()
    purposes: tuple[str, ...] = PURPOSES
    requirements: tuple[str, ...] = REQUIREMENTS
    numbering: Literal["per_section", "through"] = "per_section"  # of the column STT

    def __post_init__(self) -> None:
        super().__post_init__()
        self.require("subject", "body", "lead", "heads", "purposes", "requirements")

    @property
    def rows(self) -> int:
        return sum(len(section.rows) for section in self.sections)


@dataclass(frozen=True, kw_only=True)
class Memo(Signed):
    """Tờ trình that submits the plan; a final one has every row decided."""

    addressee: str  # "Ủy ban nhân dân tỉnh Quảng Ngãi"
    speaker: str  # the lead as it calls itself: "Sở Kế hoạch và Đầu tư"
    subject: str  # of the plan: "thực hiện Chương trình hành động…"
    collection: Collection
    proposals: Proposals
    grounds: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ("dự thảo Kế hoạch", "Phụ lục danh mục nhiệm vụ")

    def __post_init__(self) -> None:
        super().__post_init__()
        self.require("addressee", "speaker", "subject", "enclosures")
        if not self.draft and self.proposals.undecided:
            raise IncompleteDocument(
                f"the tờ trình cannot be final: {self.proposals.undecided} rows are neither in the plan, merged nor "
                "set aside",
                remedy="decide them on the board, or write a draft",
            )


@dataclass(frozen=True, kw_only=True)
class AnswerReport(Signed):
    """Báo cáo of who answered, late, with nothing to propose, not at all."""

    addressee: str
    speaker: str
    collection: Collection

    def __post_init__(self) -> None:
        super().__post_init__()
        self.require("addressee", "speaker")


@dataclass(frozen=True, kw_only=True)
class SetAside(Document):
    """The list of rows set aside, an annex of its own to the tờ trình whose `heading` it is handed."""

    rows: tuple[SetAsideRow, ...]
    plan_subject: str = field(default="")


@dataclass(frozen=True, kw_only=True)
class Urging(Signed):
    """Công văn đôn đốc to those of `collection` who are missing. `by_lead`: a peer requests, it does not order."""

    collection: Collection
    new_deadline: date
    by_lead: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.collection.of(Standing.MISSING):
            raise IncompleteDocument("nobody is missing: there is nobody to urge", remedy="write the report instead")
