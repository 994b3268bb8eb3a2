"""One sample of every mail, with the people of công văn 6321/UBND-TH: for `dondoc mail preview` and the tests.

The figures are those of the morning of 22/12/2020, when the collection had just closed.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import config
from notifications.events import EVENTS, WITHOUT_DIRECTIVE
from notifications.message import Original
from records.outbox import Outgoing

SENT_AT = datetime(2020, 12, 22, 1, 30, tzinfo=UTC)  # 08:30 in the office
ORIGINAL = Original(
    "6321-UBND-TH.txt",
    "text/plain",
    (Path(config.__file__).parent / "samples" / "6321-UBND-TH.txt").read_bytes(),
)

PORTAL = "https://dondoc.quangngai.example"
LINK = f"{PORTAL}/t/Zt5mQm2rV0y1w7nKp3cXfA"

DIRECTIVE: dict[str, Any] = {
    "number": "6321/UBND-TH",
    "kind": "công văn",
    "issuer": "UBND tỉnh Quảng Ngãi",
    "issued_on": "2020-12-17",
    "subject": "xây dựng Kế hoạch thực hiện Chương trình hành động của Tỉnh ủy thực hiện Nghị quyết Đại hội đại biểu "
    "Đảng bộ tỉnh lần thứ XX",
    "ordered_by": "Chủ tịch UBND tỉnh",
    "lead_name": "Sở Kế hoạch và Đầu tư",
    "lead_code": "SKHDT",
    "lead_address": "skhdt@quangngai.example",
    "contents": ["sản phẩm", "cơ quan chủ trì", "nội dung tóm lược", "căn cứ pháp lý", "thời gian thực hiện cụ thể"],
    "filename": "6321-UBND-TH.txt",
    "submissions": {
        "words": "chậm nhất trước ngày 22/12/2020",
        "last_day": "2020-12-21",
        "time": None,
        "late_from": "2020-12-21T17:00:00+00:00",
        "disputed_until": "2020-12-22T17:00:00+00:00",
        "explanation_vi": "chậm nhất trước ngày 22/12/2020 → hết ngày 21/12/2020 (thứ Hai), còn 2 ngày làm việc, "
        "không kể ngày 22/12/2020",
        "explanation_en": "chậm nhất trước ngày 22/12/2020 → until the end of 21/12/2020 (Monday), "
        "2 working days left, 22/12/2020 itself is too late",
    },
    "plan": {
        "words": "chậm nhất ngày 25/12/2020",
        "last_day": "2020-12-25",
        "time": None,
        "late_from": "2020-12-25T17:00:00+00:00",
        "disputed_until": None,
        "explanation_vi": "chậm nhất ngày 25/12/2020 → hết ngày 25/12/2020 (thứ Sáu), còn 6 ngày làm việc",
        "explanation_en": "chậm nhất ngày 25/12/2020 → until the end of 25/12/2020 (Friday), 6 working days left",
    },
    "portal_url": PORTAL,
}

MORNING_OF_THE_22ND = "2020-12-22T01:30:00+00:00"  # 08:30 in the office
SILENT = [
    "Sở Ngoại vụ",
    "Ủy ban nhân dân huyện Trà Bồng",
    "Ủy ban nhân dân huyện Ba Tơ",
    "Ủy ban nhân dân huyện Sơn Hà",
    "Ủy ban nhân dân huyện Minh Long",
]
GROUP = "Các sở, ban ngành, đơn vị trực thuộc UBND tỉnh"
LOCALITIES = "UBND các huyện, thị xã, thành phố"

FACTS: dict[str, dict[str, Any]] = {
    "issue_notice": {"working_days_left": 2, "locality": False},
    "lead_notice": {"asked": 41},
    "receipt": {
        "rows": 3,
        "received_at": "2020-12-21T08:12:40+00:00",
        "receipt": "6321-UBND-TH.201217.SYT.1-0f9c",
        "version": 1,
        "standing": "on_time",
        "revisable_until": "2020-12-21T17:00:00+00:00",
    },
    "nil_acknowledged": {
        "by_name": "Nguyễn Thị Minh Hạnh",
        "by_position": "Phó Giám đốc",
        "received_at": "2020-12-18T09:05:11+00:00",
        "receipt": "6321-UBND-TH.201217.SNGV.1-0f9c",
        "standing": "on_time",
    },
    "reminder_before": {"working_days_left": 1},
    "reminder_on_the_day": {},
    "overdue": {"days": 1, "now": MORNING_OF_THE_22ND, "disputed": True},
    "escalation": {
        "now": "2020-12-23T01:30:00+00:00",
        "reminded_on": ["2020-12-18", "2020-12-21", "2020-12-22"],
        "mailbox": "h-tra-bong@quangngai.example",
    },
    "lead_digest": {
        "now": MORNING_OF_THE_22ND,
        "asked": 41,
        "answered": 35,
        "on_time": 33,
        "late": 1,
        "disputed": 1,
        "nil": 3,
        "returned": 2,
        "waived": 1,
        "silent": SILENT,
        "rows_waiting": 60,
        "extensions_asked": [{"name": "Ủy ban nhân dân huyện Sơn Hà", "until": "2020-12-23"}],
        "plan_working_days_left": 3,
    },
    "collection_closed": {"now": "2020-12-21T17:00:00+00:00", "asked": 41, "answered": 35, "silent": SILENT},
    "extension_asked": {
        "agency_name": "Ủy ban nhân dân huyện Sơn Hà",
        "until": "2020-12-23",
        "reason": "Huyện đang lấy ý kiến các phòng chuyên môn và 14 xã, thị trấn;\nmưa lớn ngày 19/12 làm gián đoạn.",
        "asked_at": "2020-12-21T03:20:00+00:00",
    },
    "request_received": {
        "kind": "extension",
        "receipt": "6321-UBND-TH.201217.H-SON-HA.GH9-0f9c",
        "received_at": "2020-12-21T03:20:00+00:00",
        "words": "Huyện đang lấy ý kiến các phòng chuyên môn và 14 xã, thị trấn.",
        "until": "2020-12-23",
        "belongs_to": None,
        "by_name": "Đinh Văn Trường",
        "by_position": "Phó Chánh Văn phòng",
    },
    "reassignment_asked": {
        "agency_name": "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh",
        "belongs_to": "Sở Giao thông vận tải",
        "reason": "Ban chỉ quản lý dự án được giao; nhiệm vụ quy hoạch thuộc chức năng của Sở.",
        "asked_at": "2020-12-18T02:15:00+00:00",
    },
    "question_asked": {
        "agency_name": "Sở Ngoại vụ",
        "agency_address": "sngv@quangngai.example",
        "question": "Nhiệm vụ đã có trong Kế hoạch năm 2020 có phải đề xuất lại không?",
        "asked_at": "2020-12-18T02:40:00+00:00",
        "by_name": "Nguyễn Thị Minh Hạnh",
        "by_position": "Phó Giám đốc",
    },
    "question_answered": {
        "question": "Nhiệm vụ đã có trong Kế hoạch năm 2020 có phải đề xuất lại không?",
        "answer": "Chỉ đề xuất lại phần chuyển tiếp sang năm 2021, ghi rõ mốc hoàn thành.",
        "answered_by": "Phan Văn Hiếu",
        "asked_at": "2020-12-18T02:40:00+00:00",
    },
    "extension_granted": {
        "old_last_day": "2020-12-21",
        "new_last_day": "2020-12-23",
        "asked_on": "2020-12-21",
        "granted_by": "Chủ tịch UBND tỉnh",
        "reason": None,
    },
    "extension_refused": {
        "reason": "Sở Kế hoạch và Đầu tư chỉ còn 04 ngày làm việc để tổng hợp, trình Chủ tịch UBND tỉnh.",
        "asked_on": "2020-12-18",
        "refused_by": "Chủ tịch UBND tỉnh",
    },
    "returned_for_revision": {
        "items": [
            {
                "task": "Nâng cấp các trạm y tế xã đạt tiêu chí quốc gia",
                "reason": "chưa ghi căn cứ pháp lý; thời gian “thường xuyên” chưa cụ thể",
            },
            {"task": "Đào tạo bác sĩ tuyến huyện", "reason": "chưa rõ sản phẩm trình UBND tỉnh"},
        ],
        "new_last_day": "2020-12-23",
    },
    "plan_overdue": {"days": 3, "now": "2020-12-28T01:30:00+00:00"},
    "plan_submitted": {
        "answered": 40,
        "asked": 41,
        "rows": 93,
        "memo_number": "2254/TTr-SKHĐT",
        "silent": ["Ủy ban nhân dân huyện Trà Bồng"],
        "plan_name": "thực hiện Chương trình hành động số 01-CTr/TU ngày 27/11/2020 của Tỉnh ủy",
        "version": 2,
    },
    "plan_returned": {
        "reason": "Cần ghi rõ thời gian hoàn thành của các nhiệm vụ tại mục III;\n"
        "mỗi nhiệm vụ chỉ một cơ quan chủ trì.",
        "new_last_day": "2020-12-28",
        "by": "Chủ tịch UBND tỉnh",
    },
    "promulgated": {"plan_number": "168/KH-UBND", "plan_date": "2020-12-30", "own_rows": 3},
    "withdrawn": {
        "reason": "Điều chỉnh phạm vi theo ý kiến của Ban Thường vụ Tỉnh ủy.",
        "replaced_by": "Công văn số 6402/UBND-TH ngày 22/12/2020",
    },
    "mail_bounced": {
        "failed_event": "issue_notice",
        "agency_name": "Ủy ban nhân dân huyện Ba Tơ",
        "address": "h-ba-to@quangngai.example",
        "at": "2020-12-18T01:02:00+00:00",
        "code": 552,
        "reason": "5.2.2 Mailbox full",
    },
    "clerk_questions": {
        "filename": "6402-UBND-NC.docx",
        "document": "5b0d3ce81f27",
        "questions": [
            "Thời hạn “chậm nhất trước ngày 22/12/2020”: hiểu là hết ngày 21/12/2020 (thứ Hai)?",
            "“Sở KHĐT”: có phải Sở Kế hoạch và Đầu tư?",
            "“các cơ quan, đơn vị liên quan”: gồm những cơ quan nào?",
        ],
    },
    "intake_rejected": {
        "filename": "scan-0017.pdf",
        "reason": "Tệp PDF được đặt mật khẩu nên không đọc được nội dung.",
    },
}

# (code, name, phrase, the recipient's own last day) by event; the others go to Sở Y tế.
RECIPIENTS = {
    "nil_acknowledged": ("SNGV", "Sở Ngoại vụ", GROUP, "2020-12-21"),
    "request_received": ("H-SON-HA", "Ủy ban nhân dân huyện Sơn Hà", LOCALITIES, "2020-12-21"),
    "question_answered": ("SNGV", "Sở Ngoại vụ", GROUP, "2020-12-21"),
    "reminder_on_the_day": ("H-TRA-BONG", "Ủy ban nhân dân huyện Trà Bồng", LOCALITIES, "2020-12-21"),
    "overdue": ("H-TRA-BONG", "Ủy ban nhân dân huyện Trà Bồng", LOCALITIES, "2020-12-21"),
    "escalation": ("H-TRA-BONG", "Ủy ban nhân dân huyện Trà Bồng", LOCALITIES, "2020-12-21"),
    "extension_granted": ("H-SON-HA", "Ủy ban nhân dân huyện Sơn Hà", LOCALITIES, "2020-12-23"),
    "extension_refused": ("H-SON-HA", "Ủy ban nhân dân huyện Sơn Hà", LOCALITIES, "2020-12-21"),
}
OFFICES = {
    "lead": ("SKHDT", "Sở Kế hoạch và Đầu tư", "skhdt@quangngai.example"),
    "chairman": ("chairman", "Chủ tịch UBND tỉnh", "vpub@quangngai.example"),
    "clerk": ("clerk", "Văn thư", "vanthu@quangngai.example"),
}


def sample(event: str, *, portal: bool = True, **changed: Any) -> Outgoing:
    """The outbox row of one event as it would be claimed. `portal=False`: no link; `changed` replaces facts."""
    audience = EVENTS[event].audience
    if audience == "agency":
        code, name, phrase, last_day = RECIPIENTS.get(event, ("SYT", "Sở Y tế", GROUP, "2020-12-21"))
        address = f"{code.lower()}@quangngai.example"
    else:
        (code, name, address), phrase, last_day = OFFICES[audience], None, None
    own = {"code": code, "name": name, "phrase": phrase, "last_day": last_day, "link": LINK if portal else ""}
    with_directive = event not in WITHOUT_DIRECTIVE
    return Outgoing(
        id=1,
        directive_id="0f9c1b8e-6d0c-4d53-9a6e-0d6e5b8c7a10" if with_directive else None,
        event=event,
        to_address=address,
        to_name=name,
        agency=code if audience == "agency" else None,
        message_id=f"<sample.{event}@quangngai.example>",
        thread_id="<0f9c1b8e-6d0c-4d53-9a6e-0d6e5b8c7a10@quangngai.example>",
        facts={**own, **FACTS[event], **changed},
        directive={**DIRECTIVE, "portal_url": PORTAL if portal else ""} if with_directive else {},
        audit_seq=7 if with_directive else 0,
        audit_head="7be052ad0f6e31f8c2d9a40b6e15" + "0" * 36 if with_directive else "",
        attempts=0,
    )
