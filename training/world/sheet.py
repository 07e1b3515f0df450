"""Contact sheet of unlabelled drawings: python3 sheet.py OUT.png MODULE [COLOUR] (a row per kind; columns are variants)."""
import importlib
import io
import sys
from pathlib import Path

import cairosvg
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from world import drawing  # noqa: E402


def raster(elements: str, pixels: int) -> Image.Image:
    """The elements of one thing as an RGBA picture of pixels x pixels."""
    return Image.open(io.BytesIO(cairosvg.svg2png(drawing.svg(elements).encode(), output_width=pixels, output_height=pixels))).convert("RGBA")


def main() -> None:
    out, module = sys.argv[1], sys.argv[2]
    colour = sys.argv[3] if len(sys.argv) > 3 else None
    importlib.import_module(f"world.things.{module}")
    kinds, cell, per_row = list(drawing.THINGS.values()), 110, 3
    rows = -(-len(kinds) // per_row)
    sheet = Image.new("RGB", (per_row * (drawing.VARIANTS * cell + 20), rows * cell), "#cfe0c4")
    for i, kind in enumerate(kinds):
        for v in range(drawing.VARIANTS):
            paint = drawing.Paint(drawing.COLOURS[colour or kind.natural[v % len(kind.natural)]])
            picture = raster(kind.draw(v, paint), cell)
            sheet.paste(picture, ((i % per_row) * (drawing.VARIANTS * cell + 20) + v * cell, i // per_row * cell), picture)
    sheet.save(out)
    print(*(f"{i // per_row},{i % per_row}: {k.word}" for i, k in enumerate(kinds)), sep="\n")


if __name__ == "__main__":
    main()
