"""Capital and small letters of Vietnamese, for character classes: the standard `re` has none for them."""

from __future__ import annotations

_MARKED = "àáâãèéêìíòóôõùúýăđĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFA, 2)))
LOWER = f"a-z{_MARKED}"
UPPER = f"A-Z{_MARKED.upper()}"
