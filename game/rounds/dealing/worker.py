"""The worker: a process beside a server's own that makes faces and judges them.

Both are arithmetic in many short steps, between which Python's interpreter is locked; in the
server's own process every player's press would wait its turn among them. Requests and answers are
pickles on the worker's standard input and output, one at a time; it ends with its input, so with
its server.
"""

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from game.common.recipe import GENERATOR, Recipe
from game.common.settings import Settings
from game.discriminators.judges import PROBE, load_first_judges, load_judge
from game.generators.zoo import load_generator

log = logging.getLogger(__name__)


class Worker:
    """The usual generator and the judges, elsewhere; safe between threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._one_at_a_time = threading.Lock()
        self._process = self._begun()

    def face(self, recipe: Recipe) -> np.ndarray:
        """The face of a recipe of the usual generator, uint8 (size, size, 3)."""
        made: np.ndarray = self._ask("face", recipe)
        return made

    def verdicts(self, sha256s: Sequence[str], pictures: np.ndarray) -> list[list[float]]:
        """p(fake) by each judge with these weights for each picture, uint8 (n, side, side, 3)."""
        judged: list[list[float]] = self._ask("verdicts", sha256s, pictures)
        return judged

    def close(self) -> None:
        """End the process; who asks later has it begin anew."""
        self._process.kill()
        self._process.wait()

    def _begun(self) -> "subprocess.Popen[bytes]":
        begun = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert begun.stdin is not None
        _send(begun.stdin, self._settings)
        return begun

    def _ask(self, what: str, *about: Any) -> Any:
        with self._one_at_a_time:
            try:
                answer = self._answer(what, *about)
            except (OSError, EOFError, pickle.UnpicklingError):
                # It died. What was lost costs nothing: a face follows from its recipe.
                log.warning("The worker has ended; another one begins")
                self.close()
                self._process = self._begun()
                answer = self._answer(what, *about)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _answer(self, *request: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        _send(self._process.stdin, request)
        return pickle.load(self._process.stdout)


class _Desk:
    """What the worker has at hand."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._generator = load_generator(GENERATOR, settings)
        self._judges = {judge.checkpoint_sha256: judge for judge in load_first_judges(settings)}

    def face(self, recipe: Recipe) -> np.ndarray:
        return self._generator.face(recipe)

    def verdicts(self, sha256s: Sequence[str], pictures: np.ndarray) -> list[list[float]]:
        if not self._judges.keys() >= set(sha256s):  # the one that joins later has joined
            probe = load_judge(PROBE, self._settings)
            self._judges[probe.checkpoint_sha256] = probe
        return [self._judges[sha256].p_fake(pictures).tolist() for sha256 in sha256s]


def _send(pipe: Any, what: Any) -> None:
    pickle.dump(what, pipe)
    pipe.flush()


def _work() -> None:
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes where its errors go
    settings = pickle.load(requests)
    desk: _Desk | None = None
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            what, *about = pickle.load(requests)
            try:
                desk = desk or _Desk(settings)
                answer: Any = getattr(desk, what)(*about)
            except Exception as error:
                answer = error
            _send(answers, answer)


if __name__ == "__main__":
    _work()
