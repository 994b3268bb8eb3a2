"""Running text -> tokens: words, numbers, signs, each with its place in the text.

What offices send is tolerated here, once: line breaks inside a phrase, non-breaking and invisible blanks, bold marks,
decomposed letters, both tone customs, en dashes, letters that a scanner took for digits. A token whose letters had to
be guessed is `noisy`; whatever is read from it is to be checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from config.letters import bare, folded

# Soft hyphen, zero-width characters, byte order mark: printed nowhere.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_TOKEN = re.compile(
    rf"(?P<number>[0-9]+)|(?P<word>(?:[^\W\d_]|[{_MARKS}{_INVISIBLE}])+)|(?P<blanks>\s+)|(?P<sign>[^*_`#~])"
)
_REMOVE_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))
_DIGIT_LOOKALIKES = str.maketrans({"l": "1", "i": "1", "o": "0"})
_SIGNS = {"–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "’": "'", "′": "'", "／": "/", "⁄": "/"}
_SPELLINGS = {"hàng": "hằng", "quí": "qúy", "kì": "kỳ", "kí": "ký", "ngàn": "nghìn", "lẻ": "linh", "mồng": "mùng"}
LONGEST_NUMBER = 6  # digits; a longer one is no day, month, year or count


class Kind(StrEnum):
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"


@dataclass(frozen=True)
class Token:
    """`key` is the word folded as config.letters does it (so "quý" is "qúy"), the digits, or the sign."""

    kind: Kind
    key: str
    start: int  # code points of the text
    end: int
    glued: bool = False  # nothing stands between it and the token before
    new_paragraph: bool = False
    noisy: bool = False

    @cached_property
    def plain(self) -> str:
        return bare(self.key)

    @property
    def number(self) -> int | None:
        is_number = self.kind == Kind.NUMBER and len(self.key) <= LONGEST_NUMBER
        return int(self.key) if is_number else None


def tokenise(text: str) -> list[Token]:
    """The tokens of `text` in order, in time linear in its length."""
    tokens: list[Token] = []
    end, paragraph = -1, False
    for found in _TOKEN.finditer(text):
        if found.lastgroup == "blanks":
            paragraph = paragraph or found[0].count("\n") > 1
            continue
        token = _token(str(found.lastgroup), found[0], found.start(), found.end())
        if token is not None:
            tokens.append(replace(token, glued=token.start == end, new_paragraph=paragraph))
            end, paragraph = token.end, False
    return _with_digits_mended(tokens)


def _token(kind: str, text: str, start: int, end: int) -> Token | None:
    if kind == "number":
        return Token(Kind.NUMBER, text, start, end)
    if kind == "sign":
        return Token(Kind.SIGN, _SIGNS.get(text, text), start, end)
    word = folded(text.translate(_REMOVE_INVISIBLE))
    return Token(Kind.WORD, _SPELLINGS.get(word, word), start, end) if word else None


def _with_digits_mended(tokens: list[Token]) -> list[Token]:
    """ "22/l2/202O": letters that look like digits, glued to digits, are read as digits and marked."""
    mended: list[Token] = []
    for token in tokens:
        before = mended[-1] if mended else None
        if (
            before is not None
            and token.glued
            and Kind.NUMBER in (before.kind, token.kind)
            and len(before.key) + len(token.key) <= 4
            and (digits_before := _as_digits(before))
            and (digits := _as_digits(token))
        ):
            key = digits_before + digits
            mended[-1] = replace(before, kind=Kind.NUMBER, key=key, end=token.end, noisy=True)
        else:
            mended.append(token)
    return mended


def _as_digits(token: Token) -> str:
    """The digits a token shows or looks like, "" when it is neither."""
    if token.kind == Kind.SIGN:
        return ""
    digits = token.key.translate(_DIGIT_LOOKALIKES)
    return digits if digits.isascii() and digits.isdecimal() else ""
