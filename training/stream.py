"""The training data: batches of scenes composed on the fly in a process of their own.

A batch holds scenes and, for most of them, a twin that differs in one thing only. Each picture has two captions: one that says most of it and
one that says little. A caption may be true of several pictures of the batch; `alibis` marks them, and the loss leaves those pairs alone.
Batch i is drawn from (seed, i), so that training can be resumed.
"""
from __future__ import annotations

import multiprocessing
import random
from dataclasses import dataclass, replace

import numpy as np

from facts import truth
from heldout import Heldout
from model import TOKEN
from tokenizer import Tokenizer
from world.captions import Claimer, Speaker
from world.claims import Claim, Spec, entails, features, fits, needs
from world.compose import FastPainter
from world.drawing import COLOURS, THINGS
from world.layout import Item, layout
from world.scenes import Sampler, Scene, fits_in, twin

TWINS = 0.75
"""How many of the scenes come with a twin."""

LOOKS = 8
"""Most pictures of a batch share so few sceneries, hours and seasons that only their things tell them apart."""


@dataclass
class Batch:
    tiles: np.ndarray
    captions: list[list[list[int]]]
    """Two lists of token rows: the long captions and the short ones."""
    alibis: list[np.ndarray]
    """For each list: [i, j] is true where caption i is also true of picture j."""
    names: list[list[int]]
    """Token rows: every kind of the batch, and every kind with its colour."""
    named: np.ndarray
    """[i, j] is true where name i is true of picture j."""
    kinds: np.ndarray
    """Per picture and token, the number of the kind that it shows; the last number is nothing."""
    colours: np.ndarray
    """Per picture and token, the number of its colour; -1 where it shows nothing."""
    full: np.ndarray
    """Whether a long caption says everything."""
    facts: np.ndarray
    """[i, j] is true where fact j holds in picture i."""
    collisions: int


KINDS, COLOUR_NAMES = sorted(THINGS), list(COLOURS)


def token_map(items: list[Item], side: int) -> tuple[np.ndarray, np.ndarray]:
    """Which kind and colour each token of a picture shows; what is painted later hides what is behind it."""
    kinds, colours = np.full((side, side), len(KINDS)), np.full((side, side), -1)
    for item in items:
        box = item.box
        left, right = sorted((item.x + item.across(box[0]), item.x + item.across(box[2])))
        bottom = item.y - item.lift
        columns, rows = ([k for k in range(side) if a + 0.12 * (b - a) <= (k + 0.5) / side <= b - 0.12 * (b - a)] or [min(side - 1, max(0, int((a + b) / 2 * side)))]
                         for a, b in ((left, right), (bottom - item.height, bottom)))
        for row in rows:
            kinds[row, columns] = KINDS.index(item.group.kind)
            colours[row, columns] = COLOUR_NAMES.index(item.group.colour)
    return kinds.reshape(-1), colours.reshape(-1)


def alibi_matrix(scenes: list[Scene], claims: list[Claim]) -> np.ndarray:
    atoms = [features(s) for s in scenes]
    matrix = np.zeros((len(claims), len(scenes)), bool)
    for i, claim in enumerate(claims):
        required = needs(claim)
        for j, scene in enumerate(scenes):
            if i != j and required <= atoms[j]:
                matrix[i, j] = entails(scene, claim)
    return matrix


class Composer:
    """Composes batch after batch."""

    def __init__(self, tokenizer: Tokenizer, heldout: Heldout, seed: int, size: int, pixels: int) -> None:
        self.tokenizer, self.heldout, self.seed, self.size = tokenizer, heldout, seed, size
        self.painter = FastPainter(pixels)

    def names(self, scenes: list[Scene], speaker: Speaker) -> tuple[list[list[int]], np.ndarray]:
        """The names of all things of the batch, and which pictures each is true of."""
        groups = {(g.kind, g.colour) for s in scenes for g in s.groups}
        specs = [Spec(k) for k in sorted({k for k, _ in groups})] + [Spec(k, "", c) for k, c in sorted(groups)]
        named = np.array([[any(fits(spec, g) for g in s.groups) for s in scenes] for spec in specs])
        return [self.tokenizer.encode(speaker.thing(spec, bare=speaker.rng.random() < 0.5)) for spec in specs], named

    def batch(self, index: int) -> Batch:
        rng = random.Random(self.seed * 1_000_003 + index)
        sampler = Sampler(rng.getrandbits(48), self.heldout.contains)
        looks = [sampler.scene() for _ in range(LOOKS)]
        scenes: list[Scene] = []
        seeds: list[int] = []
        while len(scenes) < self.size:
            scene, seed = self._moved(sampler.scene(), looks, rng), rng.getrandbits(40)
            scenes.append(scene)
            seeds.append(seed)
            other = twin(scene, rng, self.heldout.contains) if rng.random() < TWINS else None
            if other is not None and len(scenes) < self.size:
                scenes.append(other)
                seeds.append(seed if rng.random() < 0.5 else rng.getrandbits(40))
        layouts = [layout(s, n) for s, n in zip(scenes, seeds)]
        tiles = np.stack([self.exposed(np.asarray(self.painter.paint_items(s, n, items)), rng) for s, n, items in zip(scenes, seeds, layouts)])
        kinds, colours = (np.stack(maps) for maps in zip(*(token_map(items, self.painter.pixels // TOKEN) for items in layouts)))
        claimer, speaker = Claimer(rng), Speaker(rng)
        full = [rng.random() < 0.6 for _ in scenes]
        long = [claimer.full(s) if says_all else claimer.partial(s) for s, says_all in zip(scenes, full)]
        brief = [claimer.short(s) if rng.random() < 0.72 else claimer.partial(s) for s in scenes]
        return Batch(tiles, [[self.tokenizer.encode(speaker.say(c)) for c in claims] for claims in (long, brief)],
                     [alibi_matrix(scenes, claims) for claims in (long, brief)], *self.names(scenes, speaker), kinds, colours, np.array(full), truth(scenes), sum(map(self.heldout.contains, scenes)))

    @staticmethod
    def _moved(scene: Scene, looks: list[Scene], rng: random.Random) -> Scene:
        """The scene in one of the batch's looks, if its things can be there."""
        look = rng.choice(looks)
        if rng.random() < 0.2 or any(g.place == "water" or not fits_in(g.kind, look.scenery) for g in scene.groups):
            return scene
        return replace(scene, scenery=look.scenery, hour=look.hour, season=look.season, rain=look.rain)

    @staticmethod
    def exposed(tile: np.ndarray, rng: random.Random) -> np.ndarray:
        """The picture a little brighter or darker, a little softer in contrast."""
        gain, lift = rng.uniform(0.9, 1.08), rng.uniform(-8, 8)
        return np.clip(tile.astype(np.float32) * gain + lift, 0, 255).astype(np.uint8)


def _produce(queue, composer: Composer, first: int) -> None:
    index = first
    while True:
        queue.put(composer.batch(index))
        index += 1


class Stream:
    """A process that composes ahead of the trainer."""

    def __init__(self, composer: Composer, first: int, ahead: int = 6) -> None:
        context = multiprocessing.get_context("fork")
        self.queue = context.Queue(ahead)
        self.process = context.Process(target=_produce, args=(self.queue, composer, first), daemon=True)
        self.process.start()

    def next(self) -> Batch:
        return self.queue.get()
