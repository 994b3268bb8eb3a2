"""The words that make a date a deadline: "chậm nhất", "trước", "đến hết", "trong vòng", "hạn cuối:", …"""

from __future__ import annotations

from dataclasses import dataclass

from config.letters import folded
from reading.deadlines.hours import day_part
from reading.deadlines.meaning import Bound
from reading.deadlines.stream import Stream, Table, phrases

_LATEST, _BEFORE, _END, _TO, _ON = "latest", "before", "end", "to", "on"
_DONE, _SPAN, _AFTER, _FILL = "done", "span", "after", "fill"

# Longer ones first. A connector is a run of these: "chậm nhất là đến hết", "trong thời hạn không quá".
_ITEMS: Table[str] = Table((
    ("chậm nhất", _LATEST), ("muộn nhất", _LATEST), ("trễ nhất", _LATEST), ("không được quá", _LATEST),
    ("không được chậm hơn", _LATEST), ("không được muộn hơn", _LATEST), ("không được vượt quá", _LATEST),
    ("không để quá", _LATEST), ("không để chậm hơn", _LATEST), ("không muộn hơn", _LATEST), ("không chậm hơn", _LATEST),
    ("không trễ hơn", _LATEST), ("không vượt quá", _LATEST), ("không quá", _LATEST), ("tối đa", _LATEST),
    ("hạn chót", _LATEST), ("hạn cuối cùng", _LATEST), ("hạn cuối", _LATEST), ("thời hạn cuối cùng", _LATEST),
    ("thời hạn cuối", _LATEST), ("thời hạn chót", _LATEST), ("thời hạn chậm nhất", _LATEST),
    ("trước hoặc trong", _END), ("trước và trong", _END), ("trong và trước", _END), ("trong hoặc trước", _END),
    ("trước hoặc đúng", _END), ("trước thời điểm", _BEFORE), ("trước", _BEFORE),
    ("trong vòng", _SPAN), ("trong thời hạn", _SPAN), ("trong thời gian", _SPAN), ("trong khoảng thời gian", _SPAN),
    ("thời hạn", _SPAN), ("hết", _END), ("cho đến", _TO), ("cho tới", _TO), ("đến", _TO), ("tới", _TO),
    ("ngay trong", _ON), ("vào lúc", _ON), ("trong", _ON), ("vào", _ON), ("hoàn thành", _DONE), ("xong", _DONE),
    ("sau", _AFTER), ("thời điểm", _FILL), ("lúc", _FILL), ("là", _FILL), ("ngay", _FILL), ("khoảng", _FILL),
    ("phải", _FILL),
))  # fmt: skip
_MOST_ITEMS = 7
_LIMIT_NOUNS = phrases(
    "thời hạn", "hạn", "thời gian gửi", "thời gian nộp", "thời gian hoàn thành", "thời gian báo cáo",
    "thời gian nhận", "thời gian tiếp nhận", "thời gian trả lời", "thời gian trình",
)  # fmt: skip
# What may stand between "thời hạn" and its date; anything else ("thời hạn tại Công văn số … ngày …") cites.
_LIMIT_WORDS = frozenset(
    folded(word)
    for words in (
        "gửi nộp báo cáo trả lời hoàn thành đăng ký góp ý tham gia kiến đề xuất về hồ sơ văn bản cung cấp số liệu",
        "thực hiện trình thông tin tổng hợp phản hồi cho của các cơ quan đơn vị địa phương dự thảo danh sách kết quả",
        "xong nhận tiếp chót cuối cùng bài thi giao nhiệm vụ sản phẩm ban hành chậm",
    )
    for word in words.split()
)


@dataclass(frozen=True)
class Connector:
    """What the run of words says together, and where it ends."""

    end: int
    bound: Bound
    latest: bool = False
    span: bool = False  # "trong vòng", "thời hạn": a period follows
    after: bool = False
    on: bool = False
    done: bool = False
    before: bool = False

    @property
    def strong(self) -> bool:
        """These words alone make a deadline; "đến", "trong", "vào" also tell of meetings and of figures."""
        return self.latest or self.before


def connector(s: Stream, i: int) -> Connector | None:
    """The longest run of connecting words at `i`, None when none of them binds."""
    seen: list[str] = []
    end = i
    while len(seen) < _MOST_ITEMS:
        # "hết giờ làm việc ngày …", "trong giờ hành chính": an hour, of which the first word is no connector
        part = day_part(s, end)
        if part is not None and part[1] > end + 1:
            break
        comma = s.past(end, ",:") if _LATEST in seen else end  # "chậm nhất, trước ngày …"
        item = _sign_before(s, comma) or s.find(comma, _ITEMS)
        if item is None or (seen and s.at(end).new_paragraph):
            break
        if s.at(end).key == "ngay" and s.number(end + 1) is not None:
            break  # "trong ngay 22/12": a day that lost its accent
        seen.append(item[0])
        end = item[1]
    kinds = set(seen) - {_FILL}
    if not kinds or (_DONE in kinds and len(kinds) > 1):
        return None  # "hoàn thành trước ngày D": the phrase begins at "trước"
    before = _BEFORE in kinds
    # "trước hết ngày D", "đến hết": up to the end of D
    inclusive = _END in kinds and (not before or seen.index(_BEFORE) < len(seen) - 1 - seen[::-1].index(_END))
    before = before and not inclusive
    return Connector(
        end,
        bound=_bound(kinds, before, inclusive),
        latest=_LATEST in kinds,
        span=_SPAN in kinds,
        after=_AFTER in kinds and _LATEST not in kinds,
        on=_ON in kinds,
        done=_DONE in kinds,
        before=before,
    )


def _bound(kinds: set[str], before: bool, inclusive: bool) -> Bound:
    if before:
        return Bound.MIXED if _LATEST in kinds else Bound.BEFORE
    if _LATEST in kinds or inclusive:
        return Bound.BY
    return Bound.TO if _TO in kinds else Bound.ON


def _sign_before(s: Stream, i: int) -> tuple[str, int] | None:
    """ "tr.22/12", "<22/12", "≤ 22/12"."""
    if s.at(i).key == "tr" and (s.sign(i + 1, ".") or s.number(i + 1) is not None or s.words(i + 1, "ngày")):
        return _BEFORE, s.past(i + 1, ".")
    if s.sign(i, "<≤"):
        inclusive = s.at(i).key == "≤" or s.at(i + 1).key == "="
        return (_END if inclusive else _BEFORE), i + 2 if s.at(i + 1).key == "=" else i + 1
    return None


def limit_noun(s: Stream, i: int) -> int | None:
    """The index after "Thời hạn gửi báo cáo:", "Hạn nộp", "hạn cuối là": a date right there is the deadline."""
    end = s.past_any(i, _LIMIT_NOUNS)
    if end is None:
        return None
    last = end + 10
    while end < last and s.at(end).key in _LIMIT_WORDS and not s.at(end).new_paragraph:
        end += 1
    return s.words(end, "là") or s.sign(end, ":") or end
