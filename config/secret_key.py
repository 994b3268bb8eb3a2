"""The home's own secret: 32 random bytes in `secret.key`, made once, readable by its owner alone.

Everything that Dondoc signs (links in mails, cookies, form tokens) is derived from it, each with a key of its own.
Losing the file costs nothing that is on record: agencies get new links with the next mail, people sign in again.
"""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from config.errors import Unavailable

BYTES = 32


def derived(secret: bytes, purpose: str) -> bytes:
    """A key for one purpose alone: what is signed for one cannot be shown for another."""
    return hmac.digest(secret, f"dondoc:{purpose}".encode(), hashlib.sha256)


def read_or_make(path: Path) -> bytes:
    """The secret at `path`, made where there is none. Raises `Unavailable` where it cannot be read, made or believed.

    Two processes at once agree: the file appears whole under its name, or not at all.
    """
    try:
        if not path.exists():
            _make(path)
        secret = path.read_bytes()
    except OSError as error:
        raise Unavailable(
            f"the key {path} cannot be read or made: {error.strerror}", remedy="check who owns the home folder"
        ) from None
    if len(secret) != BYTES:
        raise Unavailable(
            f"{path} is no key of ours: {len(secret)} bytes instead of {BYTES}",
            remedy="restore it from the backup, or remove it: links that were mailed then stop working",
        )
    return secret


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, secrets.token_bytes(BYTES))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    with suppress(FileExistsError):  # somebody else was first: theirs is the key
        os.link(beside, path)
    beside.unlink()
