"""Objects of house and street: umbrella, chair, table, street lamp, bench, piano, suitcase, ladder, clock, candle."""
from __future__ import annotations

from ..drawing import Paint, thing
from .object_shapes import GOLD, INK, STEEL, WHITE, WOOD, Pen, moved, pick


BROWN_STRAP = "#7a4a2a"


# umbrella

def umbrella_dome(n: Pen) -> list[str]:
    """Open and upright: a scalloped dome and a J-shaped handle."""
    return [
        n.limb("M100 96 V166 Q100 184 84 184 Q70 184 70 170", 6, WOOD), n.limb("M100 12 V24", 4, WOOD),
        n.path("M8 106 Q14 20 100 20 Q186 20 192 106 Q168 88 146 106 Q124 88 100 106 Q76 88 54 106 Q32 88 8 106 Z", None, 5),
        n.path("M54 106 Q58 44 100 20 Q142 44 146 106 Q124 88 100 106 Q76 88 54 106 Z", n.light), n.stroke("M100 20 V104"),
    ]


def umbrella_tilted(n: Pen) -> list[str]:
    """Open, held against the wind; the inside shows."""
    return [moved("".join([
        n.limb("M100 80 V176 Q100 192 116 192 Q128 192 128 180", 6, WOOD), n.limb("M100 0 V14", 4, INK),
        n.ellipse(100, 92, 86, 22, n.dark, 5), n.stroke("M100 84 V176", WOOD, 6), n.stroke("M100 112 L34 92 M100 112 L166 92"),
        n.path("M14 92 Q20 10 100 10 Q180 10 186 92 Q160 64 128 72 Q100 60 72 72 Q40 64 14 92 Z", None, 5),
        n.stroke("M72 72 Q74 36 100 10 Q126 36 128 72"), n.stroke("M36 62 Q44 40 62 30", n.light, 8),
    ]), "rotate(24 100 100) translate(10 8) scale(0.9)")]


def umbrella_striped(n: Pen) -> list[str]:
    """A flat wide sunshade on a straight pole, with a fringe."""
    fringe = "".join(n.path(f"M{x} 84 h24 v12 q-12 14 -24 0 Z", n.dark if i % 2 else None, 3) for i, x in enumerate(range(4, 196, 24)))
    return [
        n.limb("M100 80 V186", 7, WOOD), n.path("M64 190 q4 -16 36 -16 q32 0 36 16 Z", n.dark), n.circle(100, 26, 7, WOOD),
        n.path("M4 86 Q40 34 100 30 Q160 34 196 86 Z", None, 5), n.path("M52 86 Q70 46 100 30 Q130 46 148 86 Z", n.light, 3), n.path("M84 86 Q88 50 100 30 Q112 50 116 86 Z", None, 3), fringe,
    ]


def umbrella_spotted(n: Pen) -> list[str]:
    """A deep bell with a frill, dots and a crooked handle to the right."""
    return [
        n.limb("M100 110 V168 Q100 186 118 186 Q134 186 134 170 V164", 7, n.light), n.limb("M100 8 V20", 5, GOLD),
        n.path("M28 120 Q26 18 100 18 Q174 18 172 120 Z", None, 5),
        n.path("M22 116 Q100 90 178 116 L182 134 q-14 8 -22 -4 q-10 8 -20 -5 q-10 8 -20 -4 q-10 8 -20 -1 q-10 7 -20 1 q-10 8 -20 4 q-10 10 -20 5 q-10 10 -22 4 Z", n.dark),
        *(n.circle(x, y, r, WHITE, 0) for x, y, r in ((100, 50, 10), (64, 74, 9), (136, 74, 9), (100, 86, 9), (48, 102, 6), (152, 102, 6), (72, 42, 5), (130, 42, 5))),
    ]


@thing("umbrella", "umbrellas", "object", 1.1, "red,blue,yellow,purple,green", under=True)
def umbrella(v: int, p: Paint) -> str:
    return pick(v, p, umbrella_dome, umbrella_tilted, umbrella_striped, umbrella_spotted)


# chair

def chair_kitchen(n: Pen) -> list[str]:
    """A kitchen chair from the side and a little above: back on the left, seat to the right."""
    return [
        n.limb("M84 14 L88 168", 9, n.dark), n.limb("M154 100 V168", 9, n.dark), n.limb("M60 150 H142", 7, n.dark),
        *(n.path(f"M54 {y} L86 {y - 9} V{y + 11} L56 {y + 20} Z", n.light) for y in (28, 56, 84)),
        n.path("M48 112 L80 94 H168 L148 112 Z", n.light, 5), n.path("M48 110 H150 L168 94 V108 L150 128 H48 Z", None, 5), n.limb("M50 20 L56 184", 13), n.limb("M142 126 V184", 13),
    ]


def chair_arm(n: Pen) -> list[str]:
    """A fat upholstered armchair from the front."""
    return [
        n.path("M34 170 h20 l-4 20 h-12 Z", WOOD), n.path("M146 170 h20 l-4 20 h-12 Z", WOOD),
        n.path("M42 130 V54 Q42 14 100 14 Q158 14 158 54 V130 Z", None, 5), *(n.circle(x, y, 4, n.dark, 0) for x, y in ((74, 46), (100, 42), (126, 46), (86, 72), (114, 72))),
        n.path("M40 128 H160 V178 H40 Z", n.dark, 5), n.rect(52, 104, 96, 36, n.light, 14, 5),
        n.path("M14 106 Q12 82 34 82 Q56 82 56 106 V178 H18 Z", None, 5), n.path("M186 106 Q188 82 166 82 Q144 82 144 106 V178 H182 Z", None, 5), n.circle(35, 104, 10, n.light, 3), n.circle(165, 104, 10, n.light, 3),
    ]


def chair_spindles(n: Pen) -> list[str]:
    """A farmhouse chair from the front: bars in a round back and splayed legs."""
    return [
        n.limb("M72 120 L64 170", 9, n.dark), n.limb("M128 120 L136 170", 9, n.dark),
        *(n.limb(f"M{x} {y} V104", 6, n.light) for x, y in ((74, 30), (91, 22), (109, 22), (126, 30))),
        n.limb("M56 108 V54 Q58 18 100 18 Q142 18 144 54 V108", 12), n.path("M62 18 Q100 -2 138 18 L134 40 Q100 26 66 40 Z"),
        n.limb("M58 126 L46 182", 13), n.limb("M142 126 L154 182", 13), n.limb("M52 156 H148", 7), n.path("M40 128 Q42 102 60 100 H140 Q158 102 160 128 Z", None, 5), n.stroke("M50 120 H150", n.light, 5),
    ]


def chair_office(n: Pen) -> list[str]:
    """An office chair on a star of wheels, turned to the right."""
    return [
        n.limb("M54 106 Q34 120 44 140 Q60 150 96 142", 7, n.dark), n.limb("M100 130 V166", 10, STEEL), n.limb("M44 176 L100 158 L156 176", 9, n.dark),
        *(n.circle(x, 180, 9, INK) for x in (42, 100, 158)),
        n.path("M34 24 Q34 8 52 10 Q68 10 70 26 L80 112 H50 Z", None, 5), n.stroke("M54 30 L64 92", n.light, 8),
        n.path("M52 112 H150 Q170 112 168 128 Q166 140 148 140 H60 Q48 136 52 112 Z", None, 5), n.limb("M74 86 H128 V108", 9, n.dark), n.stroke("M66 124 H150", n.light, 6),
    ]


@thing("chair", "chairs", "object", 0.95, "brown,red,green,blue", seat=((118, 98), (100, 106), (100, 104), (116, 112)))
def chair(v: int, p: Paint) -> str:
    return pick(v, p, chair_kitchen, chair_arm, chair_spindles, chair_office)


# table

def table_kitchen(n: Pen) -> list[str]:
    """Four legs, and a thick top seen a little from above."""
    return [
        n.rect(40, 96, 14, 78, n.dark), n.rect(146, 96, 14, 78, n.dark), n.rect(16, 100, 18, 90), n.rect(166, 100, 18, 90),
        n.rect(16, 96, 168, 28), n.stroke("M44 112 H156", n.dark, 5),
        n.path("M26 70 H174 L194 90 V102 H6 V90 Z", None, 5), n.path("M26 70 H174 L194 90 H6 Z", n.light),
    ]


def table_round(n: Pen) -> list[str]:
    """A round top on one turned foot."""
    return [
        n.path("M86 100 H114 Q112 126 124 136 Q112 148 116 164 H84 Q88 148 76 136 Q88 126 86 100 Z"),
        n.path("M84 160 H116 Q146 164 160 190 H138 Q122 176 100 178 Q78 176 62 190 H40 Q54 164 84 160 Z", n.dark),
        n.path("M8 84 V98 Q50 120 100 120 Q150 120 192 98 V84 Z", None, 5), n.ellipse(100, 84, 92, 22, n.light, 5), n.stroke("M30 82 Q60 70 100 70", WHITE, 4),
    ]


def table_cloth(n: Pen) -> list[str]:
    """Laid with a checked cloth that hangs down in points; legs below."""
    return [
        n.limb("M34 120 V182", 12, WOOD), n.limb("M166 120 V182", 12, WOOD), n.limb("M66 120 V170", 9, WOOD), n.limb("M134 120 V170", 9, WOOD),
        n.path("M10 82 L4 134 L36 148 L68 134 L100 148 L132 134 L164 148 L196 134 L190 82 Z", None, 5), n.stroke("M10 118 L36 130 L68 118 L100 130 L132 118 L164 130 L190 118", WHITE, 6),
        n.path("M34 66 H166 L190 86 H10 Z", n.light, 5), n.stroke("M70 68 L54 84 M100 68 V84 M130 68 L146 84", WHITE, 4),
    ]


def table_trestle(n: Pen) -> list[str]:
    """A plank top on crossed legs."""
    return [
        n.limb("M36 186 L76 100", 13), n.limb("M76 186 L36 100", 13), n.limb("M124 186 L164 100", 13), n.limb("M164 186 L124 100", 13), n.limb("M56 144 H144", 9, n.dark),
        n.path("M4 78 H196 V100 H4 Z", None, 5), n.stroke("M12 89 H188", n.light, 5), n.circle(20, 89, 3, n.line, 0), n.circle(180, 89, 3, n.line, 0),
    ]


@thing("table", "tables", "object", 1.1, "brown,white,red,green", under=True,
       top=((22, 178, 82), (24, 176, 86), (24, 176, 78), (10, 190, 78)))
def table(v: int, p: Paint) -> str:
    return pick(v, p, table_kitchen, table_round, table_cloth, table_trestle)


# street lamp

def lamp_lantern(n: Pen) -> list[str]:
    """An old gas lantern on a fluted post."""
    return [
        n.halo(100, 46, 46), n.path("M88 80 H112 L110 160 L122 172 H78 L90 160 Z", None, 5), n.rect(66, 172, 68, 18, None, 4, 5), n.rect(84, 108, 32, 12, n.light, 4), n.limb("M76 92 H124", 7),
        n.path("M68 32 H132 L118 80 H82 Z", n.paint.window, 5), n.stroke("M90 32 L94 78 M110 32 L106 78"), n.path("M60 34 Q74 14 100 12 Q126 14 140 34 Z", None, 5), n.circle(100, 10, 6), n.snow(68, 24, 64, 12),
    ]


def lamp_arm(n: Pen) -> list[str]:
    """A modern lamp: a tall mast bends over to the right."""
    beam = n.path("M112 52 H178 L194 150 H92 Z", "#ffe27a", 0).replace("/>", ' opacity="0.35"/>') if n.paint.lit else ""
    return [
        beam, n.halo(144, 54, 34), n.limb("M58 178 V60 Q58 22 96 22 H120", 15), n.path("M36 190 L42 152 H74 L80 190 Z", None, 5), n.stroke("M44 170 H72", n.light, 5),
        n.path("M112 46 H178 Q174 60 145 60 Q116 60 112 46 Z", n.paint.window if n.paint.lit else "#fff3c4", 4), n.path("M102 46 Q108 14 144 14 Q184 16 188 46 Z", None, 5), n.stroke("M124 30 Q132 24 146 24", n.light, 5), n.snow(116, 20, 58, 12),
    ]


def lamp_globes(n: Pen) -> list[str]:
    """Two glass balls on curled arms."""
    ball = n.paint.window if n.paint.lit else "#fdf6df"
    return [
        n.halo(46, 56, 46), n.halo(154, 56, 46), n.limb("M46 84 Q46 112 100 112 Q154 112 154 84", 10), n.path("M90 40 H110 L112 166 H88 Z", None, 5), n.path("M62 190 Q66 162 84 160 H116 Q134 162 138 190 Z", None, 5),
        n.path("M86 42 Q84 26 100 10 Q116 26 114 42 Z", None, 4), n.circle(46, 58, 26, ball, 5), n.circle(154, 58, 26, ball, 5), n.rect(30, 80, 32, 11, None, 4), n.rect(138, 80, 32, 11, None, 4),
        n.path("M28 40 Q46 18 64 40 Z"), n.path("M136 40 Q154 18 172 40 Z"), n.snow(32, 34, 28, 9), n.snow(140, 34, 28, 9), n.rect(82, 126, 36, 10, n.light, 4),
    ]


def lamp_hanging(n: Pen) -> list[str]:
    """A lantern hangs to the right from a scrolled hook on a sturdy post."""
    return [
        n.halo(140, 78, 48), n.limb("M62 150 V50 Q62 18 100 18 Q140 18 140 42", 11), n.limb("M62 92 Q96 88 96 60 Q96 44 84 46 Q78 50 84 56", 6), n.path("M50 100 H74 L78 166 H46 Z", None, 5), n.path("M28 190 Q30 164 48 164 H76 Q94 164 96 190 Z", None, 5),
        n.path("M112 58 H168 L162 106 H118 Z", n.paint.window, 5), n.stroke("M140 60 V104 M115 82 H165"), n.path("M100 60 Q112 38 140 36 Q168 38 180 60 Z", None, 5), n.path("M114 106 H166 L152 122 H128 Z", None, 4), n.snow(112, 46, 56, 10), n.snow(74, 20, 48, 9),
    ]


@thing("street lamp", "street lamps", "object", 4, "black,green,grey,blue", synonyms=("lamp post", "street light"))
def street_lamp(v: int, p: Paint) -> str:
    return pick(v, p, lamp_lantern, lamp_arm, lamp_globes, lamp_hanging)


# bench

def bench_park(n: Pen) -> list[str]:
    """A park bench from the front: planks for back and seat, iron ends."""
    return [
        n.limb("M28 66 V180", 9, INK), n.limb("M172 66 V180", 9, INK), n.rect(8, 60, 184, 18, None, 5, 5), n.rect(8, 86, 184, 18, None, 5, 5), n.snow(14, 60, 172, 10),
        n.path("M20 122 H180 L194 138 H6 Z", n.light, 5), n.rect(6, 136, 188, 16, None, 4, 5), n.limb("M24 152 V182", 11, INK), n.limb("M176 152 V182", 11, INK), n.limb("M12 112 H34 V132", 6, INK), n.limb("M188 112 H166 V132", 6, INK),
    ]


def bench_swung(n: Pen) -> list[str]:
    """A garden bench with an arched, barred back and arm rests."""
    return [
        n.path("M16 128 V72 Q100 22 184 72 V128 Z", None, 5), *(n.rect(x, y, 14, 118 - y, n.dark, 5, 3) for x, y in ((34, 80), (60, 70), (86, 64), (112, 66), (138, 74))), n.snow(48, 56, 104, 10),
        n.rect(8, 126, 184, 20, n.light, 6, 5), n.rect(20, 144, 160, 12, n.dark), n.rect(14, 98, 14, 92, None, 4), n.rect(172, 98, 14, 92, None, 4), n.rect(4, 92, 36, 13, None, 6), n.rect(160, 92, 36, 13, None, 6), n.rect(62, 156, 12, 28, n.dark), n.rect(126, 156, 12, 28, n.dark),
    ]


def bench_hearts(n: Pen) -> list[str]:
    """A country bench: a solid wavy back with three hearts and broad feet."""
    hearts = (n.path(f"M{x} 100 Q{x - 20} 82 {x - 14} 72 Q{x - 6} 64 {x} 76 Q{x + 6} 64 {x + 14} 72 Q{x + 20} 82 {x} 100 Z", n.dark, 3) for x in (52, 100, 148))
    return [
        n.limb("M30 90 V130", 9, n.dark), n.limb("M170 90 V130", 9, n.dark), n.path("M10 108 V66 Q12 42 42 52 Q72 62 100 42 Q128 62 158 52 Q188 42 190 66 V108 Z", None, 5), *hearts, n.snow(60, 56, 80, 10),
        n.path("M26 150 H44 L38 190 H18 Z", n.dark, 5), n.path("M174 150 H156 L162 190 H182 Z", n.dark, 5), n.path("M20 120 H180 L194 138 H6 Z", n.light, 5), n.rect(4, 136, 192, 18, None, 5, 5),
    ]


def bench_lattice(n: Pen) -> list[str]:
    """A garden seat with crosses in its back and a fat cushion."""
    return [
        n.limb("M36 66 L98 116 M98 66 L36 116 M102 66 L164 116 M164 66 L102 116", 7, n.light), n.limb("M100 60 V120", 8), n.rect(12, 44, 176, 20, None, 9, 5), n.snow(22, 46, 156, 10),
        n.rect(14, 58, 16, 130, None, 4, 5), n.rect(170, 58, 16, 130, None, 4, 5), n.rect(26, 110, 148, 24, n.light, 12, 5), n.rect(14, 130, 172, 18, None, 3, 5), n.limb("M24 170 H176", 7, n.dark), n.limb("M10 102 H40", 9), n.limb("M190 102 H160", 9),
    ]


@thing("bench", "benches", "object", 1.4, "brown,green,red,blue", under=True,
       seat=((100, 130), (100, 130), (100, 130), (100, 116)), top=((24, 176, 130), (44, 156, 130), (28, 172, 130), (40, 160, 114)))
def bench(v: int, p: Paint) -> str:
    return pick(v, p, bench_park, bench_swung, bench_hearts, bench_lattice)


# piano

def keys(n: Pen, x: float, y: float, w: float, h: float, count: int) -> str:
    """A row of white keys with black ones between."""
    step = w / count
    white = n.rect(x, y, w, h, WHITE, 0, 3) + "".join(n.stroke(f"M{x + i * step:.1f} {y} V{y + h}", "#8a8a90", 1.5) for i in range(1, count))
    return white + "".join(n.rect(round(x + i * step - step * 0.3, 1), y, round(step * 0.6, 1), h * 0.6, INK, 0, 0) for i in range(1, count) if i % 7 not in (0, 3))


def piano_upright(n: Pen) -> list[str]:
    """An upright piano from the front, with music on the desk."""
    return [
        n.rect(20, 30, 160, 146, None, 4, 5), n.rect(10, 20, 180, 14, n.dark, 4, 5), n.rect(34, 44, 132, 40, n.light, 3),
        n.path("M74 48 L98 52 L126 48 V84 L98 88 L74 84 Z", WHITE), n.stroke("M82 60 H92 M82 70 H92 M106 60 H118 M106 70 H118", INK, 3),
        n.rect(34, 126, 132, 42, n.dark, 3, 3), keys(n, 16, 94, 168, 24, 14), n.rect(8, 116, 184, 12, None, 3, 5), n.path("M14 128 H30 L26 188 H14 Z"), n.path("M186 128 H170 L174 188 H186 Z"),
        n.rect(24, 176, 152, 12, None, 3), n.stroke("M92 170 V178 M108 170 V178", GOLD, 7),
    ]


def piano_grand(n: Pen) -> list[str]:
    """A grand piano with the lid up, keys on the left."""
    return [
        n.path("M62 92 L104 8 Q150 20 160 52 Q168 78 194 84 L188 96 Z", n.light, 5), n.stroke("M150 92 L138 46", WOOD, 5),
        n.path("M40 128 h18 l-4 58 h-10 Z", n.dark), n.path("M158 128 h18 l-4 58 h-10 Z", n.dark), n.limb("M100 130 V176", 8, n.dark), n.stroke("M90 180 H112", GOLD, 7),
        n.path("M10 92 H196 V128 Q196 136 188 136 H10 Z", None, 5), n.stroke("M64 104 H186", n.light, 5), n.path("M42 90 V60 L66 52 V90 Z", WHITE), keys(n, 8, 100, 50, 20, 5), n.rect(6, 118, 54, 12, n.dark, 2),
    ]


def piano_front_grand(n: Pen) -> list[str]:
    """A grand piano from the player's side: all the keys, the curved lid behind."""
    return [
        n.path("M22 100 L10 20 Q90 2 150 34 Q186 60 186 100 Z", n.light, 5), n.path("M36 98 L28 36 Q90 22 136 46 Q164 66 166 98 Z", n.dark, 3), n.stroke("M58 94 L50 40 M84 94 L76 38 M110 94 L102 42 M136 94 L128 54", GOLD, 3),
        n.path("M20 146 h22 l-5 42 h-12 Z", n.dark), n.path("M158 146 h22 l-5 42 h-12 Z", n.dark), n.limb("M100 146 V178", 8, n.dark), n.stroke("M88 182 H112", GOLD, 7),
        n.rect(8, 88, 184, 62, None, 6, 5), keys(n, 24, 106, 152, 28, 12), n.rect(18, 134, 164, 12, n.dark, 3, 3), n.rect(70, 66, 60, 28, None, 3), n.stroke("M82 78 H118", n.light, 5),
    ]


def piano_angle(n: Pen) -> list[str]:
    """An upright at an angle, its thick side to the right, with candlesticks and a stool."""
    return [
        n.path("M140 42 L190 24 V162 L140 186 Z", n.dark, 5), n.path("M10 42 H140 V186 H10 Z", None, 5), n.path("M4 40 L56 18 H196 L146 40 Z", n.light, 5), n.rect(26, 54, 98, 36, n.light, 3),
        n.stroke("M40 82 V62 M110 82 V62", GOLD, 7), n.path("M56 58 L75 62 L94 58 V86 L75 90 L56 86 Z", WHITE, 3),
        n.path("M8 118 H142 L156 108 V124 L146 136 H8 Z", None, 5), keys(n, 8, 98, 134, 20, 11), n.path("M142 98 L158 90 V110 L142 120 Z", n.dark), n.path("M12 136 h14 l-3 50 h-11 Z"), n.path("M128 136 h14 v50 h-11 Z"),
        n.limb("M56 166 V184 M96 166 V184", 7, n.dark), n.rect(44, 152, 64, 16, n.light, 7, 5),
    ]


@thing("piano", "pianos", "object", 1.5, "brown,black,red,white",
       top=((20, 180, 20), (66, 186, 92), (20, 180, 90), (20, 180, 30)))
def piano(v: int, p: Paint) -> str:
    return pick(v, p, piano_upright, piano_grand, piano_front_grand, piano_angle)


# suitcase

def suitcase_classic(n: Pen) -> list[str]:
    """An old-fashioned case with corners, locks and a handle."""
    return [
        n.limb("M76 58 V42 Q76 32 86 32 H114 Q124 32 124 42 V58", 9, n.dark), n.rect(10, 56, 180, 132, None, 14, 5),
        *(n.path(f"M{x} {y} h{32 * i} q0 {26 * j} {-32 * i} {30 * j} Z", n.dark, 3) for x, y, i, j in ((12, 58, 1, 1), (188, 58, -1, 1), (12, 186, 1, -1), (188, 186, -1, -1))),
        n.stroke("M12 104 H188", n.line, 5), n.rect(48, 94, 20, 24, GOLD, 3), n.rect(132, 94, 20, 24, GOLD, 3),
    ]


def suitcase_trolley(n: Pen) -> list[str]:
    """A tall trolley with ribs, wheels and a pulled-out handle."""
    return [
        n.stroke("M78 60 V16 H122 V60", n.line, 13), n.stroke("M78 60 V16 H122 V60", STEEL, 5), n.stroke("M80 14 H120", n.line, 12), n.circle(62, 182, 8, INK), n.circle(138, 182, 8, INK),
        n.rect(44, 54, 112, 124, None, 18, 5), *(n.rect(x, 72, 11, 90, n.dark, 5, 0) for x in (61, 83, 106, 128)), n.rect(84, 48, 32, 12, n.light, 4), n.stroke("M58 68 H142", n.light, 5),
    ]


def suitcase_straps(n: Pen) -> list[str]:
    """A round-edged leather case with two straps and stickers."""
    return [
        n.limb("M80 48 Q80 24 100 24 Q120 24 120 48", 9, BROWN_STRAP), n.rect(8, 46, 184, 142, None, 34, 5), n.stroke("M22 84 Q100 92 178 84", n.light, 5),
        n.rect(42, 46, 20, 142, BROWN_STRAP, 0), n.rect(138, 46, 20, 142, BROWN_STRAP, 0), n.rect(38, 86, 28, 22, GOLD, 4), n.rect(134, 86, 28, 22, GOLD, 4),
        n.circle(100, 124, 24, WHITE), n.path("M84 132 L94 114 L101 126 L107 118 L116 132 Z", n.dark, 0),
    ]


def suitcase_angle(n: Pen) -> list[str]:
    """Stands at an angle, so that its thick side shows; a label hangs from the handle."""
    return [
        n.limb("M64 62 L64 40 L106 40 L106 62", 8, n.dark), n.path("M18 72 L140 72 V188 H18 Z", None, 5), n.path("M18 72 L52 54 H184 L140 72 Z", n.light, 5), n.path("M140 72 L184 54 V164 L140 188 Z", n.dark, 5),
        n.stroke("M158 66 V176", n.light, 6), n.stroke("M34 88 H124 V172 H34 Z", n.light, 5), n.rect(64, 66, 16, 18, GOLD, 2, 3), n.rect(98, 66, 16, 18, GOLD, 2, 3), n.stroke("M64 50 L44 96", n.line, 3), n.path("M34 94 L54 98 L48 132 L28 128 Z", WHITE, 3),
    ]


@thing("suitcase", "suitcases", "object", 0.65, "brown,red,blue,green,yellow",
       top=((20, 180, 56), (52, 148, 54), (36, 164, 46), (40, 160, 62)))
def suitcase(v: int, p: Paint) -> str:
    return pick(v, p, suitcase_classic, suitcase_trolley, suitcase_straps, suitcase_angle)


# ladder

def ladder_straight(n: Pen) -> list[str]:
    """A plain ladder from the front, a little wider at the foot."""
    rungs = [n.limb(f"M{72 - y * 0.12:.1f} {y} H{128 + y * 0.12:.1f}", 10, n.light) for y in (28, 60, 92, 124, 156)]
    return [*rungs, n.limb("M72 16 L50 184", 14), n.limb("M128 16 L150 184", 14)]


def ladder_steps(n: Pen) -> list[str]:
    """A step-ladder from the side: an A with broad treads."""
    return [
        n.limb("M108 22 L166 184", 12, n.dark), n.stroke("M66 130 H144", n.line, 5), *(n.rect(x, y, 52, 12, n.light, 3) for x, y in ((62, 54), (48, 88), (34, 122), (20, 156))), n.limb("M96 22 L40 184", 14), n.rect(70, 12, 60, 17, None, 5, 5),
    ]


def ladder_leaning(n: Pen) -> list[str]:
    """A ladder that leans to the right."""
    rungs = [n.limb(f"M{30 + t * 84:.0f} {180 - t * 164:.0f} L{86 + t * 84:.0f} {184 - t * 164:.0f}", 9, n.light) for t in (0.1, 0.28, 0.46, 0.64, 0.82)]
    return [*rungs, n.limb("M28 182 L116 14", 14), n.limb("M84 182 L172 14", 14)]


def ladder_front_steps(n: Pen) -> list[str]:
    """A step-ladder from the front, its hind legs spread behind it."""
    treads = [n.rect(70 - i * 7, 50 + i * 33, 60 + i * 14, 14, n.light, 4) for i in range(4)]
    return [
        n.limb("M80 30 L26 166", 8, n.dark), n.limb("M120 30 L174 166", 8, n.dark), n.limb("M42 132 H158", 5, n.dark),
        *treads, n.limb("M76 24 L44 184", 12), n.limb("M124 24 L156 184", 12), n.rect(60, 10, 80, 18, None, 5, 5),
    ]


@thing("ladder", "ladders", "object", 2.4, "brown,yellow,red,grey", synonyms=("stepladder",), under=True)
def ladder(v: int, p: Paint) -> str:
    return pick(v, p, ladder_straight, ladder_steps, ladder_leaning, ladder_front_steps)


# clock

def dial(n: Pen, x: float, y: float, r: float, hour: str, minute: str) -> str:
    """A white face with twelve marks and two hands, given as relative lines."""
    marks = "".join(f'<rect x="{x - r * 0.04:.1f}" y="{y - r * 0.88:.1f}" width="{r * 0.09:.1f}" height="{r * 0.2:.1f}" fill="{INK}" transform="rotate({a} {x} {y})"/>' for a in range(0, 360, 30))
    return n.circle(x, y, r, WHITE) + marks + n.stroke(f"M{x} {y} l{hour}", INK, max(4, r * 0.13)) + n.stroke(f"M{x} {y} l{minute}", INK, max(3, r * 0.09)) + n.circle(x, y, r * 0.1, INK, 0)


def clock_alarm(n: Pen) -> list[str]:
    """An alarm clock with two bells and feet."""
    return [
        n.limb("M62 160 L46 184", 12, n.dark), n.limb("M138 160 L154 184", 12, n.dark), n.stroke("M100 36 V20", n.line, 7), n.rect(84, 8, 32, 15, n.dark, 6),
        n.path("M22 66 Q14 28 46 18 Q72 14 82 32 Z", n.light, 5), n.path("M178 66 Q186 28 154 18 Q128 14 118 32 Z", n.light, 5), n.circle(100, 108, 74, None, 5), dial(n, 100, 108, 48, "-16 -18", "26 -20"),
    ]


def clock_grandfather(n: Pen) -> list[str]:
    """A grandfather clock: a tall case with a pendulum."""
    return [
        n.rect(56, 80, 88, 96, None, 3, 5), n.rect(74, 92, 52, 72, n.dark, 4), n.stroke("M100 92 V140", GOLD, 5), n.circle(100, 144, 13, GOLD), n.rect(46, 170, 108, 20, None, 4, 5),
        n.path("M44 84 V34 Q60 32 70 18 Q82 8 100 8 Q118 8 130 18 Q140 32 156 34 V84 Z", None, 5), dial(n, 100, 51, 29, "9 9", "0 -20"),
    ]


def clock_cuckoo(n: Pen) -> list[str]:
    """A cuckoo clock: a little house with hanging cones."""
    return [
        n.stroke("M72 150 V168 M128 150 V162", GOLD, 4), n.path("M66 166 h12 l-2 24 h-8 Z", n.dark, 3), n.path("M122 160 h12 l-2 24 h-8 Z", n.dark, 3), n.stroke("M100 148 L108 172", GOLD, 5), n.circle(109, 176, 10, GOLD),
        n.path("M36 70 H164 V152 H36 Z", None, 5), n.path("M100 6 L190 74 L176 92 L100 36 L24 92 L10 74 Z", n.light, 5), n.path("M88 74 V58 Q88 48 100 48 Q112 48 112 58 V74 Z", n.dark, 3), n.path("M96 62 q8 -8 14 0 l10 3 -10 4 q-8 5 -14 0 Z", GOLD, 2.5),
        dial(n, 100, 112, 34, "14 8", "-10 -20"),
    ]


def clock_mantel(n: Pen) -> list[str]:
    """A round clock on waves of wood: broad and low."""
    return [
        n.rect(8, 166, 184, 24, None, 6, 5), n.path("M16 166 Q24 138 46 134 Q50 42 100 42 Q150 42 154 134 Q176 138 184 166 Z", None, 5), n.stroke("M30 178 H170", n.light, 5),
        n.circle(100, 106, 46, GOLD), dial(n, 100, 106, 38, "-14 10", "0 -27"), n.circle(100, 34, 11, n.light),
    ]


@thing("clock", "clocks", "object", 0.5, "brown,red,blue,green,yellow")
def clock(v: int, p: Paint) -> str:
    return pick(v, p, clock_alarm, clock_grandfather, clock_cuckoo, clock_mantel)


# candle

def flame(n: Pen, x: float, y: float, size: float = 1) -> str:
    """A flame whose foot is at (x, y), with its glow."""
    return n.halo(x, y - 16 * size, 44 * size) + n.stroke(f"M{x} {y + 8} V{y - 6}", INK, 4) + n.path(
        f"M{x} {y} Q{x - 22 * size} {y - 8 * size} {x - 12 * size} {y - 26 * size} Q{x - 2 * size} {y - 36 * size} {x} {y - 48 * size} Q{x + 20 * size} {y - 28 * size} {x + 16 * size} {y - 14 * size} Q{x + 12 * size} {y} {x} {y} Z", "#f79a1f", 3) + n.path(
        f"M{x} {y - 2} q{-10 * size} {-6 * size} 0 {-24 * size} q{10 * size} {16 * size} 0 {24 * size} Z", "#fff0a0", 0)


def candle_dish(n: Pen) -> list[str]:
    """A candle in a dish with a ring to hold it."""
    return [
        n.stroke("M150 166 Q186 156 182 178 Q174 190 150 180", n.line, 14), n.stroke("M150 166 Q186 156 182 178 Q174 190 150 180", n.light, 6),
        n.path("M20 156 H160 Q158 188 128 190 H52 Q22 188 20 156 Z", n.dark, 5), n.rect(66, 66, 52, 96, None, 4, 5),
        n.path("M64 66 Q92 54 120 66 V92 Q112 100 108 90 V80 Q102 76 98 84 V112 Q90 120 86 110 V84 Q80 78 76 88 Q66 94 64 82 Z", n.light, 4), flame(n, 92, 60),
    ]


def candle_taper(n: Pen) -> list[str]:
    """A slim tall candle in a turned holder."""
    return [
        n.path("M82 56 H118 L122 144 H78 Z", None, 5), n.path("M80 58 Q100 48 120 58 V74 Q114 82 110 72 Q102 68 98 90 Q92 96 90 76 Q84 70 80 78 Z", n.light, 4), n.path("M68 140 H132 L124 158 Q126 170 150 180 V190 H50 V180 Q74 170 76 158 Z", n.dark, 5), flame(n, 100, 52, 0.86),
    ]


def candle_stout(n: Pen) -> list[str]:
    """A fat candle that has run down, with a pool of wax."""
    return [
        n.path("M16 190 Q18 168 46 172 V92 Q44 82 60 78 Q100 66 140 78 Q156 82 154 92 V168 Q184 166 186 190 Z", None, 5), n.ellipse(100, 86, 52, 14, n.light),
        n.path("M50 90 Q54 138 64 138 Q74 138 72 112 Q80 100 84 124 Q90 150 100 146 Q108 140 106 108", n.light, 4), n.path("M128 112 V136", n.light, 0), n.stroke("M134 112 V146", n.dark, 7), flame(n, 100, 84, 1.15),
    ]


def candle_three(n: Pen) -> list[str]:
    """A branched holder with three candles."""
    return [
        n.limb("M34 122 Q34 152 100 152 Q166 152 166 122", 10, n.dark), n.limb("M100 112 V178", 12, n.dark), n.path("M56 190 Q60 170 100 168 Q140 170 144 190 Z", n.dark, 5),
        *(n.rect(x - 16, y, 32, 66, None, 4, 5) + n.path(f"M{x - 22} {y + 60} h44 l-8 16 h-28 Z", n.dark, 4) + n.path(f"M{x - 16} {y} h32 v14 q-6 10 -10 0 q-6 -6 -10 12 q-6 4 -12 -12 Z", n.light, 3) + flame(n, x, y - 4, 0.72) for x, y in ((34, 62), (166, 62), (100, 48))),
    ]


@thing("candle", "candles", "object", 0.35, "red,white,purple,green,blue")
def candle(v: int, p: Paint) -> str:
    return pick(v, p, candle_dish, candle_taper, candle_stout, candle_three)
