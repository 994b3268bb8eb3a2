"""Commands start in a moment: what is heavy is imported by what needs it. Ratios in one run, never a time alone."""

import subprocess
import sys
from statistics import median
from time import perf_counter

ROUNDS = 5


def _seconds(*arguments: str) -> float:
    def once() -> float:
        began = perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        return perf_counter() - began

    return median(once() for _ in range(ROUNDS))


def test_help_and_machine_start_within_their_budget() -> None:
    typer = _seconds("-c", "import typer")

    assert _seconds("-m", "cli.main", "--help") / typer < 3
    assert _seconds("-m", "cli.main", "machine") / typer < 6


def test_acts_do_not_import_prefect() -> None:
    code = (
        "import sys; from cli.main import app; import records.acts, records.decisions, records.dossier, reading.draft; "
        "sys.exit('prefect' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
