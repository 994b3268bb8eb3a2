"""What the lead should look at: rules over submitted rows that find one task said twice, two leads of one product,
and cells that are blank, past or impossible.

Knows: how offices write. Must not know: a clock (the plan's day is handed in), the database, who resolves a hint and
how. Everything is explained by the row's own words; no language model, nothing learnt from anybody's plan.

`find_hints` is the door. Behind it: `words` (a cell as the words that tell what it is about), `likeness` (how much two
rows are one task), `signs` (what tells two tasks apart), `schedule` and `references` (two small grammars).
"""

from states.hints.find import COLUMNS, Hint, Kind, RowKey, SubmittedRow, find_hints
from states.hints.period import end_of_period

__all__ = ["COLUMNS", "Hint", "Kind", "RowKey", "SubmittedRow", "end_of_period", "find_hints"]
