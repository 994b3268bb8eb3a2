"""A mail with the directive attached: the attachment is the document, the mail only brings it."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import PurePath
from typing import TYPE_CHECKING

from reading.errors import NoText, UnreadableDocument
from reading.extraction.limits import ATTACHMENTS, too_large

if TYPE_CHECKING:
    from reading.extraction.sniffing import Extracted

_WANTED = (".docx", ".pdf", ".txt", ".md")  # in this order where several are attached: the same document, usually


def mail_document(content: bytes, extract: Callable[[bytes, str], Extracted]) -> Extracted:
    """The attached document. Of several, the docx before the PDF; what cannot be read is passed over if another can."""
    attached = [(name, payload) for name, payload in _attachments(content) if PurePath(name).suffix.lower() in _WANTED]
    attached.sort(key=lambda pair: _WANTED.index(PurePath(pair[0]).suffix.lower()))
    failure: UnreadableDocument | None = None
    for name, payload in attached:
        try:
            found = extract(payload, name)
        except UnreadableDocument as error:
            failure = failure or error
            continue
        others = len(attached) - 1
        note = f"tệp {name} đính kèm thư" + (f", còn {others} tệp khác không đọc" if others else "")
        return type(found)(found.text, found.media_type, name, found.content, found.scanned, (note, *found.notes))
    if failure:
        raise failure
    raise NoText(
        "No document is attached to the mail.",
        remedy="Attach the directive as .docx, .pdf, .txt or .md.",
        vi="Thư không đính kèm văn bản. Đề nghị đính kèm tệp .docx, .pdf, .txt hoặc .md.",
    )


def _attachments(content: bytes) -> list[tuple[str, bytes]]:
    message = message_from_bytes(content, policy=policy.default)
    found: list[tuple[str, bytes]] = []
    for part in message.walk():
        name = part.get_filename()
        if not name or part.is_multipart():
            continue
        if len(found) == ATTACHMENTS:
            raise too_large(f"more than {ATTACHMENTS} attachments", f"hơn {ATTACHMENTS} tệp đính kèm")
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            found.append((PurePath(name.replace("\\", "/")).name, payload))
    return found
