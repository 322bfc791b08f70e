"""The JSON Schema of what is written, made from the data model."""

import msgspec

from troopfacts.extractors.facts import VERSION, AnyFact, Date, Location, Quote, Troops


class Facts(msgspec.Struct):
    """The facts of one document."""

    doc: str
    reference_date: str | None
    facts: list[AnyFact]


class Output(msgspec.Struct):
    """All that `--format json` writes."""

    version: int
    documents: list[Facts]


def schema() -> bytes:
    """A schema that a file of `--format json` fits, and each line of `--format jsonl`."""
    kinds = (Troops, Location, Date, Quote)
    _, parts = msgspec.json.schema_components((Output, *kinds), ref_template="#/$defs/{name}")
    parts["Output"]["properties"]["version"] = {"const": VERSION}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"troopfacts, fact contract version {VERSION}",
        "anyOf": [{"$ref": f"#/$defs/{one.__name__}"} for one in (Output, *kinds)],
        "$defs": parts,
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=2) + b"\n"
