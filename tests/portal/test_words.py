"""Both languages say the same things, and every text that a page names is there."""

import re
from pathlib import Path
from string import Formatter

import pytest

from portal.language import catalogue

ROOT = Path(__file__).parents[2] / "portal"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_with_the_same_blanks():
    vi, en = catalogue("vi"), catalogue("en")

    assert vi.keys() == en.keys()
    assert {key for key in vi if fields(vi[key]) != fields(en[key])} == set()


def test_every_key_that_a_page_or_the_code_names_is_there():
    named = set()
    for file in (*ROOT.rglob("*.html"), *ROOT.rglob("*.py")):
        source = file.read_text(encoding="utf-8")
        named |= set(re.findall(r"""\bt\(\s*["']([a-z_]+\.[a-z_]+)["']""", source))
        named |= set(re.findall(r"""["']((?:told|error|shut|unfit|strange|sign_in)\.[a-z_]+)["']""", source))

    named = {key for key in named if not key.endswith(("_", ".html"))}  # the rest of the key is a state's name
    assert len(named) > 150
    assert named - catalogue("vi").keys() == set()


@pytest.mark.parametrize("key", [key for key in catalogue("vi") if not key.startswith("error.")])
def test_the_tone_is_that_of_an_office(key):
    assert not re.search(r"(?i)\b(deadline|bạn)\b|!", catalogue("vi")[key])
