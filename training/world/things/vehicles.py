"""Vehicles: on wheels, on rails, on water and in the air. Everything faces right."""
from __future__ import annotations

import math

from world.drawing import Paint, thing
from world.things.built_shapes import GLOW, WOOD, Brush

FLAME = "#f08a1d"
FLAME_CORE = "#ffdf5a"


# Car

def beetle_car(p: Paint) -> str:
    b = Brush(p)
    b.path("M7,170 V148 Q10,122 42,116 Q62,66 106,66 Q150,66 162,114 Q192,118 194,150 V170 Z")
    b.glass("M58,114 Q72,82 100,82 V114 Z")
    b.glass("M111,82 Q138,82 147,114 H111 Z")
    b.stroke("M105,80 V164 M114,128 h10")
    b.path("M16,170 A34,34 0 0 1 84,170 Z", p.dark)
    b.path("M118,170 A34,34 0 0 1 186,170 Z", p.dark)
    b.wheel(50, 167, 24)
    b.wheel(152, 167, 24)
    b.lamp(184, 134, 10)
    b.snow("M66,88 Q82,66 106,66 Q132,66 146,88")
    return str(b)


def front_car(p: Paint) -> str:
    b = Brush(p)
    for x in (24, 142):
        b.box(x, 146, 34, 43, b.tyre, 10)
    b.path("M46,112 L64,54 Q67,44 78,44 H122 Q133,44 136,54 L154,112 Z")
    b.glass("M62,106 L75,60 H125 L138,106 Z")
    b.oval(34, 96, 14, 10)
    b.oval(166, 96, 14, 10)
    b.box(14, 104, 172, 66, None, 24)
    b.stroke("M56,110 Q62,124 74,124 H126 Q138,124 144,110", p.dark)
    b.path("M76,134 H124 Q120,154 100,154 Q80,154 76,134 Z", p.dark)
    b.box(8, 158, 184, 17, p.light, 8)
    for x in (44, 156):
        b.lamp(x, 134, 17, beam=False)
    b.snow("M72,46 H128")
    b.snow("M22,110 Q24,106 44,106 M156,106 Q176,106 178,110", 6)
    return str(b)


def open_car(p: Paint) -> str:
    b = Brush(p)
    b.path("M62,128 Q58,92 72,90 Q84,92 88,128 Z", p.dark)
    b.glass("M122,126 L100,80 L110,80 L142,126 Z")
    b.stroke("M92,116 L104,100 M98,94 L110,108", width=5)
    b.path("M4,106 L36,120 Q64,116 70,122 Q76,142 90,142 H108 Q116,142 120,122 Q186,120 195,152 V170 H6 Q8,130 4,106 Z")
    b.path("M90,142 H108 Q116,142 118,128 V166 H84 V140 Z", p.light, 3)
    b.stroke("M94,150 h10")
    b.stroke("M126,138 Q160,134 184,144", p.light, 5)
    b.wheel(44, 164, 27)
    b.wheel(156, 164, 27)
    b.lamp(187, 142, 9)
    b.snow("M10,110 L36,121 L60,120 M128,122 Q156,122 172,128", 7)
    return str(b)


def family_car(p: Paint) -> str:
    b = Brush(p)
    b.box(34, 36, 46, 28, p.light, 5)
    b.box(82, 44, 36, 20, p.dark, 5)
    b.stroke("M50,36 v-6 h14 v6 M24,64 H124", width=5)
    b.path("M6,170 V118 L20,78 Q22,70 32,70 H116 Q126,70 132,78 L152,114 Q190,116 194,142 V170 Z")
    b.glass("M22,114 L32,82 H52 V114 Z")
    b.pane(60, 82, 36, 32)
    b.glass("M104,82 H118 L138,114 H104 Z")
    b.stroke("M56,116 V166 M100,116 V166 M66,130 h10 M110,130 h10")
    b.box(4, 154, 192, 14, p.dark, 6)
    b.wheel(46, 166, 25)
    b.wheel(154, 166, 25)
    b.lamp(186, 136, 9)
    b.snow("M34,37 H80 M86,45 H116", 7)
    return str(b)


@thing("car", "cars", "vehicle", 1.5, "red,blue,yellow,green", synonyms=("automobile",))
def car(v: int, p: Paint) -> str:
    return (beetle_car, front_car, open_car, family_car)[v](p)


# Bus

def city_bus(p: Paint) -> str:
    b = Brush(p)
    b.box(4, 58, 192, 114, None, 16)
    b.box(40, 46, 70, 14, p.dark, 5)
    for x in (14, 48, 82, 116):
        b.pane(x, 74, 28, 40)
    b.box(152, 74, 36, 96, p.dark, 4)
    b.pane(156, 78, 12, 86, 2, 3)
    b.pane(172, 78, 12, 86, 2, 3)
    b.stroke("M8,130 H148", p.light, 7)
    b.wheel(42, 167, 23)
    b.wheel(126, 167, 23)
    b.lamp(190, 158, 6)
    b.snow("M16,59 H36 M46,46 H104 M116,59 H184")
    return str(b)


def double_decker(p: Paint) -> str:
    b = Brush(p)
    b.box(8, 8, 184, 164, None, 18)
    b.box(8, 76, 184, 14, p.light, 0, 3)
    for x in (18, 52, 86, 120, 154):
        b.pane(x, 24, 28, 40)
    for x in (18, 52, 86):
        b.pane(x, 98, 28, 36)
    b.glass("M158,98 H188 V140 H158 Z")
    b.box(122, 98, 28, 72, p.dark, 3)
    b.pane(127, 103, 18, 60, 2, 3)
    b.wheel(46, 167, 23)
    b.wheel(164, 167, 23)
    b.lamp(190, 154, 6)
    b.snow("M22,9 H178", 11)
    return str(b)


def front_bus(p: Paint) -> str:
    b = Brush(p)
    for x in (42, 130):
        b.box(x, 152, 28, 37, b.tyre, 8)
    for x, arm in ((4, "M36,42 H14"), (178, "M164,42 H186")):
        b.stroke(arm, width=6)
        b.box(x, 42, 18, 36, p.dark, 7)
    b.box(32, 8, 136, 166, None, 22)
    b.pane(54, 16, 92, 22, 6)
    b.stroke("M66,27 h40 M116,27 h18", width=5)
    b.pane(42, 48, 116, 64, 10)
    b.stroke("M100,48 V112 M70,110 l18,-26 M128,110 l18,-26")
    b.box(32, 122, 136, 10, p.light, 0, 3)
    b.box(76, 140, 48, 14, p.dark, 6)
    for x in (54, 146):
        b.lamp(x, 148, 11, beam=False)
    b.box(26, 164, 148, 13, p.dark, 6)
    b.snow("M48,9 H152", 11)
    return str(b)


def school_bus(p: Paint) -> str:
    b = Brush(p)
    b.path("M4,172 V70 Q4,54 22,54 H132 Q148,54 150,70 L154,112 H180 Q196,114 196,136 V172 Z")
    for x in (14, 41, 68):
        b.pane(x, 68, 22, 36)
    b.box(95, 68, 26, 100, p.dark, 3)
    b.pane(100, 73, 16, 40, 2, 3)
    b.pane(100, 122, 16, 40, 2, 3)
    b.glass("M127,68 H140 L145,106 H127 Z")
    b.stroke("M6,116 H92 M6,132 H92 M124,132 H192", p.dark, 6)
    b.stroke("M164,124 v18 M172,124 v18", p.dark)
    b.path("M134,172 A28,28 0 0 1 190,172 Z", p.dark)
    b.wheel(46, 167, 23)
    b.wheel(162, 167, 23)
    b.lamp(190, 130, 8)
    b.disc(22, 54, 5, "#f08a1d", 3)
    b.snow("M34,54 H132")
    return str(b)


@thing("bus", "buses", "vehicle", 3.2, "red,yellow,blue,green", synonyms=("coach",))
def bus(v: int, p: Paint) -> str:
    return (city_bus, double_decker, front_bus, school_bus)[v](p)


# Truck

def box_truck(p: Paint) -> str:
    b = Brush(p)
    b.box(10, 150, 176, 14, p.dark)
    b.path("M134,166 V82 H166 Q175,82 179,92 L190,124 Q196,128 196,136 V166 Z", p.light)
    b.glass("M146,94 H164 L175,124 H146 Z")
    b.stroke("M148,138 h10")
    b.box(4, 40, 124, 114)
    b.stroke("M24,52 V144 M45,52 V144 M66,52 V144 M87,52 V144 M108,52 V144", p.dark, 5)
    b.box(182, 152, 15, 14, p.dark, 4)
    for x in (32, 84, 160):
        b.wheel(x, 166, 24)
    b.lamp(190, 142, 7)
    b.snow("M8,41 H124 M142,82 H164")
    return str(b)


def tipper_truck(p: Paint) -> str:
    b = Brush(p)
    b.path("M22,96 Q26,62 56,64 Q70,34 98,46 L112,60 Z", "#b08a5c")
    b.stroke("M92,148 L104,96", p.line, 9)
    b.box(14, 144, 176, 16, p.dark)
    b.poly("2,88 120,34 136,104 40,138 18,124")
    b.stroke("M34,84 l14,42 M62,71 l14,44 M90,58 l14,46", p.dark, 6)
    b.path("M134,162 V78 H166 Q174,78 178,86 L188,118 Q196,120 196,130 V162 Z")
    b.glass("M146,90 H164 L174,116 H146 Z")
    b.stroke("M178,134 h14 M178,144 h14", p.dark)
    for x, y, r in ((8, 138, 6), (18, 160, 5), (6, 178, 6)):
        b.disc(x, y, r, "#b08a5c", 3)
    for x in (46, 100, 164):
        b.wheel(x, 165, 25)
    b.lamp(190, 154, 6)
    b.snow("M140,78 H166")
    b.snow("M30,90 Q34,68 58,66 Q72,40 96,48", 7)
    return str(b)


def big_rig(p: Paint) -> str:
    b = Brush(p)
    b.puff((118, 14, 7), (106, 8, 6))
    b.tubes(7, "M122,30 V110", fill="#c9ced4")
    b.box(3, 44, 108, 112, None, 4)
    b.box(3, 92, 108, 20, p.light, 0, 3)
    b.box(12, 154, 176, 12, p.dark)
    b.path("M118,166 V74 Q118,62 130,62 H142 Q150,62 152,72 L156,108 H186 Q197,108 197,124 V166 Z")
    b.glass("M130,76 H141 L146,106 H130 Z")
    b.box(178, 116, 18, 36, "#c9ced4", 3)
    b.stroke("M187,120 v28", width=3)
    b.path("M138,168 Q142,134 166,134 Q190,134 194,168 Z", p.dark)
    for x in (24, 66, 120):
        b.wheel(x, 169, 21)
    b.wheel(166, 168, 22)
    b.lamp(180, 132, 7)
    b.snow("M6,45 H108 M128,63 H144 M162,108 H184")
    return str(b)


def pickup_truck(p: Paint) -> str:
    b = Brush(p)
    b.blob([(24, 98, 13), (46, 92, 15), (68, 98, 13)], "#e7c65c", "#8a6a1c")
    b.box(4, 92, 82, 12, p.light, 3)
    b.box(4, 108, 82, 12, p.light, 3)
    b.box(8, 84, 10, 46, p.dark)
    b.box(42, 84, 10, 46, p.dark)
    b.path("M2,170 V124 H86 V74 Q88,54 108,54 H126 Q140,56 146,80 L152,108 Q190,108 195,136 L196,170 Z")
    b.glass("M98,102 V80 Q100,68 110,68 H122 Q130,70 134,84 L138,102 Z")
    b.stroke("M92,112 H144 V164 M102,124 h10", width=4)
    b.path("M14,170 Q18,132 46,132 Q76,132 80,170 Z", p.dark)
    b.path("M122,170 Q126,128 156,128 Q186,128 190,170 Z", p.dark)
    b.wheel(46, 165, 25)
    b.wheel(156, 165, 25)
    b.lamp(186, 124, 10)
    b.snow("M100,55 H130 M156,108 Q170,108 178,114 M10,92 H80", 8)
    return str(b)


@thing("truck", "trucks", "vehicle", 3.4, "blue,red,green,orange", synonyms=("lorry",))
def truck(v: int, p: Paint) -> str:
    return (box_truck, tipper_truck, big_rig, pickup_truck)[v](p)


# Bicycle

def saddle(b: Brush, x: float, y: float, size: float = 1) -> None:
    """A bicycle saddle whose top is at x, y."""
    s = size
    b.path(f"M{x - 24 * s},{y} Q{x - 8 * s},{y + 2} {x + 26 * s},{y} Q{x + 26 * s},{y + 9 * s} {x},{y + 10 * s} "
           f"Q{x - 14 * s},{y + 22 * s} {x - 24 * s},{y} Z", b.p.dark)
    b.snow(f"M{x - 16 * s},{y} H{x + 16 * s}", 6)


def racing_bicycle(p: Paint) -> str:
    b = Brush(p)
    b.ring(48, 144, 46)
    b.ring(152, 144, 46)
    b.stroke("M74,84 L70,66 M134,86 L130,62", width=8)
    b.tubes(11, "M48,144 L92,146 L74,82 Z", "M78,96 L136,90", "M92,146 L138,96", "M132,72 L152,144")
    b.tubes(7, "M130,60 H152 Q170,66 160,82 L146,86", fill=p.dark)
    b.disc(92, 146, 14, p.light)
    b.stroke("M92,146 L104,168 M96,170 h18", width=6)
    saddle(b, 70, 58)
    return str(b)


def city_bicycle(p: Paint) -> str:
    b = Brush(p)
    b.ring(48, 146, 44)
    b.ring(154, 146, 44)
    b.tubes(8, "M6,136 Q12,96 48,94 Q74,96 86,120", "M116,126 Q130,96 156,94 Q186,98 194,128")
    b.tubes(7, "M26,92 H66", fill=p.dark)
    b.tubes(12, "M136,76 Q120,136 88,148", "M132,100 Q106,122 78,112", "M88,148 L66,74", "M48,146 L88,148", "M134,62 L154,146")
    b.tubes(7, "M136,76 L132,42 Q120,32 102,44", fill=p.dark)
    for x, y in ((152, 44), (166, 38), (180, 46)):
        b.disc(x, y, 9, "#f6cf2e" if x == 166 else "#f6f5f0", 3)
    b.path("M140,54 H194 L186,90 H150 Z", p.light)
    b.stroke("M154,56 L158,88 M167,56 V88 M180,56 L177,88 M146,72 H190", width=3)
    b.disc(88, 148, 13, p.light)
    b.stroke("M88,148 L76,168 M68,170 h18", width=6)
    saddle(b, 64, 62)
    return str(b)


def penny_farthing(p: Paint) -> str:
    b = Brush(p)
    b.ring(122, 116, 74, 13, 8)
    b.ring(28, 164, 26, 9, 3)
    b.tubes(12, "M120,30 Q44,36 28,164", "M120,28 L122,116")
    b.tubes(7, "M132,46 Q144,24 120,22 Q106,22 108,40", fill=p.dark)
    b.disc(122, 116, 11, p.light)
    b.stroke("M122,116 L136,142 M128,144 h18", width=6)
    saddle(b, 84, 28)
    return str(b)


def flag_bicycle(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M26,130 L14,12", width=4)
    b.path("M14,10 L62,26 L18,46 Z", p.light)
    b.ring(42, 150, 40, 15, 4)
    b.ring(158, 150, 40, 15, 4)
    b.tubes(13, "M42,150 L92,150 L76,104", "M42,150 L72,106", "M76,112 Q110,112 130,92", "M92,150 L132,104", "M128,84 L158,150")
    b.tubes(8, "M128,84 L134,44 Q134,32 104,34", "M134,44 Q132,24 116,22", fill=p.dark)
    b.disc(92, 150, 15, p.light)
    b.stroke("M92,150 L104,170 M96,172 h18", width=6)
    b.stroke("M34,132 L30,72", width=7)
    b.path("M26,70 Q30,84 46,86 L104,90 Q112,100 96,104 L44,102 Q20,98 18,70 Z", p.dark)
    b.snow("M46,86 L100,90", 6)
    return str(b)


@thing("bicycle", "bicycles", "vehicle", 1.2, "red,blue,green,yellow", synonyms=("bike", "pushbike"),
       seat=((70, 56), (64, 60), (82, 26), (68, 86)))
def bicycle(v: int, p: Paint) -> str:
    return (racing_bicycle, city_bicycle, penny_farthing, flag_bicycle)[v](p)


# Motorcycle

def fat_wheel(b: Brush, x: float, y: float, r: float) -> None:
    """A motorcycle wheel: a thick tyre round a light rim."""
    b.disc(x, y, r - 2, b.tyre)
    b.disc(x, y, r * 0.56, b.p.light, 3)
    b.stroke(f"M{x - r * 0.5},{y} h{r} M{x},{y - r * 0.5} v{r}", b.p.dark, 4)
    b.disc(x, y, r * 0.18, b.p.dark, 3)


def sport_motorcycle(p: Paint) -> str:
    b = Brush(p)
    fat_wheel(b, 40, 152, 38)
    fat_wheel(b, 160, 152, 38)
    b.tubes(9, "M40,152 L92,140", fill=p.dark)
    b.tubes(10, "M142,98 L160,152", fill=p.light)
    b.tubes(10, "M92,168 L58,164 L16,128", fill="#c9ced4")
    b.glass("M136,70 Q152,42 172,62 L182,88 L150,88 Z")
    b.path("M4,82 L30,76 L74,98 Q84,72 112,66 Q146,62 160,78 L190,96 Q192,112 164,116 Q146,118 138,142 L122,172 H84 L66,128 Q40,116 4,82 Z")
    b.path("M26,78 L74,98 Q78,110 66,116 Q44,106 26,78 Z", p.dark)
    b.path("M96,150 Q110,118 156,102 Q134,124 124,158 Z", p.light, 3)
    b.stroke("M132,64 Q122,56 112,60", width=8)
    b.lamp(180, 98, 9)
    b.snow("M88,74 Q106,66 132,66", 6)
    return str(b)


def chopper(p: Paint) -> str:
    b = Brush(p)
    b.tubes(9, "M116,58 L166,156", fill=p.light)
    fat_wheel(b, 42, 150, 40)
    fat_wheel(b, 166, 158, 32)
    b.path("M2,144 A42,42 0 0 1 78,122 L64,128 A30,30 0 0 0 14,148 Z")
    b.tubes(11, "M118,76 L66,128 L92,170 H132 L124,84")
    b.oval(96, 138, 15, 26, "#c9ced4")
    b.oval(118, 138, 15, 26, "#c9ced4")
    b.stroke("M84,130 h24 M84,142 h24 M108,130 h24 M108,142 h24", width=3)
    b.tubes(9, "M120,160 Q110,172 90,172 H8", fill="#c9ced4")
    b.path("M70,114 Q76,84 112,78 Q134,78 130,96 Q122,114 86,116 Z")
    b.path("M18,104 Q14,74 24,70 Q30,94 48,98 Q72,98 78,112 Q66,124 40,118 Z", p.dark)
    b.tubes(8, "M116,60 L98,18 Q92,10 78,24", fill=p.dark)
    b.lamp(134, 66, 13)
    b.snow("M82,92 Q92,80 114,79", 6)
    return str(b)


def touring_motorcycle(p: Paint) -> str:
    b = Brush(p)
    fat_wheel(b, 46, 154, 36)
    fat_wheel(b, 162, 154, 36)
    b.tubes(12, "M136,86 L162,154", fill=p.light)
    b.path("M122,156 A42,42 0 0 1 194,128 Q186,138 178,136 A30,30 0 0 0 138,150 Z")
    b.disc(104, 148, 26, "#c9ced4")
    b.stroke("M84,142 h40 M84,154 h40", width=3)
    b.glass("M128,78 Q140,44 128,22 Q158,34 158,84 Z")
    b.path("M10,98 H84 Q92,76 118,76 Q150,76 160,94 L152,118 Q120,134 84,128 L20,126 Z")
    b.path("M44,98 Q48,86 66,88 Q84,90 88,100 Q70,112 44,98 Z", p.dark)
    b.box(6, 54, 38, 44, p.light, 8)
    b.stroke("M8,72 h34", width=4)
    b.path("M22,110 H78 Q84,112 82,126 L76,150 H34 Q24,138 22,110 Z")
    b.stroke("M34,124 h36", p.light, 6)
    b.stroke("M130,76 Q118,56 106,64", width=8)
    b.lamp(164, 92, 13)
    b.snow("M10,54 H40 M96,80 Q110,76 124,77", 6)
    return str(b)


def dirt_motorcycle(p: Paint) -> str:
    b = Brush(p)
    for x in (42, 158):
        for i in range(12):
            dx, dy = 37 * math.cos(i * math.pi / 6), 37 * math.sin(i * math.pi / 6)
            b.disc(x + dx, 149 + dy, 4, b.tyre, 3)
        fat_wheel(b, x, 149, 38)
    b.tubes(9, "M42,149 L96,140", fill=p.dark)
    b.tubes(11, "M128,62 L158,149", fill=p.light)
    b.disc(100, 140, 23, "#c9ced4")
    b.stroke("M82,134 h36 M82,146 h36", width=3)
    b.tubes(9, "M100,160 Q70,160 58,120 L20,96", fill="#c9ced4")
    b.path("M146,104 Q170,84 198,96 Q186,102 178,108 Q164,106 148,116 Z")
    b.path("M2,66 Q30,80 58,82 L92,84 Q104,72 126,70 L138,96 L122,136 L96,112 L58,112 Q30,102 2,66 Z")
    b.path("M20,74 Q54,76 98,80 Q96,92 84,94 Q44,94 20,74 Z", p.dark)
    b.path("M128,60 L146,58 L156,88 L140,92 Z", p.light)
    b.stroke("M128,60 L114,46 L104,50", width=8)
    b.lamp(148, 74, 7)
    b.snow("M160,97 Q174,92 190,95 M10,70 L22,75", 6)
    return str(b)


@thing("motorcycle", "motorcycles", "vehicle", 1.3, "red,black,blue,green", synonyms=("motorbike",),
       seat=((58, 88), (54, 100), (66, 90), (64, 80)))
def motorcycle(v: int, p: Paint) -> str:
    return (sport_motorcycle, chopper, touring_motorcycle, dirt_motorcycle)[v](p)


# Train

def rail(b: Brush) -> None:
    """A track seen from the side."""
    for x in range(10, 200, 30):
        b.box(x - 6, 182, 14, 8, WOOD, 1, 0)
    b.stroke("M4,181 H196", "#5e636b", 5)


def steam_train(p: Paint) -> str:
    b = Brush(p)
    b.puff((132, 20, 13), (110, 14, 11), (90, 20, 8), (146, 34, 7))
    rail(b)
    b.path("M136,86 L130,44 H170 L162,86 Z", p.dark)
    b.path("M92,86 V74 Q92,62 106,62 Q120,62 120,74 V86 Z", p.light)
    b.box(58, 82, 122, 58, None, 20)
    b.stroke("M100,84 V138 M138,84 V138", p.dark, 6)
    b.box(164, 80, 20, 62, p.dark, 8)
    b.box(10, 54, 62, 90)
    b.path("M2,56 Q40,34 82,56 Z", p.dark)
    b.pane(24, 68, 34, 32)
    b.box(8, 136, 176, 18, p.dark)
    b.path("M176,142 L198,178 H170 Z", p.light)
    for x in (36, 84, 132):
        b.disc(x, 157, 22, p.light)
        b.disc(x, 157, 8, p.dark, 3)
    b.tubes(6, "M36,160 H132", fill=p.dark)
    b.disc(164, 168, 11, p.light)
    b.lamp(184, 100, 9)
    b.snow("M14,52 Q40,38 70,51 M76,83 H90", 8)
    return str(b)


def fast_train(p: Paint) -> str:
    b = Brush(p)
    rail(b)
    b.stroke("M4,40 H196", "#5e636b", 3)
    b.stroke("M40,76 L62,58 L40,42 M24,41 h34", width=5)
    b.box(18, 162, 44, 12, b.tyre, 5)
    b.box(112, 162, 44, 12, b.tyre, 5)
    for x in (28, 52, 122, 146):
        b.disc(x, 170, 9, b.tyre)
    b.path("M2,164 V76 H104 Q142,78 170,112 Q198,142 197,154 Q196,164 184,164 Z")
    for x in (10, 42, 74):
        b.pane(x, 92, 24, 26, 7)
    b.glass("M118,90 Q140,96 154,114 L118,114 Z")
    b.path("M2,132 H186 Q197,146 197,154 H2 Z", p.light, 3)
    b.stroke("M106,80 V162")
    b.lamp(182, 144, 7)
    b.snow("M6,77 H104 Q122,78 136,88")
    return str(b)


def front_train(p: Paint) -> str:
    b = Brush(p)
    b.puff((100, 12, 9), (80, 10, 8), (122, 9, 7))
    b.poly("30,182 170,182 186,190 14,190", WOOD, 0)
    b.box(44, 160, 24, 28, b.tyre, 4)
    b.box(132, 160, 24, 28, b.tyre, 4)
    b.box(36, 48, 128, 100, None, 10)
    b.path("M26,50 Q100,18 174,50 Z", p.dark)
    b.pane(42, 60, 22, 30)
    b.pane(136, 60, 22, 30)
    b.path("M86,56 L80,22 H120 L114,56 Z", p.dark)
    b.disc(100, 100, 50)
    b.disc(100, 100, 34, p.light)
    b.stroke("M100,68 V132 M68,100 H132", p.dark, 5)
    b.lamp(100, 100, 13, beam=False)
    b.box(16, 142, 168, 20, p.dark, 4)
    for x in (38, 162):
        b.disc(x, 152, 14, p.light)
    b.path("M60,162 H140 L160,188 H40 Z")
    b.stroke("M80,164 L68,186 M100,164 V186 M120,164 L132,186", width=4)
    b.snow("M34,47 Q60,36 78,34 M122,34 Q142,36 166,47", 7)
    return str(b)


def toy_train(p: Paint) -> str:
    b = Brush(p)
    b.puff((166, 46, 9), (152, 32, 11), (132, 24, 8))
    rail(b)
    b.blob([(24, 112, 12), (44, 106, 14), (62, 112, 12)], "#e7c65c", "#8a6a1c")
    b.stroke("M70,156 H110", width=7)
    b.path("M4,116 H82 L76,160 H10 Z", p.light)
    b.stroke("M10,134 H76", p.dark, 6)
    b.box(94, 78, 46, 84)
    b.box(86, 66, 60, 15, p.dark, 6)
    b.pane(104, 90, 26, 26, 13)
    b.box(136, 106, 54, 56, None, 14)
    b.path("M156,108 L152,64 H182 L176,108 Z", p.dark)
    b.path("M184,150 L198,178 H178 Z", p.dark)
    for x in (24, 62, 108):
        b.wheel(x, 162, 18)
    b.wheel(142, 166, 15)
    b.wheel(172, 166, 15)
    b.lamp(188, 122, 8)
    b.snow("M90,66 H142", 8)
    return str(b)


@thing("train", "trains", "vehicle", 4.2, "red,green,blue,black", synonyms=("locomotive", "steam train", "railway engine"))
def train(v: int, p: Paint) -> str:
    return (steam_train, fast_train, front_train, toy_train)[v](p)


# Tractor

def farm_wheel(b: Brush, x: float, y: float, r: float) -> None:
    """A tractor wheel with lugs and a large hub."""
    for i in range(14):
        a = i * math.pi / 7
        b.stroke(f"M{x + (r - 8) * math.cos(a):.1f},{y + (r - 8) * math.sin(a):.1f} "
                 f"L{x + (r - 2.5) * math.cos(a + 0.12):.1f},{y + (r - 2.5) * math.sin(a + 0.12):.1f}", b.p.line, 9)
    b.disc(x, y, r - 5, b.tyre)
    b.disc(x, y, r * 0.58, None, 3.5)
    b.disc(x, y, r * 0.2, b.p.light, 3)


def cab_tractor(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M150,90 V46 q0,-8 8,-8", width=9)
    b.path("M30,104 L42,30 H104 L114,104 Z")
    b.glass("M42,98 L52,40 H74 V98 Z")
    b.glass("M82,40 H96 L104,98 H82 Z")
    b.box(32, 14, 84, 18, p.dark, 8)
    b.path("M96,150 V88 H168 Q190,90 192,112 V150 Z")
    b.stroke("M176,104 v34 M166,104 v34", p.dark, 5)
    b.stroke("M112,104 h40", p.light, 6)
    b.path("M6,134 A58,56 0 0 1 116,120 L100,128 H16 Z", p.dark)
    farm_wheel(b, 60, 136, 54)
    farm_wheel(b, 160, 158, 32)
    b.lamp(190, 106, 8)
    b.snow("M40,15 H108 M120,88 H166", 8)
    return str(b)


def vintage_tractor(p: Paint) -> str:
    b = Brush(p)
    b.puff((140, 16, 9), (124, 10, 7))
    b.tubes(10, "M138,86 V36", fill=p.dark)
    b.stroke("M90,100 L78,66 M66,74 L92,58", width=7)
    b.path("M80,144 V96 Q84,80 104,80 H172 Q194,82 194,104 V144 Z")
    b.stroke("M104,98 H152 M104,114 H152 M104,130 H152", p.dark, 5)
    b.path("M168,84 Q194,84 194,104 V144 H168 Z", p.light)
    b.stroke("M176,100 v36 M185,100 v36", width=3)
    b.stroke("M46,112 L52,80", width=8)
    b.path("M22,56 Q26,76 50,76 H70 Q70,90 48,90 Q20,86 14,58 Z", p.dark)
    farm_wheel(b, 56, 140, 50)
    farm_wheel(b, 166, 160, 30)
    b.lamp(172, 78, 9)
    b.snow("M104,81 H128 M26,66 Q30,76 50,76", 7)
    return str(b)


def loader_tractor(p: Paint) -> str:
    b = Brush(p)
    b.tubes(9, "M34,102 V22 H86 V60", fill=p.dark)
    b.stroke("M88,100 L80,72 M70,78 L92,66", width=6)
    b.path("M40,94 Q38,72 46,70 Q52,84 72,86 V100 H40 Z", p.dark)
    b.path("M76,148 V92 H138 Q156,94 158,112 V148 Z")
    b.stroke("M90,108 h40 M90,122 h40", p.dark, 5)
    b.path("M4,136 A52,52 0 0 1 106,120 L88,126 H16 Z", p.dark)
    farm_wheel(b, 54, 140, 50)
    farm_wheel(b, 136, 162, 28)
    b.tubes(11, "M92,104 L150,92 L176,128", fill=p.light)
    b.path("M164,104 L198,112 Q184,132 198,156 L162,158 Q150,130 164,104 Z")
    b.lamp(154, 114, 6)
    b.snow("M38,22 H84 M100,92 H130", 8)
    return str(b)


def front_tractor(p: Paint) -> str:
    b = Brush(p)
    b.path("M58,100 L66,22 H134 L142,100 Z")
    b.glass("M70,96 L76,34 H124 L130,96 Z")
    b.stroke("M116,84 V18", width=8)
    b.box(54, 8, 92, 18, p.dark, 8)
    b.box(64, 150, 72, 12, p.dark)
    for x in (8, 148):
        b.box(x, 82, 44, 107, b.tyre, 12)
        for y in range(94, 184, 16):
            b.stroke(f"M{x + 8},{y} l14,7 l14,-7", p.line, 5)
        b.path(f"M{x - 4},98 Q{x},70 {x + 22},70 Q{x + 44},70 {x + 48},98 Z")
    b.path("M62,170 V96 Q64,78 100,78 Q136,78 138,96 V170 Z")
    b.box(78, 106, 44, 60, p.dark, 6)
    b.stroke("M90,112 v48 M100,112 v48 M110,112 v48", p.light, 4)
    for x in (56, 122):
        b.box(x, 150, 22, 39, b.tyre, 6)
    for x in (72, 128):
        b.lamp(x, 96, 9, beam=False)
    b.snow("M62,9 H138 M20,72 H40 M160,72 H180", 8)
    return str(b)


@thing("tractor", "tractors", "vehicle", 2.8, "green,red,blue,orange", seat=((74, 14), (48, 76), (58, 86), (100, 8)))
def tractor(v: int, p: Paint) -> str:
    return (cab_tractor, vintage_tractor, loader_tractor, front_tractor)[v](p)


# Sailboat

def sloop(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M98,8 V152", WOOD, 7)
    b.path("M98,6 L72,14 L98,22 Z", p.light, 3)
    b.path("M92,24 V142 H12 Q72,100 92,24 Z")
    b.stroke("M32,130 H90 M62,100 H90", p.light, 8)
    b.path("M106,26 Q160,80 190,142 H106 Z", p.light)
    b.path("M8,152 H196 Q180,190 136,190 H54 Q22,186 8,152 Z", p.dark)
    b.stroke("M24,166 H180", p.light, 6)
    b.snow("M14,152 H190", 7)
    return str(b)


def square_sailboat(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M96,12 V160", WOOD, 8)
    b.path("M100,8 L132,14 L100,24 Z", p.light, 3)
    b.path("M34,32 H160 Q186,84 162,128 H32 Q52,84 34,32 Z")
    b.path("M66,32 H98 Q120,84 98,128 H64 Q84,84 66,32 Z", p.light, 0)
    b.path("M130,32 H160 Q186,84 162,128 H130 Q152,84 130,32 Z", p.light, 0)
    b.path("M34,32 H160 Q186,84 162,128 H32 Q52,84 34,32 Z", "none")
    b.stroke("M26,32 H168", WOOD, 8)
    b.path("M4,118 Q20,116 24,146 Q100,160 170,146 Q176,108 196,112 Q190,120 188,148 Q178,190 132,190 H66 Q12,188 4,118 Z")
    b.stroke("M22,164 Q100,176 180,162", p.dark, 6)
    for x in (48, 78, 108, 138):
        b.disc(x, 160, 11, p.light)
    b.snow("M34,30 H158", 7)
    return str(b)


def dinghy(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M84,8 L90,166", WOOD, 7)
    b.path("M92,20 Q204,34 192,118 Q168,148 118,146 Q140,90 92,20 Z", p.light)
    b.path("M92,20 Q176,60 158,144 Q140,148 118,146 Q140,90 92,20 Z", None, 3)
    b.path("M80,16 Q20,80 16,146 Q48,156 86,148 Z")
    b.stroke("M26,116 Q50,124 84,120 M44,82 Q62,88 82,86", p.dark, 5)
    b.stroke("M20,150 L90,154", WOOD, 6)
    b.path("M22,162 Q100,172 188,156 Q172,190 140,190 H50 Q26,186 22,162 Z")
    b.snow("M30,163 Q100,172 176,159", 6)
    return str(b)


def schooner(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M62,10 V156 M120,4 V156", WOOD, 7)
    b.stroke("M150,150 L197,126", WOOD, 7)
    b.path("M58,26 L26,40 Q20,90 4,138 H58 Z")
    b.path("M116,18 L78,34 Q76,90 68,138 H116 Z")
    b.stroke("M24,70 H56 M80,70 H114 M16,104 H56 M76,104 H114", p.dark, 4)
    b.path("M126,20 Q158,70 192,128 Q150,138 126,134 Z", p.light)
    b.path("M120,4 L146,10 L120,18 Z", p.light, 3)
    b.path("M4,136 H24 V150 H164 L194,138 Q188,188 150,190 H52 Q14,188 4,136 Z")
    b.stroke("M18,160 H182", p.light, 6)
    for x in (50, 80, 110, 140):
        b.disc(x, 174, 6, p.window, 3)
    b.snow("M28,150 H160", 7)
    return str(b)


@thing("sailboat", "sailboats", "vehicle", 8, "red,blue,white,yellow", synonyms=("sailing boat", "yacht", "boat"), places=("water",),
       seat=((40, 152), (46, 152), (44, 164), (44, 150)))
def sailboat(v: int, p: Paint) -> str:
    return (sloop, square_sailboat, dinghy, schooner)[v](p)


# Airplane

def airliner(p: Paint) -> str:
    b = Brush(p)
    b.path("M116,92 L88,44 H70 L82,92 Z", p.dark)
    b.path("M30,106 L2,42 H32 L74,94 Z")
    b.path("M10,118 Q34,88 80,88 H150 Q190,92 197,120 Q192,142 152,144 H72 Q24,142 10,118 Z")
    b.path("M12,122 Q40,126 100,126 H196 Q188,142 152,144 H72 Q24,142 12,122 Z", p.light, 3)
    b.glass("M164,98 Q180,102 186,112 H164 Z", 3)
    for x in (70, 88, 106, 124, 142):
        b.pane(x, 101, 10, 14, 5, 3)
    b.path("M2,104 H34 L44,118 H16 Z", p.dark)
    b.box(100, 150, 40, 20, p.light, 9)
    b.path("M136,124 L72,190 H46 L84,124 Z", p.dark)
    b.snow("M80,89 H148", 7)
    return str(b)


def biplane(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M84,62 L92,140 M140,62 L146,140", width=6)
    b.stroke("M128,140 L124,170", width=7)
    b.path("M20,102 Q0,64 16,58 Q38,60 52,96 Z", p.dark)
    b.path("M8,100 Q60,84 100,88 L160,82 Q180,84 180,112 Q180,136 160,138 L110,138 Q40,126 8,100 Z")
    b.path("M156,82 Q180,84 180,112 Q180,136 160,138 H156 Z", p.light)
    b.path("M86,88 Q92,72 102,74 L112,87 Z", p.window)
    b.path("M4,98 L34,94 L46,106 L10,108 Z", p.light)
    b.disc(76, 108, 12, p.light)
    b.box(58, 48, 112, 18, None, 9)
    b.box(64, 130, 112, 18, None, 9)
    b.wheel(124, 174, 16)
    b.oval(188, 110, 7, 48, p.light)
    b.disc(188, 110, 9, p.dark)
    b.snow("M66,49 H162", 7)
    return str(b)


def airplane_from_above(p: Paint) -> str:
    b = Brush(p)
    b.open("translate(100 100) rotate(-38) scale(0.96) translate(-100 -100)")
    b.path("M124,88 L74,6 H50 L78,88 Z")
    b.path("M124,112 L74,194 H50 L78,112 Z")
    b.stroke("M74,14 L116,84 M74,186 L116,116", p.light, 6)
    for y in (44, 156):
        b.box(86, y - 7, 30, 14, p.dark, 7)
    b.path("M34,94 L12,62 H-4 L8,94 Z", p.dark)
    b.path("M34,106 L12,138 H-4 L8,106 Z", p.dark)
    b.path("M0,100 Q20,82 60,82 H168 Q196,84 204,100 Q196,116 168,118 H60 Q20,118 0,100 Z")
    b.stroke("M2,100 H48", p.dark, 8)
    b.glass("M176,86 Q188,90 192,100 Q188,110 176,114 Q182,100 176,86 Z", 3)
    for x in (66, 84, 102, 120, 138):
        b.disc(x, 92, 4, p.window, 2.5)
        b.disc(x, 108, 4, p.window, 2.5)
    b.close()
    return str(b)


def front_airplane(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M86,150 L74,176 M114,150 L126,176", width=8)
    b.box(64, 168, 18, 22, b.tyre, 6)
    b.box(118, 168, 18, 22, b.tyre, 6)
    b.path("M92,70 L96,16 Q100,10 104,16 L108,70 Z", p.dark)
    b.path("M52,52 Q100,44 148,52 V62 H52 Z", p.dark)
    b.path("M2,96 Q4,88 14,90 L100,106 L186,90 Q196,88 198,96 Q196,106 186,108 L110,136 H90 L14,108 Q4,106 2,96 Z")
    b.disc(100, 110, 46)
    b.glass("M66,96 Q74,72 100,70 Q126,72 134,96 Q100,88 66,96 Z")
    b.stroke("M100,71 V90", width=4)
    b.stroke("M82,138 Q100,150 118,138", width=5)
    for x in (40, 160):
        b.oval(x, 102, 4, 30, p.light, 3)
        b.disc(x, 102, 15, p.dark)
        b.disc(x, 102, 5, p.light, 3)
    b.disc(100, 118, 11, p.light)
    for x in (4, 196):
        b.disc(x, 97, 4, GLOW if p.lit else p.light, 0)
    b.snow("M74,74 Q100,58 126,74", 7)
    return str(b)


@thing("airplane", "airplanes", "vehicle", 6, "blue,red,white,yellow", synonyms=("plane", "aeroplane", "aircraft"), places=("air",))
def airplane(v: int, p: Paint) -> str:
    return (airliner, biplane, airplane_from_above, front_airplane)[v](p)


# Helicopter

def rotor(b: Brush, x: float, y: float, reach: float, foot: float) -> None:
    """A rotor turning on a mast that stands at height `foot`."""
    b.stroke(f"M{x},{y} V{foot}", width=9)
    b.box(x - reach, y - 6, reach * 2, 12, b.p.dark, 6)
    b.box(x - 14, y - 9, 28, 18, b.p.light, 6)
    b.snow(f"M{x - reach + 10},{y - 6} H{x - 24} M{x + 24},{y - 6} H{x + reach - 10}", 5)


def tail_rotor(b: Brush, x: float, y: float, r: float) -> None:
    b.oval(x, y, 7, r, b.p.light)
    b.oval(x, y, r, 7, b.p.light)
    b.disc(x, y, 6, b.p.dark, 3)


def bubble_helicopter(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M100,150 L94,182 M146,152 L152,182", width=7)
    b.tubes(8, "M60,182 H178 Q192,182 194,168", fill=p.dark)
    b.path("M96,92 L18,76 V94 L92,134 Z")
    b.stroke("M36,82 L52,104 L66,88 L80,118", p.dark, 5)
    tail_rotor(b, 18, 78, 26)
    rotor(b, 120, 40, 78, 72)
    b.path("M84,74 Q104,62 132,66 Q192,72 192,122 Q186,158 140,158 H104 Q76,152 76,118 Z")
    b.glass("M132,80 Q178,86 178,122 Q176,130 166,130 H132 Z")
    b.stroke("M82,140 H180", p.light, 7)
    b.lamp(172, 148, 7)
    return str(b)


def rescue_helicopter(p: Paint) -> str:
    b = Brush(p)
    b.path("M30,96 L4,44 H30 L56,92 Z")
    b.wheel(70, 174, 16)
    b.wheel(150, 174, 16)
    rotor(b, 116, 44, 82, 80)
    b.path("M96,88 L104,66 H134 L146,88 Z", p.dark)
    b.path("M6,90 L92,84 H150 Q190,92 196,132 Q196,164 164,168 H76 Q50,164 44,118 L6,108 Z")
    b.glass("M154,96 Q178,104 184,130 H154 Z")
    b.pane(82, 98, 26, 28, 6)
    b.pane(118, 98, 26, 28, 6)
    b.stroke("M52,142 H192", p.light, 9)
    b.stroke("M113,92 V164", width=4)
    tail_rotor(b, 16, 58, 22)
    b.lamp(186, 150, 7)
    return str(b)


def tandem_helicopter(p: Paint) -> str:
    b = Brush(p)
    rotor(b, 42, 34, 40, 60)
    rotor(b, 146, 60, 50, 88)
    b.wheel(52, 172, 18)
    b.wheel(150, 172, 18)
    b.path("M8,148 L20,56 Q22,48 32,48 H56 L70,90 H132 V82 H160 Q192,98 196,140 Q194,166 172,168 H30 Q10,166 8,148 Z")
    for x in (66, 92, 118):
        b.disc(x, 116, 11, p.window)
    b.glass("M152,96 Q178,104 184,130 H152 Z")
    b.stroke("M18,146 H186", p.dark, 8)
    b.lamp(184, 152, 6)
    return str(b)


def front_helicopter(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M72,150 L48,184 M128,150 L152,184 M34,186 H66 M134,186 H166", width=9)
    b.path("M92,50 V26 H108 V50 Z", p.dark)
    rotor(b, 100, 24, 96, 54)
    b.path("M76,62 Q78,44 100,44 Q122,44 124,62 Z", p.dark)
    b.oval(100, 110, 64, 56)
    b.glass("M48,112 Q52,70 95,68 V112 Z")
    b.glass("M105,68 Q148,70 152,112 H105 Z")
    b.stroke("M80,144 Q100,156 120,144", width=5)
    for x in (56, 144):
        b.lamp(x, 132, 9, beam=False)
    return str(b)


@thing("helicopter", "helicopters", "vehicle", 4, "red,blue,yellow,green", places=("air", "ground"))
def helicopter(v: int, p: Paint) -> str:
    return (bubble_helicopter, rescue_helicopter, tandem_helicopter, front_helicopter)[v](p)


# Hot air balloon

def basket(b: Brush, left: float, right: float, foot: float, top: float = 164) -> None:
    """A wicker basket with its ropes up to the envelope."""
    b.stroke(f"M{left},{foot} L82,{top} M{right},{foot} L118,{top}", WOOD, 4)
    b.poly(f"80,{top} 120,{top} 116,190 84,190", WOOD, 4, "#4a2d17")
    b.stroke(f"M82,{top + 12} H118", "#6d4526", 4)
    b.elements.append(f'<path d="M92,{foot + 6} Q100,{foot - 8} 108,{foot + 6} Z" fill="{FLAME}"/>')


def striped_balloon(p: Paint) -> str:
    b = Brush(p)
    basket(b, 78, 122, 144)
    b.path("M78,148 Q20,112 20,76 A80,74 0 0 1 180,76 Q180,112 122,148 Z")
    b.path("M100,2 Q46,20 46,76 Q52,118 88,148 H112 Q148,118 154,76 Q154,20 100,2 Z", p.light, 3)
    b.path("M100,2 Q76,24 76,76 Q80,120 96,148 H104 Q120,120 124,76 Q124,24 100,2 Z", None, 3)
    b.snow("M66,12 Q100,-4 134,12", 8)
    return str(b)


def zigzag_balloon(p: Paint) -> str:
    b = Brush(p)
    basket(b, 82, 118, 150, 166)
    b.path("M82,152 Q28,96 30,60 Q38,4 100,4 Q162,4 170,60 Q172,96 118,152 Z")
    b.poly("31,56 48,74 66,56 83,74 100,56 117,74 134,56 152,74 169,56 168,80 152,96 134,78 117,96 100,78 83,96 66,78 48,96 34,82", p.light)
    b.stroke("M60,112 L70,122 L80,112 L90,122 L100,112 L110,122 L120,112 L130,122 L140,112", p.dark, 7)
    b.snow("M62,14 Q100,-4 138,14", 8)
    return str(b)


def banded_balloon(p: Paint) -> str:
    b = Brush(p)
    basket(b, 80, 120, 146, 162)
    b.path("M76,150 Q34,116 34,72 A66,68 0 0 1 166,72 Q166,116 124,150 Z")
    b.path("M35,64 H165 Q167,84 160,98 H40 Q33,84 35,64 Z", p.dark, 3)
    b.path("M62,18 H138 Q152,28 159,42 H41 Q48,28 62,18 Z", p.light, 3)
    b.path("M50,116 H150 L138,134 H62 Z", p.light, 3)
    for x in (60, 100, 140):
        b.disc(x, 81, 10, p.light, 3)
    b.stroke("M34,76 Q14,106 84,164 M166,76 Q186,106 116,164", p.line, 2.5)
    b.snow("M68,14 Q100,-2 132,14", 8)
    return str(b)


def heart_balloon(p: Paint) -> str:
    b = Brush(p)
    basket(b, 80, 120, 142)
    b.oval(100, 72, 92, 68)
    b.path("M76,134 H124 L118,150 H82 Z", p.dark)
    b.stroke("M100,4 Q54,30 62,130 M100,4 Q146,30 138,130", p.dark, 4)
    b.path("M100,112 L64,74 Q54,48 76,44 Q94,44 100,62 Q106,44 124,44 Q146,48 136,74 Z", p.light)
    for x, y in ((18, 104), (44, 126), (156, 126), (182, 104)):
        b.poly(f"{x - 9},{y} {x + 9},{y} {x},{y + 20}", p.light, 3)
    b.snow("M56,16 Q100,-4 144,16", 8)
    return str(b)


@thing("hot air balloon", "hot air balloons", "vehicle", 20, "red,yellow,purple,orange", places=("air",))
def hot_air_balloon(v: int, p: Paint) -> str:
    return (striped_balloon, zigzag_balloon, banded_balloon, heart_balloon)[v](p)


# Rocket

def flame(b: Brush, x: float, y: float, width: float, length: float) -> None:
    """Fire below x, y."""
    b.path(f"M{x - width},{y} Q{x - width},{y + length * 0.6} {x},{y + length} Q{x + width},{y + length * 0.6} {x + width},{y} Z", FLAME, 3, "#a8321c")
    b.path(f"M{x - width / 2},{y} Q{x - width / 2},{y + length * 0.4} {x},{y + length * 0.65} "
           f"Q{x + width / 2},{y + length * 0.4} {x + width / 2},{y} Z", FLAME_CORE, 0)


def storybook_rocket(p: Paint) -> str:
    b = Brush(p)
    flame(b, 100, 152, 22, 38)
    b.path("M62,92 Q22,116 24,172 Q44,150 70,148 Z", p.dark)
    b.path("M138,92 Q178,116 176,172 Q156,150 130,148 Z", p.dark)
    b.path("M100,4 Q150,44 146,110 L134,156 H66 L54,110 Q50,44 100,4 Z")
    b.path("M100,4 Q124,22 136,50 H64 Q76,22 100,4 Z", p.light)
    b.disc(100, 86, 22, p.light)
    b.disc(100, 86, 14, p.window)
    b.path("M92,122 H108 L104,172 H96 Z", p.dark)
    b.snow("M82,20 L100,6 L118,20", 6)
    return str(b)


def tall_rocket(p: Paint) -> str:
    b = Brush(p)
    for x in (60, 140, 100):
        flame(b, x, 164, 13, 26)
    for x in (44, 124):
        b.path(f"M{x},164 V88 L{x + 16},62 L{x + 32},88 V164 Z", p.dark)
    b.path("M100,2 Q124,26 124,52 V164 H76 V52 Q76,26 100,2 Z")
    b.box(76, 60, 48, 13, p.light, 0, 3)
    b.box(76, 128, 48, 13, p.light, 0, 3)
    b.disc(100, 94, 12, p.window)
    b.path("M44,130 L22,168 H44 Z")
    b.path("M156,130 L178,168 H156 Z")
    b.snow("M86,20 L100,5 L114,20", 6)
    return str(b)


def landed_rocket(p: Paint) -> str:
    b = Brush(p)
    b.path("M66,98 Q30,112 18,188 H38 Q44,150 72,146 Z", p.dark)
    b.path("M134,98 Q170,112 182,188 H162 Q156,150 128,146 Z", p.dark)
    b.stroke("M100,22 V4", width=5)
    b.path("M100,14 Q146,70 132,120 L122,158 H78 L68,120 Q54,70 100,14 Z")
    b.path("M62,74 H100 V104 H66 Q60,90 62,74 Z", p.light, 0)
    b.path("M100,104 H134 L128,134 H100 Z", p.light, 0)
    b.path("M100,44 H126 Q136,60 138,74 H100 Z", p.light, 0)
    b.path("M72,134 H100 V158 H78 Z", p.light, 0)
    b.path("M100,14 Q146,70 132,120 L122,158 H78 L68,120 Q54,70 100,14 Z", "none")
    b.path("M92,120 H108 L110,190 H90 Z", p.dark)
    b.disc(100, 74, 14, p.window)
    b.snow("M88,32 L100,15 L112,32", 6)
    return str(b)


def flying_rocket(p: Paint) -> str:
    b = Brush(p)
    b.puff((20, 176, 13), (40, 182, 8), (14, 154, 8))
    b.open("translate(104 100) rotate(45) scale(0.9) translate(-100 -92)")
    flame(b, 100, 148, 26, 52)
    b.path("M58,96 L18,142 L28,160 L66,146 Z", p.dark)
    b.path("M142,96 L182,142 L172,160 L134,146 Z", p.dark)
    b.path("M100,-26 Q160,24 146,110 L132,152 H68 L54,110 Q40,24 100,-26 Z")
    b.path("M68,152 L61,130 H139 L132,152 Z", p.light)
    b.disc(100, 46, 19, p.light)
    b.disc(100, 46, 11, p.window, 3)
    b.disc(100, 94, 19, p.light)
    b.disc(100, 94, 11, p.window, 3)
    b.path("M100,-26 Q122,-10 134,12 H66 Q78,-10 100,-26 Z", p.dark)
    b.close()
    return str(b)


@thing("rocket", "rockets", "vehicle", 25, "red,white,blue,orange", synonyms=("spaceship", "rocket ship"), places=("air", "ground"))
def rocket(v: int, p: Paint) -> str:
    return (storybook_rocket, tall_rocket, landed_rocket, flying_rocket)[v](p)


# Scooter

def kick_scooter(p: Paint) -> str:
    b = Brush(p)
    b.wheel(28, 168, 22)
    b.wheel(166, 168, 22)
    b.tubes(14, "M28,162 Q34,142 56,158 H120 Q142,158 146,130", "M166,168 L134,28")
    b.box(48, 148, 84, 16, p.light, 8)
    b.path("M8,150 Q22,128 46,146 L40,152 Q24,144 14,158 Z", p.dark)
    b.tubes(12, "M108,26 H160", fill=p.dark)
    b.snow("M54,148 H126", 6)
    return str(b)


def child_scooter(p: Paint) -> str:
    b = Brush(p)
    b.stroke("M112,36 Q88,40 92,66 M112,36 Q96,56 104,74", "#f6cf2e", 4)
    b.ring(36, 156, 34, 12, 4)
    b.ring(164, 156, 34, 12, 4)
    b.tubes(14, "M36,156 L64,168 H116 Q134,164 138,92", "M164,156 L138,92 L128,24")
    b.path("M142,48 H186 L180,88 H150 Z", p.light)
    b.stroke("M154,50 L158,86 M168,50 L167,86 M144,68 H182", width=3)
    b.box(62, 158, 62, 17, p.dark, 8)
    b.tubes(11, "M106,30 L128,24 L148,30", fill=p.dark)
    b.snow("M68,158 H112", 6)
    return str(b)


def classic_scooter(p: Paint) -> str:
    b = Brush(p)
    b.wheel(50, 164, 26)
    b.wheel(162, 164, 26)
    b.tubes(10, "M140,50 L162,160", fill=p.dark)
    b.path("M132,158 Q134,122 164,124 Q190,128 194,160 Q176,140 162,150 Q146,152 132,158 Z")
    b.path("M8,150 Q2,98 54,94 Q98,94 104,150 H128 L124,66 Q126,54 138,56 L150,130 Q152,168 128,170 H92 Q86,142 50,140 Q24,142 18,164 Z")
    b.path("M20,138 Q22,112 54,110 Q84,112 88,136 Q72,130 52,130 Q34,130 20,138 Z", p.light, 3)
    b.path("M22,94 Q22,78 42,80 L88,80 Q104,84 98,96 Z", p.dark)
    b.path("M124,58 Q122,40 142,38 Q158,40 158,58 Z")
    b.stroke("M134,44 L112,34 M130,42 L122,14", width=7)
    b.disc(122, 14, 11, p.light)
    b.lamp(154, 52, 10)
    b.snow("M46,80 H86", 6)
    return str(b)


def delivery_scooter(p: Paint) -> str:
    b = Brush(p)
    b.glass("M128,56 Q120,20 136,8 Q150,30 154,56 Z")
    b.wheel(54, 164, 26)
    b.wheel(160, 164, 26)
    b.tubes(12, "M144,60 L160,164", fill=p.light)
    b.path("M126,158 Q126,118 158,116 Q192,120 196,152 L180,158 Q160,138 148,160 Z", p.dark)
    b.box(6, 34, 62, 62, None, 10)
    b.box(2, 30, 70, 18, p.light, 7)
    b.path("M4,122 L12,98 H98 L106,154 H126 L122,70 L130,54 H150 L172,96 L152,128 L140,174 H92 Q88,138 54,136 Q34,136 26,148 Z")
    b.path("M74,98 Q74,84 88,86 H100 Q112,88 108,104 L80,104 Z", p.dark)
    b.stroke("M134,52 L112,46", width=8)
    b.path("M130,70 L142,68 L156,96 L142,112 Z", p.light, 3)
    b.lamp(158, 76, 9)
    b.snow("M10,31 H66", 7)
    return str(b)


@thing("scooter", "scooters", "vehicle", 1.1, "red,blue,pink,green", seat=((88, 148), (92, 158), (60, 80), (92, 86)))
def scooter(v: int, p: Paint) -> str:
    return (kick_scooter, child_scooter, classic_scooter, delivery_scooter)[v](p)
