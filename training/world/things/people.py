"""People and other figures on two legs (or none): girl, boy, astronaut, robot, wizard, pirate, knight, snowman."""
from __future__ import annotations

from ..drawing import COLOURS, Paint, thing
from .object_shapes import GOLD, INK, STEEL, WHITE, WOOD, Pen, moved, pick, star

FAIR, TAN, BROWN, DEEP = "#f8cfa8", "#e3a873", "#b9794a", "#7d4a2c"
"""Skin."""
GINGER, CHESTNUT, RAVEN, GREY_HAIR = "#cf6a2a", "#6e4224", "#2c2430", "#e9e7e2"
"""Hair and beards."""
BOOT = "#4a3328"


# girl

def girl_bunches(n: Pen) -> list[str]:
    """Stands with her arms out; two bunches tied with bows."""
    return [
        n.ellipse(50, 62, 14, 27, GINGER, turn=28), n.ellipse(150, 62, 14, 27, GINGER, turn=-28),
        n.limb("M86 155 V180", 10, FAIR), n.limb("M114 155 V180", 10, FAIR),
        n.ellipse(82, 184, 15, 7, n.dark), n.ellipse(118, 184, 15, 7, n.dark),
        n.limb("M80 98 L42 126", 9, FAIR), n.limb("M120 98 L158 126", 9, FAIR),
        n.path("M84 78 L60 92 L68 112 L80 108 L42 162 Q100 178 158 162 L120 108 L132 112 L140 92 L116 78 Z"),
        n.stroke("M78 118 Q100 126 122 118", n.dark, 6), n.stroke("M50 154 Q100 168 150 154", n.light, 6),
        n.circle(100, 48, 31, FAIR),
        n.path("M67 54 Q62 12 100 12 Q138 12 133 54 Q122 44 116 30 Q98 46 67 54 Z", GINGER),
        n.path("M66 46 l-18 -12 v24 Z"), n.path("M134 46 l18 -12 v24 Z"),
        n.face(100, 54),
    ]


def girl_puffs(n: Pen) -> list[str]:
    """Waves, in a balloon skirt and tights; two round puffs of hair."""
    return [
        n.circle(66, 26, 18, RAVEN), n.circle(134, 26, 18, RAVEN),
        n.limb("M82 148 L72 182", 12, n.light), n.limb("M118 148 L128 182", 12, n.light),
        n.ellipse(68, 184, 15, 7, n.dark), n.ellipse(132, 184, 15, 7, n.dark),
        n.limb("M122 94 Q152 88 160 56", 13), n.circle(161, 50, 9, DEEP),
        n.limb("M78 94 Q56 106 50 122", 13), n.circle(48, 126, 9, DEEP),
        n.path("M78 82 H122 L120 112 Q164 122 160 148 Q100 172 40 148 Q36 122 80 112 Z"),
        n.stroke("M79 112 H121", n.dark, 7), n.stroke("M72 126 L64 148 M100 124 V154 M128 126 L136 148", n.dark, 4),
        n.circle(100, 52, 31, DEEP), n.path("M69 50 Q70 18 100 18 Q130 18 131 50 Q118 34 100 34 Q82 34 69 50 Z", RAVEN),
        n.circle(82, 25, 6, width=3), n.circle(118, 25, 6, width=3),
        n.face(100, 57),
    ]


def girl_walking(n: Pen) -> list[str]:
    """Walks to the right in a flared coat; a pony-tail flies behind her."""
    return [
        n.path("M76 34 Q38 18 22 62 Q14 86 30 100 Q34 74 74 58 Z", CHESTNUT),
        n.limb("M86 150 L70 176", 12, TAN), n.limb("M116 150 L134 176", 12, TAN),
        n.path("M60 166 l20 10 -8 14 h-22 Z", n.dark), n.path("M124 170 l18 -6 6 12 14 4 v10 h-30 Z", n.dark),
        n.path("M84 80 H122 Q132 112 170 156 Q108 180 34 162 Q70 116 84 80 Z"),
        n.stroke("M118 100 Q128 132 148 162", n.dark, 4), n.circle(122, 108, 4, n.light, 0), n.circle(130, 130, 4, n.light, 0),
        n.limb("M96 98 Q98 122 124 126", 13, n.light), n.circle(130, 126, 8, TAN),
        n.circle(106, 48, 32, TAN), n.circle(139, 54, 6, TAN, 3), n.circle(132, 52, 7, TAN, 0),
        n.path("M74 64 Q62 14 104 13 Q132 12 136 36 Q114 40 106 30 Q104 54 88 60 Q84 74 74 64 Z", CHESTNUT),
        n.circle(74, 40, 8), n.face(120, 52, 0.9),
        n.path("M82 78 Q104 88 124 78 l2 12 Q104 98 80 90 Z", n.light),
    ]


def girl_gown(n: Pen) -> list[str]:
    """Stands in a long gown that reaches the ground; hair down to the waist."""
    return [
        n.path("M100 10 Q54 10 60 54 Q46 66 54 84 Q38 100 52 124 Q64 138 84 124 H116 Q136 138 148 124 Q162 100 146 84 Q154 66 140 54 Q146 10 100 10 Z", CHESTNUT),
        n.path("M80 82 Q100 92 120 82 L118 112 Q160 140 170 186 Q100 196 30 186 Q40 140 82 112 Z"),
        n.path("M100 116 Q128 150 132 189 Q100 192 68 189 Q72 150 100 116 Z", n.light, 3), n.stroke("M82 113 Q100 120 118 113", n.dark, 7),
        n.limb("M79 92 Q60 116 86 124", 12), n.limb("M121 92 Q140 116 114 124", 12),
        n.circle(94, 125, 8, BROWN), n.circle(107, 125, 8, BROWN),
        n.circle(100, 50, 30, BROWN),
        n.path("M68 58 Q64 16 100 14 Q136 16 132 58 Q128 36 112 26 Q96 46 68 58 Z", CHESTNUT), star(132, 34, 14, n.light), n.circle(132, 34, 4, n.dark, 0),
        n.face(100, 54),
    ]


@thing("girl", "girls", "person", 1.3, "red,yellow,purple,pink,blue,green",
       head=((100, 13, 66), (100, 18, 62), (104, 13, 64), (100, 13, 70)))
def girl(v: int, p: Paint) -> str:
    return pick(v, p, girl_bunches, girl_puffs, girl_walking, girl_gown)


# boy

def boy_standing(n: Pen) -> list[str]:
    """Stands with his hands in the pouch of a hooded jumper; spiky hair."""
    return [
        n.path("M72 130 H128 L132 182 H106 L100 150 L94 182 H68 Z", n.dark),
        n.path("M64 190 q-2 -14 12 -14 h20 v14 Z", WHITE), n.path("M136 190 q2 -14 -12 -14 h-20 v14 Z", WHITE),
        n.path("M74 82 Q56 84 48 104 L42 134 Q54 148 70 138 V146 H130 V138 Q146 148 158 134 L152 104 Q144 84 126 82 Z"),
        n.path("M80 116 H120 L128 138 H72 Z", n.light), n.stroke("M72 108 L70 138 M128 108 L130 138"),
        n.path("M70 84 Q100 104 130 84 Q128 72 100 72 Q72 72 70 84 Z", n.dark),
        n.circle(69, 52, 7, FAIR), n.circle(131, 52, 7, FAIR), n.circle(100, 50, 30, FAIR),
        n.path("M68 50 Q58 28 74 22 Q78 8 94 14 Q108 4 116 16 Q134 16 132 30 Q138 38 132 50 Q126 40 122 34 Q112 42 104 32 Q92 44 84 34 Q74 38 68 50 Z", GINGER),
        n.face(100, 54),
    ]


def boy_dungarees(n: Pen) -> list[str]:
    """Waves, in wide dungarees over a light shirt; round curly hair."""
    return [
        n.limb("M126 94 Q152 86 158 60", 13, n.light), n.circle(159, 54, 9, DEEP),
        n.limb("M76 94 Q50 106 52 130", 13, n.light), n.circle(53, 134, 9, DEEP),
        n.rect(72, 80, 56, 40, n.light, 12),
        n.path("M80 98 H120 L122 114 Q136 120 136 136 L146 178 H108 L100 146 L92 178 H54 L64 136 Q64 120 78 114 Z"),
        n.stroke("M84 98 L80 82 M116 98 L120 82", n.main, 8), n.rect(88, 106, 24, 16, n.dark, 3, 3),
        n.circle(84, 100, 4, GOLD, 0), n.circle(116, 100, 4, GOLD, 0), n.stroke("M55 172 H92 M108 172 H145", n.light, 6),
        n.path("M52 190 q0 -12 12 -12 h26 v12 Z", n.dark), n.path("M148 190 q0 -12 -12 -12 h-26 v12 Z", n.dark),
        *(n.circle(x, y, 13, RAVEN) for x, y in ((72, 38), (80, 24), (100, 18), (120, 24), (128, 38))),
        n.circle(69, 54, 7, DEEP), n.circle(131, 54, 7, DEEP), n.circle(100, 52, 30, DEEP),
        *(n.circle(x, y, 10, RAVEN, 0) for x, y in ((78, 33), (92, 26), (108, 26), (122, 33))),
        n.face(100, 56),
    ]


def boy_running(n: Pen) -> list[str]:
    """Runs to the right in a track suit."""
    return [
        n.limb("M84 132 L62 152 L32 150", 17, n.dark), n.path("M36 140 l-10 -2 -8 28 14 0 Z", WHITE),
        n.limb("M92 96 L62 108 L48 88", 14, n.dark), n.circle(46, 82, 9, TAN),
        n.limb("M100 134 L138 142 L134 172", 17, n.dark), n.path("M124 172 h20 l18 8 v10 h-38 Z", WHITE),
        n.path("M88 78 Q124 74 130 96 L126 146 Q98 156 68 144 Q72 100 88 78 Z"), n.stroke("M108 98 L104 146", n.light, 6),
        n.limb("M100 100 L122 122 L150 106", 14), n.circle(155, 102, 9, TAN),
        n.circle(116, 48, 31, TAN), n.circle(147, 54, 6, TAN, 3), n.circle(140, 52, 8, TAN, 0),
        n.path("M86 58 Q76 14 116 13 Q146 14 148 32 Q130 36 118 32 Q110 34 104 50 Q96 44 94 62 Z", CHESTNUT),
        n.face(130, 52, 0.9),
    ]


def boy_jumping(n: Pen) -> list[str]:
    """Jumps like a star in shirt and shorts; short black hair and glasses."""
    return [
        n.limb("M84 140 L58 176", 12, BROWN), n.limb("M116 140 L142 176", 12, BROWN),
        n.ellipse(52, 182, 15, 8, n.dark, turn=-24), n.ellipse(148, 182, 15, 8, n.dark, turn=24),
        n.limb("M78 94 L40 66", 17), n.circle(31, 58, 10, BROWN), n.limb("M122 94 L160 66", 17), n.circle(169, 58, 10, BROWN),
        n.path("M70 126 H130 L148 150 L120 168 L100 146 L80 168 L52 150 Z", n.dark),
        n.path("M70 82 H130 L134 134 H66 Z"), star(100, 112, 17, n.light),
        n.circle(69, 50, 7, BROWN), n.circle(131, 50, 7, BROWN), n.circle(100, 48, 30, BROWN),
        n.path("M68 46 Q62 10 100 11 Q138 10 132 46 Q128 34 118 30 H82 Q72 34 68 46 Z", RAVEN),
        n.face(100, 52), n.circle(88, 52, 9, "none", 3), n.circle(112, 52, 9, "none", 3),
    ]


@thing("boy", "boys", "person", 1.3, "blue,green,orange,red",
       head=((100, 16, 62), (100, 8, 62), (116, 13, 62), (100, 11, 62)))
def boy(v: int, p: Paint) -> str:
    return pick(v, p, boy_standing, boy_dungarees, boy_running, boy_jumping)


# astronaut

def bubble(n: Pen, x: float, y: float, r: float, skin: str, look: float = 0) -> str:
    """A glass helmet on a ring with a face in it."""
    return "".join([
        n.circle(x, y, r, width=5), n.ellipse(x + look * 0.7, y + 1, r * 0.82, r * 0.72, "#26384f"), n.circle(x + look, y + 6, r * 0.5, skin, 0),
        n.face(x, y + 4, r * 0.017, look), n.stroke(f"M{x + look - r * 0.55} {y - r * 0.1} Q{x + look - r * 0.5} {y - r * 0.46} {x + look - r * 0.1} {y - r * 0.5}", WHITE, 5),
    ])


def astronaut_front(n: Pen) -> list[str]:
    """Stands broad in a puffy suit."""
    return [
        n.rect(48, 78, 104, 62, n.dark, 12),
        n.limb("M70 102 Q42 112 40 138", 22), n.limb("M130 102 Q158 112 160 138", 22), n.circle(39, 148, 13, n.dark), n.circle(161, 148, 13, n.dark),
        n.path("M66 92 H134 L140 184 Q140 190 132 190 H106 L100 160 L94 190 H68 Q60 190 60 184 Z"),
        n.path("M58 174 H96 L94 190 H54 Z", n.dark), n.path("M142 174 H104 L106 190 H146 Z", n.dark),
        n.rect(78, 112, 44, 28, WHITE, 5), n.circle(89, 126, 5, "#e23d35", 0), n.circle(101, 126, 5, GOLD, 0), n.circle(113, 126, 5, "#3f9e46", 0),
        n.stroke("M66 152 H134", n.dark, 5),
        n.rect(72, 86, 56, 14, n.light, 7), bubble(n, 100, 52, 42, FAIR),
    ]


def astronaut_side(n: Pen) -> list[str]:
    """Bounds to the right with a big box of air on the back."""
    return [
        n.rect(24, 74, 50, 78, n.dark, 12), n.stroke("M34 92 H60 M34 106 H60", n.light, 5),
        n.limb("M86 146 L66 178", 22), n.path("M54 168 l28 8 -6 14 H46 Z", n.dark),
        n.limb("M104 146 L134 152 L136 174", 22), n.path("M122 172 h28 l14 8 v10 h-42 Z", n.dark),
        n.path("M70 88 H116 Q130 120 122 156 H70 Q62 120 70 88 Z"), n.stroke("M66 138 H126", n.dark, 5),
        n.limb("M92 104 Q104 134 142 122", 20), n.circle(152, 119, 12, n.dark),
        n.stroke("M46 76 Q48 52 66 56", n.line, 7), n.rect(70, 82, 50, 13, n.light, 6), bubble(n, 102, 50, 40, DEEP, 12),
    ]


def astronaut_waving(n: Pen) -> list[str]:
    """Floats, with one arm up, legs apart and a hose."""
    return [
        n.stroke("M64 136 Q14 130 22 168 Q28 190 52 180", n.line, 9), n.stroke("M64 136 Q14 130 22 168 Q28 190 52 180", n.light, 4),
        n.rect(46, 84, 92, 54, n.dark, 12),
        n.limb("M120 106 L152 84 L154 52", 22), n.circle(154, 40, 13, n.dark),
        n.limb("M72 106 L40 116", 22), n.circle(30, 118, 13, n.dark),
        n.limb("M80 146 L66 174", 25), n.limb("M108 146 L144 164", 25), n.ellipse(62, 180, 19, 10, n.dark, turn=14), n.ellipse(154, 168, 10, 19, n.dark, turn=24),
        n.path("M66 92 H126 Q136 124 126 158 Q96 168 66 158 Q58 124 66 92 Z"),
        n.rect(80, 114, 34, 24, WHITE, 5), n.stroke("M86 122 H108 M86 130 H100", "#e23d35", 4),
        n.rect(70, 86, 52, 13, n.light, 6), bubble(n, 96, 50, 40, BROWN, 4),
    ]


def astronaut_flag(n: Pen) -> list[str]:
    """Plants a flag; the visor is golden."""
    return [
        n.limb("M166 14 V186", 4, STEEL), n.path("M166 14 Q144 4 122 16 V54 Q144 44 166 54 Z", n.light), star(144, 32, 12, n.main),
        n.rect(24, 76, 84, 66, n.dark, 14),
        n.limb("M100 108 Q130 128 162 108", 21), n.circle(164, 108, 12, n.dark),
        n.limb("M44 106 Q22 118 24 142", 21), n.circle(24, 150, 12, n.dark),
        n.path("M42 92 H104 L112 190 H80 L74 164 L68 190 H34 Z"), n.path("M36 172 H70 L68 190 H26 Z", n.dark), n.path("M112 172 H78 L80 190 H120 Z", n.dark),
        n.stroke("M40 148 H108", n.dark, 5), n.circle(60, 122, 10, WHITE), n.circle(60, 122, 4, "#2f6fd0", 0), n.rect(78, 114, 18, 16, GOLD, 3, 3),
        n.circle(74, 54, 41, width=5), n.ellipse(80, 54, 32, 27, "#e9a93a"), n.stroke("M60 52 Q62 38 76 36", WHITE, 6), n.circle(96, 66, 5, "#f8d98a", 0),
        n.rect(28, 44, 9, 22, n.dark, 4, 3),
    ]


@thing("astronaut", "astronauts", "person", 1.9, "white,orange,white,blue", synonyms=("spaceman",))
def astronaut(v: int, p: Paint) -> str:
    return pick(v, p, astronaut_front, astronaut_side, astronaut_waving, astronaut_flag)


# robot

def lamp_eyes(n: Pen, x: float, y: float, gap: float, r: float) -> str:
    """Two round eyes of light."""
    glow = "#ffe14d" if n.paint.lit else WHITE
    return "".join(n.circle(x + side * gap, y, r, glow) + n.circle(x + side * gap + 1, y, r * 0.45, INK, 0) for side in (-1, 1))


def robot_box(n: Pen) -> list[str]:
    """The classic tin robot: boxes, an antenna and claws."""
    return [
        n.stroke("M100 24 V10", n.line, 6), n.circle(100, 12, 8, "#e23d35"),
        n.limb("M54 106 H34 V130", 12, n.dark), n.limb("M146 106 H166 V130", 12, n.dark),
        n.stroke("M22 150 q0 -14 12 -14 q12 0 12 14", n.line, 10), n.stroke("M154 150 q0 -14 12 -14 q12 0 12 14", n.line, 10),
        n.rect(68, 150, 22, 34, n.dark), n.rect(110, 150, 22, 34, n.dark), n.rect(58, 176, 36, 14, None, 5), n.rect(106, 176, 36, 14, None, 5),
        n.rect(88, 74, 24, 16, n.dark), n.rect(52, 86, 96, 72, None, 8), n.rect(66, 98, 68, 34, n.light, 5),
        n.circle(80, 115, 8, "#e23d35", 3), n.circle(100, 115, 8, GOLD, 3), n.circle(120, 115, 8, "#3f9e46", 3), n.stroke("M66 144 H134", n.dark, 6),
        n.rect(50, 42, 10, 18, n.dark, 3), n.rect(140, 42, 10, 18, n.dark, 3), n.rect(58, 24, 84, 52, None, 8),
        lamp_eyes(n, 100, 45, 20, 11), n.rect(78, 60, 44, 9, WHITE, 2, 3), n.stroke("M89 60 V69 M100 60 V69 M111 60 V69", n.line, 3),
    ]


def robot_wheel(n: Pen) -> list[str]:
    """A round robot on one wheel, with a dome for a head."""
    return [
        n.stroke("M122 30 L138 10", n.line, 5), n.circle(139, 12, 7, GOLD),
        n.path("M82 150 H118 L112 176 H88 Z", n.dark), n.circle(100, 170, 20, INK), n.circle(100, 170, 8, n.light),
        n.limb("M46 108 Q20 108 22 80", 11, n.dark), n.limb("M154 108 Q180 108 178 80", 11, n.dark),
        n.stroke("M12 62 q0 16 11 16 q11 0 11 -16", n.line, 9), n.stroke("M166 62 q0 16 11 16 q11 0 11 -16", n.line, 9),
        n.circle(100, 112, 54), n.path("M62 126 Q100 150 138 126 Q130 156 100 158 Q70 156 62 126 Z", n.light), n.stroke("M84 134 V150 M100 137 V154 M116 134 V150", n.line, 4),
        n.circle(100, 104, 15, n.paint.window), n.stroke("M93 106 L100 98 L106 108", n.line, 4),
        n.path("M58 76 Q58 22 100 22 Q142 22 142 76 Z", n.light), n.rect(52, 70, 96, 14, n.dark, 6), lamp_eyes(n, 100, 52, 19, 12),
    ]


def robot_tall(n: Pen) -> list[str]:
    """A slim robot with spring arms, one of them raised, and one eye slot."""
    spring = "l-10 5 l14 5 l-14 5 l14 5 l-14 5 l10 4"
    return [
        n.stroke("M84 26 L72 10 M116 26 L128 10", n.line, 5), n.circle(72, 12, 6, "#e23d35", 3), n.circle(128, 12, 6, "#e23d35", 3),
        n.stroke(f"M60 98 {spring}", n.line, 6), n.circle(56, 138, 12, n.dark),
        n.stroke("M140 98 l16 -4 l-4 -12 l16 0 l-6 -12 l14 -4", n.line, 6), n.circle(176, 58, 12, n.dark), n.path("M168 46 l8 8 8 -8 4 14 -12 8 -12 -8 Z", n.dark, 3),
        n.limb("M82 152 V180", 12, n.dark), n.limb("M118 152 V180", 12, n.dark), n.path("M60 190 q0 -16 20 -16 h14 v16 Z"), n.path("M140 190 q0 -16 -20 -16 h-14 v16 Z"),
        n.path("M60 84 H140 L130 158 H70 Z"), n.circle(100, 116, 19, WHITE), n.stroke("M100 116 L110 105", "#e23d35", 5), n.stroke("M78 148 H122", n.dark, 5),
        n.rect(88, 72, 24, 12, n.dark), n.rect(66, 24, 68, 50, None, 24), n.rect(70, 38, 60, 22, INK, 11),
        n.circle(88, 49, 7, "#6fe3ff", 0), n.circle(114, 49, 7, "#6fe3ff", 0),
    ]


def robot_tracks(n: Pen) -> list[str]:
    """Rolls to the right on tracks, with an arm that ends in a grabber."""
    return [
        n.rect(34, 154, 124, 36, INK, 18), *(n.circle(x, 172, 10, n.light, 3) for x in (54, 82, 110, 138)),
        n.path("M44 90 H136 L146 158 H44 Z"), n.rect(56, 102, 44, 38, n.light, 4), n.stroke("M64 114 H92 M64 127 H84", n.line, 5), n.circle(120, 144, 6, GOLD, 3),
        n.limb("M112 112 L142 126 L164 108", 12, n.dark), n.stroke("M180 90 L164 98 L170 116 L186 112", n.line, 8), n.circle(112, 112, 10, n.light),
        n.limb("M86 88 V76", 14, n.dark), n.stroke("M58 30 L46 10", n.line, 5), n.circle(46, 13, 7, "#e23d35"),
        n.path("M44 28 H114 Q132 28 132 46 V76 H44 Z"), lamp_eyes(n, 103, 46, 16, 12), n.path("M88 63 H132 V76 H88 Z", n.dark), n.stroke("M100 64 V74 M112 64 V74 M123 64 V74", WHITE, 4), n.circle(58, 52, 8, n.dark, 3),
    ]


@thing("robot", "robots", "person", 1.6, "grey,blue,orange,green,red",
       head=((100, 24, 84), (100, 23, 60), (100, 24, 60), (86, 28, 80)))
def robot(v: int, p: Paint) -> str:
    return pick(v, p, robot_box, robot_wheel, robot_tall, robot_tracks)


# wizard

def magic_staff(n: Pen, x: float, top: float) -> str:
    """An upright staff with a shining ball."""
    return n.halo(x, top, 25) + n.limb(f"M{x} {top + 8} V186", 5, WOOD) + n.circle(x, top, 12, "#7fe0ff") + n.circle(x - 3, top - 4, 4, WHITE, 0)


def wizard_front(n: Pen) -> list[str]:
    """Stands with a staff beside him; the beard reaches his belt."""
    return [
        n.path("M74 92 H126 L154 186 Q100 194 46 186 Z"), n.stroke("M54 176 Q100 184 146 176", n.light, 7),
        n.path("M76 96 Q42 104 34 142 L62 152 Q70 124 84 116 Z", n.dark), n.circle(46, 150, 9, TAN),
        magic_staff(n, 166, 62), n.path("M124 96 Q150 100 172 112 L170 144 Q138 140 116 118 Z", n.dark), n.circle(166, 122, 9, TAN),
        n.circle(100, 82, 27, TAN), n.path("M72 84 Q76 96 84 94 Q100 88 116 94 Q124 96 128 84 Q136 132 100 160 Q64 132 72 84 Z", WHITE),
        n.circle(89, 82, 4, INK, 0), n.circle(111, 82, 4, INK, 0), n.circle(100, 91, 7, TAN, 3), n.stroke("M90 104 Q100 112 110 104", INK, 3),
        n.path("M62 70 L106 6 L138 70 Z"), n.ellipse(100, 70, 52, 10), star(104, 46, 13), star(84, 62, 5), star(152, 164, 0.1),
    ]


def wizard_walking(n: Pen) -> list[str]:
    """Walks to the right, bent, with a crooked staff and a bent hat."""
    return [
        n.path("M72 94 Q112 84 122 106 L140 178 L128 188 L116 180 L102 190 L86 180 L68 190 L40 184 Q52 130 72 94 Z"), n.path("M120 182 h18 l16 -4 v12 h-34 Z", BOOT),
        n.limb("M158 186 L162 70 Q164 48 178 52 Q188 58 180 68 L174 70", 6, WOOD),
        n.path("M84 108 Q118 106 158 116 L154 146 Q112 148 88 132 Z", n.dark), n.circle(160, 124, 9, FAIR),
        n.circle(116, 82, 26, FAIR), n.path("M142 82 q20 6 12 12 q-10 4 -16 -2 Z", FAIR),
        n.path("M96 82 Q104 96 124 92 Q136 90 146 98 Q146 130 128 152 Q92 128 96 82 Z", GREY_HAIR), n.circle(130, 79, 4, INK, 0),
        n.path("M72 76 Q64 34 40 24 Q30 22 22 34 Q30 2 60 6 Q106 14 142 62 Z"), n.ellipse(106, 70, 48, 10, turn=-8), star(84, 46, 13), star(54, 20, 6),
    ]


def wizard_casting(n: Pen) -> list[str]:
    """Casts a spell with both arms up and a wand; long sleeves hang down."""
    return [
        n.halo(172, 40, 28), n.limb("M156 74 L174 48", 4, WOOD), star(176, 38, 18), star(150, 30, 7), star(188, 74, 6),
        n.path("M78 96 Q50 92 36 70 L20 84 Q26 124 74 128 Z", n.dark), n.circle(26, 72, 10, DEEP),
        n.path("M122 96 Q144 94 150 72 L168 82 Q170 122 126 130 Z", n.dark), n.circle(158, 74, 10, DEEP),
        n.path("M72 92 H128 L146 184 Q122 194 100 186 Q78 194 54 184 Z"), n.path("M92 110 H108 L116 187 Q100 184 84 187 Z", n.light, 3), star(66, 166, 9), star(136, 166, 9),
        n.circle(100, 80, 26, DEEP), n.path("M74 86 Q88 100 100 92 Q112 100 126 86 Q128 116 108 124 L100 144 L92 124 Q72 116 74 86 Z", GREY_HAIR),
        n.circle(89, 78, 4, WHITE, 0), n.circle(111, 78, 4, WHITE, 0), n.ellipse(100, 106, 8, 5, INK, 0),
        n.path("M66 66 Q84 40 88 6 Q118 30 134 66 Z"), n.ellipse(100, 66, 48, 9, n.dark), n.path("M72 58 Q100 66 129 56 L124 46 Q98 54 79 46 Z", GOLD, 3), star(98, 34, 9),
    ]


def wizard_small(n: Pen) -> list[str]:
    """Short and round: a huge hat hides his eyes, and the beard sweeps the ground."""
    return [
        n.path("M54 112 Q28 140 30 190 H166 Q168 140 142 112 Z"), n.stroke("M40 178 H158", n.dark, 8),
        magic_staff(n, 174, 78), n.path("M126 124 Q152 122 178 130 L176 158 Q140 160 124 146 Z", n.dark), n.circle(174, 142, 9, BROWN),
        n.path("M60 104 Q48 160 98 186 Q148 160 136 104 Z", WHITE), n.stroke("M80 130 Q82 152 92 168 M98 132 V172 M116 130 Q114 152 104 168", "#c9c6be", 4),
        n.circle(98, 108, 13, BROWN), n.path("M98 122 Q84 112 68 124 Q82 134 98 126 Q114 134 128 124 Q112 112 98 122 Z", WHITE, 3),
        n.path("M40 96 Q74 70 70 34 Q72 10 118 6 Q104 20 112 36 Q124 74 158 96 Z"), n.path("M12 94 Q98 118 184 94 Q184 84 160 84 Q98 100 36 84 Q12 84 12 94 Z"),
        star(92, 66, 14), star(116, 80, 7), star(90, 28, 7),
    ]


@thing("wizard", "wizards", "person", 1.9, "blue,purple,green,red", synonyms=("magician", "sorcerer"))
def wizard(v: int, p: Paint) -> str:
    return pick(v, p, wizard_front, wizard_walking, wizard_casting, wizard_small)


# pirate

def skull(n: Pen, x: float, y: float, size: float = 1) -> str:
    """A white skull over crossed bones."""
    bones = f"M{x - 14 * size} {y + 3 * size} L{x + 14 * size} {y + 13 * size} M{x + 14 * size} {y + 3 * size} L{x - 14 * size} {y + 13 * size}"
    return "".join([
        n.stroke(bones, WHITE, 4.5 * size), n.circle(x, y, 9 * size, WHITE, 0), n.rect(x - 5 * size, y + 5 * size, 10 * size, 8 * size, WHITE, 2, 0),
        n.circle(x - 3.5 * size, y, 2.6 * size, INK, 0), n.circle(x + 3.5 * size, y, 2.6 * size, INK, 0),
    ])


def cocked_hat(n: Pen, x: float, y: float, size: float = 1) -> str:
    """A wide dark hat with a skull; (x, y) is the middle of its brim."""
    hat = n.path("M-56 0 Q-54 -22 -34 -26 Q-26 -46 0 -46 Q26 -46 34 -26 Q54 -22 56 0 Q30 -12 0 -12 Q-30 -12 -56 0 Z", n.dark)
    rim = n.stroke("M-53 -3 Q-30 -16 0 -16 Q30 -16 53 -3", GOLD, 4)
    return moved(hat + rim + skull(n, 0, -33, 0.95), f"translate({x} {y}) scale({size})")


def patched_face(n: Pen, x: float, y: float, look: float = 0) -> str:
    """One eye and one eyepatch with its strap."""
    x += look
    return "".join([n.stroke(f"M{x - 28 - look} {y - 12} L{x + 28 - look} {y + 2}", INK, 4), n.path(f"M{x + 2} {y - 7} L{x + 21} {y - 2} Q{x + 20} {y + 11} {x + 10} {y + 10} Q{x} {y + 8} {x + 2} {y - 7} Z", INK, 0), n.circle(x - 11, y, 4.5, INK, 0)])


def cutlass(n: Pen, x: float, y: float, turn: float) -> str:
    """A curved sword; (x, y) is its grip."""
    blade = n.path("M-6 -10 Q-14 -48 10 -72 Q12 -40 7 -10 Z", STEEL) + n.limb("M0 -4 V10", 5, GOLD) + n.stroke("M-13 -8 H13", n.line, 10) + n.stroke("M-13 -8 H13", GOLD, 5)
    return moved(blade, f"translate({x} {y}) rotate({turn})")


def pirate_captain(n: Pen) -> list[str]:
    """The captain: long coat, hook, wooden leg and a short beard."""
    return [
        n.limb("M82 150 V178", 16, n.dark), n.path("M66 190 q0 -14 14 -14 h14 v14 Z", BOOT), n.path("M110 150 h20 l-6 40 h-8 Z", WOOD),
        n.limb("M70 102 Q42 112 38 138", 17), n.limb("M36 150 v8 q0 12 -11 12 q-11 0 -11 -11", 5, STEEL), n.rect(26, 134, 24, 14, GOLD, 3),
        n.limb("M130 102 Q158 112 158 132", 17), cutlass(n, 164, 142, 18), n.circle(160, 142, 10, TAN),
        n.rect(84, 86, 32, 60, n.light, 0, 0), n.path("M70 86 L97 90 L93 174 H34 Q58 128 70 86 Z"), n.path("M130 86 L103 90 L107 174 H166 Q142 128 130 86 Z"),
        n.stroke("M60 132 H140", BOOT, 9), n.rect(90, 125, 20, 14, GOLD, 2, 3), n.circle(84, 112, 4, GOLD, 0), n.circle(116, 112, 4, GOLD, 0),
        n.circle(100, 66, 28, TAN), n.path("M72 66 Q78 78 100 76 Q122 78 128 66 Q128 94 100 98 Q72 94 72 66 Z", RAVEN), n.stroke("M90 84 Q100 92 112 84", WHITE, 5),
        patched_face(n, 100, 62), cocked_hat(n, 100, 56),
    ]


def pirate_fencing(n: Pen) -> list[str]:
    """Lunges to the right with the cutlass high; ginger beard and flying coat tails."""
    return [
        n.limb("M82 140 L52 182", 18, n.dark), n.limb("M104 140 L138 150 L142 180", 18, n.dark), n.path("M34 190 l8 -18 20 6 -2 12 Z", BOOT), n.path("M130 190 v-16 h20 l14 10 v6 Z", BOOT),
        n.path("M72 88 Q44 112 18 134 L30 144 L26 166 L48 158 L54 178 Q98 172 128 160 L130 90 Z"),
        n.path("M110 92 L128 90 Q128 112 124 134 L106 134 Z", WHITE), n.stroke("M112 104 H125 M111 118 H124", n.main, 5), n.path("M60 136 L126 134 L125 146 L54 148 Z", BOOT),
        n.limb("M76 104 Q48 98 36 80", 16), n.circle(32, 74, 10, FAIR), cutlass(n, 166, 82, 4), n.limb("M116 102 Q146 110 160 94", 16), n.circle(165, 88, 10, FAIR),
        n.circle(106, 64, 28, FAIR), n.path("M80 66 Q92 80 112 76 Q130 76 134 64 Q138 92 126 98 L122 112 L110 100 Q84 100 80 66 Z", GINGER), n.stroke("M106 84 Q116 92 126 82", WHITE, 5),
        patched_face(n, 106, 60, 5), cocked_hat(n, 104, 54, 0.98),
    ]


def pirate_scarf(n: Pen) -> list[str]:
    """Looks to the right through a telescope; head scarf, striped shirt and wide trousers."""
    stripes = "".join(n.stroke(f"M{70 - y / 20} {y} H{130 + y / 20}", n.main, 8) for y in (98, 114, 130))
    return [
        n.path("M62 134 H138 L152 174 H104 L100 160 L96 174 H48 Z", n.dark), n.limb("M72 174 V182", 12, BROWN), n.path("M118 172 h18 l-5 18 h-8 Z", WOOD), n.path("M56 190 q0 -10 12 -10 h20 v10 Z", BOOT),
        n.path("M70 84 H130 L138 140 H62 Z", WHITE), stripes, n.path("M70 84 L92 86 L88 162 L38 166 Q56 120 70 84 Z"), n.path("M130 84 L108 86 L112 162 L162 166 Q146 120 130 84 Z"),
        n.stroke("M60 140 H142", GOLD, 9),
        n.limb("M70 100 Q40 112 54 136", 16), n.circle(60, 138, 10, BROWN), cutlass(n, 34, 150, -24),
        n.circle(98, 58, 30, BROWN), n.path("M68 60 Q84 74 104 72 Q120 74 127 62 Q130 96 98 98 Q70 94 68 60 Z", RAVEN), n.stroke("M96 80 Q106 86 114 80", WHITE, 5),
        n.stroke("M70 44 L126 62", INK, 4), n.path("M82 46 L102 52 Q102 66 91 65 Q81 62 82 46 Z", INK, 0),
        n.path("M66 50 Q64 16 100 16 Q134 18 130 48 Q98 34 66 50 Z"), n.path("M68 46 Q46 38 36 54 Q50 52 54 58 Q44 64 44 78 Q66 66 72 54 Z"),
        *(n.circle(x, y, 4.5, WHITE, 0) for x, y in ((84, 30), (104, 25), (118, 36), (96, 40))), n.stroke("M66 50 Q98 34 130 48", n.line, 4),
        n.circle(70, 74, 7, GOLD, 3), n.path("M120 50 L150 42 V66 L120 60 Z", GOLD), n.path("M148 38 L184 30 V72 L148 68 Z", GOLD),
        n.limb("M128 102 Q160 108 156 82", 16), n.circle(153, 72, 10, BROWN),
    ]


def pirate_woman(n: Pen) -> list[str]:
    """A stout pirate woman with long hair, hands on the hips and a wide coat."""
    return [
        n.path("M72 52 Q48 78 52 128 Q70 132 76 110 H124 Q130 132 148 128 Q152 78 128 52 Z", GINGER),
        n.limb("M80 160 V178", 20, n.dark), n.limb("M120 160 V178", 20, n.dark), n.path("M58 190 q0 -16 16 -16 h20 v16 Z", BOOT), n.path("M142 190 q0 -16 -16 -16 h-20 v16 Z", BOOT),
        cutlass(n, 148, 132, 138),
        n.limb("M72 104 L34 122 L66 142", 17), n.limb("M128 104 L166 122 L134 142", 17),
        n.path("M70 90 H130 L136 130 L172 176 Q100 190 28 176 L64 130 Z"), n.path("M92 90 H108 L104 118 H96 Z", WHITE), n.path("M94 142 H106 L118 180 H82 Z", n.dark, 3),
        n.stroke("M66 134 H134", BOOT, 11), n.rect(88, 125, 24, 18, GOLD, 3), n.circle(84, 112, 4, GOLD, 0), n.circle(116, 112, 4, GOLD, 0),
        n.circle(100, 66, 28, DEEP), n.stroke("M90 82 Q100 90 110 82", WHITE, 4), n.circle(72, 78, 7, GOLD, 3), n.circle(128, 78, 7, GOLD, 3),
        patched_face(n, 100, 66), cocked_hat(n, 100, 58, 1.1), n.path("M136 34 Q150 4 178 12 Q162 18 168 28 Q152 26 144 42 Z", n.light),
    ]


@thing("pirate", "pirates", "person", 1.8, "red,blue,purple,green")
def pirate(v: int, p: Paint) -> str:
    return pick(v, p, pirate_captain, pirate_fencing, pirate_scarf, pirate_woman)


# knight

def sword(n: Pen, x: float, y: float, turn: float, length: float = 84) -> str:
    """A straight sword; (x, y) is its grip."""
    blade = n.path(f"M-6 -12 V{-length + 12} L0 {-length} L6 {-length + 12} V-12 Z", STEEL) + n.limb("M0 -8 V12", 4, BOOT) + n.stroke("M-18 -12 H18", n.line, 11) + n.stroke("M-18 -12 H18", GOLD, 5) + n.circle(0, 18, 6, GOLD, 3)
    return moved(blade, f"translate({x} {y}) rotate({turn})")


def knight_guard(n: Pen) -> list[str]:
    """Stands with the sword up and a round-bottomed shield."""
    return [
        n.path("M98 26 Q84 2 52 8 Q32 14 30 44 Q42 32 52 38 Q50 46 54 52 Q76 34 98 32 Z", "#e8483c"),
        n.limb("M82 146 V176", 20, n.dark), n.limb("M118 146 V176", 20, n.dark), n.path("M60 190 q0 -16 16 -16 h20 v16 Z"), n.path("M140 190 q0 -16 -16 -16 h-20 v16 Z"),
        sword(n, 162, 118, 8), n.limb("M128 102 L160 120", 18, n.dark), n.circle(163, 120, 12),
        n.path("M66 88 H134 L130 128 L140 158 H60 L70 128 Z"), n.stroke("M70 130 H130", n.line, 7), n.stroke("M84 100 V120 M116 100 V120", n.light, 5), n.circle(128, 98, 17, n.light),
        n.path("M64 88 Q64 24 100 24 Q136 24 136 88 Q100 100 64 88 Z"), n.path("M68 46 H132 L136 70 Q100 82 64 70 Z", n.light), n.stroke("M76 57 H124", INK, 8), n.stroke("M84 70 V80 M100 72 V83 M116 70 V80", n.line, 4),
        n.path("M24 96 H88 V130 Q86 160 56 174 Q26 160 24 130 Z", n.light), n.stroke("M56 100 V168 M28 122 H84", GOLD if n.main == COLOURS["white"] else WHITE, 12),
    ]


def knight_lance(n: Pen) -> list[str]:
    """Strides to the right with lance and round shield; the pointed visor is closed."""
    plume = "#e8483c" if n.main != COLOURS["red"] else GOLD
    return [
        n.limb("M160 188 L172 14", 5, WOOD), n.path("M161 40 L174 6 L184 42 Z", STEEL),
        n.path("M96 22 Q70 -8 38 12 Q14 30 26 68 Q36 50 50 56 Q54 42 92 38 Z", plume),
        n.limb("M84 142 L62 178", 20, n.dark), n.limb("M108 142 L132 176", 20, n.dark), n.path("M42 190 l4 -20 24 4 8 16 Z"), n.path("M120 190 v-18 h22 l20 10 v8 Z"),
        n.limb("M108 104 Q140 128 162 112", 18), n.circle(166, 110, 12, n.dark),
        n.path("M70 88 H124 Q136 112 128 130 L138 160 H60 L68 130 Q60 110 70 88 Z"),
        n.path("M64 88 Q58 20 104 20 Q136 22 142 48 L140 88 Z"), n.path("M84 44 H140 L164 66 L138 82 H92 Q80 62 84 44 Z", n.light), n.stroke("M102 56 H142", INK, 8), n.stroke("M116 70 H140", n.line, 4), n.circle(90, 62, 6, GOLD, 3),
        n.circle(78, 124, 36, n.light, 5), n.circle(78, 124, 24, None, 3), n.circle(78, 124, 9, GOLD),
    ]


def knight_shield(n: Pen) -> list[str]:
    """Behind a great kite shield; a bucket helm with two feathers."""
    return [
        n.path("M88 26 Q62 22 52 2 Q84 -2 98 26 Z", "#f4c542"), n.path("M112 26 Q138 22 148 2 Q116 -2 102 26 Z", "#e8483c"),
        n.limb("M82 150 V176", 22, n.dark), n.limb("M118 150 V176", 22, n.dark), n.path("M58 190 q0 -16 18 -16 h20 v16 Z", n.dark), n.path("M142 190 q0 -16 -18 -16 h-20 v16 Z", n.dark),
        sword(n, 34, 112, -14, 76), n.limb("M66 102 L40 118", 18, n.dark), n.circle(36, 118, 12), n.limb("M134 102 L160 126", 18, n.dark), n.circle(160, 128, 12),
        n.path("M60 90 H140 L148 158 H52 Z"),
        n.path("M66 26 Q100 14 134 26 L138 82 Q100 98 62 82 Z"), n.stroke("M100 22 V88 M68 54 H132", GOLD, 7), n.stroke("M74 54 H92 M108 54 H126", INK, 8), *(n.circle(x, 72, 3, INK, 0) for x in (76, 86, 114, 124)),
        n.path("M62 98 Q100 86 142 98 Q146 152 102 184 Q58 152 62 98 Z", n.light, 5), n.path("M76 108 Q102 100 128 108 Q130 146 102 168 Q74 146 76 108 Z", None, 3), star(102, 132, 23, WHITE),
    ]


def knight_cape(n: Pen) -> list[str]:
    """Rests both hands on a sword that points down; a long cape and a crested helmet."""
    return [
        n.path("M66 90 Q30 130 24 186 Q60 194 100 186 Q140 194 176 186 Q170 130 134 90 Z", n.dark),
        n.path("M76 24 Q70 2 100 2 Q150 0 150 50 Q144 72 150 88 Q124 78 122 40 Z", "#e8483c"),
        n.limb("M84 150 V176", 18, STEEL), n.limb("M116 150 V176", 18, STEEL), n.path("M62 190 q0 -14 14 -14 h20 v14 Z"), n.path("M138 190 q0 -14 -14 -14 h-20 v14 Z"),
        n.path("M68 88 H132 L128 128 L142 168 H58 L72 128 Z"), n.path("M96 112 h8 v14 h14 v8 h-14 v26 h-8 v-26 h-14 v-8 h14 Z", WHITE, 0),
        sword(n, 100, 108, 180, 80),
        n.limb("M70 102 Q50 128 90 118", 17, n.light), n.limb("M130 102 Q150 128 110 118", 17, n.light), n.circle(93, 112, 11), n.circle(107, 112, 11),
        n.path("M66 88 Q60 22 100 22 Q140 22 134 88 Q100 100 66 88 Z", n.light), n.rect(68, 48, 64, 17, INK, 6), n.path("M94 22 H106 V90 H94 Z", None, 3), n.circle(78, 76, 3.5, INK, 0), n.circle(86, 82, 3.5, INK, 0), n.circle(114, 82, 3.5, INK, 0), n.circle(122, 76, 3.5, INK, 0),
    ]


@thing("knight", "knights", "person", 1.9, "grey,blue,red,green")
def knight(v: int, p: Paint) -> str:
    return pick(v, p, knight_guard, knight_lance, knight_shield, knight_cape)


# snowman

CARROT, COAL, TWIG = "#ef7d22", "#2e2c33", "#7a5233"


def twigs(n: Pen, d: str) -> str:
    """Arms of twigs."""
    return n.stroke(d, TWIG, 6)


def buttons(n: Pen, x: float, *ys: float) -> str:
    return "".join(n.circle(x, y, 5, COAL, 0) for y in ys)


def snowman_three(n: Pen) -> list[str]:
    """Three balls, top hat, red scarf."""
    return [
        twigs(n, "M66 102 L28 76 M42 86 L26 92 M38 82 L36 66"), twigs(n, "M134 102 L172 76 M158 86 L174 92 M162 82 L164 66"),
        n.ellipse(100, 154, 52, 36), n.circle(100, 108, 38), n.circle(100, 64, 30), buttons(n, 100, 108, 126, 148),
        n.circle(89, 58, 4.5, COAL, 0), n.circle(111, 58, 4.5, COAL, 0), n.path("M98 62 L134 70 L98 74 Z", CARROT, 3), n.stroke("M86 78 Q96 86 108 80", COAL, 4),
        n.path("M72 82 Q100 98 128 82 L132 94 Q100 110 68 94 Z", "#d8342c"), n.path("M112 98 L128 94 L134 128 L118 130 Z", "#d8342c"),
        n.rect(76, 8, 48, 34, COAL, 3), n.rect(76, 30, 48, 8, "#d8342c", 0, 0), n.rect(60, 38, 80, 9, COAL, 4), n.snow(78, 10, 44, 8),
    ]


def snowman_bucket(n: Pen) -> list[str]:
    """Two big balls, a bucket for a hat, and a broom."""
    return [
        n.limb("M166 60 V186", 4, WOOD), n.path("M166 60 L148 20 Q166 12 186 20 Z", GOLD), n.stroke("M160 48 L156 24 M170 48 L174 24", n.line, 3),
        n.ellipse(92, 140, 66, 50), n.circle(92, 72, 40), twigs(n, "M146 122 L170 104 M160 112 L174 116"), twigs(n, "M40 122 L12 140 M26 131 L14 124 M24 132 L22 150"), buttons(n, 94, 126, 146, 166),
        n.circle(80, 64, 5, COAL, 0), n.circle(106, 64, 5, COAL, 0), n.path("M92 70 L136 80 L92 84 Z", CARROT, 3), n.stroke("M74 88 Q90 102 108 92", COAL, 4),
        n.path("M62 44 L70 10 H114 L122 44 Z", "#d8342c"), n.stroke("M62 44 H122", n.line, 8), n.snow(72, 12, 40, 8),
    ]


def snowman_waving(n: Pen) -> list[str]:
    """Leans and waves, in a bobble hat and a long green scarf."""
    return [
        n.ellipse(96, 152, 60, 38), n.ellipse(104, 102, 42, 34, turn=8),
        twigs(n, "M142 96 L172 60 M160 74 L178 74 M162 72 L158 54"), twigs(n, "M64 108 L34 130 M46 121 L32 116 M44 122 L44 138"),
        n.circle(112, 62, 32), buttons(n, 106, 108, 124), buttons(n, 100, 150),
        n.circle(108, 56, 4.5, COAL, 0), n.circle(128, 58, 4.5, COAL, 0), n.path("M120 62 L158 74 L118 74 Z", CARROT, 3), n.stroke("M104 76 Q114 84 124 80", COAL, 4),
        n.path("M80 80 Q106 100 136 86 L138 98 Q104 114 76 92 Z", "#3f9e46"), n.path("M84 96 L66 136 L84 142 L98 102 Z", "#3f9e46"), n.stroke("M74 124 L90 130", WHITE, 5),
        n.path("M80 48 Q86 14 118 20 Q146 28 144 54 Z", "#2f6fd0"), n.path("M76 42 L146 50 L144 62 L75 54 Z", WHITE), n.circle(120, 16, 10, WHITE), n.snow(100, 24, 36, 6),
    ]


def snowman_small(n: Pen) -> list[str]:
    """A fat little one in profile to the right, with ear muffs and a bowler."""
    return [
        n.circle(96, 130, 60), n.circle(102, 62, 42), n.ellipse(96, 176, 74, 14), buttons(n, 138, 112, 132), buttons(n, 132, 152),
        twigs(n, "M94 118 L132 96 L156 102 M134 96 L146 82"),
        n.circle(124, 54, 5.5, COAL, 0), n.path("M136 58 L188 70 L136 76 Z", CARROT, 3), n.stroke("M114 82 Q126 90 136 82", COAL, 4),
        n.path("M64 82 Q98 112 142 88 L144 100 Q98 126 58 96 Z", "#8147b5"), n.path("M62 90 Q34 92 24 118 L40 124 Q48 108 70 104 Z", "#8147b5"),
        n.circle(94, 62, 13, "#e8483c"), n.stroke("M92 50 Q92 34 96 28", "#e8483c", 6),
        n.path("M70 30 Q70 8 100 8 Q130 8 132 30 Z", COAL), n.stroke("M58 32 H146", COAL, 9), n.snow(82, 12, 38, 7),
    ]


@thing("snowman", "snowmen", "person", 1.6, "white", colours=("white", "blue", "pink"))
def snowman(v: int, p: Paint) -> str:
    return pick(v, p, snowman_three, snowman_bucket, snowman_waving, snowman_small)
