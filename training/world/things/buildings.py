"""Buildings: their windows glow at night, and snow lies on their roofs."""
from __future__ import annotations

import math

from world.drawing import COLOURS, Paint, thing
from world.things.built_shapes import GLOW, LEAF, LEAF_LINE, WOOD, WOOD_DARK, Brush

DOOR = "#8a5a34"
STONE = "#c9ced4"


def door(b: Brush, x: float, y: float, w: float, h: float) -> None:
    """A wooden door with a knob; x, y is the left end of its foot."""
    b.arch(x, y, w, h, DOOR)
    b.disc(x + w * 0.76, y - h * 0.42, 3, "#f6cf2e", 0)


def flag(b: Brush, x: float, y: float) -> None:
    """A pennant on a pole that stands at x, y."""
    b.stroke(f"M{x},{y} v-26", width=4)
    b.path(f"M{x},{y - 27} l24,7 l-24,8 Z", b.p.light, 3)


def battlements(b: Brush, x: float, y: float, w: float, teeth: int, depth: float = 16) -> None:
    """A crenellated parapet of width w whose teeth start at height y."""
    step = w / (2 * teeth - 1)
    d = f"M{x},{y + depth * 2} V{y}"
    for i in range(teeth):
        d += f" h{step:.1f}" + (f" v{depth} h{step:.1f} v-{depth}" if i < teeth - 1 else "")
    b.path(d + f" V{y + depth * 2} Z")
    for i in range(teeth):
        b.snow(f"M{x + 2 * i * step + 2:.1f},{y} h{step - 4:.1f}", 6)


# House

def cottage(p: Paint) -> str:
    b = Brush(p)
    b.box(134, 26, 24, 50, p.dark)
    b.snow("M134,26 h24", 7)
    b.path("M26,92 L100,22 L174,92 V190 H26 Z")
    b.path("M100,6 L194,94 L182,108 L100,34 L18,108 L6,94 Z", p.dark)
    door(b, 82, 190, 36, 62)
    b.sash(36, 122, 34, 36)
    b.sash(130, 122, 34, 36)
    b.disc(100, 78, 17, p.window)
    b.stroke("M83,78 h34 M100,61 v34", width=3)
    b.snow("M14,92 L100,10 L186,92", 10)
    return str(b)


def town_house(p: Paint) -> str:
    b = Brush(p)
    b.box(44, 14, 22, 40, p.dark)
    b.box(134, 14, 22, 40, p.dark)
    b.box(14, 68, 172, 122)
    b.path("M2,74 L36,26 H164 L198,74 Z", p.dark)
    b.path("M82,74 V50 L100,34 L118,50 V74 Z")
    b.pane(91, 52, 18, 18, 2, 3)
    for x in (26, 84, 142):
        b.sash(x, 84, 32, 34)
    for x in (26, 142):
        b.sash(x, 138, 32, 34)
    b.path("M70,140 H130 L122,128 H78 Z", p.dark)
    door(b, 84, 190, 32, 48)
    b.box(76, 184, 48, 6, STONE, 0, 3)
    b.snow("M8,70 L38,28 H82 M118,28 H162 L192,70", 9)
    return str(b)


def corner_house(p: Paint) -> str:
    b = Brush(p)
    b.box(146, 20, 22, 40, p.dark)
    b.box(88, 92, 104, 98, p.light)
    b.path("M8,96 L52,46 L94,96 V190 H8 Z")
    b.path("M52,30 H158 L198,98 H96 Z", p.dark)
    b.stroke("M76,52 H168 M88,74 H180", p.line, 3)
    b.path("M52,30 L104,96 L92,104 L52,56 L12,104 L0,96 Z", p.dark)
    b.sash(34, 78, 34, 30)
    b.sash(110, 112, 30, 34)
    b.sash(152, 112, 30, 34)
    door(b, 30, 190, 36, 58)
    b.blob([(112, 178, 9), (130, 174, 12), (150, 178, 9), (170, 176, 11)], LEAF, LEAF_LINE)
    b.snow("M6,94 L52,34 H156 L166,50", 9)
    return str(b)


def gabled_house(p: Paint) -> str:
    b = Brush(p)
    b.path("M42,190 V72 H54 V54 H66 V36 H80 V18 H88 V8 H112 V18 H120 V36 H134 V54 H146 V72 H158 V190 Z", p.dark)
    b.path("M52,190 V80 H64 V62 H76 V44 H124 V62 H136 V80 H148 V190 Z", None, 0)
    b.pane(88, 44, 24, 26, 12)
    for x in (60, 90, 120):
        b.sash(x, 84, 20, 32)
    for x in (60, 120):
        b.sash(x, 132, 22, 32)
    b.stroke("M50,124 H150", p.dark, 6)
    door(b, 87, 190, 26, 56)
    for x in (71, 131):
        b.path(f"M{x - 14},164 h28 l-4,14 h-20 Z", p.dark, 3)
        b.blob([(x - 8, 162, 5), (x, 160, 6), (x + 8, 162, 5)], LEAF, LEAF_LINE)
    for x, y in ((46, 72), (58, 54), (70, 36), (91, 8), (124, 36), (138, 54), (150, 72)):
        b.snow(f"M{x - 2},{y} h{18 if x == 91 else 8}", 7)
    return str(b)


@thing("house", "houses", "building", 7, "red,yellow,blue,white", synonyms=("cottage",))
def house(v: int, p: Paint) -> str:
    return (cottage, town_house, corner_house, gabled_house)[v](p)


# Castle

def gate(b: Brush, x: float, y: float, w: float, h: float) -> None:
    """A castle's gate with a portcullis."""
    b.arch(x, y, w, h, WOOD_DARK)
    b.stroke("".join(f"M{x + w * i / 4:.1f},{y - h * 0.72:.1f} V{y - 4} " for i in (1, 2, 3)) + f"M{x + 3},{y - h * 0.35:.1f} h{w - 6}", STONE, 3)


def fortress(p: Paint) -> str:
    b = Brush(p)
    flag(b, 36, 40)
    flag(b, 150, 40)
    b.box(48, 100, 104, 90)
    battlements(b, 56, 84, 88, 4)
    for x in (12, 132):
        b.box(x, 62, 56, 128)
        battlements(b, x - 6, 38, 68, 3)
        b.arch(x + 20, 112, 16, 30, p.window)
        b.stroke(f"M{x + 6},134 h14 M{x + 32},146 h16 M{x + 10},164 h14", p.dark)
    gate(b, 78, 190, 44, 62)
    return str(b)


def fairy_castle(p: Paint) -> str:
    b = Brush(p)
    for x, top, w in ((33, 66, 26), (141, 66, 26)):
        flag(b, x + w / 2, top - w + 2)
    b.box(86, 50, 28, 100)
    b.path("M78,58 L100,10 L122,58 Z", p.dark)
    b.arch(94, 86, 12, 22, p.window, 3)
    b.box(50, 112, 100, 78)
    battlements(b, 54, 98, 92, 5, 12)
    for x in (30, 138):
        b.box(x, 84, 32, 106)
        b.path(f"M{x - 9},90 L{x + 16},34 L{x + 41},90 Z", p.dark)
        b.arch(x + 9, 128, 14, 26, p.window, 3)
        b.snow(f"M{x - 1},80 L{x + 16},40 L{x + 33},80", 7)
    for x in (4, 166):
        b.box(x, 128, 30, 62)
        b.path(f"M{x - 6},132 L{x + 15},92 L{x + 36},132 Z", p.dark)
        b.arch(x + 10, 168, 11, 20, p.window, 3)
    gate(b, 80, 190, 40, 54)
    b.snow("M86,48 L100,16 L114,48", 7)
    return str(b)


def keep(p: Paint) -> str:
    b = Brush(p)
    flag(b, 94, 34)
    b.box(60, 50, 80, 90)
    battlements(b, 50, 30, 100, 4)
    b.arch(72, 104, 16, 30, p.window)
    b.arch(112, 104, 16, 30, p.window)
    b.box(8, 124, 184, 66)
    battlements(b, 2, 106, 196, 7, 14)
    gate(b, 76, 190, 48, 58)
    for x in (24, 48, 140, 166):
        b.stroke(f"M{x},150 v22", width=6)
    b.stroke("M66,118 h14 M118,122 h14 M94,76 h14", p.dark)
    return str(b)


def hill_castle(p: Paint) -> str:
    b = Brush(p)
    b.path("M0,190 Q20,146 70,144 H150 Q190,156 200,190 Z", LEAF, 4, LEAF_LINE)
    flag(b, 56, 28)
    b.box(32, 36, 48, 128)
    battlements(b, 24, 22, 64, 3, 12)
    b.box(74, 96, 60, 70)
    battlements(b, 74, 82, 62, 4, 10)
    b.box(130, 82, 36, 84)
    b.path("M120,88 L148,28 L176,88 Z", p.dark)
    b.arch(140, 122, 16, 26, p.window, 3)
    b.arch(48, 84, 16, 28, p.window, 3)
    b.arch(48, 130, 16, 28, p.window, 3)
    b.path("M88,164 V128 Q104,108 120,128 V164 Q126,178 140,190 H84 Q96,178 88,164 Z", WOOD_DARK)
    b.path("M90,164 H118 Q124,178 138,190 H86 Q96,178 90,164 Z", "#e3c896", 3)
    b.snow("M131,76 L148,36 L165,76", 7)
    b.snow("M18,166 Q24,156 30,153 M172,158 Q184,166 190,174", 6)
    return str(b)


@thing("castle", "castles", "building", 25, "grey,pink,brown,white", synonyms=("fortress",))
def castle(v: int, p: Paint) -> str:
    return (fortress, fairy_castle, keep, hill_castle)[v](p)


# Lighthouse

def lantern(b: Brush, x: float, y: float, w: float) -> None:
    """A lighthouse's lamp room: gallery at height y, middle x, width w; it sends out beams at night."""
    top = y - w * 0.72
    glow = GLOW if b.p.lit else "#fff3b8"
    if b.p.lit:
        for end in (-60, 260):
            b.elements.append(f'<path d="M{x},{top + 10} L{end},{top - 20} L{end},{y + 22} L{x},{y - 6} Z" fill="{GLOW}" opacity="0.55"/>')
    b.box(x - w * 0.36, top, w * 0.72, y - top, glow)
    b.stroke(f"M{x - w * 0.12},{top} V{y} M{x + w * 0.12},{top} V{y}", width=3)
    b.path(f"M{x - w * 0.5},{top} Q{x - w * 0.3},{top - w * 0.44} {x},{top - w * 0.5} Q{x + w * 0.3},{top - w * 0.44} {x + w * 0.5},{top} Z", b.p.dark)
    b.disc(x, top - w * 0.54, 5, b.p.dark)
    b.box(x - w * 0.64, y - 4, w * 1.28, 11, b.p.dark, 3)
    b.stroke(f"M{x - w * 0.6},{y - 4} v-12 M{x + w * 0.6},{y - 4} v-12", width=4)
    b.snow(f"M{x - w * 0.36},{top - w * 0.2} Q{x},{top - w * 0.66} {x + w * 0.36},{top - w * 0.2}", 6)


def band(p: Paint) -> str:
    """The second colour of a striped tower."""
    return "#b4c0cd" if p.main == COLOURS["white"] else "#fbfaf4"


def banded_lighthouse(p: Paint) -> str:
    b = Brush(p)
    b.path("M72,62 H128 L146,184 H54 Z")
    b.path("M67,94 H133 L135,110 H65 Z", band(p))
    b.path("M61,138 H139 L141,154 H59 Z", band(p))
    b.path("M72,62 H128 L146,184 H54 Z", "none")
    lantern(b, 100, 68, 46)
    door(b, 88, 184, 24, 36)
    b.pane(92, 92, 16, 20, 8, 3)
    b.path("M28,190 Q36,178 56,182 Q76,176 100,181 Q126,176 146,182 Q166,178 174,190 Z", "#7c8189", 4, "#3b3f46")
    return str(b)


def spiral_lighthouse(p: Paint) -> str:
    b = Brush(p)
    b.path("M74,62 H126 L136,190 H64 Z")
    for y in (92, 140):
        b.path(f"M{73 - (y - 70) * 0.07:.0f},{y} L{128 + (y - 70) * 0.07:.0f},{y + 18} v15 L{71 - (y - 70) * 0.07:.0f},{y + 15} Z", band(p), 3)
    b.path("M74,62 H126 L136,190 H64 Z", "none")
    lantern(b, 100, 78, 54)
    b.arch(86, 190, 28, 36, DOOR)
    b.stroke("M36,190 H164", WOOD_DARK, 6)
    return str(b)


def keeper_lighthouse(p: Paint) -> str:
    b = Brush(p)
    b.path("M48,62 H96 L110,190 H34 Z")
    b.path("M44,96 H100 L103,124 H41 Z", band(p), 3)
    lantern(b, 72, 68, 46)
    b.pane(64, 100, 16, 20, 8, 3)
    b.pane(64, 142, 16, 20, 8, 3)
    b.box(160, 104, 16, 30, p.dark)
    b.box(98, 146, 92, 44)
    b.path("M86,150 L106,118 H180 L198,150 Z", p.dark)
    b.sash(110, 158, 24, 20)
    b.arch(152, 190, 22, 34, DOOR)
    b.snow("M92,148 L108,120 H178 L192,148", 8)
    return str(b)


def rock_lighthouse(p: Paint) -> str:
    b = Brush(p)
    b.path("M62,84 H138 L152,170 H48 Z")
    b.path("M84,84 H116 L122,160 H78 Z", p.light, 3)
    b.path("M44,142 H156 V170 H44 Z", p.dark)
    lantern(b, 100, 84, 60)
    b.arch(88, 140, 24, 34, DOOR)
    b.path("M18,190 L38,168 L64,172 L92,160 L130,170 L164,166 L184,190 Z", "#7c8189", 4, "#3b3f46")
    b.path("M90,144 h20 v10 h6 v12 h8 v22 h-48 v-22 h8 v-12 h6 Z", STONE, 3)
    b.stroke("M14,182 q12,-10 22,0 t22,0 M138,182 q12,-10 22,0 t22,0", "#f6f9fb", 6)
    return str(b)


@thing("lighthouse", "lighthouses", "building", 25, "red,blue,white,red")
def lighthouse(v: int, p: Paint) -> str:
    return (banded_lighthouse, spiral_lighthouse, keeper_lighthouse, rock_lighthouse)[v](p)


# Windmill

def lattice_sails(b: Brush, x: float, y: float, reach: float, turn: float, width: float = 24) -> None:
    """Four lattice sails round a hub at x, y."""
    for i in range(4):
        b.open(f"translate({x} {y}) rotate({turn + 90 * i})")
        b.stroke(f"M0,0 V{-reach}", b.p.line, 7)
        b.box(0, -reach, width, reach - 18, b.p.light, 1)
        b.stroke("".join(f"M0,{-reach + (reach - 18) * k / 4:.1f} h{width} " for k in (1, 2, 3)) + f"M{width / 2},{-reach} V-18", b.p.line, 3)
        b.snow(f"M4,{-reach} h{width - 8}", 5) if (turn + 90 * i) % 360 in range(-60, 60) else None
        b.close()
    b.disc(x, y, 10, b.p.dark)


def tower_mill(p: Paint) -> str:
    b = Brush(p)
    b.path("M70,76 H130 L154,190 H46 Z")
    b.path("M58,134 H142 L146,152 H54 Z", p.dark, 3)
    b.path("M62,80 Q66,44 100,42 Q134,44 138,80 Z", p.dark)
    b.snow("M70,62 Q80,44 100,43 Q120,44 130,62", 8)
    door(b, 84, 190, 32, 36)
    b.pane(90, 106, 20, 22, 4)
    lattice_sails(b, 100, 72, 84, 32)
    return str(b)


def post_mill(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M100,146 L60,186 M100,146 L140,186 M48,188 H152", WOOD_DARK, 10)
    b.box(92, 136, 16, 52, WOOD)
    b.box(58, 66, 84, 84)
    b.path("M46,72 L100,22 L154,72 Z", p.dark)
    b.stroke("M74,72 V148 M92,90 V148 M110,90 V148 M128,72 V148", p.dark, 4)
    b.pane(66, 112, 22, 22)
    b.pane(112, 112, 22, 22)
    b.snow("M54,66 L100,25 L146,66", 9)
    lattice_sails(b, 100, 74, 70, 4, 22)
    return str(b)


def island_mill(p: Paint) -> str:
    b = Brush(p)
    b.box(50, 84, 100, 106, None, 8)
    b.path("M38,92 L100,36 L162,92 Z", p.dark)
    b.stroke("M64,84 L92,52 M136,84 L108,52", p.line, 3)
    b.snow("M48,84 L100,40 L152,84", 8)
    b.arch(82, 190, 36, 42, "#4d86c4")
    b.pane(60, 150, 16, 18, 8, 3)
    b.pane(124, 150, 16, 18, 8, 3)
    for i in range(8):
        b.open(f"translate(100 90) rotate({i * 45 + 10})")
        b.stroke("M0,0 V-82", WOOD_DARK, 4)
        b.path("M0,-80 L30,-62 L2,-20 Z", p.light, 3)
        b.close()
    b.disc(100, 90, 10, p.dark)
    return str(b)


def gallery_mill(p: Paint) -> str:
    b = Brush(p)
    b.box(16, 146, 168, 44, p.light)
    b.path("M6,150 L30,124 H170 L194,150 Z", p.dark)
    b.path("M74,60 H126 L144,132 H56 Z")
    b.stroke("M92,62 L86,130 M108,62 L114,130", p.dark, 4)
    b.path("M66,64 L76,38 Q100,22 124,38 L134,64 Z", p.dark)
    b.box(44, 124, 112, 9, WOOD)
    b.stroke("M48,124 v-14 H152 v14 M74,110 v14 M100,110 v14 M126,110 v14", WOOD_DARK, 4)
    b.arch(84, 190, 32, 36, DOOR)
    b.sash(32, 158, 28, 20)
    b.sash(140, 158, 28, 20)
    b.snow("M14,148 L32,126 H42 M158,126 H168 L186,148 M74,42 Q100,26 126,42", 8)
    lattice_sails(b, 100, 76, 80, 45, 24)
    return str(b)


@thing("windmill", "windmills", "building", 18, "red,blue,white,brown", synonyms=("mill",))
def windmill(v: int, p: Paint) -> str:
    return (tower_mill, post_mill, island_mill, gallery_mill)[v](p)


# Church

def cross(b: Brush, x: float, y: float, size: float = 1) -> None:
    """A golden cross whose foot is at x, y."""
    for colour, width in ((b.p.line, 11 * size), ("#f6cf2e", 5 * size)):
        b.stroke(f"M{x},{y} v{-28 * size} M{x - 9 * size},{y - 18 * size} h{18 * size}", colour, width)


def steeple_church(p: Paint) -> str:
    b = Brush(p)
    cross(b, 100, 36)
    b.path("M22,190 V126 L72,92 H128 L178,126 V190 Z")
    b.path("M100,84 L14,140 L6,128 L74,82 H126 L194,128 L186,140 Z", p.dark)
    b.box(72, 84, 56, 106)
    b.path("M62,90 L100,22 L138,90 Z", p.dark)
    b.arch(88, 128, 24, 32, p.window)
    b.path("M93,118 Q94,104 100,104 Q106,104 107,118 Z", "#f6cf2e", 3)
    b.arch(84, 190, 32, 46, DOOR)
    b.stroke("M100,146 V188", width=3)
    b.arch(36, 178, 20, 36, p.window)
    b.arch(144, 178, 20, 36, p.window)
    b.snow("M68,82 L100,26 L132,82 M14,126 L64,92 M136,92 L186,126", 8)
    return str(b)


def side_church(p: Paint) -> str:
    b = Brush(p)
    cross(b, 42, 38, 0.9)
    b.box(70, 116, 122, 74)
    b.path("M64,120 L82,74 H182 L198,120 Z", p.dark)
    b.stroke("M80,98 H188", p.line, 3)
    b.box(14, 86, 58, 104)
    b.path("M6,92 L42,26 L78,92 Z", p.dark)
    b.disc(43, 112, 15, "#fbfaf4")
    b.stroke("M43,102 V112 L51,116", width=4)
    b.arch(28, 190, 30, 46, DOOR)
    for x in (84, 120, 156):
        b.arch(x, 174, 22, 42, p.window)
        b.stroke(f"M{x + 11},134 v40", width=3)
    b.snow("M12,84 L42,32 L72,84 M86,75 H180 L192,110", 8)
    return str(b)


def domed_church(p: Paint) -> str:
    b = Brush(p)
    for x, y, s in ((100, 92, 1.15), (44, 128, 0.8), (156, 128, 0.8)):
        cross(b, x, y - 56 * s, 0.75)
        b.box(x - 20 * s, y - 8, 40 * s, 66)
        b.path(f"M{x - 18 * s},{y - 6} Q{x - 46 * s},{y - 34 * s} {x - 10 * s},{y - 50 * s} L{x},{y - 66 * s} L{x + 10 * s},{y - 50 * s} "
               f"Q{x + 46 * s},{y - 34 * s} {x + 18 * s},{y - 6} Z", p.light)
        b.stroke(f"M{x - 4 * s},{y - 52 * s} Q{x - 20 * s},{y - 30 * s} {x - 8 * s},{y - 8} M{x + 4 * s},{y - 52 * s} Q{x + 20 * s},{y - 30 * s} {x + 8 * s},{y - 8}", p.dark, 3)
        b.arch(x - 6, y + 22, 12, 20, p.window, 3)
        b.snow(f"M{x - 22 * s:.0f},{y - 38 * s:.0f} Q{x - 14 * s:.0f},{y - 48 * s:.0f} {x},{y - 62 * s:.0f} Q{x + 14 * s:.0f},{y - 48 * s:.0f} {x + 22 * s:.0f},{y - 38 * s:.0f}", 6)
    b.box(16, 136, 168, 54)
    b.path("M66,190 V128 L100,106 L134,128 V190 Z")
    b.arch(84, 190, 32, 46, DOOR)
    for x in (30, 148):
        b.arch(x, 176, 22, 32, p.window)
    return str(b)


def chapel(p: Paint) -> str:
    b = Brush(p)
    cross(b, 100, 37)
    b.path("M74,84 V48 Q74,22 100,22 Q126,22 126,48 V84 Z")
    b.arch(84, 78, 32, 44, "#6f87a6" if not p.lit else "#27324d")
    b.path("M88,70 Q90,46 100,46 Q110,46 112,70 Z", "#f6cf2e", 3)
    b.disc(100, 73, 4, "#b5851a", 0)
    b.path("M24,190 V114 L78,78 H122 L176,114 V190 Z")
    b.path("M100,66 L190,120 L182,134 L100,88 L18,134 L10,120 Z", p.dark)
    b.disc(100, 116, 19, p.window)
    b.stroke("M100,97 V135 M81,116 H119 M87,103 L113,129 M113,103 L87,129", width=3)
    b.path("M80,190 V160 Q84,144 100,142 Q116,144 120,160 V190 Z", DOOR)
    b.stroke("M100,144 V188", width=3)
    b.arch(40, 178, 22, 36, p.window)
    b.arch(138, 178, 22, 36, p.window)
    b.snow("M18,118 L70,86 M130,86 L182,118 M82,30 Q100,16 118,30", 8)
    return str(b)


@thing("church", "churches", "building", 20, "white,brown,yellow,white", synonyms=("chapel",))
def church(v: int, p: Paint) -> str:
    return (steeple_church, side_church, domed_church, chapel)[v](p)


# Tent

def inside(p: Paint) -> str:
    """The colour seen through an open tent."""
    return p.window if p.lit else "#3a3f4a"


def open_tent(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M24,150 L4,188 M176,150 L196,188", WOOD_DARK, 4)
    b.stroke("M100,46 L112,26 M100,46 L88,26", WOOD_DARK, 8)
    b.path("M100,40 L188,188 H12 Z")
    b.path("M100,66 L136,188 H64 Z", inside(p))
    b.path("M100,58 L64,188 H36 Q66,150 100,58 Z", p.light)
    b.path("M100,58 L136,188 H164 Q134,150 100,58 Z", p.light)
    b.snow("M58,108 L100,40 L142,108", 9)
    return str(b)


def dome_tent(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M12,174 L0,188 M188,174 L200,188", WOOD_DARK, 4)
    b.path("M8,188 Q14,60 100,60 Q186,60 192,188 Z")
    b.path("M66,188 Q60,110 100,60 Q36,84 8,188 Z", p.dark, 3)
    b.path("M88,188 Q90,116 122,108 Q158,118 162,188 Z", inside(p))
    b.path("M88,188 Q90,116 122,108 Q112,146 118,188 Z", p.light, 3)
    b.stroke("M100,60 Q168,86 182,186", p.line, 4)
    b.disc(100, 58, 6, p.light)
    b.snow("M52,78 Q76,60 100,60 Q124,60 148,78", 9)
    return str(b)


def tipi(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M90,40 L116,4 M110,40 L84,4 M100,40 V2", WOOD_DARK, 7)
    b.path("M88,32 H112 L176,188 H24 Z")
    b.path("M60,102 L68,116 L76,100 L84,116 L92,100 L100,116 L108,100 L116,116 L124,100 L132,116 L140,102 L148,120 L144,130 H54 L52,120 Z", p.light, 3)
    b.path("M100,122 Q124,154 126,188 H74 Q76,154 100,122 Z", inside(p))
    b.path("M100,122 Q96,160 84,188 H62 Q72,150 100,122 Z", p.dark, 3)
    b.stroke("M100,36 V96", p.dark, 4)
    b.snow("M84,46 L90,33 H110 L116,46", 8)
    return str(b)


def ridge_tent(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M56,62 L2,176 M160,60 L198,170 M2,180 v8", WOOD_DARK, 4)
    b.stroke("M56,70 V50 M158,66 V46", WOOD_DARK, 7)
    b.path("M56,62 L160,58 L194,180 L106,188 Z")
    b.path("M82,110 L174,104 L180,126 L90,134 Z", p.light, 3)
    b.path("M56,62 L106,188 H10 Z", p.dark)
    b.path("M56,92 L78,188 H40 Z", inside(p))
    b.path("M56,80 L40,188 H22 Q42,140 56,80 Z", p.light, 3)
    b.snow("M54,62 L158,58", 10)
    return str(b)


@thing("tent", "tents", "building", 2, "orange,green,yellow,blue")
def tent(v: int, p: Paint) -> str:
    return (open_tent, dome_tent, tipi, ridge_tent)[v](p)


# Igloo

def blocks(b: Brush, x: float, foot: float, rx: float, ry: float, rows: int) -> None:
    """A dome of snow blocks."""
    b.path(f"M{x - rx},{foot} A{rx},{ry} 0 0 1 {x + rx},{foot} Z")
    joints = ""
    for row in range(rows):
        low, high = foot - ry * row / rows, foot - ry * (row + 1) / rows
        half_low = rx * math.sqrt(max(0.0, 1 - ((foot - low) / ry) ** 2))
        half_high = rx * math.sqrt(max(0.0, 1 - ((foot - high) / ry) ** 2))
        if row:
            joints += f"M{x - half_low + 2:.1f},{low:.1f} Q{x},{low + 9:.1f} {x + half_low - 2:.1f},{low:.1f} "
        count = max(3, 7 - row)
        for k in range(1, count):
            t = -1 + 2 * (k + (0.4 if row % 2 else 0)) / count
            if abs(t) < 0.97:
                joints += f"M{x + half_low * t:.1f},{low + 6 * (1 - t * t) * (row > 0):.1f} L{x + (half_high * 0.5 + half_low * 0.5) * t:.1f},{high + 6 * (1 - t * t):.1f} "
    b.stroke(joints, "#a9c2da" if b.p.main == COLOURS["white"] else b.p.dark, 4)
    b.path(f"M{x - rx},{foot} A{rx},{ry} 0 0 1 {x + rx},{foot} Z", "none")
    b.drift(f"M{x - rx * 0.62:.0f},{foot - ry * 0.78:.0f} Q{x},{foot - ry * 1.25:.0f} {x + rx * 0.62:.0f},{foot - ry * 0.78:.0f} "
            f"q-10,10 -22,2 q-16,12 -30,1 q-16,12 -32,0 q-12,8 {-rx * 1.24 + 84:.0f},-3 Z")


def hollow(p: Paint) -> str:
    """The colour seen in an igloo's entrance."""
    return p.window if p.lit else "#33465e"


def tunnel_igloo(p: Paint) -> str:
    b = Brush(p)
    blocks(b, 86, 188, 82, 118, 4)
    b.path("M112,188 V150 Q114,118 148,116 Q186,118 190,156 V188 Z", p.light)
    b.stroke("M124,128 L132,146 M148,116 V138 M172,128 L166,146", p.dark, 4)
    b.path("M128,188 V160 Q130,138 152,136 Q172,138 174,160 V188 Z", hollow(p))
    b.snow("M124,126 Q134,116 148,116 Q166,117 178,130", 7)
    return str(b)


def front_igloo(p: Paint) -> str:
    b = Brush(p)
    blocks(b, 100, 188, 94, 132, 5)
    b.path("M54,188 V156 Q58,112 100,110 Q142,112 146,156 V188 Z", p.light)
    b.stroke("M60,136 L76,150 M82,116 L88,136 M118,116 L112,136 M140,136 L124,150", p.dark, 4)
    b.path("M72,188 V162 Q76,134 100,132 Q124,134 128,162 V188 Z", hollow(p))
    b.snow("M66,126 Q80,110 100,110 Q120,110 134,126", 7)
    return str(b)


def flag_igloo(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M112,50 V8", WOOD_DARK, 6)
    b.path("M114,8 L152,18 L114,32 Z", "#d8342c", 3, "#6d1712")
    blocks(b, 112, 188, 82, 142, 5)
    b.path("M6,188 V162 Q8,130 36,130 H72 Q92,134 92,188 Z", p.light)
    b.stroke("M62,131 Q76,140 78,186 M40,132 L36,144", p.dark, 4)
    b.path("M16,188 V168 Q18,146 36,146 Q54,146 56,168 V188 Z", hollow(p))
    b.pane(128, 96, 28, 26, 4)
    b.snow("M16,136 Q24,130 36,130 H70", 7)
    return str(b)


def double_igloo(p: Paint) -> str:
    b = Brush(p)
    blocks(b, 142, 188, 56, 78, 3)
    blocks(b, 76, 188, 74, 128, 4)
    b.path("M44,188 V164 Q48,134 76,132 Q104,134 108,164 V188 Z", p.light)
    b.path("M56,188 V168 Q58,148 76,146 Q94,148 96,168 V188 Z", hollow(p))
    b.pane(142, 138, 26, 22, 11)
    b.snow("M52,146 Q60,132 76,132 Q92,132 100,146", 6)
    return str(b)


@thing("igloo", "igloos", "building", 2.6, "white")
def igloo(v: int, p: Paint) -> str:
    return (tunnel_igloo, front_igloo, flag_igloo, double_igloo)[v](p)


# Barn

def barn_door(b: Brush, x: float, y: float, w: float, h: float) -> None:
    """A plank door with a white X; x, y is its upper left corner."""
    b.box(x, y, w, h, b.p.dark)
    b.stroke(f"M{x + 4},{y + 4} L{x + w - 4},{y + h - 4} M{x + w - 4},{y + 4} L{x + 4},{y + h - 4}", "#fbfaf4", 5)
    b.box(x, y, w, h, "none", 0, 5, "#fbfaf4")


def gambrel_barn(p: Paint) -> str:
    b = Brush(p)
    b.path("M16,190 V96 L48,44 L100,18 L152,44 L184,96 V190 Z")
    b.stroke("M34,100 V186 M166,100 V186 M52,60 V110 M148,60 V110", p.dark, 4)
    b.path("M100,8 L158,36 L196,98 L184,106 L150,50 L100,26 L50,50 L16,106 L4,98 L42,36 Z", p.dark)
    b.box(82, 58, 36, 34, p.window if p.lit else "#4a2d17")
    b.path("M84,92 Q88,78 100,78 Q112,78 116,92 Z", "#e7c65c", 3)
    b.box(82, 58, 36, 34, "none", 0, 5, "#fbfaf4")
    barn_door(b, 52, 116, 47, 74)
    barn_door(b, 101, 116, 47, 74)
    b.snow("M10,94 L46,38 L100,12 L154,38 L190,94", 9)
    return str(b)


def silo_barn(p: Paint) -> str:
    b = Brush(p)
    b.path("M150,190 V56 Q152,24 172,24 Q194,24 196,56 V190 Z", p.light)
    b.stroke("M150,58 H196 M150,90 H196 M150,122 H196 M150,154 H196", p.dark, 4)
    b.snow("M156,42 Q164,25 173,25 Q182,25 190,42", 8)
    b.box(74, 112, 88, 78)
    b.stroke("M96,116 V188 M118,116 V188 M140,116 V188", p.dark, 4)
    b.path("M44,54 H132 L150,74 L168,116 H86 L74,74 Z", p.dark)
    b.path("M4,190 V112 L18,76 L44,54 L70,76 L84,112 V190 Z")
    b.path("M44,44 L78,72 L94,114 L82,118 L68,80 L44,62 L20,80 L8,118 L-2,114 L10,72 Z", p.dark)
    b.box(32, 82, 24, 24, p.window)
    b.box(32, 82, 24, 24, "none", 0, 4, "#fbfaf4")
    barn_door(b, 22, 130, 44, 60)
    b.pane(104, 130, 18, 18)
    b.pane(132, 130, 18, 18)
    b.snow("M2,112 L14,74 L44,50 H130 L146,74", 8)
    return str(b)


def open_barn(p: Paint) -> str:
    b = Brush(p)
    b.path("M20,190 V88 L58,48 L100,30 L142,48 L180,88 V190 Z")
    b.stroke("M100,22 V4 M86,10 h28", width=4)
    b.path("M108,8 q10,-8 14,0 l-6,4 h-16 Z", "#f6cf2e", 2)
    b.path("M100,20 L148,40 L192,86 L182,96 L142,56 L100,38 L58,56 L18,96 L8,86 L52,40 Z", p.dark)
    b.pane(84, 62, 32, 26, 13)
    b.box(68, 116, 64, 74, p.window if p.lit else "#4a2d17")
    b.blob([(80, 178, 11), (100, 168, 16), (120, 178, 11)], "#e7c65c", "#8a6a1c")
    b.box(68, 116, 64, 74, "none", 0, 5, "#fbfaf4")
    for x in (26, 136):
        barn_door(b, x, 116, 38, 74)
    b.snow("M16,84 L54,44 L100,24 L146,44 L184,84", 9)
    return str(b)


def long_barn(p: Paint) -> str:
    b = Brush(p)
    b.box(88, 20, 24, 30)
    b.path("M82,24 L100,6 L118,24 Z", p.dark)
    b.stroke("M94,32 h12 M94,40 h12", p.dark, 3)
    b.box(10, 108, 180, 82)
    b.path("M0,114 L16,72 L40,44 H160 L184,72 L200,114 Z", p.dark)
    b.stroke("M18,74 H182", p.line, 4)
    for x in range(24, 190, 17):
        b.stroke(f"M{x},118 V188", p.dark, 3)
    barn_door(b, 66, 122, 34, 68)
    barn_door(b, 100, 122, 34, 68)
    for x in (24, 148):
        b.sash(x, 132, 28, 26)
    b.snow("M6,108 L18,74 L42,46 H80 M120,46 H158 L182,74 L194,108", 9)
    return str(b)


@thing("barn", "barns", "building", 9, "red,red,brown,red")
def barn(v: int, p: Paint) -> str:
    return (gambrel_barn, silo_barn, open_barn, long_barn)[v](p)
