"""One test over all mails: each folder renders from its sample, in each language, with a portal and without."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from config.calendar import load_overrides
from config.settings import Settings, load
from notifications.events import EVENTS, WITHOUT_DIRECTIVE
from notifications.message import Original, compose
from notifications.render import SHIPPED, Attached, BadTemplate, Rendered, open_letter, render
from notifications.samples import DIRECTIVE, FACTS, LINK, sample
from reading.deadlines import read_deadline
from records.outbox import Outgoing
from states.working_days import WorkingDays
from tests.notifications.conftest import ISSUED_AT

LANGUAGES = sorted(place.name for place in SHIPPED.iterdir() if not place.name.startswith("_"))
EVERY = [(language, event, portal) for language in LANGUAGES for event in EVENTS for portal in (True, False)]
SETTINGS = load()


class Page(HTMLParser):
    """Its text as it is read, its links, and the tags that were opened and never closed."""

    VOID = frozenset({"meta", "br", "img", "hr", "link"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.tags.append(tag)
        self.links += [value for name, value in attributes if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.tags.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.tags:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).replace("\u200c", "").split())


def rendered(event: str, *, language: str = "vi", portal: bool = True, **changed: object) -> Rendered:
    letter = open_letter(sample(event, portal=portal, **changed), SETTINGS)
    return render(letter, SETTINGS, Attached("6321-UBND-TH.pdf", calendar=True), language)


@pytest.mark.parametrize(("language", "event", "portal"), EVERY)
def test_every_mail_renders_and_keeps_the_rules_of_all_mails(language: str, event: str, portal: bool) -> None:
    mail = rendered(event, language=language, portal=portal)
    page = Page(mail.html)

    assert mail.subject == mail.subject.strip()
    assert "\n" not in mail.subject
    about = FACTS[event]["filename"] if event in WITHOUT_DIRECTIVE else "6321/UBND-TH"
    assert mail.subject.startswith(f"[{about}] ")
    assert (LINK in mail.text) is portal
    assert (LINK in page.links) is portal
    assert (LINK in page.text) is portal  # its address in plain sight, for whoever cannot press the button
    assert len(mail.html.encode()) < 30_000
    assert page.tags == []
    assert 'class="btn"' not in mail.html or portal  # no dead button
    if event not in WITHOUT_DIRECTIVE:
        assert "7be0 52ad 0f6e" in mail.text
        assert "7be0 52ad 0f6e" in page.text
    assert not re.search(r"\b(None|Undefined)\b|[{%}]|!", mail.text + page.text)
    if language == "vi":  # domain notes g, tone
        assert not re.search(r"(?i)\b(deadline|bạn)\b|24 giờ 00", mail.subject + mail.text + page.text)


def test_both_languages_have_the_same_folders_with_the_same_files() -> None:
    files = {
        language: {str(file.relative_to(SHIPPED / language)) for file in (SHIPPED / language).rglob("*.*")}
        for language in LANGUAGES
    }

    assert LANGUAGES == ["en", "vi"]
    assert files["vi"] == files["en"]
    shipped = {f"{event}/{part}" for event in EVENTS for part in ("subject.txt", "body.txt", "body.html")}
    assert {file for file in files["vi"] if not file.startswith("_")} == shipped


@pytest.mark.parametrize("event", EVENTS)
def test_every_message_can_be_built(event: str) -> None:
    original = Original("6321-UBND-TH.pdf", "application/pdf", b"%PDF-1.4")

    assert compose(sample(event), SETTINGS, date=ISSUED_AT, original=original).content


def test_the_page_about_mails_has_a_line_for_each() -> None:
    page = (SHIPPED.parents[1] / "docs" / "mails.md").read_text(encoding="utf-8")

    assert sorted(re.findall(r"(?m)^\| `(\w+)` \|", page)) == sorted(EVENTS)


# --- what the words depend on


def changed_directive(event: str, **changed: Any) -> Outgoing:
    mail = sample(event)
    return replace(mail, directive={**mail.directive, **changed})


def text_of(mail: Outgoing, language: str = "vi") -> str:
    return render(open_letter(mail, SETTINGS), SETTINGS, Attached(), language).text


def test_the_sample_explains_the_deadline_in_the_readers_own_words() -> None:
    for binds in ("submissions", "plan"):
        known = DIRECTIVE[binds]
        read = read_deadline(
            known["words"],
            issued_on=date(2020, 12, 17),
            zone=SETTINGS.tz,
            working_days=WorkingDays(load_overrides(SETTINGS.calendar)),
        )
        assert (known["explanation_vi"], known["explanation_en"]) == (read.explanation_vi, read.explanation_en)


def test_a_locality_is_asked_for_what_it_leads_itself_and_a_department_is_not() -> None:
    extra = "nghiên cứu, đề xuất những nội dung do địa phương mình chủ trì"

    assert extra in text_of(sample("issue_notice", locality=True))
    assert extra not in text_of(sample("issue_notice", locality=False))


def test_an_extended_agency_is_not_told_the_old_reason_for_its_date() -> None:
    text = text_of(sample("issue_notice", last_day="2020-12-23"))

    assert "GỬI đến hết ngày 23/12/2020 (thứ Tư)" in text
    assert "Thời hạn đã được gia hạn riêng đối với Quý cơ quan." in text
    assert "chậm nhất trước ngày 22/12/2020" not in text


def test_a_deadline_set_by_a_decision_is_not_quoted_as_the_documents() -> None:
    plan = {
        **DIRECTIVE["plan"],
        "words": "trả lại: ghi rõ thời gian",
        "last_day": "2020-12-28",
        "explanation_vi": "đến hết ngày 28/12/2020",
    }

    text = text_of(changed_directive("lead_notice", plan=plan))

    assert "Hạn trình: “trả lại: ghi rõ thời gian”: đến hết ngày 28/12/2020." in text
    assert "Công văn ghi “trả lại" not in text


@pytest.mark.parametrize(
    ("late_from", "said"),
    [
        ("2020-12-22T10:00:00+00:00", "trước 17 giờ 00 ngày 22/12/2020"),
        ("2020-12-22T10:01:00+00:00", "đến 17 giờ 00 ngày 22/12/2020"),
    ],
)
def test_an_hour_is_said_as_the_document_means_it(late_from: str, said: str) -> None:
    hourly = {**DIRECTIVE["submissions"], "last_day": "2020-12-22", "time": "17:00", "late_from": late_from}
    mail = changed_directive("issue_notice", submissions=hourly)

    rendered = render(open_letter(replace(mail, facts={**mail.facts, "last_day": "2020-12-22"}), SETTINGS), SETTINGS)

    assert rendered.subject == f"[6321/UBND-TH] Đề nghị báo cáo, đề xuất nhiệm vụ {said}"
    assert f"GỬI {said} (thứ Ba), còn 02 ngày làm việc." in rendered.text


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("on_time", "Gửi đúng hạn."),
        ("disputed", "Gửi ngày 21/12/2020, thời hạn còn cách hiểu khác nhau; thời điểm nhận được ghi rõ."),
        ("late", "Gửi quá hạn, vẫn được tiếp nhận; thời điểm nhận được ghi rõ."),
    ],
)
def test_a_receipt_says_how_the_answer_stands(standing: str, said: str) -> None:
    assert f"\n{said}\n" in text_of(sample("receipt", standing=standing))


def test_who_answered_after_the_deadline_is_not_invited_to_revise_until_then() -> None:
    late = sample("receipt", received_at="2020-12-23T02:00:00+00:00", standing="late")

    assert "bổ sung, thay thế" not in text_of(late)
    assert "bổ sung, thay thế đến hết ngày 21/12/2020 (thứ Hai)" in text_of(sample("receipt"))


def test_the_lead_signs_in_at_the_portal_and_an_agency_never_gets_that_address() -> None:
    at_portal = {"link": ""}

    assert "Mở bảng tổng hợp:\nhttps://dondoc.quangngai.example\nCần đăng nhập" in text_of(
        sample("lead_notice", **at_portal)
    )
    assert "https://dondoc.quangngai.example" not in text_of(sample("issue_notice", **at_portal))


def test_a_lead_without_a_plan_deadline_reads_of_none() -> None:
    for event in ("lead_notice", "lead_digest", "collection_closed", "plan_returned", "plan_overdue"):
        mail = changed_directive(event, plan=None)
        mail = replace(mail, facts={**mail.facts, "plan_working_days_left": None, "new_last_day": None})

        assert "25/12/2020" not in text_of(mail)


def test_a_document_of_another_body_and_kind_is_called_by_its_own_names() -> None:
    mail = changed_directive(
        "issue_notice", kind="chỉ thị", number="05/CT-UBND", issuer="UBND thành phố Đà Nẵng", ordered_by="Chủ tịch UBND"
    )

    text = text_of(mail)

    assert text.startswith("ỦY BAN NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG\n")
    assert "đã ban hành Chỉ thị số 05/CT-UBND ngày 17/12/2020" in text
    assert "báo cáo UBND thành phố (qua Sở Kế hoạch và Đầu tư)" in text


# --- strangers' words, and an office's own files


def test_what_people_typed_is_text_in_the_page_never_markup() -> None:
    poison = '<img src=x onerror=alert(1)>"&'
    html = rendered("returned_for_revision", items=[{"task": poison, "reason": poison}], name=poison).html

    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_a_link_cannot_leave_its_attribute() -> None:
    mail = sample("issue_notice", link='https://x.example/"><script>')

    html = render(open_letter(mail, SETTINGS), SETTINGS).html

    assert "<script>" not in html


def own_templates(tmp_path: Path, file: str, words: str) -> Settings:
    place = tmp_path / "vi" / file
    place.parent.mkdir(parents=True)
    place.write_text(words)
    return SETTINGS.model_copy(update={"templates": tmp_path})


def test_an_office_replaces_any_one_file_and_keeps_the_others(tmp_path: Path) -> None:
    ours = own_templates(tmp_path, "receipt/subject.txt", "[{{ directive.number }}] Phiếu tiếp nhận {{ receipt }}")

    mail = render(open_letter(sample("receipt"), ours), ours)

    assert mail.subject == "[6321/UBND-TH] Phiếu tiếp nhận 6321-UBND-TH.201217.SYT.1-0f9c"
    assert mail.text == rendered("receipt").text


def test_an_office_replaces_the_frame_of_all(tmp_path: Path) -> None:
    frame = (SHIPPED / "vi" / "_frame" / "body.txt").read_text().replace("Trân trọng.", "Trân trọng kính chào.")
    ours = own_templates(tmp_path, "_frame/body.txt", frame)

    for event in ("receipt", "plan_submitted"):
        assert "Trân trọng kính chào." in render(open_letter(sample(event), ours), ours).text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("{{ deadlin }}", "template vi/overdue: UndefinedError: 'deadlin' is undefined"),
        ("{% if %}", "template vi/overdue: TemplateSyntaxError: Expected an expression, got 'end of statement block'"),
        ("{{ days|dated }}", "template vi/overdue: AttributeError: 'int' object has no attribute 'day'"),
    ],
)
def test_a_fault_in_an_offices_file_is_named(words: str, why: str, tmp_path: Path) -> None:
    ours = own_templates(tmp_path, "overdue/body.txt", words)

    with pytest.raises(BadTemplate) as fault:
        render(open_letter(sample("overdue"), ours), ours)

    assert str(fault.value) == why
    assert str(tmp_path) in fault.value.remedy
