"""Open a Word template, check it, fill it. A fault in an office's own template is named with its file and field.

Templates are docxtpl's: Jinja tags in a Word file. They run sandboxed; a name that the document does not know, or a
whole list printed where a word belongs, is an error and never an empty place.
"""

import difflib
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from config.errors import DondocError
from documents.draft_mark import mark_as_draft
from documents.wording import NO_BREAK_HYPHEN, figure, upfirst

SHIPPED = Path(__file__).parent / "templates"
MAX_BYTES = 20 * 2**20
MAX_UNPACKED = 100 * 2**20  # a template is opened whole; a zip bomb is not


class BadTemplate(DondocError):
    """A template that cannot be filled: broken, or with a tag or field that is wrong. Nothing was written."""

    exit_code = 6


class UnknownField(BadTemplate):
    """A template names a field that its document does not have; `field` is that name."""

    def __init__(self, template: Path, field: str, known: Iterable[str]) -> None:
        self.field = field
        near = difflib.get_close_matches(field, list(known), n=1)
        meant = f"; did you mean “{near[0]}”?" if near else ""
        super().__init__(f"template {template}: unknown field “{field}”{meant}", remedy=_remedy(template))


@dataclass(frozen=True)
class Template:
    """The template of one document: its file, and the fields without which the document would lose its content."""

    file: Path
    must_show: tuple[str, ...]

    @classmethod
    def find(cls, name: str, own: Path | None, must_show: tuple[str, ...]) -> "Template":
        """The office's own `<own>/<name>.docx` where there is one, else the shipped file."""
        file = own / f"{name}.docx" if own else SHIPPED / f"{name}.docx"
        return cls(file if file.is_file() else SHIPPED / f"{name}.docx", must_show)

    def fill(self, fields: Mapping[str, Any], *, draft: bool) -> WordDocument:
        """The document, filled, and marked when it is a draft. Raises `BadTemplate`, naming file and field."""
        opened = _Strict(BytesIO(self._read()))
        env = _environment()
        try:
            self._check(opened.get_undeclared_template_variables(env) - set(env.globals), fields)
            opened.init_docx()
            if draft:
                mark_as_draft(opened.docx)
            opened.render(dict(fields), env)
            filled: WordDocument = opened.docx
        except BadTemplate:
            raise
        except _Missing as error:
            raise UnknownField(self.file, error.field, _names(fields)) from None
        except TemplateSyntaxError as error:
            where = " ".join(line.strip() for line in getattr(error, "docx_context", ()) if line.strip())[:120]
            near = f", near “{where}”" if where else ""
            raise self._bad(f"a tag cannot be read: {error.message}{near}") from None
        except etree.XMLSyntaxError:
            raise self._bad(
                "its tags are not closed, or do not nest: what begins in one paragraph, row or cell ends in another"
            ) from None
        except Exception as error:  # whatever python-docx and lxml make of a file that is no proper Word file
            raise self._bad(f"{type(error).__name__}: {error}") from error
        return filled

    def _check(self, named: set[str], fields: Mapping[str, Any]) -> None:
        """Names in places that this document happens not to reach count too: they would fail on another day."""
        for name in sorted(named - set(fields)):
            raise UnknownField(self.file, name, fields)
        for name in self.must_show:
            if name not in named:
                raise self._bad(f"it never shows “{name}”, so the document would lose it")

    def _read(self) -> bytes:
        try:
            content = self.file.read_bytes() if self.file.stat().st_size <= MAX_BYTES else None
        except OSError as error:
            raise self._bad(f"it cannot be read: {error.strerror}") from None
        if content is None:
            raise self._bad(f"it has more than {MAX_BYTES >> 20} MB")
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                unpacked = sum(entry.file_size for entry in archive.infolist())
        except zipfile.BadZipFile:
            raise self._bad("it is no Word file (.docx)") from None
        if unpacked > MAX_UNPACKED:
            raise self._bad(f"it unpacks to more than {MAX_UNPACKED >> 20} MB")
        return content

    def _bad(self, what: str) -> BadTemplate:
        return BadTemplate(f"template {self.file}: {what}", remedy=_remedy(self.file))


def _remedy(file: Path) -> str:
    if file.parent == SHIPPED:
        return "install Dondoc anew: this is its own template"
    return f"correct it in Word, or remove it to use the shipped {file.name}; docs/documents.md lists the fields"


class _Missing(UndefinedError):
    def __init__(self, field: str, message: str | None = None) -> None:
        self.field = field
        super().__init__(message)


class _Unknown(StrictUndefined):
    """Fails on any use, with its name."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = None, name: str | None = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name, exc=partial(_Missing, "?" if name is None else str(name)))  # type: ignore[arg-type]


class _Strict(DocxTemplate):  # type: ignore[misc]
    """docxtpl parses what it filled with a parser that mends, and so may drop content: refuse instead."""

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        filled: str = super().render_xml_part(src_xml, part, context, jinja_env)
        etree.fromstring(filled.encode(), etree.XMLParser(resolve_entities=False))
        return filled


def _environment() -> SandboxedEnvironment:
    env = SandboxedEnvironment(undefined=_Unknown, autoescape=True, finalize=_printed)
    env.filters.update(figure=figure, upfirst=upfirst)
    return env


def _printed(value: Any) -> Any:
    """A word or a number, escaped. docxtpl takes "{_{" for an escaped "{{" afterwards: a user's own is kept apart.

    A hyphen that may not break is an element of its own in Word, between two texts of the same run.
    """
    if isinstance(value, _Unknown):
        return value  # fails as it is printed, with its name
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise TypeError(f"a whole {type(value).__name__} is printed; loop over it, or name one of its fields")
    text = str(escape(value)).replace("{_", "{&#95;").replace("_}", "&#95;}")
    return Markup(text.replace(NO_BREAK_HYPHEN, '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'))


def _names(fields: Mapping[str, Any]) -> set[str]:
    """Every name of `fields`, also those inside its lists."""
    names = set(fields)
    for value in fields.values():
        for item in value if isinstance(value, list) else ():
            names |= _names(item) if isinstance(item, dict) else set()
    return names
