"""What a picture shows, fact by fact, as numbers: a red cat is there, a cat is left of something, it is night.

Contrast between whole captions and whole pictures learns last which colour belongs to which thing, and who stands left of whom: a bag of words tells most
pictures apart, and neither tower gains by keeping such a fact while the other does not. So while they learn, both towers must let the same
prototypes read the facts off their embeddings. The prototypes are not exported.
"""
from __future__ import annotations

import numpy as np

from heldout import Heldout
from world.drawing import COLOURS, THINGS
from world.light import HOURS
from world.scenes import ATTACHED, HAT_COLOURS, INVERSE, Scene, colours_of
from world.sceneries import SCENERIES

RELATIONS = sorted({*ATTACHED, *INVERSE} - {"beside"})


def _all() -> list[tuple]:
    facts: list[tuple] = [("scenery", w) for w in SCENERIES] + [("hour", h) for h in HOURS] + [("colour", c) for c in COLOURS] + [("rain",)]
    facts += [("season", s) for s in sorted({s for w in SCENERIES.values() for s in w.seasons if s})]
    for kind in sorted(THINGS):
        facts += [("kind", kind), *(("kind", kind, c) for c in colours_of(kind)), *(("count", kind, n) for n in (1, 2, 3, 4))]
        facts += [(place, kind, r) for r in RELATIONS for place in ("subject", "object")]
        facts += [("size", kind, s) for s in ("big", "small")] + [("doing", kind, d) for d in ("sleeping", "jumping")] + [("hat", kind, c) for c in HAT_COLOURS]
    return facts


FACTS = {fact: number for number, fact in enumerate(_all())}


def facts_of(scene: Scene) -> set[tuple]:
    """Every fact that holds in the picture; a full caption says all of them."""
    groups = scene.groups
    found: set[tuple] = {("scenery", scene.scenery), ("hour", scene.hour), ("season", scene.season)} | ({("rain",)} if scene.rain else set())
    for g in groups:
        found |= {("kind", g.kind), ("kind", g.kind, g.colour), ("colour", g.colour), ("count", g.kind, g.count), ("size", g.kind, g.size), ("doing", g.kind, g.doing), ("hat", g.kind, g.hat)}
    for a, relation, b in scene.facts:
        found |= {("subject", groups[a].kind, relation), ("object", groups[b].kind, relation)}
    return found & FACTS.keys()


def truth(scenes: list[Scene]) -> np.ndarray:
    """[picture, fact]: whether it holds."""
    matrix = np.zeros((len(scenes), len(FACTS)), bool)
    for row, scene in zip(matrix, scenes):
        row[[FACTS[fact] for fact in facts_of(scene)]] = True
    return matrix


def untaught(heldout: Heldout) -> np.ndarray:
    """The facts that no picture of training shows: nothing may be learnt about them, not even that they are rare."""
    return np.array([fact[0] == "kind" and fact[1:] in heldout.pairs for fact in FACTS])
