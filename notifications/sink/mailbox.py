"""The mails that came, one .eml file each, and what a list needs to know of them."""

import os
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

SEARCHED = 20_000  # characters of a mail's text that a search looks through


@dataclass(frozen=True)
class Kept:
    """One mail that came. `number` counts from 1; `copy` is 2 and more for a Message-ID that came before."""

    number: int
    file: Path
    event: str
    recipient: str  # the envelope's
    name: str
    subject: str
    message_id: str
    date: datetime | None
    size: int
    attachments: int
    copy: int
    words: str

    @property
    def doubled(self) -> bool:
        return self.copy > 1


class Mailbox:
    """A folder of mails. Safe to fill from one thread and read from another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._kept: list[Kept] = []
        self._copies: Counter[str] = Counter()
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        for file in sorted(folder.glob("*.eml")):
            if file.stem.isdigit():
                self._note(int(file.stem), file, file.read_bytes())

    def add(self, sender: str, recipient: str, content: bytes, client: str) -> Kept:
        """Keep one mail as a delivery would: with its envelope written before it."""
        received = f"Received: from {client}; {datetime.now().astimezone():%a, %d %b %Y %H:%M:%S %z}\r\n"
        envelope = f"Return-Path: <{sender}>\r\nDelivered-To: {recipient}\r\n{received}"
        whole = envelope.encode() + content
        with self._lock:
            number = self._kept[-1].number + 1 if self._kept else 1
            file = self.folder / f"{number:06d}.eml"
            beside = file.with_suffix(".part")
            beside.write_bytes(whole)
            os.replace(beside, file)
            return self._note(number, file, whole)

    def all(self) -> list[Kept]:
        with self._lock:
            return list(self._kept)

    def get(self, number: int) -> Kept | None:
        return next((kept for kept in self.all() if kept.number == number), None)

    def counts(self) -> dict[str, int]:
        """Mails by event, doubles counted as they came."""
        return dict(Counter(kept.event for kept in self.all()))

    def _note(self, number: int, file: Path, whole: bytes) -> Kept:
        mail = parse(whole)
        message_id = header(mail, "Message-ID")
        self._copies[message_id] += 1
        subject, text = header(mail, "Subject"), readable(mail, "plain") or ""
        recipient = header(mail, "Delivered-To")
        name = display_name(mail, "To") or recipient
        kept = Kept(
            number=number,
            file=file,
            event=header(mail, "X-Dondoc-Event"),
            recipient=recipient,
            name=name,
            subject=subject,
            message_id=message_id,
            date=_date(mail),
            size=len(whole),
            attachments=sum(1 for _ in attachments(mail)),
            copy=self._copies[message_id],
            words=plain(" ".join((subject, recipient, name, text[:SEARCHED]))),
        )
        self._kept.append(kept)
        return kept


def parse(whole: bytes) -> EmailMessage:
    mail = message_from_bytes(whole, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def header(mail: EmailMessage, name: str) -> str:
    """One header as text; empty where it is missing or so malformed that it cannot be parsed."""
    try:
        return str(mail.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError):
        return ""


def display_name(mail: EmailMessage, name: str) -> str:
    """The name in an address header. The standard library's own parser puts blanks into long ones (Python 3.11)."""
    raw = next((value for key, value in mail.raw_items() if key == name), "")
    try:
        return str(make_header(decode_header(parseaddr(" ".join(str(raw).split()))[0])))
    except (ValueError, LookupError, HeaderParseError):
        return ""


def readable(mail: EmailMessage, kind: str) -> str | None:
    """The text or HTML of a mail; None where it has none."""
    try:
        part = mail.get_body((kind,))
        return None if part is None else str(part.get_content())
    except (LookupError, ValueError, AttributeError, KeyError):
        return None


def attachments(mail: EmailMessage) -> Iterator[MIMEPart]:
    try:
        yield from mail.iter_attachments()
    except (AttributeError, ValueError, TypeError):
        return


def plain(words: str) -> str:
    """For a search: no case, no diacritics."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", words) if not unicodedata.combining(sign))
    return bare.casefold().replace("đ", "d")


def _date(mail: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(header(mail, "Date"))
    except (ValueError, TypeError):
        return None
