"""The tokens as the productions read them: by index, words compared with and, failing that, without their accents.

A production is a function (stream, index) -> (what it read, next index) or None. Each looks at a bounded number of
tokens, so that reading a text takes time linear in its length whatever is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from config.letters import bare, folded
from reading.deadlines.tokens import Kind, Token

_END = Token(Kind.SIGN, "", -1, -1)


@lru_cache(maxsize=2048)
def _split(phrase: str) -> tuple[tuple[str, str], ...]:
    return tuple((folded(word), bare(word)) for word in phrase.split())


class Stream:
    """`loose` collects the places where a word fitted only without its accents; a `strict` stream lets none fit so."""

    def __init__(self, tokens: Sequence[Token], text: str, *, strict: bool = False) -> None:
        self.tokens = tokens
        self.text = text
        self.strict = strict
        self.loose: set[int] = set()

    def at(self, i: int) -> Token:
        return self.tokens[i] if 0 <= i < len(self.tokens) else _END

    def words(self, i: int, phrase: str) -> int | None:
        """The index after `phrase`, when it stands at `i` within one paragraph."""
        loose = []
        for n, (key, plain) in enumerate(_split(phrase)):
            token = self.at(i + n)
            if token.kind != Kind.WORD or (n and token.new_paragraph):
                return None
            if token.key != key:
                # A short word without its accents is too many other words; "ngay" (at once) is one of its own.
                if self.strict or token.plain != plain or len(plain) < 3 or "ngay" in (key, token.key):
                    return None
                loose.append(i + n)
        self.loose.update(loose)
        return i + len(_split(phrase))

    def exact(self, i: int, phrase: str) -> int | None:
        """As `words`, accents and all: for words that differ from others by an accent only."""
        keys = [key for key, _plain in _split(phrase)]
        same = all(self.at(i + n).key == key for n, key in enumerate(keys))
        return i + len(keys) if same else None

    def any_of(self, i: int, phrases: Iterable[str]) -> int | None:
        """The index after the first of `phrases` that stands at `i`; longer ones are listed first."""
        for phrase in phrases:
            end = self.words(i, phrase)
            if end is not None:
                return end
        return None

    def number(self, i: int) -> int | None:
        return self.at(i).number

    def sign(self, i: int, signs: str) -> int | None:
        token = self.at(i)
        return i + 1 if token.kind == Kind.SIGN and token.key and token.key in signs else None

    def past(self, i: int, signs: str) -> int:
        """The index after one of `signs`, or `i` itself."""
        return self.sign(i, signs) or i

    def written(self, start: int, end: int) -> str:
        """The text of tokens start to end (not included), on one line."""
        return " ".join(self.text[self.at(start).start : self.at(end - 1).end].split()) if end > start else ""
