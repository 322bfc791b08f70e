"""Templates -> pages: one file each, that fetches nothing and runs nothing but its own scripts.

The content security policy names the scripts and styles by their hashes, so that nothing a text
could smuggle in would run, and allows no connection at all. Data stands in a script element that
no browser executes, with every character escaped that could end it.
"""

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from typing import Any

import jinja2

_DATA = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPED = re.compile("[<>&\u2028\u2029]")
_ENDS_SCRIPT = re.compile(r"</script|<!--", re.I)

# The style sheet the chart library writes into each of its drawings (class plot-d6a7b5).
PLOT_STYLE = "jSYQUrW7J0b3jPqhZP9C2Xh1PyJKHKXd4s0fpGGKrww="


def asset(name: str) -> str:
    """A file of this folder as text."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def data(json: str) -> str:
    """JSON as it may stand in a script element.

    >>> data('{"a":"</script>"}')
    '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    return _ESCAPED.sub(lambda match: _DATA[match[0]], json)


def policy(scripts: list[str], styles: list[str]) -> str:
    """The content security policy of a page with just these scripts and styles."""
    script = " ".join(map(_hash, scripts)) or "'none'"
    style = " ".join([*map(_hash, styles), *[f"'sha256-{PLOT_STYLE}'"] * bool(scripts)]) or "'none'"
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def render(template: str, **values: Any) -> str:
    """The page a template makes of values; whatever is text is escaped."""
    return _environment().get_template(template).render(values)


def script(name: str) -> str:
    """A script as it may stand in a page."""
    text = asset(name)
    if _ENDS_SCRIPT.search(text):
        raise ValueError(f"{name} would end its script element")
    return text


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
