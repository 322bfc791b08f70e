"""What can be given to the commands: each option once, however many commands take it.

>>> def extract(paths: Paths = None, format: FormatOption = None) -> None: ...
"""

import codecs
import inspect
import io
import sys
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, NamedTuple

import typer


class Kind(StrEnum):
    troops = "troops"
    location = "location"
    date = "date"
    quote = "quote"


class Measure(StrEnum):
    level = "level"
    increase = "increase"
    decrease = "decrease"
    casualties = "casualties"
    captives = "captives"
    other = "other"


class Status(StrEnum):
    past = "past"
    current = "current"
    planned = "planned"
    possible = "possible"
    denied = "denied"


class Format(StrEnum):
    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    html = "html"
    brat = "brat"
    sqlite = "sqlite"
    parquet = "parquet"


class Form(StrEnum):
    text = "text"
    jsonl = "jsonl"
    html = "html"
    warc = "warc"


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
        help="Facts made earlier (jsonl, json, csv, databases), or what they are to be found in: "
        "files, folders, globs, or - for standard input.",
        show_default=False,
    ),
]
FactPaths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FACTS]...",
        help="Files of facts (jsonl, json, csv, databases; .gz, .bz2, .xz), folders and globs of "
        "such, or - for standard input (the default in a pipe).",
        show_default=False,
    ),
]
FormOption = Annotated[
    Form | None,
    typer.Option(
        "--from",
        help="What the input is. Default: by name (.jsonl, .ndjson, .html, .htm, .warc), else "
        "text; .gz, .bz2 and .xz are decompressed.",
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
SaveText = Annotated[
    str | None,
    typer.Option(
        "--save-text",
        metavar="DIR",
        help="Keep the texts of pages and archives, which offsets count in, as files in DIR.",
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Share the input out to a Dask cluster: its address, or local for one of --jobs "
        "processes; --output is a folder of files, jsonl or parquet.",
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
Changes = Annotated[
    bool, typer.Option("--changes", help="Increases and decreases as well as levels.")
]
Plot = Annotated[bool, typer.Option("--plot", help="Draw each series, in place of a table.")]
Verbose = Annotated[
    bool,
    typer.Option(
        "-v", "--verbose", help="In tables, each fact on a line of its own with its sentence."
    ),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="The rule that found each fact, as `rule`.")
]
CsvSafe = Annotated[
    bool,
    typer.Option(
        "--csv-safe",
        help="In CSV and TSV, a ' before a text that a spreadsheet takes for a formula.",
    ),
]
Version = Annotated[
    bool,
    typer.Option("--version", callback=print_version, is_eager=True, help="Version, sources."),
]

# --- which facts --------------------


class Filters(NamedTuple):  # a dataclass would cost each run 3 ms
    """The options that leave facts out, as typed; `filters.Filter` reads them."""

    force: Annotated[
        list[str] | None,
        typer.Option(
            "--force",
            metavar="NAME",
            help="Whose people: a name, an alias or a country's code (US, daesh). Repeatable, as "
            "are all filters by name: one of them must hold.",
        ),
    ] = None
    place: Annotated[
        list[str] | None,
        typer.Option(
            "--place", metavar="NAME", help="At a place; in it, of a country or a province."
        ),
    ] = None
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="NAME", help="In a country, by name or code."),
    ] = None
    near: Annotated[
        str | None,
        typer.Option(
            "--near",
            metavar="LAT,LON,KM",
            help="At most so far from a point, or from a place (Erbil,50); countries and "
            "continents are at none.",
        ),
    ] = None
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="That may hold on that day or later: 2025, 2025-03, 'March 2025', 2025-03-30. A "
            "fact that gives no time holds when its document was written; of the past, never.",
        ),
    ] = None
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="That may hold on that day or earlier."),
    ] = None
    min: Annotated[
        str | None,
        typer.Option(
            "--min", metavar="N", help="Figures that may be N or more: 'over 900' for 1000."
        ),
    ] = None
    max: Annotated[
        str | None, typer.Option("--max", metavar="N", help="Figures that may be N or fewer.")
    ] = None
    measure: Annotated[
        list[Measure] | None, typer.Option("--measure", help="What is counted; repeatable.")
    ] = None
    status: Annotated[
        list[Status] | None, typer.Option("--status", help="Whether it is so; repeatable.")
    ] = None
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            metavar="NAME",
            help="Who says so: words of the name, affiliation or description, in any case.",
        ),
    ] = None
    text: Annotated[
        str | None,
        typer.Option(
            "--text",
            metavar="REGEX",
            help="In the fact's text or its sentence; in any case, unless it has a capital.",
        ),
    ] = None

    def __bool__(self) -> bool:
        return any(one is not None for one in self)


NO_FILTERS = Filters()


def _checked_sort(name: str | None) -> str | None:
    if name is None:
        return None
    from .selections import KEYS

    if name.removeprefix("-") not in KEYS:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(KEYS)}")
    return name


Sort = Annotated[
    str | None,
    typer.Option(
        "--sort",
        metavar="FIELD",
        callback=_checked_sort,
        help="Order by count, doc, force, kind, place, source, text or time; -count: the largest "
        "first. What has no such field comes last. All is held in memory.",
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, help="No more than N facts.")
]


def with_filters(command: Any) -> Any:
    """A command with the options of Filters in place of its argument `filters`, if it has one."""
    own = inspect.signature(command)
    if "filters" not in own.parameters:
        return command
    keyword = inspect.Parameter.KEYWORD_ONLY
    options = [
        inspect.Parameter(name, keyword, default=None, annotation=type)
        for name, type in Filters.__annotations__.items()
    ]
    parameters = [one.replace(kind=keyword) for one in own.parameters.values()]
    at = list(own.parameters).index("filters")

    @wraps(command)
    def with_filters(**arguments: Any) -> None:
        given = {one.name: arguments.pop(one.name) for one in options}
        typed = Filters(**{name: None if value == [] else value for name, value in given.items()})
        command(filters=typed, **arguments)

    with_filters.__signature__ = own.replace(  # type: ignore[attr-defined]
        parameters=[*parameters[:at], *options, *parameters[at + 1 :]]
    )
    return with_filters


# --- what a command makes of them --------------------


def kinds_of(given: list[Kind] | None) -> tuple[str, ...]:
    """The kinds given, each once; all where none is."""
    from troopfacts.extractors import KINDS

    return tuple(dict.fromkeys(str(one) for one in given)) if given else KINDS


def kinds_left(kinds: tuple[str, ...], filters: Filters, quiet: bool) -> tuple[str, ...]:
    """The kinds of which facts may be left; tells what in the filters makes no or little sense."""
    if not filters:
        return kinds
    from .filters import Filter, FilterError
    from .messages import Messages

    try:
        chosen = Filter(filters, kinds)
    except FilterError as error:
        raise typer.BadParameter(error.why, param_hint=f"'{error.option}'") from None
    for note in chosen.notes:
        Messages(quiet).note(note)
    return chosen.kinds


def target_of(output: str | None) -> str | None:
    """The file to write; null for standard output."""
    return None if output == "-" else output


def format_of(given: Format | None, target: str | None) -> str:
    """The format given, or what the output's name or a terminal asks for."""
    from .outputs import is_terminal
    from .writers import format_of as known_by_name

    if given == Format.parquet:
        raise typer.BadParameter("parquet is written by extract --scheduler")
    chosen = given or known_by_name(target, is_terminal(target))
    if chosen is None:
        raise typer.BadParameter(f"no format is known by the name of {target!r}: give --format")
    if chosen == "sqlite" and target is None:
        raise typer.BadParameter("a database is a file: give --output FILE")
    if chosen == "brat" and target is None:
        raise typer.BadParameter("brat is texts and annotations in a folder: give --output FOLDER")
    return str(chosen)


def refuse_database(format: str, why: str) -> None:
    """Not all that can be asked for can be kept in a database."""
    if format == "sqlite":
        raise typer.BadParameter(why)


def refuse_folder(format: str, why: str) -> None:
    """Annotations are of whole texts."""
    if format == "brat":
        raise typer.BadParameter(why)


def shard_format_of(given: Format | None, target: str | None, ordered: bool) -> str:
    """The format of the files a cluster writes."""
    if target is None:
        raise typer.BadParameter("--scheduler needs a folder for its files: --output FOLDER")
    if given not in (None, Format.jsonl, Format.parquet):
        raise typer.BadParameter("--scheduler writes jsonl or parquet")
    if ordered:
        raise typer.BadParameter("--scheduler writes all facts, as they are found")
    return str(given or Format.jsonl)


def refuse_pages(format: str, why: str) -> None:
    """What is no fact has no page of its own."""
    if format not in ("table", "json", "jsonl", "csv", "tsv"):
        raise typer.BadParameter(why)


def refuse_two_inputs(paths: list[str] | None, files_from: str | None) -> None:
    """Paths are given or named in a file."""
    if files_from is not None and paths:
        raise typer.BadParameter("--files0-from takes the place of PATH: give one of them")


def help_if_nothing_is_read(
    context: typer.Context, paths: list[str] | None, files_from: str | None = None
) -> None:
    """No path, and a terminal to read from: nobody means to type a report."""
    if files_from is None and not paths and sys.stdin is not None and sys.stdin.isatty():
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
