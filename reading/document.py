"""The door: a text, bytes or a file in; a reading out, each value with its place in the text."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reading.fields.copies import read_copies
from reading.fields.dated import read_issued_on, read_place
from reading.fields.heading import read_issuer, read_kind, read_subject, read_urgency, subject_lines
from reading.fields.numbers import read_amends, read_number, read_references
from reading.fields.sent_to import read_addressees
from reading.fields.signatory import read_signatory
from reading.layout import divide, lines_of
from reading.model import Document, Field, PlacedDeadline, Reading, all_doubted
from reading.noise import looks_misread
from reading.paragraphs import Paragraph, paragraphs_of
from reading.refusal import check_readable
from reading.tasks.assemble import TaskReader, read_tasks
from reading.tasks.context import sentences
from reading.text import Source, canonical, join, view_of

if TYPE_CHECKING:
    from states.working_days import WorkingDays

# A word that bounds, and soon after it a word or figure of time: no deadline is without, most sentences are. Only
# those that have it are parsed.
_MAY_BE_DEADLINE = re.compile(
    r"(?:<|(?<!\w)(?:truoc|tr|cham|muon|han|het|trong|vong|den|toi|tu|xong|hoan thanh|vao|hang|dinh ky|qua|"
    r"ngay (?:trong|hom)|sang|chieu|hom|mai|"
    r"cuoi|dau|giua|thoi gian|thoi han|lui|keo dai|ke)(?!\w)).{0,48}?"
    r"(?:ngay|thang|quy|tuan|gio|nam|nay|mai|tet|\d\s?[/.-]\s?\d|\dh)"
)
UPWARD = frozenset(
    {"báo cáo", "tờ trình", "biên bản", "giấy giới thiệu", "giấy nghỉ phép", "thư cảm ơn", "thư khen"}
)  # order nobody
MISREAD = "văn bản có dấu hiệu nhận dạng chữ sai (OCR), đối chiếu với bản gốc"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def read_text(text: str, *, zone: ZoneInfo = ZONE, working_days: WorkingDays | None = None) -> Reading:
    """Read a directive's text. Deadlines are in `zone`, counted in `working_days` (default: Vietnam's, no own days).

    Spans count code points of `reading.text.canonical(text)`.
    """
    source = Source(canonical(text))
    view = view_of(source.text)
    layout = divide(lines_of(view))
    body = paragraphs_of(layout.body)
    prose = join([paragraph.view for paragraph in body]).raw
    number = read_number(source, layout)
    issued_on = read_issued_on(source, layout)
    addressees = read_addressees(source, layout)
    subject_at = subject_lines(layout)
    deadlines = _deadlines(source, body, issued_on, zone, working_days)
    issuer = read_issuer(source, layout, prose)
    kind = read_kind(source, layout, number, subject_at[0] if subject_at else None)
    orders_nothing = kind.value in UPWARD
    work = read_tasks(source, [] if orders_nothing else body, layout, addressees, deadlines, issuer)
    subject = read_subject(source, layout)
    orders = [sentence for paragraph in body[:12] for sentence in sentences(paragraph.view)]
    read = Reading(
        number=number,
        issuer=issuer,
        place=read_place(source, layout),
        issued_on=issued_on,
        kind=kind,
        subject=subject,
        urgency=read_urgency(source, layout),
        collects=_collects(work),
        signatory=read_signatory(source, layout),
        amends=read_amends(source, [join(subject_at or [line.view for line in layout.title]), *orders], number),
        addressees=addressees,
        lead=tuple(work.lead.values()),
        references=read_references(
            source, join([line.view for line in (*layout.title, *layout.body, *layout.annex)]), number
        ),
        copies=read_copies(source, layout),
        tasks=tuple(work.tasks),
    )
    return all_doubted(read, MISREAD) if looks_misread(source.text) else read


def _collects(work: TaskReader) -> Field[bool]:
    """Does anybody owe a hand-in? Read from the tasks; a report asked of nobody in particular is a question."""
    if work.tasks:
        return Field(True)
    if work.hints:
        words = work.hints[0].sentence
        return work.source.field(words, value=False, why="có nói đến báo cáo nhưng không rõ gửi ai, khi nào")
    return Field(False)


def _deadlines(
    source: Source, body: list[Paragraph], issued_on: Field[date], zone: ZoneInfo, working_days: WorkingDays | None
) -> list[PlacedDeadline]:
    if issued_on.value is None:
        return []
    from reading.deadlines import find_deadlines

    days = working_days or _public_calendar()
    found = []
    for said in (sentence for paragraph in body for sentence in sentences(paragraph.view)):
        if not _MAY_BE_DEADLINE.search(said.bare):
            continue
        for deadline in find_deadlines(said.text, issued_on=issued_on.value, zone=zone, working_days=days):
            begin, stop = said.span(deadline.start, deadline.end)
            found.append(PlacedDeadline(deadline.deadline, source.text[begin:stop], (begin, stop)))
    return found


@cache
def _public_calendar() -> WorkingDays:
    """Vietnam's days off without an office's own; made once, as the years are counted once."""
    from states.working_days import WorkingDays

    return WorkingDays()


def read_bytes(
    content: bytes, filename: str, *, zone: ZoneInfo = ZONE, working_days: WorkingDays | None = None
) -> Document:
    """Read a document in memory. Raises reading.errors.UnreadableDocument; then nothing of it has been kept."""
    from reading.extraction import extract

    found = extract(content, filename)
    text = canonical(found.text)
    check_readable(text)
    read = read_text(text, zone=zone, working_days=working_days)
    if found.scanned:
        read = all_doubted(read, "đọc bằng nhận dạng chữ (OCR), có thể sai chữ")
    digest = hashlib.sha256(found.content).hexdigest()
    return Document(text, read, digest, found.media_type, found.filename, found.content, found.notes)


def read_file(path: str | Path, *, zone: ZoneInfo = ZONE, working_days: WorkingDays | None = None) -> Document:
    """Read a file: .docx, .pdf, .txt, .md, or an .eml with one of these attached. Raises as `read_bytes`,
    or OSError."""
    from reading.extraction import read_limited

    path = Path(path)
    return read_bytes(read_limited(path), path.name, zone=zone, working_days=working_days)
