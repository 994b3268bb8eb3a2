"""Numbers in words up to 9999: "mười lăm", "hai mươi mốt", "hai nghìn không trăm hai mươi"."""

from __future__ import annotations

from reading.deadlines.stream import Stream

_DIGITS = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
_LAST = {"mốt": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "lăm": 5, "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
         "tám": 8, "chín": 9}  # fmt: skip


def numeral(s: Stream, i: int) -> tuple[int, int] | None:
    """A number in words at `i`. After a ten, five is "lăm": in "mười năm hai nghìn" the năm is a year."""
    total, read = 0, False
    digit = _DIGITS.get(s.at(i).key)
    if digit is not None and s.exact(i + 1, "nghìn"):
        total, i, read = digit * 1000, i + 2, True
        digit = _DIGITS.get(s.at(i).key)
    if digit is not None and s.exact(i + 1, "trăm"):
        total, i, read = total + digit * 100, i + 2, True
    if read and s.exact(i, "linh") and s.at(i + 1).key in _DIGITS:
        return total + _DIGITS[s.at(i + 1).key], i + 2
    tens = _below_hundred(s, i, alone=not read)
    if tens is not None:
        return total + tens[0], tens[1]
    return (total, i) if read else None


def year_in_words(s: Stream, i: int) -> tuple[int, int] | None:
    """A year: "hai nghìn không trăm hai mươi", or digit by digit "hai không hai mươi", "hai không hai một"."""
    if s.exact(i, "hai không"):
        rest = _below_hundred(s, i + 2, alone=False)
        if rest is not None and rest[0] >= 10:
            return 2000 + rest[0], rest[1]
        tens, ones = _DIGITS.get(s.at(i + 2).key), _DIGITS.get(s.at(i + 3).key)
        if tens is not None and ones is not None:
            return 2000 + 10 * tens + ones, i + 4
    found = numeral(s, i)
    return found if found is not None and found[0] >= 1900 else None


def _below_hundred(s: Stream, i: int, *, alone: bool) -> tuple[int, int] | None:
    first = s.at(i).key
    if first == "mười":
        ones = _LAST.get(s.at(i + 1).key)
        return (10 + ones, i + 2) if ones is not None else (10, i + 1)
    if first in ("hăm",) and s.at(i + 1).key in _LAST:
        return 20 + _LAST[s.at(i + 1).key], i + 2
    digit = _DIGITS.get(first)
    if digit is None:
        return None
    if s.exact(i + 1, "mươi"):
        ones = _LAST.get(s.at(i + 2).key)
        return (10 * digit + ones, i + 3) if ones is not None else (10 * digit, i + 2)
    return (digit, i + 1) if alone else None
