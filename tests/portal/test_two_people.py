"""Two people of one agency at once: the second sees the first's rows, and nothing is overwritten silently."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from records.acts import Person
from records.dossier import answers
from records.drafts import DraftRow, Saving, Typed, mark, merge
from tests.portal.browserless import ROW

NOW = datetime(2020, 12, 18, tzinfo=UTC)


def two(portal):
    first, second = portal.browser(), portal.browser()
    first.open()
    first.typed(ROW, name="Bà Hà")
    first.open()
    second.open()
    return first, second


def test_the_second_sees_the_firsts_rows(portal):
    _, second = two(portal)

    assert ROW[0] in second.page.text


def test_different_cells_of_one_row_go_together(portal):
    first, second = two(portal)
    row = first.rows[0]
    first.press("save", **{f"c.{row}.5": "Quý III/2021"})
    second.press("save", **{f"c.{row}.3": "Rà soát 180 trạm"})
    second.open()

    assert second.form()[f"c.{row}.5"] == "Quý III/2021"
    assert second.form()[f"c.{row}.3"] == "Rà soát 180 trạm"


def test_the_same_cell_changed_twice_is_kept_twice_until_somebody_chooses(portal):
    first, second = two(portal)
    row = first.rows[0]
    first.press("save", name="Bà Hà", **{f"c.{row}.5": "Quý III/2021"})
    second.press("review", name="Ông Hùng", **{f"c.{row}.5": "Quý IV/2021"})

    assert second.page.status_code == 409
    assert "Có 01 dòng vừa được người khác cùng sửa" in second.text
    assert [second.form()[f"c.{each}.5"] for each in second.rows[:2]] == ["Quý III/2021", "Quý IV/2021"]
    second.open("/review")
    second.submit("/send", gaps="1", name="Ông Hùng", position="Phó")
    assert "Còn dòng có hai bản" in second.text
    assert answers(portal.db, portal.directive) == []

    second.open()
    rival = second.rows[1]
    second.press(f"choose:{rival}:this")
    second.press("review")
    second.submit("/send")
    assert [each["schedule"] for each in answers(portal.db, portal.directive)[0]["rows"]] == ["Quý IV/2021"]


def test_a_row_that_somebody_else_has_changed_is_not_removed_unseen(portal):
    first, second = two(portal)
    row = first.rows[0]
    first.press("save", **{f"c.{row}.5": "Quý III/2021"})
    second.press(f"drop:{row}")

    assert second.page.status_code == 409
    assert second.form()[f"c.{row}.5"] == "Quý III/2021"


def test_who_reviewed_an_older_draft_is_shown_the_newer_one_and_nothing_is_sent(portal):
    first, second = two(portal)
    first.open("/review")
    second.typed(("Việc thứ hai", "Đề án", "", "Nội dung", "Luật", "2021"), name="Ông Hùng")

    assert first.submit("/send").status_code == 409
    assert "Bản nháp vừa được người khác trong cơ quan sửa" in first.text
    assert "Việc thứ hai" in first.text
    assert answers(portal.db, portal.directive) == []


def test_a_page_that_saves_twice_because_an_answer_was_lost_is_not_its_own_rival(portal):
    browser = portal.browser()
    browser.open()
    row = browser.rows[0]
    typing = {**browser.form(), "go": "save", "name": "A", "position": "B"}
    quiet = {"Accept": "application/json"}
    for words in ("Nâng", "Nâng cấp", "Nâng cấp trạm"):
        saved = browser.http.post(browser.base, data={**typing, f"c.{row}.0": words}, headers=quiet).json()
        assert saved["told"] == []
    browser.open()

    assert [browser.form()[f"c.{each}.0"] for each in browser.rows] == ["Nâng cấp trạm", ""]


CELLS = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b", "c"]) for name in ("task", "product")})


@given(shown=st.lists(CELLS, max_size=4), theirs=st.data())
def test_no_words_of_anybody_are_ever_lost(shown, theirs):
    """Whatever two people do to the same rows, each word that one of them wrote stands somewhere afterwards."""
    base = [DraftRow(f"r{at}", float(at + 1), cells, Person(), NOW) for at, cells in enumerate(shown)]
    seen = {row.id: mark(row.cells) for row in base}
    saved = base
    written = []
    for who in ("p1", "p2"):
        typed = [Typed(row.id, theirs.draw(CELLS), seen[row.id]) for row in base]
        written += [
            (each.id, name, words)
            for each, row in zip(typed, base, strict=True)
            for name, words in each.cells.items()
            if words and words != row.cells[name]
        ]
        saving = Saving(Person(who), NOW, who)
        saved = list(merge(saved, typed, saving).rows)

    there = [(row.rival_of or row.id, name, words) for row in saved for name, words in row.cells.items()]
    assert set(written) <= set(there)
