"""Which format a file has. The first bytes decide; the name only tells a Markdown from a plain text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from reading.errors import Locked, NoText, WrongFormat
from reading.extraction.limits import FILE_BYTES, bounded, too_large


@dataclass(frozen=True)
class Extracted:
    """The text of a document as it stands in the file. A mail gives its attachment: `content` and
    `filename` are that."""

    text: str
    media_type: str
    filename: str
    content: bytes
    scanned: bool = False  # read by text recognition: every letter may be wrong
    notes: tuple[str, ...] = ()


MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".eml": "message/rfc822",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")


def read_limited(path: Path) -> bytes:
    """The file's bytes; a file larger than any directive is refused before it is read."""
    with path.open("rb") as file:
        content = file.read(FILE_BYTES + 1)
    return _not_too_large(content)


def _not_too_large(content: bytes) -> bytes:
    if len(content) > FILE_BYTES:
        raise too_large(f"more than {FILE_BYTES >> 20} MiB", f"hơn {FILE_BYTES >> 20} MiB")
    return content


def extract(content: bytes, filename: str) -> Extracted:
    """The text of a document in memory. Raises UnreadableDocument with what to do about it."""
    _not_too_large(content)
    ending = PurePath(filename).suffix.lower()
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise NoText("The file is empty.", remedy="Send the document again.", vi="Tệp rỗng. Đề nghị gửi lại văn bản.")
    if content[:1024].lstrip().startswith(b"%PDF-"):
        from reading.extraction.pdf import pdf_text

        text, scanned, notes = pdf_text(content)
        return Extracted(bounded(text), MEDIA_TYPES[".pdf"], filename, content, scanned, notes)
    if content.startswith(b"PK\x03\x04"):
        from reading.extraction.docx import docx_text

        return Extracted(bounded(docx_text(content, ending)), MEDIA_TYPES[".docx"], filename, content)
    if content.startswith(_OLE):
        raise _old_office(content, ending)
    if content.startswith(_PICTURES):
        raise _wrong("a picture", "Save the scan as a PDF.", "Tệp là ảnh. Đề nghị ghép các trang thành một tệp PDF.")
    if content.lstrip().startswith(b"{\\rtf"):
        raise _wrong("an RTF", "Save it as .docx.", "Tệp RTF. Đề nghị mở bằng Word và lưu lại thành .docx.")
    if ending == ".eml":
        from reading.extraction.mail import mail_document

        return mail_document(content, extract)
    from reading.extraction.plain import plain_text

    media_type = MEDIA_TYPES.get(ending if ending == ".md" else ".txt", "text/plain")
    return Extracted(bounded(plain_text(content)), media_type, filename, content)


def _old_office(content: bytes, ending: str) -> WrongFormat | Locked:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Locked(
            "The Word file opens with a password only.",
            remedy="Save a copy without the password and send that.",
            vi="Tệp Word có mật khẩu. Đề nghị lưu bản không đặt mật khẩu rồi gửi lại.",
        )
    if ending == ".xls":
        return _wrong(
            "an Excel table",
            "Send the directive itself as .docx or .pdf.",
            "Tệp bảng tính Excel. Đề nghị gửi văn bản chỉ đạo dạng .docx hoặc .pdf.",
        )
    return _wrong(
        f'an old Office file ("{ending or "no ending"}")',
        "Open it in Word or LibreOffice and save it as .docx or PDF.",
        "Tệp Office đời cũ (.doc). Đề nghị mở bằng Word hoặc LibreOffice, lưu lại thành .docx hoặc .pdf.",
    )


def _wrong(what: str, remedy: str, vi: str) -> WrongFormat:
    return WrongFormat(f"The file is {what}, which is not read.", remedy=remedy, vi=vi)
