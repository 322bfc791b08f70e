"""Web archives for tests, written by hand: a record is a block of headers and a response.

$ python tests/warcs.py 200 pages.warc.gz     # 200 MB of pages of tests/pages/, none like another
"""

import gzip
import random
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

PAGES = Path(__file__).parent / "pages"

_WORD = re.compile(rb"\b\d{3}\b")
# What makes pages big is not their text: inline scripts and styles.
_FILLER = "window.__state.push({{id:{0},slug:'story-{0}',seen:{1},score:{2}}});\n"


def response(body: bytes, headers: str = "Content-Type: text/html; charset=utf-8") -> bytes:
    """A page as a server sends it."""
    length = f"Content-Length: {len(body)}"
    return f"HTTP/1.1 200 OK\r\n{headers}\r\n{length}\r\n\r\n".encode() + body


def record(
    block: bytes,
    url: str = "https://example.org/a",
    type: str = "response",
    date: str = "2025-10-02T06:00:00Z",
    length: int | None = None,
) -> bytes:
    """One record, as it stands in an archive that is not compressed."""
    content = "application/http; msgtype=response" if type == "response" else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):08x}-0000-4000-8000-000000000000>\r\n"
        f"Content-Type: {content}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def news(seed: int = 0) -> Iterator[bytes]:
    """Records of pages without end: those of tests/pages/ with other figures and some ballast."""
    chance = random.Random(seed)
    pages = [
        path.read_bytes() for path in sorted(PAGES.glob("*.html")) if "utf-16" not in path.name
    ]
    number = 0
    while True:
        page = _WORD.sub(lambda _: str(chance.randrange(100, 999)).encode(), chance.choice(pages))
        lines = (
            _FILLER.format(chance.randrange(10**9), chance.random(), chance.random())
            for _ in range(chance.randrange(100, 1000))
        )
        script = f"<script>{''.join(lines)}</script>".encode()
        page = page.replace(b"</body>", script + b"</body>", 1)
        yield record(response(page, "Content-Type: text/html"), f"https://example.org/{number}")
        number += 1


if __name__ == "__main__":
    size = int(sys.argv[1]) * 1_000_000
    with open(sys.argv[2], "wb") as file:
        for one in news():
            file.write(gzip.compress(one, 6) if sys.argv[2].endswith(".gz") else one)
            if file.tell() > size:
                break
