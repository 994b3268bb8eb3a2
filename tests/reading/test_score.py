"""The samples: nothing read wrong may be passed off as certain."""

from __future__ import annotations

import pytest

from tests.reading.score import judge, samples

SAMPLES = samples()


def test_there_are_enough_of_them():
    assert len({path.stem for path, _ in SAMPLES}) >= 30
    assert {path.suffix for path, _ in SAMPLES} == {".txt", ".md", ".docx", ".pdf"}


@pytest.mark.parametrize(("path", "wanted"), SAMPLES, ids=[path.name for path, _ in SAMPLES])
def test_no_field_is_wrong_and_unflagged(path, wanted):
    verdicts = judge(path, wanted)
    assert [verdict for verdict in verdicts if verdict.name == "UNFLAGGED"] == []
    assert sum(verdict.right for verdict in verdicts) >= 0.85 * len(verdicts)
