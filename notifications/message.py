"""A rendered letter becomes the bytes that a mail server takes.

multipart/mixed holds the alternative (text, HTML), then the signed original, then the calendar entry. Bytes depend
only on the outbox row, the templates and the date: a mail that is sent again after a crash has the same Message-ID.
Names and subjects are put on one line before they become headers, and addresses are checked: nothing that somebody
typed can open a header of its own.
"""

import hashlib
import re
from base64 import encodebytes
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.message import Message as MIMEMessage
from email.policy import SMTP, Compat32
from email.quoprimime import body_encode
from email.utils import format_datetime, quote
from functools import lru_cache
from typing import TYPE_CHECKING

from config.errors import DondocError
from config.settings import Settings
from notifications.ics import Entry, calendar_entry
from notifications.render import Attached, Letter, Rendered, open_letter, render
from notifications.wording import one_line

if TYPE_CHECKING:
    from records.outbox import Outgoing

ORIGINAL_GOES_WITH = ("issue_notice", "lead_notice")
LINE_LIMIT = 900  # bytes; RFC 5321 4.5.3.1.6 allows 998, some relays cut earlier
ROOM_FOR_THE_REST = 100_000  # bytes of a message besides its original
BINARY = re.compile(r"(?!text/|message/|multipart/)[a-z]+/[a-z0-9.+-]+")
MAILBOX = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x20\x7f]{1,64}@[^\s@<>()\[\],;:\\\"\x00-\x20\x7f]{1,253}")


class AsItIs(Compat32):
    """Headers leave as they were put in, folded by us: the library's own folding loses blanks between Vietnamese words
    ("tiếpnhận", Python 3.11), and its header objects make a message take three times as long."""

    def fold_binary(self, name: str, value: str) -> bytes:
        return "".join(f"{line}\r\n" for line in f"{name}: {value}".splitlines()).encode()


AS_IT_IS = AsItIs(linesep="\r\n")


class BadAddress(DondocError):
    """An address that no mail server could take."""


@dataclass(frozen=True)
class Abilities:
    """What the mail server at the other end can take. The default is the least that every server can."""

    eight_bit: bool = False
    utf8_addresses: bool = False
    size: int | None = None  # bytes


@dataclass(frozen=True)
class Original:
    """The signed document, byte for byte."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Message:
    """Ready to send: the envelope and the bytes."""

    sender: str
    recipient: str
    subject: str
    utf8_addresses: bool  # the server must speak SMTPUTF8
    content: bytes


@dataclass(frozen=True)
class Prepared:
    """A letter with everything that goes into its message."""

    letter: Letter
    rendered: Rendered
    original: Original | None
    entry: Entry | None
    language: str


def compose(
    mail: "Outgoing",
    settings: Settings,
    *,
    date: datetime,
    original: Original | None = None,
    abilities: Abilities = Abilities(eight_bit=True),
) -> Message:
    """Render one outbox row and build its message, dated `date` (aware, shown in the office's zone).

    An original too large for the server is left out, and the mail does not claim to enclose it.
    Raises `BadFacts`, `BadTemplate` or `BadAddress`.
    """
    if original and not _fits(original, abilities):
        original = None
    return assemble(prepare(mail, settings, date=date, original=original), settings, date=date, abilities=abilities)


def prepare(
    mail: "Outgoing", settings: Settings, *, date: datetime, original: Original | None, language: str = ""
) -> Prepared:
    """Render one outbox row, in the office's language if no other is given, with what will be enclosed."""
    language = language or settings.language
    letter = open_letter(mail, settings)
    if mail.event not in ORIGINAL_GOES_WITH:
        original = None
    entry = calendar_entry(letter, settings, stamp=date, language=language)
    attached = Attached(original=original.filename if original else None, calendar=entry is not None)
    return Prepared(letter, render(letter, settings, attached, language), original, entry, language)


def assemble(
    prepared: Prepared, settings: Settings, *, date: datetime, abilities: Abilities = Abilities(eight_bit=True)
) -> Message:
    """The MIME message of a prepared letter. Raises `BadAddress`."""
    mail, rendered = prepared.letter.mail, prepared.rendered
    original, entry = prepared.original, prepared.entry
    recipient, utf8_addresses = mailbox(mail.to_address)
    message = MIMEMessage()
    _head(message, prepared.letter, settings, date, rendered.subject, recipient, prepared.language)
    # What somebody typed cannot hold the boundary: it would have to know a digest of itself.
    mark = hashlib.sha256(f"{mail.message_id}{rendered.text}{rendered.html}".encode()).hexdigest()[:32]
    words = [_text("plain", rendered.text, abilities), _text("html", rendered.html, abilities)]
    files = [_original(original)] if original else []
    files += [_entry(entry)] if entry else []
    if files:
        alternative = _multipart(MIMEMessage(), "alternative", mark, words)
        _multipart(message, "mixed", mark, [alternative, *files])
    else:
        _multipart(message, "alternative", mark, words)
    sender, _ = mailbox(settings.mail_from)
    return Message(sender, recipient, rendered.subject, utf8_addresses, message.as_bytes(policy=AS_IT_IS))


def _head(
    message: MIMEMessage,
    letter: Letter,
    settings: Settings,
    date: datetime,
    subject: str,
    recipient: str,
    language: str,
) -> None:
    mail = letter.mail
    head = {
        "From": _named("From", settings.office_name, mailbox(settings.mail_from)[0]),
        "To": _named("To", mail.to_name, recipient),
        "Reply-To": mailbox(letter.reply_to)[0] if letter.reply_to else "",
        "Subject": _encoded("Subject", subject),
        "Date": format_datetime(date.astimezone(settings.tz)),
        "Message-ID": one_line(mail.message_id),
        "In-Reply-To": one_line(mail.thread_id) if mail.thread_id != mail.message_id else "",
        "References": one_line(mail.thread_id) if mail.thread_id != mail.message_id else "",
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office reply
        "X-Auto-Response-Suppress": "OOF, AutoReply, DR, RN, NRN",  # the same, for Exchange
        "X-Dondoc-Event": mail.event,
        "Content-Language": language,
        "MIME-Version": "1.0",
    }
    for name, value in head.items():
        if value:
            message.set_raw(name, value)


def _named(header: str, name: str, address: str) -> str:
    name = one_line(name)
    if not name:
        return address
    return f'"{quote(name)}" <{address}>' if name.isascii() else f"{_encoded(header, name)}\n <{address}>"


def _encoded(header: str, words: str) -> str:
    """RFC 2047, as a whole: words that are ASCII stay readable, all others become encoded words of 75 signs at most."""
    words = one_line(words)
    return words if words.isascii() and len(words) < 60 else Header(words, "utf-8", header_name=header).encode()


def _bare(content_type: str, encoding: str, payload: str) -> MIMEMessage:
    part = MIMEMessage()
    part.set_raw("Content-Type", content_type)
    part.set_raw("Content-Transfer-Encoding", encoding)
    part.set_payload(payload)
    return part


def _multipart(whole: MIMEMessage, kind: str, mark: str, parts: list[MIMEMessage]) -> MIMEMessage:
    whole.set_raw("Content-Type", f'multipart/{kind};\n boundary="=-{kind}-{mark}"')
    for part in parts:
        whole.attach(part)
    return whole


def _text(kind: str, words: str, abilities: Abilities) -> MIMEMessage:
    content = fold(words).encode()
    if abilities.eight_bit:
        return _bare(f'text/{kind}; charset="utf-8"', "8bit", content.decode("ascii", "surrogateescape"))
    return _bare(f'text/{kind}; charset="utf-8"', "quoted-printable", body_encode(content.decode("latin-1")))


def _original(original: Original) -> MIMEMessage:
    media_type = original.media_type.partition(";")[0].strip().lower()
    if not BINARY.fullmatch(media_type):
        media_type = "application/octet-stream"  # the bytes that were signed, untouched by any mail program
    part = _bare(media_type, "base64", _base64(original.content))
    part.set_raw("Content-Disposition", _attachment(one_line(original.filename) or "van-ban"))
    return part


@lru_cache(maxsize=1)  # one original goes to every agency of its directive
def _base64(content: bytes) -> str:
    return encodebytes(content).decode()


@lru_cache(maxsize=8)
def _attachment(filename: str) -> str:
    """The disposition with a file name in any letters, continued over lines (RFC 2231)."""
    part = EmailMessage()
    part.add_header("Content-Disposition", "attachment", filename=filename)
    folded: str = SMTP.fold("Content-Disposition", part["Content-Disposition"])
    return folded.partition(":")[2].strip()


def _entry(entry: Entry) -> MIMEMessage:
    content_type = f'text/calendar; charset="utf-8"; method="{entry.method}"'
    part = _bare(content_type, "base64", encodebytes(entry.content.encode()).decode())
    part.set_raw("Content-Disposition", f'attachment; filename="{entry.filename}"')
    return part


def mailbox(address: str) -> tuple[str, bool]:
    """An address as SMTP wants it (an international domain in its ASCII form), and whether it needs SMTPUTF8.

    Raises `BadAddress`.
    """
    local, _, domain = address.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode() if not domain.isascii() else domain
    except UnicodeError:
        ascii_domain = ""
    found = f"{local}@{ascii_domain}"
    if not MAILBOX.fullmatch(found) or not ascii_domain.strip(".-") or ".." in found or found.startswith("."):
        raise BadAddress(f"not a mail address: {address!r}", remedy="correct the address in the roster")
    return found, not local.isascii()


def fold(text: str) -> str:
    """Break lines that are too long for SMTP at a blank: in text a line break, in HTML the same blank."""
    lines: list[str] = []
    for line in text.splitlines():
        if len(line) * 4 <= LINE_LIMIT or len(line.encode()) <= LINE_LIMIT:
            lines.append(line)
        else:
            lines += _parts(line)
    return "\n".join(lines) + "\n"


def _parts(line: str) -> list[str]:
    parts: list[str] = []
    words: list[str] = []
    length = 0
    for word in line.split(" "):
        size = len(word.encode()) + 1
        if words and length + size > LINE_LIMIT:
            parts.append(" ".join(words))
            words, length = [], 0
        words.append(word)
        length += size
    return [*parts, " ".join(words)]


def _fits(original: Original, abilities: Abilities) -> bool:
    encoded = len(original.content) * 4 // 3 * 78 // 76  # base64, with its line ends
    return abilities.size is None or encoded + ROOM_FOR_THE_REST <= abilities.size
