"""Who must hand in what, to whom, through whom, until when: one sentence of an order after the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import reading
from tests.reading.letters import ADDRESSED, ordering

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "orders.yaml").read_text(encoding="utf-8"))


def said(task: reading.Task) -> dict[str, Any]:
    return {
        "role": task.role,
        "who": [field.value for field in task.assignees],
        "to": task.report_to.value,
        "via": task.via.value,
        "until": task.deadline.deadline.last_day if task.deadline else None,
    }


@pytest.mark.parametrize("case", CASES, ids=[case["orders"][:60] for case in CASES])
def test_an_order_and_what_it_makes_anybody_hand_in(case):
    read = reading.read_text(ordering(case["orders"]))
    assert [said(task) for task in read.tasks] == case["tasks"]
    assert [field.value for field in read.lead] == case["lead"]
    assert read.collects.value is bool(case["tasks"])


def test_a_sentence_that_names_nobody_speaks_to_the_addressees():
    read = reading.read_text(ordering("Báo cáo gửi về Sở Nội vụ trước ngày 20/5/2022."))
    assert [field.value for field in read.tasks[0].assignees] == ADDRESSED


def test_two_days_for_one_report_are_two_tasks():
    read = reading.read_text(
        ordering(
            "Các đơn vị gửi báo cáo sơ kết trước ngày 15/6/2022, báo cáo tổng kết trước ngày 15/12/2022 về Sở Y tế."
        )
    )
    assert [str(task.deadline.deadline.last_day) for task in read.tasks] == ["2022-06-14", "2022-12-14"]
    assert {task.report_to.value for task in read.tasks} == {"Sở Y tế"}


def test_a_deadline_said_after_the_report_belongs_to_it():
    read = reading.read_text(
        ordering("Các đơn vị báo cáo kết quả về Sở Y tế. Thời gian hoàn thành: trước ngày 30/5/2022.")
    )
    assert [str(task.deadline.deadline.last_day) for task in read.tasks] == ["2022-05-29"]


def test_contents_are_the_items_of_the_list_below():
    read = reading.read_text(
        ordering(
            "Đề nghị các đơn vị báo cáo UBND tỉnh trước ngày 20/5/2022 với các nội dung sau:\n"
            "- Kết quả thực hiện;\n- Khó khăn, vướng mắc;\n- Kiến nghị (nếu có)."
        )
    )
    assert [field.value for field in read.tasks[0].required_contents] == [
        "Kết quả thực hiện",
        "Khó khăn, vướng mắc",
        "Kiến nghị",
    ]


def test_contents_are_the_columns_of_the_empty_form_that_is_attached():
    form = (
        "\n\nPHỤ LỤC\nBIỂU TỔNG HỢP\n\n"
        "| STT | Tên dự án | Tổng mức đầu tư | Tiến độ | Ghi chú |\n|---|---|---|---|---|\n| 1 | | | | |\n"
    )
    read = reading.read_text(ordering("Đề nghị các đơn vị báo cáo UBND tỉnh theo mẫu trước ngày 20/5/2022.") + form)
    assert [field.value for field in read.tasks[0].required_contents] == ["Tên dự án", "Tổng mức đầu tư", "Tiến độ"]


def test_a_table_that_is_filled_is_no_form():
    table = (
        "\n\nPHỤ LỤC\n\n| STT | Tên dự án | Tổng mức | Tiến độ |\n|---|---|---|---|\n"
        "| 1 | Đường Võ Chí Công | 900 tỷ đồng | Đang thi công |\n"
    )
    read = reading.read_text(ordering("Đề nghị các đơn vị báo cáo UBND tỉnh trước ngày 20/5/2022.") + table)
    assert read.tasks[0].required_contents == ()


def test_aims_and_grounds_of_a_plan_order_nothing():
    read = reading.read_text(
        ordering(
            "I. MỤC ĐÍCH, YÊU CẦU\n1. Các sở, ban, ngành báo cáo UBND tỉnh kịp thời trước ngày 20/5/2022.\n"
            "II. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: báo cáo UBND tỉnh trước ngày 25/5/2022."
        )
    )
    assert [said(task)["who"] for task in read.tasks] == [["Sở Y tế"]]


def test_a_name_that_may_be_too_long_is_asked_about():
    read = reading.read_text(
        ordering("Yêu cầu Trung tâm Phát triển quỹ nhà đất báo cáo UBND tỉnh trước ngày 20/5/2022.")
    )
    assert {field.certainty for field in read.tasks[0].assignees} == {"check"}


def test_whom_the_answer_goes_to_is_asked_where_the_sentence_names_two_levels():
    read = reading.read_text(
        ordering(
            "Các đơn vị gửi báo cáo về Sở Y tế (qua Phòng Nghiệp vụ Y) trước ngày 20/5/2022 để tổng hợp, "
            "báo cáo UBND tỉnh."
        )
    )
    task = read.tasks[0]
    assert (task.report_to.value, task.via.value) == ("Sở Y tế", "Phòng Nghiệp vụ Y")
    assert task.report_to.certainty == "check"


def test_a_report_asked_of_nobody_in_particular_is_a_question():
    read = reading.read_text(ordering("Yêu cầu các đơn vị nghiêm túc thực hiện, báo cáo theo quy định."))
    assert (read.collects.value, read.collects.certainty) == (False, "check")
