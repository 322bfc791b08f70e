"""A fact as a notebook shows it: the sentence with the fact marked in it, and its fields.

>>> card({"kind": "troops", "text": "500 men", "sentence": "Some 500 men left.", "unit": "men"})
'<figure><blockquote>Some <mark>500 men</mark> left.</blockquote><table>…</table></figure>'
"""

from collections.abc import Iterator
from html import escape
from typing import Any

_SHOWN_ABOVE = frozenset({"text", "sentence", "parts"})


def card(fact: dict[str, Any]) -> str:
    """HTML of a fact's fields; what is text in them is text in it."""
    text, sentence = " ".join(fact["text"].split()), fact["sentence"]
    before, found, after = sentence.partition(text)
    marked = f"{_visible(before)}<mark>{_visible(found)}</mark>{_visible(after)}"
    rows = "".join(
        f"<tr><th style='text-align:left'>{name}</th><td style='text-align:left'>"
        f"{_visible(str(value))}</td></tr>"
        for name, value in _fields(fact, "")
    )
    quoted = marked if found else _visible(sentence)
    return f"<figure><blockquote>{quoted}</blockquote><table>{rows}</table></figure>"


def _fields(values: dict[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """("force.name", "Kenya")… of all that is known; offsets of parts say nothing to a reader."""
    for name, value in values.items():
        if isinstance(value, dict):
            inner = {key: one for key, one in value.items() if key not in ("start", "end")}
            yield from _fields(inner, f"{prefix}{name}.")
        elif value is not None and (prefix or name not in _SHOWN_ABOVE):
            yield f"{prefix}{name}", value


def _visible(text: str) -> str:
    """Escaped; what is hidden or turns the line is shown by its code."""
    if not text.isprintable():
        text = "".join(
            char if char.isprintable() or char in "\n\t" else f"<U+{ord(char):04X}>"
            for char in text
        )
    return escape(text)
