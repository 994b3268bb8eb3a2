"""Tables of a template: a header row repeated on every page, rows that do not break, loops around rows."""

from dataclasses import dataclass

from documents.drawing.page import paragraph, twips
from documents.wording import NBSP

_GRID = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(f'<w:{side} w:w="{twips(1.2)}" w:type="dxa"/>' for side in ("left", "right"))
_NO_MARGINS = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))


@dataclass(frozen=True)
class Column:
    """`width` in mm; `field` what stands in each row's cell, tags and all."""

    title: str
    width: float
    field: str
    style: str = "Bang"


def cell(width: float, *paragraphs: str, span: int = 1, middle: bool = False) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    aligned = '<w:vAlign w:val="center"/>' if middle else ""
    properties = f'<w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{spanned}{aligned}</w:tcPr>'
    return f"<w:tc>{properties}{''.join(paragraphs)}</w:tc>"


def row(*cells: str, header: bool = False) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def tag(words: str, width: float, span: int) -> str:
    """A row that holds a template tag and vanishes: `{%tr … %}`."""
    return row(cell(width, paragraph("Bang", f"{{%tr {words} %}}"), span=span))


def table(widths: list[float], *rows: str, grid: bool) -> str:
    borders = f"<w:tblBorders>{_GRID}</w:tblBorders>" if grid else ""
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS if grid else _NO_MARGINS}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


@dataclass(frozen=True)
class Listing:
    """A table of `columns`: its header row, then what `rows` gives, in order."""

    columns: tuple[Column, ...]

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)

    def xml(self, *rows: str) -> str:
        heads = (cell(column.width, paragraph("BangDau", column.title), middle=True) for column in self.columns)
        return table([column.width for column in self.columns], row(*heads, header=True), *rows, grid=True)

    def tag(self, words: str) -> str:
        return tag(words, self.width, len(self.columns))

    def line(self) -> str:
        return row(*(cell(column.width, paragraph(column.style, column.field)) for column in self.columns))

    def rows(self, items: str, *, empty: str = "") -> list[str]:
        """A line for each of `items`; where there is none, the words `empty` across the table."""
        lines = [self.tag(f"for row in {items}"), self.line(), self.tag("endfor")]
        return lines + ([self.tag(f"if not {items}"), self.across(empty), self.tag("endif")] if empty else [])

    def group(self, numeral: str, title: str) -> str:
        """A group row: its numeral under STT, its title over the other columns."""
        first, rest = self.columns[0].width, self.width - self.columns[0].width
        centred = '<w:jc w:val="center"/>'
        return row(
            cell(first, paragraph("BangNhom", numeral, extra=centred)),
            cell(rest, paragraph("BangNhom", title), span=len(self.columns) - 1),
        )

    def across(self, text: str) -> str:
        """One cell over the whole width, for a table that has no rows."""
        return row(cell(self.width, paragraph("BangGiua", text), span=len(self.columns)))


def kept_in_two(title: str) -> str:
    """A heading of four words breaks in its middle: "Cơ quan / chủ trì"."""
    words = title.split()
    return f"{' '.join(words[:2])} {NBSP.join(words[2:])}" if len(words) == 4 else title
