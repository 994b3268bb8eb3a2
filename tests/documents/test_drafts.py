"""A draft says on each of its pages that it is one; a final document nowhere."""

from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from documents.model import Document
from documents.samples import PLAN, SAMPLES
from tests.documents.conftest import plain, read

TEXTPATH = ".//{urn:schemas-microsoft-com:vml}shape/{urn:schemas-microsoft-com:vml}textpath"
every = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())


def shown_headers(sample: Document, own=None):
    for section in read(sample, own).sections:
        yield section.header
        if section.different_first_page_header_footer:
            yield section.first_page_header


@every
def test_each_header_that_a_page_shows_carries_the_mark_once_or_not_at_all(sample: Document) -> None:
    for header in shown_headers(sample):
        marks = [run.text for paragraph in header.paragraphs for run in paragraph.runs if run.text == "DỰ THẢO"]
        watermarks = [path.get("string") for path in header._element.findall(TEXTPATH)]
        assert marks == watermarks == (["DỰ THẢO"] if sample.draft else [])


def test_the_note_tells_two_prints_apart() -> None:
    draft = replace(PLAN, draft_note="bản lúc 16 giờ 05 ngày 24/12/2020 & {{ 7 * 7 }}")
    for header in shown_headers(draft):
        assert plain(header.paragraphs[0].text) == "DỰ THẢO (bản lúc 16 giờ 05 ngày 24/12/2020 & {{ 7 * 7 }})"
    for header in shown_headers(replace(PLAN, draft_note="")):
        assert header.paragraphs[0].text == "DỰ THẢO"


def test_no_template_of_an_office_can_lose_the_mark(tmp_path) -> None:
    own = docx.Document()  # Word's blank page: no header, no section of its own
    own.add_paragraph("{{ number }} {{ authority[0] }} {% for s in sections %}{{ s.title }}{% endfor %}")
    own.settings.odd_and_even_pages_header_footer = True
    own.save(str(tmp_path / "plan.docx"))

    section = read(PLAN, tmp_path).sections[0]
    for header in (section.header, section.even_page_header):
        assert header.paragraphs[0].text.startswith("DỰ THẢO")
        assert len(header._element.findall(TEXTPATH)) == 1
    assert not list(read(replace(PLAN, draft=False), tmp_path).element.body.iter(qn("w:headerReference")))
