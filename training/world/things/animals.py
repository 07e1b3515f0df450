"""The larger animals, and the pen that all animals are drawn with."""
from __future__ import annotations

import math
from contextlib import contextmanager
from typing import Iterator, NamedTuple

from ..drawing import Paint
from .animals_fit import animal

INK, WHITE, CREAM, PINK, RED, BEAK = "#26222a", "#ffffff", "#fff3df", "#f59ab0", "#d9342b", "#f7a11f"


class Shape(NamedTuple):
    """An SVG element without its paint; a tube is a line of that width."""

    markup: str
    tube: float = 0
    transform: str = ""

    def painted(self, colour: str, grow: float) -> str:
        """The element in one colour, larger by `grow` / 2 on all sides."""
        fill = "none" if self.tube else colour
        move = f' transform="{self.transform}"' if self.transform else ""
        return f'<{self.markup}{move} fill="{fill}" stroke="{colour}" stroke-width="{self.tube + grow:g}"/>'


def oval(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0) -> Shape:
    return Shape(f'ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry or rx}"', 0, f"rotate({turn} {x} {y})" if turn else "")


def path(d: str) -> Shape:
    return Shape(f'path d="{d}"')


def tube(d: str, width: float) -> Shape:
    return Shape(f'path d="{d}"', width)


def blob(points: str) -> Shape:
    """A smooth closed curve through the points "x,y x,y ..."."""
    at = [tuple(map(float, point.split(","))) for point in points.split()]
    d = f"M{at[0][0]:g} {at[0][1]:g}"
    for i, (x1, y1) in enumerate(at):
        (x0, y0), (x2, y2), (x3, y3) = at[i - 1], at[(i + 1) % len(at)], at[(i + 2) % len(at)]
        d += f"C{x1 + (x2 - x0) / 6:.1f} {y1 + (y2 - y0) / 6:.1f} {x2 - (x3 - x1) / 6:.1f} {y2 - (y3 - y1) / 6:.1f} {x2:g} {y2:g}"
    return path(d + "Z")


def leg(x: float, top: float, width: float, bottom: float = 187) -> Shape:
    """A straight leg whose middle is at x."""
    return Shape(f'rect x="{x - width / 2}" y="{top}" width="{width}" height="{bottom - top}" rx="{min(6, width / 3):g}"')


def twin(*shapes: Shape) -> tuple[Shape, ...]:
    """The shapes and their mirror images across x = 0."""
    return shapes + tuple(s._replace(transform=f"scale(-1 1) {s.transform}".strip()) for s in shapes)


def ring(x: float, y: float, rx: float, ry: float, count: int, radius: float) -> tuple[Shape, ...]:
    """A fluffy cloud: an oval with `count` puffs around its edge."""
    turns = [2 * math.pi * i / count for i in range(count)]
    return (oval(x, y, rx, ry), *(oval(round(x + rx * math.cos(t), 1), round(y + ry * math.sin(t), 1), radius) for t in turns))


def patch_colour(p: Paint) -> str:
    """Black patches on pale animals, cream ones on all others."""
    return "#45414a" if sum(int(p.main[i:i + 2], 16) for i in (1, 3, 5)) > 600 else CREAM


class Sketch:
    """Collects painted shapes from back to front."""

    def __init__(self, p: Paint):
        self.p, self.parts = p, []

    def add(self, *shapes: Shape, fill: str | None = None, w: float = 3.6) -> None:
        """The union of the shapes with one outline around it."""
        self.parts += [s.painted(self.p.line, 2 * w) for s in shapes]
        self.flat(*shapes, fill=fill or self.p.main)

    def flat(self, *shapes: Shape, fill: str) -> None:
        self.parts += [s.painted(fill, 0) for s in shapes]

    def line(self, d: str, w: float = 4, colour: str | None = None) -> None:
        self.flat(tube(d, w), fill=colour or self.p.line)

    def eye(self, x: float, y: float, r: float = 7, look: float = 0.25) -> None:
        """A white eye; the pupil is shifted by `look` radii."""
        self.add(oval(x, y, r), fill=WHITE, w=1.5)
        self.flat(oval(x + r * look, y, r * 0.6), fill=INK)
        self.flat(oval(x + r * look - r * 0.15, y - r * 0.2, r * 0.2), fill=WHITE)

    def eyes(self, x: float, y: float, r: float = 7, look: float = 0) -> None:
        """Two eyes around x = 0."""
        self.eye(-x, y, r, look)
        self.eye(x, y, r, look)

    def asleep(self, x: float, y: float, r: float = 8) -> None:
        self.line(f"M{x - r} {y} Q{x} {y + r} {x + r} {y}", 4)

    def cheeks(self, x: float, y: float, r: float = 6) -> None:
        self.flat(oval(-x, y, r, r * 0.7), oval(x, y, r, r * 0.7), fill=PINK)

    def spots(self, fill: str, *at: tuple) -> None:
        """Flat ovals, each (x, y, rx[, ry[, turn]])."""
        self.flat(*(oval(*spot) for spot in at), fill=fill)

    @contextmanager
    def place(self, x: float, y: float, k: float = 1, turn: float = 0) -> Iterator[None]:
        """What is drawn inside lies around (x, y), scaled and turned."""
        self.parts.append(f'<g transform="translate({x} {y}) rotate({turn}) scale({k})">')
        yield
        self.parts.append("</g>")

    def svg(self) -> str:
        return f'<g stroke-linejoin="round" stroke-linecap="round">{"".join(self.parts)}</g>'


def cat_face(s: Sketch, asleep: bool = False) -> None:
    s.add(oval(0, 0, 46, 38), *twin(path("M12 -32 L38 -62 L45 -8 Z")))
    s.flat(*twin(path("M24 -34 L36 -49 L40 -24 Z")), fill=PINK)
    for x in (-19, 19):
        if asleep:
            s.asleep(x, -4, 9)
        else:
            s.add(oval(x, -4, 10), fill="#e9f08c", w=1.5)
            s.flat(oval(x, -4, 3.5, 8), fill=INK)
    s.flat(*twin(oval(8, 17, 11, 9)), fill=s.p.light)
    s.line("M0 14 V18 M-14 19 Q-6 27 0 18 Q6 27 14 19", 3)
    s.flat(path("M-7 7 H7 L0 15 Z"), fill="#e0637f")
    s.flat(*twin(tube("M26 13 L62 6 M26 20 L60 25", 3)), fill=s.p.line)


@animal("cat", "cats", 0.4, "orange,grey,black,white", head=((100, 29, 56), (147, 56, 44), (138, 72, 54), (146, 68, 44)))
def cat(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # sitting, from the front
        s.add(tube("M136 176 C184 182 196 130 172 104", 14))
        s.add(blob("100,90 132,112 150,160 138,186 62,186 50,160 68,112"))
        s.spots(p.light, (100, 125, 18, 24))
        s.line("M82 186 V158 M100 186 V150 M118 186 V158")
        with s.place(100, 66):
            cat_face(s)
    elif v == 1:  # striped, walking with its tail up
        s.add(tube("M68 140 L82 182", 16), tube("M120 140 L110 182", 16), fill=p.dark)
        s.add(tube("M42 116 C4 104 44 50 22 22", 15), blob("30,122 70,104 130,106 158,124 150,154 90,154 40,152"),
              tube("M48 140 L38 180", 18), tube("M138 140 L146 180", 18))
        s.line("M62 108 L66 128 M84 106 L87 128 M106 106 L108 126", 8, p.dark)
        with s.place(146, 88, 0.84):
            cat_face(s)
    elif v == 2:  # curled up asleep
        s.add(blob("14,160 34,112 88,92 150,104 184,150 180,180 150,187 40,187 18,178"))
        s.add(tube("M22 172 C50 192 90 180 112 176", 15), fill=p.main)
        with s.place(138, 110):
            cat_face(s, asleep=True)
    else:  # arching its back, with white socks
        s.add(leg(76, 120, 17), leg(112, 110, 17), fill=p.dark)
        s.add(blob("52,100 26,72 8,20 24,6 40,34 48,70 70,90"),
              path("M38 187 L38 116 C38 52 84 34 112 56 C142 76 152 110 148 187 H128 L124 146 C112 122 74 122 62 146 L58 187 Z"))
        s.flat(leg(48, 174, 20), leg(138, 174, 20), fill=CREAM)
        with s.place(146, 98, 0.86):
            cat_face(s)
    return s.svg()


def dog_profile(s: Sketch) -> None:
    """A head with a long muzzle, facing right, with a hanging ear."""
    s.add(tube("M40 18 C44 30 42 36 40 38", 12), fill="#f0647c", w=3)
    s.add(oval(0, 0, 32, 30), path("M6 -14 L44 -10 C60 -8 62 18 44 22 L4 28 Z"))
    s.flat(oval(50, -7, 11, 9), fill=INK)
    s.line("M52 12 Q42 18 26 14", 3.5)
    s.eye(12, -10, 7)
    s.add(blob("-14,-26 -2,-14 -4,22 -14,40 -28,34 -32,4 -28,-18"), fill=s.p.dark)


def dog_face(s: Sketch) -> None:
    """A head from the front with two hanging ears and the tongue out."""
    s.add(blob("0,-42 32,-34 42,0 30,30 0,40 -30,30 -42,0 -32,-34"))
    s.flat(oval(18, -8, 17, 20, 15), fill=patch_colour(s.p))
    s.add(*twin(blob("26,-38 46,-36 60,0 56,32 42,34 36,4 30,-14")), fill=s.p.dark)
    s.eyes(18, -8, 8)
    s.add(path("M-8 24 V40 C-8 52 8 52 8 40 V24 Z"), fill="#f0647c", w=3)
    s.add(oval(0, 16, 24, 16), fill=s.p.light, w=2)
    s.flat(oval(0, 8, 12, 9), fill=INK)
    s.line("M0 14 V22 M-12 22 Q-5 30 0 22 Q5 30 12 22", 3.5)


def collar(s: Sketch, d: str, tag: tuple[float, float]) -> None:
    s.add(tube(d, 8), fill=RED if s.p.main != "#d8342c" else "#2f6fd0", w=2.5)
    s.add(oval(*tag, 6), fill="#f6cf2e", w=2.5)


@animal("dog", "dogs", 0.6, "brown,black,white,orange", head=((138, 30, 46), (100, 22, 56), (160, 64, 40), (120, 17, 44)))
def dog(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # standing, wagging its tail
        s.add(leg(62, 130, 17), leg(118, 130, 17), fill=p.dark)
        s.add(tube("M40 112 C18 98 14 70 20 48", 14), blob("30,112 70,100 120,92 150,100 152,134 120,148 70,144 34,150"),
              leg(42, 120, 20), leg(140, 110, 20), tube("M134 100 L134 70", 34))
        with s.place(138, 62, 1.02):
            dog_profile(s)
        collar(s, "M114 94 Q132 106 154 94", (144, 108))
    elif v == 1:  # sitting, from the front
        s.add(tube("M140 170 C164 170 178 150 182 130", 15))
        s.add(blob("100,80 134,108 150,168 140,187 60,187 50,168 66,108"))
        s.spots(p.light, (100, 128, 20, 22))
        s.line("M80 187 V150 M120 187 V150 M100 187 V164")
        collar(s, "M72 104 Q100 118 128 104", (100, 120))
        with s.place(100, 63):
            dog_face(s)
    elif v == 2:  # long and low, with short legs
        s.add(leg(44, 150, 16), leg(126, 150, 16), fill=p.dark)
        s.add(tube("M22 128 C8 120 6 100 10 86", 10), blob("14,136 40,122 120,122 150,116 158,140 146,166 80,170 26,168"),
              leg(28, 150, 18), leg(142, 145, 18), tube("M146 130 L154 104", 30))
        s.spots(patch_colour(p), (74, 134, 18, 11))
        with s.place(158, 92, 0.82):
            dog_profile(s)
    else:  # sitting, from the side
        s.add(tube("M44 178 C20 180 10 166 12 150", 14))
        s.add(blob("110,70 136,84 142,130 120,160 100,187 50,187 38,160 60,120 90,90"), leg(128, 100, 22))
        s.add(blob("46,160 60,134 88,136 98,164 116,180 110,187 52,187"))
        s.add(blob("112,186 116,177 134,174 148,180 146,187"))
        with s.place(118, 50, 1.05, -8):
            dog_profile(s)
        collar(s, "M92 82 Q112 96 134 86", (122, 99))
    return s.svg()


def fox_face(s: Sketch, asleep: bool = False) -> None:
    """A pointed face with white cheeks and tall ears."""
    s.add(*twin(path("M8 -28 L44 -64 L48 -6 Z")), path("M-48 -6 Q0 -58 48 -6 Q50 14 26 24 L0 44 L-26 24 Q-50 14 -48 -6 Z"))
    s.flat(*twin(path("M26 -30 L39 -47 L41 -22 Z")), fill=INK)
    s.flat(*twin(path("M47 -2 Q50 13 26 23 L0 43 Q2 20 20 8 Q34 4 47 -2 Z")), fill=CREAM)
    for x in (-18, 18):
        s.asleep(x, -4, 8) if asleep else s.eye(x, -6, 8, 0)
    s.flat(oval(0, 38, 9, 8), fill=INK)


def fox_tail(s: Sketch, x: float, y: float, turn: float, k: float = 1) -> None:
    """A bushy tail with a white tip, from (x, y) upwards."""
    with s.place(x, y, k, turn):
        s.add(blob("0,4 -16,-20 -26,-54 -18,-86 0,-112 18,-84 24,-52 14,-18"))
        s.flat(path("M-19 -82 L-8 -70 L0 -80 L8 -70 L18.500 -83 Q14 -98 0 -112 Q-14 -98 -19 -82 Z"), fill=CREAM)


@animal("fox", "foxes", 0.5, "orange,red,brown,grey", head=((146, 53, 40), (92, 34, 46), (136, 92, 42), (160, 76, 26)))
def fox(v: int, p: Paint) -> str:
    s = Sketch(p)
    socks = "#4a3a3c"
    if v == 0:  # standing with its tail raised
        fox_tail(s, 44, 124, -32, 0.98)
        s.add(leg(66, 130, 15), leg(120, 130, 15), fill=p.dark)
        s.add(blob("32,124 70,106 130,104 156,120 150,150 90,150 40,152"), leg(46, 130, 17), leg(142, 130, 17))
        s.flat(leg(46, 164, 17), leg(142, 164, 17), leg(66, 168, 15), leg(120, 168, 15), fill=socks)
        with s.place(146, 80, 0.92):
            fox_face(s)
    elif v == 1:  # sitting, from the front
        fox_tail(s, 138, 186, 24, 1.05)
        s.add(blob("92,90 122,112 138,160 128,187 56,187 46,160 62,112"))
        s.flat(path("M92 98 Q118 120 108 140 L92 158 L76 140 Q66 120 92 98 Z"), fill=CREAM)
        s.flat(leg(76, 164, 19), leg(108, 164, 19), fill=socks)
        s.line("M92 187 V162")
        with s.place(92, 68):
            fox_face(s)
    elif v == 2:  # curled up asleep
        s.add(blob("10,150 30,108 80,90 140,98 180,130 188,170 150,187 50,187 16,178"))
        with s.place(136, 118, 0.95, 8):
            fox_face(s, asleep=True)
        fox_tail(s, 12, 164, 96, 1.02)
    else:  # running, from the side
        fox_tail(s, 48, 124, -58, 0.96)
        s.add(tube("M62 130 L28 160", 15), tube("M124 132 L112 170", 15), fill=p.dark)
        s.add(blob("34,120 80,98 120,98 150,92 162,120 134,150 80,148 46,152"), tube("M58 134 L62 162 L46 184", 18),
              tube("M134 128 L160 152 L180 150", 15))
        s.flat(tube("M55 173 L46 184", 18), tube("M166 151 L180 150", 15), tube("M34 154 L28 160", 15), fill=socks)
        s.add(path("M146 92 L138 48 L164 76 Z"), fill=p.dark)
        s.add(path("M128 112 Q124 82 150 80 L154 44 L174 84 Q184 96 198 110 Q176 126 150 124 Z"))
        s.flat(path("M196 111 Q176 124 150 123 L136 118 Q166 118 168 104 Q184 112 196 111 Z"), fill=CREAM)
        s.flat(oval(194, 109, 6), fill=INK)
        s.eye(164, 94, 6)
    return s.svg()


def hooves(s: Sketch, *at: tuple[float, float]) -> None:
    s.flat(*(leg(x, 177, width) for x, width in at), fill=INK)


def horse_head(s: Sketch, mane: str) -> None:
    """A long face at the end of a neck, facing right; the neck comes from the lower left."""
    s.add(path("M2 -20 L4 -42 L18 -22 Z"), blob("-12,-16 8,-26 24,-12 50,22 48,38 32,40 8,22 -12,14"))
    s.flat(blob("40,12 51,24 48,38 32,40 30,28"), fill=s.p.light)
    s.eye(14, -6, 6)
    s.spots(INK, (44, 26, 3))
    s.add(blob("6,-34 12,-14 2,-4 -6,-12 -14,-20"), fill=mane)


@animal("horse", "horses", 1.8, "brown,black,white,grey", head=((152, 18, 26), (154, 30, 26), (150, 116, 24), (146, 18, 32)),
       seat=((86, 88), (84, 86), (84, 62), (80, 100)))
def horse(v: int, p: Paint) -> str:
    s = Sketch(p)
    mane = p.dark
    if v == 0:  # standing tall
        s.add(blob("40,94 16,104 6,150 20,170 34,146 46,112"), fill=mane)
        s.add(leg(66, 120, 13), leg(130, 120, 13), fill=p.dark)
        s.add(blob("30,100 56,84 104,90 140,84 152,108 138,136 90,138 44,134"), leg(46, 110, 16), leg(116, 110, 16),
              path("M104 104 L132 34 L166 46 L152 118 Z"))
        s.add(blob("130,18 140,30 130,58 118,92 100,98 102,76 114,44"), fill=mane)
        with s.place(148, 42):
            horse_head(s, mane)
        hooves(s, (46, 16), (116, 16), (66, 13), (130, 13))
    elif v == 1:  # galloping
        s.add(blob("40,100 20,86 2,96 4,124 18,116 40,120"), fill=mane)
        s.add(tube("M52 124 L30 146 L12 158", 13), tube("M130 124 L164 136 L176 158", 13), fill=p.dark)
        s.add(blob("34,104 60,86 104,92 140,88 154,112 138,136 90,132 50,140"), tube("M54 124 L50 154 L28 182", 15),
              tube("M128 124 L150 154 L138 180", 15), path("M110 104 L140 48 L168 62 L152 122 Z"))
        s.add(blob("140,26 136,44 120,52 124,64 108,70 112,84 96,96 106,104 122,92 140,60"), fill=mane)
        with s.place(150, 54, 0.98, -12):
            horse_head(s, mane)
        s.flat(tube("M33 176 L28 182", 15), tube("M140 175 L138 180", 15), tube("M18 154 L12 158", 13), tube("M174 153 L176 158", 13), fill=INK)
    elif v == 2:  # grazing
        s.add(blob("24,60 6,78 4,130 18,140 28,110 34,80"), fill=mane)
        s.add(leg(54, 96, 14), leg(118, 96, 14), fill=p.dark)
        s.add(blob("18,76 40,58 90,66 124,54 144,76 132,108 80,114 30,108"), leg(34, 90, 17), leg(104, 90, 17),
              path("M112 58 L140 58 L172 126 L146 146 Z"))
        s.add(blob("116,52 142,58 162,92 170,116 158,112 140,84"), fill=mane)
        with s.place(154, 136, 1, 22):
            horse_head(s, mane)
        hooves(s, (34, 17), (104, 17), (54, 14), (118, 14))
    else:  # a stocky pony with a thick mane, one leg raised
        s.add(blob("36,108 14,122 8,168 22,178 36,156 46,124"), fill=mane)
        s.add(leg(64, 130, 17), fill=p.dark)
        s.add(tube("M132 142 L160 150 L154 172", 16), fill=p.dark)
        s.add(blob("28,116 60,100 104,102 146,92 156,126 140,156 84,160 40,152"), leg(44, 130, 22), leg(118, 130, 22),
              path("M92 112 L122 42 L170 50 L156 132 Z"))
        with s.place(140, 48, 1.12):
            horse_head(s, mane)
        s.add(blob("146,12 154,32 138,46 130,80 110,108 98,104 100,76 114,32 130,10"), fill=mane)
        s.flat(leg(44, 164, 22), leg(118, 164, 22), leg(64, 166, 17), fill=CREAM)
        hooves(s, (44, 22), (118, 22), (64, 17))
    return s.svg()


def cow_face(s: Sketch, long_horns: bool = False) -> None:
    """A broad pink muzzle, sideways ears and horns."""
    horn = "M14 -28 C30 -34 44 -38 50 -60 C34 -54 22 -50 8 -36 Z" if long_horns else "M12 -30 C26 -34 30 -40 28 -56 C18 -50 8 -46 4 -34 Z"
    s.add(*twin(path(horn)), fill=CREAM, w=3)
    s.add(*twin(oval(42, -20, 18, 10, 15)))
    s.add(blob("0,-38 26,-32 34,-8 26,22 0,30 -26,22 -34,-8 -26,-32"))
    s.flat(path("M-5 -37 Q0 -39 5 -37 L8 -2 H-8 Z"), fill=patch_colour(s.p))
    s.eyes(20, -10, 7)
    s.add(oval(0, 22, 27, 15), fill="#f7b3bd", w=3)
    s.flat(oval(-11, 20, 3.5, 5), oval(11, 20, 3.5, 5), fill="#a2485c")
    s.line("M-8 30 Q0 34 8 30", 3)


@animal("cow", "cows", 1.5, "white,brown,black,orange", head=((154, 42, 34), (100, 30, 44), (146, 66, 36), (150, 52, 42)),
       seat=((76, 72), (100, 32), (74, 106), (72, 78)))
def cow(v: int, p: Paint) -> str:
    s = Sketch(p)
    patch, udder = patch_colour(p), "#f7a3b4"
    if v == 0:  # standing, with patches
        s.add(leg(54, 130, 17), leg(118, 130, 17), fill=p.dark)
        s.add(oval(66, 142, 18, 16), leg(60, 150, 4, 164), leg(74, 150, 4, 164), fill=udder, w=3)
        s.line("M22 84 C6 96 10 120 8 138", 6)
        s.spots(p.line, (8, 142, 6, 11))
        s.add(blob("18,84 60,72 120,74 150,72 162,104 150,138 100,144 60,142 24,140"), leg(34, 120, 20), leg(134, 120, 20))
        s.flat(blob("52,77 82,75 84,96 68,106 56,94"), blob("100,114 120,110 122,128 104,134"), blob("21,104 32,108 34,120 22,122"), fill=patch)
        with s.place(154, 80, 0.86):
            cow_face(s)
        hooves(s, (34, 20), (134, 20), (54, 17), (118, 17))
    elif v == 1:  # from the front, with a bell
        with s.place(100, 0):
            s.add(oval(0, 150, 22, 18), fill=udder, w=3)
            s.add(blob("0,62 44,72 56,110 48,146 0,156 -48,146 -56,110 -44,72"), *twin(leg(34, 130, 24)))
            s.flat(blob("36,96 54,98 54,122 42,126 34,112"), blob("-50,126 -36,128 -34,146 -48,142"), fill=patch)
            with s.place(0, 70, 1.12):
                cow_face(s)
            s.add(tube("M-28 110 Q0 124 28 110", 6), fill=RED, w=2.5)
            s.add(path("M-7 122 H7 L10 138 H-10 Z"), fill="#f6cf2e", w=3)
            hooves(s, (34, 24), (-34, 24))
    elif v == 2:  # lying
        s.line("M20 140 C2 150 4 170 22 176", 6)
        s.add(blob("14,150 34,112 90,104 150,108 172,140 164,178 120,187 40,187 16,178"))
        s.flat(blob("48,112 78,107 86,126 68,140 52,130"), blob("20,162 32,158 38,170 32,180 23,177"), fill=patch)
        s.add(blob("40,176 80,168 104,176 104,187 44,187"), blob("120,178 150,170 184,176 188,184 180,188 124,187"))
        s.flat(leg(97, 174, 14), leg(181, 175, 12), fill=INK)
        with s.place(144, 104, 0.9):
            cow_face(s)
    else:  # shaggy, with long horns and a belt
        s.add(leg(56, 130, 20), leg(112, 130, 20), fill=p.dark)
        s.line("M20 92 C2 104 8 130 6 146", 7)
        s.spots(p.line, (6, 150, 7, 12))
        s.add(blob("14,96 50,76 110,82 150,84 160,120 150,148 140,142 130,154 118,144 104,156 90,146 76,156 62,146 44,154 20,142"),
              leg(34, 120, 24), leg(132, 120, 24))
        s.flat(path("M66 79 L86 79 L88 147 L76 156 L66 149 Z"), fill=patch)
        hooves(s, (34, 24), (132, 24), (56, 20), (112, 20))
        with s.place(148, 90):
            cow_face(s, long_horns=True)
            s.add(path("M-22 -34 Q0 -50 22 -34 L20 -14 L12 -6 L6 -14 L0 -2 L-6 -14 L-12 -6 L-20 -14 Z"), fill=p.dark, w=3)
    return s.svg()


def sheep_skin(p: Paint) -> str:
    """The bare face and legs: dark, unless the wool is."""
    return "#e8c39e" if p.main == "#34343c" else "#4b4249"


def sheep_face(s: Sketch, tuft: bool = True) -> None:
    skin = sheep_skin(s.p)
    s.add(*twin(oval(30, -8, 16, 8, 18)), fill=skin)
    s.add(blob("0,-30 22,-20 22,8 12,32 -12,32 -22,8 -22,-20"), fill=skin)
    s.eyes(11, -4, 7)
    s.line("M-7 17 L0 22 L7 17 M0 22 V27", 3, s.p.light if skin != "#e8c39e" else INK)
    if tuft:
        s.add(*ring(0, -26, 15, 6, 6, 9))


def curls(s: Sketch, *at: tuple[float, float]) -> None:
    for x, y in at:
        s.line(f"M{x - 8} {y} Q{x - 6} {y + 9} {x} {y + 7} Q{x + 7} {y + 5} {x + 7} {y - 3}", 4, s.p.dark)


@animal("sheep", "sheep", 1.0, "white,grey,black,brown", head=((156, 58, 36), (100, 36, 40), (148, 88, 34), (144, 52, 36)))
def sheep(v: int, p: Paint) -> str:
    s = Sketch(p)
    skin = sheep_skin(p)
    if v == 0:  # standing, from the side
        s.add(leg(54, 140, 11), leg(116, 140, 11), leg(36, 140, 12), leg(134, 140, 12), fill=skin)
        s.add(*ring(86, 106, 58, 40, 12, 19), oval(18, 100, 12))
        curls(s, (60, 90), (92, 78), (84, 116), (54, 126), (116, 132))
        with s.place(156, 92):
            sheep_face(s)
    elif v == 1:  # from the front
        with s.place(100, 0):
            s.add(*twin(leg(28, 150, 15)), fill=skin)
            s.add(*ring(0, 104, 56, 48, 12, 21))
            curls(s, (-44, 110), (44, 104), (-26, 140), (24, 142), (-46, 76), (46, 74))
            with s.place(0, 78, 1.15):
                sheep_face(s)
    elif v == 2:  # lying
        s.add(tube("M110 180 L140 183", 10), tube("M48 182 L76 183", 10), fill=skin)
        s.add(*ring(88, 138, 62, 30, 13, 18))
        curls(s, (50, 132), (84, 120), (76, 150), (112, 156), (36, 154))
        with s.place(148, 120, 1.05, 6):
            sheep_face(s)
    else:  # a ram with curled horns
        s.add(leg(50, 140, 13), leg(112, 140, 13), leg(30, 140, 14), leg(130, 140, 14), fill=skin)
        s.add(*ring(80, 112, 54, 34, 11, 20), *ring(128, 108, 18, 26, 7, 14))
        curls(s, (48, 100), (80, 92), (66, 126), (100, 130))
        with s.place(144, 84, 0.98):
            sheep_face(s)
            s.add(*twin(tube("M14 -22 C34 -40 56 -22 46 0 C40 14 24 8 30 -2", 11)), fill="#d9b98a", w=3)
    return s.svg()


def pig_face(s: Sketch, asleep: bool = False) -> None:
    s.add(*twin(path("M12 -28 L46 -46 L42 -6 Z")), fill=s.p.dark)
    s.add(oval(0, 0, 42, 37))
    for x in (-20, 20):
        s.asleep(x, -8, 7) if asleep else s.eye(x, -10, 7, 0)
    s.cheeks(30, 10, 6)
    s.add(oval(0, 10, 23, 17), fill=s.p.light)
    s.flat(oval(-8, 10, 4.5, 7), oval(8, 10, 4.5, 7), fill=s.p.line)
    s.line("M-9 31 Q0 36 9 31", 3)


@animal("pig", "pigs", 0.8, "pink,white,brown,black", head=((144, 56, 44), (100, 31, 54), (142, 88, 46), (130, 46, 40)))
def pig(v: int, p: Paint) -> str:
    s = Sketch(p)
    tail = "q-14 2 -12 -12 q3 -10 11 -4 q6 8 -4 12 q-12 4 -18 -8"
    if v == 0:  # standing, with its curly tail
        s.add(tube(f"M30 108 {tail}", 5))
        s.add(leg(60, 150, 20), leg(116, 150, 20), fill=p.dark)
        s.add(oval(88, 114, 68, 52), leg(40, 140, 22), leg(134, 140, 22))
        with s.place(144, 94):
            pig_face(s)
        hooves(s, (40, 22), (134, 22), (60, 20), (116, 20))
    elif v == 1:  # sitting, from the front
        with s.place(100, 0):
            s.add(blob("0,80 52,100 68,150 54,187 -54,187 -68,150 -52,100"))
            s.spots(p.light, (0, 138, 22, 24))
            s.add(*twin(leg(22, 128, 20)))
            s.add(*twin(oval(46, 178, 20, 11)))
            hooves(s, (22, 20), (-22, 20))
            with s.place(0, 74, 1.18):
                pig_face(s)
    elif v == 2:  # lying asleep
        s.add(tube(f"M28 142 {tail}", 5))
        s.add(oval(90, 138, 76, 49), blob("96,170 136,166 164,178 160,187 100,187"))
        s.add(blob("30,174 60,164 92,174 92,187 34,187"))
        with s.place(142, 126, 1.04, 6):
            pig_face(s, asleep=True)
    else:  # running, in profile, with spots
        s.add(tube(f"M32 98 {tail}", 5))
        s.add(tube("M56 136 L40 172", 19), tube("M116 136 L138 172", 19), fill=p.dark)
        s.add(blob("24,106 50,64 100,54 140,70 152,110 130,144 80,154 40,142"), tube("M60 138 L74 176", 21),
              tube("M108 140 L98 176", 21), oval(136, 84, 36, 38), tube("M150 98 L172 102", 30))
        s.spots(patch_colour(p), (70, 86, 18, 14), (98, 122, 13, 10), (48, 118, 9, 8))
        s.add(oval(182, 103, 9, 18), fill=p.light)
        s.flat(oval(180, 97, 2.5, 4), oval(182, 109, 2.5, 4), fill=p.line)
        s.eye(150, 74, 7)
        s.line("M146 112 Q154 122 164 118", 3.5)
        s.add(path("M108 58 L106 24 L138 48 Q126 62 108 58 Z"), fill=p.dark)
    return s.svg()
