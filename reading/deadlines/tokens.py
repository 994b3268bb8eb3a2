"""Running text -> tokens: words, numbers, signs, each with its place in the text.

What offices send is tolerated here, once: line breaks inside a phrase, non-breaking and invisible blanks, bold marks,
decomposed letters, both tone customs, en dashes, letters that a scanner took for digits. A token whose letters had to
be guessed is `noisy`; whatever is read from it is to be checked.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

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


class Token(NamedTuple):
    """`key` is the word folded as config.letters does it (so "quý" is "qúy"), the digits, or the sign."""

    kind: Kind
    key: str
    plain: str  # the word without its accents
    number: int | None  # None also for a number too long to be a day, a month, a year or a count
    start: int  # code points of the text
    end: int
    glued: bool = False  # nothing stands between it and the token before
    new_paragraph: bool = False
    noisy: bool = False


def tokenise(text: str) -> list[Token]:
    """The tokens of `text` in order, in time linear in its length."""
    tokens: list[Token] = []
    last_end, paragraph = -1, False
    for found in _TOKEN.finditer(text):
        kind, (start, end) = found.lastgroup, found.span()
        if kind == "blanks":
            paragraph = paragraph or found[0].count("\n") > 1
            continue
        glued = start == last_end
        if kind == "number":
            tokens.append(_number(found[0], start, end, glued, paragraph))
        elif kind == "sign":
            sign = _SIGNS.get(found[0], found[0])
            tokens.append(Token(Kind.SIGN, sign, sign, None, start, end, glued, paragraph))
        else:
            word, plain = _word(found[0])
            if not word:  # nothing but invisible characters
                continue
            tokens.append(Token(Kind.WORD, word, plain, None, start, end, glued, paragraph))
        last_end, paragraph = end, False
    return _with_digits_mended(tokens)


def _number(digits: str, start: int, end: int, glued: bool, paragraph: bool, noisy: bool = False) -> Token:
    value = int(digits) if len(digits) <= LONGEST_NUMBER else None
    return Token(Kind.NUMBER, digits, digits, value, start, end, glued, paragraph, noisy)


@lru_cache(maxsize=8192)
def _word(text: str) -> tuple[str, str]:
    """(folded in our spelling, without accents)."""
    word = folded(text.translate(_REMOVE_INVISIBLE))
    word = _SPELLINGS.get(word, word)
    return word, bare(word)


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
            mended[-1] = _number(key, before.start, token.end, before.glued, before.new_paragraph, noisy=True)
        else:
            mended.append(token)
    return mended


def _as_digits(token: Token) -> str:
    """The digits a token shows or looks like, "" when it is neither."""
    if token.kind == Kind.SIGN:
        return ""
    digits = token.key.translate(_DIGIT_LOOKALIKES)
    return digits if digits.isascii() and digits.isdecimal() else ""
