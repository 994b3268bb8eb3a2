"""Báo cáo of who answered; the list of what was set aside; công văn đôn đốc (domain notes, g-14)."""

from documents.decree import WIDTH, WIDTH_OF_ANNEX
from documents.drawing.blocks import (
    addressed_to,
    addressed_to_all,
    annex,
    body,
    heading,
    many,
    point,
    signed,
    title,
)
from documents.drawing.page import paragraph
from documents.drawing.sections import end, end_of_annex, end_of_letter
from documents.drawing.tables import Column, Listing, kept_in_two

_STT = Column("STT", 12, "{{ row.stt }}", "BangGiua")
_REPORT_OPENING = (
    "Thực hiện {{ directive }} của {{ ordered_by }} về việc {{ directive_subject }}, {{ speaker }} báo cáo tình hình "
    "gửi đề xuất của các cơ quan, đơn vị, địa phương đến {{ as_of }} như sau:"
)
_REPORT_DEADLINE = (
    "Thời hạn báo cáo: {{ deadline }}{% if deadline_reading %}, được hiểu là {{ deadline_reading }}{% endif %}."
    "{% if disputed %} Cơ quan gửi trong ngày mà cụm từ thời hạn còn cách hiểu khác nhau được ghi nhận riêng."
    "{% endif %}"
)
_REPORT_PROPOSAL = (
    "Kính đề nghị {{ ordered_by }} chỉ đạo Thủ trưởng {{ missing|figure }} cơ quan, địa phương chưa gửi khẩn trương "
    "báo cáo, làm rõ nguyên nhân, trách nhiệm của việc chậm trễ."
)
_URGING_OPENING = (
    "{{ directive_day|upfirst }}, {{ ordered_by }} ban hành {{ directive_kind }} số\u00a0{{ directive_number }} về "
    "việc {{ directive_subject }}, trong đó yêu cầu các cơ quan, đơn vị, địa phương báo cáo {{ report_to }}"
    "{% if through %} (qua {{ through }}){% endif %} {{ deadline }}. Tuy nhiên, đến {{ as_of }} còn "
    "{{ missing|figure }}/{{ asked|figure }} cơ quan, địa phương chưa báo cáo (Phụ lục kèm theo)."
)
_REQUEST = (
    "Để kịp tổng hợp, trình {{ report_to }} đúng thời hạn, {{ collector }} đề nghị Thủ trưởng các cơ quan, đơn vị nêu "
    "trên quan tâm, sớm gửi báo cáo, chậm nhất {{ new_deadline }}."
)
_ORDER = (
    "Để kịp tổng hợp, trình {{ report_to }} đúng thời hạn, {{ ordered_by }} yêu cầu Thủ trưởng các cơ quan, đơn vị nêu "
    "trên khẩn trương báo cáo chậm nhất {{ new_deadline }}; đồng thời làm rõ nguyên nhân, trách nhiệm của việc chậm "
    "trễ."
)


def answer_report() -> str:
    """Báo cáo: figures, lists, and what the superior body is asked for while somebody is silent."""
    return (
        heading()
        + title("BÁO CÁO", "Tình hình gửi đề xuất nhiệm vụ theo {{ directive }}")
        + addressed_to("{{ addressee }}")
        + body(_REPORT_OPENING)
        + point("1. Tình hình chung")
        + body(_REPORT_DEADLINE)
        + _figures()
        + paragraph("Cach")
        + point("2. Danh sách cụ thể")
        + _agencies()
        + paragraph("Cach")
        + many("if missing", point("3. Kiến nghị"), body(_REPORT_PROPOSAL))
        + body("{{ speaker }} kính báo cáo {{ report_to }} xem xét, chỉ đạo./.", last=True)
        + signed()
        + end()
    )


def _figures() -> str:
    figures = Listing(
        (
            _STT,
            Column("Tình trạng", 91, "{{ row.label }}"),
            Column("Số cơ quan", 31, "{{ row.agencies|figure }}", "BangGiua"),
            Column("Số nội dung đề xuất", 31, "{{ row.rows|figure }}", "BangGiua"),
        )
    )
    total = Listing(
        (
            Column("", 12, "", "BangGiua"),
            Column("", 91, "Tổng số", "BangNhom"),
            Column("", 31, "{{ asked|figure }}", "BangGiua"),
            Column("", 31, "{{ rows|figure }}", "BangGiua"),
        )
    )
    return figures.xml(*figures.rows("summary"), total.line())


def _agencies() -> str:
    agencies = Listing(
        (
            _STT,
            Column("Cơ quan, đơn vị, địa phương", 56, "{{ row.agency }}"),
            Column("Thời điểm nhận", 30, "{{ row.received }}", "BangGiua"),
            Column("Số nội dung", 19, "{{ row.rows }}", "BangGiua"),
            Column("Ghi chú", 48, "{{ row.note }}"),
        )
    )
    return agencies.xml(
        agencies.tag("for group in groups"),
        agencies.group("{{ group.numeral }}", "{{ group.label }}: {{ group.agencies|figure }} cơ quan"),
        *agencies.rows("group.answers"),
        agencies.tag("endfor"),
    )


def set_aside() -> str:
    """The rows set aside with their reasons: an annex in a file of its own."""
    aside = Listing(
        (
            Column("STT", 11, "{{ row.stt }}", "BangGiua"),
            Column("Nội dung đề xuất", 53, "{{ row.task }}"),
            Column("Sản phẩm", 46, "{{ row.product }}"),
            Column("Cơ quan đề xuất", 34, "{{ row.agency }}"),
            Column(kept_in_two("Thời gian thực hiện"), 22, "{{ row.schedule }}", "BangGiua"),
            Column("Căn cứ pháp lý", 42, "{{ row.legal_basis }}"),
            Column("Lý do để ngoài Kế hoạch", 44, "{{ row.reason }}"),
        )
    )
    return (
        annex("Phụ lục", "DANH SÁCH NỘI DUNG ĐỂ NGOÀI KẾ HOẠCH", WIDTH_OF_ANNEX)
        + many("if subject", body("Kế hoạch {{ subject }}: {{ rows|length|figure }} nội dung để ngoài."))
        + aside.xml(*aside.rows("rows", empty="Không có nội dung nào để ngoài Kế hoạch."))
        + end(wide=True)
    )


def urging() -> str:
    """Công văn đôn đốc: the superior body orders, a peer requests."""
    agencies = Listing(
        (
            _STT,
            Column("Cơ quan, đơn vị, địa phương", 92, "{{ row.agency }}"),
            Column("Ghi chú", 61, "{{ row.note }}"),
        )
    )
    thanks = "Rất mong nhận được sự quan tâm, phối hợp của Quý cơ quan./."
    closing = "Yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc thực hiện./."
    return (
        heading("V/v đôn đốc thực hiện {{ directive }}")
        + addressed_to_all()
        + body(_URGING_OPENING)
        + many("if by_lead", body(_REQUEST), body(thanks, last=True))
        + many("if not by_lead", body(_ORDER), body(closing, last=True))
        + signed()
        + end_of_letter()
        + annex("Phụ lục", "DANH SÁCH CƠ QUAN, ĐƠN VỊ, ĐỊA PHƯƠNG CHƯA BÁO CÁO", WIDTH)
        + agencies.xml(*agencies.rows("rows"))
        + end_of_annex(wide=False)
    )
