"""The plan's annex of 1,200 rows as a finished .docx, against python-docx writing the same table and nothing else.

python-docx is used the quickest way it has: the table made at once, each row's cells fetched once. Its rows are the
texts of the sample answers to công văn 6321/UBND-TH, repeated. Turn by turn in one run, the best of each. Memory is the
peak of a process of its own that writes the plan of 1,200 rows.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import cycle, islice

import docx

from documents.model import PlanDocument, PlanRow, Section
from documents.samples import PLAN
from documents.workbook import write_xlsx
from documents.writing import write_docx

ROWS, ROUNDS = 1200, 3
REACH = 1 / 3  # no more than three times what the bare table costs
MEGABYTES = 300


def run() -> list[tuple[str, float, float, str]]:
    """(name, ratio, reach, note)."""
    plan = plan_of(ROWS)
    best = {write: float("inf") for write in (_bare, write_docx, write_xlsx)}
    for _ in range(ROUNDS):
        for write in best:
            best[write] = min(best[write], _seconds(write, plan))
    bare = best[_bare]
    peak = _peak(ROWS)
    large = plan_of(5000)
    whole, table = _seconds(write_docx, large), _seconds(_bare, large)
    table_ms = f"the table alone {bare * 1000:.0f} ms"
    return [
        (
            "documents: 1,200 rows, docx",
            bare / best[write_docx],
            REACH,
            f"{best[write_docx] * 1000:.0f} ms, {table_ms}",
        ),
        (
            "documents: 1,200 rows, xlsx",
            bare / best[write_xlsx],
            REACH,
            f"{best[write_xlsx] * 1000:.0f} ms, {table_ms}",
        ),
        ("documents: 5,000 rows, docx", table / whole, REACH, f"{whole:.2f} s, the table alone {table:.2f} s"),
        ("documents: memory, 1,200 rows", MEGABYTES / peak, 1.0, f"peak {peak:.0f} MB of {MEGABYTES}"),
    ]


def plan_of(rows: int) -> PlanDocument:
    """The sample plan with so many rows, in sections of a hundred."""
    given = list(islice(cycle(row for section in PLAN.sections for row in section.rows), rows))
    parts = [tuple(given[first : first + 100]) for first in range(0, rows, 100)]
    return replace(PLAN, sections=tuple(Section("I", f"Nhóm {number}", part) for number, part in enumerate(parts, 1)))


def _bare(plan: PlanDocument) -> bytes:
    rows = [row for section in plan.sections for row in section.rows]
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=9)
    for stt, (line, row) in enumerate(zip(table.rows, rows, strict=True), start=1):
        for cell, text in zip(line.cells, _texts(stt, row), strict=True):
            cell.text = text
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _texts(stt: int, row: PlanRow) -> tuple[str, ...]:
    bodies = "; ".join(row.coordinate)
    return str(stt), row.task, row.product, row.summary, row.lead, bodies, row.schedule, row.legal_basis, row.note


def _seconds(write: Callable[[PlanDocument], bytes], plan: PlanDocument) -> float:
    began = time.perf_counter()
    write(plan)
    return time.perf_counter() - began


def _peak(rows: int) -> float:
    """Megabytes that a process needs to write the plan, interpreter and libraries included."""
    measured = subprocess.run(
        [sys.executable, "-m", "benchmarks.documents", str(rows)], capture_output=True, text=True, check=True
    )
    return float(measured.stdout)


if __name__ == "__main__":
    write_docx(plan_of(int(sys.argv[1])))
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(kilobytes / (2**20 if sys.platform == "darwin" else 2**10))
