"""The smaller animals: birds, rodents, reptiles, and what crawls and swims."""
from __future__ import annotations

import math

from ..drawing import Paint
from .animals import BEAK, CREAM, INK, PINK, RED, WHITE, Sketch, blob, leg, oval, path, tube, twin
from .animals_fit import animal


def rabbit_face(s: Sketch, folded: bool = False) -> None:
    """Long upright ears (one folded over, if asked) and two front teeth."""
    ear = blob("8,-24 4,-60 12,-86 26,-90 32,-66 26,-24")
    inner = blob("14,-34 12,-62 17,-78 23,-78 25,-62 21,-34")
    if folded:
        s.add(twin(ear)[1], blob("8,-24 8,-50 20,-62 44,-56 62,-36 56,-26 40,-34 28,-22"))
        s.flat(twin(inner)[1], blob("30,-46 44,-46 54,-34 42,-40"), fill=PINK)
    else:
        s.add(*twin(ear))
        s.flat(*twin(inner), fill=PINK)
    s.add(oval(0, 0, 38, 33))
    s.eyes(17, -7, 7.5)
    s.cheeks(26, 9)
    s.add(path("M-7 16 H7 V29 H-7 Z"), fill=WHITE, w=2)
    s.line("M0 18 V28", 2)
    s.flat(*twin(oval(8, 13, 11, 8)), fill=s.p.light)
    s.flat(oval(0, 6, 6, 4.5), fill="#e0637f")


@animal("rabbit", "rabbits", 0.35, "grey,white,brown,black", synonyms=("bunny",), head=((140, 72, 40), (100, 66, 44), (150, 84, 34), (132, 76, 44)))
def rabbit(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # sitting, from the side, with a cotton tail
        s.add(oval(28, 160, 18), fill=WHITE)
        s.add(leg(134, 130, 17))
        s.add(blob("34,170 36,126 70,100 112,104 140,132 136,168 120,187 56,187"))
        s.line("M62 172 C52 130 108 130 104 170")
        s.add(blob("58,187 64,174 100,170 118,178 116,187"))
        with s.place(138, 104):
            rabbit_face(s)
    elif v == 1:  # upright, from the front
        with s.place(100, 0):
            s.add(blob("0,110 34,124 44,160 36,184 -36,184 -44,160 -34,124"), *twin(oval(28, 180, 22, 8)))
            s.spots(WHITE, (0, 156, 21, 24))
            s.add(*twin(tube("M30 136 L16 152", 13)))
            with s.place(0, 100, 1.02):
                rabbit_face(s)
    elif v == 2:  # leaping
        s.add(oval(22, 122, 14), fill=WHITE)
        s.add(tube("M56 140 L30 164 L12 166", 15), tube("M128 142 L150 166 L166 168", 13), fill=p.dark)
        s.add(blob("26,136 44,104 90,98 140,106 150,134 120,150 60,156"), tube("M56 142 L44 172 L22 182", 17), tube("M130 142 L168 152", 14))
        with s.place(148, 108, 0.86, 14):
            rabbit_face(s)
    else:  # crouching, one ear folded
        s.add(oval(22, 158, 16), fill=WHITE)
        s.add(blob("20,174 24,138 60,114 120,120 168,150 170,178 150,187 36,187"))
        s.line("M50 184 C36 144 94 138 92 180 M110 184 h20")
        with s.place(130, 112, 1.15):
            rabbit_face(s, folded=True)
    return s.svg()


def penguin_face(s: Sketch) -> None:
    s.flat(*twin(oval(13, 0, 15, 17)), fill=WHITE)
    s.eyes(13, -2, 6)
    s.add(path("M-12 6 Q0 0 12 6 L0 22 Z"), fill=BEAK, w=3)
    s.cheeks(23, 12, 5)


@animal("penguin", "penguins", 0.9, "black,grey,blue", head=((100, 12, 50), (112, 16, 44), (150, 88, 40), (100, 24, 60)))
def penguin(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # standing, flippers a little out
        with s.place(100, 0):
            s.add(*twin(oval(22, 182, 20, 7)), fill=BEAK)
            s.add(blob("0,12 34,26 42,64 58,120 44,170 0,182 -44,170 -58,120 -42,64 -34,26"), *twin(blob("42,76 64,100 76,140 64,144 46,120")))
            s.flat(blob("0,84 22,100 30,130 24,162 0,172 -24,162 -30,130 -22,100"), fill=WHITE)
            with s.place(0, 48, 1.1):
                penguin_face(s)
    elif v == 1:  # from the side
        s.add(blob("78,178 110,174 134,182 132,189 80,189"), fill=BEAK)
        s.add(path("M134 42 Q152 42 168 54 Q150 62 130 58 Z"), fill=BEAK)
        s.add(blob("110,14 138,30 138,62 148,100 142,150 118,178 84,180 40,188 62,160 66,110 80,66 82,30"))
        s.flat(path("M136 68 C152 92 152 140 128 172 Q120 176 114 176 C130 140 122 110 130 76 Z"), fill=WHITE)
        s.add(blob("94,82 110,96 106,140 84,160 76,150 86,120"))
        s.eye(120, 42, 8)
        s.flat(oval(106, 62, 8, 5), fill="#f6cf2e")
    elif v == 2:  # sliding on its belly
        s.add(blob("26,150 6,140 2,152 14,160 2,170 8,180 28,170"), fill=BEAK)
        s.add(blob("18,158 40,130 90,120 140,110 180,116 190,150 170,180 100,188 40,180"), tube("M84 150 Q60 120 44 92", 18))
        s.flat(path("M188 152 C180 190 100 191 50 182 C90 180 140 172 160 156 Z"), fill=WHITE)
        s.add(oval(150, 124, 40, 38))
        with s.place(156, 128, 1.1):
            penguin_face(s)
    else:  # a round one waving, with a heart-shaped breast
        with s.place(100, 0):
            s.add(*twin(oval(26, 182, 22, 7)), fill=BEAK)
            s.add(blob("0,24 44,38 64,90 66,146 40,178 -40,178 -66,146 -64,90 -44,38"), blob("54,92 76,62 92,56 92,76 72,114"), blob("-58,96 -82,120 -90,150 -78,152 -60,134"))
            s.flat(path("M0 176 C-50 164 -52 112 -28 106 Q-8 102 0 116 Q8 102 28 106 C52 112 50 164 0 176 Z"), fill=WHITE)
            with s.place(0, 66, 1.3):
                penguin_face(s)
    return s.svg()


def owl_face(s: Sketch, wink: bool = False) -> None:
    """Two huge round eyes and a hooked beak."""
    s.flat(*twin(oval(22, 0, 24)), fill=CREAM)
    s.eye(22, 0, 17, 0)
    s.asleep(-22, 0, 13) if wink else s.eye(-22, 0, 17, 0)
    s.add(path("M-9 10 Q0 4 9 10 L0 32 Z"), fill=BEAK, w=3)


@animal("owl", "owls", 0.45, "brown,grey,white,orange", places=("ground", "air"), head=((100, 28, 60), (100, 44, 50), (108, 22, 60), (100, 34, 70)))
def owl(v: int, p: Paint) -> str:
    s = Sketch(p)
    feathers = "M-24 0 q8 10 16 0 M-8 0 q8 10 16 0 M8 0 q8 10 16 0"
    with s.place(100, 0):
        if v == 0:  # with ear tufts, wings folded
            s.line("M-22 180 v8 M-32 184 v4 M-12 184 v4 M22 180 v8 M12 184 v4 M32 184 v4", 7, BEAK)
            s.add(blob("0,26 40,30 58,80 62,130 44,170 0,184 -44,170 -62,130 -58,80 -40,30"), *twin(path("M18 32 L54 4 L58 66 Z")))
            s.flat(oval(0, 140, 27, 32), fill=p.light)
            for y in (122, 138, 154):
                with s.place(0, y):
                    s.line(feathers, 3.5, p.dark)
            s.add(*twin(blob("56,84 72,110 66,150 46,166 42,130")))
            with s.place(0, 70):
                owl_face(s)
        elif v == 1:  # flying, wings spread
            s.add(blob("-22,160 0,188 22,160 0,150"), fill=p.dark)
            s.add(*twin(path("M20 84 C50 40 84 40 96 58 Q98 76 90 92 Q88 104 78 110 Q72 122 60 124 Q50 134 34 130 Z")))
            s.line("M88 92 Q70 88 62 74 M76 110 Q60 104 54 90 M-88 92 Q-70 88 -62 74 M-76 110 Q-60 104 -54 90", 4, p.dark)
            s.add(blob("0,44 34,50 42,90 36,140 0,168 -36,140 -42,90 -34,50"), *twin(path("M12 48 L40 22 L42 72 Z")))
            for y in (122, 136):
                with s.place(0, y):
                    s.line(feathers, 3.5, p.dark)
            with s.place(0, 82, 0.82):
                owl_face(s)
            s.line("M-12 164 v12 M12 164 v12", 7, BEAK)
        elif v == 2:  # a barn owl turned aside, with a heart-shaped face
            s.add(blob("-34,150 -50,187 -20,182 -6,160"), fill=p.dark)
            s.line("M4 180 v8 M-6 185 v3 M16 185 v3 M34 180 v8 M26 185 v3 M44 185 v3", 7, BEAK)
            s.add(blob("8,22 50,34 60,78 60,130 38,176 4,184 -30,160 -52,110 -46,50 -20,28"))
            s.add(blob("-44,92 -8,90 8,130 -4,164 -36,180 -52,140"))
            s.spots(p.dark, (-26, 118, 5), (-8, 124, 5), (-32, 142, 5), (-14, 148, 5))
            s.add(path("M16 116 C-40 90 -34 36 -2 38 Q14 40 16 54 Q20 40 34 38 C66 36 68 90 16 116 Z"), fill=CREAM, w=3)
            with s.place(16, 68, 0.86):
                s.eyes(20, 0, 15, 0)
                s.add(path("M-8 10 Q0 4 8 10 L0 34 Z"), fill=BEAK, w=3)
        else:  # round as a ball, winking
            s.line("M-24 180 v8 M-34 184 v4 M-14 184 v4 M24 180 v8 M14 184 v4 M34 184 v4", 7, BEAK)
            s.add(oval(0, 108, 76, 75), path("M-50 60 Q-60 40 -58 24 Q-30 40 0 36 Q30 40 58 24 Q60 40 50 60 Z"))
            s.add(*twin(blob("62,90 84,110 86,146 66,160 58,130")))
            for x, y in ((-30, 138), (0, 134), (30, 138), (-15, 154), (15, 154), (0, 170)):
                s.line(f"M{x - 9} {y} q9 11 18 0", 4, p.dark)
            with s.place(0, 86, 1.12):
                owl_face(s, wink=True)
    return s.svg()


def bill(s: Sketch, x: float, y: float, k: float = 1) -> None:
    """A duck's broad flat bill, pointing right from (x, y)."""
    with s.place(x, y, k):
        s.add(path("M-4 -10 C10 -8 22 -4 38 -6 C48 -4 46 6 36 8 C42 14 30 20 18 16 L-4 14 Z"), fill=BEAK, w=3.5)
        s.line("M6 6 Q22 10 36 7", 3, "#a05a10")


@animal("duck", "ducks", 0.4, "yellow,white,brown", places=("ground", "water"), head=((126, 18, 40), (134, 42, 48), (120, 18, 36), (100, 14, 50)))
def duck(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # standing, from the side
        s.line("M80 150 V184 H98 M106 150 V184 H124", 9, BEAK)
        s.add(path("M22 88 Q46 104 70 98 L100 92 C96 70 84 20 126 18 C164 18 166 64 144 82 C160 120 130 164 88 164 C44 164 22 130 22 88 Z"))
        s.add(path("M54 112 Q84 98 116 112 Q112 144 82 144 Q66 138 54 112 Z"), fill=p.light)
        s.eye(132, 44, 8)
        bill(s, 152, 54, 0.96)
    elif v == 1:  # a swimming one, like a bath toy
        s.add(path("M8 112 C28 124 52 122 84 120 C100 112 84 100 86 80 C90 32 160 30 166 76 C168 96 154 106 154 118 C176 146 156 187 110 187 H70 C26 187 6 150 8 112 Z"))
        s.add(path("M40 146 C60 128 92 132 112 146 C104 172 62 176 52 160 Q44 158 40 146 Z"), fill=p.light)
        s.eye(136, 74, 10)
        bill(s, 156, 88, 0.98)
    elif v == 2:  # a drake with a neck ring, wing raised
        s.line("M78 150 L66 184 H84 M108 150 L122 182 H140", 9, BEAK)
        s.add(blob("10,104 36,112 80,104 130,112 140,140 110,164 60,160 26,138"), tube("M122 130 C138 96 116 70 122 44", 30), oval(124, 44, 28, 27))
        s.flat(tube("M112 88 Q126 94 140 86", 8), fill=WHITE)
        s.line("M12 102 Q4 92 14 84", 7)
        s.add(path("M104 128 C80 124 56 90 36 46 Q64 52 72 64 Q90 70 96 84 Q114 100 112 122 Z"), fill=p.light)
        s.line("M56 66 Q72 92 92 108 M76 78 L98 102", 3.5)
        s.eye(130, 38, 7)
        bill(s, 148, 48, 0.92)
    else:  # from the front, waddling, with webbed feet
        with s.place(100, 0):
            s.line("M-24 160 V178 M24 160 V178", 9, BEAK)
            s.add(*twin(path("M24 170 L6 187 H50 Z")), fill=BEAK, w=3)
            s.add(blob("0,84 40,100 66,134 50,162 0,170 -50,162 -66,134 -40,100"), oval(0, 58, 44, 44), path("M-12 18 Q-8 4 4 4 Q0 12 10 18 Z"))
            s.add(*twin(blob("52,104 70,118 78,152 62,148 48,132")))
            s.eyes(18, 40, 10)
            s.add(path("M-14 54 Q0 46 14 54 C24 62 52 62 52 74 C50 88 24 90 0 90 C-24 90 -50 88 -52 74 C-52 62 -24 62 -14 54 Z"), fill=BEAK)
            s.line("M-46 74 Q0 84 46 74", 3.5, "#a05a10")
            s.flat(oval(-7, 60, 2.5), oval(7, 60, 2.5), fill="#a05a10")
    return s.svg()


def comb(s: Sketch, x: float, y: float, k: float = 1) -> None:
    with s.place(x, y, k):
        s.add(oval(-16, -4, 10, 13, -25), oval(0, -12, 10, 15), oval(16, -5, 10, 13, 25), oval(0, 2, 20, 8), fill=RED)


def hen_head(s: Sketch, x: float, y: float, k: float = 1) -> None:
    """The face of a chicken in profile: pointed beak, red wattle."""
    with s.place(x, y, k):
        s.add(oval(20, 22, 8, 14), fill=RED, w=3)
        s.add(path("M16 -8 L42 4 L16 14 Z"), fill=BEAK, w=3)
        s.eye(4, -4, 7)


@animal("chicken", "chickens", 0.42, "white,brown,orange,black", synonyms=("hen",), head=((132, 22, 34), (134, 30, 34), (132, 68, 36), (100, 24, 50)))
def chicken(v: int, p: Paint) -> str:
    s = Sketch(p)
    feet = "M{0} 150 V185 M{1} 186 L{0} 178 L{2} 186"
    if v == 0:  # a hen standing
        s.line(feet.format(84, 72, 98) + feet.format(110, 98, 124), 7, BEAK)
        comb(s, 132, 32)
        s.add(path("M14 52 C40 60 52 90 84 92 C104 90 100 30 132 28 C162 30 158 76 150 100 C146 140 118 162 88 162 C40 162 12 112 14 52 Z"))
        s.add(path("M54 110 Q84 96 116 108 Q114 142 84 142 Q62 136 54 110 Z"), fill=p.light)
        s.line("M72 128 q8 8 16 0 q8 8 16 0", 3.5)
        hen_head(s, 136, 56)
    elif v == 1:  # strutting, with a sweeping tail
        s.line("M84 150 V185 M72 186 L84 178 L98 186 M112 150 L128 166 L122 184 M112 186 L124 178 L136 184", 7, BEAK)
        comb(s, 134, 38, 1.25)
        s.add(path("M66 132 C20 140 0 96 10 60 Q24 76 34 76 C24 54 36 28 52 22 Q48 50 62 66 Q70 52 82 50 Q80 90 100 112 Z"))
        s.line("M34 76 Q46 100 70 112 M62 66 Q66 84 80 98", 4)
        s.add(path("M56 108 Q84 112 100 90 C110 70 104 38 134 36 C164 38 160 84 156 108 C150 146 124 162 98 160 C70 158 54 136 56 108 Z"))
        s.add(path("M76 120 Q98 106 126 118 L118 146 L108 136 L98 148 L90 136 Z"))
        hen_head(s, 138, 62, 1.08)
    elif v == 2:  # brooding
        comb(s, 132, 76, 1.05)
        s.add(path("M10 100 C30 96 46 120 82 126 C104 124 98 74 132 72 C160 74 160 112 162 126 C178 150 170 187 140 187 H60 C20 184 4 140 10 100 Z"))
        s.line("M24 118 L40 132 M20 134 L36 144", 4, p.dark)
        s.add(path("M50 146 Q86 126 124 146 Q118 174 86 174 Q60 170 50 146 Z"), fill=p.light)
        s.line("M70 158 q9 8 18 0 q9 8 18 0", 3.5)
        hen_head(s, 136, 102, 1.08)
    else:  # from the front, wings a little spread
        with s.place(100, 0):
            s.line("M-20 170 V185 M-32 186 L-20 178 L-8 186 M20 170 V185 M8 186 L20 178 L32 186", 7, BEAK)
            comb(s, 0, 28, 1.2)
            s.add(blob("0,28 30,40 38,80 66,120 58,158 0,176 -58,158 -66,120 -38,80 -30,40"))
            s.add(*twin(path("M50 96 C72 96 92 110 94 128 L80 126 L84 142 L70 138 L70 152 Q52 146 50 96 Z")))
            for x, y in ((-22, 118), (0, 126), (22, 118), (-12, 142), (12, 142)):
                s.line(f"M{x - 8} {y} q8 10 16 0", 4, p.dark)
            s.add(*twin(oval(8, 94, 8, 14)), fill=RED, w=3)
            s.add(path("M-14 68 Q0 58 14 68 L0 90 Z"), fill=BEAK, w=3)
            s.eyes(18, 56, 8)
    return s.svg()


def swan_head(s: Sketch, x: float, y: float, turn: float = 0) -> None:
    """A small head with an orange beak behind a black mask."""
    with s.place(x, y, 1, turn):
        s.add(path("M12 -8 Q30 -4 44 8 Q28 14 12 10 Z"), fill="#ee7a1c", w=3.5)
        s.add(oval(0, 0, 20, 17))
        s.flat(path("M8 -8 L22 -4 L20 8 L10 10 Q14 0 8 -8 Z"), fill=INK)
        s.eye(1, -4, 5)


@animal("swan", "swans", 1.2, "white,black,grey", places=("ground", "water"), head=((140, 14, 26), (148, 8, 24), (150, 66, 24), (124, 10, 26)))
def swan(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # swimming, its neck an S
        s.add(tube("M132 160 C196 128 110 90 118 54 C122 36 132 32 142 32", 22),
              path("M6 118 C30 128 60 118 90 120 C130 118 160 130 156 152 C150 182 118 187 80 187 C34 187 8 160 6 118 Z"))
        s.add(path("M8 100 C28 88 80 92 112 132 C118 152 100 166 72 162 C44 160 42 146 30 142 C36 136 20 128 16 122 C24 120 10 108 8 100 Z"))
        s.line("M44 146 Q62 150 78 142 M30 124 Q56 134 72 124", 4, p.dark)
        swan_head(s, 142, 33)
    elif v == 1:  # wings raised like sails
        s.add(tube("M132 166 C176 140 140 110 132 78 C126 44 134 26 150 26", 22),
              path("M8 140 Q30 150 60 142 L130 142 C160 150 156 187 110 187 H70 C30 187 12 164 8 140 Z"))
        s.add(path("M110 160 C118 110 92 66 30 44 Q34 58 42 66 Q24 62 16 64 Q22 80 34 88 Q18 88 10 92 Q18 108 34 114 Q22 116 16 122 C34 150 70 172 110 160 Z"))
        s.line("M44 68 Q76 88 90 116 M36 90 Q64 104 78 126 M36 115 Q54 124 66 138", 4, p.dark)
        swan_head(s, 150, 26)
    elif v == 2:  # bowing its neck to the water
        s.add(tube("M118 160 C140 120 106 100 112 74 C118 44 150 50 150 84", 22),
              path("M4 116 C26 132 56 116 86 118 C128 116 152 136 148 158 C142 184 112 187 76 187 C30 187 4 160 4 116 Z"))
        s.line("M30 140 C50 130 90 136 100 158 C86 172 52 168 30 140 M52 152 q14 8 26 0", 4)
        swan_head(s, 152, 88, 38)
    else:  # standing, flapping its wings
        s.line("M84 160 V186 H104 M106 160 V186 H126", 9, INK)
        s.add(path("M104 120 C130 110 170 70 192 74 Q196 88 184 96 Q190 106 176 112 Q180 122 164 126 Q150 146 112 144 Z"), fill=p.light)
        s.add(tube("M108 132 C140 110 92 84 100 50 C104 34 112 28 124 28", 22), blob("14,154 50,132 90,108 124,118 130,146 108,168 60,166 30,164"))
        s.add(path("M96 134 C80 110 40 74 8 78 Q4 90 16 98 Q10 108 26 114 Q22 124 40 130 Q60 152 92 150 Z"))
        s.line("M22 100 Q44 106 58 120 M32 116 Q48 120 60 132", 4, p.dark)
        swan_head(s, 124, 28)
    return s.svg()


@animal("hedgehog", "hedgehogs", 0.2, "brown,grey,black,orange")
def hedgehog(v: int, p: Paint) -> str:
    s = Sketch(p)
    skin = "#f0d2a8"
    if v == 0:  # walking, a dome of spines
        s.add(leg(60, 164, 15), leg(84, 164, 15), leg(122, 164, 15), leg(142, 164, 15), fill=skin)
        s.add(path("M124 112 C160 106 176 128 194 148 Q196 160 184 164 C160 178 130 176 112 174 Z"), fill=skin)
        s.add(path("M144 112 L138 90 L124 98 L118 66 L102 82 L90 54 L76 76 L58 56 L54 84 L32 72 L36 100 L12 98 L24 120 L4 128 L20 142 L4 158 L24 164 Q30 176 46 176 H116 Q136 150 144 112 Z"))
        s.line("M60 108 l6 14 M90 100 l5 14 M44 136 l10 10 M76 138 l7 13 M106 132 l4 14", 5, p.dark)
        s.add(oval(130, 130, 10, 11), fill=skin, w=3)
        s.flat(oval(190, 150, 8), fill=INK)
        s.eye(158, 136, 8)
        s.line("M176 164 Q166 168 160 162", 3.5, INK)
    elif v == 1:  # from the front
        with s.place(100, 0):
            spikes = " ".join(f"L{r * sin:.0f} {112 - r * cos:.0f}" for sin, cos, r in SPIKES)
            s.add(*twin(oval(28, 180, 18, 8)), fill=skin)
            s.add(path("M-60 172 " + spikes + " L60 172 Z"))
            s.line("M-52 80 l8 10 M52 80 l-8 10 M-30 54 l5 12 M30 54 l-5 12 M0 44 v13 M-64 112 l11 6 M64 112 l-11 6", 5, p.dark)
            s.add(*twin(oval(31, 104, 10)), fill=skin, w=3)
            s.add(blob("0,94 30,106 38,138 26,166 0,174 -26,166 -38,138 -30,106"), fill=skin)
            s.eyes(15, 124, 8)
            s.cheeks(24, 142, 6)
            s.flat(oval(0, 142, 11, 9), fill=INK)
            s.line("M-10 158 Q0 166 10 158", 4, INK)
    elif v == 2:  # rolled up, only the face peeping out
        with s.place(100, 106):
            spikes = "M" + " L".join(f"{r * sin:.0f} {-r * cos:.0f}" for sin, cos, r in BALL) + " Z"
            s.add(path(spikes))
            s.line("M-40 -30 l10 10 M-10 -52 l4 14 M24 -46 l-2 14 M-56 4 l13 4 M-44 36 l12 -6 M-18 -20 l6 13 M-14 24 l10 6 M-8 56 l5 -12", 5, p.dark)
            s.add(blob("24,-14 52,-8 72,18 64,30 40,38 18,30 12,6"), fill=skin)
            s.flat(oval(70, 22, 8), fill=INK)
            s.asleep(40, 6, 8)
            s.add(oval(46, 48, 13, 8), oval(18, 48, 13, 8), fill=skin)
    else:  # upright, from the side
        s.add(blob("88,187 96,176 128,174 144,180 142,187"), fill=skin)
        s.add(blob("112,60 140,92 142,140 124,178 90,182 80,120"), fill=skin)
        s.add(tube("M126 118 L152 108", 14), fill=skin)
        s.add(blob("104,40 130,26 156,40 186,62 180,76 150,84 114,84"), fill=skin)
        s.add(path("M134 34 L126 8 L112 24 L94 4 L92 28 L68 18 L74 44 L46 42 L60 66 L30 72 L50 92 L22 104 L46 118 L22 136 L48 144 L30 166 L56 166 L50 187 L74 178"
                   " L92 187 Q112 170 114 146 Q108 116 110 96 Q128 66 134 34 Z"))
        s.line("M88 50 l7 13 M68 80 l12 8 M62 108 l13 4 M64 138 l13 -3 M94 84 l8 11 M92 122 l10 2 M86 154 l10 -5", 5, p.dark)
        s.add(oval(124, 50, 10), fill=skin, w=3)
        s.flat(oval(184, 66, 8), fill=INK)
        s.eye(148, 52, 8)
        s.line("M166 78 Q156 80 150 74", 3.5, INK)
    return s.svg()


def star(first: int, last: int, step: int, outer: float, inner: float) -> list[tuple[float, float, float]]:
    """(sine, cosine, radius) of alternating spine tips and dents, clockwise in degrees from the top."""
    turns = range(first, last + 1, step)
    return [(math.sin(math.radians(t)), math.cos(math.radians(t)), outer if i % 2 else inner) for i, t in enumerate(turns)]


SPIKES = star(-130, 130, 10, 92, 70)
BALL = star(0, 348, 12, 84, 64)


def mouse_face(s: Sketch) -> None:
    """Enormous round ears, a small pointed face and whiskers, from the front."""
    s.add(*twin(oval(38, -32, 30)))
    s.flat(*twin(oval(39, -31, 16)), fill=PINK)
    s.add(blob("0,-34 28,-24 34,4 16,28 0,36 -16,28 -34,4 -28,-24"))
    s.eyes(14, -6, 7)
    s.flat(*twin(tube("M14 20 L42 12 M14 26 L40 30", 3)), fill=s.p.line)
    s.add(path("M-5 32 H5 V42 H-5 Z"), fill=WHITE, w=2)
    s.flat(oval(0, 24, 8, 7), fill="#e0527a")


def mouse_head(s: Sketch) -> None:
    """In profile, nose to the right, one ear before the other."""
    s.add(oval(8, -32, 24), fill=s.p.dark)
    s.add(path("M-30 -4 C-26 -36 10 -36 30 -14 Q48 0 58 12 Q50 26 20 28 Q-22 30 -30 -4 Z"))
    s.add(oval(-16, -28, 28))
    s.flat(oval(-15, -27, 15), fill=PINK)
    s.eye(22, -6, 7)
    s.line("M40 16 L26 30 M44 18 L38 34", 3)
    s.flat(oval(56, 10, 8), fill="#e0527a")


@animal("mouse", "mice", 0.1, "grey,brown,white,black", head=((136, 84, 20), (100, 44, 24), (146, 98, 20), (118, 24, 22)))
def mouse(v: int, p: Paint) -> str:
    s = Sketch(p)
    tail = "#e88ba4" if p.main != "#f08cb8" else "#c94f7f"
    if v == 0:  # crouching, tail curled up
        s.add(tube("M36 170 C0 170 0 120 26 116 C48 114 44 92 28 84", 7), fill=tail, w=3)
        s.add(blob("22,174 30,128 70,98 116,106 146,140 140,178 120,187 40,187"))
        s.line("M56 176 C46 132 100 132 98 172")
        s.add(oval(92, 182, 20, 6), oval(140, 182, 14, 6), fill=tail, w=3)
        with s.place(136, 126):
            mouse_head(s)
    elif v == 1:  # upright, from the front
        s.add(tube("M134 176 C180 186 190 150 172 138 C158 128 164 108 180 106", 7), fill=tail, w=3)
        with s.place(100, 0):
            s.add(*twin(oval(24, 182, 20, 7)), fill=tail, w=3)
            s.add(blob("0,96 34,112 48,152 34,184 -34,184 -48,152 -34,112"))
            s.spots(p.light, (0, 148, 24, 28))
            s.add(*twin(tube("M34 124 L14 136", 11)))
            with s.place(0, 78, 1.22):
                mouse_face(s)
    elif v == 2:  # running, tail stretched out
        s.add(tube("M40 156 C14 150 20 120 2 112", 7), fill=tail, w=3)
        s.add(tube("M52 164 L34 180", 11), tube("M128 164 L150 178", 11), fill=tail, w=3)
        s.add(blob("30,164 44,126 90,112 136,124 148,156 120,172 60,174"))
        s.add(tube("M78 168 L64 182", 11), tube("M112 166 L126 184", 11), fill=tail, w=3)
        with s.place(140, 138, 0.9):
            mouse_head(s)
    else:  # on its hind legs, sniffing, from the side
        s.add(tube("M62 176 C30 190 6 170 22 150 C36 134 20 116 10 122", 7), fill=tail, w=3)
        s.add(blob("92,70 120,88 134,130 126,176 104,184 64,184 50,154 62,108"))
        s.spots(p.light, (120, 134, 9, 30, -4))
        s.line("M74 178 C62 140 106 138 104 174")
        s.add(oval(104, 182, 24, 6), tube("M116 112 L144 116", 11), fill=tail, w=3)
        with s.place(112, 66, 1.02, -14):
            mouse_head(s)
    return s.svg()
