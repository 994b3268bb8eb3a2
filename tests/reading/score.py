"""How well the samples are read: fields right, fields wrong but flagged, fields wrong and unflagged.

Run as `python tests/reading/score.py [-v] [NAME …]`; ends with status 1 when a wrong field is not flagged.
A sample is a document in tests/data/directives with its expected reading beside it, NAME.yaml; several files may share
one expectation (NAME.docx, NAME.pdf, NAME.txt). What an expectation leaves out is expected to be absent.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import reading

SAMPLES = Path(__file__).parents[1] / "data" / "directives"
SCALARS = ("number", "issuer", "place", "issued_on", "kind", "subject", "urgency", "collects", "signatory", "amends")
LISTS = ("addressees", "lead", "references", "copies")


@dataclass(frozen=True)
class Verdict:
    path: str
    right: bool
    flagged: bool
    expected: Any
    got: Any

    @property
    def name(self) -> str:
        return "right" if self.right else "flagged" if self.flagged else "UNFLAGGED"


def samples() -> list[tuple[Path, dict[str, Any]]]:
    """Every sample file with its expectation."""
    found = []
    for expected in sorted(SAMPLES.glob("*.yaml")):
        wanted = yaml.safe_load(expected.read_text(encoding="utf-8"))
        files = [path for path in sorted(SAMPLES.glob(f"{expected.stem}.*")) if path.suffix != ".yaml"]
        if not files:
            raise FileNotFoundError(f"{expected.name} has no document beside it")
        found += [(path, wanted) for path in files]
    return found


def judge(path: Path, wanted: dict[str, Any]) -> list[Verdict]:
    return list(compare(wanted, reading.read_file(path).reading.to_json()))


def compare(wanted: dict[str, Any], got: dict[str, Any]) -> Iterator[Verdict]:
    for name in SCALARS:
        expected = wanted.get(name) if name != "collects" else wanted.get("collects", bool(wanted["tasks"]))
        yield _verdict(name, expected, got[name])
    for name in LISTS:
        yield from _items(name, [_copy(item) for item in wanted.get(name, [])], got[name])
    yield from _tasks(wanted["tasks"], got["tasks"])


def _copy(item: Any) -> Any:
    return {"name": item[0], "role": item[1]} if isinstance(item, list) else item


def _verdict(path: str, expected: Any, field: dict[str, Any]) -> Verdict:
    value = field["value"]
    return Verdict(path, _same(expected, value), field["certainty"] == "check", expected, value)


def _same(expected: Any, value: Any) -> bool:
    if isinstance(expected, dict) and isinstance(value, dict):
        return expected.keys() == value.keys() and all(_same(expected[key], value[key]) for key in expected)
    return _plain(expected) == _plain(value)


def _plain(value: Any) -> Any:
    """Capitals of the first word are nobody's concern; dates are compared as written."""
    if value is None or isinstance(value, bool):
        return value
    text = unicodedata.normalize("NFC", str(value))
    return text[:1].casefold() + text[1:]


def _items(path: str, expected: list[Any], got: list[dict[str, Any]]) -> Iterator[Verdict]:
    """Item by item; one that is missing has nothing that could flag it, one too many is wrong by itself."""
    left = list(got)
    for item in expected:
        match = next((field for field in left if _same(item, field["value"])), None)
        if match:
            left.remove(match)
            yield _verdict(path, item, match)
        else:
            near = next((field for field in left if field["certainty"] == "check"), None)
            if near:
                left.remove(near)
            yield Verdict(path, False, near is not None, item, near and near["value"])
    for field in left:
        yield Verdict(path, False, field["certainty"] == "check", None, field["value"])


def _tasks(expected: list[dict[str, Any]], got: list[dict[str, Any]]) -> Iterator[Verdict]:
    left = list(got)
    for at, wanted in enumerate(expected):
        task = max(left, key=lambda task: _likeness(wanted, task), default=None)
        path = f"tasks[{at}]"
        if task is None or _likeness(wanted, task) < 2:
            yield Verdict(path, False, False, wanted, None)
            continue
        left.remove(task)
        yield from _task(path, wanted, task)
    for task in left:
        flagged = any(field["certainty"] == "check" for field in task["assignees"])
        yield Verdict("tasks", False, flagged, None, _summary(task))


def _likeness(wanted: dict[str, Any], task: dict[str, Any]) -> int:
    names = [_plain(field["value"]) for field in task["assignees"]]
    deadline = (task["deadline"] or {}).get("last_day")
    return (
        3 * ([_plain(name) for name in wanted["assignees"]] == names)
        + bool({_plain(name) for name in wanted["assignees"]} & set(names))
        + 2 * (str((wanted.get("deadline") or {}).get("last_day")) == str(deadline))
        + (wanted["role"] == task["role"])
    )


def _task(path: str, wanted: dict[str, Any], task: dict[str, Any]) -> Iterator[Verdict]:
    flagged = any(field["certainty"] == "check" for field in task["assignees"])
    names = [field["value"] for field in task["assignees"]]
    right = [_plain(name) for name in names] == [_plain(name) for name in wanted["assignees"]]
    yield Verdict(f"{path}.assignees", right, flagged, wanted["assignees"], names)
    yield Verdict(f"{path}.role", wanted["role"] == task["role"], flagged, wanted["role"], task["role"])
    for name in ("report_to", "via"):
        yield _verdict(f"{path}.{name}", wanted.get(name), task[name])
    yield from _items(f"{path}.required_contents", wanted.get("required_contents", []), task["required_contents"])
    yield from _deadline(f"{path}.deadline", wanted.get("deadline"), task["deadline"], asked=flagged)


def _deadline(
    path: str, wanted: dict[str, Any] | None, got: dict[str, Any] | None, *, asked: bool
) -> Iterator[Verdict]:
    if wanted is None or got is None:
        flagged = asked or bool(got and got["certainty"] == "check")
        yield Verdict(path, wanted is None and got is None, flagged, wanted, got and got["words"])
        return
    flagged = got["certainty"] == "check"
    for name in ("last_day", "time", "exclusive", "rule", "ambiguous"):
        expected = wanted.get(name, False if name in ("exclusive", "ambiguous") else None)
        yield Verdict(f"{path}.{name}", _plain(expected) == _plain(got[name]), flagged, expected, got[name])


def _summary(task: dict[str, Any]) -> str:
    return f"{task['role']} {[field['value'] for field in task['assignees']]} -> {task['report_to']['value']}"


def main(arguments: list[str]) -> int:
    verbose = "-v" in arguments
    names = [argument for argument in arguments if argument != "-v"]
    total: Counter[str] = Counter()
    for path, wanted in samples():
        if names and not any(name in path.name for name in names):
            continue
        verdicts = judge(path, wanted)
        count = Counter(verdict.name for verdict in verdicts)
        total += count
        print(
            f"{path.name:44} right {count['right']:3}   flagged {count['flagged']:2}   unflagged {count['UNFLAGGED']:2}"
        )
        for verdict in verdicts:
            if not verdict.right and (verbose or verdict.name == "UNFLAGGED"):
                print(
                    f"    {verdict.name} {verdict.path}\n        expected {verdict.expected!r}\n        got "
                    f"     {verdict.got!r}"
                )
    fields = sum(total.values())
    print(f"\n{fields} fields: {total['right']} right ({total['right'] / max(fields, 1):.1%}), ", end="")
    print(f"{total['flagged']} wrong but flagged, {total['UNFLAGGED']} wrong and unflagged")
    return 1 if total["UNFLAGGED"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
