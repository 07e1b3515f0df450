"""The twelve places of the world, each painted as an SVG background of 400 x 400 units.

A scenery defines where things stand (`ground`), float (`water`) and fly (`sky`) as ranges of y in 0..1. All its colours are adjusted for the
light of the hour, so there is one palette per scenery and hour; hills, clouds, stars, bushes and flowers are random, so no two backgrounds are
equal.
"""
from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Callable

from world.light import GROUND_LIGHT, HOURS, tint

SEASONS = ("spring", "summer", "autumn", "winter")

SKIES = {"day": ("#7cc4f0", "#dff2fb"), "sunset": ("#6a5aa8", "#ffb067"), "night": ("#0c1538", "#2b3c78")}
GRASS = {"": "#7dbb52", "spring": "#9ad86b", "summer": "#62ad42", "autumn": "#cda24a", "winter": "#eff4f8"}
LEAVES = {"": ("#3f8a45",), "spring": ("#f6b6cf", "#8fcf74", "#fbd3e2"), "summer": ("#357f3c", "#4a9a48"),
          "autumn": ("#e0862a", "#c9542c", "#e8b23c"), "winter": ("#f3f7fa", "#dfe9f0")}


class Canvas:
    """Collects elements; every colour is adjusted for the light of the hour unless it glows."""

    def __init__(self, rng: random.Random, hour: str, season: str, rain: bool) -> None:
        self.rng, self.hour, self.season, self.rain = rng, hour, season, rain
        self.parts: list[str] = []

    def hue(self, colour: str) -> str:
        colour = tint(colour, GROUND_LIGHT[self.hour])
        return tint(colour, (0.84, 0.87, 0.92)) if self.rain else colour

    def add(self, element: str) -> None:
        self.parts.append(element)

    def rect(self, x: float, y: float, w: float, h: float, colour: str, glow: bool = False, more: str = "") -> None:
        self.add(f'<rect x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}" fill="{colour if glow else self.hue(colour)}" {more}/>')

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: str, glow: bool = False, more: str = "") -> None:
        self.add(f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}" fill="{colour if glow else self.hue(colour)}" {more}/>')

    def path(self, d: str, colour: str, more: str = "") -> None:
        self.add(f'<path d="{d}" fill="{self.hue(colour)}" {more}/>')

    def stroke(self, d: str, colour: str, width: float, glow: bool = False, more: str = "") -> None:
        self.add(f'<path d="{d}" fill="none" stroke="{colour if glow else self.hue(colour)}" stroke-width="{width:.1f}" stroke-linecap="round" {more}/>')

    def sky(self, bottom: float, stars: bool = True) -> None:
        top_colour, low_colour = SKIES[self.hour]
        if self.rain:
            top_colour, low_colour = (tint(c, (0.62, 0.62, 0.66)) if self.hour != "day" else g for c, g in ((top_colour, "#8c9aa8"), (low_colour, "#bcc6cd")))
        self.add(f'<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{top_colour}"/>'
                 f'<stop offset="1" stop-color="{low_colour}"/></linearGradient></defs><rect width="400" height="{bottom:.0f}" fill="url(#sky)"/><rect y="{bottom - 1:.0f}" width="400" height="{401 - bottom:.0f}" fill="{low_colour}"/>')
        rng = self.rng
        if self.hour == "night" and stars and not self.rain:
            for _ in range(rng.randint(22, 40)):
                self.ellipse(rng.uniform(0, 400), rng.uniform(0, bottom * 0.9), *(2 * (rng.uniform(0.9, 2.0),)), "#ffffff", True)
            x, y, r = rng.uniform(30, 370), rng.uniform(28, 70), rng.uniform(16, 22)
            self.ellipse(x, y, r, r, "#f7f1cf", True)
            self.ellipse(x + r * 0.45, y - r * 0.2, r * 0.85, r * 0.85, "#111b42", True)
        elif self.hour == "sunset" and not self.rain:
            self.ellipse(rng.uniform(50, 350), bottom - rng.uniform(4, 30), 40, 40, "#ff7a3d", True)
        elif not self.rain:
            x, y = rng.uniform(30, 370), rng.uniform(26, 60)
            r = 26 if self.season == "summer" else 17
            self.ellipse(x, y, r * 1.7, r * 1.7, "#fff4c4", True, 'opacity="0.6"')
            self.ellipse(x, y, r, r, "#ffdf6b", True)
        cloud = {"day": "#ffffff", "sunset": "#f7b9a0", "night": "#3a4878"}[self.hour] if not self.rain else {"day": "#74808c", "sunset": "#6b5566", "night": "#262c48"}[self.hour]
        for _ in range(rng.randint(1, 3) + (3 if self.rain else 0)):
            x, y, s = rng.uniform(0, 400), rng.uniform(20, bottom * 0.5), rng.uniform(0.6, 1.2)
            for dx, dy, r in ((-24, 4, 14), (-6, -5, 19), (16, 0, 16), (30, 6, 10)):
                self.ellipse(x + dx * s, y + dy * s, r * s * 1.2, r * s * 0.8, cloud, True, 'opacity="0.9"')

    def hills(self, y: float, height: float, colour: str, waves: float = 2.0) -> None:
        """A rolling band whose crest is around y, filled to the bottom."""
        a, b = self.rng.uniform(0, 6.3), self.rng.uniform(0, 6.3)
        points = [(x, y - height * (0.5 + 0.32 * math.sin(a + waves * x / 64) + 0.18 * math.sin(b + waves * x / 29))) for x in range(-8, 417, 12)]
        self.path("M-10 402 " + " ".join(f"L{px} {py:.1f}" for px, py in points) + " L412 402Z", colour)

    def peaks(self, y: float, low: float, high: float, colour: str, snow: bool) -> None:
        """A mountain range with its feet at y."""
        x = self.rng.uniform(-120, -40)
        while x < 400:
            w, h = self.rng.uniform(130, 210), self.rng.uniform(low, high)
            self.path(f"M{x:.0f} {y} L{x + w / 2:.0f} {y - h:.0f} L{x + w:.0f} {y}Z", colour)
            self.path(f"M{x + w / 2:.0f} {y - h:.0f} L{x + w:.0f} {y} L{x + w * 0.6:.0f} {y}Z", colour, 'opacity="0.6" style="mix-blend-mode:multiply"')
            if snow:
                cut = 0.36
                self.path(f"M{x + w / 2:.0f} {y - h:.0f} L{x + w / 2 * (1 + cut):.1f} {y - h * (1 - cut):.1f} l-{w * .07:.0f} -6 l-{w * .08:.0f} 12 l-{w * .09:.0f} -12 "
                          f"L{x + w / 2 * (1 - cut):.1f} {y - h * (1 - cut):.1f}Z", "#fbfdff")
            x += w * self.rng.uniform(0.5, 0.75)

    def tufts(self, y0: float, y1: float, colour: str, n: int) -> None:
        for _ in range(n):
            x, y = self.rng.uniform(0, 400), self.rng.uniform(y0, y1)
            self.stroke(f"M{x:.0f} {y:.0f} l-3 -7 M{x:.0f} {y:.0f} l0 -9 M{x:.0f} {y:.0f} l3 -7", colour, 1.8)

    def grassland(self, y: float) -> None:
        """The foreground of green places in the current season, from y down."""
        rng, season = self.rng, self.season
        self.hills(y + 8, 14, GRASS[season])
        shade = {"spring": "#7cc455", "summer": "#4c9636", "autumn": "#b0853a", "winter": "#d4e1ec"}.get(season, "#65a743")
        self.tufts(y + 12, 398, shade, 16)
        if season == "spring":
            for _ in range(34):
                self.ellipse(rng.uniform(0, 400), rng.uniform(y + 12, 396), 3.4, 3.4, rng.choice(("#ffffff", "#ff9ec4", "#ffe14d")))
        if season == "autumn":
            for _ in range(30):
                self.ellipse(rng.uniform(0, 400), rng.uniform(y + 12, 396), 4.5, 2.6, rng.choice(LEAVES["autumn"]))

    def bush(self, x: float, y: float, r: float) -> None:
        colour = self.rng.choice(LEAVES[self.season])
        for dx, dy, k in ((-0.7, 0, 0.7), (0, -0.35, 0.9), (0.7, 0, 0.7)):
            self.ellipse(x + dx * r, y + dy * r, k * r, k * r * 0.85, colour)

    def crown(self, x: float, y: float, r: float, trunk: float) -> None:
        """A far tree of the background: a trunk standing at y and a round crown in the season's colours."""
        self.rect(x - r * 0.12, y - trunk - r, r * 0.24, trunk + r, "#6b4a32")
        colour = self.rng.choice(LEAVES[self.season])
        for dx, dy, k in ((-0.55, 0.1, 0.62), (0.55, 0.1, 0.62), (0, -0.4, 0.72), (0, 0.2, 0.7)):
            self.ellipse(x + dx * r, y - trunk - r + dy * r, k * r, k * r, colour)

    def fir(self, x: float, y: float, h: float, colour: str) -> None:
        self.rect(x - h * 0.04, y - h * 0.2, h * 0.08, h * 0.2, "#5a4030")
        for k in (0.0, 0.24, 0.48):
            w = h * (0.30 - 0.17 * k)
            self.path(f"M{x - w:.1f} {y - h * (0.15 + k):.1f} L{x:.1f} {y - h * (0.58 + k * 0.88):.1f} L{x + w:.1f} {y - h * (0.15 + k):.1f}Z", colour)
            if self.season == "winter":
                self.path(f"M{x - w * 0.5:.1f} {y - h * (0.36 + k * .94):.1f} L{x:.1f} {y - h * (0.58 + k * 0.88):.1f} L{x + w * 0.5:.1f} {y - h * (0.36 + k * .94):.1f}Z", "#f6fafc")

    def water(self, y0: float, y1: float, colour: str = "#3f95c9") -> None:
        self.rect(0, y0, 400, y1 - y0, colour)
        for _ in range(16):
            x, y = self.rng.uniform(-10, 390), self.rng.uniform(y0 + 8, y1 - 4)
            self.stroke(f"M{x:.0f} {y:.0f} q6 -4 12 0 t12 0", "#a9dcf2", 2.0, more='opacity="0.8"')

    def falling(self) -> None:
        """What falls in front of everything except the things: snow, leaves."""
        rng = self.rng
        if self.season == "winter":
            for _ in range(44):
                self.ellipse(rng.uniform(0, 400), rng.uniform(0, 300), *(2 * (rng.uniform(1.6, 3.0),)), "#ffffff", True, 'opacity="0.9"')
        if self.season == "autumn":
            for _ in range(12):
                self.ellipse(rng.uniform(0, 400), rng.uniform(20, 260), 4.6, 2.8, rng.choice(LEAVES["autumn"]))


@dataclass(frozen=True)
class Scenery:
    """One place: its words, where things are in it, and how it is painted."""

    word: str
    phrases: tuple[str, ...]
    """Prepositional phrases for captions."""
    nouns: tuple[str, ...]
    ground: tuple[float, float]
    draw: Callable[[Canvas], None]
    water: tuple[float, float] = ()
    seasons: tuple[str, ...] = ("",)
    hours: tuple[str, ...] = HOURS
    rains: bool = True
    contains: tuple[str, ...] = field(default=())
    """Kinds that the background itself shows: a query for just such a kind is true here."""
    indoors: bool = False
    favourites: tuple[str, ...] = ()
    """Kinds that are typical here; the sampler prefers them, but also adds surprises."""


def meadow(c: Canvas) -> None:
    c.sky(210)
    c.hills(215, 50, {"autumn": "#d8b565", "winter": "#dbe6ee"}.get(c.season, "#a5cf80"))
    c.hills(245, 34, {"autumn": "#c99a48", "winter": "#e6eef4"}.get(c.season, "#88bf62"))
    c.grassland(252)
    for _ in range(c.rng.randint(1, 3)):
        c.bush(c.rng.uniform(0, 400), 262, c.rng.uniform(10, 17))


def forest(c: Canvas) -> None:
    c.sky(140)
    far = {"spring": "#7fb56d", "summer": "#2f6b3a", "autumn": "#b5662a", "winter": "#c8d6e0"}[c.season]
    c.rect(0, 96, 400, 160, far)
    for x in range(-10, 420, 30):
        c.ellipse(x + c.rng.uniform(-6, 6), 98 + c.rng.uniform(-12, 12), 26, 30, far)
    c.grassland(250)
    for i in range(9):
        x, y = -5 + i * 51 + c.rng.uniform(-10, 10), 262 + c.rng.uniform(-5, 8)
        if c.rng.random() < 0.55:
            c.crown(x, y, c.rng.uniform(34, 46), c.rng.uniform(70, 110))
        else:
            c.fir(x, y, c.rng.uniform(150, 215), "#2c6246" if c.season != "autumn" else "#5c6b3c")


def mountains(c: Canvas) -> None:
    c.sky(240)
    c.peaks(248, 120, 190, "#7d8aa3", True)
    c.peaks(255, 60, 100, {"winter": "#b9c8d8", "autumn": "#a3906c"}.get(c.season, "#7b9a78"), c.season == "winter")
    c.grassland(254)
    for _ in range(c.rng.randint(5, 9)):
        x, y, r = c.rng.uniform(0, 400), c.rng.uniform(266, 390), c.rng.uniform(4, 10)
        c.path(f"M{x - r:.0f} {y:.0f} l{r * .5:.0f} -{r:.0f} l{r:.0f} 0 l{r * .6:.0f} {r:.0f}Z", "#98999c")


def beach(c: Canvas) -> None:
    c.sky(170)
    c.water(168, 262, "#2fa3cf")
    c.rect(0, 258, 400, 10, "#f1d795")
    c.stroke("M-5 262 q25 -9 50 0 t50 0 t50 0 t50 0 t50 0 t50 0 t50 0 t50 0 t50 0", "#ffffff", 7)
    c.rect(0, 264, 400, 140, "#f1d795")
    for _ in range(26):
        c.ellipse(c.rng.uniform(0, 400), c.rng.uniform(272, 396), 2.2, 1.4, "#d3b26b")
    for _ in range(c.rng.randint(2, 4)):
        x, y = c.rng.uniform(10, 390), c.rng.uniform(276, 394)
        c.path(f"M{x - 6:.0f} {y:.0f} a6 6 0 0 1 12 0Z", c.rng.choice(("#ffb3a0", "#ffffff", "#f7c6d9")))


def desert(c: Canvas) -> None:
    c.sky(220)
    c.hills(230, 60, "#e8b56a", 1.2)
    c.hills(262, 40, "#dfa052", 1.0)
    c.hills(278, 22, "#eec27a", 1.6)
    for _ in range(14):
        x, y = c.rng.uniform(0, 380), c.rng.uniform(285, 395)
        c.stroke(f"M{x:.0f} {y:.0f} q10 -5 20 0", "#cf9448", 2.2)
    for _ in range(c.rng.randint(2, 5)):
        x, y = c.rng.uniform(0, 400), c.rng.uniform(270, 380)
        c.path(f"M{x - 8:.0f} {y:.0f} l5 -8 l8 1 l5 7Z", "#b67a48")


def city(c: Canvas) -> None:
    c.sky(260, stars=True)
    x = -10.0
    wall = {"day": ("#aeb9c8", "#c3b8b0", "#9fb0bd", "#bfc3c9"), "sunset": ("#b39aa0",), "night": ("#7c86a8", "#6c789c")}[c.hour]
    while x < 400:
        w, h = c.rng.uniform(38, 66), c.rng.uniform(90, 200)
        c.rect(x, 262 - h, w - 3, h, c.rng.choice(wall))
        for wy in range(int(262 - h) + 10, 250, 17):
            for wx in range(int(x) + 6, int(x + w) - 12, 12):
                lit = c.hour != "day" and c.rng.random() < 0.6
                c.rect(wx, wy, 7, 9, "#ffd75e" if lit else "#7f93a8", lit)
        if c.season == "winter":
            c.rect(x - 2, 258 - h, w + 1, 7, "#fbfdff")
        x += w
    snowy = c.season == "winter"
    c.rect(0, 258, 400, 32, "#eef3f7" if snowy else "#c9c5bd")
    c.rect(0, 286, 400, 5, "#8f8d88")
    c.rect(0, 291, 400, 112, "#c3ccd6" if snowy else "#6f737b")
    for i in range(-1, 7):
        c.rect(i * 70 + 12 + c.rng.uniform(0, 3), 352, 40, 6, "#f2efe2")
    if c.season in ("spring", "autumn", "summer"):
        for i in range(c.rng.randint(2, 4)):
            c.bush(c.rng.uniform(0, 400), 268, 13)


def farm(c: Canvas) -> None:
    c.sky(200)
    c.hills(206, 34, {"autumn": "#c2a05a", "winter": "#dfe8ef"}.get(c.season, "#98c474"))
    row = {"spring": ("#a57446", "#8bcf5c"), "summer": ("#e2c04c", "#cfa637"), "autumn": ("#9c6b40", "#7f5432"), "winter": ("#f4f8fa", "#c7b9a8")}[c.season]
    c.rect(0, 204, 400, 62, row[0])
    for i in range(-14, 15):
        c.path(f"M{200 + i * 26} 204 l7 0 L{200 + i * 58 + 16} 268 l-18 0Z", row[1])
    c.grassland(262)
    fence = "#f4efe2" if c.season != "winter" else "#a9825a"
    for y in (240, 254):
        c.rect(0, y, 400, 6, fence)
    for x in range(int(c.rng.uniform(4, 30)), 400, 44):
        c.rect(x, 230, 8, 44, fence)


def lake(c: Canvas) -> None:
    c.sky(150)
    c.hills(156, 46, {"autumn": "#c98e45", "winter": "#d5e0ea", "spring": "#a8d284"}.get(c.season, "#5f9e5a"))
    for i in range(7):
        c.bush(c.rng.uniform(0, 400), 152, c.rng.uniform(9, 16))
    c.water(158, 296, "#4aa0d6")
    for x in (c.rng.uniform(5, 40), c.rng.uniform(350, 395), c.rng.uniform(0, 400)):
        for k in range(3):
            c.stroke(f"M{x + 6 * k:.0f} 306 q2 -18 {2 * k - 2} -36", "#6c8f3e", 2.6)
            c.ellipse(x + 6 * k + 2 * k - 2, 268, 2.6, 8, "#7a4f2c")
    c.grassland(296)


def park(c: Canvas) -> None:
    c.sky(190)
    for x in range(-10, 420, 62):
        c.crown(x + c.rng.uniform(-14, 14), 226, c.rng.uniform(26, 34), c.rng.uniform(24, 40))
    c.rect(0, 208, 400, 26, {"autumn": "#a0813c", "winter": "#e3ecf2"}.get(c.season, "#3d8a46"))
    c.grassland(226)
    bend = c.rng.uniform(-80, 80)
    c.path(f"M{180 + bend:.0f} 236 L{222 + bend:.0f} 236 Q{260 + bend / 2:.0f} 310 {330 - bend:.0f} 402 L{60 - bend:.0f} 402 Q{150 + bend / 2:.0f} 310 {180 + bend:.0f} 236Z", "#e6d3a8")
    for x in (c.rng.uniform(20, 90), c.rng.uniform(310, 380)):
        c.rect(x - 2, 168, 4, 76, "#3b4048")
        c.ellipse(x, 164, 9, 9, "#ffd75e" if c.hour != "day" else "#e8eef2", c.hour != "day")


def room(c: Canvas) -> None:
    paper, stripe = c.rng.choice((("#efd9c3", "#e4c6a8"), ("#d9e4ea", "#c4d5df"), ("#e6dcea", "#d6c7de"), ("#e4ead2", "#d2dcb8")))
    c.rect(0, 0, 400, 262, paper)
    for x in range(0, 400, 40):
        c.rect(x, 0, 14, 262, stripe)
    x = c.rng.choice((46, 150, 250))
    sky = SKIES[c.hour]
    c.rect(x - 7, 38, 114, 104, "#fbf7ef")
    c.add(f'<defs><linearGradient id="pane" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="{sky[0]}"/><stop offset="1" stop-color="{sky[1]}"/></linearGradient></defs>'
          f'<rect x="{x}" y="45" width="100" height="90" fill="url(#pane)"/>')
    if c.hour == "night":
        for _ in range(9):
            c.ellipse(c.rng.uniform(x + 4, x + 96), c.rng.uniform(49, 131), 1.5, 1.5, "#ffffff", True)
        c.ellipse(x + 72, 68, 10, 10, "#f7f1cf", True)
    else:
        c.ellipse(x + c.rng.uniform(20, 80), 70 if c.hour == "day" else 118, 12, 12, "#ffdf6b" if c.hour == "day" else "#ff7a3d", True)
    c.rect(x + 47, 45, 6, 90, "#fbf7ef")
    c.rect(x, 87, 100, 6, "#fbf7ef")
    px = (x + 170) % 330
    c.rect(px, 60, 46, 56, "#9a6b3f")
    c.rect(px + 5, 65, 36, 46, c.rng.choice(("#f4e3b8", "#b9d8c2", "#f2c4b0")))
    c.rect(0, 254, 400, 11, "#fbf7ef")
    c.rect(0, 264, 400, 140, "#c08a54")
    for y in (288, 318, 356):
        c.rect(0, y, 400, 2.5, "#a06f40")
    for _ in range(10):
        c.rect(c.rng.uniform(0, 400), c.rng.choice((264, 290, 320, 358)), 2.5, 26, "#a06f40")
    c.ellipse(200 + c.rng.uniform(-30, 30), 345, 150, 42, c.rng.choice(("#b5524a", "#4f7a94", "#7c8f58", "#8a6a98")), more='opacity="0.85"')


def moon(c: Canvas) -> None:
    c.rect(0, 0, 400, 280, "#05060f", True)
    for _ in range(70):
        c.ellipse(c.rng.uniform(0, 400), c.rng.uniform(0, 240), *(2 * (c.rng.uniform(0.8, 2.2),)), "#ffffff", True)
    x, y = c.rng.uniform(60, 340), c.rng.uniform(48, 76)
    c.ellipse(x, y, 36, 36, "#2f78c8", True)
    c.ellipse(x - 10, y - 8, 15, 11, "#5bab5b", True)
    c.ellipse(x + 14, y + 12, 13, 9, "#5bab5b", True)
    c.ellipse(x + 6, y - 24, 16, 6, "#f2f7fa", True)
    c.hills(256, 26, "#8d8f98", 1.4)
    c.hills(276, 16, "#b4b6bd", 1.8)
    for _ in range(12):
        x, y, r = c.rng.uniform(0, 400), c.rng.uniform(285, 392), c.rng.uniform(9, 26)
        c.ellipse(x, y, r, r * 0.36, "#8f9199")
        c.ellipse(x + 1.5, y + r * 0.09, r * 0.86, r * 0.26, "#a2a4ab")


def arctic(c: Canvas) -> None:
    c.sky(190)
    if c.hour == "night":
        for k in range(3):
            y = 44 + 26 * k + c.rng.uniform(-8, 8)
            c.stroke(f"M-10 {y:.0f} q60 -34 130 0 t150 4 t160 -8", ("#3fe0a0", "#56d0c8", "#9a7be0")[k], 15, True, 'opacity="0.5"')
    c.peaks(200, 40, 80, "#cfe4f0", True)
    c.water(196, 262, "#2c7fae")
    for _ in range(6):
        x, y, w = c.rng.uniform(-10, 380), c.rng.uniform(206, 250), c.rng.uniform(24, 60)
        c.path(f"M{x:.0f} {y:.0f} l{w * .2:.0f} -8 l{w * .6:.0f} 0 l{w * .2:.0f} 8Z", "#f2f8fb")
    c.hills(270, 16, "#f4f8fb")
    for _ in range(9):
        x, y = c.rng.uniform(0, 360), c.rng.uniform(285, 392)
        c.stroke(f"M{x:.0f} {y:.0f} q16 -7 34 0", "#c9dce8", 3)


GREEN = dict(seasons=SEASONS)

SCENERIES: dict[str, Scenery] = {s.word: s for s in (
    Scenery("meadow", ("in a meadow", "in the meadow", "on the grass of a meadow", "in a field of grass"), ("meadow", "grassland"), (0.70, 0.95), meadow, **GREEN,
            favourites=tuple("cow,sheep,horse,rabbit,butterfly,tulip,kite,tree,girl,boy,hot air balloon".split(","))),
    Scenery("forest", ("in a forest", "in the forest", "in the woods", "among the trees of a forest"), ("forest", "woods"), (0.73, 0.95), forest, contains=("tree",), **GREEN,
            favourites=tuple("bear,fox,owl,hedgehog,mushroom,pine tree,tent,snail".split(","))),
    Scenery("mountains", ("in the mountains", "in front of high mountains", "among the mountains"), ("mountains", "mountain landscape"), (0.72, 0.95), mountains, **GREEN,
            favourites=tuple("tent,bear,pine tree,hot air balloon,owl,camel,snowman".split(","))),
    Scenery("beach", ("on a beach", "on the beach", "at the seaside", "by the sea"), ("beach", "seaside", "sea"), (0.75, 0.95), beach, water=(0.50, 0.61),
            favourites=tuple("crab,palm tree,umbrella,ball,sailboat,ice cream,lighthouse,pirate,turtle,whale".split(","))),
    Scenery("desert", ("in a desert", "in the desert", "among the dunes"), ("desert", "sand dunes"), (0.75, 0.95), desert, rains=False,
            favourites=tuple("camel,cactus,penguin,bicycle,wizard,robot,palm tree,astronaut".split(","))),
    Scenery("city", ("in a city", "in the city", "in town", "on a city street"), ("city", "city street", "town"), (0.74, 0.95), city, **GREEN,
            favourites=tuple("car,bus,truck,bicycle,motorcycle,scooter,street lamp,dog,cat,church".split(","))),
    Scenery("farm", ("on a farm", "on the farm", "by the fields of a farm"), ("farm", "farmland"), (0.73, 0.95), farm, **GREEN,
            favourites=tuple("tractor,cow,pig,chicken,sheep,barn,windmill,pumpkin,sunflower,horse,duck".split(","))),
    Scenery("lake", ("at a lake", "by the lake", "on the shore of a lake", "at the lake"), ("lake", "lakeside"), (0.80, 0.96), lake, water=(0.50, 0.69), **GREEN,
            favourites=tuple("duck,swan,frog,sailboat,fish,house,tree,bench".split(","))),
    Scenery("park", ("in a park", "in the park", "in a city park"), ("park",), (0.70, 0.95), park, contains=("tree",), **GREEN,
            favourites=tuple("bench,bicycle,dog,tree,girl,boy,ball,ice cream,street lamp,kite".split(","))),
    Scenery("room", ("in a room", "indoors", "inside a living room", "in the living room", "at home"), ("room", "living room"), (0.72, 0.95), room, rains=False, indoors=True,
            favourites=tuple("cat,piano,chair,table,clock,candle,teapot,cup,cake,book,guitar,mouse".split(","))),
    Scenery("moon", ("on the moon", "in space", "on the surface of the moon"), ("moon", "outer space"), (0.73, 0.95), moon, hours=("",), rains=False,
            favourites=tuple("astronaut,rocket,robot,cow,cat,tent,piano".split(","))),
    Scenery("arctic", ("in the arctic", "on the ice", "at the north pole"), ("arctic", "polar landscape"), (0.73, 0.95), arctic, water=(0.55, 0.63), seasons=("winter",), rains=False,
            favourites=tuple("penguin,igloo,bear,snowman,whale,penguin,fish,bicycle".split(","))),
)}


def paint_scenery(word: str, hour: str, season: str, rain: bool, seed: int) -> str:
    """The elements of one background, 400 x 400 units."""
    canvas = Canvas(random.Random(seed), hour or "day", season, rain)
    SCENERIES[word].draw(canvas)
    if not SCENERIES[word].indoors and word != "moon":
        canvas.falling()
    if rain:
        for _ in range(60):
            x, y = canvas.rng.uniform(-10, 410), canvas.rng.uniform(0, 400)
            canvas.stroke(f"M{x:.0f} {y:.0f} l-5 16", "#dcebf5", 1.8, True, 'opacity="0.75"')
    return "".join(canvas.parts)
