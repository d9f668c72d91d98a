"""Where the truth is held back no second tab finds it, at whatever moment it looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from game.classroom import lead
from game.classroom.classroom import Classroom
from game.classroom.rules import Rules
from game.common.errors import Refused
from game.common.vocabulary import Design, Mode, Pace
from game.rounds.dealing import in_colour
from game.rounds.game import Game
from game.rounds.game_modes import game_mode
from game.rounds.plan import Phase
from game.store.engine import Session
from game.ui.resources import game
from tests.classroom.classes import player_view
from tests.rounds.playing import STAGE
from tests.ui.visiting import new_tab, pair_data

LENGTH = 4


@pytest.fixture
def after_each_write(opened: Game, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What is put into this list is called whenever others can see a change of the store."""
    looks: list[Callable[[], None]] = []
    write = opened.store.write

    @contextmanager
    def watched() -> Iterator[Session]:
        with write() as session:
            yield session
        called, looks[:] = looks[:], []  # what a look writes is not looked at
        for look in called:
            look()
        looks[:] = called

    monkeypatch.setattr(opened.store, "write", watched)
    return looks


def found_by_asking(player: int, trials: list[int]) -> list[object]:
    """All that a browser could have been told of the truth of these trials."""
    asked: list[Callable[[int, int], object]] = [
        game().reveal,
        partial(in_colour.for_networks, game()),
        partial(in_colour.for_people, game()),
        lambda player, trial: game().keep_spots(player, trial, [[0, 0.5, 0.5, "hair"]]),
    ]
    turn = game().turn(player)
    found: list[object] = [turn] if turn and turn.phase is Phase.REVEAL else []
    found += game().reveals(player)
    for trial in trials:
        for ask in asked:
            try:
                found.append((trial, ask(player, trial)))
            except Refused as refusal:
                if "Only a generated face" in str(refusal):  # that tells which one it is
                    found.append(refusal)
    return found


@pytest.mark.parametrize(
    ("mode", "design"), [(Mode.TEST, Design.TWO_AFC), (Mode.EXPERIMENT, Design.YES_NO)]
)
def test_another_tab_that_looks_after_every_press_is_never_told(
    opened: Game, after_each_write: list[Callable[[], None]], mode: Mode, design: Design
) -> None:
    player, _ = opened.join("Ada")
    plan = opened.plan(mode=mode, design=design, generator=STAGE, feedback=False)
    opened.start(player, plan, LENGTH)
    trials: list[int] = []
    found: list[object] = []
    after_each_write.append(lambda: found.extend(found_by_asking(player, trials)))
    for position in range(1, LENGTH):
        turn = opened.turn(player)
        assert turn is not None
        assert (turn.position, turn.phase) == (position, Phase.ASK)
        trials.append(turn.trial_id)
        if position == 2:
            opened.know_face(player, turn.trial_id)
            continue
        opened.answer(player, turn.trial_id, 0)
        if game_mode(plan.mode).asks_confidence:
            opened.close_trial(player, turn.trial_id, 2)
    assert found == []
    after_each_write.clear()

    opened.abandon(player)
    (block,) = opened.blocks(player, mode)
    opened.let_networks_follow(player, trials[-1]).result()
    told = opened.block(player, block.round_id)  # at the end all of it is there
    assert [reveal.trial_id for reveal in told] == trials
    assert all(len(reveal.verdicts) == len(opened.networks.names) for reveal in told)


def test_a_reloading_tab_draws_a_test_without_its_truth(
    opened: Game, after_each_write: list[Callable[[], None]]
) -> None:
    player, token = opened.join("Ada")
    plan = opened.plan(mode=Mode.TEST, generator=STAGE, feedback=False)
    opened.start(player, plan, LENGTH)
    drawn = []

    def reload() -> None:
        tab = new_tab()
        tab.session_state["token"] = token
        tab.switch_page("game/ui/pages/training.py").run()
        assert not tab.exception
        drawn.append(pair_data(tab))

    after_each_write.append(reload)
    turn = opened.turn(player)
    assert turn is not None
    opened.answer(player, turn.trial_id, 0)
    opened.close_trial(player, turn.trial_id, 2)
    assert [(data["phase"], data["position"]) for data in drawn[:2]] == [("sure", 1), ("ask", 2)]
    assert not [data for data in drawn if "truth" in data or data["scores"]]


def test_alone_in_a_class_another_tab_is_never_told(
    opened: Game, after_each_write: list[Callable[[], None]]
) -> None:
    rooms = Classroom(opened)
    plan = opened.plan(mode=Mode.ROOM, generator=STAGE, feedback=False)
    code, secret = rooms.open("10b", plan, 5, Rules(Pace.SELF))
    _, ada = rooms.join(code, "Ada")
    rooms.lead(code, secret, lead.begin)
    found: list[object] = []

    def look() -> None:
        view = player_view(rooms, code, ada)
        if view.reveal or view.past or (view.turn and view.turn.phase is Phase.REVEAL):
            found.append(view)
        rooms.report(code, secret)  # the networks answer meanwhile, for the host alone

    after_each_write.append(look)
    for _ in range(5):
        turn = player_view(rooms, code, ada).turn
        assert turn is not None
        rooms.answer(code, ada, turn.trial_id, 0)
    assert found == []
    rooms.lead(code, secret, lead.end)
    assert len(player_view(rooms, code, ada).past) == 5
