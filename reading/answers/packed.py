"""Zip files from strangers: what they may cost is bounded before anything of them is kept in memory."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from reading.answers.remarks import NoForm

MAX_UNPACKED = 100 * 2**20
CHUNK = 2**16
HOW = {
    "xlsx": "an old .xls must be saved as .xlsx; a password must be removed",
    "docx": "an old .doc must be saved as .docx; a password must be removed",
}
Limits = Mapping[str, tuple[bytes, int, str]]  # folder in the file -> (what is counted, how many at most, its name)


def bounded(content: bytes, name: str, kind: str, limits: Limits) -> None:
    """Refuse a bomb by what it says it unpacks to, and a table too large by counting through it. `UnreadableInput`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
            if unpacked > MAX_UNPACKED:
                raise NoForm(
                    "too_large", f"{name} unpacks to {unpacked >> 20} MB", remedy="remove pictures and empty rows"
                )
            for folder, (mark, most, what) in limits.items():
                found = sum(
                    _count(packed, entry, mark, most)
                    for entry in packed.infolist()
                    if entry.filename.startswith(folder) and entry.filename.endswith(".xml")
                )
                if found > most:
                    raise NoForm("too_many", f"{name} has more than {most} {what}", remedy="send it in parts")
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError):
        raise NoForm("damaged", f"{name} is not a {kind} file", remedy=HOW[kind]) from None


def _count(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, mark: bytes, most: int) -> int:
    found, tail = 0, b""
    with packed.open(entry) as part:  # never more than the size that the entry states, which was summed above
        while chunk := part.read(CHUNK):
            found += (tail + chunk).count(mark)
            tail = chunk[-len(mark) + 1 :]
            if found > most:
                break
    return found
