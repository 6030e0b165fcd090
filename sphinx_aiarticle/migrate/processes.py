"""Share work among copies of this process, which go on together with what each of them has found.

Another one removes what is not needed any more.
"""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe, get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, SIGTERM, signal
from tempfile import mkdtemp
from traceback import format_exception
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")
_FEWEST: Final = 50  # things for each process; with fewer, one takes longer to begin than it saves
_MOST: Final = 8  # processes: each has to read what all others have found


class Processes:
    """This process and copies of it, from ``with`` on until its end.

    All of them do the same, but for the work that they share: of that each does its part, and gets the results of the
    others. So nothing else has to be sent, and what a process knows besides, such as tokens, it still has at the next
    step. Only this one goes on after the end.

    There are as many as processors. It is one where there is little to do, and where a process with all that it knows
    cannot be copied safely: on systems other than Linux, and beside other threads.
    """

    def __init__(self, things: int) -> None:
        self.count = max(min(len(os.sched_getaffinity(0)), things // _FEWEST, _MOST), 1) if _is_safe() else 1
        self._number = 0  # of this one; copies have others
        self._copies: list[int] = []
        self._pipes: list[Connection] = []  # to all copies; in a copy, to the process that it is one of

    def __enter__(self) -> Processes:
        for number in range(1, self.count):
            ends: tuple[Connection, ...] = ()
            try:
                here, there = ends = Pipe()
                copy = os.fork()
            except OSError:  # no more are allowed: nothing is shared yet, so one can do it all
                for end in ends:
                    end.close()
                self._end()
                self.count, self._copies, self._pipes = 1, [], []
                break
            if not copy:
                for pipe in (*self._pipes, here):
                    pipe.close()  # so that it notices the end of the others
                self._number, self._copies, self._pipes = number, [], [there]
                break
            there.close()
            self._copies.append(copy)
            self._pipes.append(here)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._number:
            with suppress(Exception):  # nobody waits for it any more
                self._pipes[0].send_bytes(_packed(error))
            os._exit(0)
        self._end()

    def _end(self) -> None:
        for pipe in self._pipes:
            pipe.close()
        for copy in self._copies:
            os.kill(copy, SIGTERM)
            os.waitpid(copy, 0)

    def share(
        self,
        work: Callable[[T], R],
        items: Sequence[T],
        name: Callable[[T], str],
        progress: Callable[[Sequence[T]], Iterable[T]],
    ) -> list[R]:
        """Return what *work* makes of each of *items*, in their order.

        The *name* of a thing, which no other of them has, decides who does it at every step. What *work* changes
        beside its result is changed in the process that does it.
        """
        own = [item for item in items if crc32(name(item).encode()) % self.count == self._number]
        found = {name(item): work(item) for item in (own if self._number else progress(own))}
        for others in self._exchanged(found) if self.count > 1 else ():
            found |= others
        return [found[name(item)] for item in items]

    def _exchanged(self, found: Any) -> list[Any]:
        """Return what the others have found; everything goes by way of the first process."""
        packet = pickle.dumps(found)
        try:
            if self._number:
                self._pipes[0].send_bytes(packet)
                return [_loaded(self._pipes[0].recv_bytes()) for _ in range(1, self.count)]
            packets = [packet, *(pipe.recv_bytes() for pipe in self._pipes)]
            results = list(map(_loaded, packets[1:]))
            for number, pipe in enumerate(self._pipes, 1):
                for other in (*packets[:number], *packets[number + 1 :]):
                    pipe.send_bytes(other)
        except (EOFError, BrokenPipeError) as error:
            message = "a process of the migration was ended from outside, perhaps for want of memory"
            raise ChildProcessError(message) from error
        return results


def _is_safe() -> bool:
    """Whether this process can be copied."""
    with suppress(OSError):  # there may be no /proc
        return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1
    return False


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder, which another process removes while this one goes on: the end of this one waits for it.

    There are file systems that take milliseconds to remove each of the thousands of folders in it.
    """
    folder = Path(mkdtemp(prefix="aiarticle-")).resolve()
    try:
        yield folder
    finally:
        try:
            if not _is_safe():
                raise BlockingIOError
            get_context("fork").Process(target=_remove_undisturbed, args=(folder,)).start()
        except OSError:  # or no more processes are allowed
            _remove(folder)


def _remove_undisturbed(folder: Path) -> None:
    signal(SIGINT, SIG_IGN)  # nothing stays behind where a migration is interrupted
    _remove(folder)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for place, _, _ in os.walk(folder):  # copies of folders in which nothing may be written
        Path(place).chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def _packed(error: BaseException | None) -> bytes:
    """Return an error for another process: as it is if that survives the way, else what would be printed of it."""
    try:
        packet = pickle.dumps(error)
        pickle.loads(packet)  # noqa: S301 - our own
    except Exception:  # whatever the methods of a class raise
        packet = pickle.dumps(RuntimeError("".join(format_exception(error))))
    return packet


def _loaded(packet: bytes) -> Any:
    """Return what another process has sent, and raise the error that has ended it."""
    results = pickle.loads(packet)  # noqa: S301 - from a copy of this process
    if isinstance(results, BaseException):
        raise results
    return results
