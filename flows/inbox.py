"""The inbox folder: a file dropped there is taken on record, and its run starts.

A half-copied file is waited for; the same file twice is recognised by its content; a file that is no document goes to
`rejected/` beside a note that says why. A document stamped secret is not taken at all: it stays where it was put, with
a note beside it, and nothing of it is kept (law on state secrets: it must not enter a networked system).
"""

import asyncio
import logging
import os
from pathlib import Path

from watchfiles import awatch

from config.errors import DondocError, UnreadableInput
from flows.office import Office
from records import intake as intakes

SETTLED = 1.0  # seconds in which a file must not have grown
LARGEST = 50 * 2**20  # bytes; what is larger is no letter
NOTE = ".note.txt"

_log = logging.getLogger("dondoc.inbox")


async def watch_inbox(office: Office, stop: asyncio.Event | None = None) -> None:
    """Take what is in the inbox, then whatever is dropped there, until cancelled."""
    inbox = office.settings.inbox
    inbox.mkdir(parents=True, exist_ok=True)
    await take_all(office)
    # Polling beside the system's notices: an inbox may be a network share, which gives none.
    async for _ in awatch(inbox, stop_event=stop, yield_on_timeout=True, rust_timeout=5_000, recursive=False):
        await take_all(office)


async def take_all(office: Office) -> int:
    """Take every file that has arrived whole; gives how many."""
    taken = 0
    for path in sorted(office.settings.inbox.iterdir()):
        if path.is_file() and not path.name.startswith((".", "~")) and not path.name.endswith(NOTE):
            taken += await take(office, path)
    return taken


async def take(office: Office, path: Path) -> bool:
    """Take one file out of the inbox; False when it is still growing, or must stay. Its run is the waker's to start."""
    if not await _settled(path):
        return False
    return await asyncio.to_thread(_take, office, path)


async def _settled(path: Path) -> bool:
    try:
        before = path.stat()
        await asyncio.sleep(SETTLED)
        after = path.stat()
    except FileNotFoundError:
        return False
    return (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)


def _take(office: Office, path: Path) -> bool:
    note = path.with_name(path.name + NOTE)
    if note.exists() and note.stat().st_mtime >= path.stat().st_mtime:
        return False  # it was left here for a reason, and nobody has changed it since
    try:
        content, media_type = _looked_at(path)
    except UnreadableInput as error:
        if isinstance(error, _secret()):
            _write_note(note, error)
            _log.warning("%s is left in the inbox: it bears a secrecy stamp", path.name)
            return False
        _reject(office, path, error)
        return True
    except Exception as error:
        # A fault of ours must not stop the files behind this one; nor may we keep what may be stamped secret.
        note.write_text(f"{type(error).__name__}: {error}\nXóa tệp ghi chú này để thử lại.\n", encoding="utf-8")
        _log.exception("%s is left in the inbox: it could not be looked at", path.name)
        return False
    came, new = intakes.receive(office.db, filename=path.name, media_type=media_type, content=content, now=office.now())
    # Only now may the file go: killed before this line, it is found again and known by its content.
    _move(path, office.settings.folder / "received", f"{came.sha256[:12]}-{path.name}")
    _log.info("%s %s (%s)", path.name, "is taken in" if new else "was here before", came.sha256[:12])
    return True


def _looked_at(path: Path) -> tuple[bytes, str]:
    """The file's bytes and media type. One that cannot be read is on record too: its run says what is wrong with it.

    Raises `UnreadableInput` where there is nothing to take (empty, too large), or nothing that may be taken (secret).
    """
    from reading import read_bytes

    if path.stat().st_size > LARGEST:
        raise UnreadableInput(
            f"{path.name} is larger than {LARGEST >> 20} MB", remedy="put in the document alone, without pictures"
        )
    content = path.read_bytes()
    try:
        return content, read_bytes(content, path.name).media_type
    except UnreadableInput as error:
        if not content or isinstance(error, _secret()):
            raise
        return content, "application/octet-stream"


def _secret() -> type[UnreadableInput]:
    from reading.errors import SecretDocument

    return SecretDocument


def reject_note(office: Office, sha256: str) -> None:
    """Move a received file that cannot be read to `rejected/`, beside a note with the reason; again is fine."""
    came = intakes.get(office.db, sha256)
    name = f"{came.sha256[:12]}-{came.filename}"
    received, rejected = office.settings.folder / "received" / name, office.settings.folder / "rejected"
    if received.exists():
        _move(received, rejected, name)
    rejected.mkdir(parents=True, exist_ok=True)
    if not (rejected / name).exists():
        (rejected / name).write_bytes(came.content)
    (rejected / (name + NOTE)).write_text(f"{came.reason}\n", encoding="utf-8")


def _reject(office: Office, path: Path, error: DondocError) -> None:
    folder = office.settings.folder / "rejected"
    _move(path, folder, path.name)
    _write_note(folder / (path.name + NOTE), error)
    _log.warning("%s is rejected: %s", path.name, error)


def _write_note(note: Path, error: DondocError) -> None:
    words = getattr(error, "vi", None) or f"{error}\n{error.remedy}"
    note.write_text(f"{words}\n", encoding="utf-8")


def _move(path: Path, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.replace(path, folder / name)
