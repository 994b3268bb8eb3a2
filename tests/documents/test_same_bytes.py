"""The same values give the same bytes, today, tomorrow and on another machine: their hash can be frozen."""

import hashlib
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from documents.model import Document
from documents.samples import PLAN, SAMPLES
from documents.workbook import write_xlsx
from documents.writing import write_docx

ROOT = Path(__file__).parents[2]
HASHES = """
import hashlib
from documents.samples import SAMPLES, PLAN
from documents.workbook import write_xlsx
from documents.writing import write_docx
contents = [write_docx(sample) for sample in SAMPLES.values()]
contents += [write_xlsx(PLAN), write_xlsx(PLAN, sheet_per_section=True)]
print(*(hashlib.sha256(content).hexdigest() for content in contents))
"""


def test_the_bytes_do_not_depend_on_process_hash_seed_or_time_zone() -> None:
    contents = [write_docx(sample) for sample in SAMPLES.values()]
    contents += [write_xlsx(PLAN), write_xlsx(PLAN, sheet_per_section=True)]
    elsewhere = subprocess.run(
        [sys.executable, "-c", HASHES], cwd=ROOT, capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/New_York"},
    )  # fmt: skip
    assert elsewhere.stdout.split() == [hashlib.sha256(content).hexdigest() for content in contents]


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_no_clock_is_in_a_file(sample: Document) -> None:
    with zipfile.ZipFile(BytesIO(write_docx(sample))) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_changed_word_changes_the_bytes() -> None:
    assert write_docx(PLAN) != write_docx(replace(PLAN, subject=PLAN.subject + "."))
    assert write_docx(PLAN) != write_docx(replace(PLAN, draft=False))


def test_the_file_says_whose_it_is_and_no_program() -> None:
    properties = docx.Document(BytesIO(write_docx(SAMPLES["plan"]))).core_properties
    assert properties.author == properties.last_modified_by == "Ủy ban nhân dân tỉnh Quảng Ngãi"
    assert properties.title == "Kế hoạch 168/KH-UBND"
    assert f"{properties.created:%d/%m/%Y}" == f"{properties.modified:%d/%m/%Y}" == "28/12/2020"
    assert docx.Document(BytesIO(write_docx(PLAN))).core_properties.title == "Kế hoạch /KH-UBND (DỰ THẢO)"


def test_a_very_long_name_fits_into_the_files_properties() -> None:
    heading = replace(PLAN.heading, issuer="Sở " + "rất dài " * 60)
    assert len(docx.Document(BytesIO(write_docx(replace(PLAN, heading=heading)))).core_properties.author) <= 255
