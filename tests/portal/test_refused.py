"""What is bad is refused on a clear page in the reader's language; nothing is recorded, nothing typed is lost."""

import logging
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from portal.answer import routes
from portal.security import HEADERS
from records import links
from records.dossier import answers
from tests.cast import SNV, everything, hanoi
from tests.portal.browserless import ROW


@pytest.mark.parametrize(
    ("broken", "status", "heading"),
    [
        (lambda token: token[:-5], 404, "Liên kết bị thiếu ký tự"),
        (lambda token: token + "x", 404, "Liên kết bị thiếu ký tự"),
        (lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"), 404, "Không nhận ra liên kết này"),
        (lambda token: "a" * 32, 404, "Không nhận ra liên kết này"),
        (lambda token: "%00%ff../../etc", 404, None),
    ],
)
def test_a_link_that_is_cut_or_guessed_says_so_and_asks_no_table(portal, broken, status, heading):
    from tests.cast import statements

    token = portal.token()
    browser = portal.browser()
    with statements(portal.db) as seen:
        page = browser.http.get(f"/t/{broken(token)}")

    assert page.status_code == status
    assert seen == []
    if heading:
        assert heading in page.text


def test_a_revoked_link_is_replaced_by_the_next_mails(portal):
    browser = portal.browser()
    links.revoke(portal.db, portal.directive, "SYT", why="chuyển nhầm", now=portal.clock.at, actor="clerk")

    assert browser.open().status_code == 410
    assert browser.heading == "Liên kết này đã được thay bằng liên kết mới"
    assert portal.browser().open().status_code == 200


def test_a_link_opens_one_duty_and_no_other(portal):
    browser = portal.browser("SYT")
    browser.answer()
    other = portal.browser(SNV.code)

    assert other.open("/receipt/1").status_code == 404
    assert "Trần Quốc Hùng" not in other.open().text


def test_guessing_is_slowed_down_and_a_right_link_is_not_affected(portal):
    guesser = portal.client()
    found = [guesser.get(f"/t/{'b' * 31}{n % 10}").status_code for n in range(40)]

    assert found[:30] == [404] * 30
    assert set(found[30:]) == {429}
    assert portal.browser().open().status_code == 200


def test_no_token_is_on_record_nor_in_the_log(portal, caplog):
    token = portal.token()
    with caplog.at_level(logging.DEBUG):
        browser = portal.browser()
        browser.answer()
        browser.open("/nowhere")

    assert token not in repr(everything(portal.db))
    assert token not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("dondoc"))
    assert "/t/…" in caplog.text


def test_every_answer_carries_the_same_strict_headers(portal):
    browser = portal.browser()
    for page in (
        browser.open(),
        browser.open("/original"),
        browser.http.get("/t/x"),
        browser.http.get("/static/look.css"),
    ):
        assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert browser.open().headers["cache-control"] == "no-store"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]
    assert " style=" not in browser.page.text


def test_a_form_of_another_site_is_refused_and_what_was_typed_is_still_there(portal):
    browser = portal.browser()
    browser.open()
    row = browser.rows[0]
    before = everything(portal.db)["draft_rows"]

    assert browser.press("save", csrf="made-up", **browser.cells(row, *ROW)).status_code == 403
    assert "Trang đã mở quá lâu" in browser.text
    assert ROW[0] in browser.page.text
    assert everything(portal.db)["draft_rows"] == before
    browser.press("save")
    assert browser.page.status_code == 200  # pressed once more, it is saved
    assert ROW[0] in browser.open().text


@pytest.mark.parametrize("action", ["/send", "/confirm", "/table", "/table/take", "/scan"])
def test_no_post_is_taken_without_its_token(portal, action):
    browser = portal.browser()
    browser.open()
    browser.typed(ROW)
    before = {name: rows for name, rows in everything(portal.db).items() if name != "links"}

    page = browser.http.post(browser.base + action, data={"kind": "nil", "nil_sure": "1", "name": "A", "position": "B"})

    assert page.status_code == 403
    assert {name: rows for name, rows in everything(portal.db).items() if name != "links"} == before


def test_what_came_too_late_for_the_state_is_still_on_the_page(portal):
    from records import decisions
    from records.firing import advance

    browser = portal.browser()
    browser.open()
    portal.browser("SNV").answer()
    portal.clock.at = hanoi("2020-12-22 09:00")
    advance(portal.db, portal.directive, portal.clock.at)
    decisions.hand_in_plan(portal.db, portal.directive, now=portal.clock.at)
    quiet = browser.http.post(
        browser.base, data={**browser.form(), "go": "save"}, headers={"Accept": "application/json"}
    )

    assert quiet.status_code == 409
    assert quiet.json()["saved"] is None
    assert "Hiện không tiếp nhận" in quiet.json()["told"][0]


def test_a_hundred_megabytes_are_refused_on_a_page_of_ours(portal):
    browser = portal.browser()
    browser.open("/table")
    page = browser.submit("/table", files={"file": ("to.xlsx", b"x" * (100 * 2**20))})

    assert page.status_code == 413
    assert browser.heading == "Tệp hoặc nội dung gửi lên quá lớn"
    assert "10 MB" in browser.text


def test_a_body_without_a_stated_length_is_counted_as_it_comes(portal):
    browser = portal.browser()
    browser.open()

    def endless():
        for _ in range(30):
            yield b"x" * 2**20

    page = browser.http.post(
        browser.base, content=endless(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert page.status_code == 413


def workbook(fill, *, title="Đề xuất"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(["STT", "Nhiệm vụ", "Sản phẩm", "Nội dung tóm lược", "Căn cứ pháp lý", "Thời gian thực hiện"])
    fill(book, sheet)
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def upload(browser, content, name="mau.xlsx"):
    browser.open("/table")
    return browser.submit("/table", files={"file": (name, content)})


def test_a_filled_in_form_comes_back_as_rows(portal):
    browser = portal.browser()
    content = workbook(lambda _, sheet: sheet.append([1, "Việc A", "Đề án", "Tóm lược", "Luật", "Quý I/2021"]))
    upload(browser, content)
    assert browser.heading == "Đã đọc 01 dòng"
    browser.submit("/table/take")

    assert "Việc A" in browser.page.text


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_our_own_form_filled_in_is_read_as_it_was_written(portal, suffix):
    browser = portal.browser()
    browser.open()
    browser.typed(ROW, ("=1+1", "Đề án", "Sở Y tế", "Dòng một\nDòng hai", "Luật", "Quý I/2021"))
    form = browser.http.get(f"{browser.base}/form.{suffix}")
    assert f"Mau-6321-UBND-TH-SYT.{suffix}" in form.headers["content-disposition"]

    other = portal.browser()
    upload(other, form.content, f"mau.{suffix}")
    assert other.heading == "Đã đọc 02 dòng"
    other.submit("/table/take", mode="replace")
    other.open()
    assert [other.form()[f"c.{other.rows[0]}.{at}"] for at in range(6)] == list(ROW)
    assert other.form()[f"c.{other.rows[1]}.0"] == "=1+1"


def test_each_problem_of_a_file_is_named_with_its_cell(portal):
    def fill(book, sheet):
        sheet.append([1, "Việc A", "Đề án", "Tóm lược", "", "Thường xuyên"])
        sheet.append([2, "Việc B", "=B3&C2", "Tóm lược", "Luật", "2021"])
        sheet.append([3, "Ghi chú thôi"])
        book.create_sheet("ẩn").sheet_state = "hidden"
        book.move_sheet("ẩn", -1)

    browser = portal.browser()
    upload(browser, workbook(fill))

    for said in (
        "ẩn – Trang ẩn không được đọc",
        "Đề xuất!C3 – Công thức không có giá trị",
        "Đề xuất!A4",
        "Đề xuất!E2 – Còn thiếu",
        "Đề xuất!F2 Thường xuyên Cần mốc cụ thể",
    ):
        assert said in browser.text, browser.text


def test_the_form_of_another_agency_or_directive_is_read_with_a_word_about_it(portal):
    browser = portal.browser("SNV")
    browser.open()
    browser.typed(ROW)
    form = browser.http.get(f"{browser.base}/form.xlsx").content
    other = portal.browser("SYT")
    upload(other, form)

    assert "Tệp này là mẫu gửi cho cơ quan khác" in other.text


def bomb(name):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, b"0" * (150 * 2**20))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bom.xlsx", lambda: bomb("xl/worksheets/sheet1.xml"), "Tệp bung ra quá lớn"),
        ("bom.docx", lambda: bomb("word/document.xml"), "Tệp bung ra quá lớn"),
        ("cu.xls", lambda: b"\xd0\xcf\x11\xe0", "Chỉ đọc được tệp .xlsx và .docx"),
        ("hong.xlsx", lambda: b"PK\x03\x04 damaged", "Không mở được tệp này"),
        ("hong.docx", lambda: b"", "Không mở được tệp này"),
        ("khac.xlsx", lambda: workbook(lambda book, sheet: sheet.delete_rows(1)), "Không thấy bảng đề xuất"),
        ("rong.xlsx", lambda: workbook(lambda book, sheet: None), "Không đọc được dòng nào"),
        (
            "dai.xlsx",
            lambda: workbook(lambda book, sheet: [sheet.append([n, "a", "b"]) for n in range(6000)]),
            "Bảng có quá nhiều dòng",
        ),
    ],
)
def test_a_file_that_is_no_form_says_what_is_wrong_with_it(portal, name, content, said):
    browser = portal.browser()
    browser.open()
    browser.typed(ROW)
    page = upload(browser, content(), name)

    assert page.status_code == 422
    assert said in browser.text
    assert "Chưa có gì thay đổi" in browser.text
    assert ROW[0] in browser.open().text


def test_five_thousand_pasted_rows_are_taken_edited_by_the_page_and_sent(portal):
    browser = portal.browser()
    browser.open("/table")
    pasted = "\n".join(f"Việc {n}\tĐề án {n}\tSở Y tế\tTóm lược\tLuật\tQuý I/2021" for n in range(1, 5001))
    browser.submit("/table", pasted=pasted)
    assert browser.heading == "Đã đọc 5.000 dòng"
    browser.submit("/table/take")
    assert len(browser.rows) == 100
    browser.open("?page=50")
    assert "Việc 4999" in browser.page.text
    row = browser.rows[99]
    browser.press("review", name="A", position="B", **{f"c.{row}.0": "Việc cuối"})
    browser.submit("/send")

    rows = answers(portal.db, portal.directive)[0]["rows"]
    assert (len(rows), rows[0]["task"], rows[-1]["task"]) == (5000, "Việc 1", "Việc cuối")


def test_a_scan_is_kept_with_the_answer_and_in_the_log_and_only_of_a_kind_that_prints(portal):
    from records.dossier import history

    browser = portal.browser()
    browser.open()
    browser.typed(ROW, go="review")
    browser.submit("/scan", files={"scan": ("xau.html", b"<script>alert(1)</script>")})
    assert browser.page.status_code == 422
    browser.submit("/scan", files={"scan": ("../../Công văn.exe", b"%PDF-1.4 signed")})
    assert "Công văn.pdf" in browser.text
    browser.submit("/send")

    (enclosed,) = history(portal.db, portal.directive)[-1].data["enclosed"]
    assert enclosed["filename"] == "Công văn.pdf"
    assert "Công văn.pdf" in browser.text
    with portal.db.read() as connection:
        from records.one_agency import look

        (scan,) = look(connection, portal.directive, "SYT").enclosures
    got = browser.http.get(f"{browser.base}/scan/{scan.id}")
    assert (got.content, got.headers["content-type"]) == (b"%PDF-1.4 signed", "application/pdf")
    assert got.headers["content-disposition"].startswith("attachment")


def test_a_fault_of_ours_is_a_page_with_a_reference_that_stands_in_the_log(portal, monkeypatch, caplog):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(routes, "answer_page", broken)
    browser = portal.browser()
    page = browser.open()

    assert page.status_code == 500
    assert browser.heading == "Hệ thống gặp lỗi"
    assert "secret detail" not in page.text
    reference = next(word for word in browser.text.split() if word.startswith("L-"))
    assert reference in caplog.text
