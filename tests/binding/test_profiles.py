"""Profiles: which indicator a sentence counts for, and how a mistake in a profile is reported."""

from __future__ import annotations

import pytest
from attrs import evolve

from reportkit.binding import bundled_profiles, load_profile, parse
from reportkit.binding._patterns import any_pattern, compile_pattern
from reportkit.errors import ProfileError
from reportkit.parsing import Confidence

# The sentence, and for each of its figures the indicator it counts for; None: for none.
BOUND = [
    ("Toàn tỉnh có trên 579 mô hình.", ["models"]),
    ("Huyện chọn 12 mô hình tiêu biểu để nhân rộng.", ["typical_models"]),
    ("Đã mở 41 hội nghị quán triệt.", ["conferences"]),
    ("Đã tổ chức 41 hội nghị đối thoại.", ["dialogues"]),
    ("Có 7.320 lượt cán bộ, đảng viên học tập chuyên đề.", ["attendance_turns"]),
    ("Có 7.320 lượt cán bộ, đảng viên đăng ký nêu gương.", ["pledges"]),
    ("Toàn đảng bộ có 2.604 đảng viên.", ["party_members"]),
    ("Tuyên truyền đến 18.250 lượt hội viên, nhân dân.", ["outreach_turns"]),
    (
        "Tặng Giấy khen cho 14 tập thể và 23 cá nhân.",
        ["collectives_commended", "individuals_commended"],
    ),
    ("Biểu dương 310 tập thể, cá nhân.", ["honoured"]),
    (
        "Khen thưởng cấp huyện 45 điển hình, cấp xã 61 điển hình.",
        ["honoured_district", "honoured_commune"],
    ),
    (
        "Huy động 2,6 tỷ đồng; đã trích 1,4 tỷ đồng hỗ trợ người nghèo.",
        ["money_raised", "money_spent"],
    ),
    ("Tỷ lệ hộ nghèo còn 2,95%.", ["poverty_rate"]),
    ("Tỷ lệ hộ nghèo giảm 1,2%.", ["poverty_reduction"]),
    (
        "Xóa 132 căn nhà tạm và sửa chữa nhà cho 27 hộ.",
        ["temporary_houses_removed", "houses_repaired"],
    ),
    ("Xây dựng 19 nhà đại đoàn kết.", ["houses_built"]),
    ("Đài phát 480 chuyên mục, 5.129 tin, bài.", ["columns", "articles"]),
    ("Làm 2.200 cột điện chiếu sáng.", [None]),
    ("Có 5 xã hoàn thành xóa nhà tạm.", [None]),
    ("Có 7/9 xã đạt chuẩn nông thôn mới.", ["new_rural_communes"]),
    ("Đạt 41/44 chỉ tiêu nghị quyết.", ["targets_met"]),
    ("Còn 3 chỉ tiêu chưa hoàn thành.", [None]),
]


@pytest.mark.parametrize(("text", "indicators"), BOUND, ids=[text for text, _ in BOUND])
def test_phrase_and_context_decide_the_indicator(text, indicators):
    summary = parse(text, profile="chi-thi-05")
    assert [figure.indicator for figure in summary.figures] == indicators


def test_without_a_profile_figures_stay_unbound():
    assert [figure.indicator for figure in parse("Có 29 mô hình.").figures] == [None]


def test_a_part_without_an_indicator_of_its_own_has_that_of_its_whole():
    text = "Tổ chức 414 buổi biểu diễn, trong đó 301 buổi phục vụ vùng cao."
    figures = parse(text, profile="chi-thi-05").figures
    assert [figure.indicator for figure in figures] == ["performances", "performances"]


TIES = [
    ("Kinh phí 28 triệu đồng do nhân dân góp.", "money_raised", ("people_contribution",)),
    ("Đã giải ngân 142 tỷ đồng.", "money_disbursed", ("money_spent",)),
    ("Nhân dân hiến 3.200 m2 đất.", "land_donated", ()),
    # Money in another currency counts as money; no sum joins the two.
    ("Huy động được 12.000 USD.", "money_raised", ()),
]


@pytest.mark.parametrize(("text", "id", "others"), TIES, ids=[text for text, *_ in TIES])
def test_where_two_indicators_fit_as_well_both_are_kept_and_confidence_is_low(text, id, others):
    (figure,) = parse(text, profile="nong-thon-moi").figures
    assert (figure.indicator, figure.other_indicators) == (id, others)
    assert figure.confidence is (Confidence.LOW if others else Confidence.HIGH)


@pytest.mark.parametrize("name", bundled_profiles())
def test_every_bundled_profile_loads(name):
    profile = load_profile(name)
    assert profile.id == name
    assert len({indicator.id for indicator in profile.indicators}) == len(profile.indicators) >= 25


GOOD = 'id = "x"\nname = "X"\n[[indicators]]\nid = "a"\nname = "A"\nunit = "hộ"\nphrases = ["hộ"]\n'
MISTAKES = [
    ("id = ", "profile", "no valid TOML"),
    (GOOD.replace('name = "X"\n', ""), "name", "must be a text"),
    (GOOD + "colour = 1\n", "indicators[1].colour", "is no key"),
    (GOOD + 'aggregate = "add"\n', "indicators[1].aggregate", "none of the ways"),
    (GOOD.replace('["hộ"]', '"hộ"'), "indicators[1].phrases", "list of texts"),
    (GOOD.replace('["hộ"]', '["(hộ"]'), "indicators[1].phrases", "never closed"),
    (GOOD + GOOD[GOOD.index("[[") :], "indicators[2].id", "twice"),
    (GOOD.replace('"a"', '"A b"'), "indicators[1].id", "is no id"),
    (GOOD + 'role = "plan"\n', "indicators[1].role", "no role"),
    (GOOD + 'weight = "a"\n', "indicators[1].weight", "for rates"),
    (GOOD + 'aggregate = "weighted"\nweight = "b"\n', "indicators[1].weight", "no indicator"),
    ('id = "x"\nname = "X"\n', "indicators", "at least one"),
    (GOOD + 'as_in = "chung 2"\n', "indicators[1].as_in", "no bundled profile"),
    (GOOD + 'as_in = "chung"\n', "indicators[1].as_in", "has no indicator 'a'"),
]


@pytest.mark.parametrize(("text", "key", "reason"), MISTAKES)
def test_a_mistake_is_reported_with_file_key_and_reason(tmp_path, text, key, reason):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    message = str(caught.value)
    assert reason in message and str(path) in message and "do:" in message
    if caught.value.part:
        assert caught.value.part == key


def test_a_profile_of_ones_own_is_used_by_its_path(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert parse("Giúp 48 hộ.", profile=path).figures[0].indicator == "a"


def test_an_indicator_is_taken_from_a_bundled_profile_but_for_the_keys_it_sets(tmp_path):
    path = tmp_path / "mine.toml"
    own = (
        'id = "x"\nname = "X"\n[[indicators]]\nid = "models"\nas_in = "chung"\ngroup = "Của tôi"\n'
    )
    path.write_text(own, encoding="utf-8")
    mine, shared = load_profile(path).indicator("models"), load_profile("chung").indicator("models")
    assert mine == evolve(shared, group="Của tôi") != shared


def test_words_that_say_little_count_only_beside_the_context(tmp_path):
    path = tmp_path / "mine.toml"
    text = GOOD + 'near_phrases = ["người"]\ncontext = ["tập huấn"]\n'
    path.write_text(text, encoding="utf-8")
    far = "Sau khi tập huấn, các tổ dân phố trong phường đã cùng nhau đi vận động, tuyên truyền, "
    far += "hướng dẫn, giúp đỡ bà con trong nhiều tháng liền, có 40 người đến xem."
    figures = [parse(each, profile=path).figures[0] for each in ("Tập huấn cho 40 người.", far)]
    assert [figure.indicator for figure in figures] == ["a", None]


def test_an_unknown_profile_names_the_bundled_ones():
    with pytest.raises(ProfileError, match="chi-thi-05"):
        load_profile("chi-thi-06")


PATTERNS = [
    (("góp", "ủng hộ"), "nhân dân ủng hộ"),
    (("góp|ủng hộ", "quyên"), "Ủng hộ lũ lụt"),
    (("(đóng|quyên) góp .. quỹ", "x"), "Quyên góp vào Quỹ"),
    (("#", "góp #"), "đã góp # đồng"),
    (("khen",), "lời khenngợi"),
    ((), "khen"),
]


@pytest.mark.parametrize(("patterns", "text"), PATTERNS)
def test_several_patterns_as_one_find_what_any_of_them_does(patterns, text):
    apart = any(compile_pattern(pattern).search(text) for pattern in patterns)
    assert bool(any_pattern(patterns).search(text)) is apart
