"""The forms in which a document writes numbers, dates, names and lists.

Source: Decree 30/2020/NĐ-CP, annex I section II (numbers below ten, days below ten and the months 1 and 2 take a
leading zero), and office usage: counts below ten with a zero, hours as "08 giờ 30".
"""

import re
import sys
from collections.abc import Iterable
from datetime import date, datetime

NBSP = "\u00a0"
NO_BREAK_HYPHEN = "\u2011"  # becomes Word's own sign for it, which reads as a plain hyphen
OPEN = NBSP * 6  # the room that the clerk fills in by hand or in the office's own system
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_COLLECTIVES = re.compile(r"^(ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN) (.+)$")
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold
_KEPT_WHOLE = re.compile(
    r"""ngày\s\d{1,2}\stháng\s\d{1,2}\snăm\s\d{4}          # ngày 17 tháng 12 năm 2020
      | \bngày\s\d{1,2}/\d{1,2}/\d{4}                     # ngày 22/12/2020
      | \b[Ss]ố:?\s[\w]+[/-][\w/&.-]*\w                   # số 6321/UBND-TH, số 01-CTr/TU
      | \b(?:[Qq]uý|[Tt]háng)\s[\dIVX]+/\d{4}             # Quý I/2021
      | \b\d{1,2}\sgiờ\s\d{2}\b                           # 08 giờ 30
      | \blần\sthứ\s\w+                                   # lần thứ XX
    """,
    re.VERBOSE,
)


def clean(text: str) -> str:
    """`text` as a document can hold it: control characters and lone surrogates out, one kind of line break."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def unbroken(text: str, longest: int = sys.maxsize) -> str:
    """Non-breaking blanks and hyphens inside numbers and dates: "số 6321/UBND-TH" stays on one line.

    In narrow cells blanks only, and only where the whole has at most `longest` signs: what is wider than its cell is
    torn anywhere.
    """

    def joined(found: re.Match[str]) -> str:
        whole = found[0]
        if len(whole) > longest:
            return whole
        whole = whole.replace(" ", NBSP)
        return whole if longest < sys.maxsize else whole.replace("-", NO_BREAK_HYPHEN)

    return _KEPT_WHOLE.sub(joined, clean(text))


def one_line(text: str) -> str:
    return unbroken(" ".join(clean(text).split()))


def upfirst(words: str) -> str:
    return words[:1].upper() + words[1:]


def figure(number: int) -> str:
    """ "05", "41", "1.200"."""
    return f"{number:02d}" if 0 < number < 10 else f"{number:,}".replace(",", ".")


def roman(number: int) -> str:
    """1 to 399: "I", "IV", "XII"."""
    signs = ""
    for value, sign in _ROMAN:
        while number >= value:
            signs, number = signs + sign, number - value
    return signs


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """ "16 giờ 05 ngày 24/12/2020", as the value stands: the caller gives the office's own time."""
    return unbroken(f"{value:%H} giờ {value:%M} ngày {day(value)}")


def day_in_words(value: date | None, *, open_day: bool = False) -> str:
    """ "ngày 05 tháng 02 năm 2021", but "tháng 3"; what is not known yet stays open for the clerk."""
    if value is None:
        return f"ngày{OPEN}tháng{OPEN}năm{OPEN}".rstrip(NBSP) + OPEN
    of_month = OPEN if open_day else f"{NBSP}{value.day:02d}{NBSP}"
    month = f"{value.month:02d}" if value.month <= 2 else str(value.month)
    return f"ngày{of_month}tháng{NBSP}{month}{NBSP}năm{NBSP}{value.year}"


def numbered(number: str) -> tuple[str, bool]:
    """A document's number and symbol as they are printed, and whether the number is still open.

    "7/KH-UBND" is "07/KH-UBND"; "/KH-UBND" leaves room before the stroke.
    """
    ordinal, stroke, symbol = clean(number).partition("/")
    ordinal = ordinal.strip()
    if not ordinal:
        return f"{OPEN}{stroke}{symbol}", True
    return (f"{int(ordinal):02d}" if ordinal.isdecimal() else ordinal) + stroke + symbol.strip(), False


def capitals(body: str) -> list[str]:
    """A body's name over a document: in capitals, a collective one on two lines; a line break of its own is kept."""
    name = re.sub(r"^UBND\b", "Ủy ban nhân dân", clean(body)).upper()
    two = _COLLECTIVES.match(name)
    return [two[1], two[2]] if two else name.split("\n")


def bare_end(text: str) -> str:
    return clean(text).rstrip(" .;,")


def listed(items: Iterable[str]) -> list[str]:
    """Each item ends in a semicolon, the last in a full stop."""
    bare = [unbroken(bare_end(item)) for item in items]
    return [f"{item};" for item in bare[:-1]] + [f"{item}." for item in bare[-1:]]


def cited(kind: str, number: str, on: date | None) -> str:
    """ "Công văn số 6321/UBND-TH ngày 17/12/2020", its number and its date each kept on one line."""
    printed, is_open = numbered(number)
    dated = f"ngày{OPEN}" if on is None or is_open else f"ngày{NBSP}{day(on)}"
    return f"{kind} số{NBSP}{printed.replace('-', NO_BREAK_HYPHEN)} {dated}"
