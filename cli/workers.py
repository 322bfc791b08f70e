"""Worker processes: imported only by a run that uses them.

Pieces go out in batches and encoded facts come back, each worker over a pipe of its own: the main
process passes bytes on. The death of a worker is the end of its pipe, wherever it dies, and costs
the others nothing. (A ProcessPoolExecutor gives up all of its workers when one dies, and did not
always come back from that: a run whose worker was killed could wait for ever.)
"""

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import cast

from .pieces import Piece
from .signals import NAMES, blocked
from .work import Done, Work
from .writers import Layout

BATCH = 128_000  # code points
BATCH_PIECES = 500  # of documents that are next to nothing
AHEAD = 4  # batches a worker that may wait for one before them
ATTEMPTS = 2  # the first time, somebody else may have killed the worker

KILLS = "kills the process that reads it, skipped"

_DEAD = (EOFError, OSError)  # what a pipe says of it

# Only Linux forks safely; the main process has no threads.
_METHOD = "fork" if sys.platform == "linux" else None


class Worker:
    """A process, the pipe to it, and the batch it is busy with."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.number = 0
        self.batch: list[Piece] | None = None
        self.process: BaseProcess
        self.pipe: Connection

    def start(self, others: Iterable["Worker"]) -> None:
        context = multiprocessing.get_context(_METHOD)
        self.pipe, its = context.Pipe()
        # A forked worker has our ends of all the pipes; with them closed, its own ends with us.
        ours = [self.pipe, *(one.pipe for one in others)] if _METHOD == "fork" else []
        arguments = (its, ours, self._work.format, self._work.layout, self._work.texts)
        self.process = context.Process(target=_serve, args=arguments, daemon=True)  # type: ignore[attr-defined]
        try:
            self.process.start()
        except BaseException:
            self.pipe.close()
            raise
        finally:
            its.close()

    def stop(self, at_once: bool) -> None:
        if not at_once:
            try:
                self.pipe.send(None)
            except OSError:  # it was killed since
                at_once = True
        if at_once:
            self.process.kill()
        self.process.join()
        self.pipe.close()


class Team:
    """Deals out batches and delivers what comes back, in the order of the pieces."""

    def __init__(self, work: Work, deliver: Callable[[Done], None], jobs: int) -> None:
        self._work = work
        self._deliver = deliver
        self._workers: list[Worker] = []
        self._batch: list[Piece] = []
        self._size = 0
        self._sent = self._delivered = 0  # batches
        self._waiting: dict[int, list[Done]] = {}  # for a batch before them
        try:
            for _ in range(jobs):
                with blocked():  # until a worker has its own answer to signals, and we know it
                    worker = Worker(work)
                    worker.start(self._workers)
                    self._workers.append(worker)
        except BaseException:
            self.close(at_once=True)
            raise

    def take(self, piece: Piece) -> None:
        """Put a piece into the batch, and send that when it is full."""
        self._batch.append(piece)
        self._size += piece.size
        if self._size >= BATCH or len(self._batch) >= BATCH_PIECES:
            self._send()

    def finish(self) -> None:
        """Deliver all that was taken."""
        if self._batch:
            self._send()
        while self._delivered < self._sent:
            self._receive()

    def close(self, at_once: bool) -> None:
        """End the workers; `at_once`: what they are doing is not wanted any more."""
        while self._workers:
            self._workers.pop().stop(at_once)

    def _send(self) -> None:
        while self._sent - self._delivered >= AHEAD * len(self._workers):
            self._receive()
        worker = self._idle()
        worker.number, worker.batch = self._sent, self._batch
        self._sent += 1
        self._batch, self._size = [], 0
        try:
            worker.pipe.send(worker.batch)
        except OSError:
            self._finish(worker, self._redone(worker, worker.batch))

    def _idle(self) -> Worker:
        while True:
            for worker in self._workers:
                if worker.batch is None:
                    return worker
            self._receive()

    def _receive(self) -> None:
        """Wait for a worker to be done, or dead."""
        busy = {one.pipe: one for one in self._workers if one.batch is not None}
        for pipe in wait(list(busy)):
            worker = busy[cast(Connection, pipe)]
            try:
                results = worker.pipe.recv()
            except _DEAD:
                results = self._redone(worker, worker.batch or [])
            self._finish(worker, results)

    def _finish(self, worker: Worker, results: list[Done]) -> None:
        worker.batch = None
        self._waiting[worker.number] = results
        while self._delivered in self._waiting:
            for done in self._waiting.pop(self._delivered):
                self._deliver(done)
            self._delivered += 1

    def _redone(self, worker: Worker, batch: list[Piece]) -> list[Done]:
        """The batch of a worker that died, piece by piece in another: which of them kills?"""
        self._replace(worker)
        return [done for piece in batch for done in self._alone(worker, piece)]

    def _alone(self, worker: Worker, piece: Piece) -> list[Done]:
        for _ in range(ATTEMPTS):
            try:
                worker.pipe.send([piece])
                return cast(list[Done], worker.pipe.recv())
            except _DEAD:
                self._replace(worker)
        return [self._work.failed(piece, KILLS)]

    def _replace(self, worker: Worker) -> None:
        with blocked():
            worker.stop(at_once=True)
            worker.start(one for one in self._workers if one is not worker)


def _serve(
    pipe: Connection, ours: list[Connection], format: str, layout: Layout, texts: str | None
) -> None:
    """A worker's life. Ctrl-C reaches all processes of a terminal: the main one alone decides."""
    for name in NAMES:
        if hasattr(signal, name):
            ignored = name != "SIGTERM"
            signal.signal(getattr(signal, name), signal.SIG_IGN if ignored else signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [getattr(signal, name) for name in NAMES])
    for one in ours:
        one.close()
    work = Work(format, layout, texts)
    try:
        while (batch := pipe.recv()) is not None:
            pipe.send([done for piece in batch for done in work.do(piece)])
    except _DEAD:
        pass  # the main process was killed
