"""A small brush shared by the vehicles, the buildings and the plants: it collects outlined flat shapes as SVG elements."""
from __future__ import annotations

import math

from world.drawing import Paint, shade

SNOW = "#fdfeff"
SNOW_EDGE = "#a9bfd2"
WOOD = "#9a6a3f"
WOOD_DARK = "#6d4526"
LEAF = "#4d9a4a"
LEAF_LINE = "#23512a"
GLOW = "#ffe680"


class Brush:
    """Paints one thing; every method adds an element, `str(brush)` is the drawing."""

    def __init__(self, p: Paint):
        self.p = p
        self.tyre = shade(p.main, 0.5)
        self.elements: list[str] = []

    def __str__(self) -> str:
        return "".join(self.elements)

    def open(self, transform: str) -> None:
        """Starts a transformed group."""
        self.elements.append(f'<g transform="{transform}">')

    def close(self) -> None:
        self.elements.append("</g>")

    def _shape(self, tag: str, fill: str | None, width: float, line: str | None) -> None:
        edge = f' stroke="{line or self.p.line}" stroke-width="{width}" stroke-linejoin="round"' if width else ""
        self.elements.append(f'<{tag} fill="{fill or self.p.main}"{edge}/>')

    def path(self, d: str, fill: str | None = None, width: float = 4, line: str | None = None) -> None:
        self._shape(f'path d="{d}"', fill, width, line)

    def poly(self, points: str, fill: str | None = None, width: float = 4, line: str | None = None) -> None:
        self._shape(f'polygon points="{points}"', fill, width, line)

    def box(self, x: float, y: float, w: float, h: float, fill: str | None = None, r: float = 0, width: float = 4,
            line: str | None = None) -> None:
        self._shape(f'rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}"', fill, width, line)

    def disc(self, x: float, y: float, r: float, fill: str | None = None, width: float = 4, line: str | None = None) -> None:
        self._shape(f'circle cx="{x:.1f}" cy="{y:.1f}" r="{r}"', fill, width, line)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str | None = None, width: float = 4, line: str | None = None) -> None:
        self._shape(f'ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}"', fill, width, line)

    def stroke(self, d: str, colour: str | None = None, width: float = 4) -> None:
        """An open line."""
        self.elements.append(f'<path d="{d}" fill="none" stroke="{colour or self.p.line}" stroke-width="{width}" '
                             'stroke-linecap="round" stroke-linejoin="round"/>')

    def tubes(self, width: float, *lines: str, fill: str | None = None, line: str | None = None) -> None:
        """Outlined thick lines that run into each other without seams."""
        for d in lines:
            self.stroke(d, line, width + 6)
        for d in lines:
            self.stroke(d, fill or self.p.main, width)

    def blob(self, discs: list[tuple[float, float, float]], fill: str | None = None, line: str | None = None) -> None:
        """A cloud of (x, y, radius) discs with one common outline."""
        for x, y, r in discs:
            self.disc(x, y, r + 4, line or self.p.line, 0)
        for x, y, r in discs:
            self.disc(x, y, r, fill, 0)

    def pane(self, x: float, y: float, w: float, h: float, r: float = 4, width: float = 4) -> None:
        """A window."""
        self.box(x, y, w, h, self.p.window, r, width)

    def glass(self, d: str, width: float = 4) -> None:
        """A window of any outline."""
        self.path(d, self.p.window, width)

    def sash(self, x: float, y: float, w: float, h: float, r: float = 2) -> None:
        """A house window with glazing bars."""
        self.pane(x, y, w, h, r)
        self.stroke(f"M{x + w / 2},{y} v{h} M{x},{y + h / 2} h{w}", width=3)

    def arch(self, x: float, y: float, w: float, h: float, fill: str | None = None, width: float = 4) -> None:
        """A round-headed opening; x, y is the left end of its foot."""
        self.path(f"M{x},{y} v{w / 2 - h} a{w / 2},{w / 2} 0 0 1 {w},0 v{h - w / 2} Z", fill, width)

    def snow(self, d: str, width: float = 9) -> None:
        """Snow along an upper edge, where snow lies."""
        if self.p.snow:
            self.stroke(d, SNOW_EDGE, width + 4)
            self.stroke(d, SNOW, width)

    def drift(self, d: str) -> None:
        """A closed cap of snow, where snow lies."""
        if self.p.snow:
            self.path(d, SNOW, 3, SNOW_EDGE)

    def lamp(self, x: float, y: float, r: float, beam: bool = True) -> None:
        """A headlight; at night it glows and throws a beam to the right."""
        if self.p.lit:
            if beam:
                self.elements.append(f'<path d="M{x},{y - r} L{x + 60},{y - r - 14} L{x + 60},{y + r + 18} L{x},{y + r} Z" fill="{GLOW}" opacity="0.4"/>')
            self.elements.append(f'<circle cx="{x}" cy="{y}" r="{r * 1.8}" fill="{GLOW}" opacity="0.5"/>')
        self.disc(x, y, r, GLOW if self.p.lit else "#fff6d0")

    def wheel(self, x: float, y: float, r: float) -> None:
        """A solid wheel with a hub in the main colour."""
        self.disc(x, y, r - 2, self.tyre)
        self.disc(x, y, r * 0.52, self.p.light, 3)
        self.disc(x, y, r * 0.16, self.p.line, 0)

    def ring(self, x: float, y: float, r: float, width: float = 11, spokes: int = 5, fill: str | None = None) -> None:
        """A spoked wheel of outer radius r."""
        middle = r - width / 2 - 3
        for i in range(spokes):
            dx, dy = middle * math.cos(math.pi * (i + 0.3) / spokes), middle * math.sin(math.pi * (i + 0.3) / spokes)
            self.stroke(f"M{x - dx:.1f},{y - dy:.1f} L{x + dx:.1f},{y + dy:.1f}", self.p.dark, 2.5)
        circle = f"M{x - middle},{y} a{middle},{middle} 0 1 1 {2 * middle},0 a{middle},{middle} 0 1 1 {-2 * middle},0"
        self.tubes(width, circle, fill=fill)
        self.disc(x, y, width * 0.6)

    def puff(self, *discs: tuple[float, float, float]) -> None:
        """White smoke."""
        self.blob(list(discs), "#f4f4f1", "#9aa0a8")
