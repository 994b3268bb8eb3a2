"""What each document says, for the seed and at its edges."""

from dataclasses import replace
from datetime import datetime

import pytest
from docx.oxml.ns import qn

from documents.model import (
    AgencyAnswer,
    IncompleteDocument,
    MergedRow,
    PlanRow,
    Proposals,
    Section,
    SetAsideRow,
    Standing,
)
from documents.samples import COLLECTION, HANOI, MEMO, PLAN, REPORT, SAMPLES, SET_ASIDE, URGING
from tests.documents.conftest import cells, plain, read, text_of

ROW = PlanRow(
    task="Phát triển cụm công nghiệp",
    product="Quy chế quản lý cụm công nghiệp",
    lead="Sở Công Thương",
    coordinate=("Sở Xây dựng", "UBND các huyện, thị xã, thành phố"),
    summary="Rà soát 16 cụm.",
    legal_basis="Nghị định số 68/2017/NĐ-CP",
    schedule="Quý II/2021",
    note="chuyển tiếp",
)


def plan(*sections: Section, **other: object):
    return replace(PLAN, sections=sections, **other)  # type: ignore[arg-type]


def named(*titles: str, rows: int = 2) -> list[Section]:
    return [
        Section(["I", "II", "III", "IV"][place], title, tuple(replace(ROW, task=f"{title} {n}") for n in range(rows)))
        for place, title in enumerate(titles)
    ]


# --- the plan -----------------------------------------------------------------------------------------------------


def test_a_row_stands_in_the_order_of_the_columns() -> None:
    header, group, row = cells(read(plan(Section("I", "Công nghiệp", (ROW,)))))
    assert header == [
        "STT", "Nội dung nhiệm vụ", "Sản phẩm", "Nội dung tóm lược", "Cơ quan chủ trì", "Cơ quan phối hợp",
        "Thời gian thực hiện", "Căn cứ pháp lý", "Ghi chú",
    ]  # fmt: skip
    assert group == ["I", "Công nghiệp"]
    assert row == [
        "1", ROW.task, ROW.product, ROW.summary, ROW.lead, "Sở Xây dựng; UBND các huyện, thị xã, thành phố",
        ROW.schedule, ROW.legal_basis, ROW.note,
    ]  # fmt: skip


def test_sections_and_rows_keep_the_leads_order() -> None:
    rows = cells(read(plan(*named("Hạ tầng", "Công nghiệp"))))[1:]
    assert [row[:2] for row in rows] == [
        ["I", "Hạ tầng"], ["1", "Hạ tầng 0"], ["2", "Hạ tầng 1"],
        ["II", "Công nghiệp"], ["1", "Công nghiệp 0"], ["2", "Công nghiệp 1"],
    ]  # fmt: skip


@pytest.mark.parametrize(("numbering", "stt"), [("per_section", "1 2 1 2"), ("through", "1 2 3 4")])
def test_stt_restarts_in_each_group_or_runs_through(numbering: str, stt: str) -> None:
    rows = cells(read(plan(*named("Hạ tầng", "Công nghiệp"), numbering=numbering)))[1:]
    assert [row[0] for row in rows if len(row) > 2] == stt.split()


def test_rows_without_a_section_have_no_group_row() -> None:
    assert [row[0] for row in cells(read(plan(Section("", "", (ROW,)))))] == ["STT", "1"]


def test_the_text_counts_tasks_and_groups() -> None:
    text = text_of(read(plan(*named("Hạ tầng", "Công nghiệp"))))
    assert "Kế hoạch gồm 04 nhiệm vụ, chia thành 02 nhóm; nội dung" in text
    assert "- Nhóm I. Hạ tầng: 02 nhiệm vụ;\n- Nhóm II. Công nghiệp: 02 nhiệm vụ.\n" in text


def test_one_ground_opens_the_sentence_several_stand_in_lines_of_their_own() -> None:
    text = text_of(read(replace(PLAN, grounds=("Thực hiện Chương trình số 01-CTr/TU;",))))
    assert "\nThực hiện Chương trình số 01-CTr/TU, UBND tỉnh ban hành Kế hoạch thực hiện Chương trình" in text

    document = read(replace(PLAN, grounds=("Căn cứ Luật A", "Căn cứ Luật B.")))
    assert [p.text for p in document.paragraphs if p.style.name == "Căn cứ"] == ["Căn cứ Luật A;", "Căn cứ Luật B."]
    assert "\nUBND tỉnh ban hành Kế hoạch thực hiện Chương trình" in text_of(document)


def test_the_three_parts_of_a_plan_and_its_end() -> None:
    text = text_of(read(PLAN))
    parts = ["I. MỤC ĐÍCH, YÊU CẦU", "1. Mục đích", "2. Yêu cầu", "II. NHIỆM VỤ, GIẢI PHÁP", "III. TỔ CHỨC THỰC HIỆN"]
    assert sorted(parts, key=text.index) == parts
    assert "1. Thủ trưởng các sở, ban ngành, đơn vị trực thuộc UBND tỉnh; Chủ tịch UBND các huyện" in text
    assert "2. Sở Kế hoạch và Đầu tư theo dõi, đôn đốc, tổng hợp tình hình thực hiện, báo cáo UBND tỉnh" in text
    assert "để tổng hợp, báo cáo UBND tỉnh xem xét, quyết định./.\n" in text


def test_a_plan_without_rows_says_so() -> None:
    document = read(plan())
    assert cells(document)[1:] == [["Chưa có nhiệm vụ nào được đưa vào Kế hoạch."]]
    assert "Kế hoạch gồm 0 nhiệm vụ; nội dung" in text_of(document)


def test_a_plan_of_one_row() -> None:
    document = read(plan(Section("I", "Công nghiệp", (ROW,))))
    assert len(cells(document)) == 3
    assert "Kế hoạch gồm 01 nhiệm vụ; nội dung" in text_of(document)  # one group is not listed


def test_a_plan_of_five_thousand_rows_has_them_all_in_order() -> None:
    rows = tuple(replace(ROW, task=f"Nhiệm vụ {n}") for n in range(5000))
    document = read(plan(Section("I", "Tất cả", rows)))
    last = document.tables[-1]._tbl.tr_lst
    assert len(last) == 5002
    text = ["".join(word.text for word in row.tc_lst[1].iter(qn("w:t"))) for row in last[2:]]
    assert text == [row.task for row in rows]


# --- the tờ trình --------------------------------------------------------------------------------------------------


def test_the_four_points_of_the_memo() -> None:
    points = [p.text for p in read(MEMO).paragraphs if p.style.name == "Đề mục"]
    assert points == ["1. Căn cứ", "2. Quá trình tổng hợp", "3. Tiếp thu, giải trình", "4. Kiến nghị"]


def test_the_memo_says_who_answered_and_names_whoever_did_not_in_time() -> None:
    text = text_of(read(MEMO))
    assert (
        "Chủ tịch UBND tỉnh yêu cầu 41 cơ quan, đơn vị, địa phương báo cáo UBND tỉnh (qua Sở Kế hoạch và Đầu tư) "
        "chậm nhất trước ngày 22/12/2020, được hiểu là đến hết ngày 21/12/2020 (thứ Hai). Đến 16 giờ 00 ngày "
        "24/12/2020, "
        "đã có 38/41 cơ quan, đơn vị, địa phương gửi đề xuất (đúng hạn: 34; trong ngày 22/12/2020: 03; quá hạn: "
        "01); 01 "
        "cơ quan không có đề xuất; 01 cơ quan được chuyển cho cơ quan khác thực hiện; còn 01 cơ quan chưa gửi. "
        "Cụ thể:\n"
        "- Đã gửi trong ngày 22/12/2020 (thời hạn còn cách hiểu khác nhau): Sở Nông nghiệp và Phát triển nông thôn; "
        "UBND huyện Sơn Hà; UBND huyện Trà Bồng.\n"
        "- Đã gửi quá hạn: Bộ Chỉ huy Quân sự tỉnh.\n"
    ) in text
    assert "- Chưa gửi: UBND huyện Minh Long (đã nhắc ngày 18 và 21/12/2020).\n" in text


def test_nobody_missing_is_said_in_words() -> None:
    everyone = tuple(answer for answer in COLLECTION.answers if answer.standing is Standing.ON_TIME)
    text = text_of(read(replace(MEMO, collection=replace(COLLECTION, answers=everyone))))
    assert (
        "đã có 34/34 cơ quan, đơn vị, địa phương gửi đề xuất (đúng hạn: 34); không còn cơ quan nào chưa gửi.\n" in text
    )


def test_the_memo_proves_that_nothing_was_lost() -> None:
    document = read(MEMO)
    assert (
        "Tổng số nội dung đề xuất đã nhận: 173; trong đó, đưa vào Kế hoạch: 160; ghép vào nhiệm vụ khác của Kế hoạch: "
        "09; để ngoài Kế hoạch: 04. Mọi nội dung đề xuất đều được xem xét, không có nội dung nào bị bỏ sót."
    ) in text_of(document)
    rows = cells(document)
    first, second = (
        rows.index(["I", "Nội dung được ghép vào nhiệm vụ khác của Kế hoạch"]),
        rows.index(["II", "Nội dung để ngoài Kế hoạch"]),
    )
    merged, aside = rows[first + 1 : second], rows[second + 1 :]
    assert (len(merged), len(aside)) == (9, 4)
    assert merged[0] == [
        "1",
        "Phối hợp kiểm soát tàu cá, chấm dứt tình trạng ngư dân vi phạm vùng biển nước ngoài, gỡ thẻ vàng của EC",
        "Bộ Chỉ huy Bộ đội Biên phòng tỉnh",
        "Ghép vào nhiệm vụ III.2: Tăng cường chống khai thác hải sản bất hợp pháp, không báo cáo và không theo "
        "quy định "
        "(IUU), góp phần gỡ cảnh báo thẻ vàng. Cùng sản phẩm; giao Sở Nông nghiệp và Phát triển nông thôn chủ trì.",
    ]
    assert [row[3] for row in aside] == [row.reason for row in MEMO.proposals.set_aside]


def test_a_memo_that_had_nothing_to_merge_says_so_and_counts_the_leads_own_tasks() -> None:
    document = read(SAMPLES["memo-nothing-merged"])
    assert "Sở Kế hoạch và Đầu tư bổ sung 02 nhiệm vụ." in text_of(document)
    assert "nêu tại Phụ lục kèm theo" not in text_of(document)
    assert cells(document).count(["Không có."]) == 2


def test_rows_still_undecided_are_counted_in_a_draft_and_stop_the_final_memo() -> None:
    undecided = Proposals(received=10, kept=7)
    text = text_of(read(replace(MEMO, proposals=undecided, draft=True)))
    assert "đang xem xét: 03." in text
    assert "bị bỏ sót" not in text
    with pytest.raises(IncompleteDocument, match="3 rows are neither in the plan, merged nor set aside"):
        replace(MEMO, proposals=undecided)


def test_figures_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(IncompleteDocument, match="are more"):
        Proposals(received=1, kept=1, merged=(MergedRow("a", "b", "I.1", "c"),))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_nothing_is_set_aside_without_a_reason(reason: str) -> None:
    with pytest.raises(IncompleteDocument, match="set aside without a reason"):
        SetAsideRow(task="Việc", agency="Sở Y tế", reason=reason)


# --- report, list, letter ------------------------------------------------------------------------------------------


def test_the_report_counts_every_standing_and_adds_up() -> None:
    rows = cells(read(REPORT), 1)
    assert rows == [
        ["STT", "Tình trạng", "Số cơ quan", "Số nội dung đề xuất"],
        ["1", "Đã gửi đúng hạn", "34", "154"],
        ["2", "Đã gửi trong ngày 22/12/2020 (thời hạn còn cách hiểu khác nhau)", "03", "16"],
        ["3", "Đã gửi quá hạn", "01", "03"],
        ["4", "Không có đề xuất", "01", "0"],
        ["5", "Chưa gửi", "01", "0"],
        ["6", "Được miễn", "0", "0"],
        ["7", "Đã chuyển cơ quan khác", "01", "0"],
        ["", "Tổng số", "41", "173"],
    ]


def test_the_report_lists_everyone_once_under_their_standing() -> None:
    rows = cells(read(REPORT), 2)
    groups = [row for row in rows if len(row) == 2]
    assert groups == [
        ["I", "Đã gửi đúng hạn: 34 cơ quan"],
        ["II", "Đã gửi trong ngày 22/12/2020 (thời hạn còn cách hiểu khác nhau): 03 cơ quan"],
        ["III", "Đã gửi quá hạn: 01 cơ quan"],
        ["IV", "Không có đề xuất: 01 cơ quan"],
        ["V", "Chưa gửi: 01 cơ quan"],
        ["VI", "Đã chuyển cơ quan khác: 01 cơ quan"],
    ]
    agencies = [row[1] for row in rows[1:] if len(row) == 5]
    assert sorted(agencies) == sorted(answer.agency for answer in COLLECTION.answers)
    assert ["2", "UBND huyện Sơn Hà", "00 giờ 00 ngày 22/12/2020", "04", ""] in rows
    assert ["1", "UBND huyện Minh Long", "", "", "đã nhắc ngày 18 và 21/12/2020"] in rows


def test_a_waived_agency_is_listed_with_its_reason() -> None:
    waived = AgencyAnswer("Công an tỉnh", Standing.WAIVED, note="báo cáo theo hệ thống của Bộ")
    document = read(replace(REPORT, collection=replace(COLLECTION, answers=(waived,))))
    assert ["I", "Được miễn: 01 cơ quan"] in cells(document, 2)
    assert ["1", "Công an tỉnh", "", "", "báo cáo theo hệ thống của Bộ"] in cells(document, 2)


def test_the_report_asks_for_an_order_only_while_somebody_is_silent() -> None:
    assert "Kính đề nghị Chủ tịch UBND tỉnh chỉ đạo Thủ trưởng 01 cơ quan" in text_of(read(REPORT))
    text = text_of(read(SAMPLES["answer-report-all-in"]))
    assert "3. Kiến nghị" not in text
    assert "Sở Kế hoạch và Đầu tư kính báo cáo UBND tỉnh xem xét, chỉ đạo./." in text


def test_the_list_of_rows_set_aside_gives_each_with_its_reason() -> None:
    document = read(SET_ASIDE)
    assert plain(document.paragraphs[2].text) == (
        "(Kèm theo Tờ trình số 246/TTr-SKHĐT ngày 25 tháng 12 năm 2020 của Sở Kế hoạch và Đầu tư)"
    )
    rows = cells(document)[1:]
    assert [(row[1], row[3], row[6]) for row in rows] == [(row.task, row.agency, row.reason) for row in SET_ASIDE.rows]
    assert cells(read(replace(SET_ASIDE, rows=())))[1:] == [["Không có nội dung nào để ngoài Kế hoạch."]]


def test_the_superior_body_orders() -> None:
    text = text_of(read(URGING))
    assert (
        "Ngày 17/12/2020, Chủ tịch UBND tỉnh ban hành Công văn số 6321/UBND-TH về việc xây dựng Kế hoạch thực hiện "
        "Chương trình hành động của Tỉnh ủy thực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX, "
        "trong đó yêu cầu "
        "các cơ quan, đơn vị, địa phương báo cáo UBND tỉnh (qua Sở Kế hoạch và Đầu tư) chậm nhất trước ngày "
        "22/12/2020. Tuy nhiên, đến 08 giờ 30 ngày 22/12/2020 còn 05/41 cơ quan, địa phương chưa báo cáo (Phụ "
        "lục kèm theo).\n"
        "Để kịp tổng hợp, trình UBND tỉnh đúng thời hạn, Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các cơ quan, đơn vị nêu "
        "trên khẩn trương báo cáo chậm nhất ngày 23/12/2020; đồng thời làm rõ nguyên nhân, trách nhiệm của việc "
        "chậm trễ.\n"
        "Yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc thực hiện./.\n"
    ) in text
    assert "đề nghị" not in text


def test_a_peer_requests_and_never_orders() -> None:
    text = text_of(read(SAMPLES["urging-by-lead"]))
    assert "Sở Kế hoạch và Đầu tư đề nghị Thủ trưởng các cơ quan, đơn vị nêu trên quan tâm, sớm gửi báo cáo" in text
    assert "trách nhiệm của việc chậm trễ" not in text
    assert "Yêu cầu" not in text


def test_few_addressees_are_named_many_stand_in_the_annex() -> None:
    def addressed(name: str) -> list[str]:
        styles = ("Kính gửi", "Kính gửi nhiều nơi", "Nơi được kính gửi")
        return [p.text for p in read(SAMPLES[name]).paragraphs if p.style.name in styles]

    assert addressed("urging-by-lead") == ["Kính gửi: UBND huyện Minh Long"]
    assert addressed("urging") == [
        "Kính gửi:", "- Sở Nông nghiệp và Phát triển nông thôn;", "- Bộ Chỉ huy Quân sự tỉnh;",
        "- UBND huyện Minh Long;", "- UBND huyện Sơn Hà;", "- UBND huyện Trà Bồng.",
    ]  # fmt: skip
    assert addressed("urging-many") == ["Kính gửi: Các cơ quan, đơn vị, địa phương có tên tại Phụ lục kèm theo"]
    assert len(cells(read(SAMPLES["urging-many"]))) == 13


def test_where_nobody_is_missing_nobody_is_urged() -> None:
    with pytest.raises(IncompleteDocument, match="nobody is missing"):
        replace(URGING, collection=replace(COLLECTION, answers=COLLECTION.answers[:3]))


# --- gaps ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["issuer", "number", "place"])
def test_a_heading_with_a_gap_is_refused(field: str) -> None:
    with pytest.raises(IncompleteDocument, match=f"heading.{field} is empty"):
        replace(PLAN, heading=replace(PLAN.heading, **{field: " "}))


@pytest.mark.parametrize("field", ["subject", "body", "lead", "heads", "copies", "purposes", "requirements"])
def test_a_plan_with_a_gap_is_refused(field: str) -> None:
    with pytest.raises(IncompleteDocument, match=f"{field} is empty"):
        replace(PLAN, **{field: type(getattr(PLAN, field))()})


def test_an_answer_of_unknown_time_has_no_time() -> None:
    answers = (AgencyAnswer("Sở Y tế", Standing.ON_TIME, None, 2),)
    report = replace(
        REPORT, collection=replace(COLLECTION, answers=answers, as_of=datetime(2020, 12, 24, 9, tzinfo=HANOI))
    )
    assert ["1", "Sở Y tế", "", "02", ""] in cells(read(report), 2)
