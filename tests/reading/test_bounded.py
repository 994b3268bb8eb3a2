"""Any text is read in bounded time, whatever is in it; every span leads to its words."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reading
from reading.as_json import walk
from reading.text import canonical
from tests.reading.letters import FOOTER, HEADING

SAMPLES = Path(__file__).parents[1] / "data" / "directives"
SEED = (SAMPLES / "6321-UBND-TH.txt").read_text(encoding="utf-8")


def patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Every regular expression that a module of the reader has at its top."""
    found = []
    for module in pkgutil.walk_packages(reading.__path__, "reading."):
        if module.name.startswith(("reading.deadlines", "reading.answers")):
            continue  # grammars of their own, with tests of their own
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found.append((f"{module.name}.{name}", value))
    return found


PIECES = [
    " ",
    "\n",
    "-",
    ".",
    ",",
    ";",
    ":",
    "a",
    "Đ",
    "1",
    "1/",
    "- ",
    ", ",
    "ngày ",
    "tháng ",
    "các ",
    "Sở ",
    "và ",
    "số 1/UBND-",
]
PIECES += [
    "báo cáo ",
    "UBND tỉnh, ",
    "A.",
    "M Ậ T ",
    "gửi về ",
    "(",
    "nội dung ",
    "Kế ",
    "| ",
    "\t",
    "…",
    "ngày 1 tháng ",
    "Số: ",
]
LONG = 2_500


@pytest.mark.parametrize(("name", "pattern"), patterns(), ids=[name for name, _ in patterns()])
def test_no_regular_expression_backtracks_without_bound(name, pattern):
    """Twice as long may take some four times as long, never thousands of times: 2,500 letters stay within a blink."""
    for piece in PIECES:
        for text in (
            piece * (LONG // len(piece)),
            piece * (LONG // len(piece)) + "\u0000",
            "x" + piece * (LONG // len(piece)) + "!",
        ):
            began = time.process_time()
            pattern.search(text)
            pattern.match(text)
            pattern.fullmatch(text)
            spent = time.process_time() - began
            assert spent < 0.25, f"{name}: {spent:.2f} s on {LONG} letters of {piece!r}"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES + SEED.split("\n")), min_size=1, max_size=400))
def test_any_jumble_of_directive_words_is_read_within_a_second(words):
    text = HEADING + "".join(words) + FOOTER
    began = time.process_time()
    read = reading.read_text(text)
    assert time.process_time() - began < 2.0
    shown = canonical(text)
    for _, part in walk(read):
        if part.span:
            assert shown[slice(*part.span)] == part.words
    assert read.to_json().keys() == reading.read_text(SEED).to_json().keys()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_at_all_is_read_without_a_fault(text):
    for document in (text, HEADING + text, HEADING + text + FOOTER, SEED.replace("trước ngày", text)):
        reading.read_text(document).to_json()


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_document_that_lost_some_of_its_lines_still_has_true_spans(data):
    path = data.draw(st.sampled_from(sorted(SAMPLES.glob("*.txt"))))
    lines = path.read_text(encoding="utf-8").split("\n")
    kept = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    text = "\n".join(line for line, keep in zip(lines, kept, strict=True) if keep)
    shown = canonical(text)
    for path_, part in walk(reading.read_text(text)):
        if part.span:
            assert shown[slice(*part.span)] == part.words, path_


def test_ten_thousand_items_take_seconds():
    head, rest = SEED.split("1. Yêu cầu", 1)
    items = "".join(f"- Nội dung thứ {n}: các cơ quan rà soát, báo cáo kết quả.\n\n" for n in range(10_000))
    began = time.process_time()
    reading.read_bytes((head + items + "1. Yêu cầu" + rest).encode(), "a.txt")
    assert time.process_time() - began < 15


def test_one_endless_sentence_takes_seconds():
    head, rest = SEED.split("1. Yêu cầu", 1)
    endless = "báo cáo UBND tỉnh, các sở, ban ngành, " * 18_000
    began = time.process_time()
    reading.read_bytes((head + endless + "1. Yêu cầu" + rest).encode(), "a.txt")
    assert time.process_time() - began < 25
