"""Phrases that urge or refer without giving a day: no deadline is invented, and the reason is said.

Read only where somebody hands over the phrase; in running text they are not looked for.
"""

from __future__ import annotations

from reading.deadlines.periods import event, recurrence
from reading.deadlines.stream import Stream, Table, phrases
from states.deadlines import Rule

_URGENT = phrases(
    "khẩn trương", "sớm nhất", "thời gian sớm nhất", "sớm", "kịp thời", "gấp", "lập tức", "ngay", "hỏa tốc", "khẩn",
    "nhanh chóng",
)  # fmt: skip
_ONGOING = phrases("thường xuyên", "liên tục", "hằng năm", "hằng ngày")
_ELSEWHERE = phrases("theo")  # "theo tiến độ", "theo yêu cầu của Sở X", "theo Kế hoạch số …"
_AFTER_EVENT = phrases("ngay sau khi", "sau khi", "ngay khi", "khi")


def without_date(s: Stream) -> tuple[Rule, str, str] | None:
    """(rule, why there is no day in Vietnamese, in English), None when the words say nothing of time at all."""
    tables: tuple[tuple[Table[str], Rule, str, str], ...] = (
        (_ONGOING, Rule.RECURRING, "Việc thường xuyên, không có ngày kết thúc.", "ongoing work"),
        (_AFTER_EVENT, Rule.DATE, "Tính từ một sự kiện chưa có ngày: văn thư ghi ngày.", "an event without a date"),
        (_ELSEWHERE, Rule.DATE, "Thời hạn do văn bản, cơ quan khác định: văn thư ghi ngày.", "set in another document"),
        (
            _URGENT,
            Rule.DATE,
            "Chỉ nêu mức độ khẩn, không có ngày: văn thư đặt ngày kiểm soát.",
            "urgency without a day",
        ),
    )
    for i in range(s.length):
        if recurrence(s, i):
            return Rule.RECURRING, "Lặp lại theo kỳ: cần ấn định từng kỳ.", "recurring"
        if event(s, i):
            return Rule.DATE, "Chưa biết ngày của sự kiện: văn thư ghi ngày.", "an event without a date"
        for table, rule, why, missing in tables:
            if s.find_exactly(i, table):
                return rule, why, missing
    return None
