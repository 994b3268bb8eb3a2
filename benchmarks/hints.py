"""Finding the hints of 5,000 rows, against rapidfuzz alone comparing each row with all others.

The rows are the sample's tasks in thirty communes, so that every row has 29 that look like it; one in twenty is handed
in a second time in other words. The baseline scores all pairs by `token_set_ratio` on the folded texts, as one would
without rules: in slices, because numpy, which rapidfuzz's own `cdist` needs, is no part of the product.
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import yaml

SAMPLES = Path(__file__).parents[1] / "config" / "samples" / "submissions"
ROWS, AGENCIES, SLICE = 5000, 60, 100
REACH_SECONDS = 2.0
_COMMUNES = (
    "Bình Minh,Bình Chương,Vạn Tường,Đông Sơn,Trường Giang,Ba Gia,Thọ Phong,Vệ Giang,Nghĩa Giang,Trà Giang,Đình Cương,"
    "Thiện Tín,Phước Giang,Long Phụng,Mỏ Cày,Lân Phong,Thanh Bồng,Cà Đam,Sơn Linh,Sơn Kỳ,Ba Vì,Ba Tô,Ba Dinh,Ba Vinh,"
    "Ba Động,Ba Xa,Đăk Pxi,Đăk Mar,Ngọk Réo,Đăk Hà"
)
COMMUNES = _COMMUNES.split(",")

Row = tuple[str, int, dict[str, Any]]


def rows() -> list[Row]:
    tasks = [row for path in sorted(SAMPLES.glob("*.yaml")) for row in yaml.safe_load(path.read_text())["rows"]]
    made: list[Row] = []
    for at in range(ROWS):
        again = at % 20 == 19  # says what the row before it says
        row, commune = tasks[(at - again) % len(tasks)], COMMUNES[(at - again) // len(tasks) % len(COMMUNES)]
        task = f"{row['task']} tại xã {commune}"
        made.append(
            (
                f"A{at % AGENCIES}",
                at // AGENCIES,
                {
                    **row,
                    "task": f"Tham mưu, triển khai: {task[0].lower()}{task[1:]}" if again else task,
                    "product": f"{row['product'] or 'Kế hoạch'} xã {commune}",
                    "lead": f"UBND xã {commune}",
                },
            )
        )
    return made


def ours(made: list[Row]) -> tuple[float, int]:
    from states.hints import find_hints

    began = time.perf_counter()
    found = find_hints(made, planned_on=date(2020, 12, 25), ends_on=date(2025, 12, 31))
    return time.perf_counter() - began, sum(1 for hint in found if hint.kind == "duplicate")


def all_pairs(made: list[Row]) -> float:
    """Seconds for all pairs, from a slice of the rows."""
    from rapidfuzz import fuzz, process

    texts = [f"{row['task']} {row['product']}".casefold() for _, _, row in made]
    began = time.perf_counter()
    for text in texts[:: ROWS // SLICE]:
        process.extract(text, texts, scorer=fuzz.token_set_ratio, score_cutoff=70, limit=None)
    return (time.perf_counter() - began) * ROWS / SLICE / 2  # each pair once


def run() -> list[tuple[str, float, float, str]]:
    made = rows()
    ours(made[:200])  # the lexicon is compiled once
    seconds, found = min(ours(made) for _ in range(3))
    raw = all_pairs(made)
    note = f"{found} duplicates; {seconds:.2f} s against {raw:.1f} s for all pairs"
    return [
        ("hints of 5,000 rows, raw all pairs", raw / seconds, 2.0, note),
        (
            "hints of 5,000 rows, within two seconds",
            REACH_SECONDS / seconds,
            1.0,
            f"{seconds:.2f} s of {REACH_SECONDS:.0f} s",
        ),
    ]


if __name__ == "__main__":
    for name, ratio, reach, note in run():
        print(f"{name:44} {ratio:8.2f} {reach:8.2f}  {note}")
