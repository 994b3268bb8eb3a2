"""Signs that a text went through a bad text recognition: then no letter of it is certain.

The fixed words of the form are known; where one of them has lost a mark, others will have too.
"""

from __future__ import annotations

import re

from reading.text import bare

# Each fixed word without its marks, and every way in which it may stand in a sound text.
_FIXED = (
    (re.compile(r"(?m)^[^\w\n]*(k[il1]nh gu[il1])\s{0,3}:?"), frozenset({"kính gửi"})),
    (re.compile(r"(?m)(?:^|[|\t])[^\w\n]*(n[o0][il1] nh[ae]n)\s{0,3}:"), frozenset({"nơi nhận"})),
    (re.compile(r"(?m)^[^\w\n]*(s[o06])\s{0,3}:\s{0,3}[\dlIoO]"), frozenset({"số"})),
    (
        re.compile(r"(d[o0]c l[a4]p[\s.–-]{0,5}t[uư] d[o0][\s.–-]{0,5}h[a4]nh ph[uú]c)"),
        frozenset({"độc lập tự do hạnh phúc"}),
    ),
    (
        re.compile(r"(c[o0]ng h[o0]a x[a4] h[o0]i ch[u0] ngh[il1]a v[il1][e3]t nam)"),
        frozenset({f"cộng {peace} xã hội chủ nghĩa việt nam" for peace in ("hòa", "hoà")}),
    ),
    (re.compile(r"(nga[yỳ] [\dlIoO.]{1,4} thang [\dlIoO.]{1,4} nam)"), frozenset({"ngày tháng năm"})),
)
# Letters torn off their syllable ("Đầu t ư"); list marks ("a)", "b.") and "y" stand alone in sound text too.
_LOOSE_LETTER = re.compile(r"(?<=[^\W\d_] )[^\W\d_aey](?= [^\W\d_])")
_LOOKED_AT = 20_000


def looks_misread(text: str) -> bool:
    """Has any of the form's fixed words lost or changed a letter?"""
    shown = text[:_LOOKED_AT]
    folded = bare(shown)
    if len(folded) != len(shown):
        return False
    if len(_LOOSE_LETTER.findall(shown)) > max(4, len(shown) // 400):
        return True
    for pattern, sound in _FIXED:
        for match in pattern.finditer(folded):
            said = " ".join(re.sub(r"[^\w\s]|\d", " ", shown[match.start(1) : match.end(1)].lower()).split())
            if said and said not in sound:
                return True
    return False
