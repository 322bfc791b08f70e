"""A run on a cluster: shards are handed out as workers become free, and those that kill theirs are
done again, alone.

A shard is suspected when its worker has died twice, since somebody else may have killed the first.
Dask suspects all that a dead worker had been given, so an innocent one may be among them: done
carefully, it comes to no harm.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from types import FrameType
from typing import Any

from troopfacts.cli import outputs, sources
from troopfacts.cli.decoding import MissingError
from troopfacts.cli.messages import Messages, pace, readable, reason
from troopfacts.cli.run import Options, code_of, cores, is_on_terminal
from troopfacts.cli.signals import NAMES, die_by

from . import tasks
from .manifests import Entry, Manifest, key_of
from .shards import Shard, cut, is_url, listed

LOCAL = "local"
INSTALL = "needs: pip install 'troopfacts[dask]'"
PARQUET = "--format parquet needs: pip install 'troopfacts[parquet]'"

AHEAD = 3  # shards a thread of the cluster that are with the scheduler
SAVE = 30  # seconds between writings of the manifest


def run(options: Options, scheduler: str) -> int:
    """Do it all; the exit code is that of `extract`."""
    messages = Messages(options.quiet)

    def work() -> int:
        try:
            return _Run(options, scheduler, messages).do()
        except MissingError as error:
            messages.error("--scheduler", str(error))
        except (OSError, ValueError) as error:  # no scheduler at the address
            messages.error(scheduler, reason(error))
        return 0

    return code_of(work, messages)


class _Run:
    """What is wanted, what is being done, what was done."""

    def __init__(self, options: Options, scheduler: str, messages: Messages) -> None:
        assert options.output
        self._options = options
        self._scheduler = scheduler
        self._messages = messages
        self._folder = os.path.abspath(options.output)
        self._setting = tasks.Setting(
            options.format,
            options.layout,
            options.form,
            options.encoding,
            options.date,
            os.path.abspath(options.texts) if options.texts else None,
            version("troopfacts"),
            os.getcwd(),
        )
        _require(options.format)
        try:
            os.makedirs(self._folder, exist_ok=True)
        except OSError as error:
            raise outputs.OutputError(options.output, reason(error)) from None
        self._manifest = Manifest(self._folder, key_of(self._setting._replace(cwd="")))
        self._began = self._saved = time.monotonic()
        self._shards: dict[Any, Shard] = {}  # of the futures that are out
        self._done = self._all = self._documents = self._facts = self._bytes = 0
        self._unchanged = self._unread = 0  # known by its mark, and by its hash only

    def do(self) -> int:
        """The facts found, now and before."""
        todo = self._to_do()
        if todo:
            with self._stopping(), _client(self._scheduler, self._options.jobs) as client:
                self._messages.note(f"dashboard: {client.dashboard_link}")
                try:
                    self._hand_out(client, todo)
                finally:
                    self._messages.progress("")
                    self._manifest.write(complete=False)
        self._manifest.write(complete=True)
        tasks.tidy(self._folder, {shard.name for shard, _ in todo})
        self._messages.note(self._summary())
        return self._facts

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """A signal ends the run at once, and what is done is known to the next. It is no exception
        here: Dask's own code would catch it now and then. Its workers end with this process."""

        def stop(number: int, frame: FrameType | None) -> None:
            self._messages.progress("")
            with suppress(outputs.OutputError):
                self._manifest.write(complete=False)
            die_by(number)

        before: dict[int, Any] = {}
        for name in NAMES:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) != signal.SIG_IGN:
                before[number] = signal.signal(number, stop)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _to_do(self) -> list[tuple[Shard, str | None]]:
        """(shard, the hash it had) of each that is not known to be as it was."""
        todo: list[tuple[Shard, str | None]] = []
        whole = self._options.encoding is not None
        for shard in cut(self._paths(), self._options.form, whole, self._messages.error):
            self._manifest.expect(shard)
            known = self._manifest.known(shard)
            if known and known.mark == shard.mark:
                self._take(known)
                self._unchanged += 1
            else:
                todo.append((shard, known.sha256 if known else None))
        self._all = len(todo)
        return todo

    def _paths(self) -> Iterator[str]:
        options = self._options
        chosen = sources.Filter(options.globs)
        if options.files_from is not None:
            yield from sources.listed(options.files_from, chosen, self._messages)
            return
        for path in options.paths:
            if is_url(path):
                yield from listed(path)
            else:
                yield from sources.find([path], chosen, self._messages)

    def _hand_out(self, client: Any, todo: list[tuple[Shard, str | None]]) -> None:
        from distributed import as_completed

        waiting = iter(todo)
        room = AHEAD * max(1, sum(client.nthreads().values()))
        futures = as_completed()
        for _, (shard, known) in zip(range(room), waiting, strict=False):
            futures.add(self._submit(client, shard, known))
        for future in futures:
            again = self._finish(client, future)
            if again:
                futures.add(again)
            elif following := next(waiting, None):
                futures.add(self._submit(client, *following))
            self._tell()

    def _submit(self, client: Any, shard: Shard, known: str | None, work: Any = tasks.do) -> Any:
        task = tasks.Task(shard, self._folder, self._setting, known)
        future = client.submit(work, task, pure=False, retries=0)
        self._shards[future] = shard
        return future

    def _finish(self, client: Any, future: Any) -> Any:
        """Take what a task brought; another task where its worker died."""
        from distributed.scheduler import KilledWorker

        shard = self._shards.pop(future)
        error = future.exception() if future.status == "error" else None
        is_careful = future.key.startswith("do_carefully")
        if isinstance(error, KilledWorker) and not is_careful:
            return self._submit(client, shard, None, tasks.do_carefully)
        if future.status == "cancelled" and not is_careful:  # lost with the scheduler
            return self._submit(client, shard, None, tasks.do_carefully)
        self._done += 1
        if future.status == "finished":
            result: tasks.Result = future.result()
            self._take(self._entry(shard, result))
        else:
            why = "kills the worker that reads it, skipped"
            told = f"{shard.name}: {why if isinstance(error, KilledWorker) else error!r}"
            failed = tasks.Result("", None, 0, 0, 0, 0.0, [told], [])
            self._take(self._entry(shard, failed))
        future.release()
        if time.monotonic() - self._saved > SAVE:
            self._saved = time.monotonic()
            self._manifest.write(complete=False)
        return None

    def _entry(self, shard: Shard, result: tasks.Result) -> Entry:
        known = self._manifest.known(shard)
        if result.output is None and known and known.sha256 == result.sha256:
            known.mark = shard.mark
            self._unchanged += 1
            self._unread += 1
            return known
        first = shard.parts[0]
        self._bytes += shard.size
        return Entry(
            name=shard.name,
            inputs=[readable(part.path) for part in shard.parts],
            start=first.start,
            end=first.end,
            bytes=shard.size,
            mark=shard.mark,
            sha256=result.sha256,
            output=result.output,
            output_bytes=result.output_bytes,
            documents=result.documents,
            facts=result.facts,
            seconds=result.seconds,
            failures=result.failures,
            warnings=result.warnings,
        )

    def _take(self, entry: Entry) -> None:
        self._manifest.put(entry)
        self._documents += entry.documents
        self._facts += entry.facts
        for line in entry.failures:
            self._messages.failures += 1
            self._messages.trace(f"troopfacts: {line}\n")
        for line in entry.warnings if not self._options.quiet else ():
            self._messages.trace(f"troopfacts: {line}\n")

    def _tell(self) -> None:
        if self._options.quiet or not is_on_terminal():
            return
        seconds = time.monotonic() - self._began
        told = [f"{self._done:,} of {self._all:,} shards", f"{self._documents:,} documents"]
        told += [f"{self._facts:,} facts", *pace(seconds, self._bytes, None, self._documents)]
        self._messages.progress(", ".join(told))

    def _summary(self) -> str:
        seconds = time.monotonic() - self._began
        done = self._done - self._unread
        shards = f"{done:,} shard{'s' * (done != 1)} done, {self._unchanged:,} unchanged"
        return (
            f"{self._folder}: {shards}; {self._documents:,} documents, {self._facts:,} facts; "
            f"{seconds:.1f} s"
        )


def _require(format: str) -> None:
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise MissingError(f"{INSTALL} (no {error.name})") from None
    if format == "parquet":
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError as error:
            raise MissingError(f"{PARQUET} (no {error.name})") from None


@contextmanager
def _client(scheduler: str, jobs: int) -> Iterator[Any]:
    """A client of the cluster at an address, or of one that is started here for the run."""
    import dask
    from distributed import Client, LocalCluster

    if scheduler != LOCAL:
        with Client(scheduler, timeout="20s") as client:
            yield client
        return
    # One more death of a worker is allowed a task than the first. Facts stay out of the scheduler's
    # memory, so there is nothing for it to watch.
    settings = {
        "distributed.scheduler.allowed-failures": 1,
        "distributed.worker.memory.terminate": False,
        "distributed.worker.profile.enabled": False,  # looks into the work every 10 ms
        # Three processes that look at themselves fifty times a second take 4 % of a core.
        "distributed.admin.tick.interval": "1s",
        "distributed.admin.tick.limit": "60s",
        "distributed.admin.system-monitor.interval": "5s",
        "distributed.admin.log-format": "",
        "logging.distributed": "critical",
    }
    # When a signal ends the run, Python's own watcher of semaphores would tell of them.
    warnings = filter(None, [os.environ.get("PYTHONWARNINGS"), "ignore:resource_tracker"])
    os.environ["PYTHONWARNINGS"] = ",".join(warnings)
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=jobs or cores(),
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",
            memory_limit=0,
            silence_logs=50,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client
