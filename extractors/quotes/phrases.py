"""Noun phrases around a reporting verb: whole, with title and apposition.

>>> before(frame, 8)  # "On Friday Col. Ray Holt, a spokesman in Oslo, said" -> "Col. Ray … Oslo"
(2, 7)

Spans are token numbers of a frame, both inclusive. A phrase is read outwards from the verb, one
token at a time, over what can stand in it, to a border: a comma that opens no apposition, a
conjunction, a verb that no "who" holds.
"""

from functools import cache

from troopfacts.extractors.lexicons import words

from .frames import Frame
from .stretches import is_small, is_title

MAX_PHRASE = 45  # tokens

_NOUNS = frozenset("KNp0)")
_SCARE = frozenset("DKNJ")  # tags before a quoted stretch in a phrase: the "new" plan

Span = tuple[int, int]


@cache
def titles() -> dict[str, str]:
    """Words that stand before a person's name: "president", "spokesman", "gen."."""
    return words("speaker_titles", "gender")


def is_person(low: str) -> bool:
    """Whether a word says what somebody is: "spokesman", "analyst"."""
    return words("speaker_nouns", "kind").get(low) == "person"


@cache
def media() -> dict[str, str]:
    """What a statement is made in, "interview", "briefing", or on: "twitter"."""
    return words("speaker_media")


def before(frame: Frame, last: int) -> Span | None:
    """The noun phrase that ends with token `last`."""
    tags, lows = frame.tags, frame.lows
    if last < 0:
        return None
    tag = tags[last]
    if tag in "KN" and (first := _alone(tags, last)) >= 0:
        return first, last
    if tag == "I":
        return None if lows[last] == "there" else (last, last)
    if tag == "P" and last > 1 and tags[last - 1] == "A":
        inner = before(frame, last - 2)  # "in the region and beyond"
        return (inner[0], last) if inner else None
    if tag == ",":
        return _with_apposition(frame, last)
    if tag == "Q" and (
        is_title(frame, last)  # "author of “The Long War,” [said]"
        or (frame.closes_clause(last) and is_small(frame, last, 6))  # "Holt, who calls it “a bog,”"
    ):
        head = _with_apposition(frame, last)
        return (head[0], last) if head else None
    if tag == "-":
        opening = tags.rfind("-", max(0, last - MAX_PHRASE), last)
        head = before(frame, opening - 1) if opening > 0 else None
        return (head[0], last - 1) if head and last - opening > 1 else None
    if tag in "WT":
        if lows[last] == "whom" and last > 1 and tags[last - 2] in "DN0R":
            return last - 2, last  # "many of whom"
        if lows[last] not in ("who", "which", "that"):
            return None
        end = last - 1
        if end > 0 and tags[end] == ",":
            end -= 1
        head = before(frame, end) if end >= 0 and tags[end] in _NOUNS else None
        return _nearest(frame, head) if head and lows[last] == "who" else head
    first = _walk(frame, last)
    if first < last and tags[first] == "(" and (closing := tags.find(")", first, last)) > 0:
        first = closing + 1  # "[Text] Col. Holt"
    while first <= last and (tags[first] in "RABSJ-" or (tags[first] == "Z" and first < last)):
        if tags[first] == "J" and not (first > 0 and tags[first - 1] in _NOUNS):
            break
        first += 1
    if first > last:
        return None
    if first > 0 and tags[first:last] in ("D", "J", "N") and tags[last] == "Z":
        return before(frame, first - 1)  # "Holt this month [announced]"
    if tags[max(0, first - 2) : first] in ("XP", "MP") and first - 3 >= 0:
        return before(frame, first - 3)  # "Holt has in the past [said]"
    return (first, last) if has_head(frame, first, last) else None


def _alone(tags: str, last: int) -> int:
    """The first token of a phrase of nouns with all they need, "the two officers", where nothing
    stands before it that it may hang on; else -1: most phrases need no more than this."""
    low = max(0, last - MAX_PHRASE)
    front = tags[low : last + 1].rstrip("KN0")
    whole = front
    if front[-1:] == "D":
        whole = front[:-1]
    if not whole:
        return low if not low else -1
    border = whole[-1]
    if border in ",;:-" or (border == "Q" and (whole != front or whole[-2:-1] not in _SCARE)):
        return low + len(whole)
    return -1


def _nearest(frame: Frame, head: Span) -> Span:
    """The last noun phrase of a phrase, which "who" stands for: "a hint to officers who"."""
    first, last = head
    for token in range(last - 1, first, -1):
        if frame.tags[token] == "P" and frame.lows[token] != "of":
            return token + 1, last
    return head


def _with_apposition(frame: Frame, comma: int) -> Span | None:
    """ "Holt, 39, who runs it, a spokesman in Oslo, [said]": from the phrase before the earliest
    comma that can open an insertion which lasts until the verb."""
    tags = frame.tags
    low = max(0, comma - MAX_PHRASE)
    found: Span | None = None
    opening = comma
    while (opening := tags.rfind(",", low, opening)) > low:
        inner = tags[opening + 1 : comma]
        segment = inner.partition(",")[0]
        if not segment or segment[0] not in "WDKNp0JLPRVGS(-" or "-" in segment[1:]:
            break  # "GOMA, Congo (AP) -- Col. Holt, a spokesman, said"
        if segment[0] in "LV" and opening != tags.rfind(",", low, comma):
            break
        if not set(segment) & {"W", "T", "S"} and any(tag in "XMI" for tag in segment):
            break
        if tags[opening - 1] not in "KNp0)QIZ":
            continue
        head = before(frame, opening - 1)
        if head is not None and tags[head[1] + 1 : opening].strip("R"):
            continue  # "Peacekeepers will leave within days, Ana White, the envoy, [said]"
        if head is None or not set(tags[head[0] : head[1] + 1]) - set("0Z"):
            continue
        border = tags[head[0] - 1] if head[0] > 0 else ""
        if border == "P" and (head[0] - 2 < 0 or tags[head[0] - 2] in "QAB-:;"):
            break  # "In Riga, …"
        if (
            border == "P"
            and tags[head[0] - 2] in "GJ"
            and (head[0] == 2 or tags[head[0] - 3] in ",-")
        ):
            break  # "Speaking in Riga, …"
        if border == "P" and tags[head[0] - 2] == ",":
            continue  # "Holt, of Riga, …"
        clause = tags[tags.rfind(",", 0, head[0]) + 1 : head[0]]
        if found and set(clause) & set("XM") and not set(clause) & set("WTSQ"):
            break  # "The men will leave Riga within days, Ana White, the envoy, [said]"
        if border and border in "XMLV":
            break  # an object: "he made the tool, a spokeswoman, Ana White, said"
        if found is not None and tags[head[0]] not in "KD" and border == ",":
            continue
        alone = segment in ("R", "RR", "S") and inner == segment
        found = head[0], head[1] if alone else comma - 1
    return found


def _walk(frame: Frame, last: int) -> int:
    """The first token of the phrase, walking back from its last one."""
    tags, lows = frame.tags, frame.lows
    floor = max(0, last - MAX_PHRASE)
    at = last
    while at >= floor:
        tag = tags[at]
        if tag == "Z" and at < last and tags[at + 1] in "KpD" and _is_day(frame, at):
            return at + 1  # "on 26 April Russia's general staff"
        if tag in "KNp0JZ" or (tag == "I" and at < last and tags[at + 1] == "W"):
            at -= 1
        elif tag == "D":
            previous = tags[at - 1] if at > floor else ""
            of = bool(previous) and lows[at - 1] in ("of", "all", "both", "half")
            linked = previous == "P" and at - 2 >= floor and tags[at - 2] in "KNp0)JDRL"
            if (
                previous == "D"
                or of
                or lows[max(0, at - 1) : at + 1] == ["after", "another"]
                or linked
                or (
                    previous == "A"
                    and at - 2 >= floor
                    and tags[at - 2] in "KNp)I"
                    and _joins(tags, at - 1, floor)
                )
            ):
                at -= 1
            elif _holds_verb(tags, held := _relative(tags, at, floor), at) and held is not None:
                at = held  # "people who have seen the letter"
            else:
                return at
        elif tag == "S" and lows[at : at + 2] == ["after", "another"]:
            at -= 1  # "one government after another"
        elif tag == "S" and lows[at] == "as" and at > floor + 1 and lows[at - 1] == "such":
            at -= 2
        elif tag in "XM" or (tag == "t" and _relative(tags, at, floor) is not None):
            held = _relative(tags, at, floor)
            if held is None:
                return at + 1
            at = held
        elif tag == "P" or (tag == "t" and at < last):
            if at > floor and tags[at - 1] in "KNp0)DIJL" and at < last:
                at -= 1
            else:
                return _after_fronted(frame, at + 1, last)
        elif tag == "L":
            following = tags[at + 1] if at < last else ""
            previous = tags[at - 1] if at > floor else ""
            if following and following in "KNJ" and (not previous or previous in "DP,AKpQ"):
                at -= 1  # "retired generals"
            elif following and following in "PZt" and previous == "N":
                at -= 1  # "officials briefed on the plan"
            elif at == last and previous and previous in "DN":
                at -= 1  # "those surveyed"
            else:
                held = _relative(tags, at, floor)
                if held is None:
                    return at + 1
                at = held
        elif tag == "V" and at < last and (held := _relative(tags, at, floor)) is not None:
            at = held  # "a woman who has accused him"
        elif tag == "V" and at < last and tags[at + 1] in "KNA" and lows[at][-2:] != "ed":
            if at > floor and tags[at - 1] in "DKNJp" and lows[at] not in ("said", "told", "says"):
                at -= 1  # "the state department official"
            else:
                return at + 1
        elif tag == "A":
            if at > floor and at < last and tags[at - 1] in "KNp)I" and _joins(tags, at, floor):
                at -= 2 if tags[at - 1] == "I" else 1
            else:
                return at + 1
        elif (
            tag == "R"
            and at > floor
            and (
                (tags[at - 1] == "D" and at < last)
                or (lows[at] in ("here", "there") and at == last)
            )
        ) or (tag == "O" and at > floor and tags[at - 1] == "P"):
            at -= 1
        elif tag == ")":
            opening = tags.rfind("(", floor, at)
            if opening <= floor:
                return at + 1
            at = opening - 1
        elif (
            tag == "Q"
            and at < last
            and at > floor
            and tags[at - 1] in "DKNJ"
            and is_small(frame, at)
        ):
            at -= 1
        else:
            return at + 1
    return at + 1


def _is_day(frame: Frame, token: int) -> bool:
    """Whether a month or day is a date's end: "26 April", "Nov."."""
    return frame.lows[token].endswith(".") or frame.tags[max(0, token - 1)] in "0Z"


def _relative(tags: str, at: int, floor: int) -> int | None:
    """The token before the "who" that holds the verb at `at`: "people who have seen it"."""
    low = max(floor, at - 12)
    for token in range(at - 1, low - 1, -1):
        tag = tags[token]
        if tag == "W" or (tag == "T" and token > floor and tags[token - 1] in "KN"):
            return token - 1 if token > floor and tags[token - 1] in "KNp0DI" else None
        if tag in ",;:-(Q":
            return None
    return None


def _holds_verb(tags: str, held: int | None, at: int) -> bool:
    """Whether the clause that a "who" after `held` opens has its verb before `at`."""
    return held is not None and any(tag in "XMLV" for tag in tags[held + 2 : at])


def _joins(tags: str, at: int, floor: int) -> bool:
    """Whether the "and" at `at` joins two phrases, not two clauses: no verb before it."""
    for token in range(at - 1, max(floor, at - 12) - 1, -1):
        tag = tags[token]
        if tag in ",;:-(QSB":
            return True
        if tag in "XMVIG" and (tag != "I" or token != at - 1):
            return False
        if tag == "L" and tags[token + 1] not in "PZ":
            return tags[token + 1] in "NK" and (token == floor or tags[token - 1] in "D,Q")
    return True


def _after_fronted(frame: Frame, first: int, last: int) -> int:
    """ "In a speech Mr. Holt": the phrase starts where a name follows another noun."""
    tags = frame.tags
    for token in range(last, first, -1):
        if (
            tags[token] in "KD"
            and tags[token - 1] in "NZ0"
            and (frame.lows[token - 1] not in titles())
        ):
            return token
    return first


def has_head(frame: Frame, first: int, last: int) -> bool:
    tags = frame.tags[first : last + 1]
    if any(tag in "KNpJV" for tag in tags) or "0" in tags or tags == "DD":
        return True
    return tags[0] == "D" and frame.lows[first] not in ("the", "a", "an", "its", "his", "her")
