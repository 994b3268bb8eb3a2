"""The whole story of công văn 6321/UBND-TH, as `dondoc demo` plays it: real server, real worker, real mails."""

import json
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

DONDOC = [sys.executable, "-m", "cli.main"]
LONGEST = 400  # seconds; on an idle machine it takes under two minutes


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the rehearsal has been played to its end."""
    folder = tmp_path_factory.mktemp("demo") / "home"
    played = subprocess.run(
        [*DONDOC, "demo", "--exit", "--home", str(folder)], capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert played.returncode == 0, played.stdout[-3000:] + played.stderr[-3000:]
    return folder


def told(home: Path, *command: str) -> str:
    return subprocess.run([*DONDOC, "--home", str(home), *command], capture_output=True, text=True, check=True).stdout


def test_it_ends_promulgated_with_everybody_accounted_for(home: Path) -> None:
    shown = json.loads(told(home, "show", "6321/UBND-TH", "--json"))
    states = [duty["state"] for duty in shown["duties"]]
    standings = [duty["standing"] for duty in shown["duties"]]

    assert shown["state"] == "promulgated"
    assert {state: states.count(state) for state in sorted(set(states))} == {
        "nil": 1,
        "pending": 1,
        "reassigned": 1,
        "submitted": 38,
    }
    assert (standings.count("disputed"), standings.count("late")) == (3, 1)


def test_every_mail_went_out_once(home: Path) -> None:
    mails = json.loads(told(home, "show", "6321/UBND-TH", "--json"))["mails"]

    assert {status for counts in mails.values() for status in counts} == {"sent"}
    assert mails["issue_notice"] == {"sent": 41}
    assert mails["receipt"] == {"sent": 38}
    assert mails["plan_submitted"] == {"sent": 2}
    assert mails["promulgated"] == {"sent": 41}


def test_what_happened_at_an_hour_is_recorded_at_that_hour(home: Path) -> None:
    log = json.loads(told(home, "audit", "show", "6321/UBND-TH", "--json"))
    moves = {entry["name"]: entry["at"] for entry in log if entry["kind"] == "firing"}

    assert moves["open_collection"] == "2020-12-17T02:20:00.000000Z"
    assert moves["close_collection"] == "2020-12-21T17:00:00.000000Z"  # midnight in Hanoi
    assert moves["promulgate"] == "2020-12-28T09:20:00.000000Z"


def test_the_log_verifies(home: Path) -> None:
    assert told(home, "audit", "verify", "6321/UBND-TH").startswith("untouched: 63 rows")


def test_no_process_is_left(home: Path) -> None:
    left = [process.cmdline() for process in psutil.process_iter() if _works_for(process, home)]

    assert left == []


def _works_for(process: psutil.Process, home: Path) -> bool:
    try:
        return process.environ().get("DONDOC_HOME") == str(home)
    except psutil.Error:
        return False
