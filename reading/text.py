"""Text with a way back: what rules match against, each letter knowing its place in the document's own text.

Offices write the same words in many shapes: NFD letters, non-breaking spaces, Markdown marks, the old tone placement
(hoà, uỷ), the Icelandic Ð, en dashes. A `View` shows one shape to the rules and leads every match back to the source.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, TypeVar

from reading.model import Field, Span

T = TypeVar("T")

_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"))
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def canonical(raw: str) -> str:
    """The text that a reader counts in and `--text` prints: NFC, lines ended by LF, no invisible characters."""
    text = _LINE_ENDS.sub("\n", raw).translate(_INVISIBLE)
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


# One letter for one letter, so that places stay the same.
_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " "
)
_AS_WRITTEN = {**_SPACES, ord("\u00d0"): "\u0110", ord("\u00f0"): "\u0111"}
_FOR_RULES = {
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uf02d"), "-"),
    **dict.fromkeys(map(ord, "“”„«»"), '"'),
    **dict.fromkeys(map(ord, "‘’`´"), "'"),
    ord("\u2044"): "/",
    ord("："): ":",
    ord("；"): ";",
}

# Old and new placement of the tone mark in open syllables: hoà = hòa, uỷ = ủy; never after q (quý), never before
# a letter (hoàn).
_MARKS = {"\u0300": 0, "\u0301": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}
_TONED = {"o": "òóỏõọ", "u": "ùúủũụ", "O": "ÒÓỎÕỌ", "U": "ÙÚỦŨỤ"}
_OLD_TONE = re.compile(r"(?<![qQ])(?:([oO])([àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])|([uU])([ỳýỷỹỵỲÝỶỸỴ]))(?!\w)")


def _new_tone(match: re.Match[str]) -> str:
    glide, vowel = match.group(1) or match.group(3), match.group(2) or match.group(4)
    apart = unicodedata.normalize("NFD", vowel)
    return _TONED[glide][_MARKS[apart[1]]] + apart[0]


_MARKUP = re.compile(
    r"\\(?=[*_.\-#>|()\[\]!+])"  # a backslash that escapes
    r"|(?<!\S)\#{1,6}[ \t]+(?=\S)|(?<![^\n])>[ \t]?"  # headings, quotations
    r"|\*{2,}|(?<=\S)\*|\*(?=\S)"  # bold, italics; a lone star is a bullet
    r"|_{3,}|(?<!\w)_{1,2}(?=\w)|(?<=[\w.,;:)])_{1,2}(?!\w)"
    r"|<br[ \t]?/?>|</?(?:[biu]|strong|em)>",
    re.IGNORECASE,
)


_BROKEN = re.compile("<(?![a-z/])")  # what view_of leaves of "<br>"


def _bare_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


class _BareTable(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = result = _bare_letter(chr(code))
        return result


_BARE = _BareTable()


def bare(text: str) -> str:
    """Lower case without marks, letter for letter: "Kính gửi" -> "kinh gui"."""
    return text.translate(_BARE)


class View:
    """A piece of the document as rules see it, in three forms of one length.

    `text` is what rules match, `raw` keeps the document's own spelling, `bare` is small letters without marks.
    """

    __slots__ = ("bare", "origin", "raw", "text")

    def __init__(self, text: str, raw: str, bare: str, origin: list[int]) -> None:
        self.text, self.raw, self.bare, self.origin = text, raw, bare, origin

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"View({self.text!r})"

    def __getitem__(self, part: slice) -> View:
        return View(self.text[part], self.raw[part], self.bare[part], self.origin[part])

    def strip(self, letters: str | None = None) -> View:
        start = len(self.text) - len(self.text.lstrip(letters))
        end = len(self.text.rstrip(letters))
        return self[start:end] if start < end else self[0:0]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where text[start:end] stands in the document."""
        last = len(self.text) if end is None else end
        return self.origin[start], self.origin[last - 1] + 1

    def value(self, start: int = 0, end: int | None = None) -> str:
        """The document's own spelling with blanks collapsed."""
        return " ".join(self.raw[start:end].split())


def view_of(text: str) -> View:
    """The whole canonical text as rules see it: Markdown marks gone, look-alikes made one."""
    keep: list[int] = []
    at = 0
    for mark in _MARKUP.finditer(text):
        keep.extend(range(at, mark.start()))
        at = mark.end()
        if mark.group()[:3].lower() == "<br":
            keep.append(mark.start())  # stands for a new line
    keep.extend(range(at, len(text)))
    raw = "".join([text[i] for i in keep]) if len(keep) < len(text) else text
    raw = _BROKEN.sub("\n", raw.translate(_AS_WRITTEN)) if "<" in raw else raw.translate(_AS_WRITTEN)
    shown = _OLD_TONE.sub(_new_tone, raw.translate(_FOR_RULES))
    return View(shown, raw, bare(shown), keep)


def join(views: Iterable[View]) -> View:
    """One view out of several, a blank between them; the blank's place is the end of what stands before it."""
    text: list[str] = []
    raw: list[str] = []
    folded: list[str] = []
    origin: list[int] = []
    for view in views:
        if not view.text:
            continue
        if text:
            origin.append(origin[-1] + 1)
        text.append(view.text)
        raw.append(view.raw)
        folded.append(view.bare)
        origin.extend(view.origin)
    return View(" ".join(text), " ".join(raw), " ".join(folded), origin)


_BLANKS = re.compile(r"\s{2,}|[^\S ]")


def collapsed(view: View) -> View:
    """The view with every run of blanks made one space."""
    if not _BLANKS.search(view.text):
        return view
    words = [view[m.start() : m.end()] for m in re.finditer(r"\S+", view.text)]
    return join(words)


class Source:
    """A document's canonical text: where fields take their words from."""

    def __init__(self, text: str) -> None:
        self.text = text

    def field(
        self, view: View, start: int = 0, end: int | None = None, *, value: Any = None, why: str | None = None
    ) -> Field[Any]:
        """A field found at view[start:end]; its value is the document's own spelling unless one is given."""
        begin, stop = view.span(start, end)
        given = view.value(start, end) if value is None else value
        return Field(given, self.text[begin:stop], (begin, stop), "check" if why else "read", why)
