"""Facts made by hand: what the writers are given, whatever the extractors find today."""

from troopfacts.extractors.facts import (
    Count,
    Cue,
    Date,
    Fact,
    Location,
    Named,
    Quote,
    Speaker,
    Troops,
    When,
)

HOSTILE = "a\x1b[31mb\x9b31mc [bold red]d[/] [/] [link=http://e]f[/link] :smile: \u202eg\u200b\x07"

SENTENCE = (
    "At the start of the year the American forces kept roughly 2,500 troops in Iraq and over 900 "
    "in neighbouring Syria, a senior defence official said."
)
OFFICIAL = Speaker("a senior defence official", 10, 35, None, None, True)
GENERAL = Speaker("Miller", 40, 46, "Gen. Ray Miller", "U.S. Army", False)
UNITED_STATES = Named("American", 30, 38, "United States", "US")


def troops(
    start: int, text: str, place: str, time: str, value: str, source: Speaker | None
) -> Troops:
    return Troops(
        doc="a.txt",
        start=start,
        end=start + len(text),
        text=text,
        sentence=SENTENCE,
        count=Count(2500, 2500, None, "about"),
        unit="troops",
        measure="level",
        status="past",
        force=UNITED_STATES,
        place=Named(place, 80, 84, place, "IQ"),
        time=When(time, 3, 20, "DATE", value, None, None),
        source=source,
        rule="figure + noun",
    )


def quote(start: int, words: str, cue: str | None, speaker: Speaker | None) -> Quote:
    return Quote(
        doc="a.txt",
        start=start,
        end=start + len(words),
        text=words,
        sentence=SENTENCE,
        style="direct",
        quote=words,
        parts=[(start, start + len(words))],
        cue=Cue(cue, 9, 13) if cue else None,
        speaker=speaker,
        rule="marks + cue",
    )


def date(text: str, value: str, mod: str | None = None, resolved: bool = True) -> Date:
    return Date(
        doc="a.txt",
        start=5,
        end=5 + len(text),
        text=text,
        sentence=SENTENCE,
        type="DATE",
        value=value,
        mod=mod,
        first=None,
        last=None,
        resolved=resolved,
        rule="weekday",
    )


def location(name: str, code: str | None, use: str = "literal") -> Location:
    return Location(
        doc="a.txt",
        start=5,
        end=5 + len(name),
        text=name,
        sentence=SENTENCE,
        name=name,
        type="country",
        code=code,
        admin1=None,
        lat=None,
        lon=None,
        geonameid=None,
        use=use,  # type: ignore[arg-type]
        rule="gazetteer",
    )


LONG_QUOTE = (
    "the transition will move most of the work to the north, with the advisers who remain going "
    "to three bases, and nobody has been told yet which of the three will be closed first"
)

FACTS: list[Fact] = [
    troops(478, "roughly 2,500 troops", "Iraq", "the start of 2025", "2025", OFFICIAL),
    troops(
        10505,
        "fewer than 2,000 American troops and contractors",
        "Syria",
        "last year",
        "2024",
        GENERAL,
    ),
    quote(287, LONG_QUOTE, "said", OFFICIAL),
    quote(801, HOSTILE, None, None),
    date("Tuesday", "2025-09-30"),
    date("the start of 2025", "2025", "START"),
    date("2014", "2014"),
    date("last year", "XXXX", resolved=False),
    date("2014", "2014"),
    location("Iraq", "IQ"),
    location("Iraq", "IQ", "metonym"),
    location("Washington", "US", "metonym"),
    location("Red Sea", None),
]
