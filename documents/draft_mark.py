"""The mark "DỰ THẢO" on every page of a draft: a line in each header, and a watermark behind the text.

Put on by the program, not by the template: no office's own template can lose it. It goes on before filling, for docxtpl
puts new header parts in the place of those that python-docx still holds.
"""

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

MARK = "DỰ THẢO"
_LINE = (  # 4.5 mm high, so that a page number under it stays within the top margin
    '<w:p {ns}><w:pPr><w:spacing w:before="0" w:after="0" w:line="260" w:lineRule="exact"/><w:jc w:val="right"/>'
    "</w:pPr>{runs}</w:p>"
)
# Word's own form of a watermark; LibreOffice reads the same.
_WATERMARK = (
    '<w:r xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom"/><v:textpath on="t" fitshape="t"/>'
    '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{place}" o:spid="_x0000_s{number}" type="#_x0000_t136" '
    'style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:110pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">'
    '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{mark}"/>'
    "</v:shape></w:pict></w:r>"
)


def mark_as_draft(template: WordDocument) -> None:
    """Mark each header that some page shows; the field `draft_note` stands beside the mark in the line."""
    marked: set[str] = set()
    for place, section in enumerate(template.sections):
        shown = [section.header]
        if section.different_first_page_header_footer:
            shown.append(section.first_page_header)
        if template.settings.odd_and_even_pages_header_footer:
            shown.append(section.even_page_header)
        for header in shown:
            if header.is_linked_to_previous and place:
                continue  # shows the header of the section before, which is marked already
            header.is_linked_to_previous = False
            name = str(header.part.partname)
            if name not in marked:
                marked.add(name)
                header._element.insert(0, _line(len(marked)))


def _line(place: int) -> BaseOxmlElement:
    note = "{% if draft_note %} ({{ draft_note }}){% endif %}"
    runs = "".join(
        f'<w:r><w:rPr>{weight}<w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>'
        f'<w:t xml:space="preserve">{words}</w:t></w:r>'
        for words, weight in ((MARK, "<w:b/><w:bCs/>"), (note, "<w:i/><w:iCs/>"))
    )
    watermark = _WATERMARK.format(place=place, number=2048 + place, mark=MARK)
    return parse_xml(_LINE.format(ns=nsdecls("w"), runs=watermark + runs))
