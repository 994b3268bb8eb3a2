"""Measures of Decree 30/2020/NĐ-CP, annex I, sections I and II, as this office uses them. Millimetres."""

FONT = "Times New Roman"
# The page, A4. The decree leaves room: top and bottom 20-25, left 30-35, right 15-20.
SHORT, LONG = 210.0, 297.0
TOP = BOTTOM = 20.0
LEFT, RIGHT = 30.0, 15.0
HEADER = 8.0  # from the edge to the page number, which stands in the top margin
WIDTH = SHORT - LEFT - RIGHT
WIDTH_OF_ANNEX = LONG - LEFT - RIGHT  # a landscape page
# The plan's annex, shared by the Word table and the Excel sheet: heading, width.
PLAN_COLUMNS = {
    "STT": 11,
    "Nội dung nhiệm vụ": 33,
    "Sản phẩm": 31,
    "Nội dung tóm lược": 53,
    "Cơ quan chủ trì": 23,
    "Cơ quan phối hợp": 26,
    "Thời gian thực hiện": 21,
    "Căn cứ pháp lý": 42,  # "33/2007/PL-UBTVQH11" stays on one line
    "Ghi chú": 12,
}
