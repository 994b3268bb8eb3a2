"""The commands as somebody types them: a directive driven by hand, and every refusal with its remedy and status."""

import json
from collections.abc import Callable
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from cli.office import explained
from config.errors import DondocError
from config.settings import load
from records import open_records
from records.firing import advance
from tests.cast import hanoi

SAMPLES = Path(__file__).parents[2] / "config" / "samples"
SEED = SAMPLES / "6321-UBND-TH.txt"
NUMBER = "6321/UBND-TH"

Dondoc = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def dondoc(home: Path, monkeypatch: pytest.MonkeyPatch) -> Dondoc:
    """Type a command; gives what it printed and its exit status."""
    monkeypatch.setenv("DONDOC_HOME", str(home))
    runner = CliRunner()

    def typed(*words: str, answers: str = "") -> Result:
        return runner.invoke(app, ["--home", str(home), *words], input=answers)

    return typed


@pytest.fixture
def wake(home: Path) -> Callable[[str], None]:
    """What the directive's run does when it wakes, without an engine."""

    def at(time: str) -> None:
        db = open_records(load(home=home))
        from records.dossier import find

        advance(db, find(db, NUMBER), hanoi(time))
        db.close()

    return at


def refused(result: Result) -> str:
    """`status: message | remedy` of the error that the command ended with."""
    error = result.exception
    assert isinstance(error, DondocError), result.output
    return f"{error.exit_code}: {error} | {error.remedy}"


def test_the_seed_is_refused_while_its_disputed_deadline_is_unconfirmed(dondoc: Dondoc) -> None:
    words = refused(dondoc("issue", str(SEED), "--yes"))

    assert words.startswith("4: 6321-UBND-TH.txt: 1 to confirm: deadline.submit")
    assert words.endswith("answer each, e.g. --set deadline.submit=2020-12-21")


def test_the_seed_is_issued_by_answering_its_one_question(dondoc: Dondoc) -> None:
    issued = dondoc("issue", str(SEED), answers="\ny\n")  # the default, then: issue

    assert issued.exit_code == 0, issued.output
    assert "41 agencies, lead Sở Kế hoạch và Đầu tư" in issued.output
    log = json.loads(dondoc("audit", "show", NUMBER, "--json").output)
    assert log[0]["data"]["confirmed"] == {"by": "clerk", "answers": {"deadline.submit": "2020-12-21"}}


def test_a_directive_is_driven_by_hand_from_issue_to_promulgation(
    dondoc: Dondoc, wake: Callable[[str], None], tmp_path: Path
) -> None:
    assert dondoc("issue", str(SEED), "--yes", "--set", "deadline.submit=2020-12-21").exit_code == 0
    wake("2020-12-17 09:00")
    rows = str(SAMPLES / "xlsx" / "STNMT.xlsx")
    at = ("--received-at", "2020-12-18 10:00")
    assert "version 1, on time" in dondoc("submit", NUMBER, "--agency", "STNMT", "--file", rows, *at).output
    assert "version 2, on time" in dondoc("submit", NUMBER, "--agency", "Sở TN&MT", "--file", rows, *at).output
    assert "nothing to propose" in dondoc("submit", NUMBER, "--agency", "SYT", "--nil", *at).output
    wake("2020-12-22 00:00")
    assert dondoc("plan", "submit", NUMBER, "--memo", "231/TTr-SKHĐT").output == "plan version 1 handed in: 6 rows\n"
    wake("2020-12-24 15:00")
    assert dondoc("decide", NUMBER, "return", "--reason", "bổ sung").exit_code == 0
    wake("2020-12-25 09:00")
    assert dondoc("plan", "submit", NUMBER).output == "plan version 2 handed in: 6 rows\n"
    wake("2020-12-28 09:00")
    assert dondoc("decide", NUMBER, "approve", "--plan-number", "165/KH-UBND").exit_code == 0
    wake("2020-12-28 16:00")

    shown = json.loads(dondoc("show", NUMBER, "--json").output)
    assert (shown["state"], shown["answered"], shown["asked"]) == ("promulgated", 2, 41)
    assert "untouched" in dondoc("audit", "verify", NUMBER).output
    export = tmp_path / "dossier.json"
    export.write_text(dondoc("audit", "export", NUMBER).output, encoding="utf-8")
    assert "untouched" in dondoc("audit", "verify", "--dossier", str(export)).output


def test_a_tampered_export_does_not_verify_and_names_the_row(dondoc: Dondoc, tmp_path: Path) -> None:
    dondoc("issue", str(SEED), "--yes", "--set", "deadline.submit=2020-12-21")
    dossier = json.loads(dondoc("audit", "export", NUMBER).output)
    dossier["audit"][0]["actor"] = "somebody else"
    export = tmp_path / "dossier.json"
    export.write_text(json.dumps(dossier), encoding="utf-8")

    words = refused(dondoc("audit", "verify", "--dossier", str(export)))

    assert words.startswith("7: row 1 (issued")


@pytest.mark.parametrize(
    ("typed", "status", "says"),
    [
        (["issue", "nowhere.txt"], 3, "nowhere.txt"),
        (["issue", str(SEED), "--yes", "--set", "deadline.submit"], 3, "--set deadline.submit has no value"),
        (["issue", str(SEED), "--yes", "--set", "deadline.submit=2020-11-31"], 3, "deadline.submit=2020-11-31"),
        (["issue", str(SEED), "--yes", "--set", "colour=red"], 3, "colour is no answer to anything"),
        (["show", "1/UBND"], 5, "no directive 1/UBND on record"),
        (["submit", NUMBER, "--agency", "SYT"], 3, "either rows or nothing to propose"),
        (["submit", NUMBER, "--agency", "Sở Hàng không", "--nil"], 5, "Sở Hàng không"),
        (["submit", NUMBER, "--agency", "SYT", "--file", "nowhere.xlsx"], 3, "nowhere.xlsx"),
        (["plan", "submit", NUMBER], 4, "is issued since"),
        (["decide", NUMBER, "approve", "--plan-number", "1/KH-UBND"], 4, "is issued since"),
        (["decide", NUMBER, "perhaps"], 3, "“perhaps” is no decision"),
        (["withdraw", NUMBER, "--reason", " "], 3, "needs its words"),
        (["extend", NUMBER], 3, "no new last day was named"),
        (["audit", "verify"], 3, "nothing to verify"),
        (["audit", "verify", NUMBER, "--head", "12ab"], 3, "no code of a mail"),
        (["audit", "verify", NUMBER, "--head", "0000 1111 2222"], 7, "no row is the one"),
        (["roster", "show", "--as-of", "2019-01-01"], 3, "2019"),
        (["roster", "show", "--as-of", "yesterday"], 3, "--as-of yesterday is no date"),
        (["intake", "show", "abc"], 5, "no document abc came in"),
    ],
)
def test_every_error_says_what_happened_and_what_to_do(
    dondoc: Dondoc, typed: list[str], status: int, says: str
) -> None:
    dondoc("issue", str(SEED), "--yes", "--set", "deadline.submit=2020-12-21")

    words = refused(dondoc(*typed))

    assert words.startswith(f"{status}: ")
    assert says in words
    assert not words.endswith("| ")


def test_a_directive_is_issued_once(dondoc: Dondoc) -> None:
    again = ["issue", str(SEED), "--yes", "--set", "deadline.submit=2020-12-21"]
    dondoc(*again)

    assert "was already issued at" in refused(dondoc(*again))


def test_a_wrong_setting_is_named(dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_SMTP_PORT", "many")

    words = refused(dondoc("list"))

    assert words.startswith("6: setting smtp_port")
    assert "DONDOC_SMTP_PORT" in words


@pytest.mark.parametrize("url", ["mysql://host/name", "no url", "sqlite:////proc/nowhere/records.sqlite3"])
def test_a_database_that_cannot_be_is_said_so(dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DONDOC_DATABASE_URL", url)

    assert refused(dondoc("list")).startswith("6: ")


def test_the_doctor_names_what_is_not_there(dondoc: Dondoc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_SMTP_PORT", "1")
    monkeypatch.setenv("DONDOC_PREFECT_API_URL", "http://127.0.0.1:1/api")

    result = dondoc("doctor", "--json")

    assert result.exit_code == 6
    assert {each["what"]: each["ok"] for each in json.loads(result.output)} == {
        "database": True,
        "roster": True,
        "clock": True,
        "smtp": False,
        "prefect": False,
    }


def test_an_own_roster_is_taken_in_or_refused_whole(dondoc: Dondoc, tmp_path: Path, home: Path) -> None:
    good, bad = tmp_path / "ours.csv", tmp_path / "bad.csv"
    head = "code,name,short_name,group,email,effective_from,effective_to\n"
    line = "SYT,Sở Y tế,Sở Y tế,so_ban_nganh,syt@office.example,2020-02-01,\n"
    good.write_text(head + line, encoding="utf-8")
    bad.write_text(head + line + line, encoding="utf-8")

    assert "SYT" in refused(dondoc("roster", "import", str(bad)))
    assert not (home / "rosters").exists()
    assert "1 rows taken in" in dondoc("roster", "import", str(good)).output
    assert "1 agencies" in dondoc("roster", "show", "--as-of", "2020-12-17").output


def test_two_days_of_the_roster_differ_by_who_went_and_who_came(dondoc: Dondoc) -> None:
    lines = dondoc("roster", "diff", "2025-02-28", "2025-03-01").output.splitlines()

    assert "- SKHDT                Sở Kế hoạch và Đầu tư" in lines
    assert any(line.startswith("+ SNNMT ") for line in lines)


def test_of_a_mail_its_attachment_is_what_is_issued(dondoc: Dondoc, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "chuyển văn bản"
    mail.set_content("Kính chuyển.")
    mail.add_attachment(SEED.read_bytes(), maintype="text", subtype="plain", filename=SEED.name)
    file = tmp_path / "mail.eml"
    file.write_bytes(mail.as_bytes())

    assert dondoc("issue", str(file), "--yes", "--set", "deadline.submit=2020-12-21").exit_code == 0

    log = json.loads(dondoc("audit", "show", NUMBER, "--json").output)
    assert log[0]["data"]["document_sha256"] == sha256(SEED.read_bytes()).hexdigest()
    assert "untouched" in dondoc("audit", "verify", NUMBER).output


def test_the_words_of_an_error_are_three_lines(capsys: pytest.CaptureFixture[str]) -> None:
    import typer

    from config.errors import NotFound

    with pytest.raises(typer.Exit) as ended, explained():
        raise NotFound("no directive 1/UBND on record", remedy="dondoc list shows all numbers")

    assert ended.value.exit_code == 5
    assert capsys.readouterr().err == (
        "error: no directive 1/UBND on record\n"
        "  to do: dondoc list shows all numbers\n"
        "  Nothing was changed.  (exit status 5)\n"
    )
