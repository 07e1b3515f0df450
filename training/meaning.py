"""The meanings of captions and scenes as unit vectors: the targets of both towers.

A thing's code is multiplied element by element with the codes of its properties (its colour, its count, its relation), and the products are
summed. A product resembles neither of its factors, so the sum preserves which colour belongs to which thing; and a combination that never occurred
in training has a code as well. The codes are learnt from scenes and claims as data, without pictures or words: python3 meaning.py. Writes
.cache/meaning.pt.
"""
from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from heldout import Heldout
from model import JOINT
from stream import alibi_matrix
from world.captions import Claimer
from world.claims import CATEGORIES, Claim, groups_of, kinds_of
from world.drawing import COLOURS, THINGS
from world.light import HOURS
from world.scenes import ATTACHED, HAT_COLOURS, INVERSE, Sampler, Scene, twin
from world.sceneries import SCENERIES, SEASONS

FILE = Path(__file__).resolve().parent / ".cache" / "meaning.pt"
SEED = 20261126
RELATIONS = sorted({*ATTACHED, *INVERSE})
GATHERINGS = sorted({*(t.group for t in THINGS.values()), *CATEGORIES})
SIDES = {"left of": "right of", "right of": "left of"}

PROPERTIES = ([("colour", c) for c in COLOURS] + [("count", n) for n in (1, 2, 3, 4)] + [("size", s) for s in ("big", "small")] + [("doing", d) for d in ("sleeping", "jumping")]
              + [("hat", c) for c in (*HAT_COLOURS, "any")] + [("place", p) for p in ("air", "water")] + [(role, r) for r in RELATIONS for role in ("subject", "object")])
"""The properties of a thing; each has a code of its own and one that multiplies the thing's code."""
THING_CODES = [("kind", k) for k in sorted(THINGS)] + [("gathering", g) for g in GATHERINGS]
AROUND = ([("scenery", s) for s in SCENERIES] + [("hour", h) for h in HOURS] + [("season", s) for s in SEASONS] + [("rain", True)])
NUMBER = {code: n for n, code in enumerate(THING_CODES + PROPERTIES + AROUND)}
THING, PROPERTY = len(THING_CODES), len(PROPERTIES)

Terms = list[tuple[int, int, int, int]]
"""Products of up to three codes (by index, -1: none), and the kind of each product."""


def _thing_terms(heads: list[int], gatherings: list[int], properties: list[int], colour: int, roles: list[int]) -> Terms:
    terms = [(h, -1, -1, 0) for h in heads + gatherings] + [(-1, p, -1, 1) for p in properties + roles]
    terms += [(h, p, -1, 2) for h in heads for p in properties + roles] + [(g, p, -1, 2) for g in gatherings for p in properties + roles]
    if colour >= 0:
        terms += [(-1, colour, r, 3) for r in roles] + [(h, colour, r, 4) for h in heads for r in roles]
    return terms


def _properties(group, colour: str, count: int) -> list[int]:
    said = [("colour", colour), ("count", count), ("size", group.size), ("doing", group.doing), ("hat", group.hat), ("place", group.place)]
    found = [NUMBER[s] for s in said if s in NUMBER]
    return found + ([NUMBER["hat", "any"]] if group.hat not in ("", "any") else [])


def scene_terms(scene: Scene) -> Terms:
    terms: Terms = [(NUMBER[a], -1, -1, 5) for a in (("scenery", scene.scenery), ("hour", scene.hour), ("season", scene.season), ("rain", scene.rain)) if a in NUMBER]
    groups = scene.groups
    roles: list[set[int]] = [set() for _ in groups]
    for a, relation, b in scene.facts:
        roles[a].add(NUMBER["subject", relation])
        roles[b].add(NUMBER["object", relation])
    for g, role in zip(groups, roles):
        heads, gatherings = [NUMBER["kind", k] for k in kinds_of(g.kind)], [NUMBER["gathering", w] for w in groups_of(g.kind)]
        terms += _thing_terms(heads, gatherings, _properties(g, g.colour, g.count), NUMBER["colour", g.colour], sorted(role))
    return terms


def claim_terms(claim: Claim) -> Terms:
    terms: Terms = [(NUMBER[a], -1, -1, 5) for a in (("scenery", claim.scenery), ("hour", claim.hour), ("season", claim.season), ("rain", claim.rain)) if a in NUMBER]
    roles: list[set[int]] = [set() for _ in claim.things]
    for a, relation, b in claim.relations:
        roles[a].add(NUMBER["subject", relation])
        roles[b].add(NUMBER["object", relation])
    for spec, role in zip(claim.things, roles):
        heads, gatherings = [NUMBER["kind", spec.kind]] if spec.kind else [], [NUMBER["gathering", spec.group]] if spec.group else []
        terms += _thing_terms(heads, gatherings, _properties(spec, spec.colour, spec.count), NUMBER.get(("colour", spec.colour), -1), sorted(role))
    return terms


class Meaning(nn.Module):
    """The codes, and the weight of each in a scene and in a claim."""

    def __init__(self) -> None:
        super().__init__()
        self.codes = nn.Parameter(torch.randn(len(NUMBER), JOINT))
        self.factors = nn.Parameter(torch.randn(PROPERTY, JOINT))
        """A property is multiplied with a different code from the one that is added for it."""
        self.weights = nn.Parameter(torch.zeros(2, len(NUMBER)))
        self.product_weights = nn.Parameter(torch.zeros(2, PROPERTY))
        self.kinds_of_product = nn.Parameter(torch.zeros(2, 6))
        self.temper = nn.Parameter(torch.tensor(2.7))

    def embed(self, rows: list[Terms], side: int) -> torch.Tensor:
        """Unit vectors; side 0: scenes, 1: claims."""
        flat = torch.tensor([t for row in rows for t in row])
        owner = torch.tensor([i for i, row in enumerate(rows) for _ in row])
        codes, factors = (F.normalize(c, dim=1) * JOINT ** 0.5 for c in (self.codes, self.factors))
        first, second, third, kind = flat.unbind(1)
        first = torch.where(kind == 1, second, first)
        second = torch.where(kind == 1, -1, second)
        one, free = torch.ones(1, JOINT), torch.zeros(1)
        factors, weights = torch.cat([factors, one]), torch.cat([self.product_weights[side], free])
        codes, own = torch.cat([codes, one]), torch.cat([self.weights[side], free])
        places = [torch.where(p < 0, PROPERTY, p - THING) for p in (second, third)]
        first = torch.where(first < 0, len(NUMBER), first)
        weight = self.kinds_of_product[side][kind] + own[first] + weights[places[0]] + weights[places[1]]
        vector = codes[first] * factors[places[0]] * weight.exp()[:, None]
        triple = third >= 0
        vector = torch.cat([vector[~triple], vector[triple] * factors[places[1][triple]]])
        owner = torch.cat([owner[~triple], owner[triple]])
        return F.normalize(torch.zeros(len(rows), JOINT).index_add_(0, owner, vector), dim=1)

    @staticmethod
    def load() -> Meaning:
        meaning = Meaning()
        meaning.load_state_dict(torch.load(FILE))
        return meaning.eval()


def ranking(logits: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """How far each true entry stands out from all false entries in its row."""
    against = logits.masked_fill(truth, -1e4).logsumexp(1, keepdim=True)
    return ((F.softplus(against - logits) * truth).sum(1) / truth.sum(1)).mean()


def drawn(rng: random.Random, sampler: Sampler, size: int, refuses) -> list[Scene]:
    scenes: list[Scene] = []
    while len(scenes) < size:
        scenes.append(sampler.scene())
        if rng.random() < 0.5 and (other := twin(scenes[-1], rng, refuses)) is not None:
            scenes.append(other)
    return scenes[:size]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=330)
    parser.add_argument("--size", type=int, default=320)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    heldout, rng = Heldout.load(), random.Random(SEED)
    sampler, claimer, meaning = Sampler(SEED, heldout.contains), Claimer(rng), Meaning()
    optimiser = torch.optim.Adam(meaning.parameters(), lr=0.02)
    began, seen = time.time(), []
    for step in range(args.steps):
        for group in optimiser.param_groups:
            group["lr"] = 0.02 * min(1.0, max(0.02, 4 * (1 - step / args.steps)))
        scenes = drawn(rng, sampler, args.size, heldout.contains)
        forms = [claimer.full, claimer.partial, claimer.short]
        images, scale, loss = meaning.embed([scene_terms(s) for s in scenes], 0), meaning.temper.exp(), 0.0
        for form in forms:
            claims = [form(s) for s in scenes]
            truth = torch.tensor(alibi_matrix(scenes, claims)) | torch.eye(len(scenes), dtype=torch.bool)
            logits = scale * meaning.embed([claim_terms(c) for c in claims], 1) @ images.T
            loss = loss + ranking(logits, truth) + 0.5 * ranking(logits.T, truth.T)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        seen.append(float(loss))
        if (step + 1) % 50 == 0:
            print(f"meaning: step {step + 1}, {(time.time() - began) / 60:.1f} min, loss {np.mean(seen[-50:]):.3f}, scale {float(scale):.1f}", flush=True)
            FILE.parent.mkdir(exist_ok=True)
            torch.save(meaning.state_dict(), FILE)


if __name__ == "__main__":
    main()
