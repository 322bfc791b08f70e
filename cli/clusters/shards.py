"""The input cut into shards: some small files, a large one, or whole lines of a JSON Lines file.

>>> [shard.name for shard in cut([Part("wire.jsonl")], None, tell)]
['wire.jsonl-3b9b9a6df0ab-0', 'wire.jsonl-3b9b9a6df0ab-33554432']

A path is a local one, or a URL that fsspec reads (s3://, hdfs://, https://…).
"""

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple, cast

from troopfacts.cli.decoding import COMPRESSED, opened
from troopfacts.cli.documents import Form, form_of

SIZE = 32 << 20  # bytes of a shard: a minute of work
FILES = 2000  # of a shard of small ones

_BLOCK = 1 << 20
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")

Tell = Callable[[str, str], None]


class Part(NamedTuple):
    """A file, or the lines of it from the byte `start` to the byte `end`, numbered from `line`."""

    path: str
    start: int = 0
    end: int | None = None
    line: int = 1
    size: int = 0  # bytes
    mark: str = ""  # changes when the file does: time and size, or what its store says


class Shard(NamedTuple):
    """What one task reads."""

    name: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)

    @property
    def mark(self) -> str:
        """Changes when a file of it does."""
        return sha256("\n".join(part.mark for part in self.parts).encode()).hexdigest()


def is_url(path: str) -> bool:
    """Whether fsspec is to read it."""
    return "://" in path


def listed(url: str) -> list[str]:
    """The files that a URL of a file, a folder or a glob stands for."""
    import fsspec

    files, root = fsspec.core.url_to_fs(url)
    found = files.glob(root) if any(mark in root for mark in "*?[") else files.find(root)
    return [files.unstrip_protocol(path) for path in sorted(found)]


def cut(paths: Iterable[str], form: Form | None, whole: bool, tell: Tell) -> Iterator[Shard]:
    """The shards of the files, in order. `whole`: no file may be cut (its encoding is not such that
    a line's end is a byte). `tell` hears of what can not be read."""
    group: list[Part] = []
    for path in paths:
        try:
            size, mark = _looked_at(path)
            pieces = [Part(path, size=size, mark=mark)]
            if size > SIZE and not whole and (form or form_of(path)) == "jsonl":
                pieces = list(_ranges(path, size, mark))
        except OSError as error:
            tell(path, error.strerror or str(error))
            continue
        full = sum(part.size for part in group) + size > SIZE or len(group) == FILES
        if group and (full or len(pieces) > 1):
            yield _shard(group)
            group = []
        if len(pieces) > 1:
            yield from (_shard([part]) for part in pieces)
        else:
            group += pieces
    if group:
        yield _shard(group)


def _shard(parts: list[Part]) -> Shard:
    first = parts[0]
    key = sha256("\n".join(part.path for part in parts).encode("utf-8", "surrogateescape"))
    base = _UNSAFE.sub("_", os.path.basename(first.path)).strip("._")[:60] or "shard"
    place = f"-{first.start}" if first.end is not None else ""
    return Shard(f"{base}-{key.hexdigest()[:12]}{place}", tuple(parts))


def _looked_at(path: str) -> tuple[int, str]:
    if is_url(path):
        import fsspec

        files, inner = fsspec.core.url_to_fs(path)
        return int(files.size(inner) or 0), str(files.ukey(inner))
    found = os.stat(path)
    return found.st_size, f"{found.st_size} {found.st_mtime_ns}"


def _ranges(path: str, size: int, mark: str) -> Iterator[Part]:
    """Cut behind the first line's end after each SIZE bytes; the lines before are counted, since a
    record without an id has its line's number for one."""
    if path.endswith(COMPRESSED):
        yield Part(path, size=size, mark=mark)
        return
    start, line = 0, 1
    with closing(_raw(path)) as stream:
        while start < size:
            end = _line_end(stream, min(start + SIZE, size), size)
            yield Part(path, start, end, line, end - start, mark)
            line += _lines(stream, start, end)
            start = end


def _line_end(stream: BinaryIO, place: int, size: int) -> int:
    """Where the line ends that the byte before `place` is in."""
    place -= 1
    stream.seek(place)
    while block := stream.read(1 << 16):
        found = block.find(b"\n")
        if found >= 0:
            return place + found + 1
        place += len(block)
    return size


def _lines(stream: BinaryIO, start: int, end: int) -> int:
    stream.seek(start)
    count = 0
    while start < end and (block := stream.read(min(_BLOCK, end - start))):
        count += block.count(b"\n")
        start += len(block)
    return count


class _Range(io.RawIOBase):
    """The bytes of a stream up to a place."""

    def __init__(self, stream: BinaryIO, start: int, end: int) -> None:
        self._stream = stream
        self._left = end - start
        stream.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._stream.read(min(len(buffer), self._left))
        buffer[: len(block)] = block
        self._left -= len(block)
        return len(block)

    def close(self) -> None:
        self._stream.close()
        super().close()


def opened_part(part: Part, cwd: str, packed: bool) -> AbstractContextManager[BinaryIO]:
    """A part's bytes, decompressed unless `packed`."""
    if part.end is not None:
        stream = _raw(part.path, cwd)
        return closing(cast(BinaryIO, io.BufferedReader(_Range(stream, part.start, part.end))))
    if not is_url(part.path):
        return opened(os.path.join(cwd, part.path), packed)
    import fsspec

    compression = None if packed else "infer"
    file: AbstractContextManager[BinaryIO] = fsspec.open(part.path, compression=compression)
    return file


def _raw(path: str, cwd: str = "") -> BinaryIO:
    if not is_url(path):
        return open(os.path.join(cwd, path), "rb")
    import fsspec

    stream: BinaryIO = fsspec.open(path).open()
    return stream


def hashed(shard: Shard, cwd: str) -> str:
    """SHA-256 of the bytes of all the parts; of a URL, of what its store says of the file, which is
    not to be fetched twice."""
    found = sha256()
    for part in shard.parts:
        if is_url(part.path):
            found.update(part.mark.encode())
            continue
        end = part.size if part.end is None else part.end
        with io.BufferedReader(_Range(_raw(part.path, cwd), part.start, end)) as stream:
            while block := stream.read(_BLOCK):
                found.update(block)
    return found.hexdigest()
