"""Vietnamese words made comparable: one tone custom, one y/i custom, with and without accents."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# "hoà/hòa", "thuỷ/thủy": where the tone mark of oa, oe, uy stands when the syllable ends there ("hoàn" never moves).
_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe"}
_TONES |= {"oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
_Y_AS_I = dict(zip("yýỳỷỹỵ", "iíìỉĩị", strict=True))  # "lý/lí", "sỹ/sĩ": after these letters alone
_BEFORE_Y = "hklmst"

_ONSET = "b|ch?|d|đ|gh?|gi|h|kh?|l|m|nh?|ngh?|ph?|qu|r|s|th?|tr|v|x"
_RIME = (
    "a(?:ch?|[imopuyt]|n[hg]?)?|e(?:[comptu]|n[hg]?)?|i(?:[amptu]|ch?|n[hg]?|e(?:[cmptu]|n[g]?))?"
    "|o(?:[cimptu]|n[g]?|a(?:ch?|[imoptuy]|n[hg]?)?|e(?:[ot]|n)?|o(?:c|ng))?"
    "|u(?:[acimptu]|n[g]?|a(?:n[g]?|t|y)|e(?:ch?|n[h]?)?|o(?:[cimptu]|n[g]?|u)?|y(?:ch|[tu]|n[h]?|e(?:t|n))?)?"
    "|y(?:e(?:[mtu]|n[g]?)|t)?"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_RIME})")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One spelling of one word: NFC, small letters, đ for the eth, the tone mark and y/i by one custom."""
    lower = unicodedata.normalize("NFC", word).casefold().replace("ð", "đ")
    if len(lower) > 1:
        if lower[-2:] in _TONES and not lower.startswith("qu"):
            lower = lower[:-2] + _TONES[lower[-2:]]
        if lower[-1] in _Y_AS_I and lower[-2] in _BEFORE_Y:
            lower = lower[:-1] + _Y_AS_I[lower[-1]]
    return lower


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """`fold` without accents: "Lý" -> "li", "Đường" -> "duong"."""
    apart = unicodedata.normalize("NFD", fold(word))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).replace("đ", "d")


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """May `word` (bare) be a Vietnamese syllable? What may not is a slip of the keys, a name, an abbreviation."""
    return _SYLLABLE.fullmatch(word) is not None


def unaccented(text: str) -> bool:
    """Was it written without accents? Hardly one letter in forty has one, where one in four should."""
    return len(text) >= 12 and (len(text) - len(text.encode("ascii", "ignore"))) * 40 < len(text)
