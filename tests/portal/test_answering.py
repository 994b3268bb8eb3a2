"""From the link to the receipt, by somebody whose browser runs no script."""

from records.dossier import answers, history, verify
from records.one_agency import look
from states.directive import State
from states.duty import DutyState
from tests.cast import addressed, everything, hanoi, state_of, statements
from tests.portal.browserless import COLUMNS, ROW


def test_the_page_says_what_is_asked_by_whom_why_us_and_until_when(portal):
    browser = portal.browser()
    browser.open()

    assert browser.heading.startswith("Đề nghị gửi đề xuất: xây dựng Kế hoạch thực hiện Chương trình hành động")
    for said in (
        "Đầu mối tiếp nhận: Sở Kế hoạch và Đầu tư",
        "Kính gửi: Sở Y tế",
        "Công văn số 6321/UBND-TH ngày 17/12/2020",
        "Gửi đến hết ngày 21/12/2020 (thứ Hai)",
        "Còn 01 ngày làm việc sau hôm nay",
        "“chậm nhất trước ngày 22/12/2020”",
    ):
        assert said in browser.text


def test_looking_changes_nothing_whatever_a_mail_scanner_follows(portal):
    token = portal.token()  # made when the mail was sent
    before = everything(portal.db)
    browser = portal.browser()

    for path in ("", "?edit=1", "?lang=en", "/review", "/table", "/form.xlsx", "/form.docx", "/original", "/receipt/1"):
        browser.open(path)
    browser.http.head(f"/t/{token}")

    assert everything(portal.db) == before


def test_an_agency_answers_reviews_and_has_its_receipt(portal):
    browser = portal.browser()
    browser.open()
    browser.typed(ROW, go="review")
    assert browser.heading == "Xem lại 01 đề xuất, rồi gửi"
    browser.submit("/send")

    assert browser.heading == "Đã nhận 01 nhiệm vụ do Sở Y tế đề xuất"
    assert "09 giờ 30 phút 00 giây" in browser.text
    assert "Gửi đúng hạn" in browser.text
    assert "Trần Quốc Hùng (Phó Trưởng phòng)" in browser.text
    (answer,) = answers(portal.db, portal.directive)
    assert answer["receipt"] in browser.text
    assert [answer["rows"][0][column] for column in COLUMNS] == list(ROW)
    assert addressed(portal.db, portal.directive, "receipt") == [("receipt", "SYT")]
    assert portal.waked == [portal.directive]
    assert history(portal.db, portal.directive)[-1].data["by_name"] == "Trần Quốc Hùng"
    verify(portal.db, portal.directive)


def test_the_sender_leads_what_names_no_other_agency(portal):
    portal.browser().answer(("Nhiệm vụ", "Đề án", "", "Tóm lược", "Luật", "Quý I/2021"))

    (answer,) = answers(portal.db, portal.directive)
    assert answer["rows"][0]["lead"] == "Sở Y tế"


def test_a_second_press_a_replayed_form_and_a_retry_find_the_first_receipt(portal):
    browser = portal.browser()
    browser.open()
    browser.typed(ROW, go="review")
    form = browser.form("/send")

    first = browser.http.post(f"{browser.base}/send", data=form)
    again = [browser.http.post(f"{browser.base}/send", data=form) for _ in range(3)]

    assert {str(each.url) for each in (first, *again)} == {f"http://portal.test{browser.base}/receipt/1"}
    assert len(answers(portal.db, portal.directive)) == 1


def test_missing_cells_are_named_and_go_only_when_the_person_says_so(portal):
    browser = portal.browser()
    browser.open()
    browser.typed(("Kiểm tra", "Báo cáo", "", "Tóm lược", "", "Thường xuyên"), go="review")
    assert browser.text.count("Còn thiếu") == 1  # the legal basis
    assert "Cần mốc cụ thể" in browser.text

    assert browser.submit("/send").status_code == 422
    assert "Còn ô cần xem lại" in browser.text
    assert answers(portal.db, portal.directive) == []
    browser.submit("/send", gaps="1")
    assert browser.heading.startswith("Đã nhận 01 nhiệm vụ")


def test_who_sends_must_be_named_and_what_was_typed_is_still_there(portal):
    browser = portal.browser()
    browser.open()
    row = browser.rows[0]
    browser.press("review", name="", position="", **browser.cells(row, *ROW))
    assert browser.submit("/send", name="", position="").status_code == 422

    assert "Ghi họ và tên người gửi" in browser.text
    assert ROW[0] in browser.text
    assert answers(portal.db, portal.directive) == []


def test_a_correction_is_a_new_version_and_the_old_one_is_kept(portal):
    browser = portal.browser()
    browser.answer()
    browser.open("?edit=1")
    assert ROW[0] in browser.page.text
    row = browser.rows[0]
    browser.press("review", **{f"c.{row}.5": "Quý III/2021"})
    browser.submit("/send")

    versions = answers(portal.db, portal.directive)
    assert [(each["version"], each["rows"][0]["schedule"]) for each in versions] == [
        (1, "Quý II/2021"),
        (2, "Quý III/2021"),
    ]
    browser.open("/receipt/1")
    assert "Bản này đã được thay bằng bản gửi sau" in browser.text


def test_an_answer_in_the_second_the_deadline_passes_is_judged_by_its_own_instant(portal):
    portal.clock.at = hanoi("2020-12-21 23:59:59")
    portal.browser("SYT").answer()
    portal.clock.at = hanoi("2020-12-22 00:00:00")
    browser = portal.browser("SNV")
    browser.answer()

    assert "Gửi trong ngày còn cách hiểu khác nhau" in browser.text
    with portal.db.read() as connection:
        on_time = look(connection, portal.directive, "SYT").duty.standing
        disputed = look(connection, portal.directive, "SNV").duty.standing
    assert (on_time, disputed) == ("on_time", "disputed")


def test_after_the_deadline_an_answer_is_still_taken_and_marked_late_with_its_reason(portal):
    portal.clock.at = hanoi("2020-12-23 08:00")
    browser = portal.browser()
    browser.open()
    assert "Đã quá thời hạn 02 ngày" in browser.text
    browser.typed(ROW, go="review")
    browser.submit("/send", note="Chờ số liệu của tuyến huyện.")

    assert "Gửi quá hạn" in browser.text
    assert history(portal.db, portal.directive)[-1].data["note"] == "Chờ số liệu của tuyến huyện."


def test_what_others_of_the_agency_did_is_said(portal):
    browser = portal.browser()
    browser.open()
    browser.typed(ROW, name="Nguyễn Thị Thu Hà")
    colleague = portal.browser()
    colleague.open()

    assert "Nguyễn Thị Thu Hà (Phó Trưởng phòng) đã lưu dòng 1, lúc 09 giờ 30 ngày 18/12/2020" in colleague.text


def test_the_link_counts_as_opened_with_the_first_act_of_a_person(portal):
    browser = portal.browser()
    browser.open()
    assert browser.http.get(browser.base).status_code == 200
    with portal.db.read() as connection:
        from records.links import opened

        assert opened(connection, portal.directive) == {}
    browser.http.post(f"{browser.base}/opened")
    with portal.db.read() as connection:
        assert opened(connection, portal.directive) == {"SYT": portal.clock.at}


def test_a_page_takes_the_same_few_statements_for_one_agency_or_a_hundred(sqlite_db, tmp_path):
    from tests.cast import agencies
    from tests.portal.conftest import opened

    counts = []
    for n in (3, 100):
        (tmp_path / str(n)).mkdir()
        it = opened(sqlite_db, tmp_path / str(n), *agencies(n), number=f"{n}/UBND-TH")
        browser = it.browser(agencies(1)[0].code)
        browser.open()
        with statements(sqlite_db) as seen:
            browser.open()
        counts.append(len([each for each in seen if each.startswith("SELECT")]))

    assert counts[0] == counts[1] <= 14


def test_english_on_a_switch_that_is_kept_with_official_names_as_they_are(portal):
    browser = portal.browser()
    browser.open("?lang=en")
    browser.open()

    assert '<html lang="en">' in browser.page.text
    assert "Send by the end of 21 December 2020 (Mon)" in browser.text
    assert "Sở Kế hoạch và Đầu tư" in browser.text


def test_nothing_typed_is_ever_markup(portal):
    evil = "</textarea><script>alert(1)</script>\"'{{7*7}}"
    browser = portal.browser()
    browser.open()
    browser.typed((evil,) * 6, name=evil)
    for path in ("", "/review", "?lang=en"):
        browser.open(path)
        assert "<script>alert" not in browser.page.text
    browser.open("/review")
    browser.submit("/send", gaps="1")

    assert "<script>alert" not in browser.page.text
    assert evil in answers(portal.db, portal.directive)[0]["rows"][0]["task"]


def test_when_the_plan_is_with_the_chairman_the_page_says_so_and_takes_nothing(portal):
    from records import decisions
    from records.firing import advance

    portal.browser().answer()
    portal.clock.at = hanoi("2020-12-22 09:00")
    advance(portal.db, portal.directive, portal.clock.at)
    decisions.hand_in_plan(portal.db, portal.directive, now=portal.clock.at)
    browser = portal.browser("SNV")
    browser.open()

    assert "Dự thảo kế hoạch đã được trình" in browser.text
    assert state_of(portal.db, portal.directive) == State.CONSOLIDATING  # its run has not acted upon it yet
    with portal.db.read() as connection:
        assert look(connection, portal.directive, "SNV").duty.state == DutyState.PENDING


def test_an_ended_directive_closes_its_links_and_still_shows_receipts(portal):
    from records import decisions
    from records.firing import advance

    browser = portal.browser()
    browser.answer()
    decisions.withdraw(portal.db, portal.directive, reason="thay thế", now=portal.clock.at)
    advance(portal.db, portal.directive, portal.clock.at)

    assert browser.open().status_code == 410
    assert browser.heading == "Công văn số 6321/UBND-TH đã được thu hồi"
    assert browser.open("/receipt/1").status_code == 200
