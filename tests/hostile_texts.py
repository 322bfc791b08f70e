"""Texts that no newspaper prints: the language of the reports, held together by what breaks it.

`TEXTS` is a hypothesis strategy; a failing text shrinks to the few fragments that matter.
"""

from hypothesis import strategies as st

NUMBERS = (
    *("5", "0", "2,500", "2.5 million", "1,2,3", "10-15", "5,000 to 6,000", "half a dozen"),
    *(
        "tens of thousands",
        "hundreds of",
        "thousands",
        "twenty-five hundred",
        "a few hundred",
        "٢٥٠٠",
    ),
    *(
        "２５００",
        "5²",
        "½",
        "9" * 30,
        "1e9",
        "-5",
        "5%",
        "no",
        "one in five",
        "a",
        "100,",
        "3.",
        "1/2",
    ),
)
MODIFIERS = (
    *("about", "roughly", "more than", "fewer than", "up to", "at least", "nearly", "an estimated"),
    *("some", "over", "between", "another", "an additional", "the remaining", "as many as"),
)
NOUNS = (
    *(
        "troops",
        "soldiers",
        "U.S. troops",
        "service members",
        "Marines",
        "fighters",
        "police officers",
    ),
    *(
        "personnel",
        "advisers",
        "peacekeepers",
        "militants",
        "men",
        "prisoners",
        "contractors",
        "brigade",
    ),
)
NAMES = (
    *(
        "Iraq",
        "Syria",
        "the United States",
        "U.S.",
        "Washington",
        "Kyiv",
        "the Pentagon",
        "NATO",
        "Mali",
    ),
    *(
        "Anbar province",
        "Ain al-Asad airbase",
        "the Red Sea",
        "Al-",
        "St.",
        "Gen. Ray Miller",
        "Miller",
    ),
    *(
        "Prime Minister Robert Golob",
        "Russian",
        "Chad",
        "Jordan",
        "Georgia",
        "O'Neill",
        "İzmir",
        "ß",
    ),
)
DATES = (
    *(
        "2025",
        "May 1",
        "3 May 2025",
        "Tuesday",
        "last year",
        "next month",
        "the start of 2025",
        "in",
    ),
    *(
        "2025-09-30",
        "30/9/2025",
        "the 1990s",
        "mid-March",
        "two weeks ago",
        "44 BC",
        "31 February 2024",
    ),
    *(
        "10:30 a.m.",
        "14:05",
        "the third quarter",
        "every Monday",
        "Jan",
        "the 32nd of May",
        "99999",
    ),
    *("Sept. 30", "May", "for three months", "from 2014 to 2016", "Published: 2025-09-30", "now"),
)
VERBS = (
    *(
        "sent",
        "will deploy",
        "withdrew",
        "were killed",
        "are stationed",
        "has",
        "may send",
        "captured",
    ),
    *(
        "were wounded",
        "trained",
        "arrived",
        "denied sending",
        "plans to cut",
        "remain",
        "to",
        "from",
    ),
)
CUES = (
    *("said", "he said", "according to", "told reporters that", "she added", "the ministry said"),
    *("a senior official said", "said that", "wrote:", "asked,", "reported", "who", "they"),
)
MARKS = (
    *(
        "“",
        "”",
        '"',
        "'",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "(",
        ")",
        "[",
        "]",
        "—",
        "-",
        ",",
        ".",
        ";",
        ":",
    ),
    *(
        "…",
        "?",
        "!",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "U.S.",
        "Gen.",
        "No.",
        ". A",
        ".”",
        ",”",
        "*",
        "#",
    ),
)
HOSTILE = (
    *(
        "\u00a0",
        "\u200d",
        "\u200b",
        "\u2028",
        "\u2029",
        "\u0085",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x00",
        "\x1b[31m",
    ),
    *(
        "\u0301",
        "\u20e3",
        "\u202e",
        "\u202c",
        "\u2066",
        "\ufeff",
        "\ufffd",
        "\U0001f1fa\U0001f1f8",
        "😀",
    ),
    *(
        "[bold red]",
        "[/]",
        "[link=http://e.example]x[/link]",
        "<b>",
        "&nbsp;",
        "=1+1",
        "\\",
        "\\u0000",
    ),
    *(
        "{}",
        "%s",
        "ﬁ",
        "Ǆ",
        "\u0130",
        "\u1e9e",
        "e\u0301",
        "\U000e0041",
        "\u2007",
        "\u3000",
        "\u180e",
    ),
)

FRAGMENTS = (*NUMBERS, *MODIFIERS, *NOUNS, *NAMES, *DATES, *VERBS, *CUES, *MARKS, *HOSTILE)
SEPARATORS = (*(" ",) * 12, "", ", ", ". ", "\n", "-", *HOSTILE[:24])

_LOOSE = st.lists(
    st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(SEPARATORS)), max_size=30
).map(lambda pairs: "".join(part for pair in pairs for part in pair))


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    """A sentence of a report, each joint of it a separator of any sort."""
    parts = [
        draw(st.sampled_from(choices))
        for choices in draw(
            st.sampled_from(
                (
                    (NAMES, VERBS, MODIFIERS, NUMBERS, NOUNS, ("to", "in", "from"), NAMES, DATES),
                    (MODIFIERS, NUMBERS, NOUNS, VERBS, ("in", "near"), NAMES, ("in", "on"), DATES),
                    (("“", '"', "‘"), NAMES, VERBS, NUMBERS, NOUNS, (",”", ',"', "’"), CUES, NAMES),
                    (NAMES, CUES, NUMBERS, NOUNS, VERBS, ("and",), NUMBERS, ("in",), NAMES),
                    (DATES, (",",), NAMES, CUES, ("“", '"'), NUMBERS, NOUNS, ("”", '"'), ("…",)),
                )
            )
        )
    ]
    joints = draw(st.lists(st.sampled_from(SEPARATORS), min_size=len(parts), max_size=len(parts)))
    return "".join(part + joint for part, joint in zip(parts, joints, strict=True))


_REPORTS = st.lists(
    st.tuples(_sentences(), st.sampled_from((". ", ".\n\n", "\n", " ", ".”\n", "; ", "\r\n", "")))
).map(lambda pairs: "".join(part for pair in pairs for part in pair))

TEXTS = st.one_of(_REPORTS, _LOOSE, st.text(max_size=60), st.tuples(_LOOSE, st.text()).map("".join))
