"""What units say in the same sense is put together, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.documents.alike import put_together, say_the_same
from reportkit.documents.mapping import mapping_of
from reportkit.parsing import Passage, PassageRole
from tests.documents.conftest import report

PAIRS = tomllib.loads(Path(__file__).with_name("said_pairs.toml").read_text("utf-8"))
SENTENCES = [
    text for table in PAIRS.values() for pairs in table.values() for pair in pairs for text in pair
]


@pytest.mark.parametrize(
    ("table", "pairs", "recall"), [("first", 40, 0.85), ("later", 20, 0.65), ("third", 30, 0.7)]
)
def test_what_is_put_together_says_the_same(table, pairs, recall):
    """Precision at least 0.95; what is missed stays apart, which costs a line and no truth."""
    same, alike = PAIRS[table]["same"], PAIRS[table]["alike"]
    assert (len(same), len(alike)) == (pairs, pairs)
    right = sum(say_the_same(*pair) for pair in same)
    wrong = sum(say_the_same(*pair) for pair in alike)
    assert right / (right + wrong) >= 0.95
    assert right / pairs >= recall


NEVER = [
    # what is said, what only sounds so, why not
    ("Tuyên truyền thường xuyên", "Tuyên truyền chưa thường xuyên", "one denies"),
    ("Hỗ trợ 500 triệu đồng", "Hỗ trợ 200 triệu đồng", "other numbers"),
    ("Thực hiện Chỉ thị 05", "Thực hiện Chỉ thị", "a number that one lacks"),
    ("Kinh phí khen thưởng", "Kinh phí tuyên truyền", "another matter"),
    ("Kinh phí", "Kinh phí tuyên truyền", "a wider matter"),
    ("", "", "nothing is said"),
    ("Việc này", "Công tác đó", "empty words only"),
]


@pytest.mark.parametrize(("one", "other", "why"), NEVER, ids=[row[2] for row in NEVER])
def test_what_differs_in_the_matter_stays_apart(one, other, why):
    assert not say_the_same(one, other)


def test_spelling_and_order_make_no_difference():
    assert say_the_same("Cấp uỷ chưa quan tâm", "CẤP ỦY chưa  quan tâm;")
    assert say_the_same("Nguồn kinh phí còn hạn hẹp", "Còn hạn hẹp về kinh phí")
    assert say_the_same("Chỉ thị số 05", "Chỉ thị số 5")


@given(st.lists(st.sampled_from(SENTENCES), max_size=12))
def test_each_text_is_in_one_group_and_all_of_a_group_say_the_same(texts):
    groups = put_together(texts)
    assert sorted(index for group in groups for index in group) == list(range(len(texts)))
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)
    for group in groups:
        for one in group:
            for other in group:
                assert say_the_same(texts[one], texts[other])


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_to_say_the_same_goes_both_ways(one, other):
    assert say_the_same(one, other) == say_the_same(other, one)


def limitation(unit: str, *texts: str):
    passages = [Passage(PassageRole.LIMITATION, text) for text in texts]
    return report(unit, "", passages=passages)


@pytest.fixture(scope="module")
def mapping(make_review):
    return mapping_of(
        make_review(
            limitation("Đảng bộ A", "Thiếu kinh phí.", "Việc nhân rộng mô hình còn chậm."),
            limitation("Đảng bộ B", "Công tác nhân rộng mô hình chưa kịp thời;"),
            limitation("Đảng bộ C", "Nhân rộng mô hình còn chậm", "Nhân rộng mô hình chưa nhanh"),
        )
    )


def test_what_most_units_say_stands_first_in_the_words_of_one_with_all_who_say_it(mapping):
    first, second = mapping["points"]["limitations"]
    assert (first.text, first.unit) == ("Việc nhân rộng mô hình còn chậm", "Đảng bộ A")
    assert first.others == ("Đảng bộ B", "Đảng bộ C")
    assert (second.text, second.others) == ("Thiếu kinh phí", ())


def test_the_words_of_all_are_kept(mapping):
    first, _ = mapping["points"]["limitations"]
    assert [passage.text for passage in first.passages] == [
        "Việc nhân rộng mô hình còn chậm",
        "Công tác nhân rộng mô hình chưa kịp thời",
        "Nhân rộng mô hình còn chậm",
        "Nhân rộng mô hình chưa nhanh",
    ]
    assert len(mapping["limitations"]) == 5
    (own,) = mapping["units"][1].limitations
    assert own.others == ("Đảng bộ A", "Đảng bộ C")
