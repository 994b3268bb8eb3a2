"""Where a template's sections end. An annex is a section of its own: its pages are numbered from 1."""

from documents.drawing.page import HEADERS, paragraph, section_end


def end_of_letter() -> str:
    """A section that an annex follows ends in a paragraph of no height."""
    return paragraph("Het", extra=section_end(wide=False, headers=HEADERS))


def end_of_annex(*, wide: bool) -> str:
    return paragraph("Het") + section_end(wide=wide, headers=HEADERS, annex=True)


def end(*, wide: bool = False) -> str:
    """The end of a document that is one section."""
    return paragraph("Het") + section_end(wide=wide, headers=HEADERS)
