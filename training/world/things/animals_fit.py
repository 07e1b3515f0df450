"""Scales and shifts every animal so that it fills its box and stands on y = 190; run as a program, it measures the drawings again.

    cd training && /usr/bin/python3 -m world.things.animals_fit
"""
from __future__ import annotations

import json
from pathlib import Path

from ..drawing import THINGS, Draw, Paint, thing

TABLE = Path(__file__).with_suffix(".json")
"""word -> per variant (scale, x, y) from the drawing's own coordinates to the box's."""
FIT = json.loads(TABLE.read_text()) if TABLE.exists() else {}


def animal(word: str, plural: str, metres: float, natural: str, head: tuple = (), seat: tuple = (), **more):
    """Registers an animal; head and seat are in the drawing's own coordinates."""
    fit = FIT.get(word, [(1, 0, 0)] * 4)

    def moved(points: tuple) -> tuple:
        return tuple((round(k * x + dx), round(k * y + dy), *(round(k * width) for width in rest))
                     for (k, dx, dy), (x, y, *rest) in zip(fit, points))

    def register(draw: Draw) -> Draw:
        def fitted(v: int, p: Paint) -> str:
            k, dx, dy = fit[v % len(fit)]
            return f'<g transform="translate({dx} {dy}) scale({k})">{draw(v % len(fit), p)}</g>'

        thing(word, plural, "animal", metres, natural, head=moved(head), seat=moved(seat), **more)(fitted)
        return draw

    return register


def measure(elements: str) -> tuple[int, int, int, int]:
    """The box of the painted pixels of elements that may reach 100 units beyond the canvas."""
    import io

    import cairosvg
    from PIL import Image

    from ..drawing import svg
    picture = Image.open(io.BytesIO(cairosvg.svg2png(svg(elements, 400, 400, "-100 -100 400 400").encode())))
    left, top, right, bottom = picture.getchannel("A").getbbox()
    return left - 100, top - 100, right - 100, bottom - 100


def main() -> None:
    import sys
    table = {}
    for kind in THINGS.values():
        table[kind.word] = []
        for v in range(kind.variants):
            left, top, right, bottom = measure(kind.draw(v, Paint("#2f6fd0")))
            k = round(min(194 / (right - left), 184 / (bottom - top)), 3)
            table[kind.word].append((k, round(100 - k * (left + right) / 2, 1), round(190 - k * bottom, 1)))
    TABLE.write_text("{\n" + ",\n".join(f'  "{word}": {json.dumps(fit)}' for word, fit in table.items()) + "\n}\n")
    print(f"{len(table)} kinds measured", file=sys.stderr)


if __name__ == "__main__":
    from world.things import animals_fit  # the instance that the drawings registered with
    animals_fit.FIT.clear()
    from world.things import animals, animals_pond, animals_small, animals_wild  # noqa: F401
    main()
