"""The words of the office for what the code names: states and standings, Vietnamese first (domain glossary, section h)."""

STATES = {
    "issued": ("Đã phát hành", "issued"),
    "awaiting_submissions": ("Đang chờ báo cáo", "awaiting submissions"),
    "consolidating": ("Đang tổng hợp", "consolidating"),
    "submitted_to_chairman": ("Đã trình Chủ tịch", "submitted to the Chairman"),
    "promulgated": ("Đã ban hành", "promulgated"),
    "withdrawn": ("Đã thu hồi", "withdrawn"),
}
DUTIES = {
    "pending": ("Chưa gửi", "not sent"),
    "submitted": ("Đã gửi, chờ xem xét", "sent, to be reviewed"),
    "accepted": ("Đã chấp nhận", "accepted"),
    "returned": ("Trả lại để hoàn thiện", "returned for revision"),
    "nil": ("Không có đề xuất", "nothing to propose"),
    "waived": ("Được miễn", "waived"),
    "reassigned": ("Đã chuyển cơ quan khác", "reassigned"),
}
STANDINGS = {
    "on_time": ("Gửi đúng hạn", "on time"),
    "disputed": ("Gửi trong ngày còn cách hiểu khác nhau", "received on the disputed day"),
    "late": ("Gửi quá hạn", "received late"),
}
TIMERS = {
    "closes_at": ("Hết hạn gửi", "the collection closes"),
    "remind_at": ("Nhắc cơ quan chưa gửi", "reminder to silent agencies"),
    "digest_at": ("Báo cáo tình hình cho đầu mối", "digest to the lead"),
    "urge_at": ("Đầu mối quá hạn trình", "the lead is reminded of the overdue plan"),
}
