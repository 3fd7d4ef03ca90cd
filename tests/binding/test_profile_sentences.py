"""Which indicator each figure of a sentence counts for, a table for each profile.

Written before the profiles were tried on them. Over a third of each table are near misses: they
share words with an indicator and count for none (``-``).
"""

from __future__ import annotations

import pytest

from reportkit.binding import best_profile, bundled_profiles, load_profile, parse
from reportkit.parsing.summary import summarise
from reportkit.sources import Source

SENTENCES = {
    "nong-thon-moi": [
        (
            "Đến nay, toàn huyện có 12/15 xã được công nhận đạt chuẩn nông thôn mới.",
            "new_rural_communes",
        ),
        (
            "Có 5 xã đạt chuẩn nông thôn mới nâng cao và 2 xã đạt chuẩn nông thôn mới kiểu mẫu.",
            "advanced_communes model_communes",
        ),
        ("Còn 3 xã chưa đạt chuẩn nông thôn mới.", "-"),
        ("Đoàn công tác đã kiểm tra 7 xã.", "-"),
        ("Bình quân toàn tỉnh đạt 16,4 tiêu chí/xã.", "criteria_average"),
        ("Xã Bình Minh đã hoàn thành 19/19 tiêu chí.", "criteria_met"),
        (
            "Toàn tỉnh có 3 đơn vị cấp huyện hoàn thành nhiệm vụ xây dựng nông thôn mới.",
            "new_rural_districts",
        ),
        ("Đã công nhận 46 thôn đạt chuẩn nông thôn mới kiểu mẫu.", "new_rural_villages"),
        ("Có 9 thôn chưa có điện lưới.", "-"),
        ("Nhân dân hiến 125.600 m2 đất và đóng góp 34.000 ngày công.", "land_donated workdays"),
        ("Đã vận động 832 hộ dân hiến đất mở rộng đường.", "households_donating_land"),
        ("Tổng nguồn lực huy động đạt 1.250 tỷ đồng.", "money_raised"),
        ("Ngân sách trung ương 120 tỷ đồng.", "budget_central"),
        ("Nhân dân đóng góp 96,5 tỷ đồng.", "people_contribution"),
        ("Đã giải ngân 43,2 tỷ đồng, đạt 81,5% kế hoạch vốn.", "money_disbursed disbursement_rate"),
        ("Tỷ lệ giải ngân đạt 81,5%.", "disbursement_rate"),
        ("Bê tông hóa 37,8 km đường giao thông nông thôn.", "roads_built_km"),
        ("Kiên cố hóa 14 km kênh mương nội đồng.", "canals_km"),
        ("Lắp đặt điện chiếu sáng trên 52 km đường làng.", "lighting_km"),
        ("Trồng mới 18 km đường hoa.", "flower_roads_km"),
        ("Xây dựng 9 cây cầu dân sinh.", "bridges_built"),
        ("Sửa chữa, xây mới 21 nhà văn hóa thôn.", "culture_houses"),
        ("Toàn huyện có 41/48 trường đạt chuẩn quốc gia.", "standard_schools"),
        ("Hiện còn 7 trường chưa đạt chuẩn quốc gia.", "schools_unmet"),
        (
            "Toàn huyện có 64 sản phẩm được công nhận OCOP từ 3 sao trở lên của 38 chủ thể.",
            "ocop_products ocop_owners",
        ),
        ("Hội chợ thu hút 120 gian hàng tham gia.", "-"),
        ("Trồng được 15.200 cây xanh phân tán.", "trees_planted"),
        ("Xây dựng được 83 vườn mẫu.", "model_gardens"),
        ("Thu nhập bình quân đầu người đạt 58 triệu đồng/năm.", "income_per_capita"),
        ("Doanh thu của hợp tác xã đạt 12 tỷ đồng.", "-"),
        ("Tỷ lệ hộ nghèo giảm còn 2,1%.", "poverty_rate"),
        ("Tỷ lệ hộ nghèo giảm 1,3% so với năm 2022.", "poverty_reduction"),
        ("Tỷ lệ người dân tham gia bảo hiểm y tế đạt 95,2%.", "health_insurance_rate"),
        ("Tỷ lệ hộ sử dụng nước sạch theo quy chuẩn đạt 68%.", "clean_water_rate"),
        ("Tỷ lệ hộ sử dụng nước sinh hoạt hợp vệ sinh đạt 99%.", "hygienic_water_rate"),
        ("Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý đạt 92,7%.", "waste_collected_rate"),
        ("Có 98,6% số hộ sử dụng điện thường xuyên, an toàn.", "electricity_rate"),
        ("Tỷ lệ gia đình đạt chuẩn văn hóa là 93%.", "cultural_families_rate"),
        (
            "Mở 32 lớp tập huấn chuyển giao kỹ thuật cho 1.120 lượt nông dân.",
            "training_classes training_turns",
        ),
        ("Có 4 lớp mầm non bán trú.", "-"),
        ("Thành lập mới 6 hợp tác xã và 11 tổ hợp tác.", "cooperatives cooperative_groups"),
        ("Tỷ lệ lao động qua đào tạo đạt 71%.", "trained_rate"),
        ("Thu ngân sách trên địa bàn tăng 12%.", "-"),
        ("Dân số toàn huyện là 132.450 người.", "-"),
        ("Diện tích gieo trồng đạt 8.400 ha.", "-"),
        (
            "Có 03 tập thể, 07 cá nhân được tặng Bằng khen.",
            "collectives_commended individuals_commended",
        ),
        ("Đàn gia cầm có 1,2 triệu con.", "-"),
        ("Đã xử lý 15 vụ vi phạm hành lang giao thông.", "-"),
        ("Trạm y tế được trang bị 2 máy siêu âm.", "-"),
        ("Chợ nông thôn có 120 hộ kinh doanh.", "-"),
        ("Xã có 8 thôn, bản.", "-"),
        ("Mưa lũ làm hư hỏng 3,5 km đường giao thông.", "-"),
        ("Sáp nhập 4 xã thành 2 xã.", "- -"),
        ("Thu hồi 12 ha đất phục vụ dự án.", "-"),
        ("Diện tích sàn đạt 450 m2.", "-"),
        ("Cây cầu cách trung tâm xã 12 km.", "-"),
        ("Huyện có 3 tuyến quốc lộ chạy qua.", "-"),
        ("Doanh nghiệp nộp thuế 46 tỷ đồng.", "-"),
        ("Xã viên góp vốn bình quân 5 triệu đồng.", "-"),
        ("Tỷ lệ học sinh tốt nghiệp đạt 99%.", "-"),
        ("Tỷ lệ lấp đầy khu công nghiệp đạt 85%.", "-"),
        ("Vụ xuân gieo cấy 4.200 ha lúa.", "-"),
        ("Còn 2 xã dưới 15 tiêu chí.", "-"),
    ],
    "cai-cach-hanh-chinh": [
        (
            "Kế hoạch đề ra 48 nhiệm vụ, đến nay đã hoàn thành 41 nhiệm vụ.",
            "tasks_assigned tasks_done",
        ),
        ("Còn 7 nhiệm vụ chưa hoàn thành.", "-"),
        ("Kiểm tra công tác cải cách hành chính tại 18 cơ quan, đơn vị.", "units_inspected"),
        ("Có 18 đơn vị sự nghiệp tự chủ tài chính.", "-"),
        ("Tổ chức 4 cuộc kiểm tra công vụ đột xuất.", "inspections"),
        ("Xử lý kỷ luật 6 công chức vi phạm.", "officials_disciplined"),
        ("UBND tỉnh ban hành 22 văn bản quy phạm pháp luật.", "legal_documents_issued"),
        ("Rà soát 145 văn bản quy phạm pháp luật.", "legal_documents_reviewed"),
        ("Ban hành 64 văn bản chỉ đạo, đôn đốc.", "documents_issued"),
        ("Đã công bố 214 thủ tục hành chính.", "procedures_published"),
        (
            "Tổng số thủ tục hành chính thuộc thẩm quyền giải quyết của tỉnh là 1.905 thủ tục.",
            "procedures_total",
        ),
        ("Đơn giản hóa 56 thủ tục hành chính.", "procedures_simplified"),
        ("Tiếp nhận 125.430 hồ sơ.", "dossiers_received"),
        (
            "Đã giải quyết 121.005 hồ sơ, trong đó đúng hạn 120.800 hồ sơ, quá hạn 205 hồ sơ.",
            "dossiers_resolved dossiers_on_time dossiers_late",
        ),
        ("Đang giải quyết 4.425 hồ sơ trong hạn.", "dossiers_pending"),
        ("Có 98.200 hồ sơ nộp trực tuyến.", "dossiers_online"),
        ("Thư viện lưu trữ 12.000 hồ sơ bệnh án.", "-"),
        ("Tỷ lệ hồ sơ giải quyết đúng hạn đạt 99,8%.", "on_time_rate"),
        ("Tỷ lệ hồ sơ tiếp nhận trực tuyến đạt 78,3%.", "online_rate"),
        ("Tỷ lệ số hóa hồ sơ, kết quả giải quyết thủ tục hành chính đạt 88%.", "digitised_rate"),
        ("Tỷ lệ thanh toán trực tuyến đạt 63,5%.", "online_payment_rate"),
        ("Kinh tế số chiếm 12,4% GRDP.", "-"),
        (
            "Cung cấp 982 dịch vụ công trực tuyến toàn trình và 540 dịch vụ công trực tuyến một phần.",
            "online_services_full online_services_partial",
        ),
        ("Mức độ hài lòng của người dân đạt 97,2%.", "satisfaction_rate"),
        ("Có 1,2% người dân chưa hài lòng.", "-"),
        ("Khảo sát bằng 2.500 phiếu.", "survey_forms"),
        ("Tiếp nhận 340 phản ánh, kiến nghị của người dân.", "feedback_received"),
        ("Đã tổ chức 5 hội nghị đối thoại với doanh nghiệp.", "dialogues"),
        ("Tinh giản biên chế 76 người.", "staff_reduced"),
        ("Thành lập 145 tổ công nghệ số cộng đồng.", "digital_teams"),
        ("Cấp 1.230 chứng thư số cho cán bộ, công chức.", "digital_signatures"),
        ("Tỷ lệ văn bản điện tử được ký số đạt 99%.", "electronic_documents_rate"),
        ("Chỉ số cải cách hành chính của tỉnh đạt 87,5 điểm.", "par_index_score"),
        ("Có 24 điểm bưu điện văn hóa xã.", "-"),
        ("Mở 9 lớp bồi dưỡng nghiệp vụ cho 540 lượt công chức.", "training_classes training_turns"),
        ("Đăng 310 tin, bài tuyên truyền cải cách hành chính.", "articles"),
        ("Xây dựng 27 mô hình, sáng kiến về cải cách hành chính.", "models"),
        ("Thu hút 12 dự án đầu tư.", "-"),
        ("Toàn tỉnh có 8 huyện, thành phố.", "-"),
        ("Thành lập mới 460 doanh nghiệp.", "-"),
        ("Khen thưởng 12 tập thể, 20 cá nhân.", "collectives_commended individuals_commended"),
        ("Đường dây nóng tiếp nhận 56 cuộc gọi.", "-"),
        ("Tăng 3 bậc so với năm trước.", "-"),
        ("Trung tâm có 42 quầy giao dịch.", "-"),
        ("Tổng vốn đăng ký đạt 3.400 tỷ đồng.", "-"),
        ("Trụ sở được bố trí 15 máy tính.", "-"),
        ("Thành phố có 24 phường, xã.", "-"),
        ("Giá trị sản xuất đạt 5.600 tỷ đồng.", "-"),
        ("Tiếp 145 lượt công dân.", "-"),
        ("Xảy ra 2 sự cố mạng.", "-"),
        ("Có 14 lãnh đạo sở, ngành dự họp.", "-"),
        ("Tỷ lệ đô thị hóa đạt 42%.", "-"),
        ("Tuyển dụng 35 công chức.", "-"),
        ("Bệnh viện có 350 giường bệnh.", "-"),
        ("Đấu giá 12 lô đất.", "-"),
        ("Kho lưu trữ có 400 mét giá tài liệu.", "-"),
    ],
    "giam-ngheo": [
        ("Toàn huyện còn 2.145 hộ nghèo, chiếm 9,8%.", "poor_households poverty_rate"),
        ("Có 1.320 hộ cận nghèo, chiếm tỷ lệ 6,1%.", "near_poor_households near_poverty_rate"),
        ("Tỷ lệ hộ nghèo giảm từ 14,5% xuống còn 9,8%.", "poverty_rate poverty_rate"),
        ("Trong năm có 640 hộ thoát nghèo.", "households_escaped"),
        ("Phát sinh 35 hộ tái nghèo.", "households_relapsed"),
        ("Giảm 640 hộ nghèo so với đầu năm.", "-"),
        ("Tổng kinh phí được giao là 86 tỷ đồng.", "capital_allocated"),
        ("Đã giải ngân 71,3 tỷ đồng, đạt 82,9%.", "money_disbursed disbursement_rate"),
        ("Cho 1.850 lượt hộ nghèo vay vốn với số tiền 92 tỷ đồng.", "loan_households loan_money"),
        ("Tổng dư nợ đạt 410 tỷ đồng.", "loan_outstanding"),
        ("Nợ quá hạn là 210 triệu đồng.", "-"),
        ("Giải quyết việc làm cho 2.400 lao động.", "jobs_created"),
        ("Đưa 156 lao động đi làm việc ở nước ngoài.", "labour_export"),
        ("Đào tạo nghề cho 980 lao động nông thôn.", "workers_trained"),
        ("Tỷ lệ lao động qua đào tạo đạt 58%.", "trained_rate"),
        ("Mở 12 lớp tập huấn cho 480 lượt cán bộ giảm nghèo.", "training_classes training_turns"),
        ("Tuyên truyền đến 15.600 lượt người dân.", "outreach_turns"),
        ("Triển khai 25 mô hình giảm nghèo.", "models"),
        ("Hỗ trợ 620 con bò giống cho hộ nghèo.", "livestock_supported"),
        ("Tổng đàn trâu có 5.400 con.", "-"),
        ("Đầu tư xây dựng 34 công trình hạ tầng thiết yếu.", "support_projects"),
        ("Xóa 215 nhà tạm, nhà dột nát.", "temporary_houses_removed"),
        ("Xây mới 120 nhà đại đoàn kết.", "houses_built"),
        ("Sửa chữa 48 căn nhà cho hộ nghèo.", "houses_repaired"),
        ("Nhà văn hóa thôn có 200 chỗ ngồi.", "-"),
        ("Cấp 42.300 thẻ bảo hiểm y tế miễn phí.", "health_insurance_cards"),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt 94,5%.", "health_insurance_rate"),
        ("Hỗ trợ chi phí học tập cho 3.250 học sinh.", "pupils_helped"),
        ("Trường có 420 học sinh.", "-"),
        ("Tặng quà Tết cho 1.600 hộ nghèo.", "poor_households_helped"),
        ("Trao 850 suất quà cho người có hoàn cảnh khó khăn.", "gifts"),
        ("Trợ giúp pháp lý cho 145 lượt người.", "legal_aid_turns"),
        ("Tỷ lệ hộ được sử dụng điện đạt 97,5%.", "electricity_rate"),
        ("Còn 4 thôn chưa có điện lưới quốc gia.", "electrified_villages_lacking"),
        ("Tỷ lệ hộ sử dụng nước sạch đạt 45%.", "clean_water_rate"),
        ("Quỹ vì người nghèo các cấp vận động được 3,1 tỷ đồng.", "money_raised"),
        ("Đã trích 1,2 tỷ đồng hỗ trợ hộ nghèo.", "money_spent"),
        ("Làm mới 16 km đường giao thông.", "roads_built_km"),
        ("Thu nhập bình quân đạt 31 triệu đồng/người/năm.", "income_per_capita"),
        ("Năng suất lúa đạt 52 tạ/ha.", "-"),
        ("Dân số có 64.000 người.", "-"),
        ("Diện tích rừng trồng mới là 1.100 ha.", "-"),
        ("Xảy ra 3 vụ cháy rừng.", "-"),
        ("Xã có 12 thôn.", "-"),
        ("Có 45 tổ tiết kiệm và vay vốn.", "-"),
        ("Giảm 2,3% tỷ lệ hộ nghèo.", "poverty_reduction"),
        ("Tặng Giấy khen cho 10 tập thể và 15 hộ gia đình.", "collectives_commended -"),
        ("Nhân dân đóng góp 2.300 ngày công.", "workdays"),
        ("Trạm y tế khám cho bệnh nhân bằng 2 máy X-quang.", "-"),
        ("Tiêu hủy 320 con lợn mắc dịch.", "-"),
        ("Thu ngân sách đạt 35 tỷ đồng.", "-"),
        ("Huyện có 18 xã, thị trấn.", "-"),
        ("Sạt lở 12 km kè biển.", "-"),
        ("Có 6 hộ kinh doanh vi phạm.", "-"),
        ("Trồng mới 400 ha quế.", "-"),
        ("Tỷ lệ che phủ rừng đạt 58%.", "-"),
        ("Khai giảng năm học mới có 210 lớp.", "-"),
        ("Tỷ lệ dân số đô thị là 11%.", "-"),
        ("Đoàn giám sát có 9 thành viên.", "-"),
    ],
    "chung": [
        (
            "Đảng ủy đã tổ chức 12 hội nghị quán triệt nghị quyết cho 2.450 lượt cán bộ, đảng viên.",
            "conferences attendance_turns",
        ),
        ("Tỷ lệ đảng viên tham gia học tập đạt 97,5%.", "attendance_rate"),
        ("Ban hành 35 văn bản lãnh đạo, chỉ đạo.", "documents_issued"),
        ("Rà soát 20 văn bản.", "-"),
        ("Tổ chức 48 buổi sinh hoạt chuyên đề.", "meetings"),
        ("Tổ chức 3 hội nghị đối thoại với nhân dân.", "dialogues"),
        ("Tổ chức 5 hội thi, thu hút 240 bài dự thi.", "contests contest_entries"),
        ("Đăng 420 tin, bài trên trang thông tin điện tử.", "articles"),
        ("In 5.000 tờ rơi.", "publications"),
        ("Xây dựng 45 mô hình mới, trong đó có 8 mô hình tiêu biểu.", "models typical_models"),
        ("Biểu dương 15 tập thể, 32 cá nhân.", "collectives_commended individuals_commended"),
        ("Thực hiện 62 công trình thanh niên.", "youth_works"),
        (
            "Đảng bộ có 36 tổ chức cơ sở đảng với 3.210 đảng viên.",
            "party_organizations party_members",
        ),
        ("Kết nạp 128 đảng viên mới.", "party_members_admitted"),
        ("Kết nạp mới 950 hội viên.", "members_admitted"),
        ("Tổng số hội viên là 12.400 người.", "members"),
        ("Thành lập 14 câu lạc bộ.", "clubs"),
        ("Tiến hành 22 cuộc kiểm tra và 9 cuộc giám sát chuyên đề.", "inspections supervisions"),
        ("Kiểm tra 18 tổ chức đảng và 45 đảng viên.", "organizations_inspected members_inspected"),
        (
            "Giám sát 12 tổ chức đảng và 30 đảng viên.",
            "organizations_supervised members_supervised",
        ),
        ("Thi hành kỷ luật 5 đảng viên.", "members_disciplined"),
        ("Thu hồi 120 triệu đồng sai phạm.", "money_recovered"),
        (
            "Tiếp nhận 64 đơn khiếu nại, tố cáo, đã giải quyết 60 đơn.",
            "petitions_received petitions_resolved",
        ),
        ("Hòa giải thành 12 vụ việc.", "-"),
        ("Vận động ủng hộ 1,5 tỷ đồng.", "money_raised"),
        ("Trao 340 suất quà cho hộ nghèo.", "gifts"),
        ("Khám bệnh, cấp thuốc miễn phí cho 1.200 lượt người.", "medical_exams"),
        ("Hiến 450 đơn vị máu.", "blood_units"),
        ("Trồng 8.600 cây xanh.", "trees_planted"),
        ("Sửa chữa 12 km đường giao thông nông thôn.", "roads_built_km"),
        ("Xây dựng 11 nhà tình nghĩa.", "houses_built"),
        ("Đóng góp 5.600 ngày công lao động.", "workdays"),
        ("Giúp đỡ 96 hộ gia đình khó khăn.", "households_helped"),
        ("Đỡ đầu 24 học sinh mồ côi.", "pupils_helped"),
        ("Giải quyết việc làm cho 640 thanh niên.", "jobs_created"),
        ("Cho 320 hộ vay 15 tỷ đồng phát triển sản xuất.", "loan_households loan_money"),
        ("Có 85 hộ hội viên thoát nghèo.", "households_escaped"),
        ("Hỗ trợ 26 phụ nữ khởi nghiệp.", "women_startups"),
        ("Hoàn thành 18/20 chỉ tiêu nghị quyết.", "targets_met"),
        ("Còn 2 chỉ tiêu chưa đạt.", "-"),
        ("Thu ngân sách đạt 245 tỷ đồng.", "-"),
        ("Tuyển 120 công dân nhập ngũ.", "-"),
        ("Xảy ra 5 vụ tai nạn giao thông, làm 2 người chết.", "- -"),
        ("Toàn xã có 12 thôn, 3.400 hộ.", "- -"),
        ("Sản lượng lương thực đạt 21.500 tấn.", "-"),
        ("Trường có 35 lớp với 1.050 học sinh.", "- -"),
        ("Độ che phủ rừng đạt 62%.", "-"),
        ("Phòng họp có 150 chỗ ngồi.", "-"),
        ("Đơn vị được trang bị 4 xe chuyên dùng.", "-"),
        ("Số hộ dùng nước máy tăng 120 hộ.", "-"),
        ("Nhà máy có 300 công nhân.", "-"),
        ("Huyện có 5 nhà máy.", "-"),
        ("Thu hút 2 dự án với tổng vốn 450 tỷ đồng.", "- -"),
        ("Mất 12 ha lúa do ngập úng.", "-"),
        ("Kết luận 6 đảng viên có vi phạm.", "members_violating"),
        ("Bắt giữ 14 đối tượng.", "-"),
        ("Lãi suất là 6,5%.", "-"),
        ("Đàn bò có 1.200 con.", "-"),
        ("Có 3 tuyến đường bị sạt lở.", "-"),
        ("Tỷ lệ tiêm chủng đạt 98%.", "-"),
        ("Đội bóng giành 2 huy chương vàng.", "-"),
        ("Kho có 40 tấn gạo.", "-"),
        ("Thuê 6 phòng làm việc.", "-"),
    ],
}

ROWS = [(name, text, ids) for name, rows in SENTENCES.items() for text, ids in rows]


def bound(name: str, text: str) -> list[str]:
    return [figure.indicator or "-" for figure in parse(text, name).figures]


@pytest.mark.parametrize(("name", "text", "ids"), ROWS, ids=[f"{n}: {t}" for n, t, _ in ROWS])
def test_each_figure_counts_for_the_indicator_that_an_officer_gives_it(name, text, ids):
    assert bound(name, text) == ids.split()


@pytest.mark.parametrize("name", SENTENCES)
def test_each_table_is_long_and_a_third_of_it_near_misses(name):
    rows = SENTENCES[name]
    near_misses = [text for text, ids in rows if set(ids.split()) == {"-"}]
    assert len(rows) >= 40
    assert len(near_misses) * 3 >= len(rows)


def test_an_indicator_that_several_campaigns_count_is_the_same_in_each():
    seen: dict[str, tuple] = {}
    for name in bundled_profiles():
        for indicator in load_profile(name).indicators:
            facts = (indicator.name, indicator.unit, indicator.aggregate)
            assert seen.setdefault(indicator.id, facts) == facts, (name, indicator.id)


@pytest.mark.parametrize("name", bundled_profiles())
def test_every_profile_has_exclusions(name):
    indicators = load_profile(name).indicators
    assert len(indicators) >= 25
    assert sum(bool(indicator.exclude) for indicator in indicators) >= len(indicators) / 3


@pytest.mark.parametrize("name", SENTENCES)
def test_the_profile_is_proposed_from_what_a_report_counts(name):
    text = "\n".join(text for text, ids in SENTENCES[name] if set(ids.split()) != {"-"})
    assert best_profile([summarise(Source("report.txt", text))]).id == name
