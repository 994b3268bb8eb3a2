"""The office's vocabulary: abbreviations, words that mean the same, words that say nothing of the matter.

Data only, written as people write it; `vocabulary` turns it into what is looked up. An entry belongs here when offices
of any province write it, never because one plan has it.
"""

# Written in capitals, each with its words. Several in a row are taken apart: "PCTT&TKCN", "KT-XH", "GDĐT".
ABBREVIATIONS = """
UBND ủy ban nhân dân; HĐND hội đồng nhân dân; UBMTTQ mặt trận tổ quốc; MTTQ mặt trận tổ quốc; BTV ban thường vụ
BCSĐ ban cán sự đảng; VPUB văn phòng ủy ban nhân dân; VP văn phòng; VPCP văn phòng chính phủ; BCĐ ban chỉ đạo
CP chính phủ; TTg thủ tướng chính phủ; TW trung ương; QG quốc gia; TP thành phố; TX thị xã; TT thị trấn
TDP tổ dân phố; KH kế hoạch; KHHĐ kế hoạch hành động; ĐA đề án; DA dự án; QĐ quyết định; NQ nghị quyết
CTr chương trình; BC báo cáo; CTMTQG chương trình mục tiêu quốc gia; MTQG mục tiêu quốc gia; PA phương án
QC quy chế; CTHĐ chương trình hành động; KT kinh tế; XH xã hội; KTXH kinh tế xã hội; KTQT kinh tế quốc tế
KTTT kinh tế tập thể; KTTN kinh tế tư nhân; VH văn hóa; GD giáo dục; GDĐT giáo dục đào tạo
GDNN giáo dục nghề nghiệp; GDPT giáo dục phổ thông; GDMN giáo dục mầm non; GDTX giáo dục thường xuyên
PCGD phổ cập giáo dục; XMC xóa mù chữ; XHH xã hội hóa; XHHT xã hội học tập; THPT trung học phổ thông
THCS trung học cơ sở; DTNT dân tộc nội trú; DTBT dân tộc bán trú; GV giáo viên; HS học sinh; SGK sách giáo khoa
CLC chất lượng cao; NNL nguồn nhân lực; ĐTN đào tạo nghề; QP quốc phòng; AN an ninh; QPAN quốc phòng an ninh
QPTD quốc phòng toàn dân; ANND an ninh nhân dân; TTAN trật tự an ninh; ANTT an ninh trật tự
TTATXH trật tự an toàn xã hội; ATXH an toàn xã hội; TTATGT trật tự an toàn giao thông; ATGT an toàn giao thông
GTNT giao thông nông thôn; GTVT giao thông vận tải; TNGT tai nạn giao thông; DQTV dân quân tự vệ
KVPT khu vực phòng thủ; NVQS nghĩa vụ quân sự; CHQS chỉ huy quân sự; BĐBP bộ đội biên phòng
PCCC phòng cháy chữa cháy; PCCCR phòng cháy chữa cháy rừng; CNCH cứu nạn cứu hộ; PCTT phòng chống thiên tai
TKCN tìm kiếm cứu nạn; PCLB phòng chống lụt bão; PCTN phòng chống tham nhũng; PCMT phòng chống ma túy
NTM nông thôn mới; OCOP mỗi xã một sản phẩm; NN nông nghiệp; PTNT phát triển nông thôn
NNCNC nông nghiệp công nghệ cao; CNC công nghệ cao; ƯDCNC ứng dụng công nghệ cao; UDCNC ứng dụng công nghệ cao
HTX hợp tác xã; THT tổ hợp tác; DTLCP dịch tả lợn châu phi; LMLM lở mồm long móng; VSMT vệ sinh môi trường
VSMTNT vệ sinh môi trường nông thôn; ATTP an toàn thực phẩm; VSATTP vệ sinh an toàn thực phẩm; ATSH an toàn sinh học
GRBV giảm nghèo bền vững; KNKL khuyến nông khuyến lâm; DVMTR dịch vụ môi trường rừng; QLBVR quản lý bảo vệ rừng
BVPTR bảo vệ phát triển rừng; BVR bảo vệ rừng; TNR tài nguyên rừng; NS năng suất; KTTS khai thác thủy sản
NTTS nuôi trồng thủy sản; CN công nghiệp; CCN cụm công nghiệp; KCN khu công nghiệp; KKT khu kinh tế
KCX khu chế xuất; TTCN tiểu thủ công nghiệp; CNHT công nghiệp hỗ trợ; TMĐT thương mại điện tử
TMDV thương mại dịch vụ; TTTM trung tâm thương mại; TM thương mại; XTTM xúc tiến thương mại; XTĐT xúc tiến đầu tư
NLTT năng lượng tái tạo; XNK xuất nhập khẩu; XK xuất khẩu; CNTT công nghệ thông tin; CĐS chuyển đổi số
CQĐT chính quyền điện tử; CQS chính quyền số; CSDL cơ sở dữ liệu; DVC dịch vụ công; DVCTT dịch vụ công trực tuyến
ATTT an toàn thông tin; ANM an ninh mạng; ATANM an toàn an ninh mạng; TTTT thông tin truyền thông
TTĐT thông tin điện tử; VBĐT văn bản điện tử; CKS chữ ký số; HTTT hệ thống thông tin; KHCN khoa học công nghệ
KHCNĐMST khoa học công nghệ đổi mới sáng tạo; ĐMST đổi mới sáng tạo; SHTT sở hữu trí tuệ; CDĐL chỉ dẫn địa lý
NCKH nghiên cứu khoa học; HTQLCL hệ thống quản lý chất lượng; TCVN tiêu chuẩn việt nam; CCHC cải cách hành chính
TTHC thủ tục hành chính; CCVC công chức viên chức; CBCC cán bộ công chức; VTVL vị trí việc làm
CBCCVC cán bộ công chức viên chức; ĐVHC đơn vị hành chính; ĐVSN đơn vị sự nghiệp; ĐVSNCL đơn vị sự nghiệp công lập
TGBC tinh giản biên chế; PBGDPL phổ biến giáo dục pháp luật; TGPL trợ giúp pháp lý
VBQPPL văn bản quy phạm pháp luật; QPPL quy phạm pháp luật; KNTC khiếu nại tố cáo; TCD tiếp công dân
THTK thực hành tiết kiệm; CLP chống lãng phí; LĐ lao động; TBXH thương binh xã hội
LĐTBXH lao động thương binh xã hội; XKLĐ đưa người lao động đi làm việc ở nước ngoài; NLĐ người lao động
BĐG bình đẳng giới; BLGĐ bạo lực gia đình; TNXH tệ nạn xã hội; TNTT tai nạn thương tích; NCC người có công
BTXH bảo trợ xã hội; NKT người khuyết tật; NCT người cao tuổi; VSTBPN vì sự tiến bộ phụ nữ; BHYT bảo hiểm y tế
BHXH bảo hiểm xã hội; BHTN bảo hiểm thất nghiệp; NHCSXH ngân hàng chính sách xã hội; YTCS y tế cơ sở; BV bệnh viện
BVĐK bệnh viện đa khoa; TTYT trung tâm y tế; TYT trạm y tế; KCB khám chữa bệnh; YHCT y học cổ truyền
CSSK chăm sóc sức khỏe; CSSKND chăm sóc sức khỏe nhân dân; KHHGĐ kế hoạch hóa gia đình; SKSS sức khỏe sinh sản
SKĐT sức khỏe điện tử; HSSK hồ sơ sức khỏe; BAĐT bệnh án điện tử; DS dân số; SDD suy dinh dưỡng
KSBT kiểm soát bệnh tật; DL du lịch; TDTT thể dục thể thao; TTDL thể thao du lịch; CVĐC công viên địa chất
DSVH di sản văn hóa; ĐSVH đời sống văn hóa; DTLS di tích lịch sử; PTTH phát thanh truyền hình
TDĐKXDĐSVH toàn dân đoàn kết xây dựng đời sống văn hóa; DTTS dân tộc thiểu số; ĐBDTTS đồng bào dân tộc thiểu số
MN miền núi; DTTSMN dân tộc thiểu số miền núi; NSNN ngân sách nhà nước; NSĐP ngân sách địa phương; NS ngân sách
ĐTC đầu tư công; CTĐT chủ trương đầu tư; TSC tài sản công; ĐTXD đầu tư xây dựng; ĐT đầu tư; XD xây dựng
XDCB xây dựng cơ bản; PPP đối tác công tư; KHĐT kế hoạch đầu tư; BCNCKT báo cáo nghiên cứu khả thi
NCKT nghiên cứu khả thi; BCNCTKT báo cáo nghiên cứu tiền khả thi; DN doanh nghiệp; DNNVV doanh nghiệp nhỏ và vừa
DNNN doanh nghiệp nhà nước; SXKD sản xuất kinh doanh; SX sản xuất; GPMB giải phóng mặt bằng
BTHTTĐC bồi thường hỗ trợ tái định cư; TĐC tái định cư; QSDĐ quyền sử dụng đất; SDĐ sử dụng đất
GCNQSDĐ giấy chứng nhận quyền sử dụng đất; GCN giấy chứng nhận; CNQSDĐ chứng nhận quyền sử dụng đất; QH quy hoạch
QHC quy hoạch chung; QHPK quy hoạch phân khu; QHCT quy hoạch chi tiết; NOXH nhà ở xã hội; TTXD trật tự xây dựng
VLXD vật liệu xây dựng; XLNT xử lý nước thải; CTR chất thải rắn; CTRSH chất thải rắn sinh hoạt
BVMT bảo vệ môi trường; MT môi trường; TN tài nguyên; TNMT tài nguyên môi trường; BĐKH biến đổi khí hậu
TNN tài nguyên nước; KTTV khí tượng thủy văn; QL quản lý; QLNN quản lý nhà nước; HTKT hạ tầng kỹ thuật; HT hạ tầng
TTPVHCC trung tâm phục vụ hành chính công; TTHTCĐ trung tâm học tập cộng đồng; BQL ban quản lý
BQLDA ban quản lý dự án; CT công trình; HTCĐ học tập cộng đồng; PCI chỉ số năng lực cạnh tranh cấp tỉnh
GRDP tổng sản phẩm trên địa bàn; FTA hiệp định thương mại tự do; EC ủy ban châu âu
IUU khai thác hải sản bất hợp pháp không báo cáo không theo quy định; SOC giám sát an ninh mạng
IOC trung tâm điều hành thông minh; KKTQD kết hợp kinh tế quốc phòng; BVCQ bảo vệ chủ quyền; LLVT lực lượng vũ trang
ĐH đại học; CĐ cao đẳng; TH tiểu học; TĐKT thi đua khen thưởng; ĐGHC địa giới hành chính; PTDS phòng thủ dân sự
TXNG truy xuất nguồn gốc; ĐTTM đô thị thông minh; LHPN liên hiệp phụ nữ; CCB cựu chiến binh; NSTW ngân sách trung ương
HTPL hỗ trợ pháp lý; CSVC cơ sở vật chất; TTB trang thiết bị; TBYT thiết bị y tế; VTYT vật tư y tế
"""

# In small letters too; nobody writes a word of the language so.
WRITTEN_SMALL = """
ubnd hđnd cntt csdl cđs ntm ocop kcn ccn kkt htx attp pccc pctt tkcn atgt bvmt bđkh dtts
"""

# What stands before a name with a capital of its own, and is no part of it.
BEFORE_NAMES = """
sở bộ ban luật trường bệnh viện khu cụm cầu hồ huyện xã phường thành phố tỉnh sông cảng đường khởi lễ đài tuyến nhà máy
chợ bến suối núi đèo thác đảo vịnh thôn tổ phòng cục tại đưa nâng dự đề kế công đồng dân người lập xây đầu quy mở
"""

# A province's name tells no two of its tasks apart.
PROVINCES = """
an giang; bà rịa; vũng tàu; bắc giang; bắc kạn; bạc liêu; bắc ninh; bến tre; bình dương; bình định; bình phước
bình thuận; cà mau; cao bằng; cần thơ; đà nẵng; đắk lắk; đắk nông; điện biên; đồng nai; đồng tháp; gia lai; hà giang
hà nam; hà nội; hà tĩnh; hải dương; hải phòng; hậu giang; hòa bình; hồ chí minh; hưng yên; khánh hòa; kiên giang
kon tum; lai châu; lâm đồng; lạng sơn; lào cai; long an; nam định; nghệ an; ninh bình; ninh thuận; phú thọ; phú yên
quảng bình; quảng nam; quảng ngãi; quảng ninh; quảng trị; sóc trăng; sơn la; tây ninh; thái bình; thái nguyên
thanh hóa; thừa thiên huế; huế; tiền giang; trà vinh; tuyên quang; vĩnh long; vĩnh phúc; yên bái
"""

# Without accents a short word may be any of a dozen ("do": do, đô, độ, đỏ); these are taken for what they mostly are.
SURE_WITHOUT_ACCENTS = """
va cua voi ve trong theo duoc nhung nham trinh duyet giao tinh cac de den nam
"""

# One meaning, several ways to say it; all become the first.
SAME = """
lợn: heo
sân bay: cảng hàng không
cảng cá: bến cá
kinh tế đêm: kinh tế ban đêm
cơ cấu lại: tái cơ cấu
công nghiệp hỗ trợ: công nghiệp phụ trợ
đường bộ ven biển: đường ven biển
nhân lực: nguồn nhân lực; đội ngũ nhân lực; lao động chất lượng cao
chất lượng cao: trình độ cao
phòng chống: phòng ngừa; ngăn chặn; khống chế; đấu tranh; ngăn ngừa; kéo giảm; giảm thiểu; hạn chế; chống; chấm dứt
an toàn giao thông: trật tự giao thông; trật tự an toàn giao thông
an ninh trật tự: an ninh, trật tự; trật tự an ninh; trật tự, an toàn xã hội; trật tự an toàn xã hội
tội phạm công nghệ cao: tội phạm sử dụng công nghệ cao
khai thác hải sản: khai thác thủy sản; đánh bắt hải sản
sửa đổi: điều chỉnh; sửa đổi, bổ sung; điều chỉnh, bổ sung
csdl: cơ sở dữ liệu; hệ thống dữ liệu; kho dữ liệu
chính quyền số: chính quyền điện tử
một cửa điện tử: hệ thống thông tin một cửa điện tử; hệ thống một cửa điện tử; một cửa
đơn giản hóa: cắt giảm; đơn giản
rác thải: chất thải rắn; rác; chất thải; rác thải rắn
nước thải: nước thải tập trung
rác thải nhựa: rác nhựa; chất thải nhựa
thích ứng: ứng phó
thiên tai: bão lũ; lụt bão; mưa bão; mưa lũ; bão, lũ
dân tộc thiểu số: đồng bào dân tộc thiểu số; người dân tộc thiểu số; đồng bào dân tộc
miền núi: vùng cao
hộ nghèo: người nghèo
nhà ở: nhà tạm
trẻ em: trẻ
mầm non: mẫu giáo
trạm y tế: trạm y tế xã; trạm y tế xã, phường
y tế cơ sở: tuyến y tế cơ sở; mạng lưới y tế cơ sở
khám chữa bệnh: khám bệnh, chữa bệnh; khám, chữa bệnh
giáo viên: nhà giáo
cán bộ công chức viên chức: cán bộ, công chức, viên chức; công chức, viên chức; cán bộ, công chức; công chức
đưa người lao động đi làm việc ở nước ngoài: đưa lao động đi làm việc ở nước ngoài; xuất khẩu lao động
đưa người lao động đi làm việc ở nước ngoài: làm việc ở nước ngoài
việc làm: giải quyết việc làm; tạo việc làm
thương tích: tai nạn thương tích
hợp tác xã: kinh tế tập thể, hợp tác xã
doanh nghiệp nhỏ và vừa: doanh nghiệp vừa và nhỏ
môi trường đầu tư: môi trường kinh doanh; môi trường đầu tư kinh doanh; môi trường đầu tư, kinh doanh
logistics: dịch vụ logistics; hậu cần cảng
năng lượng tái tạo: năng lượng sạch
chỉ số năng lực cạnh tranh cấp tỉnh: năng lực cạnh tranh cấp tỉnh
rừng bền vững: quản lý rừng bền vững; chứng chỉ rừng
cháy: phòng cháy; phòng cháy, chữa cháy; phòng cháy và chữa cháy
cứu nạn: cứu hộ; cứu nạn, cứu hộ; tìm kiếm cứu nạn
quy tập: tìm kiếm, quy tập; cất bốc
liệt sĩ: liệt sỹ
kỷ luật kỷ cương: kỷ cương, kỷ luật; kỷ cương; kỷ luật
sắp xếp: sáp nhập; sáp nhập, sắp xếp; sắp xếp, sáp nhập; kiện toàn
thôn: tổ dân phố; thôn, tổ dân phố; khu phố
quảng bá: xúc tiến; tuyên truyền
bảo tồn: tôn tạo; trùng tu; tu bổ; phát huy giá trị; bảo vệ và phát huy giá trị; bảo tồn, phát huy
dự toán: dự toán thu, chi
kêu gọi: thu hút; vận động; thu hút đầu tư; kêu gọi đầu tư; xúc tiến đầu tư
lõm sóng: vùng lõm sóng; điểm lõm sóng
an toàn an ninh mạng: an toàn, an ninh mạng; an toàn thông tin; an toàn thông tin mạng; an ninh mạng; không gian mạng
xử lý nước thải: thu gom, xử lý nước thải
di dời: đưa ra ngoài; dời
"""

# Say nothing of the matter: who asks whom, kinds of document, scope, the verbs that any task has.
OFFICE = """
ủy ban nhân dân tỉnh; hội đồng nhân dân tỉnh; hội đồng nhân dân; ủy ban nhân dân; chủ tịch ủy ban nhân dân; chủ tịch
thủ tướng chính phủ; thủ tướng; chính phủ; ban thường vụ tỉnh ủy; ban thường vụ; tỉnh ủy; ban cán sự đảng
cấp thẩm quyền; cấp có thẩm quyền; tờ trình; dự thảo; danh mục; hồ sơ; đồ án; văn bản; đề cương; nội dung; công tác
hoạt động; nhiệm vụ; kế hoạch; kế hoạch hành động; đề án; chương trình; chương trình hành động; dự án; quyết định
nghị quyết; chỉ thị; báo cáo; phương án; quy chế; quy định; đề xuất chủ trương đầu tư; quyết định chủ trương đầu tư
chủ trương đầu tư; chiến lược; báo cáo nghiên cứu khả thi; nghiên cứu khả thi; nghiên cứu tiền khả thi; tiền khả thi
kinh tế kỹ thuật; đề xuất; kiến nghị; đề nghị; trình; phê duyệt; thông qua; ban hành; thẩm định; duyệt; được duyệt
xem xét; quyết nghị; cho ý kiến; giao; đưa vào; đưa vào vận hành; đưa vào khai thác; đưa vào sử dụng; hoàn thành
tham mưu; xây dựng; lập; tổ chức lập; soạn thảo; biên soạn; xây dựng và ban hành; triển khai; thực hiện
triển khai thực hiện; tổ chức thực hiện; tổ chức; tiếp tục; tăng cường; đẩy mạnh; đẩy nhanh; nâng cao; phát triển
hoàn thiện; cụ thể hóa; nghiên cứu; chú trọng; phấn đấu; chủ động; sớm; kịp thời; thúc đẩy; tạo; góp phần; tập trung
nâng cao hiệu quả; nâng cao chất lượng; nâng chất lượng; nâng chất; nâng tầm; nâng thứ hạng; nâng; hiệu quả
chất lượng; đổi mới; bảo đảm; đảm bảo; phục vụ; gắn với; gắn; nhằm; theo hướng; theo; phù hợp; liên quan; đối với
phối hợp; giải pháp; cải thiện; trên địa bàn tỉnh; trên địa bàn; địa bàn; toàn tỉnh; của tỉnh; tỉnh; cấp tỉnh
địa phương; các cấp; cơ quan đơn vị; tại; vùng; giai đoạn; thời kỳ; đến năm; năm; định hướng; tầm nhìn
thời gian tới; những năm tới; năm tới; hằng năm; hàng năm; hằng quý; nhiệm kỳ; và; các; của; cho; với; về; trong
trên; ở; từ; đến; vào; do; để; là; được; có; những; một số; việc; bằng; thành; trở thành; sau; khi; đưa; nhất là
cùng; tham gia; mới; này; đó; khác; như; đã; sẽ; cần; phải; đang; chưa; không; còn; còn lại; phần còn lại; lại; hết
qua; đi; kèm; ngành; lĩnh vực; khu vực; hệ thống; mô hình; cơ chế; chính sách; thuộc; bộ; sở; ban; bước đầu; số
chỉ tiêu; mục tiêu; quan trọng; số liệu
"""

# Whole words that hold one of the above; they are kept.
WHOLE = """
dân số; thành phố; nông thôn mới; chuyển đổi số; chỉ số; đi bộ; đường bộ; bộ đội; không khí; số hóa; đô thị; tỉnh lộ
quốc lộ; đường tỉnh; thành lập; hình thành; giải thể; cán bộ; thủy bộ; trái phép; không dùng tiền mặt; không giấy tờ
phần mềm; phân cấp; bồi thường; chữ ký số; kỹ thuật số; kinh tế số; xã hội số; chính quyền số; dữ liệu số
thương hiệu; nhãn hiệu; chính trị; hành chính công; hòa giải ở cơ sở; y tế cơ sở; chiến lược biển; nhà ở; nơi ở
đất ở; tái định cư; định canh; trung học cơ sở; vệ tinh; vệ sinh; mặt trận; thanh niên; tết; thành cổ; trả lời
lại thiếu; giải phóng mặt bằng; nhiệm kỳ đại hội; bầu cử; bản đồ; hội đồng; tập thể; tư vấn; tập huấn; ngập úng
mặt bằng; giao thông; giao thông vận tải; giao đất; giao rừng; giao đất giao rừng; giao khoán; đổi mới sáng tạo
khởi nghiệp; liên thông; tích hợp; văn hóa; văn bản điện tử; báo chí; ngành xây dựng; quản lý xây dựng
xây dựng cơ bản; trật tự xây dựng; vật liệu xây dựng; giấy phép xây dựng; công trình; lập pháp; hồ chứa
hồ chứa nước; danh tính; điều dưỡng; cấp nước; cấp điện; cấp phép; cấp giấy; cấp cứu; sử dụng đất
quy hoạch xây dựng; quy hoạch vùng; vùng huyện; quy hoạch chung; quy hoạch phân khu; quy hoạch chi tiết; bộ tiêu chí
nâng cao năng lực; nông thôn mới nâng cao; nông thôn mới kiểu mẫu; đầu tư công; chương trình mục tiêu quốc gia
mục tiêu quốc gia; hồ tiêu; tiêu thụ; tiêu chuẩn; đầu nguồn; vùng nguyên liệu; vùng trồng; đô thị mới; dân cư mới
xây dựng mới; chất lượng cao; công nghệ cao; thành tích cao; đô thị thông minh; người cao tuổi
"""

# Of some matter, but of any: they count for a third.
LIGHT = """
đầu tư; quản lý; bảo vệ; hỗ trợ; nâng cấp; mở rộng; sửa chữa; cải tạo; ứng dụng; khai thác; xử lý; sử dụng; thu hút
khắc phục; củng cố; duy trì; phát huy; dùng chung; bền vững; hạ tầng; kết cấu hạ tầng; cơ sở vật chất; cơ sở
kinh tế; xã hội; kinh tế xã hội; sản xuất; dịch vụ; sản phẩm; thông tin; công nghệ; kỹ thuật; nhà nước; nhân dân
người dân; cộng đồng; trung tâm; khu; cấp; chuẩn; tiêu chí; đạt chuẩn; đạt; điểm đến; trọng tâm; trở nên; tiềm năng
thế mạnh; toàn diện; tổng thể; chi tiết; chung; cụ thể; thường xuyên; hành chính; điện tử; thông minh; truyền thống
trọng điểm; quốc gia; việt nam; trung ương; quốc tế; rà soát; sắp xếp; kiểm soát; điều hành; giám sát; cung cấp
quy hoạch; đề; tiết kiệm; công lập; gia đình; cá nhân; doanh nghiệp; đơn vị; cơ quan; tăng; giảm; lớn; nhỏ; cao; tốt
nhanh
"""
