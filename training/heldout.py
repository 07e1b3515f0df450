"""Combinations that are never used in training: thing x colour, and thing x colour x relation (the thing is the relation's subject).

Drawn once from a seed, before training, and stored in heldout.json. The training sampler rejects every scene that contains one.
"""
from __future__ import annotations

import json
import random
from pathlib import Path

from world.drawing import THINGS
from world.scenes import Scene, colours_of

FILE = Path(__file__).with_name("heldout.json")
SEED = 20261123
RELATIONS = ("left of", "right of", "above", "on", "under", "in front of", "behind", "riding")
PAIRS, TRIPLES = 60, 0.03


def draw() -> dict:
    rng = random.Random(SEED)
    kinds = sorted(THINGS)
    unnatural = [(k, c) for k in kinds for c in colours_of(k) if c not in THINGS[k].natural]
    pairs = rng.sample(unnatural, PAIRS)
    triples = [(k, c, r) for k in kinds for c in colours_of(k) for r in RELATIONS if (k, c) not in pairs and rng.random() < TRIPLES]
    return {"seed": SEED, "thing_colour": sorted(pairs), "thing_colour_relation": sorted(triples)}


class Heldout:
    """The held-out combinations, with a test whether a scene contains one."""

    def __init__(self, rows: dict) -> None:
        self.pairs = {tuple(p) for p in rows["thing_colour"]}
        self.triples = {tuple(t) for t in rows["thing_colour_relation"]}

    @staticmethod
    def load() -> Heldout:
        return Heldout(json.loads(FILE.read_text()))

    def found(self, scene: Scene) -> list[tuple[str, ...]]:
        groups = scene.groups
        pairs = [(g.kind, g.colour) for g in groups if (g.kind, g.colour) in self.pairs]
        return pairs + [t for a, r, _ in sorted(scene.facts) for t in [(groups[a].kind, groups[a].colour, r)] if t in self.triples]

    def contains(self, scene: Scene) -> bool:
        return bool(self.found(scene))


def main() -> None:
    rows = draw()
    FILE.write_text(json.dumps(rows, separators=(",", ":")).replace("],[", "],\n["))
    print(f"{len(rows['thing_colour'])} pairs and {len(rows['thing_colour_relation'])} triples held out, seed {SEED}")


if __name__ == "__main__":
    main()
