"""The bytes that leave, read back as a mail program reads them."""

from collections.abc import Callable
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.clock import CompressedClock
from config.settings import Settings, load
from notifications.delivery import Delivered, deliver
from notifications.message import Abilities, Original, compose, fold
from notifications.samples import ORIGINAL, sample
from notifications.wording import one_line
from records.database import Records
from tests.notifications.conftest import ISSUED_AT, PDF
from tests.notifications.mail_server import MailServer

SETTINGS = load()
SCAN = Original("Công văn 6321 về việc xây dựng Kế hoạch thực hiện Chương trình hành động (bản ký số).pdf", "application/pdf", PDF)  # fmt: skip  # noqa: E501


def read(content: bytes) -> EmailMessage:
    parsed = message_from_bytes(content, policy=default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    return parsed


def name_in(content: bytes, header: str) -> str:
    """The display name as mail programs read it; the standard library's new parser adds blanks to long ones (3.11)."""
    name, _ = parseaddr(message_from_bytes(content)[header])
    return str(make_header(decode_header(name)))


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_the_head_of_a_notice() -> None:
    mail = read(compose(sample("issue_notice"), SETTINGS, date=ISSUED_AT).content)

    head = dict(mail.items())
    assert head.pop("Content-Type").startswith('multipart/mixed; boundary="=-mixed-')
    assert head == {
        "From": "UBND tỉnh Quảng Ngãi <dondoc@quangngai.example>",
        "To": "Sở Y tế <syt@quangngai.example>",
        "Reply-To": "skhdt@quangngai.example",
        "Subject": "[6321/UBND-TH] Đề nghị báo cáo, đề xuất nhiệm vụ đến hết ngày 21/12/2020",
        "Date": "Thu, 17 Dec 2020 15:00:00 +0700",
        "Message-ID": "<sample.issue_notice@quangngai.example>",
        "In-Reply-To": "<0f9c1b8e-6d0c-4d53-9a6e-0d6e5b8c7a10@quangngai.example>",
        "References": "<0f9c1b8e-6d0c-4d53-9a6e-0d6e5b8c7a10@quangngai.example>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply, DR, RN, NRN",
        "X-Dondoc-Event": "issue_notice",
        "MIME-Version": "1.0",
        "Content-Language": "vi",
    }


@pytest.mark.parametrize(
    ("event", "reply_to"),
    [
        ("receipt", "skhdt@quangngai.example"),  # an agency answers the lead
        ("lead_digest", "vanthu@quangngai.example"),
        ("plan_submitted", "vanthu@quangngai.example"),
        ("mail_bounced", None),  # nobody to answer: the clerk acts
    ],
)
def test_answers_go_to_who_can_act_on_them(event: str, reply_to: str | None) -> None:
    assert read(compose(sample(event), SETTINGS, date=ISSUED_AT).content)["Reply-To"] == reply_to


def test_a_notice_is_text_and_html_then_the_original_byte_for_byte_then_the_calendar() -> None:
    mail = read(compose(sample("issue_notice"), SETTINGS, date=ISSUED_AT, original=SCAN).content)

    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
        "text/calendar",
    ]
    original, calendar = mail.iter_attachments()
    assert original.get_filename() == SCAN.filename
    assert original.get_content() == PDF
    assert calendar.get_filename() == "thoi-han-6321-UBND-TH.ics"
    assert calendar["Content-Type"].params["method"] == "PUBLISH"
    assert f"Gửi kèm: {SCAN.filename}; lịch nhắc thời hạn (.ics)." in body(mail, "plain")


def test_a_text_original_is_enclosed_untouched() -> None:
    signed = Original("6321.txt", "text/plain; charset=utf-8", "Số: 6321\nKính gửi".encode("utf-16"))

    mail = read(compose(sample("lead_notice"), SETTINGS, date=ISSUED_AT, original=signed).content)

    enclosed = next(mail.iter_attachments())
    assert (enclosed.get_content_type(), enclosed.get_content()) == ("application/octet-stream", signed.content)


def test_a_reminder_encloses_nothing() -> None:
    mail = read(compose(sample("reminder_before"), SETTINGS, date=ISSUED_AT, original=ORIGINAL).content)

    assert mail.get_content_type() == "multipart/alternative"
    assert list(mail.iter_attachments()) == []


def test_the_same_row_makes_the_same_bytes_again() -> None:
    one, other = (compose(sample("receipt"), SETTINGS, date=ISSUED_AT) for _ in range(2))

    assert one == other


@pytest.mark.parametrize("eight_bit", [True, False])
def test_vietnamese_survives_servers_of_eight_and_of_seven_bits(eight_bit: bool) -> None:
    content = compose(sample("lead_digest"), SETTINGS, date=ISSUED_AT, abilities=Abilities(eight_bit=eight_bit)).content

    assert content.isascii() is not eight_bit
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert "- Chưa gửi: 05 (Sở Ngoại vụ; UBND các huyện Ba Tơ, Minh Long, Sơn Hà, Trà Bồng)" in body(
        read(content), "plain"
    )


async def test_to_a_server_without_8bitmime_the_message_goes_in_seven_bits(
    db: Records, settings: Settings, clock: CompressedClock, issued: Callable[..., str], server: MailServer
) -> None:
    server.without = ("8BITMIME",)
    issued({"SYT": "syt@quangngai.example"})

    assert await deliver(db, settings, clock) == Delivered(sent=2)
    assert server.taken[0].content.isascii()
    assert "BODY=8BITMIME" not in server.taken[0].options
    assert "Kính gửi: Sở SYT" in body(server.taken[0].mail, "plain")


async def test_an_original_too_large_for_the_server_stays_behind_and_the_notice_says_nothing_of_it(
    db: Records, settings: Settings, clock: CompressedClock, issued: Callable[..., str], server: MailServer
) -> None:
    issued({"SYT": "syt@quangngai.example"})
    with MailServer(size_limit=101_000) as small:
        done = await deliver(db, settings.model_copy(update={"smtp_port": small.port}), clock)

        assert done == Delivered(sent=2)
        notice = small.taken[0].mail
        assert [part.get_content_type() for part in notice.iter_attachments()] == ["text/calendar"]
        assert "(gửi kèm)" not in body(notice, "plain")


def test_a_line_too_long_for_smtp_is_broken_at_a_blank() -> None:
    words = " ".join(["nhiệm-vụ"] * 400)

    folded = fold(f"ngắn\n{words}\n")

    assert max(len(line.encode()) for line in folded.splitlines()) <= 900
    assert folded.split() == ["ngắn", *words.split()]


TYPED = st.text(st.sampled_from('aă ẫ\r\n\t\x00\x0b\x85\u2028:,;<>"\\@()=?'), max_size=30)


@settings(deadline=None)
@given(name=TYPED, subject=TYPED, filename=TYPED, office=TYPED)
def test_nothing_that_somebody_typed_opens_a_header(name: str, subject: str, filename: str, office: str) -> None:
    poison = "\r\nBcc: thief@evil.example\r\n\r\n<script>"
    mail = sample("extension_asked", agency_name=f"{subject}{poison}", reason=f"{subject}{poison}")
    row = mail.__class__(**{**mail.__dict__, "to_name": f"{name}{poison}", "event": "extension_asked"})
    settings = SETTINGS.model_copy(update={"office_name": f"{office}{poison}"})

    parsed = read(compose(row, settings, date=ISSUED_AT).content)

    assert parsed["Bcc"] is None
    assert parsed["To"].addresses[0].addr_spec == "skhdt@quangngai.example"
    assert len(parsed["To"].addresses) == 1
    assert parsed["From"].addresses[0].addr_spec == "dondoc@quangngai.example"
    assert "<script>" not in body(parsed, "html")

    notice = compose(
        sample("issue_notice"), SETTINGS, date=ISSUED_AT, original=Original(filename + poison, "a/b", b"x")
    )
    enclosed = next(read(notice.content).iter_attachments())
    assert enclosed["Bcc"] is None
    assert enclosed.get_payload(decode=True) == b"x"


def test_nobody_can_type_the_line_that_ends_a_part() -> None:
    def answer(words: str) -> EmailMessage:
        return read(compose(sample("question_answered", answer=words), SETTINGS, date=ISSUED_AT).content)

    known = answer("Không").get_boundary()
    mail = answer(f"Không\n--{known}\nContent-Type: text/html\n\n<b>giả</b>\n--{known}--")

    assert mail.get_boundary() != known
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert "<b>giả</b>" in body(mail, "plain")


@settings(deadline=None)  # the first one loads templates
@given(st.text(max_size=60))
def test_any_subject_name_and_filename_reads_back_as_it_was_written(words: str) -> None:
    words = one_line("".join(sign for sign in f"f{words}" if not "\ud800" <= sign <= "\udfff"))
    mail = sample("lead_notice")
    row = mail.__class__(**{**mail.__dict__, "to_name": words, "directive": {**mail.directive, "number": words}})

    message = compose(row, SETTINGS, date=ISSUED_AT, original=Original(words, "application/pdf", PDF))

    parsed = read(message.content)
    assert parsed["Subject"] == message.subject
    assert name_in(message.content, "To") == words
    assert next(parsed.iter_attachments()).get_filename() == words


def test_the_longest_names_of_the_roster_read_back_whole() -> None:
    name = "Ban Quản lý dự án đầu tư xây dựng các công trình Dân dụng và Công nghiệp tỉnh"
    mail = sample("receipt", name=name)
    row = mail.__class__(**{**mail.__dict__, "to_name": name})

    content = compose(row, SETTINGS, date=ISSUED_AT).content

    assert name_in(content, "To") == name
    assert read(content)["Subject"] == f"[6321/UBND-TH] Đã nhận đề xuất của {name}"
    assert all(len(line) <= 78 for line in content.split(b"\r\n\r\n")[0].split(b"\r\n"))
