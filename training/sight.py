"""The first stage, before learn_images.py: trains the vision tower's convolutions to name what each part of a picture shows.

Contrastive training learns kinds last: scenery, hour and colour distinguish pictures so well that shapes hardly matter. Naming is learnt several
times as fast and needs neither captions nor the transformers. Its pictures are crowds: a dozen things in front of any scenery instead of the two or
three of a scene, so a picture teaches four times as much for the same computation. Every picture is used twice, the second time mirrored. Writes
.cache/sight.pt.
"""
from __future__ import annotations

import argparse
import multiprocessing
import random
import time
from pathlib import Path

import numpy as np
import torch

import model as towers
from cores import Cores
from heldout import Heldout
from naming import Naming
from stream import KINDS, exposed, token_map
from tokenizer import Tokenizer
from world.compose import FastPainter
from world.drawing import THINGS
from world.layout import Item
from world.scenes import HAT_COLOURS, Group, Sampler, colours_of

CACHE = Path(__file__).resolve().parent / ".cache"
SEED, BATCH, RATE, DECAY, WARM_UP, FALL = 20261124, 64, 3e-3, 0.05, 40, 0.4


def crowd(rng: random.Random, heldout: Heldout) -> list[Item]:
    """Things of random kinds and allowed colours, one in each cell of a grid of two, three or four rows, from back to front."""
    rows, items = rng.choices((2, 3, 4), (0.2, 0.45, 0.35))[0], []
    for row in range(rows):
        for column in range(rows):
            kind = rng.choice(KINDS)
            colour = rng.choice([c for c in colours_of(kind) if (kind, c) not in heldout.pairs])
            thing = THINGS[kind]
            hat = rng.choice(HAT_COLOURS) if thing.head and rng.random() < 0.12 else ""
            item = Item(Group(kind, colour, hat=hat), rng.randrange(thing.variants), 1.0, rng.random() < 0.5, hat_style=rng.randrange(2), floor="")
            item.fit(rng.uniform(0.75, 1.2) / rows, rng.uniform(0.75, 1.2) / rows)
            item.x = (column + 0.5 + rng.uniform(-0.15, 0.15)) / rows
            item.y = (row + 0.5 + rng.uniform(-0.15, 0.15)) / rows + item.height / 2
            items.append(item)
    return sorted(items, key=lambda item: item.y)


def _produce(queue, seed: int) -> None:
    heldout, painter, index = Heldout.load(), FastPainter(towers.SIZE), 0
    side = towers.SIZE // towers.TOKEN
    while True:
        rng = random.Random(seed * 1_000_003 + index)
        sampler = Sampler(rng.getrandbits(48))
        scenes = [(sampler.scene(), rng.getrandbits(40)) for _ in range(BATCH)]
        layouts = [crowd(rng, heldout) for _ in scenes]
        tiles = np.stack([exposed(np.asarray(painter.paint_items(*s, items)), rng) for s, items in zip(scenes, layouts)])
        kinds, colours, _ = (np.stack(maps).reshape(BATCH, side, side) for maps in zip(*(token_map(items, side) for items in layouts)))
        queue.put((tiles, kinds, colours))
        queue.put(tuple(np.ascontiguousarray(a[:, :, ::-1]) for a in (tiles, kinds, colours)))
        index += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1500)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    cores = Cores()
    tokenizer = Tokenizer.load()
    clip = towers.Clip(len(tokenizer.ids)).to(memory_format=torch.channels_last)
    naming = Naming()
    learning = [*clip.vision.stem.parameters(), *naming.parameters()]
    optimiser = torch.optim.AdamW(learning, lr=RATE, weight_decay=DECAY, betas=(0.9, 0.98))
    context = multiprocessing.get_context("fork")
    queue = context.Queue(8)
    process = context.Process(target=_produce, args=(queue, SEED), daemon=True)
    process.start()
    began, losses, right = time.time(), [], []
    for step in range(args.steps):
        cores.adjust()
        tiles, kinds, colours = (torch.from_numpy(a) for a in queue.get())
        fall = max(1, int(args.steps * FALL))
        for group in optimiser.param_groups:
            group["lr"] = RATE * min((step + 1) / WARM_UP, 1.0, max(0.02, (args.steps - step) / fall))
        tokens = clip.vision.stem(towers.normalise(tiles).contiguous(memory_format=torch.channels_last)).flatten(2).transpose(1, 2)
        kinds, colours = kinds.flatten(1), colours.flatten(1)
        loss = sum(naming.losses(tokens, kinds, colours))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 2.0)
        optimiser.step()
        losses.append(float(loss))
        shown = colours >= 0
        right.append(float((naming.kinds(tokens[shown].detach()).argmax(-1) == kinds[shown]).float().mean()))
        if (step + 1) % 50 == 0:
            print(
                f"sight: step {step + 1} of {args.steps}, {(time.time() - began) / 60:.1f} min, loss {sum(losses[-50:]) / 50:.3f}, "
                f"kinds correct {sum(right[-50:]) / 50:.3f}",
                flush=True)
            torch.save({n: v for n, v in clip.state_dict().items() if n.startswith("vision.stem.")}, CACHE / "sight.pt")
    process.terminate()


if __name__ == "__main__":
    main()
