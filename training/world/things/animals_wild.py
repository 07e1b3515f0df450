"""Animals of the zoo and of the water."""
from __future__ import annotations

from ..drawing import Paint
from .animals import CREAM, INK, WHITE, Sketch, blob, hooves, leg, oval, path, tube, twin
from .animals_fit import animal


def bear_face(s: Sketch, roar: bool = False) -> None:
    """Round ears and a pale muzzle."""
    s.add(*twin(oval(34, -32, 17)), oval(0, 0, 46, 40))
    s.flat(*twin(oval(34, -32, 9)), fill=s.p.light)
    if roar:
        s.add(oval(0, 30, 15, 14), fill="#b03a48", w=3)
    s.add(oval(0, 14, 24, 18), fill="#f0d9b5", w=2.5)
    s.flat(oval(0, 5, 11, 8), fill=INK)
    s.line("M0 10 V18 M-10 20 Q-5 26 0 18 Q5 26 10 20", 3.5, INK)
    s.eyes(20, -10, 6)


@animal("bear", "bears", 1.9, "brown,black,white,grey", head=((100, 12, 56), (148, 60, 46), (100, 32, 60), (122, 20, 50)))
def bear(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # standing upright, arms hanging
        with s.place(100, 0):
            s.add(blob("0,70 44,86 54,130 44,176 0,180 -44,176 -54,130 -44,86"), *twin(tube("M44 98 L62 140", 24)), *twin(leg(28, 150, 36)))
            s.spots(p.light, (0, 132, 28, 32))
            s.line("M0 187 V172", 4)
            with s.place(0, 50, 0.98):
                bear_face(s)
    elif v == 1:  # walking on all fours, with a hump
        s.add(leg(66, 140, 28), leg(116, 140, 28), fill=p.dark)
        s.add(oval(16, 104, 9), blob("14,120 30,76 74,66 108,44 146,70 160,110 150,150 90,150 24,156"), leg(36, 140, 32), leg(142, 130, 32))
        s.line("M26 187 v-7 M36 187 v-7 M132 187 v-7 M142 187 v-7", 3)
        with s.place(148, 96, 0.92):
            bear_face(s)
    elif v == 2:  # sitting, soles to the front
        with s.place(100, 0):
            s.add(blob("0,84 42,100 58,150 40,186 -40,186 -58,150 -42,100"), *twin(tube("M40 112 Q64 126 50 148", 24)))
            s.spots(p.light, (0, 142, 26, 26))
            s.add(*twin(oval(52, 166, 25, 24)))
            s.flat(*twin(oval(52, 171, 13, 11), oval(40, 154, 4.5), oval(52, 150, 4.5), oval(64, 154, 4.5)), fill=p.light)
            with s.place(0, 74, 1.08):
                bear_face(s)
    else:  # rearing and roaring, paws up
        s.add(tube("M120 96 L156 112", 26), fill=p.dark)
        s.add(leg(74, 150, 34), fill=p.dark)
        s.add(blob("96,60 134,80 136,124 118,168 70,176 44,150 50,104 70,74"), leg(106, 150, 36), oval(44, 152, 11),
              tube("M82 100 L40 74", 26))
        s.line("M26 68 l8 2 M28 58 l8 4", 3)
        with s.place(118, 58, 1, 6):
            bear_face(s, roar=True)
    return s.svg()


def tusk(s: Sketch, x: float, y: float) -> None:
    s.add(path(f"M{x} {y} C{x + 2} {y + 18} {x + 14} {y + 26} {x + 28} {y + 22} C{x + 18} {y + 16} {x + 14} {y + 8} {x + 13} {y - 4} Z"), fill=WHITE, w=3)


def toes(s: Sketch, *at: float) -> None:
    s.flat(*(oval(x + dx, 184, 4, 5) for x in at for dx in (-9, 0, 9)), fill=CREAM)


@animal("elephant", "elephants", 3.2, "grey,brown", head=((138, 34, 50), (100, 30, 56), (126, 60, 50), (112, 22, 64)),
       seat=((72, 48), (100, 26), (60, 70), (50, 110)))
def elephant(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # standing, trunk down
        s.line("M14 92 Q2 112 6 136", 6)
        s.add(leg(66, 130, 30), leg(106, 130, 30), fill=p.dark)
        s.add(blob("10,100 26,58 72,42 120,50 140,90 130,140 70,146 16,144"), leg(32, 120, 34), leg(130, 110, 32))
        s.add(oval(140, 72, 36, 38), tube("M158 84 C176 110 160 150 168 168 C172 178 182 176 186 166", 20))
        tusk(s, 148, 104)
        s.eye(152, 66, 6)
        s.add(blob("124,42 104,34 80,50 76,92 92,118 116,108 128,80"), fill=p.light)
        toes(s, 32, 130)
    elif v == 1:  # from the front, with spread ears
        with s.place(100, 0):
            s.add(blob("0,60 50,80 56,130 46,150 -46,150 -56,130 -50,80"), *twin(leg(34, 130, 36)))
            s.add(*twin(blob("24,26 58,8 90,22 94,66 74,104 46,100 28,76")))
            s.flat(*twin(blob("38,34 60,22 80,32 82,64 68,90 50,86 40,70")), fill=p.light)
            for side in (1, -1):
                s.parts.append(f'<g transform="scale({side} 1)">')
                tusk(s, 18, 98)
                s.parts.append("</g>")
            s.add(oval(0, 66, 38, 40), tube("M0 84 V150 C0 172 -8 176 -20 172", 24))
            s.line("M-9 112 h18 M-9 126 h18 M-9 140 h18", 3, p.dark)
            s.eyes(20, 60, 7)
            toes(s, 34, -34)
    elif v == 2:  # walking, trunk raised
        s.line("M12 116 Q0 132 4 154", 6)
        s.add(tube("M58 140 L68 176", 28), tube("M104 140 L94 176", 28), fill=p.dark)
        s.add(blob("8,122 24,82 66,68 114,74 132,110 124,150 66,156 16,156"), tube("M34 140 L26 172", 30), tube("M118 136 L128 172", 30))
        s.add(oval(128, 96, 36, 37), tube("M148 104 C176 110 186 84 174 60 C166 44 172 28 186 26", 20))
        tusk(s, 142, 122)
        s.eye(142, 88, 6)
        s.add(blob("116,66 92,58 66,72 62,112 80,140 106,130 118,104"), fill=p.light)
    else:  # a calf sitting, trunk curled up
        s.line("M36 168 Q14 170 10 184", 6)
        s.add(blob("94,80 130,110 134,160 120,187 40,187 30,160 44,116"))
        s.add(blob("44,170 66,150 96,160 104,176 104,187 50,187"), leg(122, 124, 30))
        s.add(oval(114, 72, 50, 50), tube("M142 84 C176 100 150 148 172 158 C186 164 194 152 188 142", 20))
        tusk(s, 134, 108)
        s.eye(132, 68, 9)
        s.add(blob("90,28 56,14 22,34 18,82 40,116 74,108 92,76"), fill=p.light)
        toes(s, 124)
    return s.svg()


def giraffe_head(s: Sketch) -> None:
    """In profile, with two knobbed horns."""
    s.line("M-4 -12 L-8 -30 M8 -14 L8 -32", 6)
    s.spots(s.p.line, (-8, -32, 6), (8, -34, 6))
    s.add(path("M-12 -8 L-34 -16 Q-26 2 -10 2 Z"), fill=s.p.main)
    s.add(blob("-14,-8 0,-18 18,-12 44,2 50,14 40,22 14,18 -8,20"))
    s.flat(blob("36,2 51,10 48,19 38,23 30,14"), fill=s.p.light)
    s.eye(10, -3, 6)
    s.spots(INK, (44, 10, 2.5))


@animal("giraffe", "giraffes", 5.0, "yellow,orange,brown", head=((136, 24, 22), (150, 74, 22), (120, 46, 24), (100, 28, 30)))
def giraffe(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # standing with its neck up
        s.line("M48 118 Q34 132 36 152", 5)
        s.add(leg(72, 130, 11), leg(108, 130, 11), fill=p.dark)
        s.add(blob("44,124 60,108 96,104 122,100 126,126 112,144 60,146"), leg(56, 130, 14), leg(116, 118, 14),
              path("M94 114 L120 34 L146 36 L126 128 Z"))
        s.spots(p.dark, (64, 124, 10, 8), (86, 118, 9, 8), (78, 138, 9, 6), (104, 128, 9, 9), (112, 104, 9, 7), (120, 82, 9, 7), (130, 58, 6, 8), (118, 152, 4, 6), (56, 158, 4, 6))
        hooves(s, (56, 14), (116, 14), (72, 11), (108, 11))
        with s.place(136, 42, 1.05):
            giraffe_head(s)
    elif v == 1:  # bending its neck down, legs apart
        s.line("M30 88 Q14 102 18 126", 5)
        s.add(tube("M56 112 L62 182", 12), tube("M104 112 L96 182", 12), fill=p.dark)
        s.add(blob("24,100 44,80 84,72 112,62 122,92 104,116 40,122"), tube("M40 108 L34 180", 15), tube("M108 104 L118 180", 15),
              tube("M108 84 C124 28 150 40 150 96", 26))
        s.spots(p.dark, (44, 100, 11, 9), (66, 88, 9, 7), (68, 110, 10, 7), (92, 96, 11, 9), (106, 72, 8, 8), (120, 50, 7, 7), (140, 50, 7, 8),
                (150, 72, 7, 8), (38, 134, 5, 7), (112, 126, 5, 8))
        hooves(s, (34, 15), (118, 15), (62, 12), (96, 12))
        with s.place(148, 96, 1.05, 12):
            giraffe_head(s)
    elif v == 2:  # lying with folded legs
        s.line("M28 156 Q12 160 14 178", 5)
        s.add(blob("24,164 44,138 90,132 128,128 140,160 128,184 36,184"), path("M92 144 L104 56 L132 58 L138 156 Z"))
        s.add(tube("M120 180 L164 180", 13), tube("M62 180 L96 180", 13))
        s.flat(leg(166, 173, 12), leg(98, 173, 12), fill=INK)
        s.spots(p.dark, (46, 158, 10, 9), (70, 146, 10, 7), (72, 168, 9, 7), (98, 160, 9, 9), (122, 152, 9, 9), (106, 132, 7, 8), (124, 124, 8, 9),
                (110, 104, 7, 9), (126, 94, 6, 8), (112, 78, 6, 8))
        with s.place(122, 64, 1.15):
            giraffe_head(s)
    else:  # from the front
        with s.place(100, 0):
            s.add(*twin(leg(12, 140, 11, 180)), fill=p.dark)
            s.add(blob("0,104 30,118 36,142 20,156 -20,156 -36,142 -30,118"), *twin(leg(26, 136, 13)), path("M-14 60 H14 L22 128 H-22 Z"))
            s.spots(p.dark, (-12, 128, 9, 8), (14, 134, 9, 8), (0, 110, 8, 8), (-10, 92, 6, 7), (9, 84, 6, 7), (-26, 140, 6, 8), (27, 124, 4, 6))
            hooves(s, (26, 13), (-26, 13))
            s.line("M-10 32 L-14 12 M10 32 L14 12", 7)
            s.flat(*twin(oval(14, 11, 7)), fill=p.line)
            s.add(*twin(path("M14 38 Q38 20 44 34 Q34 52 16 50 Z")))
            s.add(blob("0,26 20,34 20,54 14,76 0,82 -14,76 -20,54 -20,34"))
            s.flat(oval(0, 71, 15, 12), fill=p.light)
            s.eyes(13, 46, 7)
            s.flat(oval(-6, 68, 2.5), oval(6, 68, 2.5), fill=INK)
            s.line("M-6 76 Q0 80 6 76", 3)
    return s.svg()


def lion_face(s: Sketch, roar: bool = False, mane: float = 1) -> None:
    """A face amid a large dark mane."""
    with s.place(0, 0, mane):
        s.add(*(path("M-20 -30 L0 -66 L20 -30 Z")._replace(transform=f"rotate({turn})") for turn in range(0, 360, 30)), oval(0, 0, 48), fill=s.p.dark)
    s.add(*twin(oval(30, -28, 11)), oval(0, 0, 40, 37))
    s.eyes(16, -8, 7)
    if roar:
        s.add(oval(0, 26, 14, 13), fill="#a8323e", w=3)
        s.flat(path("M-9 16 L-5 26 L-1 16 Z M9 16 L5 26 L1 16 Z"), fill=WHITE)
    s.flat(*twin(oval(9, 15, 12, 9)), fill=CREAM)
    s.flat(path("M-10 2 H10 L0 14 Z"), fill=INK)
    s.line("M0 12 V17 M-12 19 Q-5 25 0 17 Q5 25 12 19", 3, INK)


@animal("lion", "lions", 1.2, "orange,yellow,brown", head=((138, 36, 60), (100, 22, 60), (146, 70, 52), (120, 22, 60)))
def lion(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # standing
        s.add(leg(60, 140, 19), leg(112, 140, 19), fill=p.dark)
        s.add(tube("M24 104 C2 96 4 66 20 52", 8))
        s.add(blob("20,34 32,46 28,62 14,62 8,48"), fill=p.dark)
        s.add(blob("16,116 50,88 110,86 148,96 154,130 140,152 80,152 24,152"), leg(34, 136, 24), leg(136, 130, 24))
        with s.place(138, 88, 0.84):
            lion_face(s)
    elif v == 1:  # sitting, from the front
        s.add(tube("M138 174 C170 178 176 150 174 136", 8))
        s.add(blob("174,108 186,126 182,142 168,142 164,126"), fill=p.dark)
        with s.place(100, 0):
            s.add(blob("0,84 46,108 60,160 46,187 -46,187 -60,160 -46,108"))
            s.line("M-20 187 V150 M20 187 V150 M0 187 V164 M38 186 Q30 164 40 150 M-38 186 Q-30 164 -40 150")
            with s.place(0, 76):
                lion_face(s, mane=0.98)
    elif v == 2:  # lying with its paws ahead
        s.add(tube("M24 166 C2 160 4 138 16 126", 8))
        s.add(blob("16,106 28,120 24,134 10,134 6,120"), fill=p.dark)
        s.add(blob("14,164 28,126 76,110 140,116 160,160 150,187 30,187"), tube("M120 177 L176 177", 18))
        s.line("M40 186 Q30 156 60 146 Q88 150 84 186")
        with s.place(138, 118, 0.82):
            lion_face(s)
    else:  # roaring, one paw raised
        s.add(leg(66, 140, 20), fill=p.dark)
        s.add(tube("M34 140 C4 150 4 110 14 96", 8))
        s.add(blob("14,74 26,88 22,104 8,104 2,88"), fill=p.dark)
        s.add(blob("30,136 44,104 80,80 124,84 140,124 120,154 80,160 34,160"), leg(46, 146, 24), leg(112, 136, 24),
              tube("M124 120 L160 146 L176 132", 20))
        with s.place(120, 76, 0.9, -6):
            lion_face(s, roar=True)
    return s.svg()


def camel_head(s: Sketch) -> None:
    """In profile, nose up, heavy-lidded."""
    s.add(path("M-8 -14 L-12 -30 L4 -20 Z"))
    s.add(blob("-14,-8 0,-20 18,-16 40,-6 46,8 36,20 12,16 -8,18"))
    s.line("M44 8 Q34 14 26 10", 3)
    s.eye(10, -6, 6)
    s.flat(path("M3 -7 A7 7 0 0 1 17 -7 Z"), fill=s.p.dark)
    s.spots(INK, (39, -1, 2.5))


@animal("camel", "camels", 2.2, "brown,orange,yellow,white", head=((156, 42, 24), (152, 16, 24), (158, 80, 24), (166, 82, 24)),
       seat=((76, 80), (76, 42), (77, 114), (77, 84)))
def camel(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v in (0, 3):  # two humps, standing; or walking with a blanket, its neck low
        s.line("M22 110 Q8 124 12 146", 6)
        if v == 0:
            s.add(leg(56, 140, 14), leg(106, 140, 14), fill=p.dark)
            limbs = leg(36, 130, 17), leg(122, 130, 17), tube("M124 122 C152 136 158 110 152 64", 26)
        else:
            s.add(tube("M52 140 L66 182", 14), tube("M110 140 L98 182", 14), fill=p.dark)
            limbs = tube("M40 136 L26 180", 17), tube("M120 136 L136 180", 17), tube("M122 122 C146 152 164 140 164 104", 25)
        s.add(path("M18 130 Q20 92 34 90 C38 40 60 34 70 66 Q76 84 82 68 C92 32 114 40 118 88 Q144 100 136 134 Q124 152 80 150 Q24 154 18 130 Z"), *limbs)
        if v == 0:
            s.spots(p.dark, (55, 56, 9, 8), (99, 56, 9, 8))
            hooves(s, (36, 17), (122, 17), (56, 14), (106, 14))
        else:
            s.add(path("M60 84 Q78 100 96 84 L100 124 H56 Z"), fill="#d9342b" if p.main != "#d8342c" else "#2f6fd0", w=3)
            s.line("M57 114 H99", 5, "#f6cf2e")
        with s.place(154 if v == 0 else 164, 66 if v == 0 else 106, 1, 0 if v == 0 else 10):
            camel_head(s)
    elif v == 1:  # one hump, standing tall
        s.line("M24 104 Q8 116 12 142", 6)
        s.add(leg(58, 130, 13), leg(108, 130, 13), fill=p.dark)
        s.add(path("M20 122 Q22 88 44 84 C54 26 94 26 106 84 Q140 94 132 126 Q120 142 78 140 Q26 146 20 122 Z"), leg(38, 120, 16),
              leg(122, 120, 16), tube("M122 112 C150 124 156 90 150 40", 25))
        s.flat(blob("74,40 88,52 84,66 76,60 66,66 61,54"), fill=p.dark)
        hooves(s, (38, 16), (122, 16), (58, 13), (108, 13))
        with s.place(152, 42, 1.02):
            camel_head(s)
    else:  # lying, two humps
        s.line("M20 160 Q4 166 8 184", 6)
        s.add(path("M14 170 Q14 136 30 128 C34 78 60 74 70 106 Q76 118 84 106 C94 74 118 80 122 126 Q150 140 142 174 Q130 187 78 187 Q20 190 14 170 Z"),
              tube("M122 156 C152 172 160 140 154 104", 26), tube("M112 178 L164 179", 15), tube("M40 178 L84 179", 15))
        s.line("M34 178 Q60 150 90 170")
        s.line("M44 94 Q52 84 60 96 M94 96 Q104 82 110 98", 6, p.dark)
        with s.place(156, 104):
            camel_head(s)
    return s.svg()


def spout(s: Sketch, x: float, y: float) -> None:
    """The jet of water a whale blows."""
    d = f"M{x} {y} V{y - 26} M{x} {y - 24} C{x - 4} {y - 42} {x - 24} {y - 42} {x - 26} {y - 24} M{x} {y - 24} C{x + 4} {y - 42} {x + 24} {y - 42} {x + 26} {y - 24}"
    s.line(d, 11)
    s.line(d, 6, "#c8ecf8")


@animal("whale", "whales", 6.0, "blue,grey,black,white", places=("water",))
def whale(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # round, with a spout
        spout(s, 132, 78)
        s.add(path("M10 52 C22 50 30 58 34 66 C38 56 50 50 62 54 C60 72 50 82 42 86 C48 106 60 108 70 98 C90 70 130 66 160 80 C196 98 198 150 170 172"
                   " C140 192 80 190 54 172 C26 150 22 110 28 84 C18 78 10 68 10 52 Z"))
        s.flat(path("M190 134 C188 152 182 166 170 172 C140 191 90 190 62 176 C100 176 150 170 190 134 Z"), fill=CREAM)
        s.eye(156, 116, 8)
        s.line("M188 132 Q172 142 160 138")
        s.add(blob("104,142 128,148 122,172 106,182 96,164"), fill=p.dark)
    elif v == 1:  # a sperm whale: a square head and a narrow jaw
        s.add(path("M122 150 H182 Q188 162 172 164 L112 164 Z"), fill=CREAM)
        s.add(path("M10 96 C4 84 6 74 10 70 C22 74 30 84 34 94 C42 86 54 84 64 88 C60 102 50 110 42 114 C56 118 76 104 96 94 C120 84 150 82 178 84"
                   " Q196 86 196 108 L192 140 Q188 152 176 152 L132 152 C120 172 80 172 58 154 C42 142 32 126 26 112 Q14 108 10 96 Z"))
        spout(s, 172, 80)
        s.eye(136, 134, 7)
        s.add(blob("96,150 116,152 112,176 98,184 88,166"), fill=p.dark)
        s.line("M152 104 q10 -5 20 0 M156 118 q9 -4 18 0", 4, p.dark)
    elif v == 2:  # leaping up out of the water
        s.add(path("M52 186 C30 190 14 180 8 168 C22 158 38 160 48 166 C46 152 54 142 66 136 C78 146 78 164 72 174 Q66 182 60 186 Z"))
        s.add(blob("58,178 70,150 82,100 108,44 146,12 178,14 182,56 166,108 128,150 84,170"))
        s.flat(path("M183 30 C184 70 160 120 128 148 C112 160 96 166 84 169 C118 140 150 100 162 62 Q172 50 183 30 Z"), fill=CREAM)
        s.line("M176 60 L150 104 M168 84 L132 128 M156 112 L116 148", 3)
        s.eye(148, 50, 8)
        s.add(blob("104,108 96,138 76,150 56,144 70,118 88,100"), fill=p.dark)
    else:  # long, with throat grooves and its flukes held high
        spout(s, 146, 96)
        s.add(path("M2 62 C10 46 26 46 34 56 C38 44 54 36 68 44 C66 60 54 68 44 70 C48 92 60 104 80 102 C120 90 170 92 194 120 C202 146 176 172 136 178"
                   " C84 186 40 160 30 110 Q28 88 28 74 C16 76 6 72 2 62 Z"))
        s.flat(path("M196 138 C192 160 166 174 136 178 C108 182 84 176 64 162 C110 168 160 160 196 138 Z"), fill=CREAM)
        s.line("M186 152 Q150 168 110 168 M172 164 Q140 176 100 174", 3)
        s.line("M196 136 Q174 148 152 140")
        s.eye(152, 124, 7)
        s.add(blob("112,144 136,148 120,174 84,190 80,182 98,162"), fill=p.dark)
        s.add(path("M60 112 Q64 92 80 92 Q80 104 92 110 Z"), fill=p.dark, w=3)
    return s.svg()


def octopus_face(s: Sketch, x: float, y: float, r: float = 11) -> None:
    with s.place(x, y):
        s.eyes(20, 0, r, 0.2)
        s.cheeks(32, 16, 7)
        s.line("M-10 16 Q0 26 10 16", 4)


@animal("octopus", "octopuses", 0.7, "purple,red,orange,pink", places=("water",), head=((100, 12, 60), (140, 44, 40), (100, 12, 54), (100, 10, 44)))
def octopus(v: int, p: Paint) -> str:
    s = Sketch(p)
    with s.place(100, 0):
        if v == 0:  # tentacles curled outwards
            s.add(*twin(tube("M12 120 C14 160 22 182 40 178", 16), tube("M36 116 C50 150 58 176 82 168 C94 160 88 146 78 150", 16)), fill=p.dark)
            s.add(blob("0,8 44,20 58,62 44,108 0,126 -44,108 -58,62 -44,20"),
                  *twin(tube("M22 110 C28 150 38 166 56 154", 18), tube("M42 104 C58 136 82 132 84 112 C84 100 72 100 72 108", 17)))
            s.spots(p.light, (-28, 34, 9, 7), (-8, 24, 6), (30, 36, 7, 6))
            octopus_face(s, 0, 70)
        elif v == 1:  # swimming to the right, tentacles trailing
            s.add(tube("M0 92 C-30 60 -50 96 -84 74", 16), tube("M-6 120 C-40 140 -60 104 -88 122", 16), tube("M8 136 C-20 170 -50 140 -78 168", 16), fill=p.dark)
            s.add(tube("M10 82 C-20 40 -50 70 -74 40", 16), tube("M0 104 C-30 84 -56 126 -90 98", 16), tube("M0 126 C-30 154 -56 120 -84 146", 16),
                  tube("M20 140 C0 184 -30 160 -56 184", 16), blob("40,42 80,58 92,98 78,138 36,152 4,136 -8,100 6,60"))
            s.spots(p.light, (30, 60, 9, 7), (12, 80, 6), (24, 132, 7))
            octopus_face(s, 50, 92)
        elif v == 2:  # waving half of its tentacles in the air
            s.add(*twin(tube("M40 96 C70 90 62 60 82 44", 15), tube("M14 130 Q20 160 12 180", 15)), fill=p.dark)
            s.add(*twin(tube("M40 110 C70 128 92 110 84 84", 17), tube("M34 124 C44 160 68 176 86 158", 17)),
                  blob("0,8 40,22 56,68 48,120 24,144 -24,144 -48,120 -56,68 -40,22"))
            s.flat(*twin(oval(72, 112, 4), oval(84, 100, 4), oval(58, 160, 4), oval(72, 165, 4)), fill=p.light)
            s.flat(oval(-20, 28, 10, 6), oval(0, 24, 5), fill=p.light)
            octopus_face(s, 0, 84, 13)
        else:  # a tall head on straight tentacles with suckers
            s.add(*twin(tube("M10 128 L14 180", 16), tube("M34 124 Q54 150 58 180", 16)), fill=p.dark)
            s.add(blob("0,6 34,20 44,60 36,96 50,124 0,140 -50,124 -36,96 -44,60 -34,20"),
                  *twin(tube("M26 124 Q38 150 36 179", 18), tube("M42 116 Q78 134 82 178", 18)))
            s.flat(*twin(oval(31, 146, 4.500), oval(34, 160, 4.500), oval(35, 174, 4), oval(66, 136, 4.500), oval(76, 152, 4.500), oval(80, 168, 4)), fill=p.light)
            octopus_face(s, 0, 76, 13)
    return s.svg()
