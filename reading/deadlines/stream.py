"""The tokens as the productions read them: by index, words compared with and, failing that, without their accents.

A production is a function (stream, index) -> (what it read, next index) or None. Each looks at a bounded number of
tokens, so that reading a text takes time linear in its length whatever is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from config.letters import bare, folded
from reading.deadlines.tokens import Kind, Token

_END = Token(Kind.SIGN, "", "", None, -1, -1)
_AHEAD = 64  # no production looks further behind its last token
_Words = tuple[tuple[str, str], ...]
T = TypeVar("T")


@lru_cache(maxsize=4096)
def _split(phrase: str) -> _Words:
    """(with accents, without) for each word."""
    return tuple((folded(word), bare(word)) for word in phrase.split())


class Table(Generic[T]):
    """Phrases and what each means, looked up by their first word; among those the first listed that fits wins."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._rows: dict[str, list[tuple[_Words, T]]] = {}
        for phrase, value in rows:
            words = _split(phrase)
            self._rows.setdefault(words[0][1], []).append((words, value))

    def rows(self, first: str) -> Sequence[tuple[_Words, T]]:
        return self._rows.get(first, ())


def phrases(*written: str) -> Table[str]:
    """A table of phrases that mean themselves."""
    return Table((phrase, phrase) for phrase in written)


class Stream:
    """`loose` collects the places where a word fitted only without its accents; a `strict` stream lets none fit so."""

    def __init__(self, tokens: Sequence[Token], text: str, *, strict: bool = False) -> None:
        self.text = text
        self.tokens = tokens
        self.length = len(tokens)
        self.strict = strict
        self.loose: set[int] = set()
        self._ahead = [*tokens, *[_END] * _AHEAD]

    def at(self, i: int) -> Token:
        return self._ahead[i] if i >= 0 else _END

    def words(self, i: int, phrase: str) -> int | None:
        """The index after `phrase`, when it stands at `i` within one paragraph."""
        words = _split(phrase)
        return self._fits(i, words) if self._ahead[i].plain == words[0][1] else None

    def exact(self, i: int, phrase: str) -> int | None:
        """As `words`, accents and all: for words that differ from others by an accent only."""
        return self._fits_exactly(i, _split(phrase))

    def find(self, i: int, table: Table[T]) -> tuple[T, int] | None:
        """What stands at `i` by the table, and the index after it."""
        for words, value in table.rows(self._ahead[i].plain):
            end = self._fits(i, words)
            if end is not None:
                return value, end
        return None

    def find_exactly(self, i: int, table: Table[T]) -> tuple[T, int] | None:
        """As `find`, accents and all."""
        for words, value in table.rows(self._ahead[i].plain):
            end = self._fits_exactly(i, words)
            if end is not None:
                return value, end
        return None

    def past_any(self, i: int, table: Table[str]) -> int | None:
        """The index after one of the table's phrases, None when none stands at `i`."""
        found = self.find(i, table)
        return found[1] if found else None

    def reaches(self, start: int, end: int, table: Table[str]) -> bool:
        """Does a phrase of the table run exactly from `start` to `end`?"""
        rows = table.rows(self._ahead[start].plain)
        return any(start + len(words) == end and self._fits_exactly(start, words) for words, _value in rows)

    def number(self, i: int) -> int | None:
        return self._ahead[i].number

    def sign(self, i: int, signs: str) -> int | None:
        token = self._ahead[i]
        return i + 1 if token.kind == Kind.SIGN and token.key and token.key in signs else None

    def past(self, i: int, signs: str) -> int:
        """The index after one of `signs`, or `i` itself."""
        return self.sign(i, signs) or i

    def written(self, start: int, end: int) -> str:
        """The text of tokens start to end (not included), on one line."""
        return " ".join(self.text[self.at(start).start : self.at(end - 1).end].split()) if end > start else ""

    def _fits(self, i: int, words: _Words) -> int | None:
        loose = []
        shortest = 3 if len(words) > 1 else 4
        for n, (key, plain) in enumerate(words, start=i):
            token = self._ahead[n]
            if token.plain != plain or token.kind != Kind.WORD or (n > i and token.new_paragraph):
                return None
            if token.key != key:
                # A short word without its accents is too many other words; "ngay" (at once) is one of its own.
                if self.strict or len(plain) < shortest or "ngay" in (key, token.key):
                    return None
                loose.append(n)
        self.loose.update(loose)
        return i + len(words)

    def _fits_exactly(self, i: int, words: _Words) -> int | None:
        for n, (key, _plain) in enumerate(words, start=i):
            if self._ahead[n].key != key:
                return None
        return i + len(words)
