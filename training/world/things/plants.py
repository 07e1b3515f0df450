"""Plants: their crown, bloom or cap has the main colour."""
from __future__ import annotations

import math

from world.drawing import COLOURS, Paint, shade, thing
from world.things.built_shapes import GLOW, LEAF, LEAF_LINE, WOOD, WOOD_DARK, Brush

LEAF_LIGHT = "#78bf6a"
CREAM = "#f7ead0"
CREAM_LINE = "#7a6544"
POT = "#c9713f"
POT_LINE = "#6b3415"


def bark(b: Brush, d: str) -> None:
    """A trunk; it stays darker than a brown crown."""
    b.path(d, "#7d4f2c", 4, "#42260f")


def pot(b: Brush, x: float, top: float, width: float) -> None:
    """A flower pot that stands on the ground."""
    half = width / 2
    b.path(f"M{x - half + 5},{top + 10} H{x + half - 5} L{x + half - 14},190 H{x - half + 14} Z", POT, 4, POT_LINE)
    b.box(x - half, top, width, 15, POT, 3, 4, POT_LINE)


def leaf(b: Brush, x: float, y: float, dx: float, dy: float, bend: float = 0.35, fill: str = LEAF) -> None:
    """A pointed green leaf from x, y to x + dx, y + dy."""
    mx, my, nx, ny = x + dx / 2, y + dy / 2, -dy * bend, dx * bend
    b.path(f"M{x},{y} Q{mx + nx:.1f},{my + ny:.1f} {x + dx},{y + dy} Q{mx - nx:.1f},{my - ny:.1f} {x},{y} Z", fill, 4, LEAF_LINE)


# Tree

def cloud_tree(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M86,110 H114 L116,166 Q120,184 134,190 H66 Q80,184 84,166 Z")
    b.blob([(100, 46, 40), (54, 74, 38), (146, 74, 38), (72, 108, 32), (128, 108, 32), (100, 84, 44)])
    b.stroke("M62,60 q10,-16 26,-14 M118,84 q14,10 28,0 M70,104 q12,10 24,2", p.dark, 6)
    b.stroke("M86,26 q12,-10 26,-4 M134,56 q12,2 16,12", p.light, 6)
    b.snow("M34,48 Q50,34 64,38 Q74,10 100,8 Q126,10 136,38 Q152,34 168,50", 12)
    return str(b)


def round_tree(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M90,120 H110 V190 H90 Z")
    b.oval(100, 76, 60, 72)
    b.path("M116,10 Q154,30 154,78 Q150,130 106,144 Q140,112 138,72 Q136,34 116,10 Z", p.dark, 0)
    b.oval(100, 76, 60, 72, "none")
    for x, y in ((72, 54), (104, 36), (92, 84), (66, 104), (112, 112), (122, 70)):
        b.disc(x, y, 7, p.light, 0)
    b.stroke("M100,150 V122 M100,140 L84,126 M100,132 L116,118", "#42260f", 5)
    b.snow("M58,30 Q76,5 100,5 Q124,5 142,30", 12)
    return str(b)


def oak_tree(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M82,118 L48,86 L58,80 L92,102 L96,80 H110 L110,102 L146,78 L154,86 L120,118 Q116,160 142,190 H58 Q86,160 82,118 Z")
    b.blob([(36, 78, 30), (66, 52, 32), (100, 40, 34), (136, 52, 32), (164, 78, 30), (100, 72, 34), (66, 82, 28), (134, 82, 28)])
    b.stroke("M30,92 q14,10 28,0 M88,92 q12,10 26,0 M142,92 q14,10 28,0 M60,52 q10,-10 22,-4 M120,50 q10,-10 22,-4", p.dark, 6)
    b.disc(100, 146, 11, "#42260f", 0)
    for x, y in ((48, 72), (78, 66), (112, 30), (122, 74), (156, 66), (92, 46)):
        b.disc(x, y, 7, p.light, 3)
    b.snow("M14,54 Q24,46 36,46 Q46,22 66,20 Q80,6 100,6 Q122,6 136,20 Q156,24 164,46 Q178,48 186,56", 11)
    return str(b)


def layered_tree(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M96,190 Q116,150 92,118 Q78,92 96,56 L112,60 Q98,92 112,114 Q122,130 118,150 Q118,176 136,190 Z")
    bark(b, "M108,124 Q130,116 142,96 L150,102 Q138,126 114,138 Z")
    for x, y, rx, ry in ((62, 98, 54, 26), (150, 92, 44, 23), (98, 40, 70, 34)):
        b.oval(x, y, rx, ry)
        b.path(f"M{x - rx + 4},{y + 6} Q{x},{y + ry * 0.5} {x + rx - 4},{y + 6} Q{x + rx * 0.6},{y + ry} {x},{y + ry - 2} Q{x - rx * 0.6},{y + ry} {x - rx + 4},{y + 6} Z", p.dark, 0)
        b.stroke(f"M{x - rx * 0.5},{y - ry * 0.4:.0f} q{rx * 0.3},{-ry * 0.3:.0f} {rx * 0.6},-2", p.light, 6)
        b.snow(f"M{x - rx + 8},{y - ry * 0.5} Q{x - rx * 0.4},{y - ry - 2} {x},{y - ry} Q{x + rx * 0.4},{y - ry - 2} {x + rx - 8},{y - ry * 0.5}", 9)
    return str(b)


@thing("tree", "trees", "plant", 9, "green", under=True)
def tree(v: int, p: Paint) -> str:
    return (cloud_tree, round_tree, oak_tree, layered_tree)[v](p)


# Pine tree

def tiered_pine(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M86,150 H114 V190 H86 Z")
    for y, half, height in ((164, 80, 84), (116, 62, 74), (70, 44, 64)):
        b.path(f"M100,{y - height} L{100 + half},{y} Q100,{y + 12} {100 - half},{y} Z")
        b.path(f"M104,{y - height + 14} L{96 + half},{y - 2} Q120,{y + 4} 108,{y + 3} Z", p.dark, 0)
        b.snow(f"M{100 - half * 0.72:.0f},{y - height * 0.3:.0f} L100,{y - height + 5} L{100 + half * 0.72:.0f},{y - height * 0.3:.0f}", 9)
    return str(b)


def slim_pine(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M90,160 H110 V190 H90 Z")
    tiers = ((28, 20), (56, 32), (86, 42), (118, 50), (150, 56))
    right = " ".join(f"L{100 + w},{y + 8} L{100 + w * 0.5:.0f},{y + 6}" for y, w in tiers)
    left = " ".join(f"L{100 - w * 0.5:.0f},{y + 6} L{100 - w},{y + 8}" for y, w in reversed(tiers))
    b.path(f"M100,2 {right} L100,164 {left} Z")
    b.stroke("".join(f"M{100 - w * 0.5:.0f},{y + 6} Q100,{y + 18} {100 + w * 0.5:.0f},{y + 6} " for y, w in tiers[:-1]), p.dark, 5)
    b.stroke("M96,26 L88,44 M92,62 L84,78 M90,96 L78,112", p.light, 5)
    for y, w in tiers:
        b.snow(f"M{100 - w + 3},{y + 5} L{100 - w * 0.6:.0f},{y - 8} M{100 + w - 3},{y + 5} L{100 + w * 0.6:.0f},{y - 8}", 8)
    return str(b)


def scalloped_pine(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M88,150 H112 V190 H88 Z")
    for y, half, height in ((162, 88, 70), (124, 72, 62), (86, 54, 54), (50, 36, 46)):
        step = half / 2
        bumps = "".join(f" a{step / 2:.1f},9 0 0 1 {-step:.1f},0" for _ in range(4))
        b.path(f"M100,{y - height} Q{100 + half * 0.4:.0f},{y - 22} {100 + half},{y}{bumps} Q{100 - half * 0.4:.0f},{y - 22} 100,{y - height} Z")
        b.stroke(f"M{100 - half * 0.3:.0f},{y - 10} h{half * 0.6:.0f}", p.dark, 5)
        b.snow(f"M{100 - half + 8},{y - 6} Q{100 - half * 0.45:.0f},{y - 18} {100 - half * 0.25:.0f},{y - height * 0.55:.0f}", 8)
        b.snow(f"M{100 + half - 8},{y - 6} Q{100 + half * 0.45:.0f},{y - 18} {100 + half * 0.25:.0f},{y - height * 0.55:.0f}", 8)
    return str(b)


def wild_pine(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M96,24 H104 L114,190 H86 Z")
    branches = ((34, 26, -1), (34, 26, 1), (64, 46, -1), (72, 40, 1), (100, 62, -1), (108, 56, 1), (138, 76, -1), (146, 72, 1))
    for y, reach, side in reversed(branches):
        tip = 100 + side * (reach + 8)
        b.path(f"M{100 - side * 6},{y - 22} Q{100 + side * reach * 0.5:.0f},{y - 16} {tip},{y + 12} L{100 + side * reach * 0.72:.0f},{y + 10} "
               f"L{100 + side * reach * 0.6:.0f},{y + 22} L{100 + side * reach * 0.36:.0f},{y + 12} L{100 - side * 4},{y + 22} Z")
        b.stroke(f"M{100 + side * 4},{y - 4} Q{100 + side * reach * 0.5:.0f},{y - 4} {100 + side * reach * 0.7:.0f},{y + 4}", p.dark, 5)
        b.snow(f"M{100 + side * 6},{y - 20} Q{100 + side * reach * 0.5:.0f},{y - 15} {tip - side * 6},{y + 8}", 8)
    b.path("M100,0 L122,46 Q100,40 78,46 Z")
    b.snow("M90,24 L100,4 L110,24", 7)
    return str(b)


@thing("pine tree", "pine trees", "plant", 11, "green", synonyms=("pine", "fir tree", "fir", "conifer"), under=True)
def pine_tree(v: int, p: Paint) -> str:
    return (tiered_pine, slim_pine, scalloped_pine, wild_pine)[v](p)


# Palm tree

def frond(b: Brush, x: float, y: float, dx: float, dy: float, lift: float, fill: str | None = None, width: float = 22) -> None:
    """A palm leaf that arches from x, y to x + dx, y + dy; its lower edge is feathered."""
    tx, ty = x + dx, y + dy
    cx, cy = x + dx * 0.5, y + dy * 0.5 - lift

    def point(t: float) -> tuple[float, float]:
        return ((1 - t) ** 2 * x + 2 * t * (1 - t) * cx + t * t * tx, (1 - t) ** 2 * y + 2 * t * (1 - t) * cy + t * t * ty)

    feathers = ""
    for i in range(5, 0, -1):
        ax, ay = point(i / 6 + 0.02)
        bx, by = point(i / 6 - 0.10)
        size = width * (1.15 - abs(i / 6 - 0.45))
        feathers += f" L{ax:.1f},{ay + size * 0.45:.1f} L{bx:.1f},{by + size:.1f}"
    b.path(f"M{x},{y} Q{cx:.1f},{cy:.1f} {tx},{ty}{feathers} Z", fill)
    b.snow(f"M{x + dx * 0.12:.0f},{point(0.12)[1] - 1:.0f} Q{cx:.0f},{cy + 2:.0f} {point(0.8)[0]:.0f},{point(0.8)[1]:.0f}", 6)


def rings(b: Brush, points: list[tuple[float, float, float]]) -> None:
    """Rings across a palm trunk at (x, y), each 2 * half long."""
    b.stroke("".join(f"M{x - half},{y - 2} Q{x},{y + 5} {x + half},{y - 2} " for x, y, half in points), "#42260f", 3.5)


def beach_palm(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M58,190 Q60,120 98,70 L114,78 Q84,126 90,190 Z")
    rings(b, [(74, 170, 13), (76, 148, 12), (81, 128, 11), (90, 106, 9)])
    frond(b, 106, 70, -96, 62, 66, p.dark, 30)
    frond(b, 106, 70, 84, 66, 56, p.dark, 30)
    frond(b, 106, 70, -102, 8, 56, None, 34)
    frond(b, 106, 70, 92, 4, 56, None, 34)
    frond(b, 106, 72, -62, -54, 24, p.light, 30)
    frond(b, 106, 72, 62, -58, 22, p.light, 30)
    for x, y in ((94, 86), (116, 88), (106, 96)):
        b.disc(x, y, 10, "#7d4f2c", 3.5, "#42260f")
    return str(b)


def straight_palm(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M92,74 H108 L116,190 H84 Z")
    rings(b, [(100, 104, 8), (100, 126, 10), (100, 148, 11), (100, 170, 13)])
    for dx, dy, lift, fill in ((-70, 74, 52, p.dark), (70, 74, 52, p.dark), (-96, 38, 62, None), (96, 38, 62, None), (-88, -24, 40, p.light), (88, -24, 40, p.light)):
        frond(b, 100, 68, dx, dy, lift, fill, 32)
    b.path("M100,72 Q74,40 100,2 Q126,40 100,72 Z")
    b.stroke("M100,18 V66", p.dark, 4)
    b.snow("M92,18 L100,5 L108,18", 6)
    return str(b)


def twin_palm(p: Paint) -> str:
    b = Brush(p)
    bark(b, "M84,190 Q84,140 46,96 L58,90 Q104,132 106,190 Z")
    bark(b, "M96,190 Q104,120 136,62 L150,68 Q120,128 122,190 Z")
    rings(b, [(136, 90, 7), (124, 116, 8), (114, 144, 9), (74, 124, 7), (88, 146, 8)])
    for x, y, s in ((50, 92, 0.66), (142, 62, 0.8)):
        for dx, dy, lift, fill in ((-56, 62, 48, p.dark), (52, 62, 48, p.dark), (-74, 12, 48, None), (72, 12, 48, None), (-46, -44, 18, p.light), (44, -46, 18, p.light)):
            frond(b, x, y, dx * s, dy * s, lift * s, fill, 36 * s)
    return str(b)


def leaning_palm(p: Paint) -> str:
    b = Brush(p)
    b.path("M20,190 Q58,168 106,190 Z", "#ecd69a", 4, "#8a7340")
    bark(b, "M42,182 Q46,114 136,72 L144,84 Q76,120 68,182 Z")
    rings(b, [(56, 164, 13), (61, 146, 12)])
    b.stroke("M66,124 L84,134 M80,108 L94,118 M98,94 L110,104 M118,82 L128,92", "#42260f", 3.5)
    for dx, dy, lift, fill in ((-30, 92, 20, p.dark), (34, 96, 16, p.dark), (-78, 40, 54, None), (58, 62, 40, None), (-92, -22, 50, p.light),
                               (52, 4, 46, None), (-34, -66, 8, p.light), (34, -64, 8, p.light)):
        frond(b, 140, 76, dx, dy, lift, fill, 34)
    b.disc(132, 90, 11, "#7d4f2c", 3.5, "#42260f")
    b.disc(150, 92, 11, "#7d4f2c", 3.5, "#42260f")
    return str(b)


@thing("palm tree", "palm trees", "plant", 9, "green", synonyms=("palm",), under=True)
def palm_tree(v: int, p: Paint) -> str:
    return (beach_palm, straight_palm, twin_palm, leaning_palm)[v](p)


# Cactus

def spines(b: Brush, *points: tuple[float, float]) -> None:
    """Little V-shaped spines."""
    b.stroke("".join(f"M{x - 5},{y - 5} L{x},{y} L{x + 5},{y - 5} " for x, y in points), "#fbfaf4" if b.p.main != COLOURS["white"] else b.p.dark, 3)


def flower(b: Brush, x: float, y: float, r: float) -> None:
    """A small pink flower (yellow on a pink plant)."""
    petal = "#f6cf2e" if b.p.main == COLOURS["pink"] else "#ef6fa6"
    for i in range(5):
        a = i * math.tau / 5 - math.pi / 2
        b.disc(x + r * math.cos(a), y + r * math.sin(a), r * 0.75, petal, 2.5, shade(petal, 0.5))
    b.disc(x, y, r * 0.6, "#fff3b8", 0)


def saguaro(p: Paint) -> str:
    b = Brush(p)
    b.tubes(30, "M100,124 H48 V72", "M100,100 H154 V48")
    b.path("M71,188 V38 A29,29 0 0 1 129,38 V188 Z")
    b.stroke("M88,34 V182 M112,34 V182 M48,76 V112 M154,52 V88", p.dark, 5)
    spines(b, (100, 60), (100, 96), (100, 132), (100, 168))
    flower(b, 100, 10, 9)
    b.snow("M82,16 Q88,8 92,8 M108,8 Q114,10 118,18 M38,60 Q48,52 58,60 M144,36 Q154,28 164,36", 9)
    return str(b)


def potted_cactus(p: Paint) -> str:
    b = Brush(p)
    b.oval(100, 90, 74, 66)
    b.path("M100,24 Q60,40 60,92 Q62,134 100,156 Q138,134 140,92 Q140,40 100,24 Z", "none", 4, p.dark)
    b.stroke("M100,26 V150", p.dark, 5)
    spines(b, (80, 70), (120, 70), (80, 110), (120, 110), (46, 84), (154, 84), (50, 116), (150, 116))
    pot(b, 100, 138, 120)
    flower(b, 100, 20, 12)
    b.snow("M48,46 Q62,28 82,25 M118,25 Q138,28 152,46", 9)
    return str(b)


def prickly_pear(p: Paint) -> str:
    b = Brush(p)
    for x, y, rx, ry, turn in ((60, 60, 28, 40, -28), (148, 66, 27, 38, 30), (104, 44, 26, 40, 4), (40, 118, 22, 32, -62), (164, 126, 20, 28, 64), (100, 136, 46, 58, 0)):
        b.open(f"rotate({turn} {x} {y})")
        b.oval(x, y, rx, ry)
        spines(b, (x, y - ry * 0.4), (x - rx * 0.4, y + 2), (x + rx * 0.4, y + 2), (x, y + ry * 0.5))
        b.snow(f"M{x - rx * 0.6:.0f},{y - ry * 0.8:.0f} Q{x},{y - ry * 1.15:.0f} {x + rx * 0.6:.0f},{y - ry * 0.8:.0f}", 7)
        b.close()
    for x, y in ((42, 26), (108, 6), (168, 34), (74, 24)):
        flower(b, x, y + 2, 7)
    return str(b)


def candelabra_cactus(p: Paint) -> str:
    b = Brush(p)
    b.tubes(24, "M98,150 H28 V96", "M98,122 H58 V44", "M98,160 H172 V84", "M98,128 H138 V34")
    b.path("M77,188 V28 A21,21 0 0 1 119,28 V188 Z")
    b.stroke("M98,24 V184 M28,98 V134 M58,48 V110 M172,88 V146 M138,38 V116", p.dark, 5)
    spines(b, (86, 60), (110, 80), (86, 100), (110, 166))
    flower(b, 28, 84, 7)
    flower(b, 172, 72, 7)
    b.snow("M84,12 Q98,2 112,12 M48,34 Q58,26 68,34 M128,24 Q138,16 148,24", 8)
    return str(b)


@thing("cactus", "cacti", "plant", 2.5, "green")
def cactus(v: int, p: Paint) -> str:
    return (saguaro, potted_cactus, prickly_pear, candelabra_cactus)[v](p)


# Tulip

def stem(b: Brush, d: str, width: float = 9) -> None:
    b.tubes(width, d, fill=LEAF, line=LEAF_LINE)


def tulip_bloom(b: Brush, x: float, y: float, s: float, turn: float = 0) -> None:
    """A closed tulip whose foot is at x, y; it is 100 * s wide and 112 * s high."""
    p = b.p
    b.open(f"translate({x} {y}) rotate({turn}) scale({s})")
    b.path("M0,0 Q-50,-4 -50,-54 Q-50,-84 -42,-108 Q-24,-96 -18,-80 L0,-114 L18,-80 Q24,-96 42,-108 Q50,-84 50,-54 Q50,-4 0,0 Z", p.light, 4 / s)
    b.path("M0,0 Q-50,-4 -50,-54 Q-50,-84 -42,-108 Q-2,-74 0,0 Z", None, 4 / s)
    b.path("M0,0 Q50,-4 50,-54 Q50,-84 42,-108 Q2,-74 0,0 Z", None, 4 / s)
    b.path("M0,0 Q-32,-34 0,-84 Q32,-34 0,0 Z", p.dark, 4 / s)
    b.close()
    b.snow(f"M{x - 42 * s},{y - 108 * s} l{10 * s},{8 * s} M{x + 42 * s},{y - 108 * s} l{-10 * s},{8 * s}", 6)


def single_tulip(p: Paint) -> str:
    b = Brush(p)
    stem(b, "M100,116 V188")
    leaf(b, 98, 188, -46, -70, 0.22)
    leaf(b, 102, 188, 46, -62, -0.22, LEAF_LIGHT)
    tulip_bloom(b, 100, 126, 1.08)
    return str(b)


def tulip_bunch(p: Paint) -> str:
    b = Brush(p)
    stem(b, "M100,190 Q90,140 56,118", 6)
    stem(b, "M100,190 Q110,140 144,118", 6)
    leaf(b, 96, 190, -54, -40, 0.25)
    leaf(b, 104, 190, 54, -40, -0.25, LEAF_LIGHT)
    tulip_bloom(b, 54, 128, 0.66, -20)
    tulip_bloom(b, 146, 128, 0.66, 20)
    stem(b, "M100,190 V100", 7)
    tulip_bloom(b, 100, 102, 0.84)
    return str(b)


def open_tulip(p: Paint) -> str:
    b = Brush(p)
    stem(b, "M100,120 Q96,150 104,188")
    leaf(b, 104, 188, -58, -52, 0.28)
    leaf(b, 106, 188, 34, -70, -0.24, LEAF_LIGHT)
    b.path("M100,124 Q48,116 58,6 Q86,20 100,50 Q114,20 142,6 Q152,116 100,124 Z", p.dark)
    b.path("M100,130 Q26,130 30,72 Q32,44 22,22 Q66,34 84,74 Q94,96 100,130 Z")
    b.path("M100,130 Q174,130 170,72 Q168,44 178,22 Q134,34 116,74 Q106,96 100,130 Z")
    b.path("M100,130 Q54,112 66,72 Q74,54 100,40 Q126,54 134,72 Q146,112 100,130 Z", p.light)
    b.snow("M26,24 Q44,30 56,38 M174,24 Q156,30 144,38", 7)
    return str(b)


def potted_tulip(p: Paint) -> str:
    b = Brush(p)
    stem(b, "M100,96 V150", 8)
    leaf(b, 98, 152, -48, -52, 0.26)
    leaf(b, 102, 152, 48, -46, -0.26, LEAF_LIGHT)
    pot(b, 100, 144, 68)
    b.path("M52,20 Q68,18 78,32 L90,6 L100,28 L110,6 L122,32 Q132,18 148,20 Q160,112 100,114 Q40,112 52,20 Z")
    b.stroke("M100,30 Q84,60 88,108 M78,34 Q62,60 66,96 M122,34 Q138,60 134,96 M100,30 Q116,60 112,108", p.dark, 5)
    b.snow("M54,20 L66,22 M146,20 L134,22", 7)
    return str(b)


@thing("tulip", "tulips", "plant", 0.5, "red,pink,yellow,purple")
def tulip(v: int, p: Paint) -> str:
    return (single_tulip, tulip_bunch, open_tulip, potted_tulip)[v](p)


# Sunflower

def sunflower_head(b: Brush, x: float, y: float, r: float, petals: int, face: bool = False, squash: float = 1) -> None:
    """A sunflower's head: two rings of petals round a dark disc of seeds."""
    p = b.p
    seeds, seeds_line = ("#6b4423", "#3a2210") if p.main != COLOURS["brown"] else ("#3d2614", "#241408")
    b.open(f"translate({x} {y}) scale({squash} 1)")
    for ring, fill, length in ((0.5, p.dark, r), (0, None, r * 0.96)):
        for i in range(petals):
            b.open(f"rotate({(i + ring) * 360 / petals:.1f})")
            w = r * 3.0 / petals
            b.path(f"M0,0 Q{-w * 1.5:.1f},{-length * 0.62:.1f} 0,{-length:.1f} Q{w * 1.5:.1f},{-length * 0.62:.1f} 0,0 Z", fill, 3.5)
            b.close()
    b.disc(0, 0, r * 0.4, seeds, 4, seeds_line)
    if face:
        b.disc(-r * 0.14, -r * 0.08, r * 0.055, "#fff3b8", 0)
        b.disc(r * 0.14, -r * 0.08, r * 0.055, "#fff3b8", 0)
        b.stroke(f"M{-r * 0.16:.1f},{r * 0.1:.1f} Q0,{r * 0.26:.1f} {r * 0.16:.1f},{r * 0.1:.1f}", "#fff3b8", 4)
    else:
        for i in range(8):
            a = i * math.tau / 8
            b.disc(r * 0.24 * math.cos(a), r * 0.24 * math.sin(a), r * 0.045, "#c99a4e", 0)
        b.disc(0, 0, r * 0.06, "#c99a4e", 0)
    b.close()
    b.snow(f"M{x - r * squash * 0.5:.0f},{y - r * 0.84:.0f} Q{x},{y - r * 1.12:.0f} {x + r * squash * 0.5:.0f},{y - r * 0.84:.0f}", 8)


def smiling_sunflower(p: Paint) -> str:
    b = Brush(p)
    stem(b, "M100,120 V188", 10)
    leaf(b, 98, 182, -58, -30, 0.34)
    leaf(b, 102, 176, 58, -26, -0.34, LEAF_LIGHT)
    sunflower_head(b, 100, 76, 74, 12, face=True)
    return str(b)


def leaning_sunflower(p: Paint) -> str:
    b = Brush(p)
    stem(b, "M64,190 Q58,120 110,76", 9)
    leaf(b, 62, 158, -54, -34, 0.34)
    leaf(b, 66, 140, 50, 26, 0.34, LEAF_LIGHT)
    b.open("rotate(24 116 76)")
    sunflower_head(b, 116, 76, 76, 14, squash=0.78)
    b.close()
    return str(b)


def potted_sunflower(p: Paint) -> str:
    b = Brush(p)
    stem(b, "M100,110 V154", 9)
    leaf(b, 98, 152, -46, -22, 0.36)
    leaf(b, 102, 152, 46, -22, -0.36, LEAF_LIGHT)
    pot(b, 100, 148, 64)
    sunflower_head(b, 100, 72, 70, 9)
    return str(b)


def twin_sunflower(p: Paint) -> str:
    b = Brush(p)
    stem(b, "M104,190 Q110,130 66,70", 8)
    stem(b, "M104,190 Q106,160 148,116", 7)
    leaf(b, 102, 178, -56, -34, 0.34)
    leaf(b, 108, 182, 54, -14, -0.3, LEAF_LIGHT)
    sunflower_head(b, 150, 106, 48, 10)
    sunflower_head(b, 66, 64, 62, 12)
    return str(b)


@thing("sunflower", "sunflowers", "plant", 1.8, "yellow")
def sunflower(v: int, p: Paint) -> str:
    return (smiling_sunflower, leaning_sunflower, potted_sunflower, twin_sunflower)[v](p)


# Mushroom

def dots(b: Brush, *discs: tuple[float, float, float]) -> None:
    """The pale dots on a toadstool's cap (darker on a white one)."""
    for x, y, r in discs:
        b.oval(x, y, r, r * 0.86, "#fffaf0" if b.p.main != COLOURS["white"] else "#d9cfbd", 3)


def toadstool(p: Paint) -> str:
    b = Brush(p)
    b.path("M80,104 H120 Q116,150 134,190 H66 Q84,150 80,104 Z", CREAM, 4, CREAM_LINE)
    b.path("M74,116 Q100,128 126,116 L134,138 Q100,150 66,138 Z", "#fffaf0", 4, CREAM_LINE)
    b.path("M6,112 Q10,14 100,14 Q190,14 194,112 Q150,126 100,124 Q50,126 6,112 Z")
    dots(b, (100, 46, 19), (50, 70, 15), (150, 70, 15), (100, 96, 13), (24, 100, 9), (176, 100, 9))
    b.snow("M40,42 Q66,15 100,15 Q134,15 160,42", 10)
    return str(b)


def pointed_mushroom(p: Paint) -> str:
    b = Brush(p)
    b.path("M86,112 H114 Q112,160 124,190 H70 Q88,160 86,112 Z", CREAM, 4, CREAM_LINE)
    b.path("M100,4 Q124,8 130,46 Q150,96 172,124 Q136,138 100,132 Q64,138 28,124 Q50,96 70,46 Q76,8 100,4 Z")
    b.stroke("M46,122 Q66,112 76,84 M154,122 Q134,112 124,84 M100,126 V92", p.dark, 6)
    dots(b, (98, 52, 13), (76, 92, 12), (124, 98, 13), (104, 20, 7))
    b.snow("M80,28 Q86,6 100,5 Q114,6 120,28", 9)
    return str(b)


def mushroom_family(p: Paint) -> str:
    b = Brush(p)
    b.path("M140,132 H162 Q160,160 168,190 H134 Q142,160 140,132 Z", CREAM, 4, CREAM_LINE)
    b.path("M104,138 Q106,84 152,84 Q196,84 198,138 Q152,150 104,138 Z", p.light)
    dots(b, (140, 108, 9), (168, 116, 10))
    b.snow("M120,100 Q134,85 152,85 Q170,85 182,100", 8)
    b.path("M60,96 H94 Q92,150 106,190 H48 Q62,150 60,96 Z", CREAM, 4, CREAM_LINE)
    b.path("M4,104 Q6,12 77,12 Q148,12 150,104 Q114,116 77,114 Q40,116 4,104 Z")
    dots(b, (74, 44, 15), (38, 74, 12), (110, 72, 13), (76, 92, 10))
    b.snow("M34,36 Q52,13 77,13 Q102,13 120,36", 9)
    b.path("M24,164 H38 L44,190 H18 Z", CREAM, 4, CREAM_LINE)
    b.path("M4,168 Q8,136 31,136 Q54,136 58,168 Q32,176 4,168 Z")
    dots(b, (30, 154, 6))
    b.snow("M18,144 Q31,134 44,144", 6)
    return str(b)


def gilled_mushroom(p: Paint) -> str:
    b = Brush(p)
    b.path("M72,118 H128 Q122,142 140,164 Q150,190 100,190 Q50,190 60,164 Q78,142 72,118 Z", CREAM, 4, CREAM_LINE)
    b.path("M4,106 Q2,76 30,56 Q50,32 100,32 Q150,32 170,56 Q198,76 196,106 Q194,124 150,126 H50 Q6,124 4,106 Z")
    b.stroke("M14,112 Q60,120 100,120 Q140,120 186,112", p.dark, 6)
    b.stroke("M38,78 Q52,54 86,50", p.light, 9)
    b.stroke("M90,156 q10,8 20,0", CREAM_LINE, 4)
    b.disc(84, 146, 4, CREAM_LINE, 0)
    b.disc(116, 146, 4, CREAM_LINE, 0)
    b.snow("M32,60 Q54,39 100,39 Q146,39 168,60", 10)
    return str(b)


@thing("mushroom", "mushrooms", "plant", 0.25, "red,brown,red,brown", synonyms=("toadstool",))
def mushroom(v: int, p: Paint) -> str:
    return (toadstool, pointed_mushroom, mushroom_family, gilled_mushroom)[v](p)


# Pumpkin

def ribs(b: Brush, y: float, ry: float, *ovals: tuple[float, float]) -> None:
    """A pumpkin's lobes: (distance from the middle, half width), outer ones first."""
    for i, (dx, rx) in enumerate(ovals):
        for side in ((-1, 1) if dx else (1,)):
            b.oval(100 + side * dx, y, rx, ry - dx * 0.12, (None, b.p.dark)[i % 2 == 0 and dx > 30])


def stalk(b: Brush, x: float, y: float, s: float = 1) -> None:
    """A pumpkin's green stalk with its foot at x, y."""
    b.path(f"M{x - 14 * s},{y + 6} Q{x - 4 * s},{y - 14 * s} {x - 8 * s},{y - 34 * s} L{x + 16 * s},{y - 42 * s} Q{x + 6 * s},{y - 16 * s} {x + 18 * s},{y + 6} "
           f"Q{x},{y - 6} {x - 14 * s},{y + 6} Z", LEAF, 4, LEAF_LINE)


def ribbed_pumpkin(p: Paint) -> str:
    b = Brush(p)
    ribs(b, 122, 66, (62, 36), (34, 40), (0, 32))
    b.stroke("M88,84 Q80,110 86,146", p.light, 7)
    stalk(b, 100, 60)
    b.stroke("M116,50 Q150,24 150,44 Q150,56 138,48", LEAF_LINE, 5)
    b.snow("M34,80 Q46,68 62,66 Q82,58 88,58 M114,58 Q134,62 142,66 Q158,70 166,82", 10)
    return str(b)


def lantern_pumpkin(p: Paint) -> str:
    b = Brush(p)
    b.oval(100, 118, 94, 72)
    b.stroke("M64,54 Q30,116 62,182 M136,54 Q170,116 138,182 M100,48 V60", p.dark, 5)
    stalk(b, 100, 52, 0.9)
    face = GLOW if p.lit else shade(p.line, 0.7)
    if p.lit:
        b.oval(100, 122, 74, 54, "#ffb23e", 0)
    b.poly("46,106 64,72 84,106", face)
    b.poly("116,106 136,72 154,106", face)
    b.poly("90,126 100,108 110,126", face)
    b.path("M36,126 Q100,156 164,126 Q152,176 122,172 V158 H108 V174 Q94,176 82,174 V160 H68 V168 Q44,160 36,126 Z", face)
    b.snow("M28,76 Q50,50 84,47 M118,47 Q150,50 172,76", 10)
    return str(b)


def tall_pumpkin(p: Paint) -> str:
    b = Brush(p)
    b.path("M100,54 Q160,46 166,112 Q170,186 112,190 H88 Q30,186 34,112 Q40,46 100,54 Z")
    b.path("M100,56 Q64,60 62,118 Q62,176 92,188 H108 Q138,176 138,118 Q136,60 100,56 Z", p.light, 4)
    b.path("M100,56 Q82,80 82,122 Q82,166 96,188 H104 Q118,166 118,122 Q118,80 100,56 Z", None, 4)
    stalk(b, 98, 58, 1.15)
    leaf(b, 104, 48, 60, -14, -0.36)
    b.snow("M46,72 Q58,56 82,54 M118,54 Q142,56 154,72", 9)
    return str(b)


def vine_pumpkin(p: Paint) -> str:
    b = Brush(p)
    ribs(b, 134, 54, (64, 33), (40, 36), (16, 36), (0, 20))
    b.stroke("M96,80 Q60,40 30,66 Q10,84 22,96 Q34,102 36,90", LEAF_LINE, 7)
    stalk(b, 102, 84, 1.1)
    leaf(b, 116, 72, 68, -10, -0.5)
    leaf(b, 92, 70, -50, -42, 0.45, LEAF_LIGHT)
    b.snow("M26,104 Q38,88 56,86 M130,84 Q158,86 174,104", 9)
    return str(b)


@thing("pumpkin", "pumpkins", "plant", 0.4, "orange")
def pumpkin(v: int, p: Paint) -> str:
    return (ribbed_pumpkin, lantern_pumpkin, tall_pumpkin, vine_pumpkin)[v](p)
