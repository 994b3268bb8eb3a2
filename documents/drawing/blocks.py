"""The blocks that stand in every document: heading, title, addressees, signature and copies, annex title."""

from documents.decree import WIDTH
from documents.drawing.page import paragraph, rule
from documents.drawing.tables import cell, row, table

_ISSUER, _NATION = 65.0, WIDTH - 65.0  # "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in bold 13 takes 95 mm
_SENT_TO, _SIGNED = 80.0, WIDTH - 80.0
# Rules, in mm; texts measured in Times New Roman.
_MOTTO = 60.4  # as long as "Độc lập - Tự do - Hạnh phúc" in bold 14
_SHORT_RULE = 21.0  # a third to a half of "TỈNH QUẢNG NGÃI" (43 mm) and of "SỞ KẾ HOẠCH VÀ ĐẦU TƯ" (59 mm)
_TITLE_RULE = 58.0  # the same of a summary that fills its line


def many(words: str, *paragraphs: str) -> str:
    """`{%p words %}` … `{%p endfor/endif %}` around paragraphs; the tags' own paragraphs vanish."""
    end = "endfor" if words.startswith("for ") else "endif"
    return tag(words) + "".join(paragraphs) + tag(end)


def tag(words: str) -> str:
    return paragraph("NoiDung", f"{{%p {words} %}}")


def heading(letter_subject: str = "") -> str:
    """Boxes 1 to 4, and 5b for a letter: two columns without borders."""
    left = (
        many("if superior", paragraph("CoQuanChuQuan", "{{ superior }}"))
        + many("for line in issuer", paragraph("CoQuanBanHanh", "{{ line }}"))
        + rule(_SHORT_RULE, _ISSUER)
    )
    right = (
        paragraph("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + paragraph("TieuNgu", "Độc lập - Tự do - Hạnh phúc")
        + rule(_MOTTO, _NATION)
    )
    number = paragraph("SoKyHieu", "{{ number }}")
    number += paragraph("TrichYeuCongVan", letter_subject) if letter_subject else ""
    return table(
        [_ISSUER, _NATION],
        row(cell(_ISSUER, left), cell(_NATION, right)),
        row(cell(_ISSUER, number), cell(_NATION, paragraph("DiaDanhNgayThang", "{{ place_and_date }}"))),
        grid=False,
    )


def title(kind: str, summary: str) -> str:
    """Box 5a: kind and summary over a short rule."""
    return paragraph("TenLoai", kind) + paragraph("TrichYeu", summary) + rule(_TITLE_RULE, WIDTH) + paragraph("Cach")


def addressed_to(one: str) -> str:
    """Box 9a with one addressee, on the same line."""
    return paragraph("KinhGui", f"Kính gửi: {one}")


def addressed_to_all() -> str:
    """Box 9a: one addressee on the line, several each on its own."""
    return many("if addressees|length == 1", paragraph("KinhGui", "Kính gửi: {{ addressees[0] }}")) + many(
        "if addressees|length > 1",
        paragraph("KinhGuiDau", "Kính gửi:"),
        many("for line in addressees", paragraph("KinhGuiDong", "- {{ line }}")),
        paragraph("Cach"),
    )


def signed() -> str:
    """Boxes 7 and 9b, level with each other, on one page; the body's last paragraph stays with them."""
    left = paragraph("NoiNhanDau", "Nơi nhận:") + many("for line in copies", paragraph("NoiNhan", "- {{ line }}"))
    right = many("for line in authority", paragraph("QuyenHan", "{{ line }}")) + paragraph("HoTen", "{{ signer }}")
    return paragraph("Cach", extra="<w:keepNext/>") + table(
        [_SENT_TO, _SIGNED], row(cell(_SENT_TO, left), cell(_SIGNED, right)), grid=False
    )


def annex(name: str, title: str, width: float, *, of: str = "{{ attached }}") -> str:
    """The annex's title, and to which document it belongs (annex I section III)."""
    return (
        paragraph("PhuLuc", name)
        + paragraph("TenPhuLuc", title)
        + paragraph("KemTheo", of)
        + rule(_TITLE_RULE, width)
        + paragraph("Cach")
    )


def body(text: str, *, last: bool = False) -> str:
    """A paragraph of the text; the last one does not leave the signature alone on a page."""
    return paragraph("NoiDung", text, extra="<w:keepNext/>" if last else "")


def point(text: str) -> str:
    return paragraph("DeMuc", text)
