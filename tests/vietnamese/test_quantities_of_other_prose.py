"""What `find_quantities` reads of prose, notes and talk that is not of reports, rule by rule."""

from __future__ import annotations

import pytest

from tests.vietnamese.readings import readings

EXCEEDED = [
    ("sản lượng đã vượt 7 triệu tấn", ("vượt 7 triệu tấn", "over 7000000 tấn")),
    ("doanh thu vượt 100 tỷ đồng", ("vượt 100 tỷ đồng", "over 100000000000 đồng")),
    ("lần đầu vượt 10.000 lượt", ("vượt 10.000", "over 10000")),
    ("thu vượt 7 % dự toán", ("7 %", "7 %")),
    ("vượt 12 triệu đồng so với kế hoạch", ("12 triệu đồng", "12000000 đồng")),
    ("đã vượt 3 chỉ tiêu", ("3", "3")),
    ("vượt 15 km đường rừng", ("15 km", "15 km")),
]
BOUNDS = [
    ("không được vượt quá 20%", ("không được vượt quá 20%", "under 20 %")),
    ("không được dưới 18 tuổi", ("không được dưới 18", "over 18")),
    ("nợ công không vượt 60% GDP", ("không vượt 60%", "under 60 %")),
    ("vốn đầu tư công ước đạt 62,3%", ("ước đạt 62,3%", "about 62.3 %")),
    ("Công ước có 12 điều", ("12", "12")),
    ("mơ ước đạt 10 điểm", ("10", "10")),
    (
        "giá từ 70 triệu đồng/m2 trở lên, 10 triệu đồng/người/năm trở xuống",
        ("từ 70 triệu đồng/m2 trở lên", "over 70000000 đồng"),
        ("10 triệu đồng/người/năm trở xuống", "under 10000000 đồng"),
    ),
    ("trích nộp cấp trên 30%", ("30%", "30 %")),
    ("cấp trên 15.000 thẻ căn cước", ("trên 15.000", "over 15000")),
    ("nghiên cứu trên 96 bệnh nhân", ("96", "96")),
    ("12 bác sĩ trên 10.000 dân", ("12", "12"), ("10.000", "10000")),
    ("có trên 10.000 dân", ("trên 10.000", "over 10000")),
    ("trải rộng trên 4 huyện", ("4", "4")),
    ("khảo sát trên 500 hộ", ("trên 500", "over 500")),
]
VAGUE = [
    ("tăng gần gấp đôi", ("gần gấp đôi", "nearly 2 lần")),
    ("khoảng một nửa số hộ", ("khoảng một nửa", "about 1/2")),
    ("chưa đến một nửa số thôn", ("chưa đến một nửa", "under 1/2")),
    ("quá nửa dân số", ("quá nửa", "over 1/2")),
    ("gấp hơn ba lần", ("gấp hơn ba lần", "over 3 lần")),
    ("giảm một nửa", ("một nửa", "1/2")),
    ("còn phân nửa", ("phân nửa", "1/2")),
    ("hơn một nửa đến từ miền Trung", ("hơn một nửa", "over 1/2")),
    ("quá nửa đại biểu", ("quá nửa", "over 1/2")),
    ("nửa tỷ đồng", ("nửa tỷ đồng", "500000000 đồng")),
    ("hơn nửa năm, gần nửa thế kỷ, nửa đường",),
    ("ngót nghét trăm hộ", ("ngót nghét trăm", "nearly 100")),
    ("ba bốn mươi người", ("ba bốn mươi", "30..40")),
    ("bốn năm chục người", ("bốn năm chục", "40..50")),
    ("học bốn năm, bốn năm học",),
    ("ít ra cũng 5 triệu", ("ít ra cũng 5 triệu", "over 5000000")),
    ("1 phần 3 diện tích", ("1 phần 3", "1/3")),
    ("chục người bị thương", ("chục", "order 10")),
    ("mươi hộ", ("mươi", "order 10")),
    ("mua 5 chục quả trứng", ("5 chục", "50")),
    ("chục năm nay",),
    ("dăm bữa nửa tháng",),
]
WRITTEN = [
    ("kinh phí 320 tr.đồng", ("320 tr.đồng", "320000000 đồng")),
    ("giá 27.500000đ", ("27.500000đ", "27500000 đồng")),
    ("tỷ giá 23.125678", ("23.125678", "23.125678")),
    ("toàn xã có 2 145 hộ với 8 902 khẩu", ("2 145", "2145"), ("8 902", "8902")),
    ("mua 2 100 kg gạo", ("2 100 kg", "2100 kg")),
    ("tổ 1 240 hộ", ("240", "240")),
    ("giá 1 tỷ 2", ("1 tỷ 2", "1200000000")),
    ("hết 3 triệu 5 đồng", ("3 triệu 5 đồng", "3500000 đồng")),
    ("lương 12 triệu 250, thưởng 2 triệu", ("12 triệu 250", "12250000"), ("2 triệu", "2000000")),
    ("vốn 2 nghìn 450 tỷ đồng", ("2 nghìn 450 tỷ đồng", "2450000000000 đồng")),
    ("tiền điện 450 nghìn 500", ("450 nghìn 500", "450500")),
    ("nặng 60 ký, gồm 10 ký tự", ("60 ký", "60 kg"), ("10", "10")),
    ("chi 2 triệu 350.000 đồng", ("2 triệu 350.000 đồng", "2350000 đồng")),
    ("tặng 1 triệu 5 đồng chí", ("1 triệu", "1000000"), ("5", "5")),
    ("tốc độ 146 Mbps", ("146 Mbps", "146 Mbps")),
    ("trả 120.000 kíp", ("120.000 kíp", "120000 LAK")),
    ("20 đô thị, 12 tệ nạn", ("20", "20"), ("12", "12")),
    (
        "giá 20 đô, 100 tệ, 5 triệu yên",
        ("20 đô", "20 USD"),
        ("100 tệ", "100 CNY"),
        ("5 triệu yên", "5000000 JPY"),
    ),
    ("3 vàng, 2 bạc, 1 đồng", ("3", "3"), ("2", "2"), ("1", "1")),
    ("làm 3 ca, 4 kíp", ("3", "3"), ("4", "4")),
]
WORDS = [
    ("có hai cách đi; ba quần đảo", ("hai", "2"), ("ba", "3")),
    ("hai trai, hai gái", ("hai", "2"), ("hai", "2")),
    ("có tám nữ, bốn nam", ("tám", "8"), ("bốn", "4")),
    ("tăng từ năm con lên mười hai con", ("năm", "5"), ("mười hai", "12")),
    ("từ năm học này",),
    ("bé năm tuổi", ("năm", "5")),
    ("cây đa 800 năm tuổi", ("800", "800")),
    ("Huy hiệu 50 năm, 40 năm tuổi Đảng",),
    ("đảo Phú Quý 95 hải lý", ("95 hải lý", "95 hải lý")),
    ("tổng cộng 312 ngày làm việc", ("312", "312")),
    ("tổng cộng 38 năm tù",),
    ("một phần triệu số sao", ("một phần triệu", "1/1000000")),
    ("có không trăm linh năm hộ", ("không trăm linh năm", "5")),
    ("xã có một thôn", ("một", "1")),
    ("gồm một thị trấn và 5 xã", ("một", "1"), ("5", "5")),
    ("có một thôn xa nhất huyện",),
    ("có một bộ phận cán bộ, có một số việc",),
    ("nửa cân thịt, nửa lít rượu", ("nửa cân", "0.5 kg"), ("nửa lít", "0.5 lít")),
    ("3 cân gạo, 2 cân tiểu ly", ("3 cân", "3 kg"), ("2", "2")),
    ("bao nhiêu một mét vuông?",),
    ("hai người lớn và một trẻ em", ("hai", "2"), ("một", "1")),
    ("ba mẹ và một người bạn",),
    ("bán 50 nghìn một cân", ("50 nghìn", "50000")),
]


@pytest.mark.parametrize(
    "row", [*EXCEEDED, *BOUNDS, *VAGUE, *WRITTEN, *WORDS], ids=lambda row: row[0]
)
def test_it_reads(row):
    text, *expected = row
    assert readings(text) == expected
