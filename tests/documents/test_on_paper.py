"""The documents through LibreOffice: what a clerk would see. Skipped where it is not installed."""

import pytest

from documents.samples import SAMPLES
from tests.documents.conftest import Printed

A4 = (595, 842)
DRAFTS = [name for name, sample in SAMPLES.items() if sample.draft]
FINAL = [name for name, sample in SAMPLES.items() if not sample.draft]
WORKBOOKS = ("annex", "annex-sections", "annex-empty")


def upright(size: tuple[float, float]) -> bool:
    return size[0] < size[1]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_page_is_a4_and_no_page_is_empty(printed: Printed, name: str) -> None:
    assert {tuple(sorted(map(round, size))) for size in printed.sizes(name)} == {A4}
    assert all(len(page.split()) > 10 for page in printed.pages(name))


def test_the_annex_of_the_plan_is_landscape_and_the_letter_is_not(printed: Printed) -> None:
    sizes, pages = printed.sizes("plan"), printed.pages("plan")
    annex = next(number for number, page in enumerate(pages) if "DANH MỤC NHIỆM VỤ" in page)
    assert annex == 2
    assert [upright(size) for size in sizes] == [True] * annex + [False] * (len(sizes) - annex)


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_says_so_on_each_page_in_words_and_behind_them(printed: Printed, name: str) -> None:
    for number, page in enumerate(printed.pages(name), start=1):
        assert "DỰ THẢO" in page
        if number <= 3:
            assert sum(printed.shades(name, number)[grey] for grey in range(225, 245)) > 500


@pytest.mark.parametrize("name", FINAL)
def test_a_final_document_says_so_nowhere(printed: Printed, name: str) -> None:
    assert "DỰ THẢO" not in "".join(printed.pages(name))


def test_pages_are_numbered_from_the_second_on_and_the_annex_anew(printed: Printed) -> None:
    numbers = [page.strip().splitlines()[0].strip() for page in printed.pages("plan")]
    assert numbers[1] == "2"
    assert numbers[3:] == [str(number) for number in range(2, len(numbers) - 1)]
    assert not numbers[0].isdigit()
    assert not numbers[2].isdigit()


def test_the_header_of_the_table_is_on_every_page_of_the_annex(printed: Printed) -> None:
    for page in printed.pages("plan")[2:]:
        assert "Nội dung tóm lược" in page
        assert "Căn cứ pháp lý" in page


@pytest.mark.parametrize("name", ["plan", "memo", "answer-report", "urging"])
def test_the_signature_stands_on_the_page_where_the_text_ends(printed: Printed, name: str) -> None:
    (page,) = [page for page in printed.pages(name) if "Nơi nhận" in page]
    assert "./." in page
    assert SAMPLES[name].signatory.authority[-1] in page  # type: ignore[attr-defined]


def test_numbers_and_dates_are_whole_on_their_line(printed: Printed) -> None:
    for name in ("memo", "answer-report", "urging"):
        text = "\n".join(printed.pages(name)).replace("\u2011", "-").replace("\u2010", "-")
        lines = text.splitlines()
        assert not [line for line in lines if line.rstrip().endswith((" số", " ngày", "UBND-"))], name
        assert any("số 6321/UBND-TH" in line for line in lines)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_workbook_prints_one_page_wide_on_landscape_a4(printed: Printed, name: str) -> None:
    assert not any(upright(size) for size in printed.sizes(name))
    for page in printed.pages(name):
        assert "STT" in page  # the header row, on every page
        assert "Ghi" in page  # the last column of it: nothing went over to another page
