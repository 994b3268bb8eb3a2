"""An office's own templates win, file by file; a fault in one is named with its file and field, and nothing is lost."""

import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from config.errors import DondocError
from documents.contexts import context
from documents.drawing.package import packed
from documents.drawing.templates import DRAWN
from documents.filling import SHIPPED, BadTemplate, UnknownField
from documents.samples import MEMO, PLAN, SAMPLES
from documents.writing import KINDS, check_templates, write_docx
from tests.documents.conftest import read, text_of

Own = Callable[..., Path]
DOCS = Path(__file__).parents[2] / "docs" / "documents.md"


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- the shipped ones ----------------------------------------------------------------------------------------------


def test_there_is_one_shipped_template_for_each_kind_of_document() -> None:
    names = {kind.template for kind in KINDS.values()}
    assert {file.stem for file in SHIPPED.glob("*")} == names == set(DRAWN)
    assert {type(sample) for sample in SAMPLES.values()} == set(KINDS)


@pytest.mark.parametrize("name", DRAWN)
def test_the_shipped_templates_are_what_is_drawn(name: str) -> None:
    assert parts((SHIPPED / f"{name}.docx").read_bytes()) == parts(packed(DRAWN[name]())), "python -m documents.drawing"


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_no_tag_and_no_python_value_is_left_in_a_document(sample) -> None:
    for name, content in parts(write_docx(sample)).items():
        for left in (b"{{", b"}}", b"{%", b"%}", b"None", b"True", b"False", b"Markup", b"&amp;amp;", b"@headers@"):
            assert left not in content, (name, left)


def listed(part: str) -> set[str]:
    """The names in backticks in one part of the page."""
    found = re.search(rf"^### {re.escape(part)}.*?\n(.*?)(?=^##|\Z)", DOCS.read_text("utf-8"), re.M | re.S)
    assert found, f"docs/documents.md has no part “{part}”"
    return set(re.findall(r"`(\w+)`", found[1]))


def field_names(fields: dict[str, object]) -> set[str]:
    names = set(fields)
    for value in fields.values():
        for item in value if isinstance(value, list) else ():
            names |= field_names(item) if isinstance(item, dict) else set()
    return names


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.template)
def test_the_page_lists_the_fields_of_each_template_and_no_others(kind) -> None:
    known = set().union(*(field_names(context(s)) for s in SAMPLES.values() if KINDS[type(s)] == kind))
    own = listed(f"`{kind.template}.docx`")
    assert own <= known
    assert known - own <= listed("In each of them") | listed("Of a collection")


# --- an office's own -----------------------------------------------------------------------------------------------


def test_an_offices_own_template_wins_for_its_document_alone(own: Own) -> None:
    folder = own("plan", **{"KẾ HOẠCH": "KẾ HOẠCH CỦA CHÚNG TÔI"})
    assert "KẾ HOẠCH CỦA CHÚNG TÔI\n" in text_of(read(PLAN, folder))
    assert write_docx(MEMO, folder) == write_docx(MEMO)


def test_a_folder_without_templates_or_none_at_all_means_the_shipped_ones(tmp_path: Path) -> None:
    assert write_docx(PLAN, tmp_path) == write_docx(PLAN, tmp_path / "nowhere") == write_docx(PLAN)


def test_word_may_have_cut_a_tag_into_pieces(own: Own) -> None:
    folder = own("plan")
    template = docx.Document(str(folder / "plan.docx"))
    paragraph = template.add_paragraph("Theo dõi: {{ le")
    paragraph.add_run("ad").bold = True
    paragraph.add_run(" }}.")
    template.element.body.insert(0, paragraph._p)
    template.save(str(folder / "plan.docx"))
    assert read(PLAN, folder).paragraphs[0].text == "Theo dõi: Sở Kế hoạch và Đầu tư."


def test_a_template_may_drop_a_column(own: Own) -> None:
    folder = own("plan")
    template = docx.Document(str(folder / "plan.docx"))
    table = template.tables[-1]._tbl
    for row in table.tr_lst:
        if len(row.tc_lst) == 9:
            row.remove(row.tc_lst[-1])
    template.save(str(folder / "plan.docx"))
    assert len(read(PLAN, folder).tables[-1].rows[0].cells) == 8


@pytest.mark.parametrize(
    ("tag", "field", "near"),
    [
        ("{{ subjct }}", "subjct", "subject"),
        ("{{ nơi_ký }}", "nơi_ký", ""),
        ("{% if by_lead %}{{ x_y_z }}{% endif %}", "by_lead", "lead"),
        ("{% if false %}{{ x_y_z }}{% endif %}", "x_y_z", ""),  # not reached today, but one day
        ("{% for s in sections %}{{ s.titel }}{% endfor %}", "titel", "title"),
        ("{% for s in sections %}{% for row in s.rows %}{{ row.leed }}{% endfor %}{% endfor %}", "leed", "lead"),
        ("{{ subject.upper }}", "", ""),
        ("{{ subject.__class__ }}", "__class__", ""),
    ],
)
def test_an_unknown_field_is_named_with_its_file(own: Own, tag: str, field: str, near: str) -> None:
    folder = own("plan", add=(tag,))
    with pytest.raises(BadTemplate) as caught:
        write_docx(PLAN, folder)
    assert str(folder / "plan.docx") in str(caught.value)
    assert field in str(caught.value)
    assert f"did you mean “{near}”" in str(caught.value) if near else "did you mean" not in str(caught.value)
    assert "docs/documents.md" in caught.value.remedy
    assert isinstance(caught.value, UnknownField) == bool(field)


@pytest.mark.parametrize(
    ("tags", "says"),
    [
        (("{{ subject",), "not closed"),
        (("{% if subject %}",), "cannot be read"),
        (("{%p for x in sections %}", "{{ x.title }}"), "cannot be read"),
        (("{{ subject | nosuchfilter }}",), "nosuchfilter"),
        (("{{ sections }}",), "a whole list is printed"),
        (("{{ sections[0] }}",), "a whole dict is printed"),
        (("{{ draft }}",), "a whole bool is printed"),
        (("{{ tasks / 0 }}",), "division by zero"),
        (("{{ range(10 ** 9) | list }}",), "Range too big"),
        (("{{ subject.__class__.__mro__ }}",), "__class__"),
    ],
)
def test_a_wrong_tag_is_an_error_that_names_the_file(own: Own, tags: tuple[str, ...], says: str) -> None:
    folder = own("plan", add=tuple(reversed(tags)))
    with pytest.raises(BadTemplate, match=re.escape(says)) as caught:
        write_docx(PLAN, folder)
    assert str(folder / "plan.docx") in str(caught.value)
    assert caught.value.exit_code == 6


def test_tags_that_do_not_nest_are_refused_though_docxtpl_would_mend_them(own: Own) -> None:
    folder = own("plan")
    template = docx.Document(str(folder / "plan.docx"))
    template.element.body.insert(0, docx.Document().add_paragraph("{%p if tasks %}")._p)
    cell = template.tables[0].rows[0].cells[0]
    cell.paragraphs[-1]._p.addprevious(docx.Document().add_paragraph("{%p endif %}")._p)
    template.save(str(folder / "plan.docx"))
    with pytest.raises(BadTemplate, match="do not nest"):
        write_docx(replace(PLAN, sections=()), folder)


def test_a_template_that_forgets_the_tasks_is_refused_for_they_would_be_lost(tmp_path: Path) -> None:
    blank = docx.Document()
    blank.add_paragraph("{{ number }} {{ authority[0] }} {{ subject }}")
    blank.save(str(tmp_path / "plan.docx"))
    with pytest.raises(BadTemplate, match="never shows “sections”"):
        write_docx(PLAN, tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off", b"%PDF-1.7"])
def test_a_file_that_is_no_word_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.docx").write_bytes(content)
    with pytest.raises(BadTemplate, match=r"plan\.docx: it is no Word file"):
        write_docx(PLAN, tmp_path)


def rezipped(content: bytes, changed: dict[str, bytes | None]) -> bytes:
    packed_again = BytesIO()
    with zipfile.ZipFile(packed_again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (parts(content) | changed).items():
            if part is not None:
                archive.writestr(name, part)
    return packed_again.getvalue()


@pytest.mark.parametrize(
    "changed",
    [
        {"word/document.xml": None},
        {"[Content_Types].xml": None},
        {"word/document.xml": b"<w:document"},
        {"word/document.xml": b"<html/>"},
        {"word/_rels/document.xml.rels": b"<html/>"},
        {"word/styles.xml": b"\xff\xfe\x00"},
        {"word/header1.xml": b"x"},
    ],
)
def test_a_broken_word_file_is_refused(tmp_path: Path, changed: dict[str, bytes | None]) -> None:
    whole = (SHIPPED / "plan.docx").read_bytes()
    (tmp_path / "plan.docx").write_bytes(rezipped(whole, changed))
    with pytest.raises(BadTemplate, match=r"plan\.docx: "):
        write_docx(PLAN, tmp_path)


def test_a_template_that_unpacks_without_end_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.filling.MAX_UNPACKED", 10_000)
    (tmp_path / "plan.docx").write_bytes((SHIPPED / "plan.docx").read_bytes())
    with pytest.raises(BadTemplate, match="unpacks to more than"):
        write_docx(PLAN, tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_template_that_may_not_be_read_is_an_error(own: Own) -> None:
    folder = own("plan")
    (folder / "plan.docx").chmod(0)
    with pytest.raises(BadTemplate, match="cannot be read"):
        write_docx(PLAN, folder)


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("TOP-SECRET")
    document = parts((SHIPPED / "plan.docx").read_bytes())["word/document.xml"].decode()
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    document = document.replace("<w:document", f"{entity}<w:document", 1).replace("KẾ HOẠCH", "KẾ HOẠCH &e;", 1)
    whole = (SHIPPED / "plan.docx").read_bytes()
    (tmp_path / "plan.docx").write_bytes(rezipped(whole, {"word/document.xml": document.encode()}))
    with pytest.raises(BadTemplate) as caught:
        write_docx(PLAN, tmp_path)
    assert "TOP-SECRET" not in str(caught.value)


# --- looked at before they are needed ------------------------------------------------------------------------------


def test_good_templates_have_no_faults(own: Own) -> None:
    for name in DRAWN:
        folder = own(name)
    assert check_templates(folder) == []


def test_every_faulty_template_is_found_at_once(own: Own) -> None:
    own("plan", add=("{{ subjct }}",))
    own("memo", add=("{% if undecided %}{{ grounds[7] }}{% endif %}",))  # only a draft gets there
    folder = own("urging")
    (folder / "kehoach.docx").write_bytes(b"")
    (folder / "~$plan.docx").write_bytes(b"")  # Word has it open
    faults = [str(fault) for fault in check_templates(folder)]
    assert len(faults) == 3
    assert "plan.docx: unknown field “subjct”" in faults[0]
    assert "memo.docx: " in faults[1]
    assert "kehoach.docx is of no document" in faults[2]
    assert all(isinstance(fault, DondocError) for fault in check_templates(folder))
