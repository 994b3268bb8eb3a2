"""Kế hoạch: I purpose, II tasks, III organisation; the tasks in an annex on landscape pages (domain notes, f)."""

from documents.decree import PLAN_COLUMNS, WIDTH_OF_ANNEX
from documents.drawing.blocks import annex, body, heading, many, point, signed, title
from documents.drawing.page import paragraph
from documents.drawing.sections import end_of_annex, end_of_letter
from documents.drawing.tables import Column, Listing, kept_in_two

_FIELDS = ("stt", "task", "product", "summary", "lead", "coordinate", "schedule", "legal_basis", "note")
_CENTRED = ("stt", "schedule")
_OPENING = "{% if ground %}{{ ground }}, {% endif %}{{ body }} ban hành Kế hoạch {{ subject }} như sau:"
_TASKS = (
    "Kế hoạch gồm {{ tasks|figure }} nhiệm vụ{% if groups > 1 %}, chia thành {{ groups|figure }} nhóm{% endif %}; nội "
    "dung, sản phẩm, cơ quan chủ trì, cơ quan phối hợp, thời gian thực hiện của từng nhiệm vụ nêu tại Phụ lục kèm theo"
    "{% if groups > 1 %}, cụ thể:{% else %}.{% endif %}"
)
_GROUP = (
    "- {% if section.numeral %}Nhóm {{ section.numeral }}. {% endif %}{{ section.title }}: {{ section.tasks|figure }} "
    "nhiệm vụ{% if loop.last %}.{% else %};{% endif %}"
)
_CARRIED_OUT = (
    "1. {{ heads }} căn cứ nhiệm vụ được giao tại Kế hoạch này khẩn trương tổ chức thực hiện, bảo đảm chất lượng, đúng "
    "thời gian quy định; chịu trách nhiệm trước {{ body }} về kết quả thực hiện."
)
_FOLLOWED_UP = "2. {{ lead }} theo dõi, đôn đốc, tổng hợp tình hình thực hiện, báo cáo {{ body }} theo quy định."
_DIFFICULTIES = (
    "3. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị, địa phương kịp thời phản ánh về "
    "{{ lead }} để tổng hợp, báo cáo {{ body }} xem xét, quyết định./."
)


def template() -> str:
    return _text() + signed() + end_of_letter() + _annex() + end_of_annex(wide=True)


def _text() -> str:
    return (
        heading()
        + title("KẾ HOẠCH", "{{ subject|upfirst }}")
        + many("for line in grounds", paragraph("CanCu", "{{ line }}"))
        + body(_OPENING)
        + point("I. MỤC ĐÍCH, YÊU CẦU")
        + point("1. Mục đích")
        + many("for line in purposes", body("- {{ line }}"))
        + point("2. Yêu cầu")
        + many("for line in requirements", body("- {{ line }}"))
        + point("II. NHIỆM VỤ, GIẢI PHÁP")
        + body(_TASKS)
        + many("if groups > 1", many("for section in sections if section.title", body(_GROUP)))
        + point("III. TỔ CHỨC THỰC HIỆN")
        + body(_CARRIED_OUT)
        + body(_FOLLOWED_UP)
        + body(_DIFFICULTIES, last=True)
    )


def _annex() -> str:
    columns = (
        Column(kept_in_two(title), width, f"{{{{ row.{field} }}}}", "BangGiua" if field in _CENTRED else "Bang")
        for (title, width), field in zip(PLAN_COLUMNS.items(), _FIELDS, strict=True)
    )
    tasks = Listing(tuple(columns))
    return annex("Phụ lục", "{{ annex_title }}", WIDTH_OF_ANNEX) + tasks.xml(
        tasks.tag("for section in sections"),
        tasks.tag("if section.title"),
        tasks.group("{{ section.numeral }}", "{{ section.title }}"),
        tasks.tag("endif"),
        tasks.tag("for row in section.rows"),
        tasks.line(),
        tasks.tag("endfor"),
        tasks.tag("endfor"),
        tasks.tag("if not tasks"),
        tasks.across("Chưa có nhiệm vụ nào được đưa vào Kế hoạch."),
        tasks.tag("endif"),
    )
