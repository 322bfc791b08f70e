"""The fields of the facts as flat columns, derived from the data model for CSV and databases.

>>> [".".join(column.path) for column in of("troops")][5:8]
['count.value', 'count.min', 'count.max']
>>> fact("troops", row(figure)) == figure
True
"""

from collections.abc import Callable
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET, inspect
from msgspec.structs import astuple

from troopfacts.extractors.facts import AnyFact, Date, Fact, Location, Quote, Troops, kind_of

TYPES: dict[str, type[AnyFact]] = {
    "troops": Troops,
    "location": Location,
    "date": Date,
    "quote": Quote,
}


class Column(NamedTuple):
    """A field: its keys from the outside in, its type (of several, the wider), and whether every
    fact of the kind has it."""

    path: tuple[str, ...]
    type: type
    required: bool


class _Field(NamedTuple):
    """A field of a fact as it stands in a row: one cell, or as many as a nested object has."""

    key: str
    at: int
    inner: tuple[str, ...]  # keys of the nested object
    nulls: tuple[None, ...]  # its cells where it is null


@cache
def of(kind: str) -> tuple[Column, ...]:
    """The columns of a kind, in the order of the contract; `rule` last."""
    return tuple(_columns(inspect.type_info(TYPES[kind]), (), True))


def _columns(info: inspect.Type, path: tuple[str, ...], required: bool) -> list[Column]:
    """A type's column; of a nested object, the columns of its fields."""
    types = list(info.types) if isinstance(info, inspect.UnionType) else [info]
    present = [one for one in types if not isinstance(one, inspect.NoneType)]
    required = required and len(present) == len(types)
    if isinstance(present[0], inspect.StructType):
        return [
            column
            for field in present[0].fields
            for column in _columns(
                field.type, (*path, field.encode_name), required and field.required
            )
        ]
    return [Column(path, max(map(_python_type, present), key=_WIDTHS.index), required)]


_LARGEST = 2**63 - 1
_WIDTHS = [bool, int, float, str, list]


def _python_type(info: inspect.Type) -> type:
    if isinstance(info, inspect.ListType):
        return list
    names = {inspect.BoolType: bool, inspect.IntType: int, inspect.FloatType: float}
    return names.get(type(info), str)


@cache
def _fields(kind: str) -> tuple[_Field, ...]:
    inner: dict[str, list[str]] = {}
    for column in of(kind):
        inner.setdefault(column.path[0], []).extend(column.path[1:])
    found: list[_Field] = []
    at = 0
    for key, keys in inner.items():
        found.append(_Field(key, at, tuple(keys), (None,) * len(keys)))
        at += max(1, len(keys))
    return tuple(found)


@cache
def _unfolded(kind: str) -> tuple[tuple[int, tuple[None, ...]], ...]:
    """Where a fact's fields are no cells of their own: (place, nulls) of each, the last first."""
    fields = list(enumerate(_fields(kind)))[::-1]
    lists = {column.path[0] for column in of(kind) if column.type is list}
    return tuple((at, one.nulls) for at, one in fields if one.inner or one.key in lists)


def row(fact: Fact) -> list[Any]:
    """A fact as the cells of its columns: numbers and texts, null, `parts` as JSON."""
    cells: list[Any] = list(astuple(fact))
    if cells[-1] is UNSET:
        cells[-1] = None
    for at, nulls in _unfolded(kind_of(fact)):
        value = cells[at]
        if not nulls:
            cells[at] = msgspec.json.encode(value).decode()
        else:
            cells[at : at + 1] = nulls if value is None else map(_cell, astuple(value))
    return cells


def _cell(value: Any) -> Any:
    """ "900,000,000,000 billion troops" are more than a database can count."""
    return float(value) if type(value) is int and value > _LARGEST else value


@cache
def _plain(kind: str) -> tuple[list[str], Callable[[tuple[Any, ...]], tuple[Any, ...]]]:
    """The keys of the fields that are a cell of their own, and what takes these from a row."""
    plain = [one for one in _fields(kind) if not one.inner]
    return [one.key for one in plain], itemgetter(*(one.at for one in plain))


def fact(kind: str, cells: tuple[Any, ...]) -> AnyFact:
    """The fact whose row this is. ValueError: why there is none."""
    keys, taken = _plain(kind)
    found: dict[str, Any] = dict(zip(keys, taken(cells), strict=True))
    for key, at, inner, nulls in _nested(kind):
        values = cells[at : at + len(inner)]
        found[key] = None if values == nulls else dict(zip(inner, values, strict=True))
    if found["rule"] is None:
        del found["rule"]
    if "parts" in found:
        found["parts"] = msgspec.json.decode(found["parts"] or "")
    # Not strict: a database has 0 and 1 for false and true.
    return msgspec.convert(found, TYPES[kind], strict=False)


@cache
def _nested(kind: str) -> tuple[_Field, ...]:
    return tuple(one for one in _fields(kind) if one.inner)
