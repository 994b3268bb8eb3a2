"""From a document to its fields: what was ordered, of whom, through whom, by when, and how sure that is.

Knows: the forms of Vietnamese administrative documents and the language of their orders; file formats.
Must not know: the database, mail, Prefect, a roster's rows, or today's date: it reads what the document says.

    read_file(path) -> Document       a file: its text, its reading, its SHA-256
    read_bytes(content, filename)     the same for content already in memory
    read_text(text) -> Reading        the text alone

Every value carries the words it came from, their place in the text, and whether a person should look at it.
Imports are lazy: `import reading` costs nothing until something is read.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reading.document import read_bytes, read_file, read_text
    from reading.model import Document, Field, Reading, Task

__all__ = ["Document", "Field", "Reading", "Task", "read_bytes", "read_file", "read_text"]

_HOME = {"Document": "model", "Field": "model", "Reading": "model", "Task": "model"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"reading.{_HOME.get(name, 'document')}"), name)
