"""Why a document cannot be read. None of these says anything of the document's content."""

from __future__ import annotations

from config.errors import UnreadableInput


class UnreadableDocument(UnreadableInput):
    """A document that cannot be read; `vi` says the same to the clerk who finds it rejected."""

    def __init__(self, message: str, *, remedy: str, vi: str) -> None:
        super().__init__(message, remedy=remedy)
        self.vi = vi


class SecretDocument(UnreadableDocument):
    """Stamped MẬT or above: it must not enter a networked system (law 117/2025/QH15). Nothing of it may be kept."""


class TooLarge(UnreadableDocument):
    """More bytes, pages or text than a directive has, packed or unpacked."""


class WrongFormat(UnreadableDocument):
    """A format that is not read here; the remedy says how to convert it."""


class Locked(UnreadableDocument):
    """Encrypted: the file opens with a password only."""


class Damaged(UnreadableDocument):
    """The file says it is a docx, PDF or mail but cannot be opened as one."""


class NoText(UnreadableDocument):
    """Empty, or a picture of a text where no text recognition is installed."""


class LegacyFont(UnreadableDocument):
    """Typed for the fonts of before Unicode (TCVN3, VNI): its letters are garbage."""


class NotVietnamese(UnreadableDocument):
    """No Vietnamese text with its marks."""


class NotADirective(UnreadableDocument):
    """Vietnamese, but nothing of the form of an administrative document."""
