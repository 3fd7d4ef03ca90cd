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
