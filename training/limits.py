"""Draws samples/limits: mirrored pairs of pictures for what CLIP is known to confuse, with a caption for each picture: python3 limits.py.

A pair shows two pictures that differ in one point, and its two captions differ in that point only. Wording is fixed and plain, so that a model
of any world can be tried. `txt2image eval limits` asks them.
"""
from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Callable, Iterator

from PIL import Image

from world.captions import article
from world.compose import Painter
from world.drawing import COLOURS, THINGS
from world.layout import layout
from world.lettering import signpost
from world.scenes import Group, Scene, Stack, colours_of, fits_in, size_of

OUT = Path(__file__).resolve().parent.parent / "samples" / "limits"
SEED, EACH, PIXELS, QUALITY, TINY = 800_000_003, 24, 256, 80, 0.085
"""TINY: the side of a small thing, as a share of the picture's."""

ANIMALS = ("bear", "camel", "cat", "chicken", "cow", "dog", "elephant", "fox", "horse", "lion", "owl", "penguin", "pig", "rabbit", "sheep", "turtle")
OBJECTS = ("apple", "ball", "bicycle", "book", "bus", "cake", "candle", "car", "chair", "clock", "cup", "drum", "guitar", "piano", "suitcase", "teapot", "tractor", "truck", "umbrella")
BUILDINGS = ("barn", "castle", "church", "house", "lighthouse", "windmill")
SMALL = ("apple", "ball", "cat", "chicken", "clock", "cup", "dog", "frog", "mushroom", "owl", "pumpkin", "rabbit", "suitcase", "turtle")
PLACES = ("meadow", "park", "beach", "farm", "desert")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven")
WORDS = ("open", "closed", "stop", "go", "exit", "enter", "sale", "free", "hotel", "taxi", "bank", "post", "coffee", "pizza", "milk", "bread", "north", "south", "left", "right",
         "hello", "bye", "happy", "sad", "summer", "winter", "music", "books", "zebra", "tiger", "river", "ocean", "gold", "iron", "king", "queen", "dance", "sleep", "lemon", "onion",
         "paper", "stone", "magic", "robot", "seven", "eight", "monday", "friday")


@dataclass(frozen=True)
class Side:
    """One picture of a pair, and its caption."""

    caption: str
    scene: Scene
    tiny: bool = False
    """Whether the last thing is drawn very small."""
    turned: bool = False
    """Whether left and right are exchanged: each thing stays as it is, and stands at the other side."""
    word: str = ""
    """What a sign in the picture says."""

    def draw(self, seed: int) -> Image.Image:
        painter = Painter(2 * PIXELS)
        if self.word:
            picture = painter.background(self.scene, seed)
            signpost(picture, self.word)
        else:
            items = layout(self.scene, seed)
            for item in items:
                item.x = 1 - item.x if self.turned else item.x
                if self.tiny and item.group == self.scene.groups[-1]:
                    item.scale *= TINY / max(item.width, item.height)
            picture = painter.paint_items(self.scene, seed, items)
        return picture.resize((PIXELS, PIXELS), Image.LANCZOS)


Pair = tuple[Side, Side]


class Pairs:
    """Makes the pairs of a category, without end."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def scene(self, *stacks: Stack, season: str = "summer", rain: bool = False, place: str = "") -> Scene:
        return Scene(stacks, place or self.rng.choice(PLACES), "day", season, rain)

    def group(self, kind: str, colour: str = "", **more) -> Group:
        return Group(kind, colour or self.rng.choice(THINGS[kind].natural), **more)

    def two(self, *among: str) -> list[str]:
        return self.rng.sample(among, 2)

    def counting(self) -> Iterator[Pair]:
        """One to four things, one more or less."""
        while True:
            for count in (1, 2, 3):
                group = self.group(self.rng.choice(ANIMALS + OBJECTS))
                scene = self.scene(Stack(group))
                yield tuple(Side(f"{NUMBERS[n]} {group.kind if n == 1 else group.thing.plural}", replace(scene, stacks=(Stack(replace(group, count=n)),))) for n in (count, count + 1))

    def larger_counts(self) -> Iterator[Pair]:
        """Five to seven things."""
        while True:
            for counts in ((5, 6), (6, 7), (5, 7)):
                group = self.group(self.rng.choice(ANIMALS))
                scene = self.scene()
                yield tuple(Side(f"{NUMBERS[n]} {group.thing.plural}", replace(scene, stacks=(Stack(replace(group, count=n // 2)), Stack(replace(group, count=n - n // 2))))) for n in counts)

    def colours(self) -> Iterator[Pair]:
        """Two things whose colours are swapped."""
        while True:
            a, b = self.two(*ANIMALS, *OBJECTS, "house", "tent")
            shared = [c for c in COLOURS if c in colours_of(a) and c in colours_of(b)]
            if len(shared) > 1:
                one, two = self.rng.sample(shared, 2)
                scene = self.scene()
                yield tuple(Side(f"{article(f'{x} {a}')} and {article(f'{y} {b}')}", replace(scene, stacks=(Stack(self.group(a, x)), Stack(self.group(b, y))))) for x, y in ((one, two), (two, one)))

    def relations(self) -> Iterator[Pair]:
        """The same two things, the other way round: left and right, in front and behind, on and under."""
        while True:
            for names in (("to the left of", "to the right of"), ("in front of", "behind"), ("to the left of", "to the right of"), ("on", "under")):
                a, b = (self.rng.choice(SMALL), self.rng.choice(("table", "bench"))) if names[0] == "on" else self.two(*ANIMALS, "bicycle", "car", "tractor", "piano", "chair")
                if names[0] == "in front of" and not .9 < size_of(a) / size_of(b) < 1.1:
                    continue
                one, two, scene = self.group(a), self.group(b), self.scene()
                stacks = {"on": ((Stack(two, "on", one),), (Stack(two, "under", one),)), "in front of": ((Stack(two, names[0], one),), (Stack(one, names[0], two),)),
                          "to the left of": ((Stack(one), Stack(two)),) * 2}[names[0]]
                yield tuple(Side(f"{article(a)} {name} {article(b)}", replace(scene, stacks=s), turned="right" in name) for name, s in zip(names, stacks))

    def negation(self) -> Iterator[Pair]:
        """Something that is there, and the same without it."""
        while True:
            kind = self.rng.choice([k for k in ANIMALS if THINGS[k].head])
            bare = self.group(kind)
            yield self._absent(kind, "a hat", self.scene(Stack(replace(bare, hat=self.rng.choice(("red", "blue", "green", "yellow"))))), self.scene(Stack(bare)))
            tree = Stack(self.group(self.rng.choice(("tree", "pine tree"))))
            yield self._absent(tree.base.kind, "snow", self.scene(tree, season="winter", place="meadow"), self.scene(tree, place="meadow"))
            seat = self.group(self.rng.choice(("bicycle", "scooter", "motorcycle", "horse")))
            yield self._absent(seat.kind, "a rider", self.scene(Stack(seat, "riding", self.group(self.rng.choice(("boy", "girl", "robot", "penguin"))))), self.scene(Stack(seat)))
            table, thing = self.group("table"), self.group(self.rng.choice(("cup", "cake", "teapot", "clock", "candle", "book")))
            yield self._absent("table", f"{article(thing.kind)} on it", self.scene(Stack(table, "on", thing)), self.scene(Stack(table)))
            house = Stack(self.group(self.rng.choice(BUILDINGS)))
            yield self._absent(house.base.kind, "rain", self.scene(house, rain=True, place="meadow"), self.scene(house, place="meadow"))

    def _absent(self, kind: str, what: str, there: Scene, gone: Scene) -> Pair:
        return Side(f"{article(kind)} with {what}", there), Side(f"{article(kind)} without {what}", replace(gone, scenery=there.scenery))

    def small_things(self) -> Iterator[Pair]:
        """A large building with one of two very small things."""
        while True:
            building, scene = self.group(self.rng.choice(BUILDINGS)), self.scene()
            yield tuple(Side(f"{article(building.kind)} and a tiny {kind}", replace(scene, stacks=(Stack(building), Stack(self.group(kind)))), tiny=True) for kind in self.two(*SMALL))

    def sizes(self) -> Iterator[Pair]:
        """A big thing and a small one, swapped."""
        while True:
            a, b = self.two(*ANIMALS, "apple", "ball", "car", "chair", "cup", "drum", "guitar", "tent", "mushroom", "teapot")
            if .75 < size_of(a) / size_of(b) < 1.33:
                one, two, scene = self.group(a), self.group(b), self.scene()
                yield tuple(Side(f"a {x} {a} and a {y} {b}", replace(scene, stacks=(Stack(replace(one, size=x)), Stack(replace(two, size=y))))) for x, y in (("big", "small"), ("small", "big")))

    def text(self) -> Iterator[Pair]:
        """A sign with one of two words on it."""
        for pair in zip(WORDS[::2], WORDS[1::2]):
            scene = self.scene()
            yield tuple(Side(f"a sign that says {word}", scene, word=word) for word in pair)


CATEGORIES: dict[str, Callable[[Pairs], Iterator[Pair]]] = {
    "counting": Pairs.counting, "larger counts": Pairs.larger_counts, "colours": Pairs.colours, "relations": Pairs.relations, "negation": Pairs.negation,
    "small things": Pairs.small_things, "sizes": Pairs.sizes, "text in pictures": Pairs.text}


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    rows = []
    for category, pairs in CATEGORIES.items():
        rng, seen, made = random.Random(f"{SEED} {category}"), set(), pairs(Pairs(random.Random(f"{SEED} {category}")))
        while len(seen) < EACH:
            pair = next(made)
            if not all(fits_in(g.kind, s.scene.scenery) for s in pair for g in s.scene.groups) or frozenset(s.caption for s in pair) in seen:
                continue
            seen.add(frozenset(s.caption for s in pair))
            seed, row = rng.getrandbits(40), {"category": category}
            for name, side in zip("ab", pair):
                row[f"{name}_file"], row[f"{name}_caption"] = f"{category.replace(' ', '-')}-{len(seen):02d}{name}.webp", side.caption
                side.draw(seed).save(OUT / row[f"{name}_file"], quality=QUALITY, method=6)
            rows.append(row)
    (OUT / "limits.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    sizes = [f.stat().st_size for f in OUT.glob("*.webp")]
    print(f"{len(rows)} pairs, {sum(sizes) / 1e6:.1f} MB, the largest picture {max(sizes) / 1000:.1f} kB")


if __name__ == "__main__":
    main()
