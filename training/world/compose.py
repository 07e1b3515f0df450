"""Paints a scene: a background, then shadows, then sprites from back to front.

Training and gallery share this code and differ in size and in the source of sprites: the trainer caches every sprite and a pool of backgrounds
and pastes them in a few milliseconds; the gallery draws each from SVG at twice the size and shrinks the picture.
"""
from __future__ import annotations

import random

import numpy as np
from PIL import Image

from world.drawing import COLOURS, Paint, svg
from world.extras import EXTRAS, hat
from world.layout import FEET, Item, layout
from world.light import tint_thing
from world.raster import raster
from world.scenes import Scene
from world.sceneries import paint_scenery

BOX = "-40 -70 280 280"
"""The part of a thing's coordinates that a sprite covers: the thing, and room for a hat."""


def _picture(premultiplied: np.ndarray) -> Image.Image:
    """Straight alpha, as PIL expects for pasting."""
    alpha = premultiplied[..., 3:4].astype(np.float32)
    colour = np.where(alpha > 0, premultiplied[..., :3] * (255.0 / np.maximum(alpha, 1.0)), 0.0)
    return Image.fromarray(np.concatenate([np.minimum(colour + 0.5, 255), alpha], -1).astype(np.uint8), "RGBA")


def sprite(item: Item, hour: str, season: str, pixels: int) -> Image.Image:
    """One thing, with its hat, under the light of the hour, on a transparent square."""
    group = item.group
    thing = group.thing
    paint = Paint(COLOURS[group.colour], snow=season == "winter", lit=hour in ("sunset", "night"))
    elements = thing.draw(item.variant, paint)
    if group.hat:
        elements += hat(*thing.head[item.variant], group.hat, item.hat_style)
    return _picture(raster(svg(tint_thing(elements, hour), box=BOX), pixels, pixels))


def extra(name: str, pixels: int) -> Image.Image:
    return _picture(raster(svg(EXTRAS[name](0)), pixels, pixels))


class Painter:
    """Paints scenes of one size in pixels."""

    def __init__(self, pixels: int) -> None:
        self.pixels = pixels

    def background(self, scene: Scene, seed: int) -> Image.Image:
        elements = paint_scenery(scene.scenery, scene.hour, scene.season, scene.rain, seed)
        return Image.fromarray(raster(svg(elements, box="0 0 400 400"), self.pixels, self.pixels)[..., :3])

    def sprite(self, item: Item, scene: Scene, pixels: int) -> Image.Image:
        return sprite(item, scene.hour, scene.season, pixels)

    def extra(self, name: str, width: int, height: int) -> Image.Image:
        return extra(name, max(width, height)).resize((width, height), Image.BICUBIC)

    def paint(self, scene: Scene, seed: int) -> Image.Image:
        return self.paint_items(scene, seed, layout(scene, seed))

    def paint_items(self, scene: Scene, seed: int, items: list[Item]) -> Image.Image:
        picture = self.background(scene, seed)
        for item in items:
            if item.floor:
                self._floor(picture, item)
        for item in items:
            self._thing(picture, scene, item)
        return picture

    def _paste(self, picture: Image.Image, what: Image.Image, x: float, y: float) -> None:
        picture.paste(what, (round(x), round(y)), what)

    def _floor(self, picture: Image.Image, item: Item) -> None:
        n, box = self.pixels, item.box
        half = 0.54 * (box[2] - box[0]) * item.scale * (0.75 if item.lift else 1.0)
        width, height = max(3, round(2 * half * n)), max(2, round(min(0.06, max(0.022, half * 0.34)) * n))
        x = item.x + item.across((box[0] + box[2]) / 2)
        self._paste(picture, self.extra(item.floor, width, height), x * n - width / 2, item.y * n - height * 0.55)

    def _thing(self, picture: Image.Image, scene: Scene, item: Item) -> None:
        n = self.pixels
        side = max(4, round(280 * item.scale * n))
        image = self.sprite(item, scene, side)
        if item.mirror:
            image = image.transpose(Image.FLIP_LEFT_RIGHT)
        unit = side / 280
        x, y = item.x * n, (item.y - item.lift) * n
        self._paste(picture, image, x - 140 * unit, y - (FEET + 70) * unit)
        if item.group.doing == "jumping":
            s = max(6, round(0.11 * n))
            self._paste(picture, self.extra("@jump", s, s), x - s / 2, item.y * n - s * 0.95)
        elif item.group.doing == "sleeping":
            s = max(6, round(0.115 * n))
            right, top = x + max(item.across(item.box[0]), item.across(item.box[2])) * n, y - item.height * n
            self._paste(picture, self.extra("@zzz", s, s), min(right - s * 0.55, n - s), max(1, top - s * 0.5))


class FastPainter(Painter):
    """A painter with caches: sprites are drawn once at `detail` pixels and resized, backgrounds come from a pool per look."""

    def __init__(self, pixels: int, detail: int = 96, pool: int = 14, most: int = 60000) -> None:
        super().__init__(pixels)
        self.detail, self.pool, self.most = detail, pool, most
        self._sprites: dict[tuple, Image.Image] = {}
        self._backgrounds: dict[tuple, list[Image.Image]] = {}
        self._extras: dict[tuple, Image.Image] = {}

    def background(self, scene: Scene, seed: int) -> Image.Image:
        key = (scene.scenery, scene.hour, scene.season, scene.rain)
        drawn = self._backgrounds.setdefault(key, [])
        if len(drawn) < self.pool:
            drawn.append(super().background(scene, seed))
            return drawn[-1].copy()
        rng = random.Random(seed)
        picture = rng.choice(drawn)
        return picture.transpose(Image.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else picture.copy()

    def sprite(self, item: Item, scene: Scene, pixels: int) -> Image.Image:
        group = item.group
        key = (group.kind, item.variant, group.colour, group.hat and (group.hat, item.hat_style), scene.hour, scene.season == "winter")
        image = self._sprites.get(key)
        if image is None:
            if len(self._sprites) >= self.most:
                self._sprites.pop(next(iter(self._sprites)))
            image = self._sprites[key] = sprite(item, scene.hour, scene.season, self.detail)
        return image.resize((pixels, pixels), Image.BICUBIC)

    def extra(self, name: str, width: int, height: int) -> Image.Image:
        image = self._extras.get((name, width, height))
        if image is None:
            image = self._extras[(name, width, height)] = super().extra(name, width, height)
        return image


def gallery_picture(scene: Scene, seed: int, pixels: int) -> Image.Image:
    """One picture at full quality."""
    return Painter(2 * pixels).paint(scene, seed).resize((pixels, pixels), Image.LANCZOS)
