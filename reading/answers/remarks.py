"""What a person should look at in a file that was read: each named with its cell, so that it can be mended."""

from dataclasses import dataclass
from typing import Literal

from config.errors import UnreadableInput

Kind = Literal[
    "hidden_sheet",  # not read
    "formula",  # its last value was taken
    "formula_without_value",  # nothing could be taken
    "tracked_changes",  # read as if they were accepted
    "left_out",  # a row with hardly anything in it, taken for a note or a signature
    "more_tables",  # only the first table with our columns was read
    "too_wide",  # a pasted row with more cells than columns
]
_SAID: dict[Kind, str] = {
    "hidden_sheet": "hidden, not read",
    "formula": "a formula: its last value was taken",
    "formula_without_value": "a formula without a value: left empty",
    "tracked_changes": "tracked changes: read as if accepted",
    "left_out": "hardly anything in this row: left out",
    "more_tables": "more tables follow: not read",
    "too_wide": "more cells than columns: the rest was left out",
}


@dataclass(frozen=True)
class Remark:
    """`cell`: "Đề xuất!E7", "Bảng 1, dòng 4, cột 2", or a sheet's name. `said`: what stands there."""

    kind: Kind
    cell: str
    said: str = ""

    def __str__(self) -> str:
        return f"{self.cell}: {_SAID[self.kind]}" + (f" (“{self.said}”)" if self.said else "")


Why = Literal["kind", "damaged", "too_large", "too_many", "no_table"]


class NoForm(UnreadableInput):
    """A file or a paste that gives no rows at all. `why` says it in a word, for pages that say it in their own."""

    def __init__(self, why: Why, message: str, *, remedy: str) -> None:
        super().__init__(message, remedy=remedy)
        self.why: Why = why
