"""A template as a .docx file: body, styles, settings and the two headers, and nothing else."""

from documents.drawing.page import HEADERS, SETTINGS, paragraph, styles_xml
from documents.packing import pack

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = (  # part, content type, relationship of the document to it
    ("document", "document.main", ""),
    ("styles", "styles", "styles"),
    ("settings", "settings", "settings"),
    ("header1", "header", "header"),  # every page but the first: its number, in the top margin
    ("header2", "header", "header"),  # the first page of a section shows none
)


def packed(body: str) -> bytes:
    """The .docx of a template whose body is `body`; the same bytes for the same body."""
    references = (
        f'<w:headerReference w:type="default" r:id="{_rid("header1")}"/>'
        f'<w:headerReference w:type="first" r:id="{_rid("header2")}"/>'
    )
    number = paragraph("SoTrang").replace(
        "</w:p>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    )
    content = {
        "document": f"<w:document {_NAMESPACES}><w:body>{body.replace(HEADERS, references)}</w:body></w:document>",
        "styles": styles_xml(_NAMESPACES),
        "settings": f"<w:settings {_NAMESPACES}>{SETTINGS}</w:settings>",
        "header1": f"<w:hdr {_NAMESPACES}>{number}</w:hdr>",
        "header2": f"<w:hdr {_NAMESPACES}>{paragraph('SoTrang')}</w:hdr>",
    }
    parts = {f"word/{name}.xml": _XML + text for name, text in content.items()}
    return pack({
        "[Content_Types].xml": _XML + _content_types(),
        "_rels/.rels": _XML + _relationships([("rId1", f"{_R}/officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _XML
        + _relationships([(_rid(name), f"{_R}/{kind}", f"{name}.xml") for name, _, kind in _PARTS if kind]),
        **parts,
    })  # fmt: skip


def _rid(part: str) -> str:
    return f"rId{[name for name, _, _ in _PARTS].index(part)}"


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind, _ in _PARTS
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(rows: list[tuple[str, str, str]]) -> str:
    items = "".join(f'<Relationship Id="{rid}" Type="{kind}" Target="{target}"/>' for rid, kind, target in rows)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'
