"""What is written about the code is checked against the code."""

import re
from pathlib import Path

import pytest

from config.settings import Settings
from config.settings_table import page
from states.diagrams import mermaid, mermaid_duty

ROOT = Path(__file__).parents[2]
DIAGRAM = re.compile(r"```mermaid\n(stateDiagram.*?)\n```", re.DOTALL)


def diagrams(page: Path) -> list[str]:
    return DIAGRAM.findall(page.read_text(encoding="utf-8"))


def test_the_page_of_the_machines_is_drawn_from_the_tables():
    assert diagrams(ROOT / "docs" / "states.md") == [mermaid(), mermaid_duty()]


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md"])
def test_other_pages_show_the_machines_as_they_are_if_at_all(page):
    if (ROOT / page).exists():
        assert set(diagrams(ROOT / page)) <= {mermaid(), mermaid_duty()}


def test_the_table_of_settings_is_the_settings():
    assert (ROOT / "docs" / "settings.md").read_text(encoding="utf-8") == page()


def test_every_setting_says_in_one_sentence_what_it_is():
    for name, field in Settings.model_fields.items():
        assert re.fullmatch(r"…?[A-Za-z`“].*[.…]", field.description or ""), f"{name}: {field.description!r}"
