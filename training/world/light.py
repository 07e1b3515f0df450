"""Hours of the day: how the light of an hour changes the colours of things (slightly, so that colours stay recognisable) and of backgrounds."""
from __future__ import annotations

import re

HOURS = ("day", "sunset", "night")

THING_LIGHT = {"day": (1.0, 1.0, 1.0), "sunset": (1.0, 0.90, 0.84), "night": (0.74, 0.78, 0.92)}
GROUND_LIGHT = {"day": (1.0, 1.0, 1.0), "sunset": (1.0, 0.80, 0.70), "night": (0.40, 0.46, 0.66)}

GLOWING = {"#ffd75e", "#fff3b0", "#ffe9a8", "#fff2b0"}
"""Lamps and lit windows: no hour darkens them."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")


def tint(hex_colour: str, light: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{min(255, round(int(hex_colour[1 + 2 * i:3 + 2 * i], 16) * light[i])):02x}" for i in range(3))


def tint_thing(elements: str, hour: str) -> str:
    """The same SVG elements under the light of an hour."""
    if hour in ("day", ""):
        return elements
    light = THING_LIGHT[hour]
    return _HEX.sub(lambda m: m[0] if m[0].lower() in GLOWING else tint(m[0], light), elements)
