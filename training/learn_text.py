"""Trains the text tower on the meaning of captions: python3 learn_text.py --minutes 25 [--fresh]. Run after meaning.py; needs no pictures.

Every caption is sampled with its claim, and the tower learns to output the claim's unit vector: close to it, and closer to it than to the others
in the batch. Twin scenes ensure that some of these differ only in the position of a word. Continues from the shipped weights, or starts from
scratch (--fresh). Writes .cache/text.pt and log-text.csv.
"""
from __future__ import annotations

import argparse
import csv
import multiprocessing
import random
import time
from dataclasses import replace
from pathlib import Path

import torch
from torch.nn import functional as F

import model as towers
import shipped
from average import Average
from cores import Cores
from heldout import Heldout
from meaning import Meaning, claim_terms, drawn
from tokenizer import Tokenizer
from world.captions import Claimer, Speaker
from world.claims import Claim, Spec, groups_of
from world.scenes import Sampler

HERE = Path(__file__).resolve().parent
FILE = HERE / ".cache" / "text.pt"
SEED, BATCH, RATE, DECAY, WARM_UP, FALL, SCALE = 20261127, 256, 1.2e-3, 0.05, 60, 0.35, 30.0


def claims_of(rng: random.Random, claimer: Claimer, scene) -> Claim:
    """A claim that is true of the scene: everything, a part, a word or two, or a thing's name."""
    form = rng.choices(("full", "partial", "short", "name"), (36, 26, 30, 8))[0]
    if form == "name":
        group = rng.choice(scene.groups)
        return Claim((Spec(group.kind, "", group.colour if rng.random() < 0.5 else ""),))
    claim = getattr(claimer, form)(scene)
    return _loosely(rng, claim) if form == "partial" and rng.random() < 0.3 else claim


def _loosely(rng: random.Random, claim: Claim) -> Claim:
    """The claim with a less specific kind: an animal, or something, instead of a cat."""
    things = list(claim.things)
    i = rng.randrange(len(things))
    gathering = rng.choice(groups_of(things[i].kind)) if len(things) == 1 or rng.random() < 0.75 else ""
    things[i] = replace(things[i], kind="", group=gathering)
    return replace(claim, things=tuple(things))


def speakers(rng: random.Random) -> list[Speaker]:
    """Two styles: that of queries, and that of the gallery's captions."""
    return [Speaker(rng), Speaker(rng), Speaker(rng, frames=False, bare=False)]


def _produce(queue, seed: int) -> None:
    torch.set_num_threads(1)
    tokenizer, heldout, index = Tokenizer.load(), Heldout.load(), 0
    meaning = Meaning.load()
    while True:
        rng = random.Random(seed * 1_000_003 + index)
        sampler, claimer, voices = Sampler(rng.getrandbits(48), heldout.contains), Claimer(rng), speakers(rng)
        scenes = drawn(rng, sampler, BATCH, heldout.contains)
        collisions = sum(map(heldout.contains, scenes))
        claims = [claims_of(rng, claimer, s) for s in scenes]
        ids = [tokenizer.encode(rng.choice(voices).say(c)) for c in claims]
        with torch.no_grad():
            targets = meaning.embed([claim_terms(c) for c in claims], 1)
        order = sorted(range(BATCH), key=lambda i: len(ids[i]))
        queue.put(([ids[i] for i in order], targets[order].numpy(), collisions))
        index += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--fresh", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    cores, tokenizer = Cores(), Tokenizer.load()
    clip = towers.Clip(len(tokenizer.ids))
    if not args.fresh:
        shipped.read(clip)
    text = clip.text
    average = Average(text, 0.995)
    optimiser = torch.optim.AdamW([{"params": [p for p in text.parameters() if (p.ndim > 1) == wide], "weight_decay": DECAY * wide} for wide in (True, False)], lr=RATE, betas=(0.9, 0.98))
    context = multiprocessing.get_context("fork")
    queue = context.Queue(8)
    process = context.Process(target=_produce, args=(queue, SEED), daemon=True)
    process.start()
    began, step, collisions, seen = time.time(), 0, 0, []
    with (HERE / "log-text.csv").open("w", newline="") as log:
        writer = csv.writer(log, lineterminator="\n")
        writer.writerow(("step", "minutes", "captions", "rate", "loss", "cosine", "heldout_collisions"))
        while (part := (time.time() - began) / 60 / args.minutes) < 1:
            threads = cores.adjust()
            ids, targets, found = queue.get()
            collisions += found
            targets = torch.from_numpy(targets)
            rate = RATE * min(1.0, (step + 1) / WARM_UP) * (1 if part < 1 - FALL else max(0.01, (1 - part) / FALL))
            for group in optimiser.param_groups:
                group["lr"] = rate
            quarter = BATCH // 4
            said = F.normalize(torch.cat([text(towers.pad(ids[i:i + quarter], tokenizer.end)) for i in range(0, BATCH, quarter)]), dim=1)
            near = (said * targets).sum(1).mean()
            logits = SCALE * said @ targets.T
            same = (targets @ targets.T > 0.9999) & ~torch.eye(BATCH, dtype=torch.bool)
            loss = 3 * (1 - near) + F.cross_entropy(logits.masked_fill(same, -1e4), torch.arange(BATCH))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(text.parameters(), 1.0)
            optimiser.step()
            average.update(text)
            step += 1
            seen.append((float(loss), float(near)))
            if step % 50 == 0:
                mean = [sum(s) / 50 for s in zip(*seen[-50:])]
                minutes = (time.time() - began) / 60
                writer.writerow((step, f"{minutes:.1f}", step * BATCH, f"{rate:.2e}", f"{mean[0]:.4f}", f"{mean[1]:.4f}", collisions))
                log.flush()
                print(f"text: step {step}, {minutes:.1f} min, loss {mean[0]:.3f}, cosine {mean[1]:.3f}, rate {rate:.2e}, {threads} threads, waiting {queue.qsize()}, {collisions} collisions", flush=True)
            if step % 200 == 0:
                torch.save(average.module.state_dict(), FILE)
    torch.save(average.module.state_dict(), FILE)
    process.terminate()
    print(f"{step * BATCH} captions; {collisions} collisions with heldout.json")


if __name__ == "__main__":
    main()
