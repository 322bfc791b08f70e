"""What can be given to the commands: each option once, however many commands take it.

>>> def extract(paths: Paths = None, format: FormatOption = None) -> None: ...
"""

import codecs
import io
import sys
from enum import StrEnum
from typing import Annotated

import typer


class Kind(StrEnum):
    troops = "troops"
    location = "location"
    date = "date"
    quote = "quote"


class Format(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    sqlite = "sqlite"


class Form(StrEnum):
    text = "text"
    jsonl = "jsonl"


class Color(StrEnum):
    auto = "auto"
    always = "always"
    never = "never"


def print_version(wanted: bool) -> None:
    """--version: the program's, and where its places come from."""
    if wanted:
        from importlib.metadata import version

        typer.echo(f"troopfacts {version('troopfacts')}")
        typer.echo("Places: GeoNames (https://www.geonames.org), CC BY 4.0")
        raise typer.Exit


def _checked_date(value: str | None) -> str | None:
    from troopfacts.extractors.reference_date import parse

    if value is not None and parse(value) is None:
        raise typer.BadParameter(f"{value!r} is no date; write it like 2025-09-30")
    return value


def _checked_encoding(name: str | None) -> str | None:
    try:
        if name is not None:
            io.TextIOWrapper(io.BytesIO(), name)  # refuses what is no encoding of text (rot13)
            codecs.getincrementaldecoder(name)
    except (LookupError, ValueError):
        raise typer.BadParameter(f"{name!r} is no encoding; known are utf-8, cp1251…") from None
    return name


# --- what is read --------------------

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="Files, folders, globs, or - for standard input (the default in a pipe).",
        show_default=False,
    ),
]
FactsOrPaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="FACTS|PATH...",
        help="Facts made earlier (jsonl, json), or what they are to be found in: files, folders, "
        "globs, or - for standard input.",
        show_default=False,
    ),
]
FormOption = Annotated[
    Form | None,
    typer.Option(
        "--from",
        help="What the input is. Default: by name (.jsonl, .ndjson), else text; "
        ".gz, .bz2 and .xz are decompressed.",
    ),
]
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date",
        metavar="DATE",
        callback=_checked_date,
        help="When the documents were written, for 'Tuesday' and 'last year'.",
    ),
]
FilesFrom = Annotated[
    str | None,
    typer.Option(
        "--files0-from",
        metavar="FILE",
        help="Read the files named in FILE, names ended by NUL (find -print0); - for "
        "standard input.",
    ),
]
Globs = Annotated[
    list[str] | None,
    typer.Option(
        "--glob",
        metavar="PATTERN",
        help="In folders, only files like *.txt; none like !*.html. Repeatable.",
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        callback=_checked_encoding,
        help="Encoding of the input. Default: by its byte-order mark, else UTF-8.",
    ),
]
Jobs = Annotated[
    int,
    typer.Option(
        "-j",
        "--jobs",
        metavar="N",
        min=0,
        help="Processes that share a large input; 0: one a core.",
    ),
]

# --- what is written --------------------

Kinds = Annotated[
    list[Kind] | None,
    typer.Option("-k", "--kind", help="Only these facts; repeatable. Default: all."),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "-f",
        "--format",
        help="Default: by the suffix of --output, else table on a terminal, jsonl in a pipe.",
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Written whole or not at all; a database (.db, .sqlite) is added to.",
    ),
]
Title = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="What stands over the page.")
]
ColorOption = Annotated[Color, typer.Option("--color", help="Colour in tables.")]
Quiet = Annotated[
    bool, typer.Option("-q", "--quiet", help="No warnings and no progress; errors are told.")
]
Verbose = Annotated[
    bool,
    typer.Option(
        "-v", "--verbose", help="In tables, each fact on a line of its own with its sentence."
    ),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="The rule that found each fact, as `rule`.")
]
Version = Annotated[
    bool,
    typer.Option("--version", callback=print_version, is_eager=True, help="Version, sources."),
]

# --- what a command makes of them --------------------


def kinds_of(given: list[Kind] | None) -> tuple[str, ...]:
    """The kinds given, each once; all where none is."""
    from troopfacts.extractors import KINDS

    return tuple(dict.fromkeys(str(one) for one in given)) if given else KINDS


def target_of(output: str | None) -> str | None:
    """The file to write; null for standard output."""
    return None if output == "-" else output


def format_of(given: Format | None, target: str | None) -> str:
    """The format given, or what the output's name or a terminal asks for."""
    from .outputs import is_terminal
    from .writers import format_of as known_by_name

    chosen = given or known_by_name(target, is_terminal(target))
    if chosen is None:
        raise typer.BadParameter(f"no format is known by the name of {target!r}: give --format")
    if chosen == "sqlite" and target is None:
        raise typer.BadParameter("a database is a file: give --output FILE")
    return str(chosen)


def help_if_nothing_is_read(context: typer.Context, paths: list[str] | None) -> None:
    """No path, and a terminal to read from: nobody means to type a report."""
    if not paths and sys.stdin is not None and sys.stdin.isatty():
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
