"""The documents as they are read back: with python-docx, and on paper through LibreOffice where it is installed."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument

from documents.filling import SHIPPED
from documents.model import Document
from documents.samples import PLAN, SAMPLES
from documents.wording import NBSP
from documents.workbook import write_xlsx
from documents.writing import write_docx

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def read(document: Document, own: Path | None = None) -> WordDocument:
    return docx.Document(BytesIO(write_docx(document, own)))


def plain(text: str) -> str:
    """Without the blanks that hold a line together."""
    return text.replace(NBSP, " ")


def text_of(document: WordDocument) -> str:
    """Everything in the body, cell by cell."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return plain("\n".join([paragraph.text for paragraph in document.paragraphs] + cells))


def cells(document: WordDocument, table: int = -1) -> list[list[str]]:
    """The rows of a table, a merged cell once."""
    found = []
    for row in document.tables[table].rows:
        merged = dict.fromkeys(cell._tc for cell in row.cells)
        found.append([plain("\n".join(p.text for p in docx.table._Cell(cell, row).paragraphs)) for cell in merged])
    return found


@pytest.fixture
def own(tmp_path: Path) -> Callable[..., Path]:
    """An office's folder with its own version of a shipped template: words replaced, paragraphs added at the end."""

    def changed(name: str = "plan", add: tuple[str, ...] = (), **replaced: str) -> Path:
        template = docx.Document(str(SHIPPED / f"{name}.docx"))
        for paragraph in template.element.body.iter("{*}t"):
            for old, new in replaced.items():
                paragraph.text = (paragraph.text or "").replace(old, new)
        for text in add:
            template.element.body.insert(0, docx.Document().add_paragraph(text)._p)
        template.save(str(tmp_path / f"{name}.docx"))
        return tmp_path

    return changed


@dataclass(frozen=True)
class Printed:
    """The samples as PDF files."""

    folder: Path

    def pages(self, name: str) -> list[str]:
        """The text of each page."""
        text = subprocess.run(
            ["pdftotext", "-layout", str(self.folder / f"{name}.pdf"), "-"], capture_output=True, check=True
        )
        return plain(text.stdout.decode()).split("\f")[:-1]

    def sizes(self, name: str) -> list[tuple[float, float]]:
        """Width and height of each page, points."""
        info = subprocess.run(
            ["pdfinfo", "-l", "999", str(self.folder / f"{name}.pdf")], capture_output=True, check=True, text=True
        )
        lines = [line.split() for line in info.stdout.splitlines() if line.startswith("Page ") and "size" in line]
        return [(float(line[3]), float(line[5])) for line in lines]

    def shades(self, name: str, page: int) -> list[int]:
        """How many pixels of a page have each of 256 greys, at 40 dots an inch."""
        picture = subprocess.run(
            ["pdftoppm", "-gray", "-r", "40", "-f", str(page), "-l", str(page), str(self.folder / f"{name}.pdf")],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        pixels = picture.split(b"\n", 3)[3]
        return [pixels.count(shade) for shade in range(256)]


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    if not OFFICE or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice or poppler-utils is not installed: the documents are not looked at on paper")
    folder = tmp_path_factory.mktemp("printed")
    files = {f"{name}.docx": write_docx(sample) for name, sample in SAMPLES.items()}
    files |= {
        "annex.xlsx": write_xlsx(PLAN),
        "annex-sections.xlsx": write_xlsx(PLAN, sheet_per_section=True, with_origins=True),
        "annex-empty.xlsx": write_xlsx(SAMPLES["plan-empty"]),  # type: ignore[arg-type]
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    subprocess.run(
        [OFFICE, f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), *(str(folder / name) for name in files)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return Printed(folder)
