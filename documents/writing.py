"""A document's values become its .docx."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from docx.document import Document as WordDocument

from documents import model
from documents.contexts import context
from documents.draft_mark import MARK
from documents.filling import BadTemplate, Template
from documents.model import Document
from documents.packing import repack
from documents.wording import one_line

LONGEST_PROPERTY = 240  # of the 255 signs that Word takes
NO_DAY = date(1980, 1, 1)  # the earliest that office files name; used while the document's own day is open


@dataclass(frozen=True)
class Kind:
    """A kind of document: its template, its name, and what its template must show."""

    template: str
    name: str
    must_show: tuple[str, ...]


KINDS: dict[type[Document], Kind] = {
    model.PlanDocument: Kind("plan", "Kế hoạch", ("sections", "number", "authority")),
    model.Memo: Kind("memo", "Tờ trình", ("merged", "set_aside", "number", "authority")),
    model.AnswerReport: Kind("answer_report", "Báo cáo", ("groups", "number", "authority")),
    model.SetAside: Kind("set_aside", "Danh sách nội dung để ngoài Kế hoạch", ("rows",)),
    model.Urging: Kind("urging", "Công văn đôn đốc", ("addressees", "rows", "number", "authority")),
}


def write_docx(document: Document, own: Path | None = None) -> bytes:
    """The document as a .docx, in the form of Decree 30/2020/NĐ-CP; the same bytes for the same values and template.

    `own` is the office's folder of templates: `<own>/plan.docx` (memo, answer_report, set_aside, urging) wins over the
    shipped file. A draft carries "DỰ THẢO" on every page. Raises `BadTemplate` naming the file and what is wrong with
    it; nothing is written then.
    """
    kind = KINDS[type(document)]
    filled = Template.find(kind.template, own, kind.must_show).fill(context(document), draft=document.draft)
    instant = _describe(filled, document, kind)
    content = BytesIO()
    filled.save(content)
    return repack(content.getvalue(), modified=f"{instant:%Y-%m-%dT%H:%M:%SZ}")


def check_templates(own: Path) -> list[BadTemplate]:
    """Every fault of the office's own templates, found by filling each with samples: full, empty, draft and final."""
    from documents.samples import SAMPLES

    faults: list[BadTemplate] = []
    for kind, samples in _by_kind(SAMPLES.values()).items():
        if not (own / f"{kind.template}.docx").is_file():
            continue
        for sample in samples:
            try:
                write_docx(sample, own)
            except BadTemplate as fault:
                faults.append(fault)
                break
    known = {f"{kind.template}.docx" for kind in KINDS.values()}
    for file in sorted(own.glob("*.docx")):
        if file.name not in known and not file.name.startswith("~$"):  # Word's own lock files
            faults.append(
                BadTemplate(f"template {file} is of no document", remedy=f"name it {', '.join(sorted(known))}")
            )
    return faults


def _by_kind(samples: Iterable[Document]) -> dict[Kind, list[Document]]:
    found: dict[Kind, list[Document]] = {}
    for sample in samples:
        found.setdefault(KINDS[type(sample)], []).append(sample)
    return found


def _describe(filled: WordDocument, document: Document, kind: Kind) -> datetime:
    """The file's own properties, as registers read them (annex VI): no name of a program, no clock."""
    instant = datetime.combine(document.heading.on or NO_DAY, datetime.min.time(), UTC)
    properties = filled.core_properties
    number = one_line(document.heading.number)
    properties.title = f"{kind.name} {number}"[:LONGEST_PROPERTY] + (f" ({MARK})" if document.draft else "")
    properties.author = properties.last_modified_by = one_line(document.heading.issuer)[:LONGEST_PROPERTY]
    properties.subject, properties.comments, properties.keywords = "", "", ""
    properties.language = "vi-VN"
    properties.created = properties.modified = instant.replace(tzinfo=None)
    properties.revision = 1
    return instant
