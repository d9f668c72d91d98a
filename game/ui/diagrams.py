"""How the networks hang together, as graphs in the game's colours."""

from game.common.colours import FAKE, LOUD, QUIET, REAL
from game.common.language import say

_GRAPH = """
digraph {{
  rankdir=TB; bgcolor=transparent; nodesep={beside}; ranksep={below}
  node [shape=box style="rounded,filled" fillcolor="{loud}" color="{loud}"
        fontcolor=white fontname="sans-serif" margin="0.16,0.09"]
  edge [color="{quiet}" fontcolor="{quiet}" fontname="sans-serif" fontsize=11]
  photo [label="{photo}" fillcolor="{real}" color="{real}"]
  seed [label="{seed}" fillcolor="{fake}" color="{fake}"]
  generator [label="{generator}" fillcolor="{fake}" color="{fake}"]
  {rest}
}}
"""


def way_to_the_player() -> str:
    """A photo and a fake on their way through the same frame to you and to the networks."""
    rest = """
      frame [label="{frame}"]
      you [label="{you}"] ; network [label="{networks}"]
      photo -> frame; seed -> generator -> frame; frame -> you; frame -> network
    """.format(
        frame=say("the same frame:\\ncrop, size, compression"),
        you=say("you"),
        networks=say("networks"),
    )
    return _graph(rest, seed=say("random seed"), beside=0.25, below=0.3)


def feedback_loop() -> str:
    """What the critic says of photos and fakes teaches it and the generator."""
    rest = """
      critic [label="{judge}"]
      {{rank=same; photo; generator}}
      seed -> generator; photo -> critic; generator -> critic [label="{a_fake}"]
      critic -> critic [label=" {wrong}" style=dashed color="{loud}"]
      critic -> generator [label=" {gave_away}" style=dashed color="{fake}"]
    """.format(
        judge=say("critic: is it real?"),
        a_fake=say("fake"),
        wrong=say("what did I\\n get wrong?"),
        gave_away=say("what gave\\n it away?"),
        loud=LOUD,
        fake=FAKE,
    )
    return _graph(rest, seed=say("random numbers"), beside=0.35, below=0.45)


def _graph(rest: str, *, seed: str, beside: float, below: float) -> str:
    """The nodes that every graph has, and the rest in Graphviz's language."""
    return _GRAPH.format(
        loud=LOUD,
        quiet=QUIET,
        real=REAL,
        fake=FAKE,
        photo=say("real photo"),
        seed=seed,
        generator=say("generator"),
        rest=rest,
        beside=beside,
        below=below,
    )
