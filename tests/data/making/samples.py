"""The Word and PDF samples: the seed in the layout that it had on paper, and directives of other offices."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from decree30 import Letter, write  # noqa: E402

TARGET = Path(__file__).parents[1] / "directives"

SEED = Letter(
    issuer=["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"],
    number="Số: 6321 /UBND-TH",
    subject="xây dựng Kế hoạch thực hiện Chương trình hành động của Tỉnh ủy thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX",
    place_date="Quảng Ngãi, ngày 17 tháng 12 năm 2020",
    addressees=["Các sở, ban ngành, đơn vị trực thuộc UBND tỉnh;", "UBND các huyện, thị xã, thành phố."],
    body=[
        "Qua xem xét nội dung đề nghị của Giám đốc Sở Kế hoạch và Đầu tư tại Công văn số 2186/SKHĐT-TH ngày 11/12/2020 về việc xây dựng Kế hoạch thực hiện Chương trình hành động của Tỉnh ủy thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX (bản chụp kèm theo), Chủ tịch UBND tỉnh có ý kiến như sau:",
        "1. Yêu cầu Thủ trưởng các sở, ban ngành, đơn vị trực thuộc UBND tỉnh; Chủ tịch UBND các huyện, thị xã, thành phố:",
        "- Nghiêm túc, khẩn trương, trách nhiệm trong việc phối hợp với Sở Kế hoạch và Đầu tư thực hiện nhiệm vụ được UBND tỉnh giao tại Công văn số 5970/UBND-TH ngày 02/12/2020.",
        "- Đề xuất các nhiệm vụ phải bám sát nội dung Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX, Chương trình hành động số 01-CTr/TU ngày 27/11/2020 của Tỉnh ủy, ghi rõ sản phẩm do cơ quan, đơn vị mình chủ trì tham mưu Ban Cán sự đảng UBND tỉnh, UBND tỉnh thực hiện nhiệm vụ Tỉnh ủy phân công, nội dung tóm lược, căn cứ pháp lý, thời gian thực hiện cụ thể.",
        "- UBND các huyện, thị xã, thành phố: Ngoài nhiệm vụ phối hợp với các sở, ban ngành liên quan trong quá trình triển khai thực hiện Kế hoạch, nghiên cứu đề xuất những nội dung do địa phương mình chủ trì.",
        "- Khẩn trương báo cáo UBND tỉnh (qua Sở Kế hoạch và Đầu tư) **chậm nhất trước ngày 22/12/2020**.",
        "2. Sở Kế hoạch và Đầu tư tiếp tục chủ trì, phối hợp với các cơ quan, đơn vị liên quan tổng hợp, tham mưu UBND tỉnh ban hành Kế hoạch cụ thể, chất lượng, đáp ứng yêu cầu về mục tiêu, chỉ tiêu, nhiệm vụ mà Nghị quyết, Chương trình hành động đã đề ra; trình UBND tỉnh **chậm nhất ngày 25/12/2020**.",
        "Yêu cầu Thủ trưởng các cơ quan, đơn vị, địa phương khẩn trương thực hiện./.",
    ],
    copies=["Như trên;", "Thường trực Tỉnh ủy (b/cáo);", "Thường trực HĐND tỉnh;", "CT, PCT UBND tỉnh;", "VPUB: PCVP, các P. N/cứu, CBTH;", "Lưu: VT, THntp564."],
    signing=["CHỦ TỊCH"],
    signer="Đặng Văn Minh",
)

SAMPLES = {"6321-UBND-TH": (SEED, True)}


def main() -> None:
    for name, (letter, printed) in SAMPLES.items():
        path = TARGET / f"{name}.docx"
        write(letter, path)
        if printed:
            subprocess.run(
                ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(TARGET), str(path)], check=True, capture_output=True
            )


if __name__ == "__main__":
    main()
