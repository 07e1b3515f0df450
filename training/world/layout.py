"""The layout of a scene: a list of sprites with positions, sizes and order, in units of the picture's side.

The layout satisfies the scene: stacks from left to right without overlap, attached groups placed by their relation,
real relative sizes (compressed) unless a group is big or small. Everything else is jitter, so that no two pictures are alike.
"""
from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from world.drawing import COLOURS, THINGS, Paint, svg
from world.raster import raster
from world.scenes import Group, Scene, Stack, size_of
from world.sceneries import SCENERIES

FEET = 190
SIZES = {"": 1.0, "big": 1.42, "small": 0.6}


@lru_cache(maxsize=None)
def bounds(kind: str, variant: int) -> tuple[float, float, float, float]:
    """The painted box of a variant, in the thing's own units."""
    thing = THINGS[kind]
    alpha = raster(svg(thing.draw(variant, Paint(COLOURS[thing.natural[0]])), box="-40 -70 280 280"), 140, 140)[..., 3] > 40
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    return columns[0] * 2.0 - 40, rows[0] * 2.0 - 70, columns[-1] * 2.0 - 38, rows[-1] * 2.0 - 68


@dataclass
class Item:
    """One thing: its feet are at (x, y), and one of its units is `scale` of the picture's side."""

    group: Group
    variant: int
    scale: float
    mirror: bool
    x: float = 0.0
    y: float = 0.0
    layer: float = 0.0
    """Added to y to determine the painting order."""
    lift: float = 0.0
    floor: str = "@shadow"
    hat_style: int = 0

    @property
    def box(self) -> tuple[float, float, float, float]:
        return bounds(self.group.kind, self.variant)

    @property
    def width(self) -> float:
        """Twice the larger extent from the standing point, so that mirroring changes nothing."""
        return 2 * max(self.box[2] - 100, 100 - self.box[0]) * self.scale

    @property
    def height(self) -> float:
        return (FEET - self.box[1]) * self.scale

    def across(self, x: float) -> float:
        """How far an x of the drawing is to the right of the standing point."""
        return (x - 100) * self.scale * (-1 if self.mirror else 1)

    def fit(self, width: float, height: float) -> None:
        """Shrinks the stack to fit."""
        self.scale *= min(1.0, width / self.width, height / self.height)


@dataclass
class Block:
    """A laid-out stack around x = 0, y = 0."""

    items: list[Item] = field(default_factory=list)

    @property
    def left(self) -> float:
        return min(i.x - i.width / 2 for i in self.items)

    @property
    def right(self) -> float:
        return max(i.x + i.width / 2 for i in self.items)

    @property
    def top(self) -> float:
        return min(i.y - i.height - i.lift for i in self.items)

    def shrink(self, factor: float) -> None:
        for item in self.items:
            item.scale, item.x, item.y, item.lift = item.scale * factor, item.x * factor, item.y * factor, item.lift * factor


def _item(group: Group, rng: random.Random, variant: int) -> Item:
    x0, y0, x1, y1 = bounds(group.kind, variant)
    item = Item(group, variant, size_of(group.kind) * rng.uniform(0.95, 1.06) / ((x1 - x0) * (y1 - y0)) ** 0.5, rng.random() < 0.5, hat_style=rng.randrange(2))
    item.fit(0.52, 0.6)
    item.scale *= SIZES[group.size]
    item.fit(0.74, 0.8)
    if group.doing == "jumping":
        item.lift = rng.uniform(0.07, 0.1)
    return item


def _row(group: Group, rng: random.Random) -> list[Item]:
    """The things of one group side by side, each a different variant; three or four are placed in a zigzag."""
    variants = rng.sample(range(group.thing.variants), group.count)
    items = [_item(group, rng, v) for v in variants]
    step = 0.92 if group.count < 3 else 0.72
    x = 0.0
    for i, item in enumerate(items):
        if i:
            x += (items[i - 1].width + item.width) / 2 * step
        item.x = x
        item.y = -(0.13 if group.count > 2 and i % 2 else 0.0) * min(1.0, item.height / 0.25) + rng.uniform(-0.012, 0.012) * (group.count > 1)
    middle = (items[0].x + items[-1].x) / 2
    for item in items:
        item.x -= middle
    return items


def _surface(item: Item) -> tuple[float, float, float]:
    """Where another thing is placed on a thing: its top or its seat."""
    thing = item.group.thing
    if thing.top:
        return thing.top[item.variant]
    x, y = thing.seat[item.variant]
    return x - 45, x + 45, y


def _block(stack: Stack, rng: random.Random) -> Block:
    base = _row(stack.base, rng)
    if stack.other is None:
        return Block(base)
    below, other = base[0], _row(stack.other, rng)
    for item in other:
        item.layer = 0.05
    if stack.relation == "on":
        x0, x1, y = _surface(below)
        for item in other:
            item.fit(max((x1 - x0) * below.scale * 1.35, 0.16), 0.42)
            item.x, item.y, item.floor = below.across((x0 + x1) / 2), (y - FEET) * below.scale, ""
            item.layer = 1.0
    elif stack.relation == "riding":
        below.fit(0.6, 0.42)
        x, y = below.group.thing.seat[below.variant]
        for item in other:
            item.mirror = below.mirror
            item.fit(max(below.width * 0.75, 0.2), max(0.3, below.height * 1.15))
            item.x, item.y, item.floor, item.layer = below.across(x), (y - FEET) * below.scale, "", 1.0
    elif stack.relation == "under":
        below.scale *= 1.3
        below.fit(0.72, 0.72)
        for item in other:
            item.fit(below.width * 0.62, below.height * 0.52)
            item.x, item.y = rng.uniform(-0.04, 0.04) * below.width, 0.012
    elif stack.relation == "above":
        below.fit(0.5, 0.4)
        for item in other:
            item.fit(0.36 / len(other) ** 0.5, 0.25)
            item.y -= below.height + 0.05 + rng.uniform(0.0, 0.06)
            item.floor = ""
    else:
        below.scale *= 1.12
        below.fit(0.62, 0.66)
        side = rng.choice((-1, 1)) * rng.uniform(0.08, 0.2) * below.width
        for item in other:
            item.fit(below.width * 0.62, below.height * 0.62)
        width = sum(i.width for i in other) * 0.8
        for k, item in enumerate(other):
            item.x, item.y = side + (k - (len(other) - 1) / 2) * width / len(other), 0.075
    return Block(base + other)


def layout(scene: Scene, seed: int) -> list[Item]:
    """Every thing of the scene in painting order."""
    rng = random.Random(seed)
    place = SCENERIES[scene.scenery]
    blocks = [_block(stack, rng) for stack in scene.stacks]
    gap = 0.035
    total = sum(b.right - b.left for b in blocks) + gap * (len(blocks) - 1)
    if total > 0.95:
        for block in blocks:
            block.shrink(0.95 / total)
        total = 0.95
    slack, x = 0.985 - total, 0.0075
    shares = [rng.random() ** 1.5 for _ in range(len(blocks) + 1)]
    spread = [slack * s / sum(shares) for s in shares]
    line = rng.uniform(place.ground[0] + 0.1, place.ground[1] - 0.03)
    items: list[Item] = []
    for block, stack, free in zip(blocks, scene.stacks, spread):
        x += free
        where = stack.base.place
        if where == "water":
            y = rng.uniform(place.water[0] + 0.06, place.water[1])
        elif where == "air":
            y = rng.uniform(0.36, 0.56)
        else:
            y = min(place.ground[1], max(place.ground[0] + 0.06, line + rng.uniform(-0.05, 0.05)))
        if y + block.top < 0.03:
            y = max(y, min(place.ground[1], 0.03 - block.top)) if where != "water" else y
        if y + block.top < 0.02:
            block.shrink((y - 0.02) / -block.top)
        y -= max(0.0, y + max(i.y for i in block.items) - 0.985)
        left, width = block.left, block.right - block.left
        for item in block.items:
            item.x += x - left
            item.y += y
            if item.group.place != "ground":
                item.floor = "@ripple" if item.group.place == "water" else ""
        x += width + gap
        items += block.items
    return sorted(items, key=lambda i: i.y + i.layer)
