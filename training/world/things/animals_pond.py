"""Animals of the pond, the sea and the flower bed."""
from __future__ import annotations

from ..drawing import Paint
from .animals import RED, WHITE, Sketch, blob, oval, path, patch_colour, tube, twin
from .animals_fit import animal


def frog_face(s: Sketch, tongue: bool = False) -> None:
    """Eyes bulging above a very wide mouth."""
    s.add(oval(0, 0, 56, 36), *twin(oval(32, -32, 20)))
    s.eyes(32, -34, 14)
    s.line("M-40 4 Q0 34 40 4", 5)
    s.flat(oval(-6, -8, 2.5), oval(6, -8, 2.5), fill=s.p.line)
    s.cheeks(44, 10, 6)
    if tongue:
        s.add(path("M-10 18 V36 C-10 48 10 48 10 36 V18 Z"), fill="#f0647c", w=3)


@animal("frog", "frogs", 0.12, "green,brown,yellow", places=("ground", "water"), head=((100, 52, 24), (142, 58, 32), (124, 58, 26), (100, 52, 30)))
def frog(v: int, p: Paint) -> str:
    s = Sketch(p)
    if v == 0:  # squatting, from the front
        with s.place(100, 0):
            s.add(*twin(blob("36,120 78,112 90,146 74,180 44,184")), *twin(oval(72, 181, 24, 7)))
            s.add(blob("0,96 50,110 56,150 36,180 -36,180 -56,150 -50,110"))
            s.flat(oval(0, 146, 32, 30), fill=p.light)
            s.add(*twin(tube("M34 132 Q40 160 28 178", 15), oval(26, 182, 18, 6)))
            with s.place(0, 82, 1.2):
                frog_face(s)
    elif v == 1:  # sitting, from the side
        s.add(path("M18 168 C36 120 90 84 128 88 C120 60 152 52 160 78 C186 86 196 104 184 118 C176 132 150 134 146 146 L126 180 H40 Q16 184 18 168 Z"))
        s.flat(path("M184 118 C176 132 150 134 146 146 L134 166 Q116 140 150 118 Z"), fill=p.light)
        s.add(tube("M128 136 Q142 160 134 180 L154 181", 14))
        s.add(blob("30,178 40,136 76,128 96,150 84,172 112,180 110,187 36,187"))
        s.spots(p.dark, (84, 108, 9, 7), (106, 98, 6), (60, 124, 7, 6))
        s.add(oval(142, 78, 20), w=4)
        s.eye(145, 76, 13)
        s.line("M186 112 Q164 122 140 112", 5)
    elif v == 2:  # leaping, its legs stretched behind
        s.add(tube("M66 126 L30 122 L40 162 L14 160", 14), oval(8, 160, 18, 7, -10), fill=p.dark)
        s.add(blob("48,146 70,104 124,84 160,110 140,144 96,160 66,162"), tube("M66 150 L96 172 L46 184", 17), oval(34, 185, 22, 7, -6),
              tube("M140 130 L166 150 L182 142", 13), oval(188, 140, 12, 8, -30))
        s.flat(blob("70,154 100,140 140,132 128,146 96,156"), fill=p.light)
        s.spots(p.dark, (78, 116, 10, 7, -30), (66, 134, 7))
        with s.place(132, 90, 0.9, -14):
            frog_face(s)
    else:  # broad, spotted, tongue out
        with s.place(100, 0):
            s.add(*twin(blob("40,138 84,126 96,160 78,184 40,186")))
            s.add(blob("0,86 60,104 74,146 52,184 -52,184 -74,146 -60,104"), *twin(oval(30, 182, 18, 6)))
            with s.place(0, 96, 1.34):
                frog_face(s, tongue=True)
            s.spots(p.dark, (0, 62, 9, 7), (-62, 152, 9, 10), (62, 152, 9, 10), (-34, 156, 7), (32, 158, 8), (0, 166, 6))
    return s.svg()


def turtle_head(s: Sketch, skin: str) -> None:
    s.add(oval(0, 0, 24, 21), fill=skin)
    s.eye(7, -5, 7)
    s.line("M22 8 Q12 12 4 8", 3.5)


@animal("turtle", "turtles", 0.35, "green,brown,yellow", places=("ground", "water"))
def turtle(v: int, p: Paint) -> str:
    s = Sketch(p)
    skin = p.light
    if v == 0:  # walking, a domed shell
        s.add(path("M22 160 L2 172 L28 174 Z"), tube("M50 156 L44 180", 22), tube("M124 156 L130 180", 22), fill=skin)
        s.add(tube("M134 152 Q160 154 168 126", 22), fill=skin)
        with s.place(170, 116):
            turtle_head(s, skin)
        s.add(path("M14 160 C14 60 150 60 152 160 Z"))
        s.add(path("M64 88 H102 L116 118 L100 142 H66 L50 118 Z"))
        s.line("M64 88 L52 102 M102 88 L116 102 M116 118 L144 124 M100 142 L108 158 M66 142 L58 158 M50 118 L22 124", 4)
        s.add(tube("M16 160 H150", 11))
    elif v == 1:  # a sea turtle from above
        s.add(blob("116,66 150,20 180,14 176,44 140,84"), blob("116,134 150,180 180,186 176,156 140,116"), blob("52,76 20,48 12,62 34,92"),
              blob("52,124 20,152 12,138 34,108"), path("M34 94 L8 100 L34 106 Z"), oval(166, 100, 26, 22), fill=skin)
        s.add(oval(92, 100, 66, 54))
        s.add(path("M72 74 H110 L126 100 L110 126 H72 L56 100 Z"))
        s.line("M72 74 L62 56 M110 74 L118 56 M126 100 H154 M110 126 L118 144 M72 126 L62 144 M56 100 H30", 4)
        s.eye(174, 88, 6)
        s.eye(174, 112, 6)
    elif v == 2:  # a high shell, its neck stretched up
        s.add(tube("M44 150 L40 178", 26), tube("M116 150 L120 178", 26), fill=skin)
        s.add(tube("M126 144 C160 140 152 100 158 72", 22), fill=skin)
        with s.place(162, 62, 1.08):
            turtle_head(s, skin)
        s.add(blob("6,150 16,96 50,62 96,58 132,92 144,150 110,164 40,164"))
        s.spots(p.dark, (74, 86, 20, 15), (40, 116, 15, 14), (108, 116, 15, 14), (74, 128, 14, 14))
        s.line("M10 148 Q74 166 140 148", 5)
    else:  # from the front, peeping out
        with s.place(100, 0):
            s.add(*twin(tube("M52 150 L62 176", 28)), fill=skin)
            s.add(path("M-86 150 C-84 36 84 36 86 150 Q0 180 -86 150 Z"))
            s.add(path("M-24 66 H24 L34 98 H-34 Z"), path("M-48 78 L-44 108 L-74 126 Q-72 100 -48 78 Z"), path("M48 78 L44 108 L74 126 Q72 100 48 78 Z"))
            s.add(oval(0, 144, 34, 31), fill=skin)
            s.eyes(15, 134, 9)
            s.cheeks(27, 150, 6)
            s.line("M-14 154 Q0 166 14 154", 4)
    return s.svg()


def snail_eyes(s: Sketch, x: float, y: float, skin: str) -> None:
    """Two stalks with an eye on each, from (x, y) upwards."""
    s.add(tube(f"M{x - 4} {y} L{x - 14} {y - 42} M{x + 8} {y} L{x + 20} {y - 38}", 8), fill=skin, w=3.5)
    s.eye(x - 15, y - 46, 10)
    s.eye(x + 21, y - 42, 10)


@animal("snail", "snails", 0.05, "brown,orange,pink,yellow")
def snail(v: int, p: Paint) -> str:
    s = Sketch(p)
    skin, spiral = p.light, "M{0} {1} m0 2 c-14 0 -14 -20 2 -20 c24 0 26 38 -4 38 c-42 0 -40 -62 8 -62 c50 0 56 66 34 84"
    if v == 0:  # creeping
        snail_eyes(s, 162, 132, skin)
        s.add(path("M6 187 Q30 166 70 168 H130 C150 160 136 124 160 118 C184 116 190 140 184 160 Q180 187 152 187 Z"), fill=skin)
        s.add(oval(86, 110, 66, 64))
        s.line(spiral.format(84, 112), 7)
        s.line("M182 152 Q174 160 164 156")
    elif v == 1:  # a tall pointed shell
        snail_eyes(s, 166, 140, skin)
        s.add(path("M4 187 Q24 170 60 170 H130 C150 164 142 132 164 126 C188 124 194 148 188 166 Q184 187 160 187 Z"), fill=skin)
        s.add(path("M20 168 C10 140 26 120 36 104 C34 84 48 70 58 58 C58 42 68 26 82 14 C96 26 106 42 106 58 C118 72 128 88 126 104 C142 122 150 146 136 170 Z"))
        s.line("M58 58 Q80 72 106 56 M37 104 Q78 122 126 102 M24 142 Q80 162 142 138", 7)
        s.line("M186 160 Q178 168 168 164")
    elif v == 2:  # rearing up, a striped shell
        snail_eyes(s, 160, 66, skin)
        s.add(path("M8 187 Q40 170 80 172 C128 170 134 130 136 90 C136 62 152 52 166 56 C186 60 186 84 180 104 C172 150 168 187 120 187 Z"), fill=skin)
        s.add(oval(76, 116, 64, 62))
        s.add(oval(80, 120, 42, 40))
        s.add(oval(84, 122, 20, 19))
        s.spots(p.dark, (28, 96, 6), (46, 74, 6), (22, 124, 6), (72, 64, 6))
        s.line("M180 88 Q172 96 162 92")
    else:  # large shell, little head peeping out, from the front
        s.add(path("M52 187 Q52 164 100 160 Q150 164 160 187 Z"), fill=skin)
        s.add(oval(86, 94, 78, 80))
        s.parts.append('<g transform="translate(-14 -30) scale(1.16)">')
        s.line(spiral.format(84, 112), 7)
        s.parts.append("</g>")
        snail_eyes(s, 148, 136, skin)
        s.add(oval(150, 150, 32, 28), fill=skin)
        s.line("M138 156 Q150 168 162 156")
        s.flat(oval(130, 148, 6, 4), oval(170, 148, 6, 4), fill="#f59ab0")
    return s.svg()


def feelers(s: Sketch, y: float) -> None:
    s.line(f"M-4 {y} C-8 {y - 20} -18 {y - 28} -28 {y - 28} M4 {y} C8 {y - 20} 18 {y - 28} 28 {y - 28}", 5)
    s.flat(*twin(oval(28, y - 28, 6)), fill=s.p.line)


@animal("butterfly", "butterflies", 0.08, "orange,blue,yellow,purple", places=("air", "ground"))
def butterfly(v: int, p: Paint) -> str:
    s = Sketch(p)
    body = p.line
    if v == 0:  # wings open, round
        with s.place(100, 0):
            s.add(*twin(blob("6,96 20,40 60,14 90,26 92,70 64,106 20,112"), blob("8,108 50,110 80,132 72,168 44,182 18,160")), w=5)
            s.flat(*twin(oval(62, 52, 14), oval(46, 146, 12), oval(34, 82, 9, 7)), fill=p.light)
            s.flat(*twin(oval(62, 52, 6), oval(46, 146, 5)), fill=WHITE)
            feelers(s, 60)
            s.flat(oval(0, 112, 9, 52), oval(0, 62, 12), fill=body)
            s.flat(oval(-4, 60, 2.5), oval(4, 60, 2.5), fill=WHITE)
    elif v == 1:  # from the side, wings closed upwards, on its feet
        s.add(blob("116,132 90,90 84,40 112,12 146,20 160,60 140,110"), fill=p.dark, w=5)
        s.add(blob("112,140 76,120 28,60 26,24 60,10 104,40 124,100"), blob("108,142 70,130 30,124 14,148 34,174 76,172 104,156"), w=5)
        s.spots(p.light, (56, 42, 13, 11), (78, 80, 10, 9), (46, 148, 12, 11))
        s.spots(WHITE, (46, 148, 5))
        s.line("M160 110 C168 90 180 88 188 92 M164 116 C176 102 186 106 194 112", 4)
        s.line("M112 150 L104 184 M126 146 L128 184 M138 138 L150 182", 4)
        s.flat(tube("M70 172 L150 124", 15), oval(156, 120, 14), fill=body)
        s.eye(160, 116, 5)
    elif v == 2:  # a swallowtail with striped wings
        with s.place(100, 0):
            s.add(*twin(path("M6 100 C16 60 60 14 94 12 C98 50 80 100 56 112 L6 112 Z"), path("M8 104 L56 110 C78 122 72 150 60 158 Q66 178 58 188 Q46 180 46 164 C24 162 10 140 8 104 Z")), w=5)
            s.line("M84 22 Q84 70 54 102 M66 32 Q58 70 34 100 M-84 22 Q-84 70 -54 102 M-66 32 Q-58 70 -34 100", 6, p.dark)
            s.flat(*twin(oval(48, 142, 9), oval(28, 126, 6)), fill="#f6cf2e" if p.main != "#f6cf2e" else RED)
            feelers(s, 62)
            s.flat(oval(0, 112, 8, 50), oval(0, 66, 11), fill=body)
    else:  # flying aslant to the right, with rounded wings
        with s.place(96, 104, 0.96, 38):
            s.add(blob("4,-14 10,-66 36,-94 66,-86 72,-48 48,-12 12,4"), blob("6,2 44,4 68,26 60,58 34,66 10,40"), w=5)
            s.add(blob("-4,-14 -18,-62 -50,-84 -80,-66 -78,-28 -46,-2 -12,4"), blob("-6,2 -48,10 -66,36 -52,64 -26,64 -8,40"), w=5)
            s.spots(WHITE, (46, -66, 9), (60, -44, 6), (-58, -58, 9), (-66, -36, 6), (40, 34, 7), (-42, 38, 7))
            s.spots(p.dark, (30, -36, 10, 14, 20), (-32, -32, 10, 14, -30))
            feelers(s, -36)
            s.flat(oval(0, 10, 9, 44), oval(0, -38, 12), fill=body)
            s.flat(oval(-4, -42, 2.5), oval(4, -42, 2.5), fill=WHITE)
    return s.svg()


@animal("fish", "fish", 0.3, "orange,blue,yellow,red", places=("water",))
def fish(v: int, p: Paint) -> str:
    s = Sketch(p)
    scales = "M{0} {1} q-10 10 0 20"
    if v == 0:  # the plain fish
        s.add(path("M56 104 C30 70 14 58 4 62 Q18 100 4 146 C18 150 34 138 56 108 Z"), path("M84 62 C96 36 126 36 142 56 L130 72 Z"),
              path("M92 146 Q98 170 120 168 L122 140 Z"))
        s.add(path("M40 104 C70 44 160 40 194 104 C160 166 70 164 40 104 Z"))
        s.line("M146 66 Q128 104 146 142", 5)
        s.line("".join(scales.format(x, y) for x, y in ((112, 76), (112, 108), (90, 92), (90, 116), (70, 94))), 4, p.dark)
        s.eye(164, 94, 10)
        s.line("M190 112 Q180 116 174 112")
    elif v == 1:  # a round goldfish with a flowing tail
        s.add(blob("66,104 40,60 10,40 4,64 20,88 2,104 20,124 6,154 30,166 60,130"), blob("84,58 92,28 124,18 150,34 146,64"), path("M100 150 Q96 180 120 182 L132 150 Z"))
        s.line("M18 62 L44 84 M16 144 L42 124 M106 32 L104 48 M126 30 L122 46", 4, p.dark)
        s.add(oval(122, 104, 70, 60))
        s.line("M146 54 Q122 104 146 154", 5)
        s.add(blob("116,108 92,100 78,116 88,132 112,126"), fill=p.light)
        s.eye(164, 86, 15)
        s.line("M190 116 Q178 124 170 116", 5)
    elif v == 2:  # long, with stripes
        s.add(path("M46 106 L6 70 L18 106 L6 144 Z"), path("M70 80 L120 56 L150 80 Z"), path("M80 132 L104 156 L116 132 Z"))
        s.add(path("M30 106 C70 66 160 64 196 108 C160 146 70 146 30 106 Z"))
        s.flat(path("M70 86 Q80 106 70 128 L80 132 Q90 106 80 82 Z M106 76 Q116 106 106 137 L118 138 Q128 106 118 75 Z"), fill=patch_colour(p))
        s.eye(166, 98, 9)
        s.line("M192 112 Q180 120 170 116")
        s.line("M148 80 Q136 106 148 134", 5)
    else:  # an angelfish, tall as it is long
        s.add(path("M52 104 C34 84 16 76 8 80 Q20 104 8 130 C16 134 34 124 52 108 Z"), fill=p.dark)
        s.add(path("M44 104 C70 80 84 50 74 10 C110 20 136 50 152 72 Q184 84 192 106 Q184 128 152 138 C136 160 110 184 74 192 C84 156 70 128 44 104 Z"))
        s.line("M88 26 Q112 104 88 180 M128 50 Q144 104 128 160", 9, p.dark)
        s.eye(166, 98, 9)
        s.line("M190 112 Q182 116 176 112")
    return s.svg()


def claw(s: Sketch, x: float, y: float, turn: float, k: float = 1, flip: int = 1) -> None:
    """An open pincer pointing up from (x, y)."""
    s.parts.append(f'<g transform="translate({x} {y}) scale({flip} 1) rotate({turn}) scale({k})">')
    s.add(path("M-4 8 C-30 -2 -34 -40 -8 -56 C-10 -40 -4 -34 4 -28 C8 -36 18 -44 24 -52 C36 -30 28 2 8 8 Z"))
    s.parts.append("</g>")


@animal("crab", "crabs", 0.15, "red,orange,brown", places=("ground", "water"), head=((100, 63, 50), (100, 99, 54), (100, 36, 60), (100, 38, 54)))
def crab(v: int, p: Paint) -> str:
    s = Sketch(p)
    with s.place(100, 0):
        if v == 0:  # wide, pincers to the sides and up
            s.line("M-12 110 V78 M12 110 V78", 8)
            s.add(*twin(tube("M44 150 L76 154 L84 178", 9), tube("M40 158 L60 168 L64 184", 9), tube("M48 138 L86 136 L96 160", 9)))
            s.add(*twin(tube("M46 124 Q66 118 68 98", 13)))
            claw(s, 68, 92, 8)
            claw(s, -68, 92, 8, flip=-1)
            s.add(blob("0,96 46,106 64,134 44,164 0,172 -44,164 -64,134 -46,106"))
            s.eye(12, 76, 12, 0)
            s.eye(-12, 76, 12, 0)
            s.line("M-18 140 Q0 156 18 140", 5)
            s.cheeks(36, 138, 8)
        elif v == 1:  # pincers raised high over its head
            s.add(*twin(tube("M50 150 L82 146 L92 170", 9), tube("M46 160 L72 164 L78 182", 9), tube("M36 166 L50 176 L50 186", 9)))
            s.add(*twin(tube("M54 130 C84 120 76 90 56 80", 13)))
            claw(s, 52, 76, -12, 1.15)
            claw(s, -52, 76, -12, 1.15, -1)
            s.add(path("M-66 140 C-66 96 66 96 66 140 Q60 172 0 174 Q-60 172 -66 140 Z"))
            s.eyes(16, 112, 12)
            s.spots(p.light, (-40, 122, 6), (40, 122, 6), (0, 132, 5), (-52, 142, 5), (52, 142, 5))
            s.add(path("M-18 146 H18 Q14 164 0 164 Q-14 164 -18 146 Z"), fill=WHITE, w=3)
        elif v == 2:  # long eye stalks, one large pincer
            s.line("M-14 110 L-20 56 M14 110 L20 56", 8)
            s.add(*twin(tube("M36 150 L64 148 L70 180", 9), tube("M30 160 L46 168 L46 184", 9), tube("M40 136 L80 126 L92 166", 9)))
            s.add(tube("M40 124 Q56 122 60 104", 15), tube("M-40 124 Q-60 128 -64 114", 10))
            claw(s, 60, 98, 12, 1.4)
            claw(s, -64, 108, 4, 0.72, -1)
            s.add(blob("0,90 40,100 54,126 40,160 0,170 -40,160 -54,126 -40,100"))
            s.spots(p.dark, (-20, 108, 6), (0, 102, 6), (20, 108, 6))
            s.eye(-20, 50, 13, 0.2)
            s.eye(20, 50, 13, 0.2)
            s.line("M-14 142 H14", 5)
        else:  # round, pincers hanging at its sides, legs arched out wide
            s.add(*twin(tube("M36 88 Q76 64 90 96", 9), tube("M46 100 Q92 92 92 128", 9), tube("M30 160 L44 184", 9), tube("M14 164 L18 186", 9)))
            s.add(*twin(tube("M44 120 Q70 112 74 126", 13)))
            claw(s, 70, 128, 176, 0.96, -1)
            claw(s, -70, 128, 176, 0.96)
            s.add(blob("0,74 44,82 62,116 48,156 0,170 -48,156 -62,116 -44,82"))
            s.line("M-16 80 V58 M16 80 V58", 8)
            s.eye(16, 52, 13, 0)
            s.eye(-16, 52, 13, 0)
            s.line("M-22 122 Q0 140 22 122", 5)
            s.cheeks(36, 118, 8)
            s.line("M-34 94 q8 -6 16 0 M18 94 q8 -6 16 0", 4, p.dark)
    return s.svg()
