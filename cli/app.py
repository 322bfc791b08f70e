"""The commands: signatures and help. The options that commands share are in options.py."""

import os
from typing import Any

import typer
from typer.core import TyperGroup

from . import options as o


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


@app.callback()
def troopfacts(version: o.Version = False) -> None:
    """Troop figures, places, dates and attributed quotes from text files."""


@app.command()
def extract(
    context: typer.Context,
    paths: o.Paths = None,
    kind: o.Kinds = None,
    format: o.FormatOption = None,
    output: o.Output = None,
    form: o.FormOption = None,
    date: o.DateOption = None,
    files_from: o.FilesFrom = None,
    glob: o.Globs = None,
    encoding: o.Encoding = None,
    jobs: o.Jobs = 1,
    color: o.ColorOption = o.Color.auto,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    explain: o.Explain = False,
) -> None:
    """Extract troop figures, places, dates and quotes.

    Exit code: 0 facts found, 1 none found, 2 some input or output failed.
    """
    from troopfacts.extractors.reference_date import parse

    from .run import Options, run

    if files_from is not None and paths:
        raise typer.BadParameter("--files0-from takes the place of PATH: give one of them")
    target = o.target_of(output)
    chosen = o.format_of(format, target)
    if files_from is None:
        o.help_if_nothing_is_read(context, paths)
    raise typer.Exit(
        run(
            Options(
                paths=paths or ["-"],
                kinds=o.kinds_of(kind),
                format=chosen,
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
def report(
    context: typer.Context,
    paths: o.FactsOrPaths = None,
    output: o.Output = None,
    title: o.Title = None,
    kind: o.Kinds = None,
    form: o.FormOption = None,
    date: o.DateOption = None,
    files_from: o.FilesFrom = None,
    glob: o.Globs = None,
    encoding: o.Encoding = None,
    jobs: o.Jobs = 1,
    quiet: o.Quiet = False,
) -> None:
    """Make one page to look at: figures, time, map, sources, and the articles marked.

    It opens anywhere, without a network: all that it needs is in the one file.
    """
    from troopfacts.extractors.reference_date import parse

    from .outputs import is_terminal
    from .report.runs import Options, run

    if files_from is not None and paths:
        raise typer.BadParameter("--files0-from takes the place of PATH: give one of them")
    target = o.target_of(output)
    if is_terminal(target):
        raise typer.BadParameter("a page is not for a terminal: give --output report.html")
    if files_from is None:
        o.help_if_nothing_is_read(context, paths)
    raise typer.Exit(
        run(
            Options(
                paths=paths or ["-"],
                output=target,
                title=title,
                kinds=o.kinds_of(kind),
                form=form.value if form else None,
                date=parse(date) if date else None,
                files_from=files_from,
                globs=tuple(glob or ()),
                encoding=encoding,
                jobs=jobs,
                quiet=quiet,
            )
        )
    )


@app.command()
def schema() -> None:
    """Print the JSON Schema of the facts."""
    from .run import print_schema

    raise typer.Exit(print_schema())
