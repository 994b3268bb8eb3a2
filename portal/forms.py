"""Reading what a form brings, within bounds: no field list, no field and no number of files without an end."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from config.errors import UnreadableInput
from portal.desk import desk_of

MOST_FIELDS = 3000  # a page of the table has about 900
MOST_FILES = 5
DATES = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y")


async def read_form(request: Request) -> AsyncIterator[FormData]:
    """The form of a request. Raises `UnreadableInput` for what no page of ours sends."""
    try:
        async with request.form(
            max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=desk_of(request).most_bytes
        ) as form:
            yield form
    except MultiPartException as error:
        raise UnreadableInput(f"the form cannot be read: {error.message}", remedy="load the page anew") from None


Form = Annotated[FormData, Depends(read_form)]


def text(form: FormData, name: str, most: int = 20_000) -> str:
    """A field's words; "" where it is missing, cut where it is longer than any field of ours. No control characters."""
    value = form.get(name)
    if not isinstance(value, str):
        return ""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in value if sign >= " " or sign in "\n\t")[:most]


def file(form: FormData, name: str) -> UploadFile | None:
    """The chosen file; None where none was chosen."""
    value = form.get(name)
    return value if isinstance(value, UploadFile) and value.filename else None


def day(words: str) -> date | None:
    """A day as people write it; None where it is none."""
    for form in DATES:
        try:
            return datetime.strptime(words.strip(), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
