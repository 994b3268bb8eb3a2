"""From a reading to an order: who owes what until when, and every question a clerk must answer before it is issued.

A draft is pure: document + roster + the answers given so far → an order, or the questions that are still open. An
answer is `key=value`; answering with the value that was read confirms it. Keys: number, issuer, issued_on, subject,
kind, urgency, lead, to, deadline.submit, deadline.plan, contents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from config.errors import DondocError, NotAllowed, UnreadableInput
from config.roster import Agency, Roster
from reading.addressees import Expansion, expand
from reading.model import Document, Field, PlacedDeadline, Reading, Task
from states.deadlines import Deadline, Rule
from states.ladder import Office
from states.order import Addressed, Order, Party

KEYS = (
    "number", "issuer", "issued_on", "subject", "kind", "urgency", "lead", "to", "deadline.submit", "deadline.plan",
    "contents",
)  # fmt: skip
REQUIRED = ("number", "issuer", "issued_on", "subject", "lead", "to", "deadline.submit")


@dataclass(frozen=True)
class Question:
    """One thing a person must say. `default` is what was read, None where nothing was."""

    key: str
    why: str  # in Vietnamese: the clerk reads it
    words: str | None  # the document's own
    default: str | None


class Unconfirmed(NotAllowed):
    """Something of the document is marked `check` and nobody has answered it. Nothing was issued."""

    def __init__(self, filename: str, questions: Sequence[Question]) -> None:
        asked = "; ".join(f"{question.key}: {question.why}" for question in questions)
        first = questions[0]
        super().__init__(
            f"{filename}: {len(questions)} to confirm: {asked}",
            remedy=f"answer each, e.g. --set {first.key}={first.default or '…'}",
        )
        self.questions = tuple(questions)


@dataclass(frozen=True)
class Draft:
    """What would be issued. `values` are shown to the clerk as text; `questions` are still to be answered."""

    document: Document
    values: Mapping[str, str | None]
    questions: tuple[Question, ...]
    agencies: tuple[Addressed, ...]
    lead: Party | None
    submissions: Deadline | None
    plan: Deadline | None
    contents: tuple[str, ...]
    answered: Mapping[str, str]

    def order(self, *, confirmed_by: str) -> Order:
        """The order to issue. Raises `Unconfirmed` while a question is open."""
        if self.questions:
            raise Unconfirmed(self.document.filename, self.questions)
        values = self.values
        assert self.lead is not None, "required, so asked for"
        assert self.submissions is not None, "required, so asked for"
        return Order(
            number=values["number"] or "",
            issuer=values["issuer"] or "",
            issued_on=date.fromisoformat(values["issued_on"] or ""),
            subject=values["subject"] or "",
            lead=self.lead,
            agencies=self.agencies,
            submissions=self.submissions,
            plan=self.plan,
            filename=self.document.filename,
            media_type=self.document.media_type,
            content=self.document.content,
            kind=values["kind"] or "công văn",
            urgency=values["urgency"],
            ordered_by=_ordered_by(self.document.reading, values["issuer"] or ""),
            contents=self.contents,
            confirmed={"by": confirmed_by, "answers": dict(self.answered)},
        )


def draft(document: Document, roster: Roster, office: Office, answers: Mapping[str, str] | None = None) -> Draft:
    """Draft the order of `document`. Raises `UnreadableInput` for an answer that cannot be one, `NotAllowed` where the
    document asks nobody to hand anything in and no answer says otherwise."""
    answers = {key: value.strip() for key, value in (answers or {}).items()}
    unknown = [key for key in answers if key not in KEYS]
    if unknown:
        raise UnreadableInput(f"{unknown[0]} is no answer to anything", remedy=f"the keys are: {', '.join(KEYS)}")
    reading = document.reading
    if reading.collects.value is False and "deadline.submit" not in answers:
        raise NotAllowed(
            f"{document.filename} asks nobody to hand anything in",
            remedy="if it does, say so: --set deadline.submit=YYYY-MM-DD --set to=… --set lead=…",
        )
    return _Drafting(document, roster, office, answers).draft()


class _Drafting:
    """One draft in the making: collects values and questions field by field."""

    def __init__(self, document: Document, roster: Roster, office: Office, answers: Mapping[str, str]) -> None:
        self.document, self.roster, self.office, self.answers = document, roster, office, answers
        self.reading = document.reading
        self.values: dict[str, str | None] = {}
        self.questions: list[Question] = []

    def draft(self) -> Draft:
        for key in ("number", "issuer", "issued_on", "subject", "kind", "urgency"):
            self._plain(key, getattr(self.reading, key))
        issued_on = self._date("issued_on")
        submit = [task for task in self.reading.tasks if task.role == "submit"]
        consolidate = [task for task in self.reading.tasks if task.role == "consolidate"]
        agencies = self._agencies(submit, issued_on)
        lead = self._lead(issued_on, collectors=[task.via.value for task in submit if task.via.value])
        submissions = self._deadline("deadline.submit", submit, required=True)
        plan = self._deadline("deadline.plan", consolidate, required=False)
        contents = self._contents(submit)
        return Draft(
            document=self.document,
            values=self.values,
            questions=tuple(self.questions),
            agencies=agencies,
            lead=lead,
            submissions=submissions,
            plan=plan,
            contents=contents,
            answered=self.answers,
        )

    def _plain(self, key: str, field: Field[Any]) -> None:
        read = field.value.isoformat() if isinstance(field.value, date) else field.value
        self.values[key] = self.answers.get(key, read) or None
        if key in self.answers:
            return
        if field.certainty == "check":
            self._ask(key, field.why or "", field.words, read)
        elif read is None and key in REQUIRED:
            self._ask(key, "không đọc được từ văn bản", None, None)

    def _date(self, key: str) -> date | None:
        value = self.values[key]
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise UnreadableInput(f"{key}={value} is no date", remedy=f"write it as --set {key}=2020-12-17") from None

    def _agencies(self, submit: Sequence[Task], issued_on: date | None) -> tuple[Addressed, ...]:
        self.values["to"] = None
        if issued_on is None:
            return ()
        given = self.answers.get("to")
        formal = [field.value for field in self.reading.addressees if field.value]
        named = [field.value for task in submit for field in task.assignees if field.value]
        expansion = self._expand([given], issued_on) if given else self._first_expandable((named, formal), issued_on)
        addressed = _with_formal_phrase(expansion, self._expand(formal, issued_on) if formal and not given else None)
        self.values["to"] = f"{len(addressed)} cơ quan" if addressed else None
        for question in expansion.questions:
            offered = ", ".join(agency.name for agency in question.candidates[:5])
            why = f"{question.why} {f'({offered})' if offered else ''}".strip()
            self._ask("to", why, question.phrase, ";".join(agency.code for agency in expansion.agencies) or None)
        if not addressed and not expansion.questions:
            self._ask("to", "không rõ cơ quan nào phải gửi", None, None)
        return addressed

    def _first_expandable(self, sources: Sequence[Sequence[str]], day: date) -> Expansion:
        """The first source whose every phrase is understood; else the one that reaches most agencies."""
        tried = [self._expand(phrases, day) for phrases in sources if phrases]
        clear = [expansion for expansion in tried if expansion.addressed and not expansion.questions]
        return next(iter(clear), max(tried, key=lambda each: len(each.addressed), default=Expansion(())))

    def _expand(self, phrases: Sequence[str], day: date) -> Expansion:
        everyone: tuple[Agency, ...] = ()
        formal = [field.value for field in self.reading.addressees if field.value]
        if formal and list(phrases) != formal:
            everyone = expand(formal, self.roster, day).agencies
        return expand(phrases, self.roster, day, everyone=everyone)

    def _lead(self, issued_on: date | None, collectors: Sequence[str]) -> Party | None:
        read = self.reading.lead[0] if self.reading.lead else None
        name = self.answers.get("lead", read.value if read else None)
        self.values["lead"] = name
        if len(self.reading.lead) > 1 and "lead" not in self.answers:
            others = ", ".join(field.value or "" for field in self.reading.lead)
            self._ask("lead", f"văn bản nêu nhiều đầu mối: {others}", None, name)
        elif read is not None and read.certainty == "check" and "lead" not in self.answers:
            self._ask("lead", read.why or "", read.words, name)
        if name is None:
            # Whoever collects the answers is the likeliest lead; likely is not read, so it is asked.
            self._ask("lead", "không rõ cơ quan nào tổng hợp", None, next(iter(collectors), None))
        if name is None or issued_on is None:
            return None
        try:
            agency = self.roster.find(name, issued_on)
        except DondocError as error:
            if "lead" in self.answers:
                raise
            self._ask("lead", f"{error}; {error.remedy}", name, None)
            return None
        return Party(agency.code, agency.name, agency.email)

    def _deadline(self, key: str, tasks: Sequence[Task], *, required: bool) -> Deadline | None:
        placed = [task.deadline for task in tasks if task.deadline]
        read = min(placed, key=_last_day).deadline if placed else None
        answer = self.answers.get(key)
        if answer is not None:
            deadline = self._answered(key, answer, read)
        elif read is None:
            deadline = None
            if required:
                self._ask(key, "văn bản không nêu thời hạn", None, None)
        else:
            deadline = read
            default = read.last_day.isoformat() if read.last_day else None
            if read.certainty == "check" or read.last_day is None:
                self._ask(key, f"{read.why or ''} ({read.explanation_vi})", read.words, default)
            elif len({each.deadline.last_day for each in placed}) > 1:
                self._ask(key, "nhiều thời hạn khác nhau; lấy thời hạn sớm nhất", read.words, default)
        self.values[key] = deadline.last_day.isoformat() if deadline and deadline.last_day else None
        return deadline

    def _answered(self, key: str, answer: str, read: Deadline | None) -> Deadline:
        """The reading itself where the answer confirms it, with its words; else the day the person named."""
        day, _, hour = answer.partition(" ")
        try:
            last_day, until = date.fromisoformat(day), time.fromisoformat(hour) if hour else None
        except ValueError:
            raise UnreadableInput(
                f"{key}={answer} is no date",
                remedy=f'write --set {key}=2020-12-21, or "2020-12-21 17:00" with its hour',
            ) from None
        if read is not None and read.last_day == last_day and (until is None or read.time == until):
            return replace(read, certainty="read", why=None)
        said = f"{until:%H giờ %M} ngày {last_day:%d/%m/%Y}" if until else f"hết ngày {last_day:%d/%m/%Y}"
        late_from = (
            datetime.combine(last_day, until, tzinfo=self.office.zone)
            if until
            else self.office.at(last_day + timedelta(days=1), time.min)
        )
        return Deadline(
            words=read.words if read else said,
            rule=Rule.DATE,
            last_day=last_day,
            time=until,
            exclusive=False,
            ambiguous=False,
            late_from=late_from,
            disputed_until=None,
            calendar=None,
            certainty="read",
            why=None,
            explanation_vi=f"văn thư xác định: {said}",
            explanation_en=f"set by the clerk: {last_day:%d/%m/%Y}",
        )

    def _contents(self, submit: Sequence[Task]) -> tuple[str, ...]:
        given = self.answers.get("contents")
        if given is not None:
            listed = [part.strip() for part in given.split(";")]
        else:
            listed = [field.value or "" for task in submit for field in task.required_contents]
        contents = tuple(dict.fromkeys(part for part in listed if part))
        self.values["contents"] = "; ".join(contents) or None
        return contents

    def _ask(self, key: str, why: str, words: str | None, default: str | None) -> None:
        self.questions.append(Question(key, why.strip(), words, default))


def _last_day(placed: PlacedDeadline) -> date:
    return placed.deadline.last_day or date.max


def _with_formal_phrase(expansion: Expansion, formal: Expansion | None) -> tuple[Addressed, ...]:
    """Each agency once, with the words that reach it: those of "Kính gửi" where it stands there too."""
    phrases = {one.agency.code: one.phrase for one in formal.addressed} if formal else {}
    return tuple(
        Addressed(
            one.agency.code,
            one.agency.name,
            one.agency.email,
            str(one.agency.group),
            phrases.get(one.agency.code, one.phrase),
        )
        for one in expansion.addressed
    )


def _ordered_by(reading: Reading, issuer: str) -> str:
    """Whose order it is: a deputy's (KT.) or the office's (TL.) signature binds as the chairman's."""
    if issuer.startswith("UBND "):
        return f"Chủ tịch {issuer}" if reading.signatory.found else issuer
    return issuer
