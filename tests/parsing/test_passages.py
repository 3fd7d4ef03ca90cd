"""What a report says of limitations, causes, lessons, tasks, proposals: by heading, lead-in, cue."""

from __future__ import annotations

import pytest

from reportkit.parsing._passages import find_passages
from reportkit.parsing.document import Document
from reportkit.sources import Source

OFFICIAL = """\
I- KẾT QUẢ THỰC HIỆN
1. Công tác quán triệt
Tổ chức 25 hội nghị cho 3.200 lượt cán bộ.
II- ĐÁNH GIÁ CHUNG
1. Ưu điểm
Nhận thức của cán bộ được nâng lên rõ rệt.
2. Hạn chế, khuyết điểm
- Công tác tuyên truyền ở một số chi bộ chưa thường xuyên.
- Việc nhân rộng điển hình còn chậm; một số mô hình hiệu quả chưa cao.
3. Nguyên nhân
3.1. Nguyên nhân khách quan
Địa bàn rộng, dân cư phân tán.
3.2. Nguyên nhân chủ quan
Một số cấp ủy chưa quyết liệt.
4. Bài học kinh nghiệm
Qua 03 năm thực hiện, Huyện ủy rút ra một số bài học sau:
Thứ nhất, phải bám sát cơ sở.
Thứ hai, người đứng đầu phải nêu gương; nói đi đôi với làm.
III- PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI
1. Tiếp tục quán triệt sâu rộng các nghị quyết
2. Đẩy mạnh kiểm tra, giám sát
3. Nhân rộng các mô hình hay, cách làm hiệu quả.
IV- KIẾN NGHỊ, ĐỀ XUẤT
Đề nghị Ban Tuyên giáo Tỉnh ủy tổ chức tập huấn nghiệp vụ; hỗ trợ tài liệu tuyên truyền.
Nơi nhận:
- Tỉnh ủy (báo cáo),
- Lưu Văn phòng.
"""


def said(text: str) -> list[tuple[str, str]]:
    return [
        (each.role.value, each.text) for each in find_passages(Document.of(Source("a.txt", text)))
    ]


def test_an_official_report_is_taken_apart_by_its_headings() -> None:
    assert said(OFFICIAL) == [
        ("result", "Nhận thức của cán bộ được nâng lên rõ rệt."),
        ("limitation", "Công tác tuyên truyền ở một số chi bộ chưa thường xuyên."),
        ("limitation", "Việc nhân rộng điển hình còn chậm; một số mô hình hiệu quả chưa cao."),
        ("cause", "Địa bàn rộng, dân cư phân tán."),
        ("cause", "Một số cấp ủy chưa quyết liệt."),
        ("lesson", "phải bám sát cơ sở."),
        ("lesson", "người đứng đầu phải nêu gương; nói đi đôi với làm."),
        ("task", "Tiếp tục quán triệt sâu rộng các nghị quyết"),
        ("task", "Đẩy mạnh kiểm tra, giám sát"),
        ("task", "Nhân rộng các mô hình hay, cách làm hiệu quả."),
        ("proposal", "Đề nghị Ban Tuyên giáo Tỉnh ủy tổ chức tập huấn nghiệp vụ"),
        ("proposal", "hỗ trợ tài liệu tuyên truyền."),
    ]


BY_LEAD_IN_AND_CUE = [
    (
        "PV: Còn vướng mắc gì?\n\n- Ruộng ít nước. Cán bộ hay thay đổi.\n\nPV: Sắp tới thì sao?\n\n- Xã làm 2 việc: sửa đập; mở lớp nghề.\n\nPV: Xin cảm ơn ông!",
        [
            ("limitation", "Ruộng ít nước."),
            ("limitation", "Cán bộ hay thay đổi."),
            ("task", "Xã làm 2 việc: sửa đập"),
            ("task", "mở lớp nghề."),
        ],
    ),
    (
        "Hạn chế: sổ sách chưa đủ; họp còn thưa. Nửa nhiệm kỳ còn lại, Hội sẽ mở 2 lớp.",
        [
            ("limitation", "sổ sách chưa đủ"),
            ("limitation", "họp còn thưa."),
            ("task", "Hội sẽ mở 2 lớp."),
        ],
    ),
    (
        "Nhưng khó khăn còn nhiều: ruộng ít; đường xa.",
        [("limitation", "ruộng ít"), ("limitation", "đường xa.")],
    ),
    (
        "Điều cần rút kinh nghiệm: báo cáo dài; số liệu sai.",
        [("limitation", "báo cáo dài"), ("limitation", "số liệu sai.")],
    ),
    (
        "Tuy nhiên, hội nghị cũng chỉ rõ: tỷ lệ thu phí còn thấp; vài chi hội chậm nộp báo cáo.",
        [
            ("limitation", "tỷ lệ thu phí còn thấp"),
            ("limitation", "vài chi hội chậm nộp báo cáo."),
        ],
    ),
    (
        "Hạn chế: việc họp còn thưa; sổ sách chưa đủ. Nguyên nhân: do thiếu cán bộ.",
        [
            ("limitation", "việc họp còn thưa"),
            ("limitation", "sổ sách chưa đủ."),
            ("cause", "do thiếu cán bộ."),
        ],
    ),
    (
        "Điều bà Chủ tịch Hội băn khoăn: chị em trẻ ít sinh hoạt; quỹ hội mỏng.",
        [("limitation", "chị em trẻ ít sinh hoạt"), ("limitation", "quỹ hội mỏng.")],
    ),
    # a number that counts is no mark of a list
    (
        "Hạn chế: Kết quả giảm nghèo chưa bền vững; 87 hộ tái nghèo.",
        [("limitation", "Kết quả giảm nghèo chưa bền vững"), ("limitation", "87 hộ tái nghèo.")],
    ),
    (
        "2. Hạn chế\n- 12 xã chưa có đường nhựa.\n- 2 Công tác nắm tình hình còn chậm.\n",
        [
            ("limitation", "12 xã chưa có đường nhựa."),
            ("limitation", "Công tác nắm tình hình còn chậm."),
        ],
    ),
    (
        "Tự phê bình ở vài nơi còn nể nang.",
        [("limitation", "Tự phê bình ở vài nơi còn nể nang.")],
    ),
    (
        "Khó nhất là đường vào bản xa, mưa lũ kéo dài.",
        [("limitation", "Khó nhất là đường vào bản xa, mưa lũ kéo dài.")],
    ),
    (
        "Theo Bí thư Đảng ủy xã, kinh nghiệm rút ra là: phải gần dân; phải làm trước.",
        [("lesson", "phải gần dân"), ("lesson", "phải làm trước.")],
    ),
    (
        "Chủ tịch UBND xã nói, năm 2031 xã sẽ sửa cầu; mở lớp nghề.",
        [("task", "xã sẽ sửa cầu"), ("task", "mở lớp nghề.")],
    ),
    (
        "Tháng 3 tập trung: (i) sửa kênh; (ii) thu gom rác.",
        [("task", "sửa kênh"), ("task", "thu gom rác.")],
    ),
    (
        "IV/ Phương hướng 2031-2032: giữ vững 5 chuẩn; xây thêm 2 phòng học.",
        [("task", "giữ vững 5 chuẩn"), ("task", "xây thêm 2 phòng học.")],
    ),
    (
        "Hạn chế: Một số nơi còn chậm. Nguyên nhân: do thiếu cán bộ.",
        [("limitation", "Một số nơi còn chậm."), ("cause", "do thiếu cán bộ.")],
    ),
    (
        "II. NHIỆM VỤ, GIẢI PHÁP VÀ KIẾN NGHỊ\n1. Tiếp tục quán triệt.\n2. Đề nghị Tỉnh ủy cấp kinh phí.\n3. Đề nghị các chi bộ kiểm tra.",
        [
            ("task", "Tiếp tục quán triệt."),
            ("proposal", "Đề nghị Tỉnh ủy cấp kinh phí."),
            ("task", "Đề nghị các chi bộ kiểm tra."),
        ],
    ),
    (
        "3. Bài học kinh nghiệm và kiến nghị\n- Phải nêu gương.\n- Đề nghị Tỉnh ủy hỗ trợ kinh phí.",
        [("lesson", "Phải nêu gương."), ("proposal", "Đề nghị Tỉnh ủy hỗ trợ kinh phí.")],
    ),
    (
        "2. Khó khăn, vướng mắc\n- Thiếu kinh phí. Nguyên nhân: do ngân sách hẹp; giá tăng.\n- Địa bàn rộng.",
        [
            ("limitation", "Thiếu kinh phí."),
            ("cause", "do ngân sách hẹp"),
            ("cause", "giá tăng."),
            ("limitation", "Địa bàn rộng."),
        ],
    ),
    (
        "3. Bài học kinh nghiệm\nMột là, phải nêu gương. Hai là, gắn học tập với làm theo.",
        [("lesson", "phải nêu gương."), ("lesson", "gắn học tập với làm theo.")],
    ),
    (
        "2. Hạn chế\n➢ Vài nơi làm chậm.\n\uf0b7 Kinh phí ít.\n✓ Cán bộ thiếu.",
        [
            ("limitation", "Vài nơi làm chậm."),
            ("limitation", "Kinh phí ít."),
            ("limitation", "Cán bộ thiếu."),
        ],
    ),
    (
        "2. Hạn chế, nguyên nhân\n- Vài chi bộ chưa đăng ký mô hình.\nNguyên nhân là do cấp ủy chưa quan tâm.",
        [
            ("limitation", "Vài chi bộ chưa đăng ký mô hình."),
            ("cause", "Nguyên nhân là do cấp ủy chưa quan tâm."),
        ],
    ),
    (
        "2. Hạn chế\n- Vài nơi làm chậm. Nguyên nhân là do địa bàn rộng. Kinh phí lại ít.\n- Kinh phí ít.",
        [
            ("limitation", "Vài nơi làm chậm."),
            ("cause", "Nguyên nhân là do địa bàn rộng. Kinh phí lại ít."),
            ("limitation", "Kinh phí ít."),
        ],
    ),
    (
        "Hạn chế: Một số chi bộ còn lúng túng.\nNguyên nhân: do thiếu cán bộ.",
        [("limitation", "Một số chi bộ còn lúng túng."), ("cause", "do thiếu cán bộ.")],
    ),
    (
        "Đảng bộ còn những hạn chế, đó là: Sinh hoạt ở vài nơi còn hình thức. Kinh phí ít.",
        [("limitation", "Sinh hoạt ở vài nơi còn hình thức."), ("limitation", "Kinh phí ít.")],
    ),
    (
        "Qua thực hiện rút ra 3 bài học: (1) phải có quyết tâm; (2) phải kiểm tra; (3) phải khen.",
        [("lesson", "phải có quyết tâm"), ("lesson", "phải kiểm tra"), ("lesson", "phải khen.")],
    ),
    (
        "Thời gian tới, huyện thực hiện các nhiệm vụ sau: Một là, tiếp tục quán triệt. Hai là, nhân rộng mô hình.",
        [("task", "tiếp tục quán triệt."), ("task", "nhân rộng mô hình.")],
    ),
    (
        "Đồng chí Bí thư yêu cầu các cấp làm tốt các nhiệm vụ sau:\n\nGắn học tập với làm theo.\n\nTìm và biểu dương gương tốt.\n\nTại hội nghị, 5 tập thể được khen.",
        [("task", "Gắn học tập với làm theo."), ("task", "Tìm và biểu dương gương tốt.")],
    ),
    (
        "Đồng chí Bí thư Huyện ủy đề nghị các chi bộ tiếp tục tuyên truyền, nhất là ở thôn; quan tâm phát hiện điển hình; kịp thời khen thưởng.\nThường xuyên kiểm tra việc thực hiện.\nHội nghị kết thúc lúc 11 giờ.",
        [
            ("task", "tiếp tục tuyên truyền, nhất là ở thôn"),
            ("task", "quan tâm phát hiện điển hình"),
            ("task", "kịp thời khen thưởng."),
            ("task", "Thường xuyên kiểm tra việc thực hiện."),
        ],
    ),
    (
        "Công tác này còn một số hạn chế: tỷ lệ ở vài phường còn thấp; hạ tầng chưa đồng bộ.\n\nThời gian tới, thành phố tiếp tục tuyên truyền; tăng cường kiểm tra.",
        [
            ("limitation", "tỷ lệ ở vài phường còn thấp"),
            ("limitation", "hạ tầng chưa đồng bộ."),
            ("task", "thành phố tiếp tục tuyên truyền"),
            ("task", "tăng cường kiểm tra."),
        ],
    ),
    (
        "Ban Thường vụ Huyện ủy đề nghị Tỉnh ủy quan tâm bố trí kinh phí.",
        [("proposal", "quan tâm bố trí kinh phí.")],
    ),
    (
        "Tuy nhiên, việc đăng ký làm theo ở một số đơn vị còn chậm. Huyện có 12 mô hình. Nguyên nhân là kinh phí hạn hẹp.",
        [
            ("limitation", "Tuy nhiên, việc đăng ký làm theo ở một số đơn vị còn chậm."),
            ("cause", "Nguyên nhân là kinh phí hạn hẹp."),
        ],
    ),
    (
        "Trưởng phòng yêu cầu từng đơn vị tiếp tục rà soát; nhất là ở thôn xa; hoàn thành trước tháng 6.",
        [
            ("task", "tiếp tục rà soát; nhất là ở thôn xa"),
            ("task", "hoàn thành trước tháng 6."),
        ],
    ),
    # a turn opens what is lacking; the sentences behind it go on as long as they lack
    (
        "Tuy nhiên, ở một số nơi, việc đăng ký còn chạy theo số lượng. Công tác hướng dẫn chưa sâu sát. Một số mô hình không được duy trì. Huyện có 12 xã.",
        [
            ("limitation", "Tuy nhiên, ở một số nơi, việc đăng ký còn chạy theo số lượng."),
            ("limitation", "Công tác hướng dẫn chưa sâu sát."),
            ("limitation", "Một số mô hình không được duy trì."),
        ],
    ),
    (
        "Bên cạnh kết quả, phát triển đảng trong doanh nghiệp còn khó. Một số cấp ủy chưa quan tâm tạo nguồn. 6 tháng cuối năm, Đảng ủy Khối yêu cầu các cấp ủy: tiếp tục quán triệt; nâng cao chất lượng sinh hoạt.",
        [
            ("limitation", "Bên cạnh kết quả, phát triển đảng trong doanh nghiệp còn khó."),
            ("limitation", "Một số cấp ủy chưa quan tâm tạo nguồn."),
            ("task", "tiếp tục quán triệt"),
            ("task", "nâng cao chất lượng sinh hoạt."),
        ],
    ),
    (
        "Còn đó những trăn trở: thu hút phụ nữ trẻ vào Hội chưa nhiều; cán bộ thay đổi liên tục.",
        [
            ("limitation", "thu hút phụ nữ trẻ vào Hội chưa nhiều"),
            ("limitation", "cán bộ thay đổi liên tục."),
        ],
    ),
    (
        "Năm 2023, tập trung 3 nhiệm vụ: (1) Hoàn thành chương trình kiểm tra; (2) Kiện toàn bộ máy; (3) Bồi dưỡng cán bộ.",
        [
            ("task", "Hoàn thành chương trình kiểm tra"),
            ("task", "Kiện toàn bộ máy"),
            ("task", "Bồi dưỡng cán bộ."),
        ],
    ),
    (
        "Nửa nhiệm kỳ còn lại, Hội tập trung ba khâu: đào tạo cán bộ; hỗ trợ phụ nữ khởi nghiệp.",
        [("task", "đào tạo cán bộ"), ("task", "hỗ trợ phụ nữ khởi nghiệp.")],
    ),
    (
        "6 tháng cuối năm, huyện tiếp tục tuyên truyền; tăng cường kiểm tra.",
        [("task", "huyện tiếp tục tuyên truyền"), ("task", "tăng cường kiểm tra.")],
    ),
    # the subject of a sentence says what it tells
    (
        "Bài học lớn nhất là phải dựa vào dân. Kinh nghiệm cho thấy, người đứng đầu sâu sát thì nơi đó làm tốt.",
        [
            ("lesson", "Bài học lớn nhất là phải dựa vào dân."),
            ("lesson", "Kinh nghiệm cho thấy, người đứng đầu sâu sát thì nơi đó làm tốt."),
        ],
    ),
    (
        "Khó khăn lớn nhất hiện nay là thiếu vốn đối ứng. Vẫn còn 3 xã chưa đạt tiêu chí thu nhập.",
        [
            ("limitation", "Khó khăn lớn nhất hiện nay là thiếu vốn đối ứng."),
            ("limitation", "Vẫn còn 3 xã chưa đạt tiêu chí thu nhập."),
        ],
    ),
    (
        "Mặc dù vậy, phong trào ở vài nơi chưa đều; kinh phí hoạt động ít.",
        [
            ("limitation", "Mặc dù vậy, phong trào ở vài nơi chưa đều"),
            ("limitation", "kinh phí hoạt động ít."),
        ],
    ),
    (
        "Bên cạnh những kết quả đạt được, huyện còn gặp không ít khó khăn: kinh phí hạn hẹp; địa hình chia cắt.",
        [("limitation", "kinh phí hạn hẹp"), ("limitation", "địa hình chia cắt.")],
    ),
    # a full stop before what is counted off
    (
        "Có 3 bài học kinh nghiệm. Một là, chọn đúng việc. Hai là, giao đúng người.",
        [("lesson", "chọn đúng việc."), ("lesson", "giao đúng người.")],
    ),
    (
        "Hội nghị cũng thẳng thắn chỉ ra hạn chế: vài chi bộ sinh hoạt đơn điệu; việc đăng ký còn chung chung.",
        [
            ("limitation", "vài chi bộ sinh hoạt đơn điệu"),
            ("limitation", "việc đăng ký còn chung chung."),
        ],
    ),
    (
        "Qua giám sát cho thấy vẫn còn tình trạng hồ sơ trễ hạn.",
        [("limitation", "Qua giám sát cho thấy vẫn còn tình trạng hồ sơ trễ hạn.")],
    ),
    (
        "III. PHƯƠNG HƯỚNG\n1- Tiếp tục quán triệt.\n2- Nhân rộng điển hình.",
        [
            ("task", "Tiếp tục quán triệt."),
            ("task", "Nhân rộng điển hình."),
        ],
    ),
    (
        "Năm 2024, Hội xác định 5 nhiệm vụ trọng tâm, trong đó chú trọng: đổi mới tuyên truyền; phát triển hội viên.",
        [("task", "đổi mới tuyên truyền"), ("task", "phát triển hội viên.")],
    ),
    (
        "Phấn đấu đến năm 2025, 100% xã đạt chuẩn. Nhiệm vụ đặt ra là nâng cao chất lượng các tiêu chí.",
        [
            ("task", "Phấn đấu đến năm 2025, 100% xã đạt chuẩn."),
            ("task", "Nhiệm vụ đặt ra là nâng cao chất lượng các tiêu chí."),
        ],
    ),
    (
        "Mục tiêu năm 2024: kết nạp 200 đoàn viên; xây 5 nhà nhân ái.",
        [("task", "kết nạp 200 đoàn viên"), ("task", "xây 5 nhà nhân ái.")],
    ),
    (
        "Đồng chí Bí thư nhấn mạnh: thời gian tới cần bám sát cơ sở; kịp thời khen thưởng.",
        [("task", "cần bám sát cơ sở"), ("task", "kịp thời khen thưởng.")],
    ),
    (
        "Đồng chí Chủ tịch yêu cầu trong thời gian tới, các đơn vị tập trung giải ngân; rà soát tiêu chí.",
        [("task", "các đơn vị tập trung giải ngân"), ("task", "rà soát tiêu chí.")],
    ),
    (
        "Các cấp bộ Đoàn cần tiếp tục đổi mới phương thức hoạt động.",
        [("task", "Các cấp bộ Đoàn cần tiếp tục đổi mới phương thức hoạt động.")],
    ),
    # what is aimed at, and asked for without saying of whom
    (
        "Năm 2024, tỉnh đặt mục tiêu xây dựng thêm 50 mô hình.",
        [("task", "tỉnh đặt mục tiêu xây dựng thêm 50 mô hình.")],
    ),
    (
        "Trong năm 2024, huyện phấn đấu: có thêm 2 xã đạt chuẩn; giảm 300 hộ nghèo.",
        [("task", "có thêm 2 xã đạt chuẩn"), ("task", "giảm 300 hộ nghèo.")],
    ),
    (
        "Để khắc phục, huyện sẽ tăng cường kiểm tra; phân công cán bộ phụ trách.",
        [("task", "huyện sẽ tăng cường kiểm tra"), ("task", "phân công cán bộ phụ trách.")],
    ),
    (
        "Kết luận hội nghị, đồng chí Bí thư yêu cầu: các cấp ủy tiếp tục quán triệt; UBND xã rà soát hộ nghèo.",
        [("task", "các cấp ủy tiếp tục quán triệt"), ("task", "UBND xã rà soát hộ nghèo.")],
    ),
    (
        "Phát biểu tại hội nghị, đồng chí Phó Bí thư đề nghị thời gian tới tập trung: đẩy mạnh tuyên truyền; nhân rộng mô hình.",
        [("task", "đẩy mạnh tuyên truyền"), ("task", "nhân rộng mô hình.")],
    ),
    (
        "Hội đề nghị UBND tỉnh bố trí kinh phí; đề nghị Tỉnh ủy quan tâm biên chế.",
        [("proposal", "bố trí kinh phí"), ("proposal", "đề nghị Tỉnh ủy quan tâm biên chế.")],
    ),
    (
        "Việc nêu gương ở vài nơi còn chậm. Thời gian tới, huyện tập trung các nhiệm vụ sau: tiếp tục tuyên truyền; tăng cường kiểm tra.",
        [
            ("limitation", "Việc nêu gương ở vài nơi còn chậm."),
            ("task", "tiếp tục tuyên truyền"),
            ("task", "tăng cường kiểm tra."),
        ],
    ),
    (
        "Quý IV, các ngành tập trung tuần tra trên quốc lộ; kéo giảm tai nạn.",
        [("task", "các ngành tập trung tuần tra trên quốc lộ"), ("task", "kéo giảm tai nạn.")],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), BY_LEAD_IN_AND_CUE, ids=lambda value: str(value)[:40]
)
def test_a_lead_in_or_a_cue_gives_the_role(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Đã khắc phục tình trạng nói không đi đôi với làm.",
        "Không còn tình trạng chậm trễ; hạn chế tiêu cực, lãng phí.",
        "Tỷ lệ hộ nghèo còn 2,95%.",
        "Ban Thường vụ đã yêu cầu các chi bộ xây dựng kế hoạch.",
        "Nội dung gồm: tuyên truyền, vận động.",
        "Tuy nhiên, với quyết tâm cao, huyện đã hoàn thành 12 chỉ tiêu.",
        "Quý IV, huyện giải ngân 12 tỷ đồng.",
        "Quý IV, các ngành đã tập trung tuần tra.",
        "6 tháng cuối năm đã giải ngân 12 tỷ đồng.",
        "Xã còn 3 hộ nghèo.",
        "Huyện đã hoàn thành các mục tiêu năm 2023.",
        "Toàn tỉnh không còn tình trạng nợ đọng.",
        "Kinh nghiệm của cán bộ được nâng lên.",
        "Năm 2024, tỉnh đã hoàn thành mục tiêu xây dựng 50 mô hình.",
        "Huyện ủy đã đề nghị UBND tỉnh công nhận 3 xã.",
    ],
)
def test_sentences_that_only_sound_so_are_none(text: str) -> None:
    assert said(text) == []


WRAPPED = """\
                         BÁO CÁO
  Kết quả xây dựng nông thôn mới 6 tháng đầu năm 2024,
        phương hướng, nhiệm vụ 6 tháng cuối năm

Kính gửi: Ủy ban nhân dân tỉnh.

Thực hiện kế hoạch đã đề ra từ đầu năm, Ủy ban nhân dân huyện báo cáo kết quả
thực hiện trong 6 tháng đầu năm như sau.
I. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN
1. Tồn tại, hạn chế
a) Tiến độ giải ngân vốn của một số chương trình, dự án trên địa bàn các xã
còn chậm, mới đạt 35% kế hoạch.
b) Một số tiêu chí chưa bền vững.
2. Nguyên nhân
- Nguyên nhân khách quan: thời tiết mưa nhiều.
"""


def test_a_hard_wrapped_report_keeps_its_title_apart_and_its_points_whole() -> None:
    assert said(WRAPPED) == [
        (
            "limitation",
            "Tiến độ giải ngân vốn của một số chương trình, dự án trên địa bàn các xã "
            "còn chậm, mới đạt 35% kế hoạch.",
        ),
        ("limitation", "Một số tiêu chí chưa bền vững."),
        ("cause", "thời tiết mưa nhiều."),
    ]


def test_a_caption_between_two_points_is_no_point() -> None:
    caption = "Đại biểu dự hội nghị trực tuyến tại điểm cầu Hội trường huyện."
    text = (
        "BÀI HỌC KINH NGHIỆM\n\nMột là, phải có quyết tâm.\n\n"
        f"{caption}\n\n{caption}\n\nHai là, phải kiểm tra, giám sát.\n"
    )
    assert said(text) == [
        ("lesson", "phải có quyết tâm."),
        ("lesson", "phải kiểm tra, giám sát."),
    ]
