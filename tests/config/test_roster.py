"""Who exists on a day, and whom a written name means."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from config.errors import UnreadableInput
from config.roster import DEFAULT_ROSTERS, Agency, AmbiguousAgency, Group, Roster, UnknownAgency
from config.roster_files import COLUMNS, is_address

SHIPPED = Roster.load()
SEED_DAY, AFTER_MERGER = date(2020, 12, 17), date(2025, 7, 1)
HEADER = ",".join(COLUMNS) + "\n"
STC = "STC,Sở Tài chính,Sở Tài chính,so_ban_nganh,stc@quangngai.example,2020-01-01,2025-02-28\n"


def written(tmp_path, text, name="own.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("day", "departments", "units", "districts", "communes"),
    [
        (date(2020, 12, 17), 23, 5, 13, 0),
        (date(2025, 2, 28), 23, 5, 13, 0),
        (date(2025, 3, 1), 18, 5, 13, 0),
        (date(2025, 6, 30), 18, 5, 13, 0),
        (date(2025, 7, 1), 17, 1, 0, 96),
    ],
)
def test_the_shipped_rosters_hold_the_agencies_of_each_day(day, departments, units, districts, communes):
    of_group = [agency.group for agency in SHIPPED.as_of(day)]
    counted = [of_group.count(group) for group in list(Group)[:4]]
    assert counted == [departments, units, districts, communes]
    assert len({agency.code for agency in SHIPPED.as_of(day)}) == len(of_group)


def test_a_day_before_the_rosters_begin_is_refused_and_not_guessed():
    assert len(SHIPPED.as_of(date(2020, 2, 1))) == 41
    with pytest.raises(UnreadableInput, match="begin on 01/02/2020; nothing is known of 31/01/2020"):
        SHIPPED.as_of(date(2020, 1, 31))
    with pytest.raises(UnreadableInput, match="begin on 01/07/2025"):
        Roster.load(DEFAULT_ROSTERS[1]).as_of(date(2025, 6, 30))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SKHDT", "SKHDT"),
        ("skhđt", "SKHDT"),
        ("SKHĐT", "SKHDT"),
        ("KHĐT", "SKHDT"),
        ("KH&ĐT", "SKHDT"),
        ("Sở KHĐT", "SKHDT"),
        ("Sở KH&ĐT", "SKHDT"),
        ("Sở Kế hoạch - Đầu tư", "SKHDT"),
        ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "SKHDT"),
        ("so ke hoach va dau tu", "SKHDT"),
        ("Sở Kế hoạch và Đầu tư tỉnh Quảng Ngãi", "SKHDT"),
        ("So\u031b\u0309 Ke\u0302\u0301 hoa\u0323ch va\u0300 \u0110a\u0302\u0300u tu\u031b", "SKHDT"),  # NFD
        ("Sở Nông nghiệp và PTNT", "SNNPTNT"),
        ("Sở LĐ-TB&XH", "SLDTBXH"),
        ("Sở Lao động, Thương binh và Xã hội", "SLDTBXH"),
        ("Sở Văn hoá, Thể thao và Du lịch", "SVHTTDL"),
        ("SNV", "SNV"),
        ("SNgV", "SNGV"),
        ("Thanh tra", "TTT"),
        ("VP UBND tỉnh", "VPUB"),
        ("Đài Phát thanh - Truyền hình tỉnh", "DPTTH"),
        ("Uỷ ban nhân dân huyện Ba Tơ", "H-BA-TO"),
        ("UBND TP. Quảng Ngãi", "TP-QUANG-NGAI"),
        ("UBND TX Đức Phổ", "TX-DUC-PHO"),
        ("huyện Sơn Hà", "H-SON-HA"),
    ],
)
def test_a_name_is_found_however_it_is_written(text, code):
    assert SHIPPED.find(text, SEED_DAY).code == code


@pytest.mark.parametrize("day", [SEED_DAY, date(2025, 3, 1), AFTER_MERGER])
def test_every_agency_is_found_by_each_of_its_own_names(day):
    for agency in SHIPPED.as_of(day):
        for name in (agency.code, agency.code.lower(), *SHIPPED.names_of(agency)):
            assert SHIPPED.find(name, day) == agency, name


def test_accents_tell_son_ha_from_son_ha_and_without_them_somebody_must_say_which():
    assert SHIPPED.find("UBND xã Sơn Hà", AFTER_MERGER).code == "X-SON-HA-21289"
    assert SHIPPED.find("UBND xã Sơn Hạ", AFTER_MERGER).code == "X-SON-HA-21292"
    with pytest.raises(AmbiguousAgency) as error:
        SHIPPED.find("UBND xa Son Ha", AFTER_MERGER)
    assert [agency.code for agency in error.value.candidates] == ["X-SON-HA-21292", "X-SON-HA-21289"]
    assert "xã Sơn Hạ" in error.value.remedy
    assert "xã Sơn Hà" in error.value.remedy


def test_a_place_without_its_kind_is_asked_about():
    with pytest.raises(UnknownAgency) as error:
        SHIPPED.find("Sơn Hà", SEED_DAY)
    assert error.value.remedy.startswith("Sơn Hà → Ủy ban nhân dân huyện Sơn Hà (H-SON-HA)")


def test_initials_of_two_departments_are_asked_about():
    with pytest.raises(AmbiguousAgency) as error:
        SHIPPED.find("Sở NV", SEED_DAY)
    assert [agency.name for agency in error.value.candidates] == ["Sở Nội vụ", "Sở Ngoại vụ"]


def test_a_slip_of_the_pen_is_offered_its_near_misses():
    with pytest.raises(UnknownAgency) as error:
        SHIPPED.find("Sở Kế hoạch và Đàu tưu", SEED_DAY)
    assert error.value.near[0].code == "SKHDT"
    assert "→ Sở Kế hoạch và Đầu tư (SKHDT)" in error.value.remedy


def test_an_agency_is_found_only_while_it_exists():
    assert SHIPPED.find("SKHDT", date(2025, 2, 28)).code == "SKHDT"
    with pytest.raises(UnknownAgency):
        SHIPPED.find("SKHDT", date(2025, 3, 1))
    assert SHIPPED.find("SNV", date(2025, 2, 28)) != SHIPPED.find("SNV", date(2025, 3, 1))


@given(st.text(max_size=400))
def test_any_text_is_one_agency_or_a_clear_error(text):
    matching = SHIPPED.matches(text, SEED_DAY)
    if len(matching) == 1:
        assert SHIPPED.find(text, SEED_DAY) == matching[0]
    else:
        with pytest.raises(AmbiguousAgency if matching else UnknownAgency) as error:
            SHIPPED.find(text, SEED_DAY)
        assert error.value.remedy


def test_what_the_reorganisation_of_march_2025_changed():
    change = SHIPPED.diff(date(2025, 2, 28), date(2025, 3, 1))
    assert {agency.code for agency in change.gone} == {
        "SKHDT", "SGTVT", "SNNPTNT", "STNMT", "STTTT", "SLDTBXH", "BDT",
    }  # fmt: skip
    assert {agency.code for agency in change.new} == {"SNNMT", "SDTTG"}
    assert {old.code for old, _new in change.renewed} == {"SNV", "STC", "SXD", "SKHCN"}
    assert all(old.effective_to == date(2025, 2, 28) for old, _new in change.renewed)


def test_a_workbook_reads_as_its_csv_does(tmp_path):
    book = Workbook()
    book.active.append(list(COLUMNS))
    start, end = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2025-02-28")
    book.active.append(["STC", "Sở Tài chính", None, "so_ban_nganh", "stc@quangngai.example", start, end])
    book.active.append([None] * 7)
    book.save(tmp_path / "own.xlsx")

    from_book = Roster.load(tmp_path / "own.xlsx")
    assert from_book.agencies == Roster.load(written(tmp_path, HEADER + STC)).agencies
    assert from_book.agencies == (
        Agency(
            "STC", "Sở Tài chính", "Sở Tài chính", Group.DEPARTMENTS, "stc@quangngai.example",
            date(2020, 1, 1), date(2025, 2, 28),
        ),
    )  # fmt: skip
    assert from_book.covers_from == date(2020, 1, 1)


def test_semicolons_of_excel_and_a_byte_order_mark_are_read(tmp_path):
    text = "\ufeff" + (HEADER + STC).replace(",", ";")
    assert Roster.load(written(tmp_path, text)).agencies == Roster.load(written(tmp_path, HEADER + STC, "b")).agencies


@pytest.mark.parametrize(
    ("text", "says", "remedy"),
    [
        ("", "own.csv: no column code, name", "make the first row: code,name,short_name"),
        (HEADER.replace("email", "mail") + STC, "own.csv: no column email", "make the first row"),
        (HEADER, "own.csv has no agency", "one agency per row"),
        (HEADER + STC + STC, "row 3: STC is in force twice on 2020-01-01 (also own.csv, row 2)", "end the older"),
        (HEADER + STC.replace("stc@quangngai.example", "stc@@x"), "row 2: “stc@@x” is no mail address", "one address"),
        (HEADER + STC.replace("2020-01-01", "01/01/2020"), "row 2: “01/01/2020” in effective_from", "2020-12-17"),
        (HEADER + STC.replace("2025-02-28", "2025-02-29"), "row 2: “2025-02-29” in effective_to", "2020-12-17"),
        (HEADER + STC.replace("2025-02-28", "2019-02-28"), "row 2: STC ends on 2019-02-28 before", "in order"),
        (HEADER + STC.replace("so_ban_nganh", "so"), "row 2: unknown group “so”", "so_ban_nganh, don_vi_truc_thuoc"),
        (HEADER + STC.replace("STC", "SỞ TC", 1), "row 2: “SỞ TC” is no code", "capital letters"),
        (HEADER + STC.replace("STC,Sở Tài chính", "STC,"), "row 2: STC has no name", "column name"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "neither a UTF-8 CSV file nor an XLSX workbook", "CSV UTF-8"),
        (b"PK\x03\x04 not a zip", "no workbook that can be read", "save it again"),
    ],
)  # fmt: skip
def test_a_slip_in_a_roster_is_named_with_its_row_and_what_to_write(tmp_path, text, says, remedy):
    with pytest.raises(UnreadableInput) as error:
        Roster.load(written(tmp_path, text))
    assert says in str(error.value)
    assert remedy in error.value.remedy


def test_two_files_are_one_table_so_an_overlap_between_them_is_found(tmp_path):
    own = written(tmp_path, HEADER + "STC,Sở Tài chính,,so_ban_nganh,stc@quangngai.example,2025-02-28,\n")
    with pytest.raises(
        UnreadableInput, match=r"STC is in force twice on 2025-02-28 \(also quang_ngai_2020\.csv, row 5\)"
    ):
        Roster.load(DEFAULT_ROSTERS[0], own)


def test_a_roster_that_is_not_there_says_so(tmp_path):
    with pytest.raises(UnreadableInput, match="No such file"):
        Roster.load(tmp_path / "none.csv")


@pytest.mark.parametrize(
    "text",
    ["", "a", "@", "a@b", "a@b..c", "a b@c.d", "a@c.d\nBcc: x@y.z", "a@b.c, d@e.f", "<a@b.c>", "a@-b.c", "ă@b.c"],
)
def test_what_is_no_single_plain_address_is_refused(text):
    assert not is_address(text)
