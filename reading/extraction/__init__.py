"""From a file to its text: one module for each format; the bytes decide, then the name.

Every format is bounded in bytes, unpacked bytes, pages and letters before anything is parsed: a hostile file costs
seconds and megabytes, never more. Nothing is written to disk.
"""

from __future__ import annotations

from reading.extraction.sniffing import Extracted, extract, read_limited

__all__ = ["Extracted", "extract", "read_limited"]
