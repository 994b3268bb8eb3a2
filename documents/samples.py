"""Sample documents of công văn 6321/UBND-TH, as the lead might have stood on 24/12/2020.

For looking at them, for checking an office's own templates, and for the tests. The answers are those of config/samples;
they were composed, not collected (see there).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml

import config
from config.roster import Roster
from documents import model
from documents.model import Heading, Section, Signatory, Standing
from documents.wording import roman

ANSWERS = Path(config.__file__).parent / "samples" / "submissions"
HANOI = timezone(timedelta(hours=7))
ISSUED_ON = date(2020, 12, 17)
ON_TIME_BEFORE = datetime(2020, 12, 22, tzinfo=HANOI)  # "chậm nhất trước ngày 22/12/2020"
DISPUTED_BEFORE = ON_TIME_BEFORE + timedelta(days=1)
NOTE = "bản lúc 16 giờ 05 ngày 24/12/2020"
PROGRAMME = "Chương trình hành động của Tỉnh ủy thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX"

DIRECTIVE = model.Directive(
    number="6321/UBND-TH",
    on=ISSUED_ON,
    subject=f"xây dựng Kế hoạch thực hiện {PROGRAMME}",
    ordered_by="Chủ tịch UBND tỉnh",
    report_to="UBND tỉnh",
    collector="Sở Kế hoạch và Đầu tư",
    deadline_words="chậm nhất trước ngày 22/12/2020",
    deadline_reading="đến hết ngày 21/12/2020 (thứ Hai)",
    disputed_day=date(2020, 12, 22),
)

_SECTIONS = {
    "Phát triển công nghiệp, Khu kinh tế Dung Quất": ("SCT", "BQL"),
    "Kết cấu hạ tầng, đô thị, tài nguyên và môi trường": ("SGTVT", "SXD", "STNMT"),
    "Nông nghiệp, nông thôn và miền núi": ("SNNPTNT", "BDT"),
    "Kế hoạch, tài chính, cải cách hành chính và chuyển đổi số": ("SKHDT", "STC", "SNV", "STTTT", "VPUB", "STP", "TTT"),
    "Văn hóa, xã hội, du lịch và nguồn nhân lực": (
        "SVHTTDL", "SYT", "SGDDT", "SLDTBXH", "SKHCN", "DHPVD", "CDYTDTT", "DPTTH",
    ),
    "Quốc phòng, an ninh và đối ngoại": ("BCHQS", "BDBP", "CAT", "SNGV"),
}  # fmt: skip
_LOCAL = "Nhiệm vụ do các huyện, thị xã, thành phố chủ trì"
# (agency, row) that says the same as (agency, row)
_MERGED = {
    ("BDBP", 1): ("SNNPTNT", 1),
    ("BQL", 1): ("SCT", 2),
    ("CDYTDTT", 1): ("SYT", 2),
    ("DHPVD", 2): ("SNV", 3),
    ("H-BA-TO", 0): ("SNNPTNT", 4),
    ("H-LY-SON", 2): ("SVHTTDL", 0),
    ("H-SON-HA", 1): ("BDT", 0),
    ("VPUB", 0): ("STTTT", 0),
    ("TP-QUANG-NGAI", 0): ("SXD", 2),
}
_SET_ASIDE = {
    ("SLDTBXH", 0): "Thời gian thực hiện (trước ngày 30/6/2020) đã qua khi xây dựng Kế hoạch.",
    ("BQL", 2): "Thời gian thực hiện (Quý I/2027) sau khi kết thúc giai đoạn 2021-2025 của Kế hoạch.",
    ("H-BINH-SON", 1): "Thời gian thực hiện (Quý III/2020) đã qua; việc đang được thực hiện theo kế hoạch của huyện.",
    ("DPTTH", 2): "Nhiệm vụ thường xuyên của đơn vị theo Nghị định số 32/2019/NĐ-CP, không thuộc phạm vi Kế hoạch.",
}


@dataclass(frozen=True)
class _Answer:
    code: str
    agency: str
    content: dict[str, Any]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return self.content.get("rows") or []


def _answers() -> Iterator[_Answer]:
    for agency in Roster.load().as_of(ISSUED_ON):
        name = agency.name.replace("Ủy ban nhân dân", "UBND")
        content = yaml.safe_load((ANSWERS / f"{agency.code}.yaml").read_text(encoding="utf-8"))
        yield _Answer(agency.code, name, content)


_ALL = {answer.code: answer for answer in _answers()}


def _standing(answer: _Answer) -> model.AgencyAnswer:
    kind, at = answer.content["kind"], answer.content["answered_at"]
    if kind is None:
        return model.AgencyAnswer(answer.agency, Standing.MISSING, note="đã nhắc ngày 18 và 21/12/2020")
    received = datetime.fromisoformat(at)
    note = str(answer.content.get("note") or "")
    if kind == "nil":
        return model.AgencyAnswer(answer.agency, Standing.NIL, received, note=note)
    if kind == "not_ours":
        return model.AgencyAnswer(answer.agency, Standing.REASSIGNED, received, note=note)
    late = Standing.DISPUTED if received < DISPUTED_BEFORE else Standing.LATE
    standing = Standing.ON_TIME if received < ON_TIME_BEFORE or kind == "extension" else late
    note = "được gia hạn đến hết ngày 23/12/2020" if kind == "extension" else ""
    return model.AgencyAnswer(answer.agency, standing, received, len(answer.rows), note)


def _row(code: str, place: int) -> model.PlanRow:
    given = _ALL[code].rows[place]
    merged = [_ALL[other].agency for (other, row), into in _MERGED.items() if into == (code, place)]
    return model.PlanRow(
        task=given["task"],
        product=given["product"] or "",
        lead=given["lead"],
        coordinate=tuple(given["coordinate"] or ()),
        summary=given["summary"] or "",
        legal_basis=given["legal_basis"] or "",
        schedule=given["schedule"] or "",
        origins=(_ALL[code].agency, *merged),
    )


def _sections() -> tuple[tuple[Section, ...], dict[tuple[str, int], str]]:
    """The plan's sections, and where each row of them stands ("I.3")."""
    grouped = _SECTIONS | {_LOCAL: tuple(code for code in _ALL if code.startswith(("H-", "TP-", "TX-")))}
    sections, places = [], {}
    for number, (title, codes) in enumerate(grouped.items(), start=1):
        rows = []
        for code in codes:
            for place in range(len(_ALL[code].rows)):
                if (code, place) not in _MERGED and (code, place) not in _SET_ASIDE:
                    rows.append(_row(code, place))
                    places[code, place] = f"{roman(number)}.{len(rows)}"
        sections.append(Section(roman(number), title, tuple(rows)))
    return tuple(sections), places


def _proposals(places: dict[tuple[str, int], str]) -> model.Proposals:
    merged = tuple(
        model.MergedRow(
            task=_ALL[code].rows[row]["task"],
            agency=_ALL[code].agency,
            into=places[into],
            into_task=_ALL[into[0]].rows[into[1]]["task"],
            explanation=f"Cùng sản phẩm; giao {_ALL[into[0]].agency} chủ trì.",
        )
        for (code, row), into in _MERGED.items()
    )
    aside = tuple(
        model.SetAsideRow(
            task=_ALL[code].rows[row]["task"],
            agency=_ALL[code].agency,
            reason=reason,
            product=_ALL[code].rows[row]["product"] or "",
            legal_basis=_ALL[code].rows[row]["legal_basis"] or "",
            schedule=_ALL[code].rows[row]["schedule"] or "",
        )
        for (code, row), reason in _SET_ASIDE.items()
    )
    received = sum(len(answer.rows) for answer in _ALL.values())
    return model.Proposals(received, received - len(merged) - len(aside), merged, aside)


_PLACED = _sections()
SECTIONS = _PLACED[0]
PROPOSALS = _proposals(_PLACED[1])
COLLECTION = model.Collection(
    DIRECTIVE, tuple(_standing(answer) for answer in _ALL.values()), datetime(2020, 12, 24, 16, 0, tzinfo=HANOI)
)

PROVINCE = "Ủy ban nhân dân tỉnh Quảng Ngãi"
_OFFICE = Heading(PROVINCE, "/KH-UBND", "Quảng Ngãi", date(2020, 12, 25))
_LEAD = Heading(DIRECTIVE.collector, "246/TTr-SKHĐT", "Quảng Ngãi", date(2020, 12, 25), superior="UBND tỉnh Quảng Ngãi")
_CHAIRMAN = Signatory(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Đặng Văn Minh")
_DIRECTOR = Signatory(("GIÁM ĐỐC",))
_TO_THE_PROVINCE = ("Như trên", "CT, PCT UBND tỉnh (b/cáo)", "VPUB: CVP, CBTH", "Lưu: VT, TH")

PLAN = model.PlanDocument(
    heading=_OFFICE,
    draft=True,
    draft_note=NOTE,
    subject=f"thực hiện {PROGRAMME}",
    body="UBND tỉnh",
    lead=DIRECTIVE.collector,
    heads="Thủ trưởng các sở, ban ngành, đơn vị trực thuộc UBND tỉnh; Chủ tịch UBND các huyện, thị xã, thành phố",
    sections=SECTIONS,
    grounds=(
        "Thực hiện Chương trình hành động số 01-CTr/TU ngày 27/11/2020 của Tỉnh ủy thực hiện Nghị quyết Đại hội đại "
        "biểu Đảng bộ tỉnh lần thứ XX",
    ),
    signatory=_CHAIRMAN,
    copies=(
        "Thường trực Tỉnh ủy (b/cáo)",
        "Thường trực HĐND tỉnh",
        "CT, PCT UBND tỉnh",
        "Các sở, ban ngành, đơn vị trực thuộc UBND tỉnh",
        "UBND các huyện, thị xã, thành phố",
        "VPUB: PCVP, các P. N/cứu, CBTH",
        "Lưu: VT, TH",
    ),
)
MEMO = model.Memo(
    heading=_LEAD,
    draft=False,
    addressee=PROVINCE,
    speaker=DIRECTIVE.collector,
    subject=PLAN.subject,
    collection=COLLECTION,
    proposals=PROPOSALS,
    grounds=(
        "Chương trình hành động số 01-CTr/TU ngày 27/11/2020 của Tỉnh ủy thực hiện Nghị quyết Đại hội đại biểu Đảng bộ "
        "tỉnh lần thứ XX",
        "Công văn số 5970/UBND-TH ngày 02/12/2020 của UBND tỉnh",
        f"Công văn số 6321/UBND-TH ngày 17/12/2020 của Chủ tịch UBND tỉnh về việc {DIRECTIVE.subject}",
    ),
    signatory=_DIRECTOR,
    copies=_TO_THE_PROVINCE,
)
REPORT = model.AnswerReport(
    heading=replace(_LEAD, number="512/BC-SKHĐT"),
    draft=False,
    addressee=PROVINCE,
    speaker=DIRECTIVE.collector,
    collection=COLLECTION,
    signatory=_DIRECTOR,
    copies=_TO_THE_PROVINCE,
)
SET_ASIDE = model.SetAside(heading=_LEAD, draft=False, rows=PROPOSALS.set_aside, plan_subject=PLAN.subject)
_MORNING_OF_THE_22ND = model.Collection(
    DIRECTIVE,
    tuple(
        replace(answer, standing=Standing.MISSING, received_at=None, rows=0, note="")
        if answer.standing in (Standing.DISPUTED, Standing.LATE)
        else answer
        for answer in COLLECTION.answers
    ),
    datetime(2020, 12, 22, 8, 30, tzinfo=HANOI),
)
URGING = model.Urging(
    heading=Heading(PROVINCE, "/UBND-TH", "Quảng Ngãi", date(2020, 12, 22)),
    draft=True,
    collection=_MORNING_OF_THE_22ND,
    new_deadline=date(2020, 12, 23),
    signatory=Signatory(("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
    copies=("Như trên", "CT, PCT UBND tỉnh (b/cáo)", "VPUB", "Lưu: VT, TH"),
)

_FINAL = replace(_OFFICE, number="168/KH-UBND", on=date(2020, 12, 28))
_DECISIONS = ("Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13", *PLAN.grounds)
SAMPLES: dict[str, model.Document] = {
    "plan-draft": PLAN,
    "plan": replace(PLAN, draft=False, heading=_FINAL, numbering="through", grounds=_DECISIONS),
    "plan-empty": replace(PLAN, sections=(), grounds=()),
    "plan-one-row": replace(PLAN, sections=(Section("", "", SECTIONS[0].rows[:1]),)),
    "memo": MEMO,
    "memo-draft": replace(
        MEMO, draft=True, grounds=(), heading=replace(_LEAD, number="/TTr-SKHĐT"),
        proposals=replace(PROPOSALS, kept=PROPOSALS.kept - 33),
    ),
    "memo-nothing-merged": replace(MEMO, proposals=model.Proposals(93, 93, added=2)),
    "answer-report": REPORT,
    "answer-report-all-in": replace(
        REPORT, collection=replace(COLLECTION, answers=COLLECTION.of(Standing.ON_TIME)), draft=True
    ),
    "set-aside": SET_ASIDE,
    "set-aside-empty": replace(SET_ASIDE, rows=(), plan_subject=""),
    "urging": URGING,
    "urging-by-lead": replace(
        URGING, by_lead=True, draft=False, heading=replace(_LEAD, number="2301/SKHĐT-TH", on=date(2020, 12, 22)),
        collection=replace(COLLECTION, as_of=datetime(2020, 12, 22, 8, 30, tzinfo=HANOI)), signatory=_DIRECTOR,
    ),
    "urging-many": replace(
        URGING,
        collection=replace(
            _MORNING_OF_THE_22ND,
            answers=tuple(replace(answer, standing=Standing.MISSING) for answer in COLLECTION.answers[:12]),
        ),
    ),
}  # fmt: skip
