"""The training data: batches of scenes composed on the fly, with their pictures and labels of what each part of a picture shows.

A batch contains scenes and, for most of them, a twin that differs in one thing only. Batch i is sampled from (seed, i).
"""
from __future__ import annotations

import random
from dataclasses import dataclass, replace

import numpy as np

from heldout import Heldout
from model import TOKEN
from world.claims import Claim, entails, features, needs
from world.compose import FastPainter
from world.drawing import COLOURS, THINGS
from world.layout import Item, layout
from world.scenes import ATTACHED, HAT_COLOURS, INVERSE, Group, Sampler, Scene, fits_in, twin

TWINS = 0.7
"""The share of scenes that come with a twin."""

LOOKS = 8
"""Some pictures of a batch share so few sceneries, hours and seasons that only their things distinguish them."""

KINDS, COLOUR_NAMES = sorted(THINGS), list(COLOURS)
RELATIONS = sorted({*ATTACHED, *INVERSE})
TRAITS = ([("count", n) for n in (2, 3, 4)] + [("size", s) for s in ("big", "small")] + [("doing", d) for d in ("sleeping", "jumping")] + [("hat", c) for c in HAT_COLOURS]
          + [("place", p) for p in ("air", "water")] + [(role, r) for r in RELATIONS for role in ("subject", "object")])
"""The traits of a thing, besides kind and colour, that a part of a picture can show."""


@dataclass
class Batch:
    scenes: list[Scene]
    tiles: np.ndarray
    """uint8 [picture, pixels, pixels, 3]"""
    kinds: np.ndarray
    """Per picture and token, the index of the kind that it shows; the last index means nothing."""
    colours: np.ndarray
    """Per picture and token, the index of its colour; -1 if it shows nothing."""
    traits: np.ndarray
    """Per picture, token and trait, whether the thing that the token shows has it."""
    collisions: int


def token_map(items: list[Item], side: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The kind, colour and item that each token of a picture shows; items painted later hide those behind them."""
    kinds, colours, owners = np.full((side, side), len(KINDS)), np.full((side, side), -1), np.full((side, side), -1)
    for number, item in enumerate(items):
        box = item.box
        left, right = sorted((item.x + item.across(box[0]), item.x + item.across(box[2])))
        bottom = item.y - item.lift
        columns, rows = ([k for k in range(side) if a + 0.12 * (b - a) <= (k + 0.5) / side <= b - 0.12 * (b - a)] or [min(side - 1, max(0, int((a + b) / 2 * side)))]
                         for a, b in ((left, right), (bottom - item.height, bottom)))
        for row in rows:
            kinds[row, columns] = KINDS.index(item.group.kind)
            colours[row, columns] = COLOUR_NAMES.index(item.group.colour)
            owners[row, columns] = number
    return kinds.reshape(-1), colours.reshape(-1), owners.reshape(-1)


def _traits(group: Group, roles: set[tuple[str, str]]) -> list[bool]:
    has = {("count", group.count), ("size", group.size), ("doing", group.doing), ("hat", group.hat), ("place", group.place)} | roles
    return [t in has for t in TRAITS]


def traits_map(scene: Scene, items: list[Item], owners: np.ndarray) -> np.ndarray:
    """[token, trait]: whether the item that a token shows has the trait; `owners` are item indices, -1: none."""
    groups = scene.groups
    roles = [{("subject", r) for a, r, _ in scene.facts if a == i} | {("object", r) for _, r, b in scene.facts if b == i} for i in range(len(groups))]
    of_group = np.array([_traits(g, r) for g, r in zip(groups, roles)])
    of_item = np.array([of_group[groups.index(item.group)] for item in items])
    return of_item[owners] & (owners >= 0)[:, None]


def alibi_matrix(scenes: list[Scene], claims: list[Claim]) -> np.ndarray:
    """[claim, scene]: whether the claim is also true of a scene that it was not sampled from."""
    atoms = [features(s) for s in scenes]
    matrix = np.zeros((len(claims), len(scenes)), bool)
    for i, claim in enumerate(claims):
        required = needs(claim)
        for j, scene in enumerate(scenes):
            if i != j and required <= atoms[j]:
                matrix[i, j] = entails(scene, claim)
    return matrix


def exposed(tile: np.ndarray, rng: random.Random) -> np.ndarray:
    """The picture with slightly changed brightness and slightly lower contrast."""
    gain, lift = rng.uniform(0.9, 1.08), rng.uniform(-8, 8)
    return np.clip(tile.astype(np.float32) * gain + lift, 0, 255).astype(np.uint8)


class Composer:
    """Composes batches."""

    def __init__(self, heldout: Heldout, seed: int, size: int, pixels: int) -> None:
        self.heldout, self.seed, self.size = heldout, seed, size
        self.painter = FastPainter(pixels)

    def batch(self, index: int) -> Batch:
        rng = random.Random(self.seed * 1_000_003 + index)
        scenes, seeds = self._scenes(rng)
        layouts = [layout(s, n) for s, n in zip(scenes, seeds)]
        tiles = np.stack([exposed(np.asarray(self.painter.paint_items(s, n, items)), rng) for s, n, items in zip(scenes, seeds, layouts)])
        kinds, colours, owners = (np.stack(maps) for maps in zip(*(token_map(items, self.painter.pixels // TOKEN) for items in layouts)))
        traits = np.stack([traits_map(*picture) for picture in zip(scenes, layouts, owners)])
        return Batch(scenes, tiles, kinds, colours, traits, sum(map(self.heldout.contains, scenes)))

    def _scenes(self, rng: random.Random) -> tuple[list[Scene], list[int]]:
        sampler = Sampler(rng.getrandbits(48), self.heldout.contains)
        looks = [sampler.scene() for _ in range(LOOKS)]
        scenes: list[Scene] = []
        seeds: list[int] = []
        while len(scenes) < self.size:
            scene, seed = self._moved(sampler.scene(), looks, rng), rng.getrandbits(40)
            other = twin(scene, rng, self.heldout.contains) if rng.random() < TWINS else None
            scenes += [scene] if other is None else [scene, other]
            seeds += [seed] if other is None else [seed, seed if rng.random() < 0.5 else rng.getrandbits(40)]
        return scenes[:self.size], seeds[:self.size]

    @staticmethod
    def _moved(scene: Scene, looks: list[Scene], rng: random.Random) -> Scene:
        """The scene moved to one of the batch's looks, if its things can be there; half of the scenes are not moved."""
        look = rng.choice(looks)
        if rng.random() < 0.5 or any(g.place == "water" or not fits_in(g.kind, look.scenery) for g in scene.groups):
            return scene
        return replace(scene, scenery=look.scenery, hour=look.hour, season=look.season, rain=look.rain)
