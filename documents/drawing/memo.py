"""Tờ trình: grounds, how it was collected, what was merged or set aside, proposal (domain notes, f).

Point 3 and the annex are the proof, in the office's own language, that nothing was lost.
"""

from dataclasses import replace

from documents.decree import WIDTH
from documents.drawing.blocks import addressed_to, annex, body, heading, many, point, signed, title
from documents.drawing.sections import end_of_annex, end_of_letter
from documents.drawing.tables import Column, Listing

_OPENING = (
    "Thực hiện ý kiến của {{ ordered_by }} tại {{ directive }} về việc {{ directive_subject }}, {{ speaker }} đã tổng "
    "hợp đề xuất của các cơ quan, đơn vị, địa phương, xây dựng dự thảo Kế hoạch; kính trình {{ report_to }} như sau:"
)
_COLLECTED = (
    "{{ ordered_by }} yêu cầu {{ asked|figure }} cơ quan, đơn vị, địa phương báo cáo {{ report_to }}"
    "{% if through %} (qua {{ through }}){% endif %} {{ deadline }}"
    "{% if deadline_reading %}, được hiểu là {{ deadline_reading }}{% endif %}. Đến {{ as_of }}, đã có "
    "{{ answered|figure }}/{{ asked|figure }} cơ quan, đơn vị, địa phương gửi đề xuất"
    "{% if breakdown %} ({{ breakdown }}){% endif %}"
    "{% if nil %}; {{ nil|figure }} cơ quan không có đề xuất{% endif %}"
    "{% if reassigned %}; {{ reassigned|figure }} cơ quan được chuyển cho cơ quan khác thực hiện{% endif %}"
    "{% if waived %}; {{ waived|figure }} cơ quan được miễn{% endif %}; "
    "{% if missing %}còn {{ missing|figure }} cơ quan chưa gửi{% else %}không còn cơ quan nào chưa gửi{% endif %}."
    "{% if lists %} Cụ thể:{% endif %}"
)
_BALANCE = (
    "Tổng số nội dung đề xuất đã nhận: {{ received|figure }}; trong đó, đưa vào Kế hoạch: {{ kept|figure }}; ghép vào "
    "nhiệm vụ khác của Kế hoạch: {{ merged|length|figure }}; để ngoài Kế hoạch: {{ set_aside|length|figure }}"
    "{% if undecided %}; đang xem xét: {{ undecided|figure }}{% endif %}."
    "{% if not undecided %} Mọi nội dung đề xuất đều được xem xét, không có nội dung nào bị bỏ sót.{% endif %}"
    "{% if added %} {{ speaker }} bổ sung {{ added|figure }} nhiệm vụ.{% endif %}"
    "{% if merged or set_aside %} Kết quả xử lý và lý do đối với từng nội dung được ghép, để ngoài Kế hoạch nêu tại "
    "Phụ lục kèm theo.{% endif %}"
)
_PROPOSAL = (
    "{{ speaker }} kính đề nghị {{ report_to }} xem xét, ban hành Kế hoạch {{ subject }} (gửi kèm: {{ enclosures }})."
)
_MERGED_INTO = (
    "Ghép vào nhiệm vụ {{ row.into }}: {{ row.into_task }}{% if row.explanation %}. {{ row.explanation }}{% endif %}"
)


def template() -> str:
    return _text() + signed() + end_of_letter() + _annex() + end_of_annex(wide=False)


def _text() -> str:
    return (
        heading()
        + title("TỜ TRÌNH", "Về việc ban hành Kế hoạch {{ subject }}")
        + addressed_to("{{ addressee }}")
        + body(_OPENING)
        + point("1. Căn cứ")
        + many("for line in grounds", body("- {{ line }}"))
        + point("2. Quá trình tổng hợp")
        + body(_COLLECTED)
        + many("for list in lists", body("- {{ list.label }}: {{ list.agencies }}."))
        + point("3. Tiếp thu, giải trình")
        + body(_BALANCE)
        + point("4. Kiến nghị")
        + body(_PROPOSAL)
        + body("Kính trình {{ report_to }} xem xét, quyết định./.", last=True)
    )


def _annex() -> str:
    outcome = Column("Kết quả xử lý, lý do", 63, "{{ row.reason }}")
    aside = Listing(
        (
            Column("STT", 11, "{{ row.stt }}", "BangGiua"),
            Column("Nội dung đề xuất", 56, "{{ row.task }}"),
            Column("Cơ quan đề xuất", 35, "{{ row.agency }}"),
            outcome,
        )
    )
    merged = Listing((*aside.columns[:-1], replace(outcome, field=_MERGED_INTO)))
    table = aside.xml(
        aside.group("I", "Nội dung được ghép vào nhiệm vụ khác của Kế hoạch"),
        *merged.rows("merged", empty="Không có."),
        aside.group("II", "Nội dung để ngoài Kế hoạch"),
        *aside.rows("set_aside", empty="Không có."),
    )
    return annex("Phụ lục", "TỔNG HỢP CÁC NỘI DUNG ĐƯỢC GHÉP, ĐỂ NGOÀI KẾ HOẠCH", WIDTH) + table
