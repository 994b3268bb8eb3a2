"""The forms that offices write dates, hours, counts and names in; the templates' filters.

Source: domain notes g "Forms": dates 22/12/2020, weekday in brackets, "08 giờ 30", counts below ten with a zero,
"đến hết ngày" and never "24 giờ 00", names in Vietnamese order. Official names stay Vietnamese in English mails.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

WEEKDAYS = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
KINDS = {  # in English mails; a kind that is not here keeps its Vietnamese name
    "công văn": "Official letter",
    "chỉ thị": "Directive",
    "kế hoạch": "Plan",
    "thông báo": "Notice",
    "công điện": "Telegram",
    "quyết định": "Decision",
}
LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # ngang huyền hỏi ngã sắc nặng


@dataclass(frozen=True)
class Due:
    """The end of a period as a reader sees it: a whole day, or an hour of it (`strict`: that minute is too late)."""

    day: date
    hour: time | None = None
    strict: bool = False


def due_of(value: Any, zone: ZoneInfo) -> Due:
    """A day, or the first instant after the end (local midnight: the end of the day before)."""
    if isinstance(value, Due):
        return value
    if isinstance(value, datetime):
        local = value.astimezone(zone)
        if local.time() == time(0):
            return Due(local.date() - timedelta(days=1))
        return Due(local.date(), local.time(), strict=True)
    return Due(value)


def day(value: date, language: str) -> str:
    if language == "en":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def dated(value: date, language: str) -> str:
    return f"{day(value, language)} ({WEEKDAYS[language][value.weekday()]})"


def hour(value: time, language: str) -> str:
    return f"{value:%H:%M}" if language == "en" else f"{value.hour:02d} giờ {value.minute:02d}"


def moment(local: datetime, language: str) -> str:
    joint = "on" if language == "en" else "ngày"
    return f"{hour(local.time(), language)} {joint} {day(local.date(), language)}"


def to_the_second(local: datetime, language: str) -> str:
    if language == "en":
        return f"{local:%H:%M:%S} on {dated(local.date(), language)}"
    return f"{local.hour:02d} giờ {local.minute:02d} phút {local.second:02d} giây, ngày {dated(local.date(), language)}"


def until(due: Due, language: str, weekday: bool = True) -> str:
    """ "đến hết ngày 21/12/2020 (thứ Hai)", "trước 17 giờ 00 ngày 22/12/2020"."""
    shown = dated(due.day, language) if weekday else day(due.day, language)
    if due.hour is None:
        return f"by the end of {shown}" if language == "en" else f"đến hết ngày {shown}"
    at = hour(due.hour, language)
    if language == "en":
        return f"{'before' if due.strict else 'by'} {at} on {shown}"
    return f"{'trước' if due.strict else 'đến'} {at} ngày {shown}"


def ends(due: Due, language: str, weekday: bool = True) -> str:
    """The same as a noun: "hết ngày 21/12/2020 (thứ Hai)", "the end of 21 December 2020 (Mon)"."""
    return until(due, language, weekday).removeprefix("đến ").removeprefix("by ")


def count(number: int, language: str) -> str:
    if language == "en":
        return f"{number:,}"
    return f"{number:02d}" if 0 < number < 10 else f"{number:,}".replace(",", ".")


def upfirst(words: str) -> str:
    return words[:1].upper() + words[1:]


def kind(value: str, language: str) -> str:
    return KINDS.get(value.lower(), upfirst(value)) if language == "en" else upfirst(value)


def title(directive: Any, language: str) -> tuple[str, str]:
    """ "Công văn số", "6321/UBND-TH"."""
    return f"{kind(directive.kind, language)} {'No.' if language == 'en' else 'số'}", directive.number


def short(name: str) -> str:
    """ "Ủy ban nhân dân huyện Ba Tơ" as it is written inside a sentence: "UBND huyện Ba Tơ"."""
    return re.sub(r"[ỦU](?:ỷ|y) ban nhân dân", "UBND", name)


def letterhead(issuer: str) -> str:
    """The issuing body in full and in capitals, as over an official letter."""
    return re.sub(r"^UBND\b", "Ủy ban nhân dân", issuer).upper()


def body_of(issuer: str) -> str:
    """ "UBND tỉnh Quảng Ngãi" as its own agencies call it: "UBND tỉnh"."""
    found = re.match(r"(UBND (?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|đặc khu))\b", short(issuer))
    return found[1] if found else issuer


def head_of(agency: str) -> str:
    """How the head of an agency is addressed where no name is known."""
    if agency.startswith("Sở "):
        return f"Giám đốc {agency}"
    if short(agency).startswith("UBND "):
        return f"Chủ tịch {agency}"
    return f"Thủ trưởng {agency}"


def collation(name: str) -> tuple[list[int], list[int]]:
    """Sort key: letters in Vietnamese order (a ă â … d đ …), then tones. Other signs sort before letters."""
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", name).lower():
        parts = unicodedata.normalize("NFD", letter)
        tone = next((part for part in parts if part in TONES), "")
        bare = unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts)
        letters.append(LETTERS[bare] + 0x80 if bare in LETTERS else min(ord(bare[0]), 0x7F))
        tones.append(TONES.get(tone, 0))
    return letters, tones


def roll(names: Iterable[str]) -> str:
    """Agencies in one line, localities of one kind together: "Sở Ngoại vụ; UBND các huyện Ba Tơ, Minh Long"."""
    groups: dict[str, list[str]] = {}
    for name in sorted((short(name) for name in names), key=collation):
        found = re.match(r"UBND (huyện|thị xã|thành phố|xã|phường|TP|TX) (.+)", name)
        groups.setdefault(found[1] if found else name, []).append(found[2] if found else name)
    return "; ".join(_line(head, members) for head, members in groups.items())


def _line(head: str, members: list[str]) -> str:
    if members == [head]:
        return head
    return f"UBND {head} {members[0]}" if len(members) == 1 else f"UBND các {head} {', '.join(members)}"


def one_line(text: str) -> str:
    """Nothing a header could be broken with: no line break, no control character, no doubled blank."""
    return " ".join("".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text).split())


def unbroken(words: str) -> Markup:
    """Numbers and addresses with a hyphen stay on one line; a non-breaking hyphen would spoil them when copied."""
    return Markup('<span style="white-space:nowrap">{}</span>').format(words)


def filters(language: str, zone: ZoneInfo) -> dict[str, Callable[..., Any]]:
    """The template filters of one language. In HTML their results never break over a line, in text they are plain."""

    def whole(form: Callable[..., str]) -> Callable[..., Any]:
        @pass_eval_context
        def filtered(context: EvalContext, value: Any, *args: Any, **kwargs: Any) -> str:
            text = form(value, *args, **kwargs)
            return Markup(text.replace(" ", "&nbsp;")) if context.autoescape else text

        return filtered

    @pass_eval_context
    def titled(context: EvalContext, directive: Any) -> str:
        what, number = title(directive, language)
        return Markup("{} {}").format(what, unbroken(number)) if context.autoescape else f"{what} {number}"

    def local(value: datetime) -> datetime:
        return value.astimezone(zone)

    return {
        "day": whole(lambda value: day(value, language)),
        "dated": whole(lambda value: dated(value, language)),
        "weekday": whole(lambda value: WEEKDAYS[language][value.weekday()]),
        "hour": whole(lambda value: hour(value, language)),
        "moment": lambda value: moment(local(value), language),
        "to_the_second": lambda value: to_the_second(local(value), language),
        "until": lambda value, weekday=True: until(due_of(value, zone), language, weekday),
        "ends": lambda value, weekday=True: ends(due_of(value, zone), language, weekday),
        "count": whole(lambda value: count(value, language)),
        "kind": lambda value: kind(value, language),
        "title": titled,
        "unbroken": unbroken,
        "upfirst": upfirst,
        "local_day": lambda value: local(value).date(),
        "short": short,
        "letterhead": letterhead,
        "body": body_of,
        "head": head_of,
        "roll": roll,
        "one_line": one_line,
    }
