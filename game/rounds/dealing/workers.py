"""The workers: two processes beside a server's own, of which one makes faces and one judges them.

Both are arithmetic in many short steps, between which Python's interpreter is locked; in the
server's own process every player's press would wait its turn among them. Requests and answers are
pickles on a worker's standard input and output, one at a time; it ends with its input, so with its
server.
"""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from typing import Any

import numpy as np

from game.common.recipe import GENERATOR, Recipe
from game.common.settings import Settings
from game.discriminators.judge import Judge
from game.discriminators.known import PROBE
from game.generators.opponent import Opponent

# How much less of the processor who makes faces gets, where it is short: most are made ahead, while
# somebody waits for what the judges say.
NICE = 5
log = logging.getLogger(__name__)


class Workers:
    """The usual generator, and the judges, elsewhere; safe between threads."""

    def __init__(self, settings: Settings) -> None:
        self._maker, self._judge = _Worker(settings, NICE), _Worker(settings, 0)

    def face(self, recipe: Recipe) -> np.ndarray:
        """The face of a recipe of the usual generator, uint8 (size, size, 3)."""
        made: np.ndarray = self._maker.ask("face", recipe)
        return made

    def verdicts(self, sha256s: Sequence[str], pictures: np.ndarray) -> list[list[float]]:
        """p(fake) by each judge with these weights for each picture, uint8 (n, side, side, 3)."""
        judged: list[list[float]] = self._judge.ask("verdicts", sha256s, pictures)
        return judged

    def close(self) -> None:
        """End both processes; who asks later has one begin anew."""
        self._maker.close()
        self._judge.close()


class _Worker:
    """One process, and the line of those who ask it."""

    def __init__(self, settings: Settings, nice: int) -> None:
        self._settings = settings
        self._nice = nice
        # In the order in which they come: a lock would let whoever makes faces ahead keep it.
        self._line = ThreadPoolExecutor(1, "worker")
        self._process = self._begun()

    def ask(self, what: str, *about: Any) -> Any:
        answer = self._line.submit(self._answer, what, *about).result()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _begun(self) -> "subprocess.Popen[bytes]":
        begun = subprocess.Popen(
            [sys.executable, "-m", __name__, str(self._nice)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert begun.stdin is not None
        _send(begun.stdin, self._settings)
        return begun

    def _answer(self, *request: Any) -> Any:
        try:
            return self._exchange(*request)
        except (OSError, EOFError, pickle.UnpicklingError):
            # It died. What was lost costs nothing: a face follows from its recipe.
            log.warning("A worker has ended; another one begins")
            self.close()
            self._process = self._begun()
            return self._exchange(*request)

    def _exchange(self, *request: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        _send(self._process.stdin, request)
        return pickle.load(self._process.stdout)


class _Desk:
    """What a worker has at hand, loaded once it is asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _generator(self) -> Opponent:
        from game.generators.zoo import load_generator  # the server itself needs no Torch

        return load_generator(GENERATOR, self._settings)

    @cached_property
    def _judges(self) -> dict[str, Judge]:
        from game.discriminators.judges import load_first_judges

        return {judge.checkpoint_sha256: judge for judge in load_first_judges(self._settings)}

    def face(self, recipe: Recipe) -> np.ndarray:
        return self._generator.face(recipe)

    def verdicts(self, sha256s: Sequence[str], pictures: np.ndarray) -> list[list[float]]:
        if not self._judges.keys() >= set(sha256s):  # the one that joins later has joined
            from game.discriminators.judges import load_judge

            probe = load_judge(PROBE, self._settings)
            self._judges[probe.checkpoint_sha256] = probe
        return [self._judges[sha256].p_fake(pictures).tolist() for sha256 in sha256s]


def _send(pipe: Any, what: Any) -> None:
    pickle.dump(what, pipe)
    pipe.flush()


def _work() -> None:
    os.nice(int(sys.argv[1]))
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints goes where its errors go
    desk = _Desk(pickle.load(requests))
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            what, *about = pickle.load(requests)
            try:
                answer: Any = getattr(desk, what)(*about)
            except Exception as error:
                answer = error
            _send(answers, answer)


if __name__ == "__main__":
    _work()
