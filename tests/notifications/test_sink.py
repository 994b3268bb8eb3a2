"""The mail server that delivers to nobody: what came is on disk and on the page, doubles too."""

import asyncio
import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest

from config.settings import Settings, load
from notifications.events import EVENTS
from notifications.message import compose
from notifications.samples import LINK, ORIGINAL, SENT_AT, sample
from notifications.sink import PortTaken, Sink
from notifications.smtp import Connection

SETTINGS = load()


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    with Sink(tmp_path / "mails") as sink:
        yield sink


@pytest.fixture
def page(sink: Sink) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sink.url) as client:
        yield client


def send(sink: Sink, *events: str) -> None:
    """As a delivery does, over one connection."""

    async def send_all() -> None:
        connection = Connection(Settings(**{**SETTINGS.model_dump(), "smtp_port": sink.smtp_port}))
        for event in events:
            await connection.send(compose(sample(event), SETTINGS, date=SENT_AT, original=ORIGINAL))
        await connection.close()

    asyncio.run(send_all())


def send_raw(sink: Sink, mail: bytes, to: str = "a@quangngai.example") -> None:
    with smtplib.SMTP("127.0.0.1", sink.smtp_port) as client:
        client.sendmail("x@quangngai.example", [to], mail)


def test_each_mail_is_a_file_that_a_mail_program_opens(sink: Sink) -> None:
    send(sink, "issue_notice", "receipt")

    files = sorted(sink.folder.iterdir())
    assert [file.name for file in files] == ["000001.eml", "000002.eml"]
    sent = compose(sample("receipt"), SETTINGS, date=SENT_AT).content
    kept = files[1].read_bytes()
    assert kept.endswith(sent)
    assert kept.startswith(
        b"Return-Path: <dondoc@quangngai.example>\r\nDelivered-To: syt@quangngai.example\r\nReceived:"
    )


def test_the_list_counts_by_event_newest_first(sink: Sink, page: httpx.Client) -> None:
    send(sink, *EVENTS)

    html = page.get("/").text

    assert f"<h1>{len(EVENTS)} thư đã nhận" in html
    assert html.index("[scan-0017.pdf] Không tiếp nhận được tệp") < html.index("Đề nghị báo cáo, đề xuất nhiệm vụ")
    assert "Không có thư trùng" in html
    assert page.get("/counts.json").json() == sink.mailbox.counts() == dict.fromkeys(EVENTS, 1)


def test_a_mail_that_comes_twice_is_shown_twice_and_said_to_be(sink: Sink, page: httpx.Client) -> None:
    send(sink, "receipt", "overdue", "receipt")

    html = page.get("/").text

    assert "<h1>3 thư đã nhận" in html
    assert "1 thư đến lần nữa (cùng Message-ID)" in html
    assert [kept.copy for kept in sink.mailbox.all()] == [1, 1, 2]
    assert "đến lần 2 với cùng Message-ID" in page.get("/mails/3").text
    assert sink.mailbox.counts() == {"receipt": 2, "overdue": 1}


def test_mails_are_found_by_event_recipient_and_words_without_marks(sink: Sink, page: httpx.Client) -> None:
    send(sink, "issue_notice", "overdue", "lead_digest")

    def found(**query: str) -> list[str]:
        html = page.get("/", params=query).text
        return [kept.event for kept in sink.mailbox.all() if f'href="/mails/{kept.number}"' in html]

    assert found(event="overdue") == ["overdue"]
    assert found(to="skhdt@quangngai.example") == ["lead_digest"]
    assert found(q="tra bong") == ["overdue", "lead_digest"]
    assert found(q="TRÀ BỒNG", event="lead_digest") == ["lead_digest"]
    assert found(q="xyzzy") == []
    assert "Không có thư nào như vậy" in page.get("/", params={"q": "xyzzy"}).text


def test_more_mails_than_fit_a_page_are_turned_over(sink: Sink, page: httpx.Client) -> None:
    for number in range(1, 103):
        sink.mailbox.add("x@y.example", "a@y.example", f"Subject: thu {number}\r\n\r\n".encode(), "here")

    first, second = page.get("/").text, page.get("/", params={"from": "100"}).text

    assert ("thu 102<" in first, "thu 3<" in first, "thu 2<" in first) == (True, True, False)
    assert ("thu 3<" in second, "thu 2<" in second, "thu 1<" in second) == (False, True, True)


def test_one_mail_as_its_reader_gets_it(sink: Sink, page: httpx.Client) -> None:
    send(sink, "issue_notice")

    shown = page.get("/mails/1").text
    letter = page.get("/mails/1/html")

    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mails/1/html"' in shown
    assert "UBND tỉnh Quảng Ngãi &lt;dondoc@quangngai.example&gt;" in shown
    assert LINK in letter.text
    assert letter.headers["Content-Security-Policy"].startswith("sandbox allow-popups")
    assert "default-src 'none'" in letter.headers["Content-Security-Policy"]
    assert "Kính gửi: Sở Y tế" in page.get("/mails/1", params={"view": "text"}).text
    assert "auto-generated" in page.get("/mails/1", params={"view": "head"}).text


def test_its_files_and_itself_are_downloaded(sink: Sink, page: httpx.Client) -> None:
    send(sink, "issue_notice")

    original, calendar, whole = (page.get(f"/mails/1/{what}") for what in ("files/0", "files/1", "eml"))

    assert original.content == ORIGINAL.content
    assert original.headers["Content-Disposition"] == "attachment; filename*=utf-8''6321-UBND-TH.txt"
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert whole.content == next(sink.folder.iterdir()).read_bytes()


def test_a_hostile_mail_is_only_text(sink: Sink, page: httpx.Client) -> None:
    mail = EmailMessage()
    mail["Subject"] = "<script>alert(1)</script>"
    mail["To"] = '"<b>x</b>" <a@quangngai.example>'
    mail.set_content("<script>alert(2)</script>")
    mail.add_attachment(b"<script>alert(3)</script>", maintype="text", subtype="html", filename='"><script>.html')
    send_raw(sink, mail.as_bytes())

    for path in ("/", "/mails/1", "/mails/1?view=text", "/mails/1?view=head"):
        response = page.get(path)
        assert "<script>" not in response.text
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    attached = page.get("/mails/1/files/0")
    assert attached.headers["Content-Disposition"].startswith("attachment")
    assert attached.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\xff\xfe\x00 no mail at all",
        b"Subject: =?utf-8?b?/////w==?=\r\nTo: <<<@\r\nDate: yesterday\r\n\r\n\xff",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: text/plain; charset=klingon\r\n\r\nqapla",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Disposition: attachment; filename*=x''%ff\r\n\r\n",
    ],
)
def test_a_broken_mail_is_kept_and_shown_as_far_as_it_goes(mail: bytes, sink: Sink, page: httpx.Client) -> None:
    send_raw(sink, mail)

    assert "<h1>1 thư đã nhận" in page.get("/").text
    for view in ("html", "phone", "text", "head"):
        assert page.get("/mails/1", params={"view": view}).status_code == 200


def test_what_is_not_there_is_said_to_be_missing(sink: Sink, page: httpx.Client) -> None:
    send(sink, "receipt")

    for path in ("/mails/2", "/mails/2/html", "/mails/2/eml", "/mails/1/files/0", "/mails/2/files/0"):
        assert page.get(path).status_code == 404


def test_a_page_of_the_web_cannot_read_here_under_its_own_name(sink: Sink) -> None:
    assert httpx.get(sink.url, headers={"Host": "evil.example"}).status_code == 400


def test_an_empty_mailbox_says_what_to_do(page: httpx.Client) -> None:
    assert "Chưa có thư nào" in page.get("/").text


def test_started_again_it_goes_on_counting_and_still_knows_the_doubles(tmp_path: Path) -> None:
    with Sink(tmp_path) as sink:
        send(sink, "receipt")
    with Sink(tmp_path) as sink:
        send(sink, "receipt")

        assert [(kept.number, kept.copy, kept.event) for kept in sink.mailbox.all()] == [
            (1, 1, "receipt"),
            (2, 2, "receipt"),
        ]


@pytest.mark.parametrize("port", ["smtp_port", "http_port"])
def test_a_port_that_is_taken_is_said_to_be_and_nothing_stays_open(port: str, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        with pytest.raises(PortTaken, match=f"^port {taken} on 127.0.0.1 is taken$"):
            Sink(tmp_path, **{port: taken}).start()

    with Sink(tmp_path, **{port: taken}) as sink:  # free again at once
        assert getattr(sink, port) == taken


async def test_it_is_at_home_in_an_event_loop_too(tmp_path: Path) -> None:
    async with Sink(tmp_path) as sink, httpx.AsyncClient() as client:
        assert (await client.get(sink.url)).status_code == 200
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", sink.smtp_port), timeout=1)
