"""The commands: signatures and help. The options that commands share are in options.py."""

import os
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from . import options as o


class Commands(TyperGroup):
    """Makes a command's options when it is called: with those of all, each would begin later.

    `troopfacts report.txt`: the command is missing, not wrong.
    """

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = dict.fromkeys(_commands())  # type: ignore[assignment]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if info := _commands().get(cmd_name):
            info.callback = o.with_filters(info.callback)
            return get_command_from_info(
                info, pretty_exceptions_short=False, rich_markup_mode=app.rich_markup_mode
            )
        if cmd_name == "-" or os.path.exists(cmd_name):
            ctx.fail(f"No command is given. To read it: troopfacts extract {cmd_name}")
        return None


def _commands() -> dict[str, CommandInfo]:
    """Name -> what is known of a command, in the order of this file."""
    return {info.callback.__name__: info for info in _INFOS if info.callback}


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
    filters: o.Filters = o.NO_FILTERS,
    sort: o.Sort = None,
    limit: o.Limit = None,
    format: o.FormatOption = None,
    output: o.Output = None,
    form: o.FormOption = None,
    date: o.DateOption = None,
    files_from: o.FilesFrom = None,
    glob: o.Globs = None,
    encoding: o.Encoding = None,
    save_text: o.SaveText = None,
    jobs: o.Jobs = 1,
    scheduler: o.Scheduler = None,
    csv_safe: o.CsvSafe = False,
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

    o.refuse_two_inputs(paths, files_from)
    target = o.target_of(output)
    if scheduler:
        chosen = o.shard_format_of(format, target, bool(sort or limit))
    else:
        chosen = o.format_of(format, target)
    kinds = o.kinds_left(o.kinds_of(kind), filters, quiet)
    if filters or sort or limit:
        o.refuse_database(chosen, "a database keeps all facts: filter them with troopfacts show")
    if sort or limit:
        o.refuse_folder(chosen, "annotations stand in the order of their texts, and are all there")
    o.help_if_nothing_is_read(context, paths, files_from)
    options = Options(
        paths=paths or ["-"],
        kinds=kinds,
        format=chosen,
        output=target,
        form=form.value if form else None,
        date=parse(date) if date else None,
        files_from=files_from,
        globs=tuple(glob or ()),
        encoding=encoding,
        csv_safe=csv_safe,
        color=color.value,
        quiet=quiet,
        verbose=verbose,
        explain=explain,
        jobs=jobs,
        texts=save_text,
        filters=filters or None,
        sort=sort,
        limit=limit,
    )
    if scheduler:
        from .clusters.runs import run as run_on_cluster

        raise typer.Exit(run_on_cluster(options, scheduler))
    raise typer.Exit(run(options))


@app.command()
def show(
    context: typer.Context,
    paths: o.FactPaths = None,
    kind: o.Kinds = None,
    filters: o.Filters = o.NO_FILTERS,
    sort: o.Sort = None,
    limit: o.Limit = None,
    format: o.FormatOption = None,
    output: o.Output = None,
    date: o.DateOption = None,
    glob: o.Globs = None,
    csv_safe: o.CsvSafe = False,
    color: o.ColorOption = o.Color.auto,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    explain: o.Explain = False,
) -> None:
    """Show facts made earlier: all, or those that are asked for, in any format.

    Exit code: 0 facts found, 1 none found, 2 some input or output failed.
    """
    from troopfacts.extractors.reference_date import parse

    from .run import Options
    from .show import show as show_facts

    target = o.target_of(output)
    chosen = o.format_of(format, target)
    o.refuse_database(chosen, "facts go to a database as they are found: troopfacts extract")
    o.refuse_folder(chosen, "annotations stand beside their texts: troopfacts extract -f brat")
    kinds = o.kinds_left(o.kinds_of(kind), filters, quiet)
    o.help_if_nothing_is_read(context, paths)
    raise typer.Exit(
        show_facts(
            Options(
                paths=paths or ["-"],
                kinds=kinds,
                format=chosen,
                output=target,
                date=parse(date) if date else None,
                globs=tuple(glob or ()),
                csv_safe=csv_safe,
                color=color.value,
                quiet=quiet,
                verbose=verbose,
                explain=explain,
                filters=filters or None,
                sort=sort,
                limit=limit,
            )
        )
    )


@app.command()
def levels(
    context: typer.Context,
    paths: o.FactsOrPaths = None,
    changes: o.Changes = False,
    plot: o.Plot = False,
    filters: o.Filters = o.NO_FILTERS,
    format: o.FormatOption = None,
    output: o.Output = None,
    form: o.FormOption = None,
    date: o.DateOption = None,
    files_from: o.FilesFrom = None,
    glob: o.Globs = None,
    encoding: o.Encoding = None,
    jobs: o.Jobs = 1,
    csv_safe: o.CsvSafe = False,
    color: o.ColorOption = o.Color.auto,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
) -> None:
    """Show levels by force and country over time: who claims how many, when.

    Claims that agree are one row, with their number of documents; claims that contradict each
    other are marked.

    Exit code: 0 levels found, 1 none found, 2 some input or output failed.
    """
    from troopfacts.extractors.reference_date import parse

    from .levels import levels as show_levels
    from .run import Options

    o.refuse_two_inputs(paths, files_from)
    target = o.target_of(output)
    chosen = "table" if plot and not (format or target) else o.format_of(format, target)
    o.refuse_database(chosen, "a database has levels already: its view `levels`")
    o.refuse_pages(
        chosen, "levels are table, json, jsonl, csv or tsv; on a page: troopfacts report"
    )
    if plot and chosen != "table":
        raise typer.BadParameter(f"--plot is for looking at: leave out --format {chosen}")
    o.kinds_left(("troops",), filters, quiet)
    o.help_if_nothing_is_read(context, paths, files_from)
    raise typer.Exit(
        show_levels(
            Options(
                paths=paths or ["-"],
                format="plot" if plot else chosen,
                output=target,
                form=form.value if form else None,
                date=parse(date) if date else None,
                files_from=files_from,
                globs=tuple(glob or ()),
                encoding=encoding,
                csv_safe=csv_safe,
                color=color.value,
                quiet=quiet,
                verbose=verbose,
                jobs=jobs,
                filters=filters or None,
            ),
            changes,
        )
    )


@app.command()
def report(
    context: typer.Context,
    paths: o.FactsOrPaths = None,
    kind: o.Kinds = None,
    filters: o.Filters = o.NO_FILTERS,
    output: o.Output = None,
    title: o.Title = None,
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
    from .report.runs import report as make_report
    from .run import Options

    o.refuse_two_inputs(paths, files_from)
    target = o.target_of(output)
    if is_terminal(target):
        raise typer.BadParameter("a page is not for a terminal: give --output report.html")
    kinds = o.kinds_of(kind)
    o.kinds_left(kinds, filters, quiet)
    o.help_if_nothing_is_read(context, paths, files_from)
    raise typer.Exit(
        make_report(
            Options(
                paths=paths or ["-"],
                kinds=kinds,
                format="report",
                output=target,
                form=form.value if form else None,
                date=parse(date) if date else None,
                files_from=files_from,
                globs=tuple(glob or ()),
                encoding=encoding,
                jobs=jobs,
                quiet=quiet,
                filters=filters or None,
            ),
            title,
        )
    )


@app.command()
def schema() -> None:
    """Print the JSON Schema of the facts."""
    from .run import print_schema

    raise typer.Exit(print_schema())


_INFOS = app.registered_commands
app.registered_commands = []
