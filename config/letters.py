"""Vietnamese letters made comparable: one spelling for what is written in several ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# "hoà/hòa", "thuỷ/thủy": two customs of where the tone mark of oa, oe, uy stands. Only where the syllable ends there
# ("hoàn" is always "hoàn").
_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe"}
_TONES |= {"oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
_TONE_AT_END = re.compile(rf"(?:{'|'.join(_TONES)})(?!\w)")
_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "ð": "đ", "\u00a0": " "})


def folded(text: str) -> str:
    """NFC, lower case, one tone custom, plain hyphens, đ for the eth that some keyboards give; accents are kept."""
    lower = unicodedata.normalize("NFC", text).casefold().translate(_DASHES)
    return _TONE_AT_END.sub(lambda found: _TONES[found[0]], lower)


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """`folded` without accents: "Sở Kế hoạch" -> "so ke hoach". Two names may become one (Sơn Hà, Sơn Hạ)."""
    marks_apart = unicodedata.normalize("NFD", folded(text))
    return "".join(letter for letter in marks_apart if not unicodedata.combining(letter)).replace("đ", "d")
