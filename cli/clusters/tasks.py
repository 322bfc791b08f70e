"""What a worker does with a shard: its facts into a file, what there is to tell back.

>>> do(Task(shard, "facts", Setting(...))).facts
4013

Facts never go through the scheduler. A shard that killed its worker is done once more by a process
of its own, `careful`, which has its documents read one by one by another: that one is killed.
"""

import gc
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Container
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from troopfacts.cli.documents import Form, Reader
from troopfacts.cli.messages import Messages, Remarks, readable, shown
from troopfacts.cli.pieces import Piece
from troopfacts.cli.work import Done, Work
from troopfacts.cli.writers import Layout

from .shards import Part, Shard, hashed, opened_part

MAX_TOLD = 1000  # lines of failures and of warnings that a task brings back


class Setting(NamedTuple):
    """How all shards are read and written."""

    format: str
    layout: Layout
    form: Form | None
    encoding: str | None
    date: Any  # datetime.date | None
    texts: str | None
    version: str
    cwd: str  # of the command, to which paths are relative


class Task(NamedTuple):
    """A shard, the folder its file goes to, and the hash it had when it was done before."""

    shard: Shard
    folder: str
    setting: Setting
    known: str | None = None


class Result(NamedTuple):
    """`output` is null where the shard is as it was."""

    sha256: str
    output: str | None
    output_bytes: int
    documents: int
    facts: int
    seconds: float
    failures: list[str]
    warnings: list[str]


class Sheet(Protocol):
    """A file of facts being written."""

    suffix: str

    def write(self, lines: bytes) -> None: ...
    def close(self) -> None: ...


class _Told(Messages):
    """Messages kept until they are brought back."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def error(self, where: str, why: str) -> None:
        self.failures += 1
        self._keep(self.errors, f"{shown(readable(where))}: {shown(why)}")

    def warning(self, where: str, why: str) -> None:
        self._keep(self.warnings, f"{shown(readable(where))}: warning: {shown(why)}")

    def _keep(self, told: list[str], line: str) -> None:
        if len(told) < MAX_TOLD:
            told.append(line)


def do(task: Task) -> Result:
    """A shard in this process."""
    return _done(task, _Here)


def do_carefully(task: Task) -> Result:
    """A shard in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "troopfacts.cli.clusters.careful"],
        input=pickle.dumps(task),
        stdout=subprocess.PIPE,
    )
    if done.returncode:
        raise RuntimeError(f"kills the process that reads it ({done.returncode}), skipped")
    result: Result = pickle.loads(done.stdout)
    return result


def done_one_by_one(task: Task) -> Result:
    """A shard whose documents are read by another process, one killed after the other."""
    return _done(task, _Elsewhere)


def _done(task: Task, labour: "type[_Here | _Elsewhere]") -> Result:
    gc.set_threshold(50_000)  # as in the command
    began = time.monotonic()
    _check_version(task.setting.version)
    digest = hashed(task.shard, task.setting.cwd)
    if digest == task.known:
        return Result(digest, None, 0, 0, 0, 0.0, [], [])
    setting = task.setting
    told = _Told()
    documents = facts = 0
    sheet, temporary = _sheet(task)
    try:
        work = Work("jsonl", setting.layout, setting.texts)
        remarks = Remarks(told)

        def deliver(done: Done) -> None:
            nonlocal documents, facts
            if done.failure:
                told.error(done.id, done.failure)
            remarks.take(done.id, done.archive, done.remarks)
            sheet.write(done.lines)
            documents += done.first
            facts += done.facts

        with labour(work, deliver) as labourer:
            for part in task.shard.parts:
                for piece in _reader(part, told, setting).read([part.path]):
                    labourer.take(piece)
            labourer.finish()
        remarks.finish()
        sheet.close()
        output, size = _put(temporary, task, sheet.suffix)
    finally:
        with suppress(OSError):
            os.unlink(temporary)
    seconds = round(time.monotonic() - began, 3)
    return Result(digest, output, size, documents, facts, seconds, told.errors, told.warnings)


class _Here:
    """Does each piece as it comes."""

    def __init__(self, work: Work, deliver: Callable[[Done], None]) -> None:
        self._work = work
        self._deliver = deliver

    def __enter__(self) -> "_Here":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def take(self, piece: Piece) -> None:
        for done in self._work.do(piece):
            self._deliver(done)

    def finish(self) -> None:
        pass


class _Elsewhere:
    """Has each piece done by a process that may die of it."""

    def __init__(self, work: Work, deliver: Callable[[Done], None]) -> None:
        from troopfacts.cli.workers import Team

        self._team = Team(work, deliver, 1)

    def __enter__(self) -> "_Elsewhere":
        return self

    def __exit__(self, *error: object) -> None:
        self._team.close(at_once=error[0] is not None)

    def take(self, piece: Piece) -> None:
        self._team.take(piece)

    def finish(self) -> None:
        self._team.finish()


def _reader(part: Part, told: Messages, setting: Setting) -> Reader:
    return Reader(
        told,
        setting.form,
        setting.encoding,
        setting.date,
        opener=lambda path, packed: opened_part(part, setting.cwd, packed),
        first_line=part.line,
    )


def _check_version(wanted: str) -> None:
    from importlib.metadata import version

    here = version("troopfacts")
    if here != wanted:
        raise RuntimeError(f"the worker has troopfacts {here}, the command is {wanted}")


def _sheet(task: Task) -> tuple[Sheet, str]:
    descriptor, temporary = tempfile.mkstemp(".tmp", f".{task.shard.name}.", task.folder)
    os.close(descriptor)
    if task.setting.format == "parquet":
        from .parquet import ParquetSheet

        return ParquetSheet(temporary, task.setting.layout), temporary
    return _LinesSheet(temporary), temporary


class _LinesSheet:
    """Compressed JSON Lines; the same bytes for the same facts."""

    suffix = ".jsonl.gz"

    def __init__(self, path: str) -> None:
        import gzip

        self._raw = open(path, "wb")  # noqa: SIM115  (closed by close)
        self._file = gzip.GzipFile("", "wb", 6, self._raw, mtime=0)

    def write(self, lines: bytes) -> None:
        self._file.write(lines)

    def close(self) -> None:
        self._file.close()
        self._raw.flush()
        os.fsync(self._raw.fileno())
        self._raw.close()


def tidy(folder: str, names: Container[str]) -> None:
    """Remove what killed workers have left of these shards."""
    for name in os.listdir(folder):
        if (
            name.startswith(".")
            and name.endswith(".tmp")
            and name[1:-4].rpartition(".")[0] in names
        ):
            with suppress(OSError):
                os.unlink(os.path.join(folder, name))


def _put(temporary: str, task: Task, suffix: str) -> tuple[str, int]:
    """Into its place, whole."""
    name = task.shard.name + suffix
    size = os.path.getsize(temporary)
    os.chmod(temporary, 0o644)
    os.replace(temporary, os.path.join(task.folder, name))
    return name, size
