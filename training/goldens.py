"""Writes tests/Clip.Tests/Data/golden-embeddings.json: the float model's results in PyTorch, with PIL, for some texts and gallery pictures.

Rows: token ids (also of unusual texts), raw text embeddings and raw image embeddings, rounded to six decimals. Only this script writes the
file; the product's towers must agree within a cosine distance of 1e-3.
"""
from __future__ import annotations

import csv
import json

import torch

from export import HERE, load_clip
from gallery import SAMPLES
from preprocess import pixel_values
import model as towers

FILE = HERE.parent / "tests" / "Clip.Tests" / "Data" / "golden-embeddings.json"

TEXTS = (
    "cat", "cats", "red", "night", "winter", "a red bicycle", "a red bicycle beside a tree", "two cats", "three green apples", "on the beach", "a penguin riding a bicycle in the desert",
    "a blue car to the left of a red car", "a red car to the left of a blue car", "A Red BICYCLE", "  a   red\tbicycle ", "a sleeping dog", "something red in the snow", "the moon",
    "a hot air balloon above a castle at sunset", "four yellow ducks on the water", "an elephant in the living room", "a cat under a table", "a cat on a table", "a wizard with a blue hat",
    "rainy weather", "a house at night in winter", "purple octopus", "pirates", "an astronaut riding a cow on the moon", "a photo of a dog")
ODD = ("", "!", "don't stop", "x9 12 345", "naïve café", "日本語の猫", "🐧 on a 🚲", "a_b-c...d", "&amp; a cat", "it's the cat's hat", "<|startoftext|> cat", "Straße und Öl", "cat" * 60, "red " * 80)


def rounded(rows: torch.Tensor) -> list[list[float]]:
    return [[round(float(v), 6) for v in row] for row in rows]


@torch.no_grad()
def main() -> None:
    clip, tokenizer = load_clip()
    texts = [{"text": t, "ids": tokenizer.encode(t)} for t in TEXTS]
    for row in texts:
        row["embedding"] = rounded(clip.text(torch.tensor([row["ids"]])))[0]
    with (SAMPLES / "captions.csv").open(encoding="utf-8") as rows:
        files = sorted(row["file"] for row in csv.DictReader(rows))[::50]
    images = [{"file": f, "embedding": e} for f, e in zip(files, rounded(clip.vision(pixel_values([SAMPLES / f for f in files]))))]
    tokens = [{"text": t, "ids": tokenizer.encode(t)} for t in ODD]
    FILE.parent.mkdir(parents=True, exist_ok=True)
    blocks = [f'"{name}": [\n' + ",\n".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n]" for name, rows in (("tokens", tokens), ("texts", texts), ("images", images))]
    FILE.write_text("{\n" + f'"dimension": {towers.JOINT},\n' + ",\n".join(blocks) + "\n}\n", encoding="utf-8")
    print(f"{len(texts)} texts, {len(images)} images and {len(tokens)} unusual texts in {FILE.relative_to(HERE.parent)}")


if __name__ == "__main__":
    main()
