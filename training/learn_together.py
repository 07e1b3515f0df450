"""The last stage, which trains both towers completely, on new pictures: python3 learn_together.py --minutes 45 [--first BATCH --rate RATE --flat
MINUTES]. Run after learn_text.py and learn_images.py.

The loss is InfoNCE in both directions between pictures and captions, without pairs that are true by chance; the distance of both from their
meaning, as before, which preserves what is rare in a batch; and the prediction of what each part of a picture shows. The convolutions are trained
too, which doubles the cost of a step but lets them learn what naming did not require: a hat, closed eyes, rain. Every 50 steps the averaged towers
are validated on scenes that training never uses (validation.py); the best are saved in .cache/text.pt and .cache/vision.pt. Writes log.csv and
log-validation.csv.
"""
from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import model as towers
from average import Average
from heldout import Heldout
from learn_text import claims_of, speakers
from meaning import Meaning, claim_terms, scene_terms
from naming import Around, Telling, around_of
from stream import Batch, Composer, alibi_matrix
from tokenizer import Tokenizer
from validation import Validation
from world.captions import Claimer

HERE = Path(__file__).resolve().parent
TEXT, VISION, EXTRA = (HERE / ".cache" / f"{name}.pt" for name in ("text", "vision", "together"))
SEED, BATCH, RATE, DECAY, WARM_UP, FALL, LOWEST, SCALE = 20261129, 96, 6e-4, 0.05, 60, 0.4, 0.05, 25.0
PARTS = {"stem": 0.5, "text": 0.5}
"""Their share of the learning rate, because they are mostly trained already."""

EVERY, BETTER = 50, 0.005
"""Steps between validations, and by how much R@1 must exceed the last improvement to count as one: three captions. The validation loss, which
falls for longer, selects the best towers."""


@dataclass
class Lesson:
    batch: Batch
    ids: list[list[int]]
    alibis: np.ndarray
    meant: np.ndarray
    """[picture, JOINT]: the meanings of the scenes."""
    said: np.ndarray
    """[picture, JOINT]: the meanings of their captions."""
    around: np.ndarray


def _produce(queue, seed: int, first: int) -> None:
    torch.set_num_threads(1)
    tokenizer, composer, meaning, index = Tokenizer.load(), Composer(Heldout.load(), seed, BATCH, towers.SIZE), Meaning.load(), first
    while True:
        rng, batch = random.Random(seed * 1_000_003 + index), composer.batch(index)
        claimer, voices = Claimer(rng), speakers(rng)
        claims = [claims_of(rng, claimer, s) for s in batch.scenes]
        ids = [tokenizer.encode(rng.choice(voices).say(c)) for c in claims]
        with torch.no_grad():
            meant, said = meaning.embed([scene_terms(s) for s in batch.scenes], 0), meaning.embed([claim_terms(c) for c in claims], 1)
        queue.put(Lesson(batch, ids, alibi_matrix(batch.scenes, claims), meant.numpy(), said.numpy(), np.array([around_of(s) for s in batch.scenes])))
        index += 1


def contrast(texts: torch.Tensor, images: torch.Tensor, scale: torch.Tensor, alibis: torch.Tensor) -> torch.Tensor:
    """InfoNCE in both directions; pairs with an alibi are ignored."""
    logits = (scale * texts @ images.T).masked_fill(alibis, -1e4)
    own = torch.arange(len(logits))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2


def near(said: torch.Tensor, meant: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """How close vectors are to their meanings, and how well each is distinguished from the meanings of the others."""
    same = (meant @ meant.T > 0.999) & ~torch.eye(len(meant), dtype=torch.bool)
    return (said * meant).sum(1).mean(), F.cross_entropy((SCALE * said @ meant.T).masked_fill(same, -1e4), torch.arange(len(meant)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=45, help="minutes until the learning rate is lowest; training continues at that rate")
    parser.add_argument("--rate", type=float, default=RATE, help="the highest learning rate")
    parser.add_argument("--flat", type=float, default=20, help="stop when R@1 has been flat for this many minutes at the lowest rate")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--first", type=int, default=0, help="the number of the first batch, to continue after the batches of an earlier run")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    torch.set_num_threads(args.threads)
    tokenizer = Tokenizer.load()
    clip = towers.Clip(len(tokenizer.ids)).to(memory_format=torch.channels_last)
    clip.text.load_state_dict(torch.load(TEXT))
    clip.vision.load_state_dict(torch.load(VISION))
    extra = nn.ModuleDict({"telling": Telling(), "around": Around()})
    extra.register_parameter("temper", nn.Parameter(torch.tensor(3.2)))
    if EXTRA.exists():
        extra.load_state_dict(torch.load(EXTRA))
    clip.vision.stem.eval()
    average, validation = Average(clip, 0.995), Validation(tokenizer)
    named = [*clip.named_parameters(), *extra.named_parameters()]
    part_of = lambda name: next((part for part in PARTS if part in name.split(".")), "")
    groups = [{"params": [p for n, p in named if part_of(n) == part and (p.ndim > 1) == wide], "weight_decay": DECAY * wide, "part": PARTS.get(part, 1.0)}
              for part in ("", *PARTS) for wide in (True, False)]
    optimiser = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98))
    context = multiprocessing.get_context("fork")
    queue = context.Queue(6)
    process = context.Process(target=_produce, args=(queue, SEED, args.first), daemon=True)
    process.start()
    began, step, collisions, seen = time.time(), 0, 0, []
    before = validation.of(average.module)
    reached, _, best = before
    since = began + args.minutes * 60
    with (HERE / "log.csv").open("a" if args.first else "w", newline="") as log, (HERE / "log-validation.csv").open("a" if args.first else "w", newline="") as tried:
        writer, trials = csv.writer(log, lineterminator="\n"), csv.writer(tried, lineterminator="\n")
        if not args.first:
            writer.writerow(("step", "minutes", "scenes", "rate", "loss", "infonce", "image_cosine", "text_cosine", "kinds", "colours", "traits", "around", "heldout_collisions"))
            trials.writerow(("step", "minutes", "recall_at_1", "recall_at_10", "infonce"))
        trials.writerow((args.first, "0.0", *(f"{v:.4f}" for v in before)))
        while (now := time.time()) - since < args.flat * 60:
            lesson = queue.get()
            batch = lesson.batch
            collisions += batch.collisions
            rate = args.rate * min(1.0, (step + 1) / WARM_UP, max(LOWEST, (1 - (now - began) / 60 / args.minutes) / FALL))
            for group in optimiser.param_groups:
                group["lr"] = rate * group["part"]
            related = clip.vision.relate(clip.vision.see(towers.normalise(torch.from_numpy(batch.tiles)).contiguous(memory_format=torch.channels_last)))
            images = F.normalize(clip.vision.embed(related), dim=1)
            texts = F.normalize(clip.text(towers.pad(lesson.ids, tokenizer.end)), dim=1)
            pairs = contrast(texts, images, extra.temper.exp().clamp(max=100), torch.from_numpy(lesson.alibis))
            image_cosine, image_told = near(images, torch.from_numpy(lesson.meant))
            text_cosine, _ = near(texts, torch.from_numpy(lesson.said))
            told = extra["telling"].losses(related[:, 1:], *(torch.from_numpy(a) for a in (batch.kinds, batch.colours, batch.traits)))
            around = extra["around"].loss(related[:, 0], torch.from_numpy(lesson.around))
            loss = pairs + 3 * (1 - image_cosine) + image_told + 2 * (1 - text_cosine) + 0.25 * sum(told) + 0.15 * around
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in named], 1.0)
            optimiser.step()
            average.update(clip)
            step += 1
            seen.append([float(v) for v in (loss, pairs, image_cosine, text_cosine, *told, around)])
            if step % 25 == 0:
                mean = [sum(s) / 25 for s in zip(*seen[-25:])]
                minutes = (time.time() - began) / 60
                writer.writerow((args.first + step, f"{minutes:.1f}", (args.first + step) * BATCH, f"{rate:.2e}", *(f"{m:.4f}" for m in mean), collisions))
                log.flush()
                print(f"together: step {step}, {minutes:.1f} min, loss {mean[0]:.3f}, infonce {mean[1]:.3f}, image cosine {mean[2]:.3f}, text cosine {mean[3]:.3f}, kinds {mean[4]:.3f}, colours {mean[5]:.3f}, traits {mean[6]:.3f}, around {mean[7]:.3f}, rate {rate:.2e}, waiting {queue.qsize()}, {collisions} collisions", flush=True)
            if step % EVERY == 0:
                recall, ten, trial = validation.of(average.module)
                trials.writerow((args.first + step, f"{(time.time() - began) / 60:.1f}", f"{recall:.4f}", f"{ten:.4f}", f"{trial:.4f}"))
                tried.flush()
                print(f"validation: R@1 {recall:.3f}, R@10 {ten:.3f}, infonce {trial:.4f}; lowest {best:.4f}", flush=True)
                if recall > reached + BETTER:
                    reached, since = recall, max(since, time.time())
                if trial < best:
                    best = trial
                    keep(average, extra)
    process.terminate()
    print(f"{step * BATCH} scenes; {collisions} collisions with heldout.json")


def keep(average: Average, extra: nn.Module) -> None:
    for path, state in ((TEXT, average.module.text.state_dict()), (VISION, average.module.vision.state_dict()), (EXTRA, extra.state_dict())):
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)


if __name__ == "__main__":
    main()
