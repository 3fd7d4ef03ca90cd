"""Which models a report names and whose they are; campaigns, slogans and classes beside."""

from __future__ import annotations

import pytest

from reportkit.parsing._initiatives import find_initiatives
from reportkit.parsing._reaches import initiative_reach
from reportkit.parsing.document import Document
from reportkit.sources import Source


def named(text: str) -> list[tuple[str, str | None]]:
    return [
        (each.name, each.owner) for each in find_initiatives(Document.of(Source("a.txt", text)))
    ]


NAMED = [
    # the owner behind the name
    ("Mô hình “Bếp ăn đêm” của Đoàn phường Quyết Thắng phục vụ 300 suất.", [("Bếp ăn đêm", "Đoàn phường Quyết Thắng")]),
    ("mô hình ”Thư viện xanh” tại Trường THCS Lê Lợi", [("Thư viện xanh", "Trường THCS Lê Lợi")]),
    ('mô hình "Cổng trường an toàn” ở xã Hòa Bình', [("Cổng trường an toàn", "xã Hòa Bình")]),
    ("mô hình “Đường hoa” (thôn Đăk Xanh)", [("Đường hoa", "thôn Đăk Xanh")]),
    ("mô hình “Camera an ninh” do Công an xã Đăk La phụ trách", [("Camera an ninh", "Công an xã Đăk La")]),
    ("mô hình “Ruộng mẫu” được triển khai tại xã Mường Phăng", [("Ruộng mẫu", "xã Mường Phăng")]),
    ("“Giờ thứ chín” là mô hình được Huyện đoàn Kon Plông duy trì.", [("Giờ thứ chín", "Huyện đoàn Kon Plông")]),
    ("mô hình “Tổ tự quản” của UBND xã Rờ Kơi (Đảng ủy xã Rờ Kơi), mô hình “Hũ gạo” của Hội LHPN xã Sa Sơn", [("Tổ tự quản", "UBND xã Rờ Kơi"), ("Hũ gạo", "Hội LHPN xã Sa Sơn")]),
    # the owner before the name
    ("Hội LHPN xã Ia Chim duy trì các mô hình “Nhà sạch, vườn đẹp”, “Hũ gạo tình thương” với 45 thành viên.", [("Nhà sạch, vườn đẹp", "Hội LHPN xã Ia Chim"), ("Hũ gạo tình thương", "Hội LHPN xã Ia Chim")]),
    ("Chi bộ thôn Pa Tầng với cách làm hay: “Mỗi tuần một việc tốt”.", [("Mỗi tuần một việc tốt", "Chi bộ thôn Pa Tầng")]),
    ("Với mô hình “Ngày đổi công”, Đảng bộ xã Đăk Choong giúp được 20 hộ.", [("Ngày đổi công", "Đảng bộ xã Đăk Choong")]),
    ("Sở Nội vụ có sáng kiến “Một chạm”.", [("Một chạm", "Sở Nội vụ")]),
    # the owner at the end of the run
    ("Tiêu biểu như mô hình “Heo đất”, “Ống tre” của Hội LHPN tỉnh; mô hình “Em nuôi” của Tỉnh đoàn", [("Heo đất", "Hội LHPN tỉnh"), ("Ống tre", "Hội LHPN tỉnh"), ("Em nuôi", "Tỉnh đoàn")]),
    ("các mô hình “Cờ đỏ” của Hội CCB; “Đôi bạn” của Trường THPT Trần Phú", [("Cờ đỏ", "Hội CCB"), ("Đôi bạn", "Trường THPT Trần Phú")]),
    # without quotes
    ("mô hình nuôi cá lồng của Hội Nông dân xã Sê San, mô hình trồng mắc ca tại xã Đăk Nên", [("nuôi cá lồng", "Hội Nông dân xã Sê San"), ("trồng mắc ca", "xã Đăk Nên")]),
    ("Nhiều mô hình như: trồng mắc ca, nuôi ong lấy mật, trồng rau sạch của Hợp tác xã Măng Đen.", [("trồng mắc ca", "Hợp tác xã Măng Đen"), ("nuôi ong lấy mật", "Hợp tác xã Măng Đen"), ("trồng rau sạch", "Hợp tác xã Măng Đen")]),
    ("mô hình trồng sầu riêng của ông Nguyễn Văn An, xã Đăk Mar, thu 300 triệu đồng", [("trồng sầu riêng", "ông Nguyễn Văn An, xã Đăk Mar")]),
    ("các mô hình hay như: “Giỏi một việc, biết nhiều việc; “Trên dạy dưới”; Đoàn thanh niên có “Nuôi heo đất”…", [("Giỏi một việc, biết nhiều việc", None), ("Trên dạy dưới", None), ("Nuôi heo đất", "Đoàn thanh niên")]),
    ("Hội Nông dân xã Ia Tăng triển khai mô hình chăn nuôi bò sinh sản, giúp 20 hộ thoát nghèo.", [("chăn nuôi bò sinh sản", "Hội Nông dân xã Ia Tăng")]),
    ("Năm qua, xã Đăk Mar có mô hình trồng cà phê sạch cho thu nhập cao.", [("trồng cà phê sạch", "xã Đăk Mar")]),
    # slips, other words for a model, lists
    ('mô tăng "Vườn rau cho em" của Trường THCS Đăk Ang', [("Vườn rau cho em", "Trường THCS Đăk Ang")]),
    ("Chương trình “Nâng bước em tới trường” của Đồn Biên phòng Sen Bụt", [("Nâng bước em tới trường", "Đồn Biên phòng Sen Bụt")]),
    ("mô hình “Tiếng kẻng” ở thôn 3; câu lạc bộ “Dân ca” của phường Lê Lợi", [("Tiếng kẻng", "thôn 3"), ("Dân ca", "phường Lê Lợi")]),
    ("Một số mô hình tiêu biểu:\n- “Chợ không tiền mặt” của Ban Quản lý chợ Kon Plông.\n- “Thứ Bảy vì dân”;\n", [("Chợ không tiền mặt", "Ban Quản lý chợ Kon Plông"), ("Thứ Bảy vì dân", None)]),
    ("huyện có 3 mô hình: “Một cửa lưu động”, “Ngày không hẹn” và “Công dân số”", [("Một cửa lưu động", None), ("Ngày không hẹn", None), ("Công dân số", None)]),
    ("Có 12 mô hình “Dân vận khéo”, như: “Cánh đồng xanh” của Hội Nông dân xã Ia Tơi, “Ngân hàng bò” của chi hội thôn Pa Tầng.", [("Cánh đồng xanh", "Hội Nông dân xã Ia Tơi"), ("Ngân hàng bò", "chi hội thôn Pa Tầng")]),
    ("Nổi bật là các mô hình: “Camera” của Công an huyện Mai Sơn, lắp 6 mắt camera từ tiền dân góp; “Tiếng loa” của Đồn Biên phòng Sen Bụt.", [("Camera", "Công an huyện Mai Sơn"), ("Tiếng loa", "Đồn Biên phòng Sen Bụt")]),
    # who has it is said, that it is a model is not
    ("Tiêu biểu: Huyện ủy Mai Sơn với “Ngày cuối tuần cùng bản”; Đảng ủy Công an tỉnh với “Mái ấm”, xây 5 căn nhà.", [("Ngày cuối tuần cùng bản", "Huyện ủy Mai Sơn"), ("Mái ấm", "Đảng ủy Công an tỉnh")]),
    ("Hội LHPN huyện Mai Sơn có “Biến rác thành tiền” gây quỹ 6 triệu đồng; xã Chiềng Mung duy trì “Gian hàng 0 đồng”.", [("Biến rác thành tiền", "Hội LHPN huyện Mai Sơn"), ("Gian hàng 0 đồng", "xã Chiềng Mung")]),
    # the owner in brackets, a common noun, before a verb, or said in full before
    ("Các mô hình “Tủ sách công nhân” (CĐCS Công ty May Hòa Thọ), “Chuyến xe nghĩa tình” (Nghiệp đoàn vận tải) hoạt động tốt.", [("Tủ sách công nhân", "CĐCS Công ty May Hòa Thọ"), ("Chuyến xe nghĩa tình", "Nghiệp đoàn vận tải")]),
    ("mô hình “Đoạn đường tự quản” ở thị trấn được duy trì", [("Đoạn đường tự quản", "thị trấn")]),
    ("mô hình “Tiếng loa” của Đồn Biên phòng Sen Bụt phát hai buổi mỗi tuần", [("Tiếng loa", "Đồn Biên phòng Sen Bụt")]),
    ("Hội LHPN xã Pờ Tó có 300 hội viên.\n\nMô hình “Hũ gạo” của Hội giúp 20 hộ.", [("Hũ gạo", "Hội LHPN xã Pờ Tó")]),
    ("Nhiều mô hình hiệu quả được triển khai như “Ngày thứ bảy xanh” (Đoàn xã Ia Tơi), “Hũ gạo” (Hội LHPN xã Ia Dom).", [("Ngày thứ bảy xanh", "Đoàn xã Ia Tơi"), ("Hũ gạo", "Hội LHPN xã Ia Dom")]),
    ("Sở Y tế có mô hình “Bệnh viện xanh”.", [("Bệnh viện xanh", "Sở Y tế")]),
    ("Sáng kiến “Số hóa hồ sơ” của Sở Nội vụ tiết kiệm 1,2 tỷ đồng.", [("Số hóa hồ sơ", "Sở Nội vụ")]),
    ("Hội LHPN tỉnh duy trì mô hình “Mẹ đỡ đầu” với 120 trẻ; “Tiệm tóc 0 đồng” phục vụ 450 lượt người.", [("Mẹ đỡ đầu", "Hội LHPN tỉnh"), ("Tiệm tóc 0 đồng", "Hội LHPN tỉnh")]),
    ("Mô hình “Tiếng kẻng” tại thôn 4 và “Cụm liên kết” giữa 3 xã phát huy tốt.", [("Tiếng kẻng", "thôn 4"), ("Cụm liên kết", None)]),
    ("Đảng bộ xã Ya Tăng có các mô hình: trồng mắc ca (25 ha), nuôi cá lồng (12 hộ), dệt thổ cẩm.", [("trồng mắc ca", "Đảng bộ xã Ya Tăng"), ("nuôi cá lồng", "Đảng bộ xã Ya Tăng"), ("dệt thổ cẩm", "Đảng bộ xã Ya Tăng")]),
    ('Hội Phụ nữ xã có mô hình tiết kiệm "Nuôi heo đất"; hội Nông dân xã có mô hình "Quỹ quay vòng vốn".', [("Nuôi heo đất", "Hội Phụ nữ xã"), ("Quỹ quay vòng vốn", "hội Nông dân xã")]),
    ("Mô hình “Cánh đồng mẫu lớn” – xã Ea Tu.", [("Cánh đồng mẫu lớn", "xã Ea Tu")]),
    # announced by a colon, or with one word of praise; owned where models are spoken of
    ("Cách làm được nhiều nơi học hỏi: “Một giờ cho dân” của phường Quang Trung phục vụ 90 lượt người; “Quầy vé số hóa” - xã Đăk Rơ Wa.", [("Một giờ cho dân", "phường Quang Trung"), ("Quầy vé số hóa", "xã Đăk Rơ Wa")]),
    ("Toàn huyện có 12 mô hình tiết kiệm, đáng kể “Ống tre nghĩa tình” (Hội LHPN xã Ya Ly), “Giỏ đi chợ” (Hội LHPN xã Mô Rai).", [("Ống tre nghĩa tình", "Hội LHPN xã Ya Ly"), ("Giỏ đi chợ", "Hội LHPN xã Mô Rai")]),
    ("Mô hình “Tiếng kẻng” (Chi bộ 3) gọi 40 em học bài. “Tiệm sửa xe 0 đồng” do Chi đoàn tổ dân phố 5 lập ra, sửa 60 xe.", [("Tiếng kẻng", "Chi bộ 3"), ("Tiệm sửa xe 0 đồng", "Chi đoàn tổ dân phố 5")]),
    ("PV: Bà nhớ mô hình nào nhất?\n\n- Tôi quý “Vườn thuốc chung” của Hội Nông dân xã Kon Đào. Hay “Xe sách về bản” do Huyện đoàn Tu Mơ Rông tổ chức 9 chuyến.", [("Vườn thuốc chung", "Hội Nông dân xã Kon Đào"), ("Xe sách về bản", "Huyện đoàn Tu Mơ Rông")]),
    ("Hội Cựu chiến binh xã Đăk Kan có 6 tuyến đường “Sáng, xanh, an toàn” dài 4 km.", [("Sáng, xanh, an toàn", "Hội Cựu chiến binh xã Đăk Kan")]),
    # what is done stands for the owner and ends the one before
    ("Đoàn xã có mô hình “Heo đất”; công tác dân vận có mô hình “Tiếng kẻng”.", [("Heo đất", "Đoàn xã"), ("Tiếng kẻng", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=lambda value: str(value)[:40])
def test_a_model_is_read_with_its_owner(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert named(text) == expected


NOT_NAMED = [
    "Mô hình ấy lan rộng. “Đi trước một bước” do Trung ương Đoàn phát động được cả nước theo.",
    "Các mô hình được nhân rộng theo cuốn “Sổ tay dân vận” của Ban Dân vận Tỉnh ủy.",
    "Phong trào thi đua “Dân vận khéo” và Cuộc vận động “Ngày vì người nghèo” lan rộng.",
    "Toàn tỉnh có 2.071 mô hình “Dân vận khéo”.",
    "Toàn huyện có 12 mô hình kinh tế của hội viên.",
    "Mô hình này đã được nhân rộng tại xã Đăk Hring.",
    "nhân rộng các mô hình hay theo quan điểm “lấy xây làm chính”, “lấy gương tốt dẹp thói xấu”",
    "mở chuyên mục “Người tốt việc tốt” với nhiều tin, bài về các mô hình hay",
    "Chương trình “Sóng và máy tính cho em” do Thủ tướng Chính phủ phát động",
    "treo khẩu hiệu “4 xin, 4 luôn” tại trụ sở",
    "nhân rộng mô hình hay theo tinh thần “Nói đi đôi với làm”",
    "Huyện ủy Mai Sơn có “cú hích” trong phát triển kinh tế.",
    "Tỉnh đoàn triển khai “Cuộc thi Tìm hiểu pháp luật”, Sở Nội vụ có chuyên mục “Học Bác mỗi ngày”.",
    "Hội Nông dân xã Ia Tơi xây dựng “Quy ước thôn bản”.",
    "các mô hình tiêu biểu của Đảng bộ huyện Sa Thầy",
    "Xây dựng mô hình điểm, nâng cao chất lượng phục vụ người dân",
]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_campaigns_slogans_and_classes_are_no_models(text: str) -> None:
    assert named(text) == []


def test_a_model_said_again_is_one_and_gains_what_is_new() -> None:
    text = (
        "Mô hình “Bếp ăn đêm” lan tỏa rộng.\n"
        "Mô hình “Bếp ăn đêm” của Đoàn phường Quyết Thắng, thành lập từ năm 2022, trong lĩnh vực an sinh xã hội.\n"
    )
    (model,) = find_initiatives(Document.of(Source("a.txt", text)))
    assert (model.owner, model.year, model.field) == (
        "Đoàn phường Quyết Thắng",
        2022,
        "an sinh xã hội",
    )


def test_the_reach_of_a_model_ends_where_the_next_begins_or_the_text_leaves_it() -> None:
    text = (
        "Mô hình “Ruộng mẫu” của xã A Dơi thu 30 tấn; mô hình “Vườn mẫu” của xã Thuận thu 12 tấn. "
        "Mô hình này đã giúp 34 hộ thoát nghèo. Huyện còn 12 hộ nghèo."
    )
    document = Document.of(Source("a.txt", text))
    first, second = find_initiatives(document)
    reaches = [
        initiative_reach(document, each, (first, second)).of(text) for each in (first, second)
    ]
    assert reaches[0].endswith("thu 30 tấn")
    assert reaches[1].endswith("giúp 34 hộ thoát nghèo.")


def test_the_name_is_the_text_s_own_words() -> None:
    text = "mô hình “Ban Thi đua – Khen thưởng không giấy tờ” của Sở Nội vụ"
    (model,) = find_initiatives(Document.of(Source("a.txt", text)))
    assert model.name == "Ban Thi đua – Khen thưởng không giấy tờ"
    assert model.span is not None
    assert model.span.of(text) == model.name
