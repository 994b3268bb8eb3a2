"""What the directive asks, in its own words: the paragraph of the signed document that names the required contents.

Read once for each document. Where nothing can be quoted letter for letter nothing is: the page then lists the contents.
"""

import logging
from functools import lru_cache

from portal.desk import Desk
from reading import read_bytes
from records.one_agency import Directive, document

log = logging.getLogger("dondoc.portal")
LONGEST = 900  # characters; a longer paragraph is in the original, one click away


def asked_words(desk: Desk, directive: Directive) -> str:
    """The paragraph, on one line; "" where there is none."""
    return _paragraph(desk, directive.document, directive.filename)


@lru_cache(maxsize=256)
def _paragraph(desk: Desk, sha256: str, filename: str) -> str:
    try:
        _, content = document(desk.db, sha256)
        read = read_bytes(content, filename)
    except Exception as error:  # the page must not fail for want of a quotation
        log.warning("%s cannot be quoted from: %s", filename, type(error).__name__)
        return ""
    spans = [
        field.span
        for task in read.reading.tasks
        if task.role == "submit"
        for field in task.required_contents
        if field.span
    ]
    if not spans:
        return ""
    start = read.text.rfind("\n\n", 0, min(span[0] for span in spans)) + 2
    end = read.text.find("\n\n", max(span[1] for span in spans))
    words = " ".join(read.text[start if start > 1 else 0 : end if end > 0 else None].split())
    words = words.strip(" -–•*").replace("**", "")
    return words if len(words) <= LONGEST else ""
