"""Renders templates: auto-escaped, strict about names, with the headers of every page."""

from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from index.fields import Field
from service.api.http.links import Links
from service.api.pages.text_marks import hit_stretches
from service.fields import FIELDS

_SECURITY: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
}


def render(name: str, links: Links, status_code: int = 200, **values: object) -> HTMLResponse:
    """A page from a template of this package."""
    content = (
        _environment()
        .get_template(name)
        .render(
            links=links,
            stylesheet=f"{links.prefix}/static/page.css?v={version('resolution-search')}",
            **values,
        )
    )
    return HTMLResponse(content, status_code=status_code, headers=_SECURITY)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("service.api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _day
    environment.filters["count"] = _count
    environment.filters["words"] = _words
    environment.filters["stretches"] = hit_stretches
    environment.globals["organ_label"] = FIELDS[Field.ORGAN].value_label
    environment.globals["field_label"] = _field_label
    environment.globals["sdg_label"] = FIELDS[Field.SDG].value_label
    environment.globals["adoption_label"] = FIELDS[Field.ADOPTION_METHOD].value_label
    return environment


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _count(number: int) -> str:
    return f"{number:,}"


def _field_label(field: Field) -> str:
    return FIELDS[field].label


def _words(code: str) -> str:
    """A code of a vocabulary as words: "draft_resolution"."""
    return code.replace("_", " ")
