"""The drawing contract: every thing is a function from (variant, paint) to SVG elements.

The canvas of a thing is 200 x 200 units, x to the right, y down. A thing stands on the line y = 190, is centred on x = 100 and
fills the height of the box unless its shape is flat (then it fills the width). Things that face a direction face right; the composer
mirrors them. Shapes are bold: a thing must be recognisable at 40 pixels.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

COLOURS = {
    "red": "#d8342c", "orange": "#f08a1d", "yellow": "#f6cf2e", "green": "#3f9e46", "blue": "#2f6fd0", "purple": "#8147b5",
    "pink": "#f08cb8", "brown": "#8a5a34", "black": "#34343c", "white": "#f6f5f0", "grey": "#93979e",
}
"""The colours that a caption can name, and their paints."""

VARIANTS = 4
"""Every kind is drawn in at least this many variants; `draw` receives 0..variants-1."""


def shade(hex_colour: str, factor: float) -> str:
    """A lighter (factor > 1, towards white) or darker (factor < 1, towards black) shade: pale colours stay pale, so white never turns khaki."""
    channels = (int(hex_colour[i:i + 2], 16) for i in (1, 3, 5))
    mixed = (c * factor if factor <= 1 else 255 - (255 - c) / factor for c in channels)
    return "#" + "".join(f"{round(c):02x}" for c in mixed)


@dataclass(frozen=True)
class Paint:
    """The paint of a drawing: its own colour and the effects of the scenery."""

    main: str
    """The thing's colour as #rrggbb: it covers more than half of the painted area."""
    snow: bool = False
    """Snow lies on roofs, branches and upper edges."""
    lit: bool = False
    """It is night: windows, lamps and headlights glow."""

    @property
    def light(self) -> str:
        return shade(self.main, 1.45)

    @property
    def dark(self) -> str:
        return shade(self.main, 0.68)

    @property
    def line(self) -> str:
        """The outline: a very dark shade of the main colour, drawn about 4 units wide."""
        return shade(self.main, 0.36)

    @property
    def window(self) -> str:
        """Glass: warm light at night, pale blue by day."""
        return "#ffd75e" if self.lit else "#bfe3f2"


Draw = Callable[[int, Paint], str]


@dataclass(frozen=True)
class Thing:
    """One kind of thing: its name, its size, where it can be and how it is drawn."""

    word: str
    """The singular noun a caption uses: "bicycle"."""
    plural: str
    group: str
    """animal, person, vehicle, building, plant or object."""
    metres: float
    """Real height in metres; the composer compresses the range but keeps the order."""
    natural: tuple[str, ...]
    """Names of the COLOURS that it has when a caption names none."""
    draw: Draw
    colours: tuple[str, ...] = tuple(COLOURS)
    """Names of the COLOURS that a caption may give it (all, unless one would make it unrecognisable)."""
    synonyms: tuple[str, ...] = ()
    """Other singular nouns with regular plurals: ("bike",)."""
    places: tuple[str, ...] = ("ground",)
    """Where it can be: any of ground, water, air."""
    head: tuple[tuple[float, float, float], ...] = ()
    """Per variant: x, y of the middle of the head's top and the head's width. Empty: it wears no hat."""
    seat: tuple[tuple[float, float], ...] = ()
    """Per variant: x, y where a rider's feet go. Empty: nothing rides on it."""
    top: tuple[tuple[float, float, float], ...] = ()
    """Per variant: x from, x to and y of a flat surface that carries another thing (a table's top). Empty: nothing lies on it."""
    under: bool = False
    """Another thing fits under it (a table, an umbrella, a tree)."""
    variants: int = VARIANTS


THINGS: dict[str, Thing] = {}


def thing(word: str, plural: str, group: str, metres: float, natural: str, **more) -> Callable[[Draw], Draw]:
    """Registers the decorated drawing under its word. `natural` is a comma-separated list of colour names."""

    def register(draw: Draw) -> Draw:
        assert word not in THINGS, word
        THINGS[word] = Thing(word, plural, group, metres, tuple(natural.split(",")), draw, **more)
        return draw

    return register


def svg(elements: str, width: int = 200, height: int = 200, box: str = "0 0 200 200") -> str:
    """A whole SVG document around elements in a thing's coordinates."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="{box}">{elements}</svg>'
