"""Mail → link → answer → receipt, in a real browser: at a desk and on a phone, in both languages, and on paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from records.dossier import answers
from tests.browser.conftest import DESK, PHONE, Site, axe, overflow
from tests.cast import hanoi
from tests.portal.browserless import COLUMNS, ROW


def type_in(page: Page, *rows: tuple[str, ...]) -> None:
    for line, words in zip(page.locator("tr[data-row]").all(), rows, strict=False):
        for cell, said in zip(line.locator("textarea").all(), words, strict=False):
            cell.fill(said)
    page.fill("#ten", "Trần Quốc Hùng")
    page.fill("#cv", "Phó Trưởng phòng")


def test_an_official_answers_from_the_mail(site: Site, sit_down):
    page = sit_down()
    page.goto(site.link())
    type_in(page, ROW)
    expect(page.locator("#luu")).to_contain_text("Bản nháp đã lưu lúc 09:30")  # by itself, while typing
    page.get_by_role("button", name=re.compile("Xem lại và gửi")).click()
    expect(page.locator("h1")).to_have_text("Xem lại 01 đề xuất, rồi gửi")
    page.get_by_role("button", name="Gửi 01 đề xuất").click()
    expect(page.locator("h1")).to_have_text("Đã nhận 01 nhiệm vụ do Sở Y tế đề xuất")

    (answer,) = answers(site.db, site.directive)
    assert [answer["rows"][0][column] for column in COLUMNS] == list(ROW)
    expect(page.locator(".receipt")).to_contain_text(answer["receipt"])
    assert answer["receipt"] in site.mailed("receipt")
    page.goto(site.link("receipt"))
    expect(page.locator("h1")).to_have_text("Đã nhận 01 nhiệm vụ do Sở Y tế đề xuất")


def test_the_same_without_any_script(site: Site, sit_down):
    page = sit_down(PHONE, script=False)
    page.goto(site.link())
    type_in(page, ROW)
    page.get_by_role("button", name="Thêm nhiệm vụ").click()
    expect(page.locator("tr[data-row]")).to_have_count(4)
    page.get_by_role("button", name=re.compile("Xem lại và gửi")).click()
    page.get_by_role("button", name="Gửi 01 đề xuất").click()

    expect(page.locator("h1")).to_have_text("Đã nhận 01 nhiệm vụ do Sở Y tế đề xuất")


def pasted(page: Page, kind: str, words: str) -> None:
    page.evaluate(
        """([kind, words]) => {
          const data = new DataTransfer(); data.setData(kind, words);
          document.querySelector("tr[data-row] textarea").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }""",
        [kind, words],
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("text/plain", 'STT\tNhiệm vụ\tSản phẩm\n1\tViệc A\t"Đề án\nhai dòng"\n2\tViệc B\tKế hoạch\n3\tC\tD\n4\tE\tF'),
        (
            "text/html",
            "<table><tr><th>STT<th>Nhiệm vụ<th>Sản phẩm</tr><tr><td>1<td>Việc A<td><p>Đề án</p><p>hai dòng</p></tr>"
            "<tr><td>2<td>Việc B<td>Kế hoạch</tr><tr><td>3<td>C<td>D</tr><tr><td>4<td>E<td>F</tr></table>",
        ),
    ],
)
def test_a_table_pasted_from_excel_or_word_fills_the_cells(site: Site, sit_down, kind, words):
    page = sit_down()
    page.goto(site.link())
    pasted(page, kind, words)
    expect(page.locator("#luu")).to_contain_text("Bản nháp đã lưu lúc 09:30")
    page.reload()

    cells = [
        [cell.input_value() for cell in row.locator("textarea").all()[:2]] for row in page.locator("tr[data-row]").all()
    ]
    assert cells == [["Việc A", "Đề án\nhai dòng"], ["Việc B", "Kế hoạch"], ["C", "D"], ["E", "F"], ["", ""]]


def test_what_could_not_be_saved_is_said_and_still_on_the_page(site: Site, sit_down):
    page = sit_down()
    page.goto(site.link())
    page.route("**/t/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    type_in(page, ROW)

    expect(page.locator("#luu")).to_contain_text("Chưa lưu được bản nháp; nội dung còn trên trang này")
    assert page.locator("tr[data-row] textarea").first.input_value() == ROW[0]


def test_of_two_people_at_once_the_second_is_told_and_both_versions_stand(site: Site, sit_down):
    first, second = sit_down(), sit_down()
    link = site.link()
    first.goto(link)
    type_in(first, ROW)
    expect(first.locator("#luu")).to_contain_text("Bản nháp đã lưu")
    second.goto(link)
    first.locator("tr[data-row] textarea").nth(5).fill("Quý III/2021")
    expect(first.locator("#luu")).to_contain_text("Bản nháp đã lưu")
    first.wait_for_timeout(2500)
    second.locator("tr[data-row] textarea").nth(5).fill("Quý IV/2021")
    expect(second.locator("#luu")).to_contain_text("vừa được người khác cùng sửa")
    second.reload()

    assert [second.locator("tr[data-row] textarea").nth(at).input_value() for at in (5, 11)] == [
        "Quý III/2021",
        "Quý IV/2021",
    ]


PLACES = ("", "?edit=1", "/review", "/table", "/receipt/1", "/request/5", "/nowhere/at/all")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_accessible_and_fits_its_window(site: Site, sit_down, size, language):
    page = sit_down(size)
    link = site.link()
    page.goto(f"{link}?lang={language}")
    type_in(page, ROW, ("Kiểm tra", "Báo cáo", "", "Tóm lược", "", "Thường xuyên"))
    page.locator("button[value=review]").click()
    page.locator("#thieu").check()
    page.locator(".dock .main").click()
    page.goto(link)
    page.locator("summary").filter(has_text=re.compile("gia hạn|extension")).click()
    page.fill("#f-until", "23/12/2020")
    page.fill("#f-extension_reason", "Chờ số liệu.")
    page.locator("button[value=extension]").click()
    assert axe(page) == []
    page.locator(".dock .main").click()
    here = page.url

    for place in (*[link + each for each in PLACES[:5]], here, f"{site.url}/t/abc", f"{site.url}/sign-in"):
        page.goto(place)
        assert (place.removeprefix(link), axe(page), overflow(page)) == (place.removeprefix(link), [], 0)
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_late_disputed_and_wrong_pages_are_accessible_in_both_themes(site: Site, sit_down, scheme):
    page = sit_down(color_scheme=scheme)
    link = site.link(agency="SNV")
    for at in ("2020-12-21 10:00", "2020-12-22 10:00", "2020-12-23 10:00"):
        site.clock.at = hanoi(at)
        page.goto(link)
        assert axe(page) == []
    page.get_by_text("Đề nghị gia hạn").first.click()
    page.locator("button[value=extension]").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(2)
    assert axe(page) == []


def test_everything_can_be_done_from_the_keyboard(site: Site, sit_down):
    page = sit_down()
    page.goto(site.link())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("document.activeElement.id || document.activeElement.value || document.activeElement.tagName")
        )

    assert {"ten", "cv", "review", "table", "add"} <= seen


def test_the_receipt_goes_on_one_sheet_with_little_ink(site: Site, sit_down, tmp_path: Path):
    page = sit_down()
    page.goto(site.link())
    type_in(page, ROW)
    page.locator("button[value=review]").click()
    page.locator(".dock .main").click()
    page.emulate_media(media="print")
    paper = page.pdf(format="A4")

    import pypdfium2

    document = pypdfium2.PdfDocument(paper)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    assert "Đã nhận 01 nhiệm vụ" in text
    assert "In phiếu" not in text
    pixels = bytes(document[0].render(scale=0.5).buffer)
    assert sum(pixels) / len(pixels) > 235  # of 255: white paper, black words


def test_axe_would_see_a_fault(site: Site, sit_down):
    page = sit_down()
    page.goto(site.link())
    page.evaluate("document.querySelector('#ten').labels[0].remove()")

    assert [fault.split(":")[0] for fault in axe(page)] == ["label"]


def test_the_page_asks_no_other_site_for_anything(site: Site, sit_down):
    page = sit_down()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.link())
    page.locator("tr[data-row] textarea").first.fill("A")
    page.wait_for_timeout(2500)

    assert asked
    assert {url.split("/t/")[0].split("/static/")[0] for url in asked} == {site.url}
