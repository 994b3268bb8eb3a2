"""`dondoc mail`: every mail can be seen before anybody gets it."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cli import mail
from cli.office import Office, explained
from notifications.events import EVENTS


def dondoc(home: Path, *arguments: str) -> Result:
    app = typer.Typer()

    @app.callback()
    def office(context: typer.Context) -> None:
        context.obj = Office(home)

    app.add_typer(mail.app, name="mail")

    return CliRunner().invoke(app, ["mail", *arguments])


def test_events_lists_every_mail_with_who_gets_it_and_when(tmp_path: Path) -> None:
    result = dondoc(tmp_path, "events")

    lines = result.stdout.splitlines()
    assert lines[0].split() == ["EVENT", "TO", "WHEN"]
    assert [line.split()[0] for line in lines[1:]] == list(EVENTS)
    assert lines[1].split(maxsplit=1)[1].split("  ")[0] == "each agency"


@pytest.mark.parametrize("event", EVENTS)
def test_preview_shows_the_text_under_its_subject(event: str, tmp_path: Path) -> None:
    result = dondoc(tmp_path, "preview", event)

    assert result.exit_code == 0
    assert result.stdout.startswith("[")
    assert "Kính gửi: " in result.stdout


def test_preview_in_english_as_a_page_and_as_a_message(tmp_path: Path) -> None:
    page = dondoc(tmp_path, "preview", "receipt", "--language", "en", "--html").stdout
    message = dondoc(tmp_path, "preview", "issue_notice", "--eml", "--out", str(tmp_path / "notice.eml"))

    assert page.startswith('<!doctype html>\n<html lang="en"')
    parsed = message_from_bytes((tmp_path / "notice.eml").read_bytes(), policy=default)
    assert parsed["Subject"] == "[6321/UBND-TH] Đề nghị báo cáo, đề xuất nhiệm vụ đến hết ngày 21/12/2020"
    assert message.stdout == f"{tmp_path / 'notice.eml'}: {(tmp_path / 'notice.eml').stat().st_size} bytes\n"


def test_preview_without_a_portal_asks_for_a_reply(tmp_path: Path) -> None:
    text = dondoc(tmp_path, "preview", "reminder_before", "--no-portal").stdout

    assert "Đề nghị trả lời thư này (tới hộp thư của đầu mối, skhdt@quangngai.example)" in text


def test_preview_shows_the_offices_own_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "templates" / "vi" / "receipt"
    own.mkdir(parents=True)
    (own / "subject.txt").write_text("[{{ directive.number }}] Của văn phòng")
    monkeypatch.setenv("DONDOC_TEMPLATES", str(tmp_path / "templates"))

    assert dondoc(tmp_path, "preview", "receipt").stdout.startswith("[6321/UBND-TH] Của văn phòng\n")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["preview", "birthday"], 5, "no mail is called birthday"),
        (["preview", "receipt", "--out", "/no/such/folder/x.html"], 6, "/no/such/folder/x.html cannot be written"),
    ],
)
def test_what_cannot_be_shown_is_said_in_words(
    arguments: list[str], status: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = dondoc(tmp_path, *arguments).exception
    assert failed is not None

    with pytest.raises(typer.Exit) as ended, explained():
        raise failed

    assert ended.value.exit_code == status
    assert said in capsys.readouterr().err


def test_two_forms_at_once_are_refused(tmp_path: Path) -> None:
    assert dondoc(tmp_path, "preview", "receipt", "--html", "--eml").exit_code == 2
