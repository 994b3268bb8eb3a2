"""Office files as zip archives whose bytes depend on their content alone, so that a hash can be frozen."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can name; the real dates stand in the document
_WRITTEN_AT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of `parts` in their order, without the clock or the machine in it."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, content)
    return packed.getvalue()


def repack(content: bytes, modified: str) -> bytes:
    """The same office file without what its writer took from the clock; `modified` is an ISO instant in UTC."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    if core in parts:
        parts[core] = _WRITTEN_AT.sub(rb"\g<1>" + modified.encode() + rb"\g<2>", parts[core])
    types = "[Content_Types].xml"  # the first part, by which the kind of the file is recognised
    return pack({types: parts.pop(types), **parts})
