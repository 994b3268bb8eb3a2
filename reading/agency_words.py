"""What agency names are made of, and what never stands in one. Data for reading/agencies.py."""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """The entries of a comma-separated list, longest first so that an alternation takes the longest."""
    return tuple(sorted({" ".join(entry.split()) for entry in text.split(",")}, key=lambda entry: (-len(entry), entry)))


# Words that begin the name of one agency or office-holder.
NAMED = listed("""
    Văn phòng, VP, VPUB, VPUBND, VPCP, Tổng cục, Công an, Kho bạc, Bảo hiểm xã hội, BHXH, Trung tâm, Viện kiểm sát,
    Tòa án, Ngân hàng, Liên đoàn, Liên minh, Liên hiệp, Mặt trận, Ủy ban, UBND, HĐND, UBMTTQ, UBMTTQVN, Tỉnh ủy,
    Thành ủy, Huyện ủy, Chính phủ, Thủ tướng, Quốc hội, Tập đoàn, Tổng công ty, Công ty, Tỉnh đoàn, Thành đoàn, Hải
    quan, Bưu điện, Điện lực, Thường trực, Đảng ủy, Tổ công tác, Hội đồng, Chủ tịch, Phó Chủ tịch, Giám đốc, Phó
    Giám đốc, Thủ trưởng, Bộ trưởng, Chánh Văn phòng, Chánh Thanh tra, Cục trưởng, Người đứng đầu, Bí thư, Thống
    đốc, Tổng Thanh tra, Tổng Kiểm toán, Viện trưởng, Chánh án, Tổng cục trưởng, Chủ nhiệm, Vụ trưởng, Chi cục
    trưởng, Trưởng Công an, Phó Thủ tướng, Phó Trưởng ban, Lãnh đạo, Hiệu trưởng, BCH, BCĐ, BQL, Đại học, Học viện,
    Bệnh viện, Cảng vụ, Tổ trưởng, Tổ giúp việc, Chỉ huy trưởng, Tổng Giám đốc, Tư lệnh, Đồng chí, Cơ quan, Đơn vị,
    Địa phương, Chi nhánh, Nhà máy, Xí nghiệp, Hạt Kiểm lâm, Tòa soạn, Tạp chí, Nhà xuất bản, Chủ đầu tư, Người phát
    ngôn, Trưởng ban, Trưởng phòng, Trưởng Ban, Tiểu ban, Phân viện, Khu Quản lý đường bộ, Thủ tướng Chính phủ
""")

# Words that begin a name only before a capital or a word that belongs to offices: "Ban Tổ chức", never "Ban hành".
SHORT = listed("""
    Sở, Bộ, Ban, Cục, Chi cục, Thanh tra, Trường, Phòng, Đài, Báo, Viện, Hội, Đoàn, Vụ, Thuế, Thống kê, Quỹ, Tổ,
    Trạm, Đội, Khối, Cụm, Trưởng, Chánh, Ông, Bà
""")
AFTER_SHORT = listed("""
    các, tỉnh, thành phố, huyện, quận, xã, phường, chuyên môn, nghiệp vụ, quản lý dự án, quản lý, chỉ đạo, chỉ huy,
    công tác, kiểm tra liên ngành, liên ngành, giúp việc, biên tập, soạn thảo, tỉnh ủy, trực thuộc, ngành, đại diện,
    cấp
""")

# Nouns that make a group after "các", "quý", "từng", and that go on with it after a comma or "và".
GROUP = listed("""
    sở, bộ, ban, ngành, cơ quan, đơn vị, địa phương, huyện, tỉnh, thành phố, thị xã, thị trấn, quận, xã, phường, đặc
    khu, doanh nghiệp, tổ chức, hội, đoàn thể, trường, phòng, chủ đầu tư, chủ rừng, chủ hồ, chủ dự án, ngân hàng,
    bệnh viện, cơ sở, trung tâm, thành viên, đồng chí, chi cục, cục, vụ, tập đoàn, tổng công ty, công ty, hợp tác
    xã, ủy ban, ban quản lý, khu, cảng, nhà trường, thủ trưởng, giám đốc, phòng ban, lực lượng, viện, học viện, đại
    học, cấp ủy, chính quyền, cấp, bộ phận, tòa án, viện kiểm sát, tổ, đội, ông, bà, cán bộ, công chức, hãng, chi
    nhánh, nhà mạng, nhà đầu tư, nhà thầu, quỹ, cụm, khối, UBND, HĐND, Sở, Bộ, Ban, Ngành, Cục, Vụ, Hội, Đoàn thể,
    Huyện, Phòng, Trường, Trung tâm, Tập đoàn, Tổng công ty, Công ty, Ủy ban, Cơ quan, Đơn vị, Tỉnh, Thành phố, Thị
    xã, Xã, Phường, Chi cục, Viện, Bệnh viện, Doanh nghiệp, Ngân hàng, Chủ đầu tư, Đài, Báo, Địa phương, Ban Quản
    lý, Ban quản lý, Thành viên, Tổng cục, Học viện, Đại học, Quận, Thủ trưởng, Tổ chức, Phó, Thứ trưởng, Phó Chủ
    tịch, Hợp tác xã, Khu, Tổ, Trạm, đài, báo, trạm, Trưởng, trưởng, hiệp hội, Hiệp hội, Liên đoàn
""")

# Small words that may stand inside a name; others after them make the name doubtful.
INSIDE = listed("""
    tỉnh, thành phố, huyện, thị xã, quận, phường, xã, thị trấn, đặc khu, nhân dân, và, các, của, về, trực thuộc,
    thuộc, trung ương, sở, ban, ngành, cơ quan, đơn vị, địa phương, liên quan, có liên quan, chức năng, chuyên môn,
    đoàn thể, tổ chức, chính trị, xã hội, nghề nghiệp, doanh nghiệp, sự nghiệp, công lập, nhà nước, đóng trên địa
    bàn, trên địa bàn, đứng đầu, cấp, ngang bộ, bộ, có dự án, dự án, đầu tư, xây dựng, quản lý, khối, vùng, khu vực,
    nông thôn, vận tải, giao thông, quốc gia, kinh tế, kỹ thuật, trường học, đại học, cao đẳng, bệnh viện, y tế,
    phòng, chống dịch, chống thiên tai, thiên tai, cứu nạn, mặt trận, tổ quốc, bộ đội, biên phòng, quân sự, cảnh
    sát, môi trường, nước sạch, rừng, thủy lợi, thủy điện, hồ chứa, chủ đầu tư, chủ, mạng, viễn thông, hàng không,
    đường sắt, đường bộ, hải quan, biển, cá nhân, tập đoàn, tổng công ty, công ty, thành viên, chỉ đạo, thường trực,
    mình, tương đương, khác, còn lại, toàn tỉnh, trong tỉnh, trong cả nước, trọng điểm, khu công nghiệp, công
    nghiệp, khu chế xuất, khu kinh tế, công nghệ cao, cụm, bảo hiểm, thông tin điện tử, báo chí, truyền hình, thông
    tin đại chúng, xuất bản, kiểm lâm, phát triển, an ninh, trật tự, hành chính, văn hóa, thể thao, du lịch, lao
    động, tài nguyên, khoáng sản, tư pháp, phụ trách, nội vụ, kế hoạch, sân bay, bến xe, sức khỏe, trẻ em, người
    dân, dân tộc, thiểu số, khí tượng, thủy văn, thú y, bảo vệ, thực vật, cấp dưới, nghiệp vụ, giúp việc, lãnh đạo,
    thực phẩm, tín dụng, thương mại, dự phòng, dân dụng, công trình, dân sự, hợp tác xã, thủy sản, chăn nuôi, hạ
    tầng, đô thị, công sản, tài chính, ngân sách, giáo dục, đào tạo, khoa học, công nghệ, truyền thông, tôn giáo,
    thi đua, khen thưởng, đảng, cấp ủy, ủy, ủy viên, cảng, tàu, cá, phổ thông, mầm non, tiểu học, trung học, cơ sở,
    dạy nghề, ngân hàng, hội, trường, cục, chi cục, vụ, trung tâm, đài, báo, thanh tra, công an, chi nhánh, trạm,
    đội, tổ, tòa án, viện, ủy ban, thủ trưởng, giám đốc, nhà mạng
""")

# What no name contains, in small letters: verbs of ordering and doing, prepositions of time, place and purpose.
STOPS = listed("""
    báo cáo, gửi, trình, nộp, tham mưu, tổng hợp, chủ trì, phối hợp, chủ động, tiếp tục, khẩn trương, nghiêm túc,
    tập trung, tăng cường, đẩy mạnh, đẩy nhanh, rà soát, xây dựng, triển khai, thực hiện, tổ chức, hướng dẫn, chỉ
    đạo, căn cứ, theo dõi, đôn đốc, kiểm tra, giám sát, đánh giá, đề xuất, đề nghị, yêu cầu, giao, có, chịu trách
    nhiệm, cung cấp, cập nhật, đăng ký, lập, xác định, nghiên cứu, quán triệt, phân công, bố trí, cử, kịp thời,
    thường xuyên, thẩm định, phê duyệt, ban hành, hoàn thành, hoàn thiện, xem xét, quyết định, giải quyết, xử lý,
    tuyên truyền, phổ biến, công bố, công khai, thông báo, quan tâm, biết, là, được, phải, cần, sẽ, đã, đang, không,
    chưa, đồng thời, cũng, nêu, ghi, kèm, góp ý, tham gia, cho ý kiến, phản ánh, liên hệ, trao đổi, tạo điều kiện,
    hỗ trợ, bảo đảm, đảm bảo, duy trì, chuẩn bị, sử dụng, làm, rút kinh nghiệm, nâng cao, phát huy, đăng tải, chấp
    hành, thống kê, kê khai, khảo sát, sắp xếp, thành lập, tiến hành, tiếp nhận, tiếp thu, thu thập, tự, vận hành,
    vận động, xin, trước, chậm nhất, muộn nhất, trong, để, nhằm, về, theo, tại, từ, đến, qua, thông qua, khi, nếu,
    sau, cùng, với, cho, do, bằng, như, vì, thì, mà, ngay, hằng, hàng, định kỳ, nêu trên, nói trên, trên cơ sở,
    dưới, gồm, bao gồm, nhất trí, thống nhất, đồng ý, ủy quyền, trả lời, phản hồi, phê bình, biểu dương, ghi nhận,
    ký, soạn thảo, dự thảo, đề cao, phấn đấu, tận dụng, huy động, quản lý chặt, gắn, kiện toàn, rà, thu, chi,
    chuyển, đưa, lấy, điều chỉnh, bổ sung, sửa đổi, kết quả, tình hình, nội dung, số liệu, văn bản, danh sách, kế
    hoạch, thông tin, ý kiến, hồ sơ, ưu tiên, đối với, cơ bản, vào, tới, lên, dự, khắc phục, chấm dứt, nhắc nhở,
    kiểm soát, kiểm kê, xác nhận, xác minh, đối chiếu, tính toán, cam kết, mời, họp, lồng ghép, trực ban, sẵn sàng,
    trực tiếp, trên tinh thần, tuần tra, thi công, giải ngân, lưu ý, quy định, nhận, xử phạt, truy quét, thanh toán,
    quyết toán, đấu thầu, mua sắm, cấp phát, nhập, khai thác, hạn chế, giải trình, rút ngắn, trình bày, thụ lý, phân
    tích, chia sẻ, kết nối, tích hợp, đồng bộ, khẩn cấp, điều phối, điều hành, điều tra, phân bổ, thông suốt, lựa
    chọn, bàn giao, tổ chức thực hiện, đào tạo, tập huấn, bồi dưỡng, khen thưởng, kỷ luật, chỉ tiêu, phát hiện, ngăn
    chặn, thúc đẩy, đổi mới, xác lập, đo đạc, kiểm đếm, chi trả, sơ tán, cắm biển, dự trữ, vệ sinh, phun, tiêm,
    khoanh vùng, truy vết, cách ly, thu gom, trồng, nạo vét, gia cố, tu sửa, cứu trợ, tự kiểm tra, tự rà soát, ra
    soát, tạm dừng, dừng, cho phép, cấp, vẫn, còn, thuê, bán, mua, phát, nhắn, gọi, hoàn tất, bám sát, thành công,
    kính, trân trọng, rất mong, mong, hoan nghênh, đúng, thời gian, thời hạn, sớm, nhanh chóng, quyết liệt, tích
    cực, chính thức, thể hiện, trích, thay mặt, phụ trách theo dõi, tiến tới
""")

# Where a stop word is after all part of a name.
KEPT = listed("""
    có liên quan, đóng trên địa bàn, trên địa bàn, tổ chức chính trị, tổ chức xã hội, tổ chức đảng, tổ chức tôn
    giáo, tổ chức hội, tổ chức khoa học, tổ chức đoàn, tổ chức kinh tế, tổ chức tín dụng, tổ chức liên quan, quản lý
    dự án, dự án, thu phí, thông tin đại chúng, trong tỉnh, trong toàn tỉnh, trong cả nước, trong khu, trong ngành,
    trong cụm, kiểm tra đảng, dự phòng, dự trữ nhà nước, giao thông, giao dịch, kế hoạch hóa, thông tin điện tử, cấp
    tỉnh, cấp huyện, cấp xã, cấp cơ sở, cấp nước, thống kê tỉnh, trực tiếp quản lý
""")
