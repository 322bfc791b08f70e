"""What a run has done, shard by shard, in a file beside the facts: OUTDIR/manifest.json.

>>> Manifest("facts", key).is_done(shard)
True

The shards stand in the order of the input, so that their files one after the other are what one
process would have written.
"""

import os
import tempfile
from contextlib import suppress
from typing import Any

import msgspec

from troopfacts.cli.outputs import OutputError

from .shards import Shard

NAME = "manifest.json"
VERSION = 1


class Entry(msgspec.Struct):
    """One shard. `mark` is time and size of its files, `sha256` is of their bytes; `failures` names
    what could not be read, `output` is null where nothing could be."""

    name: str
    inputs: list[str]
    start: int
    end: int | None
    bytes: int
    mark: str
    sha256: str
    output: str | None
    output_bytes: int
    documents: int
    facts: int
    seconds: float
    failures: list[str]
    warnings: list[str]


class _File(msgspec.Struct):
    version: int
    key: str
    shards: list[Entry]


class Manifest:
    """The entries of this run and the one before, if that was made in the same way."""

    def __init__(self, folder: str, key: str) -> None:
        self._folder = folder
        self._path = os.path.join(folder, NAME)
        self._key = key
        self._before = self._read()
        self._entries: dict[str, Entry] = {}
        self._order: list[str] = []

    def known(self, shard: Shard) -> Entry | None:
        """What was done of a shard of that name, if its file is still there."""
        entry = self._before.get(shard.name)
        if not entry or not entry.output:
            return None
        path = os.path.join(self._folder, entry.output)
        with suppress(OSError):
            if os.path.getsize(path) == entry.output_bytes:
                return entry
        return None

    def expect(self, shard: Shard) -> None:
        """The next of the input."""
        self._order.append(shard.name)

    def put(self, entry: Entry) -> None:
        """A shard is done."""
        self._entries[entry.name] = entry

    def write(self, complete: bool) -> None:
        """Whole or not at all. Until the run is complete, what was known before is kept."""
        entries = [self._entries[name] for name in self._order if name in self._entries]
        if not complete:
            names = {entry.name for entry in entries}
            entries += [entry for entry in self._before.values() if entry.name not in names]
        text = msgspec.json.format(msgspec.json.encode(_File(VERSION, self._key, entries)))
        temporary = ""
        try:
            descriptor, temporary = tempfile.mkstemp(".tmp", f".{NAME}.", self._folder)
            with open(descriptor, "wb") as file:
                file.write(text + b"\n")
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o644)
            os.replace(temporary, self._path)
        except OSError as error:
            with suppress(OSError):
                os.unlink(temporary)
            raise OutputError(self._path, error.strerror or str(error)) from None

    def _read(self) -> dict[str, Entry]:
        try:
            with open(self._path, "rb") as file:
                found = msgspec.json.decode(file.read(), type=_File)
        except FileNotFoundError:
            return {}
        except (OSError, msgspec.DecodeError) as error:
            raise OutputError(self._path, f"is no manifest of ours: {error}") from None
        if found.version != VERSION:
            raise OutputError(self._path, f"is a manifest of version {found.version}")
        return {entry.name: entry for entry in found.shards} if found.key == self._key else {}


def key_of(setting: Any) -> str:
    """What output depends on but for the input: another key, and all is done anew."""
    from hashlib import sha256

    made = msgspec.json.encode(setting, order="deterministic", enc_hook=repr)
    return sha256(made).hexdigest()[:16]
