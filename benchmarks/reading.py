"""Reading a directive, against plain text extraction of the same file: python -m benchmarks.reading

The baseline is the way one usually gets at the text: python-docx's paragraphs and cells, PDFium's text of each page.
Each figure is the best of many, both taken turn by turn in one run, so that a busy machine hurts both alike.
Reach: under 150 ms for two pages, and no more than 3 times the plain extraction for Word and PDF.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "tests" / "data" / "directives"
ROUNDS = 40
REACH_MS, REACH_RATIO = 150.0, 3.0


def plain_docx(content: bytes) -> str:
    from docx import Document

    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def plain_pdf(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    texts = []
    for page in document:
        layer = page.get_textpage()
        texts.append(layer.get_text_range())
        layer.close()
        page.close()
    document.close()
    return "\n".join(texts)


PLAIN: dict[str, Callable[[bytes], str]] = {".docx": plain_docx, ".pdf": plain_pdf}


def best(*acts: Callable[[], object]) -> list[float]:
    """Milliseconds of the fastest run of each, taken in turns."""
    fastest = [float("inf")] * len(acts)
    for _ in range(ROUNDS):
        for at, act in enumerate(acts):
            began = time.perf_counter()
            act()
            fastest[at] = min(fastest[at], time.perf_counter() - began)
    return [seconds * 1000 for seconds in fastest]


def main() -> int:
    sys.path.insert(0, str(ROOT))
    import reading

    missed = 0
    print(f"{'file':36}{'letters':>8}{'plain ms':>10}{'read ms':>9}{'ratio':>7}")
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix not in PLAIN:
            continue
        content, plain = path.read_bytes(), PLAIN[path.suffix]
        letters = len(reading.read_bytes(content, path.name).text)
        base, whole = best(lambda c=content, f=plain: f(c), lambda c=content, n=path.name: reading.read_bytes(c, n))
        ratio = whole / base
        missed += ratio > REACH_RATIO or whole > REACH_MS
        print(f"{path.name:36}{letters:8}{base:10.2f}{whole:9.2f}{ratio:7.2f}{'' if ratio <= REACH_RATIO else '  > 3'}")
    print(f"reach: {REACH_MS:.0f} ms, ratio {REACH_RATIO:.0f}; missed by {missed} files")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
