"""Addressee phrases become agencies as of the directive's day; what is not sure becomes a question."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import UnreadableInput
from config.roster import Roster
from reading.addressees import Addressed, Ask, expand

ROSTER = Roster.load()
SEED_DAY, AFTER_MERGER = date(2020, 12, 17), date(2025, 7, 1)
DEPARTMENTS, SUBORDINATE, DISTRICTS = 23, 5, 13


def codes(*phrases, day=SEED_DAY, **kwargs):
    """The codes addressed, when nothing is left to ask."""
    expansion = expand(phrases, ROSTER, day, **kwargs)
    assert expansion.questions == ()
    return [agency.code for agency in expansion.agencies]


def asked(*phrases, day=SEED_DAY):
    return [(question.ask, question.phrase) for question in expand(phrases, ROSTER, day).questions]


def test_the_seeds_two_addressee_lines_are_41_agencies_each_with_its_phrase():
    lines = ["Các sở, ban ngành, đơn vị trực thuộc UBND tỉnh", "UBND các huyện, thị xã, thành phố"]
    expansion = expand(lines, ROSTER, SEED_DAY)

    assert expansion.questions == ()
    phrases = [one.phrase for one in expansion.addressed]
    assert [(phrase, phrases.count(phrase)) for phrase in dict.fromkeys(phrases)] == [
        ("Các sở, ban ngành", DEPARTMENTS),
        ("đơn vị trực thuộc UBND tỉnh", SUBORDINATE),
        ("UBND các huyện, thị xã, thành phố", DISTRICTS),
    ]
    assert set(expansion.agencies) == set(ROSTER.as_of(SEED_DAY))


@pytest.mark.parametrize(
    "phrase",
    [
        "Thủ trưởng các sở, ban ngành, đơn vị trực thuộc UBND tỉnh; Chủ tịch UBND các huyện, thị xã, thành phố",
        "- Các Sở, ban, ngành tỉnh;\n- Các đơn vị sự nghiệp thuộc UBND tỉnh;\n- UBND các huyện, thị xã, thành phố.",
        "Các sở, ngành, đơn vị trực thuộc Uỷ ban nhân dân tỉnh và Ủy ban nhân dân 13 huyện, thị xã, thành phố",
        "**Các sở, ban, ngành** thuộc tỉnh; các đơn vị trực thuộc; các địa phương",
    ],
)
def test_heads_bullets_and_other_wordings_address_the_same_41(phrase):
    assert len(codes(phrase)) == DEPARTMENTS + SUBORDINATE + DISTRICTS


def test_the_sources_carry_diacritics_in_either_form():
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "Các sở, ban ngành; Sở Văn hóa, Thể thao và Du lịch")
    assert codes(decomposed) == codes("Các sở, ban ngành")


def test_a_comma_inside_a_name_splits_nothing():
    assert codes("Sở Văn hóa, Thể thao và Du lịch") == ["SVHTTDL"]
    assert codes("Sở Tài chính, Sở Văn hoá, Thể thao và Du lịch, Sở Y tế") == ["STC", "SVHTTDL", "SYT"]
    assert codes("Sở Lao động - Thương binh và Xã hội và Công an tỉnh") == ["SLDTBXH", "CAT"]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Các sở: Tài chính, Nội vụ, Văn hóa, Thể thao và Du lịch và Y tế", ["STC", "SNV", "SVHTTDL", "SYT"]),
        ("Các sở (Tài chính, Nội vụ)", ["STC", "SNV"]),
        ("Giám đốc các Sở Tài chính, Công Thương", ["STC", "SCT"]),
        ("các Sở: KHĐT, TN&MT, GD&ĐT", ["SKHDT", "STNMT", "SGDDT"]),
        ("UBND các huyện: Bình Sơn, Ba Tơ và thị xã Đức Phổ", ["H-BINH-SON", "H-BA-TO", "TX-DUC-PHO"]),
        ("UBND các huyện Bình Sơn, Sơn Tịnh", ["H-BINH-SON", "H-SON-TINH"]),
        ("Chánh Văn phòng UBND tỉnh, Chánh Thanh tra tỉnh", ["VPUB", "TTT"]),
        ("Trưởng Ban Quản lý KKT Dung Quất và các KCN Quảng Ngãi", ["BQL"]),
    ],
)
def test_a_named_list_is_its_members_and_not_the_group(phrase, expected):
    assert codes(phrase) == expected


def test_cac_so_alone_means_departments_only():
    assert len(codes("Các sở")) == 16
    assert not {"TTT", "BDT", "CAT", "VPUB"} & set(codes("Các sở"))


def test_a_named_agency_that_stands_in_its_group_too_owes_one_duty():
    expansion = expand(["Sở Y tế", "Các sở, ban ngành"], ROSTER, SEED_DAY)
    assert len(expansion.addressed) == DEPARTMENTS
    assert expansion.addressed[0] == Addressed(ROSTER.find("SYT", SEED_DAY), "Sở Y tế")


@pytest.mark.parametrize("word", ["trừ", "ngoại trừ", "không bao gồm"])
def test_exceptions_are_subtracted_from_their_item(word):
    phrase = f"Các sở, ban ngành ({word} Sở Y tế, Sở Văn hóa, Thể thao và Du lịch), UBND các huyện, thị xã, thành phố"
    expansion = expand([phrase], ROSTER, SEED_DAY)
    assert expansion.questions == ()
    assert len(expansion.addressed) == DEPARTMENTS - 2 + DISTRICTS
    assert [(one.agency.code, one.phrase) for one in expansion.excepted] == [
        ("SYT", f"{word} Sở Y tế"),
        ("SVHTTDL", f"{word} Sở Văn hóa, Thể thao và Du lịch"),
    ]


def test_an_exception_without_brackets_runs_to_the_end_of_its_item():
    left = codes("UBND các huyện, thị xã, thành phố trừ các huyện: Lý Sơn, Ba Tơ; Sở Y tế")
    assert len(left) == DISTRICTS - 2 + 1
    assert not {"H-LY-SON", "H-BA-TO"} & set(left)


def test_an_exception_that_is_not_in_the_group_is_shown():
    assert asked("Các sở, ban ngành (trừ UBND huyện Ba Tơ)") == [(Ask.EXCEPTION, "trừ UBND huyện Ba Tơ")]


@pytest.mark.parametrize(
    ("phrase", "ask"),
    [
        ("các cơ quan, đơn vị liên quan", Ask.OPEN),
        ("các sở, ban ngành có liên quan", Ask.OPEN),
        ("các cơ quan, đơn vị, địa phương", Ask.OPEN),  # whom the document addresses, and that was not given
        ("Các cơ quan Trung ương đóng trên địa bàn tỉnh", Ask.NOBODY),
        ("các hội, đoàn thể", Ask.NOBODY),
        ("UBND các xã, phường, thị trấn", Ask.NOBODY),  # in 2020 a commune is reached through its district
        ("Ủy ban MTTQ Việt Nam tỉnh", Ask.UNKNOWN),
        ("Sơn Hà", Ask.UNKNOWN),  # a place without its kind
        ("Các đơn vị trực thuộc Sở Y tế", Ask.UNKNOWN),
        ("Sở NV", Ask.WHICH),
    ],
)
def test_what_is_open_unknown_or_unclear_becomes_a_question(phrase, ask):
    assert asked(phrase) == [(ask, phrase)]
    assert expand([phrase], ROSTER, SEED_DAY).addressed == ()


def test_a_kind_of_locality_that_exists_and_is_not_named_is_asked_about():
    expansion = expand(["UBND các huyện, thành phố"], ROSTER, SEED_DAY)
    assert len(expansion.addressed) == 12
    assert [(q.ask, [a.code for a in q.candidates]) for q in expansion.questions] == [(Ask.LEFT_OUT, ["TX-DUC-PHO"])]


def test_an_enclosed_list_decides_and_the_group_is_only_offered():
    expansion = expand(["Các sở, ban, ngành (theo danh sách gửi kèm)"], ROSTER, SEED_DAY)
    assert expansion.addressed == ()
    assert [(q.ask, len(q.candidates)) for q in expansion.questions] == [(Ask.LIST, DEPARTMENTS)]


def test_a_slip_of_the_pen_is_asked_once_with_the_likely_name():
    (question,) = expand(["Sở Kế hoach và Đâu tưu"], ROSTER, SEED_DAY).questions
    assert (question.ask, question.phrase) == (Ask.UNKNOWN, "Sở Kế hoach và Đâu tưu")
    assert question.why.endswith("Sở Kế hoach và Đâu tưu → Sở Kế hoạch và Đầu tư?")


def test_everyone_is_whom_the_document_addresses():
    everyone = ROSTER.as_of(SEED_DAY)[:3]
    assert codes("các cơ quan, đơn vị, địa phương", everyone=everyone) == ["VPUB", "SNV", "SKHDT"]
    assert codes("Như trên", everyone=everyone) == ["VPUB", "SNV", "SKHDT"]


def test_what_a_copy_is_for_is_no_name():
    assert codes("Sở Y tế (b/cáo), Sở Tài chính (để phối hợp)") == ["SYT", "STC"]
    assert len(codes("Các sở, ban ngành (để thực hiện), UBND các huyện, thị xã, thành phố (t/hiện)")) == 36


def test_after_the_merger_of_2025_the_communes_are_addressed_themselves():
    assert len(codes("Các sở, ban, ngành; UBND các xã, phường, đặc khu", day=AFTER_MERGER)) == 17 + 96
    assert asked("UBND các xã, phường", day=AFTER_MERGER) == [(Ask.LEFT_OUT, "UBND các xã, phường")]
    assert asked("UBND các huyện, thị xã, thành phố", day=AFTER_MERGER) == [
        (Ask.NOBODY, "UBND các huyện, thị xã, thành phố")
    ]
    assert codes("UBND các xã: Sơn Hà, Ba Tô; phường Cẩm Thành, Nghĩa Lộ", day=AFTER_MERGER) == [
        "X-SON-HA-21289", "X-BA-TO-21523", "P-CAM-THANH", "P-NGHIA-LO",
    ]  # fmt: skip
    assert asked("UBND xã Son Ha", day=AFTER_MERGER) == [(Ask.WHICH, "UBND xã Son Ha")]


def test_a_day_before_the_roster_begins_is_refused():
    with pytest.raises(UnreadableInput):
        expand(["Các sở"], ROSTER, date(2019, 12, 31))


def test_the_list_of_96_communes_by_name_is_read_whole():
    communes = [agency for agency in ROSTER.as_of(AFTER_MERGER) if agency.group == "xa_phuong_dac_khu"]
    names = ", ".join(agency.short_name for agency in communes)
    assert codes(names, day=AFTER_MERGER) == [agency.code for agency in communes]


@given(st.lists(st.sampled_from(ROSTER.as_of(SEED_DAY)), min_size=1, max_size=8, unique=True), st.data())
def test_a_list_of_names_is_its_agencies_in_order(agencies, data):
    written = [data.draw(st.sampled_from([agency.name, agency.short_name])) for agency in agencies]
    separator = data.draw(st.sampled_from([", ", "; ", ";\n- "]))
    assert codes(separator.join(written)) == [agency.code for agency in agencies]


WORDS = ["các", "sở", "ban", "ngành", "và", ",", ";", "(", ")", ":", "trừ", "UBND", "huyện", "xã", "Sơn", "Hà", "liên"]


@given(st.lists(st.sampled_from(WORDS)) | st.text())
def test_any_words_are_agencies_of_the_day_once_each_or_questions(words):
    expansion = expand([" ".join(words)], ROSTER, SEED_DAY)
    assert len(set(expansion.agencies)) == len(expansion.agencies)
    assert set(expansion.agencies) <= set(ROSTER.as_of(SEED_DAY))
