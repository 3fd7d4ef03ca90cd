"""How reports and the press announce what is lacking, learnt and to be done: a role for each point.

Sentences were written for this table.
"""

from __future__ import annotations

import pytest

from reportkit.parsing._passages import find_passages
from reportkit.parsing.document import Document
from reportkit.sources import Source


def roles(text: str) -> list[str]:
    return [each.role.value for each in find_passages(Document.of(Source("a.txt", text)))]


LACKING = [
    # sentence by sentence, as far as each tells what is lacking
    (
        "2. Hạn chế\nCông tác tuyên truyền chưa sâu. Một số chi bộ sinh hoạt đơn điệu. Cụ thể là ở "
        "thôn Đồi. Kinh phí còn thiếu.\n3. Kết luận\nHết.",
        3,
    ),
    ("2. Nhược điểm\n- Sinh hoạt chi bộ đơn điệu.\n- Ít mô hình mới.\n", 2),
    ("2. Những mặt chưa được\n- Sinh hoạt chi bộ đơn điệu.\n- Ít mô hình mới.\n", 2),
    ("* Một số vấn đề cần quan tâm:\n- Giải ngân đạt thấp.\n- Nợ đọng 12 tỷ đồng.\n", 2),
    ("Khó khăn, thách thức\n- Thiếu đất sản xuất.\n- Giao thông đi lại xa.\n", 2),
    ("b) Mặt yếu:\n- Thiếu đất sản xuất.\n- Giao thông đi lại xa.\n", 2),
    (
        "Tuy nhiên, huyện vẫn còn những điểm cần khắc phục:\n- Thiếu đất sản xuất.\n- Giải ngân đạt thấp.\n",
        2,
    ),
    ("Bên cạnh đó vẫn còn: thiếu đất sản xuất; giải ngân đạt thấp.", 2),
    (
        "Tuy vậy, công tác dân vận của huyện vẫn còn không ít việc phải bàn: cán bộ mỏng; kinh phí ít.",
        2,
    ),
    ("Hạn chế: (1) cán bộ mỏng; (2) kinh phí ít.", 2),
    ("Về hạn chế, cán bộ mỏng, kinh phí ít. Giải ngân vốn đạt thấp.", 2),
    (
        "Tuy nhiên, kết quả vẫn chưa đều. Ba xã vùng cao còn trên 30% hộ nghèo. Nhiều hộ không muốn thoát nghèo.",
        3,
    ),
    ("Đánh giá về tồn tại, đồng chí cho rằng: cán bộ mỏng; kinh phí ít.", 2),
    ("Điều còn băn khoăn, theo bà Lan, là giá nông sản bấp bênh; đường vào thôn sạt lở.", 2),
    ("Ông Tâm thừa nhận hai cái khó: giá nông sản bấp bênh; đường vào thôn sạt lở.", 2),
    ("Cái khó nhất bây giờ là vốn.", 1),
    ("Mặc dù vậy, một số chỉ tiêu đạt thấp so với kế hoạch.", 1),
    ("Còn đó những trăn trở: hộ nghèo còn nhiều; lao động trẻ bỏ quê đi làm ăn xa.", 2),
    (
        "PV: Bên cạnh kết quả ấy, đồng chí thấy còn điều gì chưa hài lòng?\nÔng Sơn: Còn một số nơi làm hình thức; báo cáo chậm.",
        2,
    ),
    ("Số hộ tái nghèo vẫn còn cao.", 1),
    ("Hệ thống phần mềm hay bị nghẽn, cán bộ một cửa phải làm thêm giờ.", 1),
    ("Những hạn chế trên do: địa bàn rộng; cán bộ mỏng.", 2),
    (
        "Bên cạnh kết quả đạt được, công tác cải cách hành chính của huyện vẫn còn những tồn tại: một số thủ tục giải quyết trễ hẹn; hạ tầng công nghệ xuống cấp.",
        2,
    ),
    ("Song, bên cạnh đó, việc học tập và làm theo Bác ở một số nơi chưa đi vào chiều sâu.", 1),
    ("Khó khăn hiện nay của xã là thiếu đất sản xuất.", 1),
    ("Điểm yếu lớn nhất là chất lượng nguồn nhân lực.", 1),
    ("Theo đánh giá của Ban Chỉ đạo, một bộ phận cán bộ còn ngại va chạm, né tránh.", 1),
    ("Thẳng thắn nhìn nhận, công tác giảm nghèo chưa bền vững.", 1),
    ("Tuy nhiên, kết quả đó chưa tương xứng với tiềm năng.", 1),
    ("Một số chi bộ chưa xây dựng kế hoạch làm theo.", 1),
    ("Công tác phối hợp giữa các ngành có lúc chưa chặt chẽ.", 1),
    ("Vẫn còn một bộ phận người dân trông chờ, ỷ lại.", 1),
    (
        "Về tồn tại, báo cáo chỉ rõ: một số chi bộ sinh hoạt chưa đều; việc nêu gương chưa rõ nét.",
        2,
    ),
    (
        "Nói về những việc chưa làm được, ông Sơn, Giám đốc Sở, cho hay: Chênh lệch giữa các vùng còn lớn. Một số nơi có biểu hiện thỏa mãn. Nợ đọng còn 63,7 tỷ đồng.",
        3,
    ),
    (
        "Hạn chế chủ yếu được Ban Thường vụ chỉ ra là: sinh hoạt chi bộ còn hình thức; ít mô hình mới.",
        2,
    ),
    ("Cái khó của huyện là ngân sách eo hẹp.", 1),
    ("Tồn tại lớn nhất vẫn là giải ngân chậm.", 1),
    ("Đồng chí cũng lưu ý một số hạn chế cần khắc phục: giải ngân chậm; hồ sơ trễ hẹn.", 2),
]
LEARNT = [
    ("Từ thực tiễn có thể rút ra: phải dựa vào dân; phải có người đứng đầu nêu gương.", 2),
    ("Kinh nghiệm của xã là việc gì cũng bàn với dân.", 1),
    ("Bài học đầu tiên là sự nêu gương của người đứng đầu.", 1),
    ("Qua 5 năm, Đảng ủy rút ra kinh nghiệm: một là, phải kiên trì; hai là, phải nêu gương.", 2),
    ("Theo ông An, chìa khóa của thành công là người đứng đầu phải làm trước.", 1),
]
TO_BE_DONE = [
    ("Năm 2025, tỉnh phấn đấu: giảm 3% hộ nghèo; 100% xã đạt chuẩn.", 2),
    ("Mục tiêu năm 2025: giảm 3% hộ nghèo; 100% xã đạt chuẩn.", 2),
    ("Theo kế hoạch, năm 2025 huyện sẽ mở thêm 5 mô hình.", 1),
    ("Ông Hùng khẳng định: “Chúng tôi sẽ giữ vững các tiêu chí; nâng thu nhập cho dân”.", 2),
    ("Hội sẽ tiếp tục nhân rộng mô hình này ra toàn huyện trong thời gian tới.", 1),
    ("Thời gian tới xã tiếp tục nhân rộng mô hình ra các thôn.", 1),
    (
        "Phương hướng năm 2025 của Đoàn là: đẩy mạnh chuyển đổi số; kết nạp 300 đoàn viên; mở 12 lớp kỹ năng.",
        3,
    ),
    (
        "Để phát huy kết quả, Đảng bộ xã xác định 2 việc: một là, giữ nếp sinh hoạt; hai là, nêu gương.",
        2,
    ),
    (
        "Hội nghị cũng đề ra nhiệm vụ năm 2025: (1) rà soát hội viên; (2) vận động quỹ; (3) mở lớp.",
        3,
    ),
    (
        "Về nhiệm vụ thời gian tới, Bí thư Huyện ủy yêu cầu các chi bộ giữ nếp sinh hoạt; cán bộ nêu gương.",
        2,
    ),
    ("Bí thư Đảng ủy xã nhấn mạnh các chi bộ cần giữ nếp sinh hoạt; chú trọng nêu gương.", 2),
    ("Đồng chí đề nghị Ban Chỉ đạo các xã sớm khắc phục tồn tại.", 1),
    ("Giải pháp đưa ra là tăng tuần tra; ký cam kết với chủ xe.", 2),
    ("Từ nay đến hết năm 2025, tỉnh tập trung: xóa 1.200 nhà tạm; hỗ trợ 800 hộ vay vốn.", 2),
    ("Các chỉ tiêu chủ yếu năm 2025: tăng trưởng 9%; thu ngân sách 1.200 tỷ đồng.", 2),
    ("Kế hoạch năm tới của xã: trồng 50 ha rừng; mở 2 tuyến đường.", 2),
    ("5. Nhiệm vụ: rà soát hội viên; vận động quỹ; mở lớp.", 3),
    ("Sang năm 2025, công đoàn phấn đấu kết nạp 500 đoàn viên; thành lập 5 công đoàn cơ sở.", 2),
    (
        "Bước vào năm 2025, ngành Y tế đặt ra hai nhiệm vụ lớn: nâng chất lượng trạm y tế; số hóa hồ sơ.",
        2,
    ),
    ("III. TRỌNG TÂM THỜI GIAN TỚI\n- Siết kỷ luật hành chính.\n- Nâng chất lượng dịch vụ.\n", 2),
    (
        "Phần thứ ba: CHƯƠNG TRÌNH CÔNG TÁC NĂM 2025\n- Siết kỷ luật hành chính.\n- Nâng chất lượng dịch vụ.\n",
        2,
    ),
    (
        "3. Định hướng giai đoạn 2025 - 2030\n- Siết kỷ luật hành chính.\n- Nâng chất lượng dịch vụ.\n",
        2,
    ),
    ("Công việc trọng tâm quý IV:\n- Siết kỷ luật hành chính.\n- Nâng chất lượng dịch vụ.\n", 2),
    ("IV. KẾ HOẠCH NĂM 2025\n- Siết kỷ luật hành chính.\n- Nâng chất lượng dịch vụ.\n", 2),
    ("II. MỤC TIÊU NĂM 2025\n- Giảm 2% hộ nghèo.\n- Xóa 120 nhà tạm.\n", 2),
    ("Việc cần làm ngay:\n+ Siết kỷ luật hành chính.\n+ Nâng chất lượng dịch vụ.\n", 2),
    ("Năm 2025, xã đặt quyết tâm giảm 20 hộ nghèo; xóa 12 nhà tạm.", 2),
    ("Trong quý IV, sở sẽ tập trung hoàn thiện phần mềm; rà soát 120 thủ tục.", 2),
    ("Bà Hoa cho biết, sắp tới Hội sẽ mở thêm 3 lớp; hỗ trợ 20 hội viên vay vốn.", 2),
    ("Thời gian tới, huyện sẽ tiếp tục rà soát hộ nghèo; đẩy nhanh giải ngân.", 2),
    ("Từ nay đến cuối năm, toàn ngành phải hoàn thành 3 việc: số hóa xong hồ sơ; lắp 12 ki-ốt.", 2),
    (
        "Đồng chí Phó Bí thư đề nghị thời gian tới: các chi bộ đăng ký việc làm theo; cán bộ nêu gương.",
        2,
    ),
    (
        "PV: Thời gian tới, địa phương sẽ làm gì?\nÔng Sơn: Chúng tôi sẽ rà soát lại hộ nghèo; đẩy nhanh giải ngân.",
        2,
    ),
    (
        "Kết luận hội nghị, Chủ tịch UBND huyện yêu cầu: các xã rà soát hộ nghèo trước ngày 15/10; phòng Lao động tổng hợp báo cáo.",
        2,
    ),
    ("Hướng đi tới của xã là mở rộng vùng chè; làm du lịch cộng đồng.", 2),
    (
        "Nhiệm vụ đặt ra cho năm 2025, theo ông Sơn, là phải giữ được chất lượng các xã; dồn lực cho 5 xã; xử lý xong nợ đọng.",
        3,
    ),
    (
        "Thời gian tới, đề nghị các cấp, các ngành làm tốt các việc sau đây:\n1. Tập trung xóa nhà tạm.\n2. Ưu tiên vốn cho 2 huyện nghèo.\n3. Lồng ghép hiệu quả 3 chương trình.",
        3,
    ),
    (
        "Phát huy kết quả đạt được, thời gian tới chúng ta quyết tâm: giữ vững các tiêu chí; chăm lo đời sống văn hóa.",
        2,
    ),
    (
        "Giai đoạn 2021 - 2025, huyện xác định: giữ vững 7 xã đã đạt chuẩn; nâng thu nhập lên 55 triệu đồng.",
        2,
    ),
    (
        "Để tiếp tục thực hiện hiệu quả Chỉ thị, thời gian tới các cấp ủy cần: đẩy mạnh tuyên truyền; nhân rộng mô hình.",
        2,
    ),
    (
        "Trong 6 tháng cuối năm, UBND huyện tập trung vào một số nhiệm vụ trọng tâm sau: đẩy nhanh giải ngân; xóa nhà tạm.",
        2,
    ),
    (
        "Phát biểu kết luận, đồng chí Bí thư Huyện ủy đề nghị các chi, đảng bộ tiếp tục quán triệt Chỉ thị; chú trọng nêu gương.",
        2,
    ),
    ("Mục tiêu đến năm 2025, xã đạt chuẩn nông thôn mới kiểu mẫu.", 1),
    ("Năm 2025, huyện phấn đấu giảm tỷ lệ hộ nghèo còn 3%; xóa 100% nhà tạm.", 2),
    ("Hội đặt chỉ tiêu năm 2025 kết nạp 300 hội viên; xây 5 mái ấm.", 2),
    (
        "Trong thời gian tới, Công an tỉnh tiếp tục đẩy mạnh phong trào, nâng cao chất lượng mô hình.",
        1,
    ),
    ("Cùng với đó, các địa phương cần rà soát quy hoạch; bố trí đủ vốn.", 2),
    (
        "Chủ tịch UBND tỉnh yêu cầu các sở, ngành khẩn trương khắc phục tồn tại; nâng cao chất lượng dịch vụ.",
        2,
    ),
    ("Giải pháp trọng tâm của năm 2025 gồm: (1) rà soát thủ tục; (2) đào tạo cán bộ.", 2),
    (
        "Ban Chỉ đạo thống nhất 2 nhóm nhiệm vụ trong năm tới. Thứ nhất, siết kỷ luật. Thứ hai, nâng chất lượng sinh hoạt.",
        2,
    ),
    ("Thời gian tới, Hội sẽ đổi mới sinh hoạt; vận động xây thêm 6 mái ấm.", 2),
    (
        "Năm 2025 tỉnh đặt ra các mục tiêu: giảm 1.200 hộ nghèo; xóa nhà tạm; giải quyết việc làm cho 9.000 lao động.",
        3,
    ),
    ("Nhiệm vụ trong những tháng cuối năm là hoàn thành kế hoạch giải ngân; tổ chức Đại hội.", 2),
    (
        "Trao đổi với phóng viên, ông Bình cho biết: “Sắp tới, xã sẽ nhân rộng mô hình ra 5 thôn”.",
        1,
    ),
    (
        "Hội nghị tổng kết năm 2023, triển khai nhiệm vụ năm 2024.\n\nNăm 2024, Công đoàn ngành tập trung chăm lo phúc lợi; phát triển mới 150 đoàn viên.",
        2,
    ),
]
NOTHING = [
    "Phát huy gương tốt, khắc phục mặt yếu\n\nBí thư Huyện ủy cho rằng các mô hình đã có hiệu quả.\n",
    "2. Tháo gỡ khó khăn, vướng mắc và nâng cao chất lượng\n- Mở 12 lớp.\n- Cấp 40 thẻ.\n",
    "Gỡ khó khăn cho các hộ nghèo ở Pa Hin\n\nXã Pa Hin có 12 thôn, 1.200 hộ. Năm qua, xã xóa 45 nhà tạm.\n",
    "I. KẾT QUẢ THỰC HIỆN MỤC TIÊU NĂM 2024\n- Giảm 412 hộ nghèo.\n- Xóa 120 nhà tạm.\n",
    "II. TÌNH HÌNH TRIỂN KHAI KẾ HOẠCH NĂM 2024\n- Mở 12 lớp.\n- Cấp 40 thẻ.\n",
    "Bà Hoa cho biết, trong năm Hội đã mở 3 lớp; hỗ trợ 20 hội viên vay vốn.",
    "Hội đã khắc phục khó khăn, xây 12 nhà tình nghĩa.",
    "Nhiệm vụ của Hội được giao là chăm lo gia đình chính sách trong năm qua đã hoàn thành.",
    "Năm 2024, huyện tập trung chỉ đạo xóa 120 nhà tạm.",
    "Ông cho biết: Năm qua, xã mở 5 lớp.",
    "Hội nghị tổng kết năm 2024, triển khai nhiệm vụ năm 2025.\n\nNăm 2024, Công đoàn ngành tập trung chăm lo phúc lợi; phát triển mới 150 đoàn viên.",
]


@pytest.mark.parametrize(("text", "points"), LACKING, ids=[text for text, _ in LACKING])
def test_what_is_lacking_is_a_limitation_for_each_point(text, points):
    assert roles(text) == ["limitation"] * points


@pytest.mark.parametrize(("text", "points"), LEARNT, ids=[text for text, _ in LEARNT])
def test_what_was_learnt_is_a_lesson_for_each_point(text, points):
    assert roles(text) == ["lesson"] * points


@pytest.mark.parametrize(("text", "points"), TO_BE_DONE, ids=[text for text, _ in TO_BE_DONE])
def test_what_is_to_be_done_is_a_task_for_each_point(text, points):
    assert roles(text) == ["task"] * points


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_so_is_no_point(text):
    assert roles(text) == []
