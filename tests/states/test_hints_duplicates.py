"""One task said twice is found; rows that only look alike are left alone."""

import unicodedata
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from states.hints.duplicates import same_tasks
from states.hints.likeness import THRESHOLD, excluded, likeness
from states.hints.rows import Prepared
from states.hints.weighed import Weighed
from states.hints.weights import Rarity

ROOT = Path(__file__).parents[2]
LABELLED = ROOT / "tests" / "data" / "hints"
Key = tuple[str, int]


def sample() -> list[Prepared]:
    answers = [
        yaml.safe_load(path.read_text()) for path in sorted((ROOT / "config/samples/submissions").glob("*.yaml"))
    ]
    return [Prepared(answer["agency"], at, row) for answer in answers for at, row in enumerate(answer["rows"])]


def pairs(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((LABELLED / f"{name}.yaml").read_text())


def one_task(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """The two rows as the whole plan of two agencies."""
    first, second = {"agency": "A", **a}, {"agency": "B", **b}
    return same_tasks([Prepared(first["agency"], 0, first), Prepared(second["agency"], 0, second)]) == [(0, 1)]


def found_in(rows: list[Prepared]) -> set[frozenset[Key]]:
    return {frozenset((rows[at].agency, rows[at].index) for at in pair) for pair in same_tasks(rows)}


# ---- the labelled pairs


@pytest.mark.parametrize(
    ("name", "recall", "precision"),
    [
        # The head of each file says how it was met at first sight.
        ("pairs", 0.98, 0.96),
        ("held_out", 0.95, 0.95),
        ("later_pairs", 0.9, 0.95),
        ("narrow_pairs", 0.95, 0.95),
        ("last_pairs", 0.95, 0.9),
    ],
)
def test_labelled_pairs_are_told_apart_in_one_plan_of_all_their_rows(
    name: str, recall: float, precision: float
) -> None:
    labelled = pairs(name)
    rows = [Prepared(pair[side]["agency"], at, pair[side]) for at, pair in enumerate(labelled) for side in "ab"]
    rarity = Rarity(rows)
    said = [_one_task(rows[2 * at], rows[2 * at + 1], rarity) for at in range(len(labelled))]
    same = [pair["same"] for pair in labelled]

    hits = sum(1 for told, true in zip(said, same, strict=True) if told and true)
    assert hits / sum(same) >= recall
    assert hits / sum(said) >= precision


def _one_task(one: Prepared, other: Prepared, rarity: Rarity) -> bool:
    return excluded(one, other) is None and likeness(Weighed(one, rarity), Weighed(other, rarity)).score >= THRESHOLD


def test_in_the_sample_answers_every_task_that_is_said_twice_is_found_and_nothing_else() -> None:
    labelled = yaml.safe_load((LABELLED / "sample_pairs.yaml").read_text())

    assert found_in(sample()) == {frozenset(map(tuple, pair["rows"])) for pair in labelled["same"]}


def test_following_rare_words_loses_no_pair_that_comparing_all_would_find() -> None:
    rows = sample()
    rarity = Rarity(rows)
    by_all = {
        (one, other)
        for one, other in combinations(range(len(rows)), 2)
        if rows[one].agency != rows[other].agency and _one_task(rows[one], rows[other], rarity)
    }

    assert set(same_tasks(rows)) == by_all


# ---- one way of writing for another


def strip_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def halves_swapped(text: str) -> str:
    words = text.split()
    return " ".join(words[len(words) // 2 :] + words[: len(words) // 2])


def with_slips(text: str) -> str:
    """Every ninth word loses, doubles or swaps letters."""
    words = text.split()
    for at in range(0, len(words), 9):
        word = words[at]
        words[at] = (word[:1] + word[2:], word + word[-1:], word[1::-1] + word[2:])[at // 9 % 3]
    return " ".join(words)


@pytest.mark.parametrize(
    ("how", "least"),
    [
        (strip_accents, 0.98),
        (str.upper, 0.98),
        (lambda text: unicodedata.normalize("NFD", text), 1.0),
        (lambda text: text.replace("hóa", "hoá").replace("ủy", "uỷ").replace("hòa", "hoà"), 1.0),
        (halves_swapped, 0.98),
        (with_slips, 0.95),
        (
            lambda text: text.replace("Xây dựng", "Tham mưu ban hành").replace(
                "giai đoạn 2021-2025", "05 năm 2021 – 2025"
            ),
            1.0,
        ),
    ],
    ids=["no accents", "capitals", "NFD", "old tones", "halves swapped", "slips", "office verbs"],
)
def test_a_row_written_otherwise_by_another_agency_is_the_same_task(how: Callable[[str], str], least: float) -> None:
    rows = sample()
    again = [
        Prepared("AGAIN", at, {**row.row, "task": how(row.task_text), "product": how(row.product_text)})
        for at, row in enumerate(rows)
    ]
    found = set(same_tasks([*rows, *again]))

    assert sum((at, at + len(rows)) in found for at in range(len(rows))) / len(rows) >= least


@pytest.mark.parametrize(
    ("said", "said_again"),
    [
        ("Phòng, chống thiên tai và tìm kiếm cứu nạn", "Công tác PCTT&TKCN"),
        ("Phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số", "Phát triển KT-XH vùng ĐBDTTS"),
        ("Ứng dụng công nghệ thông tin tại trường học", "Ứng dụng CNTT tại trường học"),
        ("Bảo đảm an ninh trật tự tại khu công nghiệp Tịnh Phong", "Bảo đảm ANTT tại KCN Tịnh Phong"),
        ("Xây dựng nông thôn mới kiểu mẫu", "XD NTM kiểu mẫu"),
        ("Phát triển công viên phần mềm tập trung", "Hình thành CVPMTT, phát triển công viên phần mềm"),
        ("Nghiên cứu tuyến đường Hoàng Sa - Dốc Sỏi", "Đầu tư đường Dốc Sỏi đi Hoàng Sa"),
        ("Chuyển đổi số doanh nghiệp thủy sản", "Chuyển đổi số doanh nghiệp thuỷ sản"),
    ],
)
def test_abbreviations_order_and_tone_customs_make_no_other_task(said: str, said_again: str) -> None:
    assert one_task({"task": said}, {"task": said_again})


# ---- what tells two tasks apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phát triển du lịch huyện Ba Tơ", "Phát triển du lịch huyện Sơn Tây"),
        ("Đầu tư trụ sở xã Sơn Hà", "Đầu tư trụ sở xã Sơn Hạ"),
        ("Đầu tư đường tránh thị trấn Châu Ổ", "Đầu tư đường tránh thị trấn Sông Vệ"),
        ("Dự toán ngân sách năm 2022", "Dự toán ngân sách năm 2023"),
        ("Kế hoạch đầu tư công trung hạn giai đoạn 2016-2020", "Kế hoạch đầu tư công trung hạn giai đoạn 2021-2025"),
        ("Kế hoạch phát triển giáo dục năm 2021", "Kế hoạch phát triển giáo dục 5 năm 2021-2025"),
        ("Đường Trì Bình - Dung Quất giai đoạn 1", "Đường Trì Bình - Dung Quất giai đoạn 2"),
        ("Cầu Trà Khúc 3", "Cầu Trà Khúc 1"),
        ("Nâng cấp Quốc lộ 24", "Nâng cấp QL 24B"),
        ("Đường cao tốc Quảng Ngãi - Hoài Nhơn", "Đường cao tốc Đà Nẵng - Quảng Ngãi"),
        ("Khu dân cư xã Bình Trung, huyện Bình Sơn", "Khu dân cư xã Bình Dương, huyện Bình Sơn"),
        ("Kiến trúc Chính quyền điện tử phiên bản 2.0", "Kiến trúc Chính quyền điện tử phiên bản 3.0"),
        ("Phân loại rác tại nguồn", "Tổng kết việc phân loại rác tại nguồn"),
        ("Quy hoạch chung đô thị Vạn Tường", "Điều chỉnh Quy hoạch chung đô thị Vạn Tường"),
        ("Ứng dụng CNTT ngành y tế", "Ứng dụng CNTT ngành giáo dục"),
        ("Nhà máy nước phía Bắc thành phố", "Nhà máy nước phía Nam thành phố"),
        ("Bảo tồn văn hóa dân tộc Hrê", "Bảo tồn văn hóa dân tộc Co"),
        ("Phát triển vùng nguyên liệu mía", "Phát triển vùng nguyên liệu mì"),
        ("Trợ giúp pháp lý cho người nghèo", "Trợ giúp pháp lý cho người khuyết tật"),
        ("Phổ cập giáo dục mầm non", "Phổ cập giáo dục tiểu học"),
    ],
)
def test_a_place_a_year_a_phase_or_another_object_makes_another_task(one: str, other: str) -> None:
    lead = {"lead": "Sở Kế hoạch và Đầu tư", "legal_basis": "Chương trình số 01-CTr/TU ngày 27/11/2020"}

    assert not one_task({"task": one, "product": one, **lead}, {"task": other, "product": other, **lead})


def test_a_district_s_own_task_is_not_its_neighbour_s_nor_the_province_s_though_the_words_be_the_same() -> None:
    words = {"task": "Xây dựng Kế hoạch chuyển đổi số", "product": "Kế hoạch chuyển đổi số giai đoạn 2021-2025"}

    assert one_task({**words, "lead": "Sở TT&TT"}, {**words, "lead": "Sở Thông tin và Truyền thông"})
    assert not one_task({**words, "lead": "UBND huyện Ba Tơ"}, {**words, "lead": "UBND huyện Sơn Tây"})
    assert not one_task({**words, "lead": "Sở TT&TT"}, {**words, "lead": "UBND huyện Ba Tơ"})


def test_years_agree_where_one_period_ends_when_the_other_does() -> None:
    def task(when: str) -> dict[str, str]:
        return {"task": f"Đề án phát triển rừng gỗ lớn {when}"}

    assert one_task(task("giai đoạn 2021-2025"), task("đến năm 2025"))
    assert one_task(task("2021-2025, định hướng đến năm 2030"), task("đến 2025, tầm nhìn 2045"))
    assert not one_task(task("đến năm 2025"), task("đến năm 2030"))


def test_rows_of_one_agency_are_its_own_affair() -> None:
    row = {"task": "Phát triển cây quế", "product": "Đề án phát triển cây quế"}

    assert same_tasks([Prepared("A", 0, row), Prepared("A", 1, row)]) == []
    assert same_tasks([Prepared("A", 0, row), Prepared("A", 1, row), Prepared("B", 0, row)]) == [(0, 2), (1, 2)]


def test_cells_that_say_nothing_of_their_own_are_no_duplicates() -> None:
    row = {"task": "Xây dựng kế hoạch thực hiện nhiệm vụ được giao", "product": "Kế hoạch của UBND tỉnh"}

    assert not one_task(row, row)
    assert not one_task({}, {})


# ---- whatever is typed

cells = st.text(max_size=60) | st.sampled_from(
    [
        "Phát triển du lịch Lý Sơn",
        "PCTT&TKCN",
        "KH 2021-2025",
        "UBND huyện Ba Tơ",
        "ĐT.623B",
        "\u0301\u0323",
        "Sở " * 30,
    ]
)
any_row = st.fixed_dictionaries(
    {},
    optional={name: cells | st.none() | st.lists(cells, max_size=3) for name in ("task", "product", "lead", "summary")},
)


@settings(max_examples=150, deadline=None)
@given(st.lists(any_row, max_size=8))
def test_any_text_is_taken_and_the_order_of_rows_changes_nothing(rows: list[dict[str, Any]]) -> None:
    prepared = [Prepared(f"A{at}", 0, row) for at, row in enumerate(rows)]
    backwards = [Prepared(f"A{at}", 0, row) for at, row in reversed(list(enumerate(rows)))]

    assert found_in(prepared) == found_in(backwards)


def test_a_task_that_many_agencies_copy_is_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[Iterable[object]] = []
    monkeypatch.setattr("states.hints.duplicates.likeness", lambda *rows: compared.append(rows))
    row = {"task": "Phát triển cây quế Trà Bồng", "product": "Đề án phát triển cây quế", "lead": "Sở NN&PTNT"}

    assert len(same_tasks([Prepared(f"A{at}", 0, row) for at in range(60)])) == 60 * 59 // 2
    assert compared == []
