"""Finds the location facts of a document."""

from collections.abc import Iterator

from msgspec import UNSET

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact, Location

from . import occurrences, resolution, usage, verdicts, votes

KIND = "location"


def find(document: Document, found: Found) -> Iterator[Fact]:
    """The location facts of a document."""
    read = occurrences.read(document)
    mentions = read.mentions
    verdicts.judge(document.text, mentions, read.surnames, read.given)
    counted = votes.count(mentions, read.votes)
    verdicts.decide(mentions, counted)
    resolution.resolve(mentions, counted)
    places = [mention for mention in mentions if not mention.out]
    usage.read(document.text, places)
    for mention in places:
        place = mention.place
        yield Location(
            doc=document.id,
            start=mention.start,
            end=mention.end,
            text=document.text[mention.start : mention.end],
            sentence=document.evidence(mention.start, mention.end),
            name=place.name if place else mention.name.text,
            type=mention.name.type or (place.type if place else "landmark"),
            code=place.code if place else mention.code,
            admin1=place.admin1 if place else None,
            lat=place.lat if place else None,
            lon=place.lon if place else None,
            geonameid=place.geonameid if place else None,
            use=mention.use,
            rule=mention.name.rule if found.explain else UNSET,
        )
