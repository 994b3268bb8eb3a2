"""A plain công văn around what a test is about: its heading, or its orders."""

from __future__ import annotations

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
HEADING = f"""ỦY BAN NHÂN DÂN
TỈNH QUẢNG NAM

{STATE}
Số: 512/UBND-TH
V/v thực hiện một số nhiệm vụ

Quảng Nam, ngày 10 tháng 5 năm 2022

Kính gửi:
- Các sở, ban, ngành;
- UBND các huyện, thị xã, thành phố.

"""
ORDER = "\nYêu cầu các đơn vị báo cáo UBND tỉnh trước ngày 20/5/2022./.\n"
FOOTER = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT, TH.\n\nCHỦ TỊCH\n\nLê Văn Minh\n"
ADDRESSED = ["Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"]


def ordering(orders: str) -> str:
    return HEADING + orders + FOOTER


def headed(heading: str, footer: str = FOOTER) -> str:
    return heading + ORDER + footer
