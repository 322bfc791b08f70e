"""The commands: signatures and help."""

import codecs
import io
import os
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer
from typer.core import TyperGroup


class Commands(TyperGroup):
    """`troopfacts report.txt`: the command is missing, not wrong."""

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        command = super().get_command(ctx, cmd_name)
        if command is None and (cmd_name == "-" or os.path.exists(cmd_name)):
            ctx.fail(f"No command is given. To read it: troopfacts extract {cmd_name}")
        return command


app = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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


class Form(StrEnum):
    text = "text"
    jsonl = "jsonl"


class Color(StrEnum):
    auto = "auto"
    always = "always"
    never = "never"


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"troopfacts {version('troopfacts')}")
        typer.echo("Places: GeoNames (https://www.geonames.org), CC BY 4.0")
        raise typer.Exit


def _check_date(value: str | None) -> str | None:
    from troopfacts.extractors.reference_date import parse

    if value is not None and parse(value) is None:
        raise typer.BadParameter(f"{value!r} is no date; write it like 2025-09-30")
    return value


def _check_encoding(name: str | None) -> str | None:
    try:
        if name is not None:
            io.TextIOWrapper(io.BytesIO(), name)  # refuses what is no encoding of text (rot13)
            codecs.getincrementaldecoder(name)
    except (LookupError, ValueError):
        raise typer.BadParameter(f"{name!r} is no encoding; known are utf-8, cp1251…") from None
    return name


@app.callback()
def troopfacts(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Version, sources."),
    ] = False,
) -> None:
    """Troop figures, places, dates and attributed quotes from text files."""


@app.command()
def extract(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Files, folders, globs, or - for standard input (the default in a pipe).",
            show_default=False,
        ),
    ] = None,
    kind: Annotated[
        list[Kind] | None,
        typer.Option("-k", "--kind", help="Only these facts; repeatable. Default: all."),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option(
            "-f",
            "--format",
            help="Default: by the suffix of --output, else table on a terminal, jsonl in a pipe.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Written whole or not at all."),
    ] = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--from",
            help="What the input is. Default: by name (.jsonl, .ndjson), else text; "
            ".gz, .bz2 and .xz are decompressed.",
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date",
            metavar="DATE",
            callback=_check_date,
            help="When the documents were written, for 'Tuesday' and 'last year'.",
        ),
    ] = None,
    files_from: Annotated[
        str | None,
        typer.Option(
            "--files0-from",
            metavar="FILE",
            help="Read the files named in FILE, names ended by NUL (find -print0); - for "
            "standard input.",
        ),
    ] = None,
    glob: Annotated[
        list[str] | None,
        typer.Option(
            "--glob",
            metavar="PATTERN",
            help="In folders, only files like *.txt; none like !*.html. Repeatable.",
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="NAME",
            callback=_check_encoding,
            help="Encoding of the input. Default: by its byte-order mark, else UTF-8.",
        ),
    ] = None,
    jobs: Annotated[
        int,
        typer.Option(
            "-j",
            "--jobs",
            metavar="N",
            min=0,
            help="Processes that share a large input; 0: one a core.",
        ),
    ] = 1,
    color: Annotated[Color, typer.Option("--color", help="Colour in tables.")] = Color.auto,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="No warnings and no progress; errors are told.")
    ] = False,
    verbose: Annotated[
        bool,
        typer.Option(
            "-v", "--verbose", help="In tables, each fact on a line of its own with its sentence."
        ),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="The rule that found each fact, as `rule`.")
    ] = False,
) -> None:
    """Extract troop figures, places, dates and quotes.

    Exit code: 0 facts found, 1 none found, 2 some input or output failed.
    """
    from troopfacts.extractors.reference_date import parse

    from .outputs import is_terminal
    from .run import Options, run
    from .writers import format_of

    target = None if output == "-" else output
    chosen = format or format_of(target, is_terminal(target))
    if chosen is None:
        raise typer.BadParameter(f"no format is known by the name of {target!r}: give --format")
    if files_from is not None and paths:
        raise typer.BadParameter("--files0-from takes the place of PATH: give one of them")
    if files_from is None and not paths and sys.stdin is not None and sys.stdin.isatty():
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)
    raise typer.Exit(
        run(
            Options(
                paths=paths or ["-"],
                kinds=tuple(dict.fromkeys(str(one) for one in kind)) if kind else Options.kinds,
                format=str(chosen),
                output=target,
                form=form.value if form else None,
                date=parse(date) if date else None,
                files_from=files_from,
                globs=tuple(glob or ()),
                encoding=encoding,
                color=color.value,
                quiet=quiet,
                verbose=verbose,
                explain=explain,
                jobs=jobs,
            )
        )
    )


@app.command()
def schema() -> None:
    """Print the JSON Schema of the facts."""
    from .run import print_schema

    raise typer.Exit(print_schema())
