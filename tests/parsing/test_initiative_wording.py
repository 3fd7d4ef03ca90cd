"""Models as reports and the press name them, and whose they are.

Sentences were written for this table.
"""

from __future__ import annotations

import pytest

from reportkit.parsing._initiatives import find_initiatives
from reportkit.parsing.document import Document
from reportkit.sources import Source


def told(text: str) -> list[tuple[str, str | None]]:
    return [(each.name, each.owner) for each in find_initiatives(Document.of(Source("a", text)))]


MODELS = [
    (
        "Công đoàn Công ty TNHH May Tinh Lợi duy trì mô hình “Bữa cơm công đoàn”.",
        [("Bữa cơm công đoàn", "Công đoàn Công ty TNHH May Tinh Lợi")],
    ),
    (
        "Công an huyện Bắc Yên tham mưu xây dựng mô hình “Chợ phiên an toàn”.",
        [("Chợ phiên an toàn", "Công an huyện Bắc Yên")],
    ),
    (
        "Tỉnh đoàn với mô hình “Tuổi trẻ hiến kế” đã thu 120 ý kiến.",
        [("Tuổi trẻ hiến kế", "Tỉnh đoàn")],
    ),
    (
        "Trung tâm GDNN - GDTX huyện Vân Hồ mở mô hình “Học nghề tại bản”.",
        [("Học nghề tại bản", "Trung tâm GDNN - GDTX huyện Vân Hồ")],
    ),
    (
        "Hợp tác xã Thổ cẩm Bản Lác có mô hình “Giữ lửa nghề” thu hút 35 chị em.",
        [("Giữ lửa nghề", "Hợp tác xã Thổ cẩm Bản Lác")],
    ),
    (
        "Với mô hình “Đồng hành cùng em”, Đảng bộ Quân sự tỉnh nhận đỡ đầu 12 cháu.",
        [("Đồng hành cùng em", "Đảng bộ Quân sự tỉnh")],
    ),
    (
        "Chi bộ Điện lực Mộc Châu đăng ký mô hình “Tiết kiệm điện” gắn với chuyên môn.",
        [("Tiết kiệm điện", "Chi bộ Điện lực Mộc Châu")],
    ),
    (
        "Mô hình “Cánh đồng một giống” được triển khai tại HTX Nông nghiệp Xuân Thủy.",
        [("Cánh đồng một giống", "HTX Nông nghiệp Xuân Thủy")],
    ),
    (
        "Mô hình “Đường em đến trường” đã được Hội CCB xã Lóng Luông nhân rộng ra 6 bản.",
        [("Đường em đến trường", "Hội CCB xã Lóng Luông")],
    ),
    (
        "Công đoàn các khu công nghiệp tỉnh tổ chức mô hình “Tết sum vầy”.",
        [("Tết sum vầy", "Công đoàn các khu công nghiệp tỉnh")],
    ),
    (
        "Chương trình “Mẹ đỡ đầu” của Hội LHPN tỉnh nhận đỡ đầu 210 trẻ mồ côi.",
        [("Mẹ đỡ đầu", "Hội LHPN tỉnh")],
    ),
    (
        "Mô hình “Lắng nghe dân nói” ra đời từ Đảng ủy xã Tú Nang.",
        [("Lắng nghe dân nói", "Đảng ủy xã Tú Nang")],
    ),
    (
        "Mô hình “Trao sinh kế” do Ủy ban MTTQ Việt Nam huyện chủ trì.",
        [("Trao sinh kế", "Ủy ban MTTQ Việt Nam huyện")],
    ),
    (
        "Mô hình “Văn phòng không giấy” của Văn phòng Tỉnh ủy được 12 cơ quan học tập.",
        [("Văn phòng không giấy", "Văn phòng Tỉnh ủy")],
    ),
    (
        "Mô hình “Rác thải thành tiền” của Chi hội Phụ nữ tiểu khu 6, thị trấn Hát Lót gây quỹ 24 triệu đồng.",
        [("Rác thải thành tiền", "Chi hội Phụ nữ tiểu khu 6, thị trấn Hát Lót")],
    ),
    (
        "Mô hình “Xứ đạo bình yên” ở Giáo họ Hòa Định, xã Hải Giang.",
        [("Xứ đạo bình yên", "Giáo họ Hòa Định, xã Hải Giang")],
    ),
    (
        "Mô hình “Khu dân cư không rác” ở khu dân cư số 4 được duy trì.",
        [("Khu dân cư không rác", "khu dân cư số 4")],
    ),
    (
        "Trạm Y tế xã Chiềng Ly xây dựng mô hình “Trạm y tế thân thiện”.",
        [("Trạm y tế thân thiện", "Trạm Y tế xã Chiềng Ly")],
    ),
    (
        "Câu lạc bộ Ngân hàng máu sống huyện với mô hình “Hiến máu cứu người”.",
        [("Hiến máu cứu người", "Câu lạc bộ Ngân hàng máu sống huyện")],
    ),
    (
        "Bộ phận Một cửa UBND xã Phú Lương triển khai mô hình “Một cửa thân thiện”.",
        [("Một cửa thân thiện", "Bộ phận Một cửa UBND xã Phú Lương")],
    ),
    (
        "Đội Cảnh sát giao thông Công an huyện xây dựng mô hình “Bến đò an toàn”.",
        [("Bến đò an toàn", "Đội Cảnh sát giao thông Công an huyện")],
    ),
    (
        "Tổ Ngữ văn Trường THPT Cao Lộc thực hiện mô hình “Lớp học hạnh phúc”.",
        [("Lớp học hạnh phúc", "Tổ Ngữ văn Trường THPT Cao Lộc")],
    ),
    (
        "Các phường có cách làm riêng: Đảng ủy phường Trần Phú với mô hình “Zalo chi bộ”, UBND phường Nam Lý với “Ngày thứ Sáu nghe dân nói”.",
        [
            ("Zalo chi bộ", "Đảng ủy phường Trần Phú"),
            ("Ngày thứ Sáu nghe dân nói", "UBND phường Nam Lý"),
        ],
    ),
    (
        "Trên địa bàn tỉnh xuất hiện mô hình “Đội hình áo xanh” do Huyện đoàn Mai Châu khởi xướng.",
        [("Đội hình áo xanh", "Huyện đoàn Mai Châu")],
    ),
    (
        "Mô hình “Tuyến đường kiểu mẫu” được Hội Cựu chiến binh thị trấn duy trì từ năm 2020.",
        [("Tuyến đường kiểu mẫu", "Hội Cựu chiến binh thị trấn")],
    ),
    (
        "Ở bản Huổi Hẹ, Chi bộ bản Huổi Hẹ lập mô hình “Nhóm liên kết”.",
        [("Nhóm liên kết", "Chi bộ bản Huổi Hẹ")],
    ),
    (
        "Trường PTDTBT Tiểu học Mồ Dề: mô hình “Vườn rau xanh” cung cấp 2 tấn rau.",
        [("Vườn rau xanh", "Trường PTDTBT Tiểu học Mồ Dề")],
    ),
    (
        "- Mô hình “Hũ gạo tiết kiệm” - Chi hội Phụ nữ thôn Nà Lốc;\n",
        [("Hũ gạo tiết kiệm", "Chi hội Phụ nữ thôn Nà Lốc")],
    ),
    (
        "+ “Nhà tôi có bình chữa cháy” – mô hình của Công an thị trấn Tân Uyên.",
        [("Nhà tôi có bình chữa cháy", "Công an thị trấn Tân Uyên")],
    ),
    (
        "Mô hình “Camera nhân dân” (thôn Bãi Sậy), mô hình “Đường thơm hoa nở” (thôn Đồng Tâm).",
        [("Camera nhân dân", "thôn Bãi Sậy"), ("Đường thơm hoa nở", "thôn Đồng Tâm")],
    ),
    (
        "Tại xã Quảng Lạc, mô hình “Nông dân nói không với thuốc cấm” của Hội Nông dân xã Quảng Lạc có 45 hộ tham gia.",
        [("Nông dân nói không với thuốc cấm", "Hội Nông dân xã Quảng Lạc")],
    ),
    (
        "Mô hình “Thôn thông minh” tại thôn 5 xã Ea Kiết được công nhận.",
        [("Thôn thông minh", "thôn 5 xã Ea Kiết")],
    ),
    (
        "Hội LHPN huyện phát động và duy trì mô hình “Áo dài vì nước”.",
        [("Áo dài vì nước", "Hội LHPN huyện")],
    ),
    (
        "Xã An Thạnh có mô hình “Tiếng kẻng học bài” do Hội Khuyến học xã An Thạnh phụ trách.",
        [("Tiếng kẻng học bài", "Hội Khuyến học xã An Thạnh")],
    ),
    (
        "Mô hình “Đàn dê khởi nghiệp” của anh Giàng A Sùng cho thu nhập 150 triệu đồng/năm.",
        [("Đàn dê khởi nghiệp", "anh Giàng A Sùng")],
    ),
    (
        "Liên đoàn Lao động huyện Kim Bôi có mô hình hay là “Mỗi tuần một địa chỉ”.",
        [("Mỗi tuần một địa chỉ", "Liên đoàn Lao động huyện Kim Bôi")],
    ),
    (
        "Mô hình “Kết nối yêu thương”, do Đoàn cơ sở Bệnh viện Đa khoa tỉnh đảm nhận, trao 45 suất quà.",
        [("Kết nối yêu thương", "Đoàn cơ sở Bệnh viện Đa khoa tỉnh")],
    ),
    (
        "Tiêu biểu như: “Gian hàng 0 đồng” của Đoàn Thanh niên xã Cư Kbang; “Sạch nhà, đẹp ngõ” của Hội Phụ nữ xã Ea Rốk...",
        [
            ("Gian hàng 0 đồng", "Đoàn Thanh niên xã Cư Kbang"),
            ("Sạch nhà, đẹp ngõ", "Hội Phụ nữ xã Ea Rốk"),
        ],
    ),
    (
        "Đồn Biên phòng Pha Long tiếp tục nhân rộng mô hình “Ba cùng” tại 5 bản.",
        [("Ba cùng", "Đồn Biên phòng Pha Long")],
    ),
    (
        "Ở bản Púng có mô hình “Tổ tự quản đường biên” với 12 thành viên.",
        [("Tổ tự quản đường biên", "bản Púng")],
    ),
    (
        "“Khu phố văn minh” là mô hình của Khu phố 3, phường Phú Thọ.",
        [("Khu phố văn minh", "Khu phố 3, phường Phú Thọ")],
    ),
    (
        "Mô hình “Sáng đường, sáng ngõ” xuất phát từ Chi bộ tổ dân phố 7.",
        [("Sáng đường, sáng ngõ", "Chi bộ tổ dân phố 7")],
    ),
    (
        "Đảng ủy Sở Giáo dục và Đào tạo chỉ đạo thực hiện mô hình “Đọc sách mỗi ngày”.",
        [("Đọc sách mỗi ngày", "Đảng ủy Sở Giáo dục và Đào tạo")],
    ),
    (
        "Chi hội Nông dân bản Nghịu nổi lên với mô hình nuôi cá lồng, lãi 200 triệu đồng/năm.",
        [("nuôi cá lồng", "Chi hội Nông dân bản Nghịu")],
    ),
    (
        "Trường Tiểu học Thượng Lâm duy trì mô hình Tiết học không điểm kém suốt 4 năm nay, nhờ vậy tỷ lệ giảm.",
        [("Tiết học không điểm kém", "Trường Tiểu học Thượng Lâm")],
    ),
    (
        "Trường THCS Phú Xuyên có mô hình Thư viện xanh dưới tán cây với 3.460 đầu sách.",
        [("Thư viện xanh dưới tán cây", "Trường THCS Phú Xuyên")],
    ),
    (
        "Trường Mầm non Hoa Ban thì gây dựng mô hình Vườn rau của bé, cung cấp 1,7 tấn rau sạch.",
        [("Vườn rau của bé", "Trường Mầm non Hoa Ban")],
    ),
    (
        "5) Sáng kiến mới\n- “Hẹn lịch một chạm” (Phòng Hành chính tư pháp): người dân quét mã đặt lịch.\n- “Công chứng viên tận tâm” (Phòng Công chứng số 1): 88 trường hợp được phục vụ.\n",
        [
            ("Hẹn lịch một chạm", "Phòng Hành chính tư pháp"),
            ("Công chứng viên tận tâm", "Phòng Công chứng số 1"),
        ],
    ),
    (
        "Lắp 5,6 km đường điện “Thắp sáng đường quê” (Đoàn xã Đại Đồng); dọn 29 nghĩa trang.",
        [("Thắp sáng đường quê", "Đoàn xã Đại Đồng")],
    ),
    (
        "Một số mô hình: “Camera an ninh” (xã Đinh Lạc, lắp 412 camera).",
        [("Camera an ninh", "xã Đinh Lạc")],
    ),
    (
        "Toàn Đảng bộ có 21 mô hình, trong đó 06 mô hình tiêu biểu. Chi bộ Bệnh viện Đa khoa: “Đổi phong cách phục vụ”; Chi bộ Văn phòng Sở: “Ngày không giấy”.",
        [
            ("Đổi phong cách phục vụ", "Chi bộ Bệnh viện Đa khoa"),
            ("Ngày không giấy", "Chi bộ Văn phòng Sở"),
        ],
    ),
    (
        "Công an xã Minh Tân xây dựng mô hình “Cổng trường an toàn” từ năm 2022.",
        [("Cổng trường an toàn", "Công an xã Minh Tân")],
    ),
    (
        "Mô hình Camera với an ninh của xã Hòa Bình được nhân rộng.",
        [("Camera với an ninh", "xã Hòa Bình")],
    ),
    (
        "Tiêu biểu như mô hình Nuôi ong lấy mật của Hội Nông dân xã Bản Sen với 35 hộ tham gia.",
        [("Nuôi ong lấy mật", "Hội Nông dân xã Bản Sen")],
    ),
    (
        "Hội LHPN xã Tân An thành lập mô hình trồng nấm sạch với 12 thành viên.",
        [("trồng nấm sạch", "Hội LHPN xã Tân An")],
    ),
    (
        "Bếp ăn “Bếp ăn tình thương” của Hội Chữ thập đỏ huyện cấp 12.000 suất cháo.",
        [("Bếp ăn tình thương", "Hội Chữ thập đỏ huyện")],
    ),
    (
        "Chi bộ thôn Đông có cách làm sáng tạo “Ngôi nhà trí tuệ”.",
        [("Ngôi nhà trí tuệ", "Chi bộ thôn Đông")],
    ),
    (
        "Nhiều mô hình được duy trì, như: “Một giờ vì dân” ở UBND phường Tân Lập, “Thứ bảy tình nguyện” của Đoàn thanh niên phường.",
        [
            ("Một giờ vì dân", "UBND phường Tân Lập"),
            ("Thứ bảy tình nguyện", "Đoàn thanh niên phường"),
        ],
    ),
    (
        "Nhiều mô hình đã đi vào lòng dân: “Dòng họ tự quản” của dòng họ Lê thôn 7.",
        [("Dòng họ tự quản", "dòng họ Lê thôn 7")],
    ),
    (
        "Điển hình là Chi hội Phụ nữ thôn 3 với mô hình “Tuyến đường hoa”.",
        [("Tuyến đường hoa", "Chi hội Phụ nữ thôn 3")],
    ),
    ("Mô hình “Ba sạch” được 45 hộ tham gia.", [("Ba sạch", None)]),
    (
        "Mô hình “Chung tay vì người nghèo” do Giáo xứ Thanh Xá khởi xướng.",
        [("Chung tay vì người nghèo", "Giáo xứ Thanh Xá")],
    ),
    (
        "Hội LHPN thị trấn Sa Pa ra mắt mô hình Chợ không túi ni lông trong năm 2023, thu gom 1,2 tấn rác.",
        [("Chợ không túi ni lông", "Hội LHPN thị trấn Sa Pa")],
    ),
    (
        "Mô hình “3 sạch” (của Chi hội phụ nữ bản Nà Ngần), “Hàng rào xanh” (bản Pá Hốc) được duy trì.",
        [("3 sạch", "Chi hội phụ nữ bản Nà Ngần"), ("Hàng rào xanh", "bản Pá Hốc")],
    ),
    (
        "Chi bộ thôn 3 đăng ký mô hình “Thắp sáng đường quê”, Chi bộ thôn 5: “Camera an ninh”; Chi bộ Trường THCS: “Tiếng trống học bài”.",
        [
            ("Thắp sáng đường quê", "Chi bộ thôn 3"),
            ("Camera an ninh", "Chi bộ thôn 5"),
            ("Tiếng trống học bài", "Chi bộ Trường THCS"),
        ],
    ),
    (
        "Nhiều mô hình hay như: Công an huyện với “Bữa cơm nghĩa tình”, Huyện đoàn với “Ngày thứ Bảy tình nguyện”.",
        [("Bữa cơm nghĩa tình", "Công an huyện"), ("Ngày thứ Bảy tình nguyện", "Huyện đoàn")],
    ),
    (
        "Điển hình như mô hình nuôi dê sinh sản tại bản Co Phung cho thu nhập 120 triệu đồng/năm.",
        [("nuôi dê sinh sản", "bản Co Phung")],
    ),
    (
        "Đảng bộ xã Minh Lập triển khai 03 mô hình: Cánh đồng không dấu chân; Tiếng loa an ninh; Hũ gạo tình thương.",
        [
            ("Cánh đồng không dấu chân", "Đảng bộ xã Minh Lập"),
            ("Tiếng loa an ninh", "Đảng bộ xã Minh Lập"),
            ("Hũ gạo tình thương", "Đảng bộ xã Minh Lập"),
        ],
    ),
    (
        "Câu lạc bộ “Tiền hôn nhân” (xã Bản Mế) sinh hoạt mỗi tháng 1 lần.",
        [("Tiền hôn nhân", "xã Bản Mế")],
    ),
    (
        "Đoàn Thanh niên Công an tỉnh duy trì hiệu quả mô hình “Ngày thứ Bảy xanh”.",
        [("Ngày thứ Bảy xanh", "Đoàn Thanh niên Công an tỉnh")],
    ),
    (
        "Sáng kiến “Giờ thứ 9” của Trung tâm Phục vụ hành chính công tỉnh giúp giảm 30% hồ sơ trễ hẹn.",
        [("Giờ thứ 9", "Trung tâm Phục vụ hành chính công tỉnh")],
    ),
    (
        "Các cách làm mới: “Phi địa giới” ở thành phố Bắc Hà; “Hẹn giờ” ở huyện Yên Sơn.",
        [("Phi địa giới", "thành phố Bắc Hà"), ("Hẹn giờ", "huyện Yên Sơn")],
    ),
    (
        "Hợp tác xã Đại Thắng thực hiện mô hình liên kết sản xuất lúa chất lượng cao trên 50 ha.",
        [("liên kết sản xuất lúa chất lượng cao", "Hợp tác xã Đại Thắng")],
    ),
    (
        "Mô hình nuôi gà đồi ở thôn Tân Lập đem lại thu nhập 80 triệu đồng/năm.",
        [("nuôi gà đồi", "thôn Tân Lập")],
    ),
    (
        "Nổi bật có mô hình: “Bí thư chi bộ nêu gương” (Đảng bộ phường Đông Kinh).",
        [("Bí thư chi bộ nêu gương", "Đảng bộ phường Đông Kinh")],
    ),
    (
        "Trường Mầm non Hoa Sen xây dựng thành công mô hình mang tên “Ươm mầm”.",
        [("Ươm mầm", "Trường Mầm non Hoa Sen")],
    ),
    (
        "Huyện ủy Yên Lập chỉ đạo xây dựng mô hình chi bộ “Ba không, bốn có”.",
        [("Ba không, bốn có", "Huyện ủy Yên Lập")],
    ),
    (
        "Mô hình điểm “Nhà tiêu hợp vệ sinh” do Hội LHPN xã Nậm Lành thực hiện từ năm 2021.",
        [("Nhà tiêu hợp vệ sinh", "Hội LHPN xã Nậm Lành")],
    ),
    (
        "Cùng với đó là mô hình “Ngân hàng lợn giống” mà Hội Nông dân huyện Pác Nặm triển khai.",
        [("Ngân hàng lợn giống", "Hội Nông dân huyện Pác Nặm")],
    ),
]
NO_MODELS = [
    "Phát động phong trào thi đua “Dạy tốt, học tốt”.",
    "Viết bài “Gương sáng quê em” (Báo Sơn La).",
    "Hội thi “Nhà nông đua tài” (Hội Nông dân tỉnh) thu hút 12 đội.",
    "3. Xây dựng mô hình, điển hình\n- Tổ chức Tuần lễ “Áo dài” trong toàn tỉnh.\n- Mở chuyên mục “Học và làm theo Bác” trên Đài PTTH tỉnh.\n",
    "Huyện triển khai mô hình chính quyền địa phương 2 cấp.",
    "Toàn huyện có 45 mô hình “Dân vận khéo”.",
    "Mô hình tổ chức bộ máy mới đi vào hoạt động.",
    "Chuyển đổi mô hình tăng trưởng của tỉnh Quảng Ninh.",
    "5. Y tế: Cấp 21 thẻ.\n6. Mô hình giảm nghèo: Xây dựng 06 mô hình sinh kế với 118 hộ.\n",
]


@pytest.mark.parametrize(("text", "models"), MODELS, ids=[text for text, _ in MODELS])
def test_a_model_is_named_with_its_owner(text, models):
    assert told(text) == models


@pytest.mark.parametrize("text", NO_MODELS)
def test_what_only_looks_like_a_model_is_none(text):
    assert told(text) == []
