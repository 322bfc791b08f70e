"""Finds the location facts of a document."""

from collections.abc import Iterator

from msgspec import UNSET

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact, Location
from troopfacts.extractors.names import people as names
from troopfacts.extractors.names import runs

from . import candidates, resolution, usage, verdicts

KIND = "location"


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The location facts of a document."""
    tokens = runs.read(document)
    people = names.read(document)
    read = candidates.read(tokens, people)
    votes = verdicts.judge(tokens, people, read)
    resolution.resolve(read, votes)
    places = [mention for mention in read if not mention.out]
    usage.read(tokens, places)
    for mention in places:
        place = mention.place
        yield Location(
            doc=document.id,
            start=mention.start,
            end=mention.end,
            text=mention.text,
            sentence=document.evidence(mention.start, mention.end),
            name=place.name if place else mention.text,
            type=mention.type or (place.type if place else "landmark"),
            code=place.code if place else mention.code,
            admin1=place.admin1 if place else None,
            lat=place.lat if place else None,
            lon=place.lon if place else None,
            geonameid=place.geonameid if place else None,
            use=mention.use,
            rule=mention.rule if found.explain else UNSET,
        )
