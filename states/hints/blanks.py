"""Cells that hold nothing, though somebody typed something into them."""

from __future__ import annotations

import re

from states.hints.letters import bare

_NOTHING = re.compile(
    r"(?:khong|khong co|chua|chua co|chua ro|chua xac dinh|dang cap nhat|cap nhat sau|bo sung sau|se bo sung|bo sung|"
    r"dang xay dung|nhu tren|n ?/? ?a|none|null|nil|x+|0|trong|de trong|kc|ko|k)?"
)


def is_blank(text: str) -> bool:
    """Nothing, blanks, "…", "-", "không", "chưa có": nobody could act on it."""
    words = "".join(letter if letter.isalnum() or letter == "/" else " " for letter in text[:80])
    return len(text) < 80 and _NOTHING.fullmatch(" ".join(bare(word) for word in words.split()).strip("/ ")) is not None
