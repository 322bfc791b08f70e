"""Finds the location facts of a document."""

from collections.abc import Iterator

from msgspec import UNSET

from troopfacts.extractors.document import Document, Found
from troopfacts.extractors.facts import Fact, Location, PlaceType
from troopfacts.extractors.gazetteer import Place

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
    text, id_, explain = document.text, document.id, found.explain
    for mention in places:
        start, end, name, place = mention.start, mention.end, mention.name, mention.place
        if place is None:
            place = _unknown(name.text, name.type, mention.code)
        yield Location(
            doc=id_,
            start=start,
            end=end,
            text=text[start:end],
            sentence=document.evidence(start, end),
            name=place.name,
            type=name.type or place.type,
            code=place.code,
            admin1=place.admin1,
            lat=place.lat,
            lon=place.lon,
            geonameid=place.geonameid,
            use=mention.use,
            rule=name.rule if explain else UNSET,
        )


def _unknown(name: str, type_: PlaceType | None, code: str | None) -> Place:
    """A place that no gazetteer lists."""
    return Place(name, type_ or "landmark", code, None, None, None, None, 0, "", False, "")
