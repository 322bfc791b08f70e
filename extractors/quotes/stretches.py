"""What a quoted stretch is: a nickname or scare quote, a title, or words that somebody said.

>>> is_title(frame, 4)  # 'on "Meet the Press," he said'
True
"""

from .frames import Frame


def is_small(frame: Frame, token: int, most: int = 4) -> bool:
    """Whether a quoted stretch is a few words without an end: a nickname, a scare quote."""
    region = frame.region(token)
    piece = frame.text[region.start : region.end]
    return piece.count(" ") < most and (most > 4 or piece[-1:] not in ",.?!")


def is_short(frame: Frame, token: int) -> bool:
    """Whether a quoted stretch is shorter than ten words."""
    region = frame.region(token)
    return frame.text.count(" ", region.start, region.end) < 9


def is_title(frame: Frame, token: int) -> bool:
    """Whether a quoted stretch is a name, as in: on "Meet the Press," in his book, "A Son"."""
    tags = frame.tags
    at = token - 1
    if at > 0 and tags[at] == ",":
        at -= 1
    if at < 0 or tags[at] not in "NKpPJD":
        return False
    region = frame.region(token)
    words = [word for word in frame.text[region.start : region.end].split() if len(word) > 3]
    return 0 < len(words) < 8 and sum(word[0].isupper() for word in words) > 0.7 * len(words)
