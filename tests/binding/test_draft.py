"""Drafting a profile from reports: what becomes an indicator, and that the draft can be used."""

from __future__ import annotations

from click.testing import CliRunner

from reportkit.binding import load_profile, parse
from reportkit.binding.draft import draft_profile
from reportkit.cli import main

REPORTS = (
    "Toàn xã có 12 tổ hòa giải. Xây dựng 8 mô hình. Mực nước dâng 3,5 m.",
    "Đã củng cố 9 tổ hòa giải cơ sở. Có 15 mô hình. Bán được 1.200 vé số.",
)


def drafted(tmp_path, text):
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    return load_profile(path)


def test_what_is_counted_more_than_once_becomes_an_indicator(tmp_path):
    profile = drafted(tmp_path, draft_profile(map(parse, REPORTS)))
    named = {indicator.id: indicator for indicator in profile.indicators}
    assert set(named) == {"models", "to_hoa_giai"}
    assert named["to_hoa_giai"].name == "Tổ hòa giải"
    assert named["to_hoa_giai"].phrases == ("tổ hòa giải", "tổ hòa giải cơ sở")


def test_what_a_bundled_profile_knows_keeps_its_id_name_and_patterns(tmp_path):
    profile = drafted(tmp_path, draft_profile(map(parse, REPORTS)))
    assert profile.indicator("models") == load_profile("chung").indicator("models")


def test_the_draft_binds_the_figures_it_was_made_from(tmp_path):
    profile = drafted(tmp_path, draft_profile(map(parse, REPORTS)))
    figures = parse(REPORTS[1], profile).figures
    assert [figure.indicator for figure in figures] == ["to_hoa_giai", "models", None]


def test_money_without_a_noun_is_named_by_the_words_before_it(tmp_path):
    text = "Công ty nộp phạt 12 triệu đồng. Hộ kinh doanh nộp phạt 3 triệu đồng."
    profile = drafted(tmp_path, draft_profile([parse(text)]))
    (indicator,) = profile.indicators
    assert (indicator.context, indicator.near) == (("nộp phạt",), True)


def test_words_that_would_be_patterns_are_made_plain(tmp_path):
    text = "Cấp 5 giấy phép “A|B (C” mới. Cấp 6 giấy phép “A|B (C” mới."
    assert drafted(tmp_path, draft_profile([parse(text)])).indicators


def test_the_command_writes_the_draft_and_replaces_no_file(tmp_path):
    folder, output = tmp_path / "reports", tmp_path / "my.toml"
    folder.mkdir()
    for number, text in enumerate(REPORTS):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    command = ["profile", "draft", str(folder), "-o", str(output)]
    first = CliRunner().invoke(main, command)
    assert first.exit_code == 0 and "2 chỉ tiêu từ 2 báo cáo" in first.output
    assert load_profile(output).indicator("to_hoa_giai")
    output.write_text("edited", encoding="utf-8")
    assert CliRunner().invoke(main, command).exit_code == 3
    assert output.read_text(encoding="utf-8") == "edited"


def test_an_empty_folder_gives_no_draft(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    result = CliRunner().invoke(
        main, ["profile", "draft", str(folder), "-o", str(tmp_path / "a.toml")]
    )
    assert result.exit_code == 3
    assert not (tmp_path / "a.toml").exists()


def test_every_key_of_a_known_indicator_stays(tmp_path):
    texts = [
        "Có 120 đảng viên đã đăng ký nêu gương. Chi bộ có 130 đảng viên. Có 12 mô hình học Bác.",
        "Có 95 đảng viên đăng ký nêu gương. Đảng bộ có 99 đảng viên. Có 9 mô hình làm theo Bác.",
        "100% đảng viên ký cam kết tu dưỡng. Tổ chức 4 hội nghị học tập cho 95% đảng viên.",
        "98% đảng viên ký cam kết tu dưỡng. Tổ chức 2 hội nghị học tập, quán triệt.",
    ]
    reports = [parse(f"Thực hiện Chỉ thị số 05-CT/TW. {text}") for text in texts]
    profile = drafted(tmp_path, draft_profile(reports))
    bundled = load_profile("chi-thi-05")
    for id in ("models", "pledges", "pledge_rate", "party_members"):
        assert profile.indicator(id) == bundled.indicator(id)


def test_a_weight_that_the_draft_lacks_is_left_out(tmp_path):
    texts = ["100% đảng viên ký cam kết tu dưỡng.", "98% đảng viên ký cam kết tu dưỡng."]
    reports = [parse(f"Thực hiện Chỉ thị số 05-CT/TW. {text}") for text in texts]
    profile = drafted(tmp_path, draft_profile(reports))
    assert profile.indicator("pledge_rate").weight is None


def test_a_word_that_counts_anything_is_taken_with_the_words_before_it(tmp_path):
    texts = [
        "Di dời 12 hộ. Cưỡng chế 3 hộ. Cấp sổ cho 5 hộ.",
        "Di dời 7 hộ. Cưỡng chế 1 hộ. Nhắc nhở 9 hộ.",
    ]
    profile = drafted(tmp_path, draft_profile(map(parse, texts)))
    assert [(each.name, each.phrases, each.context) for each in profile.indicators] == [
        ("Cưỡng chế (hộ)", ("hộ",), ("cưỡng chế",)),
        ("Di dời (hộ)", ("hộ",), ("di dời",)),
    ]
    assert all(each.near for each in profile.indicators)


def test_a_rate_says_so_in_its_name(tmp_path):
    texts = ["Có 90% tàu cá lắp thiết bị.", "Có 95% tàu cá lắp thiết bị."]
    (indicator,) = drafted(tmp_path, draft_profile(map(parse, texts))).indicators
    assert (indicator.name.split()[:4], indicator.unit) == (["Tỷ", "lệ", "tàu", "cá"], "%")


def test_the_draft_is_told_in_vietnamese_and_laid_out_by_groups():
    text = draft_profile(map(parse, REPORTS))
    assert "# 2 số liệu trong 2 báo cáo" in text
    assert "# Trong báo cáo: tổ hòa giải" in text
    known, new = text.index('id = "models"'), text.index('id = "to_hoa_giai"')
    assert known < text.index("Chỉ tiêu mới") < new
    assert all(len(line) <= 100 for line in text.splitlines())


def test_what_other_indicators_count_in_part_is_no_indicator_by_its_word_alone(tmp_path):
    texts = ["Lưu trữ 120 hồ sơ. Tiếp nhận 40 hồ sơ.", "Lưu trữ 90 hồ sơ. Tiếp nhận 35 hồ sơ."]
    reports = [parse(f"CẢI CÁCH HÀNH CHÍNH\n{text}") for text in texts]
    new = drafted(tmp_path, draft_profile(reports)).indicator("luu_tru_ho_so")
    assert (new.phrases, new.context, new.near) == (("hồ sơ",), ("lưu trữ",), True)


def test_only_documents_that_several_reports_cite_are_those_of_the_campaign(tmp_path):
    texts = ["Thực hiện Quyết định số 12/QĐ-TTg và Kế hoạch số 5/KH-UBND, mở 3 lớp.",
             "Thực hiện Quyết định số 12/QĐ-TTg, mở 4 lớp."]  # fmt: skip
    assert drafted(tmp_path, draft_profile(map(parse, texts))).directives == ("12/QĐ-TTg",)
