"""Shapes shared by the drawings of people and objects: an outlining pen, faces, glow and snow."""
from __future__ import annotations

from typing import Callable

from ..drawing import Paint

WHITE, INK, SNOW = "#fdfcf7", "#2b2730", "#ffffff"
WOOD, GOLD, STEEL = "#a8733f", "#f3c444", "#cfd6dc"


class Pen:
    """Draws outlined shapes with one paint; a fill that is not given is the main colour."""

    def __init__(self, paint: Paint):
        self.paint = paint
        self.main, self.light, self.dark, self.line = paint.main, paint.light, paint.dark, paint.line

    def _style(self, fill: str | None, width: float) -> str:
        edge = f' stroke="{self.line}" stroke-width="{width}" stroke-linejoin="round" stroke-linecap="round"' if width else ""
        return f'fill="{fill or self.main}"{edge}'

    def path(self, d: str, fill: str | None = None, width: float = 4) -> str:
        return f'<path d="{d}" {self._style(fill, width)}/>'

    def circle(self, x: float, y: float, r: float, fill: str | None = None, width: float = 4) -> str:
        return f'<circle cx="{x}" cy="{y}" r="{r}" {self._style(fill, width)}/>'

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str | None = None, width: float = 4, turn: float = 0) -> str:
        turned = f' transform="rotate({turn} {x} {y})"' if turn else ""
        return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" {self._style(fill, width)}{turned}/>'

    def rect(self, x: float, y: float, w: float, h: float, fill: str | None = None, r: float = 0, width: float = 4) -> str:
        return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" {self._style(fill, width)}/>'

    def stroke(self, d: str, colour: str | None = None, width: float = 4) -> str:
        """An open line."""
        return (f'<path d="{d}" fill="none" stroke="{colour or self.line}" stroke-width="{width}" '
                'stroke-linecap="round" stroke-linejoin="round"/>')

    def limb(self, d: str, width: float, fill: str | None = None) -> str:
        """A thick tube with an outline: an arm, a leg, a pole."""
        return self.stroke(d, self.line, width + 8) + self.stroke(d, fill or self.main, width)

    def face(self, x: float, y: float, size: float = 1, look: float = 0, eyes: bool = True) -> str:
        """Eyes, smile and cheeks around (x, y); `look` shifts them to the right."""
        x += look
        shapes = []
        if eyes:
            shapes += [self.circle(x - 11 * size, y, 4 * size, INK, 0), self.circle(x + 11 * size, y, 4 * size, INK, 0)]
        shapes.append(self.stroke(f"M{x - 8 * size} {y + 10 * size} q{8 * size} {9 * size} {16 * size} 0", INK, 3.2 * size))
        for side in (-1, 1):
            shapes.append(f'<circle cx="{x + side * 17 * size}" cy="{y + 8 * size}" r="{4.5 * size}" fill="#e8604c" opacity="0.4"/>')
        return "".join(shapes)

    def halo(self, x: float, y: float, r: float) -> str:
        """The glow of a lamp, only at night."""
        if not self.paint.lit:
            return ""
        return f'<circle cx="{x}" cy="{y}" r="{r}" fill="#ffe27a" opacity="0.3"/><circle cx="{x}" cy="{y}" r="{r * 0.62}" fill="#ffe27a" opacity="0.4"/>'

    def snow(self, x: float, y: float, w: float, h: float = 12) -> str:
        """A heap of snow w wide whose flat bottom is at y, only in winter."""
        if not self.paint.snow:
            return ""
        return self.path(f"M{x} {y} Q{x} {y - h} {x + w * 0.25} {y - h * 0.8} Q{x + w / 2} {y - h * 1.4} {x + w * 0.75} {y - h * 0.8} "
                         f"Q{x + w} {y - h} {x + w} {y} Z", SNOW, 2.5)


Variant = Callable[[Pen], list[str]]


def pick(v: int, paint: Paint, *variants: Variant) -> str:
    """The elements of variant v."""
    return "".join(variants[v % len(variants)](Pen(paint)))


def moved(elements: str, transform: str) -> str:
    """The elements under an SVG transform."""
    return f'<g transform="{transform}">{elements}</g>'


def star(x: float, y: float, r: float, fill: str = GOLD) -> str:
    """A five-pointed star without an outline."""
    points = [(0, -1), (0.24, -0.32), (0.95, -0.31), (0.38, 0.12), (0.59, 0.81), (0, 0.4), (-0.59, 0.81), (-0.38, 0.12), (-0.95, -0.31), (-0.24, -0.32)]
    return f'<polygon points="{" ".join(f"{x + r * a:.1f},{y + r * b:.1f}" for a, b in points)}" fill="{fill}"/>'
