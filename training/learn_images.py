"""Trains the vision tower on the meaning of scenes: python3 learn_images.py --minutes 60. Run after meaning.py and sight.py.

The convolutions are frozen. Their output for each picture is cached (for at most --keep pictures, the oldest are dropped), so that a picture is
drawn and convolved once but used several times. The tower learns to output the scene's unit vector: close to it, and closer to it than to the
others in the batch, which include twins. As an auxiliary task, each part of a picture must predict the kind, the colour and the traits of the
thing that it shows. Continues from the shipped weights. Writes .cache/vision.pt and log-images.csv.
"""
from __future__ import annotations

import argparse
import csv
import multiprocessing
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

import model as towers
import shipped
from average import Average
from cores import Cores
from heldout import Heldout
from meaning import Meaning, scene_terms
from naming import Telling
from stream import TRAITS, Composer
from tokenizer import Tokenizer

HERE = Path(__file__).resolve().parent
FILE, SIGHT = HERE / ".cache" / "vision.pt", HERE / ".cache" / "sight.pt"
SEED, DRAWN, BATCH, RUN = 20261128, 64, 256, 8
"""RUN: this many consecutively drawn pictures stay together, so that twins do."""
RATE, DECAY, WARM_UP, FALL, SCALE, AFTER = 1.2e-3, 0.05, 100, 0.35, 25.0, 4096
TOKENS = (towers.SIZE // towers.TOKEN) ** 2


class Pool:
    """The cached convolution outputs of the pictures drawn so far, with their meanings."""

    def __init__(self, keep: int) -> None:
        self.keep, self.drawn = keep // DRAWN * DRAWN, 0
        self.columns = [torch.empty((self.keep, *shape), dtype=kind) for shape, kind in (((TOKENS, towers.WIDTH), torch.float16), ((towers.JOINT,), torch.float16),
                                                                                        ((TOKENS,), torch.uint8), ((TOKENS,), torch.int8), ((TOKENS, len(TRAITS)), torch.bool))]

    def add(self, rows: tuple[np.ndarray, ...]) -> None:
        start = self.drawn % self.keep
        for column, row in zip(self.columns, rows):
            column[start:start + DRAWN] = torch.from_numpy(row)
        self.drawn += DRAWN

    def sample(self, generator: torch.Generator) -> list[torch.Tensor]:
        runs = torch.randint(min(self.drawn, self.keep) // RUN, (BATCH // RUN,), generator=generator)
        rows = (runs[:, None] * RUN + torch.arange(RUN)).flatten()
        return [column[rows] for column in self.columns]


def _produce(queue, clip: towers.Clip, seed: int, first: int, stride: int) -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    composer, meaning, index = Composer(Heldout.load(), seed, DRAWN, towers.SIZE), Meaning.load(), first
    vision = clip.vision.eval()
    while True:
        batch = composer.batch(index)
        with torch.no_grad():
            tokens = vision.see(towers.normalise(torch.from_numpy(batch.tiles)).contiguous(memory_format=torch.channels_last))
            targets = meaning.embed([scene_terms(s) for s in batch.scenes], 0)
        queue.put(((tokens.half().numpy(), targets.half().numpy(), batch.kinds.astype(np.uint8), batch.colours.astype(np.int8), batch.traits), batch.collisions))
        index += stride


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--keep", type=int, default=250_000)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    cores, tokenizer = Cores(), Tokenizer.load()
    clip = towers.Clip(len(tokenizer.ids)).to(memory_format=torch.channels_last)
    shipped.read(clip)
    if SIGHT.exists():
        clip.load_state_dict(torch.load(SIGHT), strict=False)
    vision, telling, pool, generator = clip.vision, Telling(), Pool(args.keep), torch.Generator().manual_seed(SEED)
    vision.stem.eval().requires_grad_(False)
    context = multiprocessing.get_context("fork")
    queue = context.Queue(6)
    process = context.Process(target=_produce, args=(queue, clip, SEED, 0, 1), daemon=True)
    process.start()
    average = Average(vision, 0.995)
    learning = [p for n, p in vision.named_parameters() if not n.startswith("stem.")] + [*telling.parameters()]
    optimiser = torch.optim.AdamW([{"params": [p for p in learning if (p.ndim > 1) == wide], "weight_decay": DECAY * wide} for wide in (True, False)], lr=RATE, betas=(0.9, 0.98))
    began, step, collisions, seen = time.time(), 0, 0, []
    with (HERE / "log-images.csv").open("w", newline="") as log:
        writer = csv.writer(log, lineterminator="\n")
        writer.writerow(("step", "minutes", "drawn", "rate", "loss", "cosine", "told_apart", "kinds", "colours", "traits", "heldout_collisions"))
        while (part := (time.time() - began) / 60 / args.minutes) < 1:
            threads = cores.adjust()
            while pool.drawn < AFTER or not queue.empty():
                rows, found = queue.get()
                pool.add(rows)
                collisions += found
            tokens, targets, kinds, colours, traits = pool.sample(generator)
            targets = targets.float()
            rate = RATE * min(1.0, (step + 1) / WARM_UP) * (1 if part < 1 - FALL else max(0.01, (1 - part) / FALL))
            for group in optimiser.param_groups:
                group["lr"] = rate
            related = vision.relate(tokens.float())
            said = F.normalize(vision.embed(related), dim=1)
            near = (said * targets).sum(1).mean()
            logits = SCALE * said @ targets.T
            same = (targets @ targets.T > 0.999) & ~torch.eye(BATCH, dtype=torch.bool)
            logits = logits.masked_fill(same, -1e4)
            told = telling.losses(related[:, 1:], kinds.long(), colours.long(), traits)
            loss = 3 * (1 - near) + F.cross_entropy(logits, torch.arange(BATCH)) + 0.25 * sum(told)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimiser.step()
            average.update(vision)
            step += 1
            seen.append((float(loss), float(near), float((logits.argmax(1) == torch.arange(BATCH)).float().mean()), *map(float, told)))
            if step % 25 == 0:
                mean = [sum(s) / 25 for s in zip(*seen[-25:])]
                minutes = (time.time() - began) / 60
                writer.writerow((step, f"{minutes:.1f}", pool.drawn, f"{rate:.2e}", *(f"{m:.4f}" for m in mean), collisions))
                log.flush()
                print(
                    f"images: step {step}, {minutes:.1f} min, {pool.drawn} drawn, loss {mean[0]:.3f}, cosine {mean[1]:.3f}, accuracy {mean[2]:.3f}, "
                    f"kinds {mean[3]:.3f}, colours {mean[4]:.3f}, traits {mean[5]:.3f}, rate {rate:.2e}, {threads} threads, {collisions} collisions",
                    flush=True)
            if step % 100 == 0:
                torch.save(average.module.state_dict(), FILE)
    torch.save(average.module.state_dict(), FILE)
    process.terminate()
    print(f"{step * BATCH} training pictures, {pool.drawn} drawn; {collisions} collisions with heldout.json")


if __name__ == "__main__":
    main()
