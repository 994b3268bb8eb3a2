"""`dondoc read`: what it prints and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "data" / "directives"
ROOT = Path(__file__).parents[2]


def dondoc(*arguments: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    if home:
        environment |= {"DONDOC_HOME": str(home), "TMPDIR": str(home)}
    command = [sys.executable, "-m", "cli.main", "read", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60)


def test_the_table_shows_value_words_and_how_sure():
    done = dondoc(SAMPLES / "6321-UBND-TH.txt")
    assert done.returncode == 0
    for said in (
        "6321/UBND-TH",
        "Sở Kế hoạch và Đầu tư",
        "chậm nhất trước ngày 22/12/2020",
        "check:",
        "consolidate",
        "to check",
    ):
        assert said in done.stdout


def test_json_has_every_key_of_the_schema():
    schema = (ROOT / "docs" / "read-schema.md").read_text(encoding="utf-8")
    said = json.loads(dondoc(SAMPLES / "6321-UBND-TH.txt", "--json").stdout)
    assert [key for key in said if f"`{key}`" not in schema] == []
    assert set(said) == {
        *("number", "issuer", "place", "issued_on", "kind", "subject", "urgency", "collects", "signatory", "amends"),
        *("addressees", "lead", "references", "copies", "tasks"),
    }
    assert set(said["number"]) == {"value", "words", "span", "certainty", "why"}
    assert set(said["tasks"][0]) == {"assignees", "role", "report_to", "via", "required_contents", "deadline"}
    assert set(said["tasks"][0]["deadline"]) == {
        *("words", "span", "last_day", "time", "exclusive", "rule", "ambiguous", "certainty", "why", "explanation"),
    }


def test_spans_count_in_the_text_that_is_printed():
    text = dondoc(SAMPLES / "6321-UBND-TH.pdf", "--text").stdout
    said = json.loads(dondoc(SAMPLES / "6321-UBND-TH.pdf", "--json").stdout)
    for field in (said["number"], said["subject"], *said["addressees"], said["tasks"][0]["deadline"]):
        assert text[slice(*field["span"])] == field["words"]


def test_a_letter_of_thanks_asks_nobody_to_hand_anything_in():
    done = dondoc(SAMPLES / "ha-tinh-thu-cam-on.txt")
    assert done.returncode == 4
    assert "asks nobody to hand anything in" in done.stderr


@pytest.mark.parametrize(
    "arguments", [(), ("no-such-file.txt",), (SAMPLES,), (SAMPLES / "6321-UBND-TH.txt", "--json", "--text")]
)
def test_bad_arguments(arguments):
    assert dondoc(*arguments).returncode == 2


def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = dondoc(tmp_path / "a.doc")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "to do:" in done.stderr


def test_nothing_is_kept_or_told_of_a_secret_document(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    secret = tmp_path / "mat.txt"
    seed = (SAMPLES / "6321-UBND-TH.txt").read_text(encoding="utf-8")
    secret.write_text(seed.replace("Kính gửi:", "TUYỆT MẬT\n\nKính gửi:", 1), encoding="utf-8")
    for option in ((), ("--json",), ("--text",)):
        done = dondoc(secret, *option, home=home)
        assert (done.returncode, done.stdout) == (3, "")
        assert "6321" not in done.stderr
        assert "Kế hoạch" not in done.stderr
    assert list(home.rglob("*")) == []
