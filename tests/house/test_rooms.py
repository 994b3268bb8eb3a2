"""The house: who may import whom. An import that does not fit usually says that the code is in the wrong room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# From a room to the rooms below it that it may import. `cli` -> `portal` -> `flows` -> `notifications` ->
# `records` / `reading` -> `states` / `config`; the portal is handed a way to wake runs and skips flows.
MAY_IMPORT = {
    "config": set(),
    "states": set(),
    "records": {"states", "config"},
    "reading": {"states", "config"},
    "documents": {"states", "config"},
    "notifications": {"records", "reading", "documents", "states", "config"},
    "flows": {"notifications", "records", "reading", "documents", "states", "config"},
    "portal": {"notifications", "records", "reading", "documents", "states", "config"},
    "cli": {"portal", "flows", "notifications", "records", "reading", "documents", "states", "config"},
}
ROOMS = [room for room in MAY_IMPORT if (ROOT / room).is_dir()]
# What a room may know of the world outside.
ONLY_IN = {
    "prefect": {"flows"},
    "sqlalchemy": {"records"},
    "alembic": {"records"},
    "transitions": {"states"},
    "jinja2": {"notifications", "documents", "portal"},
    "fastapi": {"portal", "notifications"},  # notifications: the mail sink's page
    "typer": {"cli"},
}
ERRORS_ONLY = {"sqlalchemy.exc"}  # whoever keeps something running may survive a database that is away


def modules(room: str) -> Iterator[Path]:
    return (path for path in sorted((ROOT / room).rglob("*.py")))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """The module of every import in a file, wherever it stands, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written out from the room down"
            yield node.module or "", node.lineno


def first(module: str) -> str:
    return module.split(".")[0]


def test_every_package_is_a_room_of_the_house():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"benchmarks", "tests"}

    assert packages == set(MAY_IMPORT)


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_down_only(room):
    upwards = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules(room)
        for name, line in imported(path)
        if first(name) in MAY_IMPORT and first(name) != room and first(name) not in MAY_IMPORT[room]
    ]
    assert upwards == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_in_its_own_rooms_only(library):
    elsewhere = [
        f"{path.relative_to(ROOT)}:{line}"
        for room in ROOMS
        if room not in ONLY_IN[library]
        for path in modules(room)
        for name, line in imported(path)
        if first(name) == library and name not in ERRORS_ONLY
    ]
    assert elsewhere == []


@pytest.mark.parametrize("room", ["states", "reading", "records"])
def test_rules_and_records_are_handed_the_time_and_never_look_at_a_clock(room):
    looks = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node.func)}"
        for path in modules(room)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if ast.unparse(node.func) in ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
    ]
    assert looks == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_knows_and_what_it_must_not_know(room):
    said = ast.get_docstring(ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))) or ""

    assert "Knows" in said
    assert "ust not know" in said


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_is_longer_than_one_can_hold_in_mind(room):
    longest = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(room)
    }

    assert {path: lines for path, lines in longest.items() if lines > 450} == {}
