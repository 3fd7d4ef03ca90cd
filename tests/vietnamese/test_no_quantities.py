"""What `find_quantities` must not read: dates, times, names, marks, and words that are no numbers."""

from __future__ import annotations

import pytest

from tests.vietnamese.readings import readings

NO_NUMBER_WORDS = [
    "một số xã",
    "một trong những đơn vị",
    "là một trong ba đơn vị dẫn đầu",
    "một mô hình hay",
    "một mặt, một phần",
    "hai bên, hai chiều",
    "Một là, nâng cao nhận thức; hai là, làm theo",
    "năm 2023",
    "năm nay, năm học mới",
    "trong năm tổ chức họp",
    "trong năm hộ nghèo giảm mạnh",
    "cả năm, hằng năm",
    "khách sạn ba sao",
    "giải ba hội thi",
    "huân chương hạng hai",
    "lớp hai, cấp ba",
    "thứ ba, thứ năm",
    "lần thứ hai mươi lăm",
    "khóa mười hai",
    "tháng tám, tháng mười hai",
    "ngày hai mươi lăm tháng chín",
    "năm hai nghìn không trăm hai mươi",
    "Sau hai mươi năm thực hiện",
    "ba năm, năm năm, mười năm",
    "sáu tháng đầu năm",
    "tư tưởng, đạo đức, phong cách",
    "có một không hai",
    "không ba hoa",
    "linh hoạt, lẻ tẻ",
    "tỷ lệ, tỷ trọng",
    "triệu tập hội nghị",
    "vạn vật",
    "ông Ba, bà Tư, chị Năm",
    "quận Ba Đình, Năm Căn, Bảy Núi",
    "xã Bảy Ngàn",
    "bốn nghìn năm lịch sử",
    "một lòng, một dạ",
    "phong trào Ba nhất, Hai giỏi",
    "chín muồi, mười mươi",
    "thôn Hai, tổ ba",
]

NO_QUANTITIES = [
    # dates
    "ngày 18/5/2021",
    "15-5-2016",
    "18.5.2021",
    "2023-09-05",
    "18/5/21",
    "ngày 05 tháng 9 năm 2023",
    "ngày 5 và 6 tháng 9",
    "Chiều 12/5, tại hội trường",
    "sáng 12-5",
    "từ ngày 12 đến ngày 15/5",
    "ngày 12, 13/5 tại hội trường",
    "dịp 30/4, lễ 2/9",
    "tháng 4/2023",
    "tháng 4-2023",
    "5/2023",
    "tháng 4 năm 2023",
    "tháng 3 - 5",
    "quý 2/2024",
    "quý 2 năm 2024",
    "tuần 12",
    # periods
    "giai đoạn 2021 - 2025",
    "giai đoạn 2021-2025",
    "nhiệm kỳ 2020-2025",
    "năm học 2023 - 2024",
    "năm 2021, 2022 và 2023",
    "(2016 - 2021)",
    "năm 2023 tỷ lệ hộ nghèo giảm",
    "Sau hơn 2 năm thực hiện",
    "trong 6 tháng đầu năm",
    "từ 5 - 10 năm",
    "12 đến 18 tháng",
    "3 tuần, 5 ngày, 2 giờ, 30 phút",
    "trong 2 nhiệm kỳ",
    "hàng năm, hàng tháng, hàng ngày",
    "hàng chục năm",
    "cả năm, cả nước",
    # times and telephones
    "lúc 8h30, 7 giờ 15",
    "lúc 8:30",
    "điện thoại 0912 345 678",
    "0987.654.321",
    "02123.852.123",
    "1800 1260 - 1800 1261",
    # documents
    "Kết luận số 01-KL/TW",
    "Quyết định 719/QĐ-TTg",
    "Công văn số 4338/BTTTT-CĐSQG",
    "Nghị định 30/2020/NĐ-CP",
    "Chỉ thị 05, Nghị quyết 18",
    "Nghị quyết Trung ương 4",
    "Quyết định số 1234",
    "Số: 12/BC-UBND",
    "điều 5, khoản 2",
    "Luật 47/2010/QH12",
    # names
    "Trung đoàn 880, Quốc lộ 279, bão số 3, tổ 5, lớp 12, COVID-19",
    "thứ 7, lần thứ 3, khóa 12",
    "Quỹ Chỉ thị 05",
    "thôn 3, khu phố 7, phường 12",
    "giai đoạn 2, bước 1, hạng 3",
    "công nghiệp 4.0",
    "24/7",
    "mạng 5G, giấy A4, vitamin B12",
    "F0, H5N1, QL1A",
    "tỷ lệ 1:500",
    "mức độ 4",
    # marks of lists and notes
    "1. Kết quả\n2. Hạn chế",
    "1) Kết quả\n(2) Hạn chế",
    "1/ Kết quả\n2- Hạn chế",
    "1.1. Công tác tuyên truyền\n1.2 Công tác kiểm tra",
    "gồm: (1) tuyên truyền; (2) kiểm tra",
    "theo báo cáo [12]",
    "gia đình 5 không, 3 sạch",
    'mọi việc sẽ tốt"1. Chi bộ là hạt nhân',
    "Trong 02 ngày 16, 19/6/2023 tại trụ sở",
    "từ ngã ba thị trấn",
    "Vùng 1 bao gồm phù sa",
    "ngày 26.6, chiều 12.5.",
    'được học hành"(1). Từ đó',
    "rất nguy hiểm [51, tr.298]",
    "14:45 [GMT+7]",
    "(Bài 2)",
    "Nghị quyết Trung ương 4 khóa XI, khóa XII",
    "năm nghìn năm trước",
    "[số 12]",
    # nothing
    "",
    "nhiều mô hình hay",
    "các xã, phường",
]

NAMES_AND_PLACES = [
    # lists of names
    "các tuyến Quốc lộ 2, 279, 4C, 4D",
    "tỉnh lộ 170, 171, 177 và 204.",
    "bia số 4, 7, 8",
    "các lớp 6, 7, 8 và 9.",
    "Tiểu đoàn 5 và 6 của trung đoàn",
    "tiêu chí số 5, 7 và 12.",
    "vành đai 3",
    "dịch vụ công mức độ 3, 4.",
    # scores, minutes, kick-offs
    "thắng Thái Lan 3-2 ở hiệp phụ",
    "hòa 1-1, thua 1-2, gỡ hòa 2-2",
    "tỷ số 3-1, tỉ số 2 - 1",
    "phút 96 của hiệp phụ",
    "Phút 87, một cầu thủ vào sân",
    "ở hiệp 2, vòng 3, bảng 4",
    # storms
    "gió cấp 8, giật cấp 10",
    "mạnh cấp 9-10, giật cấp 12",
    # products and contests that bear a number
    "hệ điều hành Windows 10 hầu như",
    "SEA Games 33 và iPhone 15",
    "World Cup 2022",
    "máy bay Boeing 737, Airbus 320",
    # numbers of boats, cars, planes, calls
    "tàu BĐ 97258 TS",
    "biển số 29A-12345",
    "Gọi 115 ngay",
    "gọi +84 912 345 678",
    "đường dây nóng 1022, tổng đài 111",
    # addresses and roads
    "01 Lê Viết Lượng, phường Xuân Phú",
    "số nhà 12, ngõ 45, ngách 6, hẻm 7",
    "đường 22/12, phố 8/3",
    "quảng trường 1/4, đường 30/4 và 2/9",
    "Bệnh viện 19-8, Bệnh viện 19/8",
    "tại km 12 + 500, Km12+500",
    # coordinates
    "16°03′ vĩ độ Bắc",
    "16°03'15\" Bắc, 108°12'00\" Đông",
    "vào khoảng 16,5 độ Vĩ Bắc; 110,2 độ Kinh Đông",
    "vĩ độ 16,5; kinh độ 110,2",
    "tọa độ 16 độ 3 phút Bắc",
    # hours
    "ngủ 6-8 tiếng",
    "3 tiếng tiếp theo, 2 tiếng đồng hồ",
    # days
    "tính đến sáng nay 19-8, mưa lớn",
    "tối qua 5/3 và hôm nay 6/3",
    "thứ Bảy 12/5, chủ nhật 13-5",
    "trong 4 ngày từ 1 - 4.8, mưa lũ",
    "mừng 2/9, lễ 1/5, từ 1/3 đến 2/3.",
]


@pytest.mark.parametrize(
    "text", [*NO_NUMBER_WORDS, *NO_QUANTITIES, *NAMES_AND_PLACES], ids=lambda text: text[:60]
)
def test_it_reads_no_quantity_in(text):
    assert readings(text) == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3 tiếng nổ", ["3"]),
        ("tại Điện Biên 82, Lào Cai 3 nhà", ["82", "3"]),
        ("đăng trên Facebook 12 bài viết", ["12"]),
        ("quốc lộ 279, 12 xã", ["12"]),
        ("tổ 5, 12 hộ nghèo", ["12"]),
        ("đường 2 - 3 km", ["2 - 3 km"]),
        ("cấp 120 giấy phép", ["120"]),
        ("gọi 12 thanh niên nhập ngũ", ["12"]),
        ("12 Đảng bộ trực thuộc", ["12"]),
        ("nhiệt độ 16,5 độ", ["16,5"]),
        ("UBND 12 xã", ["12"]),
        ("trong phút chót, 12 hộ", ["12"]),
    ],
    ids=lambda part: str(part)[:60],
)
def test_what_only_looks_like_a_name_is_a_quantity(text, read):
    assert [words for words, _ in readings(text)] == read
