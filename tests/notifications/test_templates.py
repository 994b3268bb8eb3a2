"""One test over all mails: each folder renders from its sample, in each language, with a portal and without."""

import re
from html.parser import HTMLParser

import pytest

from config.settings import load
from notifications.events import EVENTS, WITHOUT_DIRECTIVE
from notifications.message import Original, compose
from notifications.render import SHIPPED, Attached, Rendered, open_letter, render
from notifications.samples import FACTS, LINK, sample
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
