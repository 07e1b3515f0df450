"""Things to play and to eat with: kite, ball, book, guitar, drum, teapot, cup, apple, cake, ice cream."""
from __future__ import annotations

from ..drawing import COLOURS, Paint, thing
from .object_shapes import GOLD, INK, STEEL, WHITE, WOOD, Pen, moved, pick, star

CREAM, WAFER, LEAF, CHERRY = "#fff6e3", "#e2a650", "#4f9a3c", "#d8283c"


# kite

def bow(n: Pen, x: float, y: float, turn: float, fill: str) -> str:
    """A ribbon tied into a kite's tail."""
    return moved(n.path("M0 0 L-15 -9 V9 Z M0 0 L15 -9 V9 Z", fill, 3), f"translate({x} {y}) rotate({turn})")


def kite_diamond(n: Pen) -> list[str]:
    """The classic diamond with a cross of sticks and a tail with bows."""
    return [
        n.stroke("M92 132 Q72 150 92 164 Q116 178 96 194", n.line, 4), bow(n, 82, 148, 40, n.main), bow(n, 102, 170, 30, n.light), bow(n, 98, 190, -20, n.main),
        n.path("M100 6 L170 64 L94 136 L34 60 Z", None, 5), n.path("M100 6 L170 64 L98 62 Z", n.light), n.path("M34 60 L98 62 L94 136 Z", n.light), n.stroke("M34 60 L170 64 M100 6 L94 136"),
    ]


def kite_delta(n: Pen) -> list[str]:
    """A broad triangle with two streamers."""
    return [
        n.stroke("M74 116 Q56 140 72 154 Q88 170 70 190", n.line, 11), n.stroke("M74 116 Q56 140 72 154 Q88 170 70 190", n.main, 5), n.stroke("M126 116 Q144 140 128 154 Q112 170 130 190", n.line, 11), n.stroke("M126 116 Q144 140 128 154 Q112 170 130 190", n.light, 5),
        n.path("M100 10 L196 104 L128 120 L100 106 L72 120 L4 104 Z", None, 5), n.path("M100 10 L128 120 L100 106 L72 120 Z", n.light), n.stroke("M100 106 V172", n.line, 3), n.stroke("M40 92 L62 72 M160 92 L138 72", WHITE, 7),
    ]


def kite_face(n: Pen) -> list[str]:
    """A smiling diamond that flies to the right, its tail behind it."""
    return [
        n.stroke("M62 132 Q30 132 36 156 Q44 178 16 186", n.line, 4), bow(n, 42, 136, -20, n.light), bow(n, 38, 160, 60, n.main), bow(n, 20, 184, -10, n.light), n.stroke("M112 92 L150 194", n.line, 3),
        n.path("M176 8 L180 108 L60 134 L82 26 Z", None, 5), n.path("M82 26 L176 8 L166 24 L94 38 Z M60 134 L74 120 L168 98 L180 108 Z", n.light, 3), n.circle(112, 64, 9, WHITE), n.circle(148, 58, 9, WHITE), n.circle(114, 65, 4.5, INK, 0), n.circle(150, 59, 4.5, INK, 0), n.stroke("M110 90 Q136 106 154 80", INK, 6),
    ]


def kite_ribbons(n: Pen) -> list[str]:
    """A slim kite that leans to the left and trails three ribbons."""
    ribbons = ("M132 146 Q128 172 106 162 Q88 160 78 188", "M134 146 Q140 170 132 192", "M136 146 Q152 166 168 154 Q188 150 190 182")
    return [
        *(n.limb(d, 6, fill) for d, fill in zip(ribbons, (n.light, n.main, n.dark))),
        n.path("M44 6 L154 34 L138 152 L16 96 Z", None, 5), n.path("M44 6 L154 34 L86 62 Z", n.light), n.path("M16 96 L86 62 L138 152 Z", n.light), n.stroke("M44 6 L138 152 M154 34 L16 96"), n.circle(86, 62, 16, WHITE), n.circle(86, 62, 7, n.dark, 0),
    ]


@thing("kite", "kites", "object", 1.0, "red,yellow,blue,green,purple", places=("air",))
def kite(v: int, p: Paint) -> str:
    return pick(v, p, kite_diamond, kite_delta, kite_face, kite_ribbons)


# ball

def shine(n: Pen, x: float = 52, y: float = 56) -> str:
    return n.stroke(f"M{x} {y + 20} Q{x + 6} {y} {x + 26} {y - 8}", WHITE, 8)


def ball_beach(n: Pen) -> list[str]:
    """A beach ball: panels meet at a button."""
    return [
        n.circle(100, 100, 90, None, 5), n.path("M84 62 Q64 20 88 11 Q130 8 156 30 Q120 34 84 62 Z", WHITE), n.path("M84 62 Q36 84 26 152 Q6 122 11 84 Q40 58 84 62 Z", WHITE), n.path("M84 62 Q128 104 124 186 Q152 180 170 156 Q150 90 84 62 Z", WHITE), n.circle(84, 62, 13, n.light),
    ]


def ball_star(n: Pen) -> list[str]:
    """A rubber ball with a white band and a star."""
    return [n.circle(100, 100, 90, None, 5), n.path("M14 74 Q100 110 186 74 Q194 104 184 132 Q100 166 16 132 Q6 104 14 74 Z", WHITE), star(100, 118, 32, n.main), n.stroke("M20 142 Q100 178 180 142", n.dark, 6), shine(n, 48, 44)]


def ball_patches(n: Pen) -> list[str]:
    """A ball with five-cornered patches and seams."""
    patch = WHITE if n.main == COLOURS["black"] else INK
    return [
        n.circle(100, 100, 90, None, 5), n.path("M100 68 L131 90 L119 126 H81 L69 90 Z", patch), n.stroke("M100 68 V34 M131 90 L164 78 M119 126 L140 154 M81 126 L60 154 M69 90 L36 78", n.line, 5),
        n.path("M76 13 Q100 6 124 13 L118 32 H82 Z", patch), n.path("M168 56 Q184 76 189 100 L172 102 L158 80 Z", patch), n.path("M32 56 Q16 76 11 100 L28 102 L42 80 Z", patch), n.path("M160 166 Q144 180 128 185 L126 168 L142 152 Z", patch), n.path("M40 166 Q56 180 72 185 L74 168 L58 152 Z", patch),
    ]


def ball_seams(n: Pen) -> list[str]:
    """A ball with a cross and two bows of seams."""
    return [n.circle(100, 100, 90, None, 5), n.stroke("M22 58 Q100 96 188 82 M78 13 Q118 96 92 189 M34 164 Q66 116 34 38 M166 38 Q130 110 160 166", n.line, 6), n.stroke("M150 44 Q168 62 172 80", n.light, 8)]


@thing("ball", "balls", "object", 0.4, "red,blue,yellow,orange,green,pink", places=("ground", "water"))
def ball(v: int, p: Paint) -> str:
    return pick(v, p, ball_beach, ball_star, ball_patches, ball_seams)


# book

def book_standing(n: Pen) -> list[str]:
    """Closed and upright at an angle: cover, spine and the edges of its pages."""
    return [
        n.path("M60 24 L168 14 L180 26 L180 176 L66 190 Z", WHITE), n.stroke("M172 26 V174 M176 26 V172", "#b9b4a6", 2), n.path("M26 18 Q42 8 60 24 V190 Q42 190 26 178 Z", n.dark, 5), n.path("M58 24 L166 10 V172 L58 190 Z", None, 5),
        n.path("M78 48 L148 40 V76 L78 86 Z", CREAM), n.stroke("M90 60 L136 54 M96 72 L130 68", INK, 5), star(112, 128, 26, GOLD), n.stroke("M30 46 Q44 48 56 58 M30 150 Q44 154 56 164", GOLD, 6),
    ]


def book_open(n: Pen) -> list[str]:
    """Open, with a wide cover round its pages and coloured pictures on them."""
    return [
        n.path("M4 46 Q52 36 100 52 Q148 36 196 46 V180 Q148 170 100 188 Q52 170 4 180 Z", None, 5),
        n.path("M20 48 Q64 30 100 52 V166 Q64 146 20 160 Z", CREAM), n.path("M180 48 Q136 30 100 52 V166 Q136 146 180 160 Z", CREAM),
        n.path("M32 56 Q62 48 88 60 V106 Q62 96 32 102 Z", None, 3), n.path("M168 56 Q138 48 112 60 V146 Q138 134 168 140 Z", None, 3), star(138, 96, 22, n.light), n.stroke("M34 116 Q62 110 86 120 M34 130 Q62 124 86 134 M34 144 Q56 138 72 142", INK, 4), n.stroke("M100 52 V186", n.line, 5),
    ]


def book_lying(n: Pen) -> list[str]:
    """A thick book lying flat, with a ribbon."""
    return [
        n.path("M52 70 H190 L164 108 H12 Z", None, 5), n.path("M72 80 H168 L156 98 H52 Z", n.light, 3), n.path("M164 108 L190 70 V144 L164 184 Z", WHITE), n.stroke("M170 106 L186 84 M170 122 L186 100 M170 138 L186 116 M170 154 L186 132", "#b9b4a6", 3),
        n.path("M12 108 H160 V120 H28 Q20 146 28 172 H160 V186 H12 Q-2 146 12 108 Z", None, 5), n.path("M28 120 H164 V172 H28 Q20 146 28 120 Z", CREAM), n.stroke("M36 134 H158 M34 146 H158 M36 158 H158", "#b9b4a6", 4), n.path("M12 108 H60 V186 H12 Q-2 146 12 108 Z", n.dark, 5), n.stroke("M24 126 V168 M44 126 V168", GOLD, 6), n.path("M120 108 h16 v66 l-8 -10 -8 10 Z", n.main, 3),
    ]


def book_tent(n: Pen) -> list[str]:
    """Half open and upright like a tent, covers outwards, with pages between."""
    return [
        n.path("M100 20 L108 182 L178 190 L166 36 Z", CREAM), n.path("M100 20 L92 182 L22 190 L34 36 Z", CREAM), n.path("M96 26 Q50 16 8 26 V182 Q50 172 96 186 Z", None, 5), n.path("M104 26 Q150 16 192 26 V182 Q150 172 104 186 Z", None, 5), n.rect(88, 20, 24, 168, n.dark, 6, 5),
        n.stroke("M92 46 H108 M92 162 H108", GOLD, 6), n.path("M122 52 Q150 46 176 50 V84 Q150 80 122 86 Z", CREAM, 3), n.stroke("M132 66 Q150 62 166 64", INK, 5), n.circle(148, 128, 22, n.light), star(148, 128, 15, GOLD), n.stroke("M24 46 Q54 38 80 46 V160 Q54 152 24 160 Z", n.light, 5),
    ]


@thing("book", "books", "object", 0.3, "red,blue,green,brown,purple")
def book(v: int, p: Paint) -> str:
    return pick(v, p, book_standing, book_open, book_lying, book_tent)


# guitar

def guitar_neck(n: Pen, top: float, foot: float, fill: str = WOOD) -> str:
    """Neck with frets and a head with pegs, around x = 100."""
    frets = "".join(n.stroke(f"M93 {y} H107", GOLD, 2.5) for y in range(int(top) + 38, int(foot) - 8, 13))
    pegs = n.stroke(f"M80 {top + 8} H120 M80 {top + 20} H120", n.line, 7)
    return n.rect(92, top + 20, 16, foot - top - 20, fill, 0) + frets + pegs + n.path(f"M86 {top} H114 L110 {top + 30} H90 Z", n.dark)


def strings(n: Pen, top: float, foot: float) -> str:
    return n.stroke(f"M96 {top} V{foot} M100 {top} V{foot} M104 {top} V{foot}", WHITE, 1.6)


ACOUSTIC = "M100 84 Q138 74 144 98 Q146 112 136 122 Q158 134 156 158 Q152 190 100 190 Q48 190 44 158 Q42 134 64 122 Q54 112 56 98 Q62 74 100 84 Z"


def guitar_acoustic(n: Pen) -> list[str]:
    """An acoustic guitar, upright."""
    return [n.path(ACOUSTIC, None, 5), guitar_neck(n, 6, 108), n.circle(100, 122, 17, INK), n.rect(76, 158, 48, 10, n.dark, 3), strings(n, 36, 160), n.stroke("M58 150 Q58 140 68 132", n.light, 6)]


def guitar_electric(n: Pen) -> list[str]:
    """An electric guitar with two horns, leaning to the right."""
    return [moved("".join([
        n.path("M92 108 Q84 104 72 86 Q54 92 60 118 Q64 132 54 146 Q44 178 76 190 Q100 196 124 190 Q160 182 148 148 Q138 132 142 116 Q148 98 134 90 Q118 106 108 108 Z", None, 5), n.path("M76 124 Q96 116 128 126 L134 170 Q116 164 92 178 Q72 166 76 124 Z", n.light, 3),
        guitar_neck(n, -4, 122, CREAM), n.rect(84, 130, 32, 9, INK, 3, 0), n.rect(84, 146, 32, 9, INK, 3, 0), n.rect(82, 164, 36, 10, STEEL, 3, 3), strings(n, 24, 166), n.circle(132, 158, 5, GOLD, 2), n.circle(134, 172, 5, GOLD, 2),
    ]), "rotate(24 100 110) translate(2 2) scale(0.97)")]


def guitar_lying(n: Pen) -> list[str]:
    """An acoustic guitar laid across the box, the head at the upper right."""
    return [moved("".join([
        n.path(ACOUSTIC, None, 5), n.path("M68 138 Q56 146 58 160 Q64 176 92 178 L96 170 Q70 166 68 138 Z", n.dark, 0), guitar_neck(n, -14, 108), n.circle(100, 122, 18, n.light), n.circle(100, 122, 12, INK, 0), n.rect(74, 158, 52, 11, n.dark, 3), strings(n, 16, 160),
    ]), "rotate(56 100 110) translate(4 4) scale(1)")]


def guitar_ukulele(n: Pen) -> list[str]:
    """Small and round, leaning to the left, with a cutaway and a strap."""
    return [moved("".join([
        n.stroke("M88 30 Q20 80 60 160", n.line, 11), n.stroke("M88 30 Q20 80 60 160", "#e8b04a", 5),
        n.path("M92 78 Q58 70 52 96 Q52 110 60 116 Q34 130 38 158 Q46 192 100 192 Q154 192 162 158 Q166 130 140 116 Q152 100 142 80 Q130 96 108 92 Z", None, 5), guitar_neck(n, 6, 106), n.circle(100, 126, 21, n.dark), n.circle(100, 126, 14, INK, 0), n.path("M70 162 H130 L122 174 H78 Z", n.dark, 3), strings(n, 36, 166), n.stroke("M52 148 Q52 136 62 130", n.light, 6), star(138, 150, 10, n.light),
    ]), "rotate(-16 100 110)")]


@thing("guitar", "guitars", "object", 1.0, "orange,red,brown,blue")
def guitar(v: int, p: Paint) -> str:
    return pick(v, p, guitar_acoustic, guitar_electric, guitar_lying, guitar_ukulele)


# drum

def stick(n: Pen, x: float, y: float, turn: float, length: float = 90) -> str:
    """A drumstick whose tip is at (x, y)."""
    return moved(n.limb(f"M0 0 V{-length}", 4, "#e0b06a") + n.circle(0, 0, 7, "#e0b06a", 3), f"translate({x} {y}) rotate({turn})")


def drum_tin(n: Pen) -> list[str]:
    """A toy drum with zigzag cords and two crossed sticks."""
    return [
        n.path("M18 82 V164 Q60 190 100 190 Q140 190 182 164 V82 Z", None, 5), n.stroke("M20 96 L46 178 L74 104 L100 188 L126 104 L154 178 L180 96", CREAM, 6),
        n.path("M14 156 Q60 182 100 182 Q140 182 186 156 V168 Q140 193 100 193 Q60 193 14 168 Z", n.light), n.path("M12 74 V92 Q54 116 100 116 Q146 116 188 92 V74 Z", n.light, 5), n.ellipse(100, 74, 88, 18, CREAM, 5), stick(n, 80, 78, 56, 88), stick(n, 122, 80, -52, 88),
    ]


def drum_goblet(n: Pen) -> list[str]:
    """An African hand drum: a goblet with cords."""
    return [
        n.path("M40 34 Q44 98 82 120 L66 184 Q100 196 134 184 L118 120 Q156 98 160 34 Z", None, 5), n.stroke("M44 50 L62 100 L78 56 L100 116 L122 56 L138 100 L156 50", CREAM, 5), n.path("M80 114 Q100 122 120 114 L122 128 Q100 136 78 128 Z", n.light), n.stroke("M72 168 Q100 178 128 168", n.dark, 7), n.path("M34 26 V44 Q66 62 100 62 Q134 62 166 44 V26 Z", n.dark, 4), n.ellipse(100, 28, 66, 18, CREAM, 5),
    ]


def drum_snare(n: Pen) -> list[str]:
    """A flat snare drum on a stand, sticks in the air."""
    return [
        n.limb("M100 146 L56 184", 6, n.dark), n.limb("M100 146 L144 184", 6, n.dark), n.limb("M100 130 V184", 6, n.dark),
        n.path("M10 84 V142 Q54 168 100 168 Q146 168 190 142 V84 Z", None, 5), *(n.rect(x, y, 9, 30, GOLD, 4, 3) for x, y in ((30, 112), (68, 122), (123, 122), (161, 112))), n.path("M6 76 V96 Q54 120 100 120 Q146 120 194 96 V82 Z", n.dark, 4), n.ellipse(100, 76, 94, 17, CREAM, 5), stick(n, 78, 74, -30, 58), stick(n, 122, 74, 30, 58),
    ]


def drum_kettle(n: Pen) -> list[str]:
    """A kettle drum: a round bowl on feet, with mallets."""
    return [
        n.limb("M52 140 L40 184", 9, INK), n.limb("M148 140 L160 184", 9, INK), n.limb("M100 160 V184", 9, INK), n.path("M12 82 Q14 172 100 174 Q186 172 188 82 Z", None, 5), n.stroke("M34 114 Q44 144 70 156", n.light, 9), n.circle(66, 120, 5, GOLD, 3), n.circle(100, 126, 5, GOLD, 3), n.circle(134, 120, 5, GOLD, 3),
        n.path("M8 70 V84 Q54 108 100 108 Q146 108 192 84 V70 Z", n.dark, 4), n.ellipse(100, 70, 92, 17, CREAM, 5), n.limb("M96 68 L44 16", 4, WOOD), n.circle(98, 68, 12, WHITE), n.limb("M126 66 L176 16", 4, WOOD), n.circle(124, 66, 12, WHITE),
    ]


@thing("drum", "drums", "object", 0.6, "red,blue,green,yellow", top=((30, 170, 76), (50, 150, 28), (30, 170, 78), (30, 170, 72)))
def drum(v: int, p: Paint) -> str:
    return pick(v, p, drum_tin, drum_goblet, drum_snare, drum_kettle)


# teapot

def teapot_round(n: Pen) -> list[str]:
    """Round, with a swan-neck spout to the right."""
    return [
        n.stroke("M46 92 Q8 82 12 120 Q16 152 52 150", n.line, 20), n.stroke("M46 92 Q8 82 12 120 Q16 152 52 150", n.main, 11), n.path("M138 148 Q168 142 166 108 Q166 84 192 78 L196 92 Q184 98 184 118 Q182 166 140 174 Z", None, 5),
        n.rect(66, 176, 68, 14, n.dark, 5), n.ellipse(98, 130, 60, 52, None, 5), n.path("M58 84 Q98 42 138 84 Q98 98 58 84 Z", n.light, 5), n.circle(98, 54, 10), n.stroke("M54 122 Q56 104 70 96", WHITE, 7), n.stroke("M44 146 Q98 168 152 146", n.light, 6),
    ]


def teapot_tall(n: Pen) -> list[str]:
    """Pear-shaped and tall, with a flower."""
    flower = "".join(n.circle(100 + a, 134 + b, 10, WHITE, 0) for a, b in ((0, -15), (15, -4), (9, 13), (-9, 13), (-15, -4))) + n.circle(100, 134, 8, GOLD, 0)
    return [
        n.stroke("M68 76 Q8 64 12 108 Q16 140 52 146", n.line, 19), n.stroke("M68 76 Q8 64 12 108 Q16 140 52 146", n.main, 10), n.path("M140 156 Q164 142 162 104 Q162 78 186 66 L196 78 Q182 90 184 114 Q184 170 140 180 Z", None, 5),
        n.path("M76 58 H124 Q128 80 148 104 Q172 150 136 190 H64 Q28 150 52 104 Q72 80 76 58 Z", None, 5), n.path("M66 60 Q72 30 100 30 Q128 30 134 60 Z", n.light, 5), n.circle(100, 22, 11), flower, n.stroke("M66 178 H134", n.dark, 6),
    ]


def teapot_squat(n: Pen) -> list[str]:
    """Wide and low with dots and a bail handle over the top."""
    return [
        n.stroke("M44 98 Q40 14 100 14 Q160 14 156 98", n.line, 17), n.stroke("M44 98 Q40 14 100 14 Q160 14 156 98", WOOD, 8), n.path("M146 148 Q166 140 168 112 Q168 92 188 84 L197 96 Q186 104 186 122 Q184 168 146 176 Z", None, 5),
        n.path("M12 132 Q14 92 90 90 Q166 92 168 132 Q166 190 128 190 H52 Q14 190 12 132 Z", None, 5), n.path("M48 96 Q52 72 90 72 Q128 72 132 96 Q90 106 48 96 Z", n.light, 5), n.circle(90, 66, 10, n.dark), *(n.circle(x, y, 8, WHITE, 0) for x, y in ((42, 128), (74, 122), (108, 122), (140, 128), (58, 154), (92, 150), (126, 154))), n.stroke("M46 178 H134", n.dark, 6),
    ]


def teapot_dome(n: Pen) -> list[str]:
    """A flat-footed dome with a short spout, a ring of zigzag and steam."""
    return [
        n.stroke("M184 52 Q174 42 184 32 Q194 22 184 10", WHITE, 7), n.stroke("M44 104 Q4 98 8 136 Q12 168 40 166", n.line, 20), n.stroke("M44 104 Q4 98 8 136 Q12 168 40 166", n.main, 11), n.path("M144 116 L172 64 L196 76 L180 140 Q170 164 148 168 Z", None, 5),
        n.path("M30 180 Q26 56 94 56 Q162 56 158 180 Q158 190 148 190 H40 Q30 190 30 180 Z", None, 5), n.path("M46 92 Q62 56 94 56 Q126 56 142 92 Q94 106 46 92 Z", n.light, 5), n.circle(94, 46, 12, n.dark), n.stroke("M36 146 l14 -16 15 16 14 -16 15 16 14 -16 15 16 14 -16 15 16", n.light, 7), n.stroke("M36 170 H152", n.dark, 6),
    ]


@thing("teapot", "teapots", "object", 0.35, "blue,red,green,white,yellow")
def teapot(v: int, p: Paint) -> str:
    return pick(v, p, teapot_round, teapot_tall, teapot_squat, teapot_dome)


# cup

TEA, COFFEE = "#b5652b", "#6b3f22"


def steam(n: Pen, *xs: float, top: float = 10) -> str:
    return "".join(n.stroke(f"M{x} {top + 36} q-10 -9 0 -18 t0 -18", WHITE, 7) for x in xs)


def cup_saucer(n: Pen) -> list[str]:
    """A tea cup on a saucer, handle to the right."""
    return [
        steam(n, 72, 106, top=14), n.stroke("M142 96 Q186 84 182 116 Q174 144 130 144", n.line, 19), n.stroke("M142 96 Q186 84 182 116 Q174 144 130 144", n.main, 10), n.path("M4 164 H176 Q166 190 120 190 H60 Q14 190 4 164 Z", n.light, 5),
        n.path("M22 76 H152 Q154 150 112 172 H64 Q20 150 22 76 Z", None, 5), n.ellipse(87, 76, 66, 17, n.light, 5), n.ellipse(87, 79, 52, 10, TEA, 3), n.stroke("M38 112 Q44 138 62 150", n.light, 7),
    ]


def cup_mug(n: Pen) -> list[str]:
    """A straight mug with a heart, handle to the right."""
    return [
        n.stroke("M134 84 Q188 76 186 120 Q184 162 132 156", n.line, 24), n.stroke("M134 84 Q188 76 186 120 Q184 162 132 156", n.main, 14), n.path("M18 52 H142 V172 Q142 190 124 190 H36 Q18 190 18 172 Z", None, 5), n.ellipse(80, 52, 62, 17, n.light, 5), n.ellipse(80, 55, 50, 11, COFFEE, 3),
        n.path("M80 156 Q44 130 46 108 Q50 90 68 94 Q78 98 80 106 Q82 98 92 94 Q110 90 114 108 Q116 130 80 156 Z", WHITE, 0), steam(n, 60, 100, top=2),
    ]


def cup_bowl(n: Pen) -> list[str]:
    """A big round breakfast cup with froth, handle to the left."""
    return [
        n.stroke("M50 92 Q8 84 14 116 Q20 144 66 148", n.line, 21), n.stroke("M50 92 Q8 84 14 116 Q20 144 66 148", n.light, 11), n.circle(88, 68, 18, WHITE), n.circle(118, 60, 22, WHITE), n.circle(148, 70, 16, WHITE),
        n.path("M42 72 H192 Q196 134 154 176 L156 190 H78 L80 176 Q38 134 42 72 Z", None, 5), n.path("M36 70 H196 V86 H36 Z", n.light, 5), n.stroke("M54 110 H181", n.light, 8), n.stroke("M62 130 H173", n.dark, 6), n.stroke("M86 180 H148", n.dark, 5),
    ]


def cup_dots(n: Pen) -> list[str]:
    """A slim tapering cup with dots and a tea-bag label, handle to the right."""
    return [
        steam(n, 84, top=4), n.stroke("M134 78 H166 Q180 78 178 98 L174 122 Q168 140 124 138", n.line, 18), n.stroke("M134 78 H166 Q180 78 178 98 L174 122 Q168 140 124 138", n.dark, 9), n.path("M28 48 H148 L130 176 Q128 190 114 190 H62 Q48 190 46 176 Z", None, 5),
        n.ellipse(88, 48, 60, 14, n.light, 5), n.ellipse(88, 50, 48, 8, TEA, 3), n.path("M46 172 H130 L126 188 H50 Z", n.dark, 4), *(n.circle(x, y, 8, WHITE, 0) for x, y in ((48, 88), (118, 88), (98, 108), (112, 134), (72, 132), (90, 156), (60, 110))), n.stroke("M66 50 V86", WHITE, 3), n.rect(56, 84, 22, 26, GOLD, 3, 3),
    ]


@thing("cup", "cups", "object", 0.3, "white,blue,red,yellow,green", synonyms=("mug", "teacup"))
def cup(v: int, p: Paint) -> str:
    return pick(v, p, cup_saucer, cup_mug, cup_bowl, cup_dots)


# apple

def stalk(n: Pen, x: float, y: float, d: str) -> str:
    return n.stroke(f"M{x} {y} {d}", n.line, 11) + n.stroke(f"M{x} {y} {d}", "#7a4a26", 5)


def apple_whole(n: Pen) -> list[str]:
    """Whole, with a stalk and a leaf."""
    return [
        n.path("M100 54 Q60 28 30 58 Q0 98 34 158 Q62 202 100 184 Q138 202 166 158 Q200 98 170 58 Q140 28 100 54 Z", None, 5), n.path("M78 54 Q100 70 122 54", "none", 5), stalk(n, 100, 60, "Q98 34 108 18"),
        n.path("M108 36 Q124 4 166 14 Q156 46 108 36 Z", LEAF), n.stroke("M42 110 Q38 84 56 70", n.light, 11), n.stroke("M166 120 Q160 152 138 170", n.dark, 8),
    ]


def apple_bitten(n: Pen) -> list[str]:
    """A bite is missing on the right."""
    return [
        n.path("M96 54 Q58 28 28 58 Q0 98 34 158 Q62 202 96 184 Q134 202 162 160 Q168 150 171 140 Q150 146 142 128 Q122 120 134 102 Q124 82 148 78 Q156 66 170 66 Q140 28 96 54 Z", None, 5),
        n.path("M171 140 Q150 146 142 128 Q122 120 134 102 Q124 82 148 78 Q156 66 170 66 L176 76 Q164 80 160 90 Q146 96 150 106 Q142 116 156 124 Q162 134 174 132 Z", CREAM, 4), stalk(n, 98, 60, "Q100 34 90 16"), n.path("M88 34 Q70 4 34 16 Q46 46 88 34 Z", LEAF), n.stroke("M42 112 Q38 86 54 72", n.light, 11),
    ]


def apple_worm(n: Pen) -> list[str]:
    """Broad and low, with a friendly worm looking out."""
    worm = "M126 132 Q150 132 152 110 Q152 96 164 92"
    return [
        n.path("M96 62 Q56 42 28 66 Q-2 100 26 154 Q52 196 84 186 Q96 180 108 186 Q144 196 168 154 Q194 100 168 66 Q136 42 96 62 Z", None, 5), n.path("M74 62 Q97 80 120 62", "none", 5), stalk(n, 97, 68, "V24"), n.path("M98 44 Q74 20 46 38 Q66 62 98 44 Z", LEAF), n.path("M98 38 Q116 8 148 24 Q134 52 98 38 Z", LEAF),
        n.circle(122, 134, 15, n.line, 0), n.stroke(worm, "#3c6b22", 25), n.stroke(worm, "#a9d15a", 17), n.circle(160, 88, 3.5, INK, 0), n.circle(171, 92, 3.5, INK, 0), n.stroke("M38 116 Q34 92 50 80", n.light, 10),
    ]


def apple_smiling(n: Pen) -> list[str]:
    """Leans to the left and smiles; a bent stalk and a long leaf."""
    return [moved("".join([
        n.path("M100 50 Q68 20 38 44 Q6 80 36 148 Q58 202 100 186 Q142 202 164 148 Q194 80 162 44 Q132 20 100 50 Z", None, 5), n.path("M80 50 Q100 66 120 50", "none", 5), stalk(n, 100, 56, "Q98 28 86 14"),
        n.path("M104 36 Q130 -4 184 30 Q152 62 104 36 Z", LEAF), n.stroke("M110 34 Q140 24 166 30", "#35702a", 4), n.face(100, 108, 2), n.stroke("M40 92 Q40 74 54 64", n.light, 10),
    ]), "rotate(-9 100 190) translate(-8 0)")]


@thing("apple", "apples", "object", 0.3, "red,green,yellow,red")
def apple(v: int, p: Paint) -> str:
    return pick(v, p, apple_whole, apple_bitten, apple_worm, apple_smiling)


# cake

def cherry(n: Pen, x: float, y: float, r: float = 10) -> str:
    return n.stroke(f"M{x} {y} q2 {-r * 1.2} {r} {-r * 1.7}", "#4a6b2a", 3) + n.circle(x, y, r, CHERRY, 3) + n.circle(x - r * 0.3, y - r * 0.3, r * 0.25, WHITE, 0)


def drips(n: Pen, x: float, y: float, w: float, fill: str, count: int = 6) -> str:
    """Icing that runs down from a straight edge, w wide."""
    step = w / count
    lengths = (22, 34, 16, 30, 20, 36, 18, 28)
    edge = "".join(f"v{lengths[i % 8] - 14} a{step / 2:.1f} {step / 2:.1f} 0 0 1 {-step:.1f} 0 v{14 - lengths[i % 8]} " for i in range(count))
    return n.path(f"M{x} {y} H{x + w} v14 {edge} Z", fill)


def cake_birthday(n: Pen) -> list[str]:
    """A birthday cake with candles on a plate."""
    lights = "".join(n.halo(x, 30, 20) + n.rect(x - 6, 40, 12, 40, fill, 2, 3) + n.path(f"M{x} 38 q-11 -8 0 -26 q11 18 0 26 Z", GOLD, 3) for x, fill in ((50, WHITE), (84, n.dark), (118, WHITE), (152, n.dark)))
    return [n.path("M2 176 H198 Q190 190 170 190 H30 Q10 190 2 176 Z", WHITE), lights, n.path("M20 88 Q20 74 34 74 H166 Q180 74 180 88 V178 H20 Z", None, 5), n.stroke("M24 150 q13 14 26 0 t26 0 t26 0 t26 0 t26 0 t22 0", n.light, 8), drips(n, 20, 76, 160, CREAM, 7)]


def cake_slice(n: Pen) -> list[str]:
    """A wedge with layers and a cherry."""
    return [
        n.path("M6 176 H194 Q186 190 168 190 H32 Q14 190 6 176 Z", WHITE), n.path("M16 102 L160 102 V178 H16 Z", None, 5), n.path("M160 102 L186 66 V148 L160 178 Z", n.dark, 5), n.stroke("M18 128 H158 M18 154 H158", CREAM, 10),
        n.path("M16 104 Q14 84 40 82 L178 52 Q192 54 186 74 L160 106 Q150 124 140 106 Q128 128 116 106 Q104 118 94 106 Q82 128 70 106 Q58 120 48 106 Q32 120 16 104 Z", n.light, 5), n.circle(132, 52, 20, CHERRY), n.stroke("M132 38 Q132 22 148 14", "#4a6b2a", 5), n.circle(126, 46, 5, WHITE, 0),
    ]


def cake_tiers(n: Pen) -> list[str]:
    """Three tiers with garlands on a stand, a heart on top."""
    return [
        n.path("M78 178 H122 L134 190 H66 Z", n.dark), n.path("M8 168 H192 L182 182 H18 Z", WHITE), n.rect(24, 122, 152, 48, None, 6, 5), n.rect(48, 78, 104, 46, n.light, 6, 5), n.rect(70, 40, 60, 40, None, 6, 5),
        n.stroke("M26 126 q19 26 38 0 q18 26 37 0 q18 26 37 0 q18 26 36 0", CREAM, 8), n.stroke("M50 82 q17 22 34 0 q16 22 33 0 q16 22 33 0", CREAM, 8), n.stroke("M72 44 q14 18 28 0 q14 18 28 0", CREAM, 7), *(n.circle(x, 156, 6, CREAM, 0) for x in (44, 72, 100, 128, 156)),
        n.path("M100 40 Q76 22 82 10 Q92 2 100 14 Q108 2 118 10 Q124 22 100 40 Z", CHERRY),
    ]


def cake_cut(n: Pen) -> list[str]:
    """A round cake seen a little from above, a piece is missing; cherries round the edge."""
    return [
        n.ellipse(100, 168, 98, 22, WHITE), n.path("M14 92 V156 Q40 186 100 186 Q160 186 186 156 V92 Z", None, 5), n.path("M100 92 L60 124 V180 L100 152 Z", n.dark), n.path("M100 92 L138 124 V182 L100 152 Z", "#f7dfae"), n.path("M60 122 L100 92 L138 124 V182 L100 186 L60 180 Z", "#f7dfae"), n.stroke("M62 152 L99 122 L137 154", n.main, 9), n.stroke("M100 94 V160", n.line, 4),
        n.path("M60 122 Q14 118 14 90 Q20 56 100 54 Q180 56 186 90 Q184 118 138 124 L100 92 Z", n.light, 5), n.stroke("M18 108 q8 16 18 6 q8 16 22 8 M142 122 q14 10 22 -6 q10 10 18 -8", CREAM, 7), *(cherry(n, x, y, 11) for x, y in ((38, 84), (66, 68), (100, 62), (134, 68), (162, 84))),
    ]


@thing("cake", "cakes", "object", 0.4, "pink,brown,yellow,red,blue")
def cake(v: int, p: Paint) -> str:
    return pick(v, p, cake_birthday, cake_slice, cake_tiers, cake_cut)


# ice cream

def cone(n: Pen, top: float, half: float) -> str:
    """A waffle cone whose point stands on the ground."""
    h = 190 - top
    lines = f"M{100 - half * 0.5} {top} L{100 + half * 0.35} {top + h * 0.65} M{100 + half * 0.5} {top} L{100 - half * 0.35} {top + h * 0.65} M{100} {top} L{100 + half * 0.66} {top + h * 0.34} M{100} {top} L{100 - half * 0.66} {top + h * 0.34}"
    return n.path(f"M{100 - half} {top} H{100 + half} L100 190 Z", WAFER, 5) + n.stroke(lines, "#b5762c", 4)


def ice_scoop(n: Pen) -> list[str]:
    """One enormous scoop with a cherry on a cone."""
    return [
        cone(n, 112, 42), n.path("M36 112 Q26 26 100 24 Q174 26 164 112 Q170 128 154 128 Q146 128 142 118 Q134 136 122 124 Q118 142 104 140 Q92 138 92 122 Q78 136 68 120 Q58 134 46 126 Q34 124 36 112 Z", None, 5), n.stroke("M56 88 Q54 60 76 48", n.light, 11), cherry(n, 102, 22, 15),
    ]


def ice_three(n: Pen) -> list[str]:
    """Three scoops piled on a cone, with sprinkles."""
    return [
        cone(n, 122, 38), n.circle(66, 98, 37, None, 5), n.circle(134, 98, 37, n.dark, 5), n.path("M62 66 Q54 10 100 10 Q146 10 138 66 Q128 80 118 68 Q108 84 98 70 Q84 82 78 70 Q66 78 62 66 Z", n.light, 5), n.path("M58 118 H142 L136 134 H64 Z", WAFER, 4),
        *(n.stroke(d, c, 5) for d, c in (("M82 34 l6 6", CHERRY), ("M106 28 l-4 8", WHITE), ("M122 48 l-7 3", "#3b7fd0"), ("M92 54 l7 -2", GOLD), ("M50 84 l6 5", WHITE), ("M70 104 l-6 6", GOLD), ("M142 86 l-6 5", WHITE), ("M126 106 l6 4", CHERRY))),
    ]


def ice_swirl(n: Pen) -> list[str]:
    """A soft-ice swirl with a chocolate stick on a flat-bottomed cone."""
    return [
        n.limb("M126 70 L160 14", 9, COFFEE), n.path("M58 116 H142 L128 190 H72 Z", WAFER, 5), n.stroke("M64 146 H136 M76 122 L82 186 M100 122 V186 M124 122 L118 186", "#b5762c", 4), n.rect(50, 108, 100, 20, WAFER, 5, 5),
        n.path("M30 104 Q24 78 54 76 Q38 50 72 48 Q62 30 88 28 Q104 22 100 6 Q132 22 122 44 Q150 46 142 72 Q176 78 168 104 Q160 118 100 118 Q40 118 30 104 Z", None, 5), n.stroke("M54 78 Q100 92 138 72", n.dark, 6), n.stroke("M72 50 Q98 60 120 44", n.dark, 6), n.stroke("M48 98 Q66 106 86 106", n.light, 7),
    ]


def ice_sundae(n: Pen) -> list[str]:
    """A sundae in a glass with a wafer and a cherry."""
    return [
        n.path("M136 56 L164 4 L184 16 L150 74 Z", WAFER), n.stroke("M152 44 L164 50 M162 26 L174 34", "#b5762c", 4), n.circle(56, 76, 40, None, 5), n.circle(144, 78, 40, None, 5), n.circle(100, 58, 44, n.light, 5), n.path("M66 40 Q74 14 100 14 Q128 14 134 42 Q128 58 120 46 Q112 64 102 46 Q92 66 84 48 Q74 60 66 40 Z", n.dark),
        n.path("M18 88 H182 Q176 142 118 152 V172 Q146 176 150 190 H50 Q54 176 82 172 V152 Q24 142 18 88 Z", "#d8eef6", 5), n.path("M26 96 H174 Q164 140 100 146 Q36 140 26 96 Z", None, 3), cherry(n, 100, 16, 13), n.stroke("M34 104 Q40 124 56 132", WHITE, 6),
    ]


@thing("ice cream", "ice creams", "object", 0.3, "pink,white,brown,yellow,green", synonyms=("ice cream cone",))
def ice_cream(v: int, p: Paint) -> str:
    return pick(v, p, ice_scoop, ice_three, ice_swirl, ice_sundae)
