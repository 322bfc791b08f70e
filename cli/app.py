"""The commands: signatures and help."""

import datetime
import sys
from typing import Annotated

import msgspec
import typer

from troopfacts.extractors import KINDS, Document, extract

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)


@app.callback()
def troopfacts() -> None:
    """Troop figures, places, dates and attributed quotes from text files."""


@app.command("extract")
def extract_command(
    paths: list[str],
    kind: Annotated[list[str], typer.Option("--kind", "-k")] = list(KINDS),  # noqa: B006
    format: Annotated[str, typer.Option("--format", "-f")] = "jsonl",
    from_: Annotated[str, typer.Option("--from")] = "jsonl",
    explain: Annotated[bool, typer.Option("--explain")] = False,
) -> None:
    """Extract facts from documents."""
    encoder = msgspec.json.Encoder()
    out = sys.stdout.buffer
    for path in paths:
        with open(path, encoding="utf-8", newline="") as lines:
            for line in lines:
                record = msgspec.json.decode(line)
                try:
                    date = datetime.date.fromisoformat(record.get("date") or "")
                except ValueError:
                    date = None
                document = Document(record["id"], record["text"], date, "record" if date else None)
                for fact in extract(document, kind, explain):
                    out.write(encoder.encode(fact) + b"\n")
