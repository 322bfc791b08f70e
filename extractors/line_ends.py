"""Texts with CR LF or CR line ends: read as if they ended in LF, at their own offsets.

>>> lines = LineEnds("Five soldiers\\r\\nleft.")
>>> lines.text, lines.offset(14)
('Five soldiers\\nleft.', 15)

So no rule ever meets a CR, and a text has the same facts on whatever system it was saved.
"""

import re
from bisect import bisect_left
from typing import Any, TypeVar

import msgspec

_PAIR = re.compile("\r\n")

AnyStruct = TypeVar("AnyStruct", bound=msgspec.Struct)


class LineEnds:
    """A text with its line ends made LF, and the way back."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original.replace("\r\n", "\n").replace("\r", "\n")
        # Where in `text` each LF stands that was two characters
        self._pairs = [match.start() - n for n, match in enumerate(_PAIR.finditer(original))]

    def offset(self, place: int) -> int:
        """The place in the original of a place in `text`."""
        return place + bisect_left(self._pairs, place)

    def restored(self, fact: AnyStruct) -> AnyStruct:
        """A fact of `text` as one of the original: its offsets, its slices."""
        changes: dict[str, Any] = {}
        for name in fact.__struct_fields__:
            value = getattr(fact, name)
            if name in ("start", "end"):
                changes[name] = self.offset(value)
            elif name == "parts":
                parts = [(self.offset(start), self.offset(end)) for start, end in value]
                changes["parts"] = parts
                changes["quote"] = " ".join(self.original[start:end] for start, end in parts)
            elif isinstance(value, msgspec.Struct):
                changes[name] = self.restored(value)
        if "start" in changes:
            changes["text"] = self.original[changes["start"] : changes["end"]]
        return msgspec.structs.replace(fact, **changes)
