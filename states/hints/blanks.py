"""Cells that hold nothing, though somebody typed something into them."""

from __future__ import annotations

import re

from states.hints.letters import bare

_LONGEST = 40
_NOTHING = re.compile(
    r"(?:khong|khong co|chua|chua co|chua ro|chua xac dinh|dang cap nhat|cap nhat sau|bo sung sau|se bo sung|bo sung|"
    r"dang xay dung|nhu tren|n ?/? ?a|none|null|nil|x+|0|trong|de trong|kc|ko|k)?"
)


def is_blank(text: str) -> bool:
    """Nothing, blanks, "…", "-", "không", "chưa có": nobody could act on it."""
    if len(text.strip()) > _LONGEST:
        return False
    words = "".join(letter if letter.isalnum() or letter == "/" else " " for letter in text)
    return _NOTHING.fullmatch(" ".join(bare(word) for word in words.split()).strip("/ ")) is not None
