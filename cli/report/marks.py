"""A text and the spans in it -> paragraphs as trees, for a page that marks the spans.

>>> paragraphs("Five U.S. men.", [(0, 14)], [Span(0, 13, "t0"), Span(5, 9, "l5")])
[[['t0', 'Five ', ['l5', 'U.S.'], ' men'], '.']]

A tree is a list of texts and of marks; a mark is a list too, its name first. Spans that cross are
cut where the first of them ends: the rest of the second is a mark of the same name.
"""

import heapq
from typing import Any, NamedTuple

from troopfacts.cli.messages import shown

Node = Any  # str | [name, Node, …]

# Marks within marks: a figure in a quote in a quote is three. Facts that others have written may be
# nested without end, and what draws the tree calls itself.
MAX_DEPTH = 8


class Span(NamedTuple):
    """What is marked, and the name of its mark."""

    start: int
    end: int
    name: str


def paragraphs(text: str, bounds: list[tuple[int, int]], spans: list[Span]) -> list[list[Node]]:
    """The trees of the paragraphs, with all the spans that reach into each."""
    waiting = sorted(spans, key=lambda span: (span.start, -span.end))
    found = []
    at = 0
    open_: list[Span] = []  # begun in a paragraph before
    for start, end in bounds:
        here = open_
        while at < len(waiting) and waiting[at].start < end:
            here.append(waiting[at])
            at += 1
        clipped = [
            Span(max(span.start, start), min(span.end, end), span.name)
            for span in here
            if span.end > start
        ]
        found.append(_tree(text, start, end, clipped))
        open_ = [span for span in here if span.end > end][: MAX_DEPTH + 1]
    return found


def _tree(text: str, start: int, end: int, spans: list[Span]) -> list[Node]:
    """The nodes of text[start:end]; the spans lie within it."""
    root: list[Node] = []
    stack = [(end, root)]
    at = start
    # In order of start, the longer first; `number` keeps equal spans in the order they came.
    heap = [(span.start, -span.end, number, span.name) for number, span in enumerate(spans)]
    heapq.heapify(heap)
    while heap:
        begin, negative, number, name = heapq.heappop(heap)
        stop = -negative
        while stack[-1][0] <= begin:
            at = _add(stack[-1][1], text, at, stack[-1][0])
            stack.pop()
        if stop > stack[-1][0]:  # it crosses the end of the mark it begins in
            heapq.heappush(heap, (stack[-1][0], negative, number, name))
            stop = stack[-1][0]
        if len(stack) > MAX_DEPTH or begin >= stop:
            continue
        at = _add(stack[-1][1], text, at, begin)
        mark: list[Node] = [name]
        stack[-1][1].append(mark)
        stack.append((stop, mark))
    while stack:
        stop, nodes = stack.pop()
        at = _add(nodes, text, at, stop)
    return root


def _add(nodes: list[Node], text: str, start: int, end: int) -> int:
    """Add text[start:end] as it may be shown; where it ends."""
    if start < end:
        nodes.append(visible(text[start:end]))
    return max(start, end)


def visible(text: str) -> str:
    """Text with its white space, all else that is hidden or turns the line as an escape."""
    if text.isprintable():
        return shown(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(shown(line) for line in lines)
