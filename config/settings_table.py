"""docs/settings.md as a function of the settings: `python -m config.settings_table` prints it, a test compares."""

from pathlib import Path

from pydantic import SecretStr

from config.settings import Settings

HEAD = """# Settings

Each is read from `DONDOC_NAME` in the environment, then from `name = …` in `dondoc.toml` in the home folder, then the
default below. `dondoc doctor` tries what they name. This page is printed from the code: `python -m config.settings_table`.

| setting | default | meaning |
|---|---|---|
"""


def page() -> str:
    lines = [
        f"| `DONDOC_{name.upper()}` | {_shown(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return HEAD + "\n".join(lines) + "\n"


def _shown(default: object) -> str:
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    if default in ("", None):
        return "–"
    if isinstance(default, tuple):
        return ", ".join(_shown(each) for each in default)
    if isinstance(default, Path):
        return f"`{default.name if default.is_absolute() else default}`"
    return f"`{default}`"


if __name__ == "__main__":
    print(page(), end="")
