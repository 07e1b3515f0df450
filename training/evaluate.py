"""Evaluates the trained towers in PyTorch on samples/ and bench/data, by category: python3 evaluate.py [--misses]."""
from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import torch
from torch.nn import functional as F

from export import load_clip
from gallery import SAMPLES
import model as towers
from preprocess import pixel_values
from queries import DATA


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class Measure:
    def __init__(self) -> None:
        torch.set_num_threads(2)
        self.clip, self.tokenizer = load_clip()

    @torch.no_grad()
    def images(self, paths: list[Path]) -> torch.Tensor:
        return F.normalize(torch.cat([self.clip.vision(pixel_values(paths[i:i + 64])) for i in range(0, len(paths), 64)]), dim=1)

    @torch.no_grad()
    def texts(self, texts: list[str]) -> torch.Tensor:
        ids = towers.pad([self.tokenizer.encode(t) for t in texts], self.tokenizer.end)
        return F.normalize(torch.cat([self.clip.text(part) for part in ids.split(128)]), dim=1)


def main() -> None:
    measure, misses = Measure(), "--misses" in sys.argv
    with (SAMPLES / "captions.csv").open(encoding="utf-8") as file:
        gallery = list(csv.DictReader(file))
    files = [r["file"] for r in gallery]
    images = measure.images([SAMPLES / f for f in files])
    scores = measure.texts([r["caption"] for r in gallery]) @ images.T
    ranks = (scores > scores.diagonal()[:, None]).sum(1)
    for split in ("seen", "unseen"):
        of = ranks[torch.tensor([r["split"] == split for r in gallery])]
        print(f"full captions, {split:6} ({len(of)}): R@1 {(of < 1).float().mean():.3f}  R@10 {(of < 10).float().mean():.3f}")
    print(f"full captions, all    ({len(ranks)}): R@1 {(ranks < 1).float().mean():.3f}  R@10 {(ranks < 10).float().mean():.3f}")
    if misses:
        for i in ranks.argsort(descending=True)[:25]:
            print(f"  rank {int(ranks[i]) + 1}: {gallery[i]['caption']} | first is {files[int(scores[i].argmax())]}")
    short, free = rows(DATA / "short.jsonl"), rows(DATA / "free.jsonl")
    for name, asked in (("single words", [r for r in short if r["form"] == "word"]), ("short captions", [r for r in short if r["form"] == "caption"]), ("free questions", free)):
        best = (measure.texts([r["text"] for r in asked]) @ images.T).topk(5).indices
        hits = torch.tensor([sum(files[j] in r["relevant"] for j in top) / 5 for r, top in zip(asked, best.tolist())])
        print(f"{name} ({len(asked)}): P@5 {hits.mean():.3f}")
        if misses:
            for i in hits.argsort()[:22]:
                print(f"  {hits[i]:.1f} {asked[i]['text']} ({len(asked[i]['relevant'])} relevant): {', '.join(files[j][5:-4] for j in best[i])}")
    pairs = rows(DATA / "pairs.jsonl")
    pictures = {side: measure.images([DATA / r[f"{side}_file"] for r in pairs]) for side in "ab"}
    spoken = {side: measure.texts([r[f"{side}_caption"] for r in pairs]) for side in "ab"}
    right = {side: (spoken[side] * pictures[side]).sum(1) > (spoken[side] * pictures[other]).sum(1) for side, other in ("ab", "ba")}
    for kind in ("colours", "relation"):
        of = torch.tensor([r["kind"] == kind for r in pairs])
        print(f"mirrored pairs, {kind} ({int(of.sum())}): {torch.cat([right['a'][of], right['b'][of]]).float().mean():.3f}")
    print(f"mirrored pairs, all: {torch.cat([right['a'], right['b']]).float().mean():.3f}")


if __name__ == "__main__":
    main()
