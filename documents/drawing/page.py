"""The page and its styles, after Decree 30/2020/NĐ-CP, annex I, sections I and II."""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from documents.decree import BOTTOM, FONT, HEADER, LEFT, LONG, RIGHT, SHORT, TOP

HEADERS = "@headers@"  # where the references to a section's headers go in


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


@dataclass(frozen=True)
class Style:
    """A paragraph style. Sizes and gaps in points, indents in millimetres; `line` counts lines (1.0 to 1.5)."""

    id: str
    name: str  # as the office sees it in Word's list
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"  # left, center, both (justified)
    first_line: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    exact: float = 0  # points; an exact height instead of `line`
    with_next: bool = False

    def xml(self) -> str:
        height = f'w:line="{round(self.exact * 20)}" w:lineRule="exact"' if self.exact else ""
        height = height or f'w:line="{round(self.line * 240)}" w:lineRule="auto"'
        # A negative first line hangs: the dash stands left of the text.
        key = "firstLine" if self.first_line >= 0 else "hanging"
        keep = "<w:keepNext/>" if self.with_next else ""
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{self.id}">'
            f'<w:name w:val={quoteattr(self.name)}/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{keep}'
            f'<w:spacing w:before="{round(self.before * 20)}" w:after="{round(self.after * 20)}" {height}/>'
            f'<w:ind w:left="{twips(self.left)}" w:{key}="{twips(abs(self.first_line))}"/><w:jc w:val="{self.align}"/>'
            f"</w:pPr><w:rPr>{'<w:b/><w:bCs/>' if self.bold else ''}{'<w:i/><w:iCs/>' if self.italic else ''}"
            f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/></w:rPr></w:style>'
        )


# The decree's boxes, top to bottom. Each row: annex I section II, the numbers in brackets are its boxes.
STYLES = (
    Style("QuocHieu", "Quốc hiệu", 13, bold=True, align="center"),  # (1)
    Style("TieuNgu", "Tiêu ngữ", 14, bold=True, align="center"),
    Style("CoQuanChuQuan", "Cơ quan chủ quản", 13, align="center"),  # (2)
    Style("CoQuanBanHanh", "Cơ quan ban hành", 13, bold=True, align="center"),
    Style("SoKyHieu", "Số, ký hiệu", 13, align="center", before=6),  # (3)
    Style("DiaDanhNgayThang", "Địa danh, ngày tháng", 14, italic=True, align="center", before=6),  # (4)
    Style("TenLoai", "Tên loại văn bản", 14, bold=True, align="center", before=18, with_next=True),  # (5a)
    Style("TrichYeu", "Trích yếu", 14, bold=True, align="center", with_next=True),
    Style("TrichYeuCongVan", "Trích yếu công văn", 12, align="center", before=6),  # (5b)
    Style("DuongKe", "Đường kẻ", 2, exact=4, align="center", before=3),
    Style("KinhGui", "Kính gửi", 14, align="center", before=12, after=12),  # (9a)
    Style("KinhGuiDau", "Kính gửi nhiều nơi", 14, left=27, before=12, with_next=True),
    Style("KinhGuiDong", "Nơi được kính gửi", 14, left=54, first_line=-4, after=2),
    Style("CanCu", "Căn cứ", 14, italic=True, align="both", first_line=12.7, after=6, line=1.15),  # (6)
    Style("NoiDung", "Nội dung", 14, align="both", first_line=12.7, after=6, line=1.15),
    Style(
        "DeMuc", "Đề mục", 14, bold=True, align="both", first_line=12.7, before=6, after=6, line=1.15, with_next=True
    ),
    Style("NoiNhanDau", "Nơi nhận: đầu", 12, bold=True, italic=True),  # (9b)
    Style("NoiNhan", "Nơi nhận: dòng", 11, left=3, first_line=-3),
    Style("QuyenHan", "Quyền hạn, chức vụ", 14, bold=True, align="center"),  # (7a)
    Style("HoTen", "Họ tên người ký", 14, bold=True, align="center", before=76),  # (7b, 7c); room for hand and seal
    Style("PhuLuc", "Phụ lục", 14, bold=True, align="center", with_next=True),
    Style("TenPhuLuc", "Tên phụ lục", 14, bold=True, align="center", with_next=True),
    Style("KemTheo", "Kèm theo", 14, italic=True, align="center", with_next=True),
    Style("BangDau", "Bảng: đầu cột", 11, bold=True, align="center", before=2, after=2, with_next=True),
    Style("Bang", "Bảng: ô chữ", 11, before=2, after=2),
    Style("BangGiua", "Bảng: ô giữa", 11, align="center", before=2, after=2),
    Style("BangNhom", "Bảng: nhóm", 11, bold=True, before=3, after=3, with_next=True),
    Style("SoTrang", "Số trang", 13, align="center"),
    Style("Cach", "Khoảng cách", 2, exact=10),
    Style("Het", "Hết phần", 1, exact=1),
)


def styles_xml(namespaces: str) -> str:
    """The whole styles part: Times New Roman, Vietnamese, and nothing that the documents do not use."""
    fonts = " ".join(f"w:{script}={quoteattr(FONT)}" for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"<w:styles {namespaces}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "<w:pPr><w:widowControl/></w:pPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        f"{''.join(style.xml() for style in STYLES)}</w:styles>"
    )


SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
)


def section_end(*, wide: bool, headers: str, annex: bool = False) -> str:
    """The properties of a section; an annex is a section of its own, numbered from 1 (decree, annex I section III)."""
    size = f'w:w="{twips(LONG)}" w:h="{twips(SHORT)}" w:orient="landscape"'
    size = size if wide else f'w:w="{twips(SHORT)}" w:h="{twips(LONG)}"'
    restart = '<w:pgNumType w:start="1"/>' if annex else ""
    return (
        f'<w:sectPr>{headers}<w:type w:val="nextPage"/><w:pgSz {size}/><w:pgMar w:top="{twips(TOP)}" '
        f'w:right="{twips(RIGHT)}" w:bottom="{twips(BOTTOM)}" w:left="{twips(LEFT)}" w:header="{twips(HEADER)}" '
        f'w:footer="{twips(HEADER)}" w:gutter="0"/>{restart}<w:titlePg/></w:sectPr>'
    )


def paragraph(style: str, text: str = "", *, extra: str = "") -> str:
    """One paragraph in one style; `extra` goes into its properties. Template tags are text like any other."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{run}</w:p>'


def rule(width: float, within: float) -> str:
    """A solid line `width` mm long, centred `within` mm: a bordered paragraph, which all programs draw alike."""
    side = twips((within - width) / 2)
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    return paragraph("DuongKe", extra=f'{border}<w:ind w:left="{side}" w:right="{side}"/>')
