"""Trains the two towers: python3 train.py --steps 1000 [--resume]; sight.py first. Writes log.csv and .cache/checkpoint.pt (resumable, with averaged weights).

InfoNCE in both directions between pictures and their two captions, leaving out pairs that are true by chance; the same
with the names of all things of the batch; the facts that embeddings must hold (facts.py); and, as in sight.py, what each part of a picture shows. The convolutions rest at first, while the
transformers learn to use what they see. The rate warms up, stays, and falls over the last part of the steps, so that a run can be resumed with another number of steps.
"""
from __future__ import annotations

import argparse
import copy
import csv
import random
import sys
import time
from pathlib import Path

import torch
from torch.nn import functional as F

import model as towers
from cores import Cores
from facts import FACTS, painted, standing, untaught
from heldout import Heldout
from sight import naming
from stream import COLOUR_NAMES, KINDS, Composer, Stream, alibi_matrix
from tokenizer import Tokenizer
from world.captions import Claimer, Speaker
from world.compose import FastPainter
from world.scenes import Sampler, twin

HERE = Path(__file__).resolve().parent
CACHE = HERE / ".cache"
CHECKPOINT = CACHE / "checkpoint.pt"
SEED, VALIDATION_SEED = 20261123, 7_000_001
BATCH = 96
TELLING = 60.0
KEEP = 20
"""Steps between checkpoints."""
RATE, DECAY, WARM_UP, FALL = 1.5e-3, 0.05, 60, 0.35
REST, SEEING = 500, 0.4
"""The steps in which the convolutions rest, which makes a step half as long; and their part of the rate afterwards."""


def rate(step: int, steps: int) -> float:
    """The learning rate of a step: warm-up, plateau, straight fall to a hundredth."""
    if step < WARM_UP:
        return RATE * (step + 1) / WARM_UP
    fall = max(1, int(steps * FALL))
    return RATE * (1.0 if step < steps - fall else max(0.01, (steps - step) / fall))


def contrast(texts: torch.Tensor, images: torch.Tensor, scale: torch.Tensor, alibis: torch.Tensor) -> torch.Tensor:
    """InfoNCE in both directions; pairs with an alibi count neither for nor against."""
    logits = (scale * texts @ images.T).masked_fill(alibis, -1e4)
    own = torch.arange(len(logits))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2


def telling(texts: torch.Tensor, images: torch.Tensor, alibis: torch.Tensor) -> torch.Tensor:
    """How well each is told from its hardest stranger, mostly its twin: at a higher temperature than the batch bears, since twins differ in little."""
    cosines = texts @ images.T
    own = cosines.diagonal()
    strangers = cosines.masked_fill(alibis | torch.eye(len(own), dtype=torch.bool), -1)
    return (F.softplus(TELLING * (strangers.amax(1) - own)) + F.softplus(TELLING * (strangers.amax(0) - own))).mean() / 2


def calling(names: torch.Tensor, images: torch.Tensor, scale: torch.Tensor, named: torch.Tensor) -> torch.Tensor:
    """InfoNCE between pictures and the names of all things of the batch, where a name has several pictures and a picture several names."""
    logits, truth = scale * names @ images.T, named.float()
    found = -(logits.log_softmax(1) * truth).sum(1) / truth.sum(1)
    told = -(logits.log_softmax(0) * truth).sum(0) / truth.sum(0)
    return (found.mean() + told.mean()) / 2


def reading(read: torch.Tensor, holds: torch.Tensor, untaught: torch.Tensor) -> torch.Tensor:
    """How well the facts that hold stand out from all that do not."""
    against = read.masked_fill(holds | untaught, -1e4).logsumexp(1, keepdim=True)
    return (F.softplus(against - read) * holds).sum(1).div(holds.sum(1)).mean()


class Average:
    """An exponential average of the weights, younger at first."""

    def __init__(self, clip: towers.Clip) -> None:
        self.clip = copy.deepcopy(clip).eval()

    @torch.no_grad()
    def update(self, clip: towers.Clip, step: int) -> None:
        keep = min(0.998, (step + 1) / (step + 9))
        for mine, new in zip(self.clip.state_dict().values(), clip.state_dict().values()):
            if mine.dtype.is_floating_point:
                mine.lerp_(new, 1 - keep)
            else:
                mine.copy_(new)


class Validation:
    """Fixed scenes from another seed: full captions to find each, and mirrored pairs to tell apart."""

    def __init__(self, tokenizer: Tokenizer, size: int = 400, pairs: int = 120) -> None:
        rng = random.Random(VALIDATION_SEED)
        sampler, painter = Sampler(VALIDATION_SEED), FastPainter(towers.SIZE)
        claimer, speaker = Claimer(rng), Speaker(rng)
        scenes = [sampler.scene() for _ in range(size)]
        while len(scenes) < size + 2 * pairs:
            scene = sampler.scene()
            other = twin(scene, rng)
            if other is not None and other.scenery == scene.scenery and other.hour == scene.hour and sorted(g.kind for g in other.groups) == sorted(g.kind for g in scene.groups) and len(scene.groups) > 1:
                scenes += [scene, other]
        claims = [claimer.full(s) for s in scenes]
        self.size = size
        self.tiles = torch.stack([torch.tensor(list(painter.paint(s, i).tobytes()), dtype=torch.uint8).view(towers.SIZE, towers.SIZE, 3) for i, s in enumerate(scenes)])
        self.ids = towers.pad([tokenizer.encode(speaker.say(c)) for c in claims], tokenizer.end)
        short = [claimer.short(s) for s in scenes[:size]]
        self.short_ids = towers.pad([tokenizer.encode(speaker.say(c)) for c in short], tokenizer.end)
        self.short_truth = torch.tensor(alibi_matrix(scenes[:size], short)) | torch.eye(size, dtype=torch.bool)

    @torch.no_grad()
    def measure(self, clip: towers.Clip) -> dict[str, float]:
        images = F.normalize(torch.cat([clip.vision(towers.normalise(t).contiguous(memory_format=torch.channels_last)) for t in self.tiles.split(100)]), dim=1)
        texts = F.normalize(torch.cat([clip.text(t) for t in self.ids.split(100)]), dim=1)
        short = F.normalize(torch.cat([clip.text(t) for t in self.short_ids.split(100)]), dim=1)
        n = self.size
        scores = texts[:n] @ images[:n].T
        ranks = (scores > scores.diagonal()[:, None]).sum(1)
        a, b = slice(n, None, 2), slice(n + 1, None, 2)
        own = (texts * images).sum(1)
        right = torch.cat([own[a] > (texts[a] * images[b]).sum(1), own[b] > (texts[b] * images[a]).sum(1)]).float().mean()
        best = (short @ images[:n].T).topk(5).indices
        hits = self.short_truth.gather(1, best).float().mean(1)[self.short_truth.sum(1) >= 5].mean()
        return {"r1": float((ranks < 1).float().mean()), "r10": float((ranks < 10).float().mean()), "pairs": float(right), "short_p5": float(hits)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--save-every", type=int, default=60)
    args = parser.parse_args()
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    cores = Cores()
    torch.manual_seed(SEED)
    CACHE.mkdir(exist_ok=True)
    tokenizer, heldout = Tokenizer.load(HERE), Heldout.load()
    clip = towers.Clip(len(tokenizer.ids), len(KINDS), len(COLOUR_NAMES), len(FACTS)).to(memory_format=torch.channels_last)
    clip.load_state_dict(torch.load(CACHE / "sight.pt"), strict=False)
    clip.swift(True)
    average = Average(clip)
    average.clip.swift(False)
    seeing = {n for n, _ in clip.named_parameters() if n.startswith(("vision.stem.", "kinds.", "colours."))}
    groups = [{"params": [p for n, p in clip.named_parameters() if (n in seeing) == sees and (p.ndim > 1) == wide], "weight_decay": DECAY * wide, "part": SEEING if sees else 1.0}
              for sees in (True, False) for wide in (True, False)]
    optimiser = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98))
    step, samples, minutes, collisions = 0, 0, 0.0, 0
    if args.resume:
        saved = torch.load(CHECKPOINT)
        clip.load_state_dict(saved["clip"])
        average.clip.load_state_dict(saved["average"])
        optimiser.load_state_dict(saved["optimiser"])
        step, samples, minutes, collisions = saved["step"], saved["samples"], saved["minutes"], saved["collisions"]
    stream = Stream(Composer(tokenizer, heldout, SEED, BATCH, towers.SIZE), step)
    validation = Validation(tokenizer)
    log = (HERE / "log.csv").open("a" if args.resume else "w", newline="")
    writer = csv.writer(log, lineterminator="\n")
    if not args.resume:
        writer.writerow(("step", "minutes", "samples", "rate", "loss", "val_r1", "val_r10", "val_pairs", "val_short_p5", "heldout_collisions"))
    print(f"{sum(p.numel() for p in clip.parameters()) / 1e6:.2f} M parameters, {len(heldout.pairs)} pairs and {len(heldout.triples)} triples held out", flush=True)
    untold = torch.from_numpy(untaught(heldout))
    roles = torch.from_numpy(standing())
    colourful, says = (torch.from_numpy(a) for a in painted())
    losses: list[float] = []
    began = time.time() - minutes * 60
    while step < args.steps:
        threads = cores.adjust()
        batch = stream.next()
        collisions += batch.collisions
        for group in optimiser.param_groups:
            group["lr"] = rate(step, args.steps) * group["part"]
        resting = step < REST
        clip.vision.stem.train(not resting).requires_grad_(not resting)
        images, tokens, related = clip.vision.look(towers.normalise(torch.from_numpy(batch.tiles)).contiguous(memory_format=torch.channels_last))
        images = F.normalize(images, dim=1)
        rows = batch.captions[0] + batch.captions[1]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        parts = [order[:BATCH], order[BATCH:]]
        spoken = torch.cat([clip.text(towers.pad([rows[i] for i in part], tokenizer.end)) for part in parts])
        back = torch.empty(len(rows), dtype=torch.long)
        back[torch.tensor(parts[0] + parts[1])] = torch.arange(len(rows))
        texts = F.normalize(spoken[back], dim=1)
        scale = clip.scale
        long, short = (contrast(t, images, scale, torch.from_numpy(a)) for t, a in zip(texts.split(BATCH), batch.alibis))
        told = telling(texts[:BATCH], images, torch.from_numpy(batch.alibis[0]))
        called = F.normalize(clip.text(towers.pad(batch.names, tokenizer.end)), dim=1)
        names = calling(called, images, scale, torch.from_numpy(batch.named))
        kinds, colours = torch.from_numpy(batch.kinds), torch.from_numpy(batch.colours)
        sight = torch.zeros(()) if resting else naming(clip, tokens, kinds, colours)
        holds = torch.from_numpy(batch.facts)
        full = torch.from_numpy(batch.full)
        seen, said = reading(clip.read(images), holds, untold), reading(clip.read(texts[:BATCH][full]), holds[full], untold)
        shown = colours >= 0
        held = F.cross_entropy(clip.read(F.normalize(related[shown], dim=1), colourful), says[kinds[shown], colours[shown]])
        stands = clip.read_one(F.normalize(related[shown], dim=1), roles[kinds[shown]])
        placed = F.binary_cross_entropy_with_logits(stands, torch.from_numpy(batch.standing)[shown].float())
        loss = long + 0.7 * short + names + 0.7 * sight + 0.5 * (seen + said) + 0.5 * held + placed + 0.7 * told
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(clip.parameters(), 1.0)
        optimiser.step()
        average.update(clip, step)
        losses.append(float(loss))
        step += 1
        samples += BATCH
        minutes = (time.time() - began) / 60
        if step % 10 == 0:
            print(f"step {step} of {args.steps}, {minutes:.1f} min, loss {sum(losses[-10:]) / 10:.3f} (long {float(long):.3f}, twins {float(told):.3f}, short {float(short):.3f}, names {float(names):.3f}, naming {float(sight):.3f}, facts seen {float(seen):.3f} and said {float(said):.3f}, colours kept {float(held):.3f} and places {float(placed):.3f}), scale {float(scale):.1f}, {threads} threads, waiting {stream.queue.qsize()}, {collisions} collisions", flush=True)
        if step % args.save_every == 0 or step == args.steps:
            found = validation.measure(average.clip)
            mean = sum(losses) / len(losses)
            losses.clear()
            writer.writerow((step, f"{minutes:.1f}", samples, f"{rate(step, args.steps):.2e}", f"{mean:.4f}", *(f"{v:.4f}" for v in found.values()), collisions))
            log.flush()
            print(f"step {step}: loss {mean:.3f} {found}", flush=True)
        if step % KEEP == 0 or step == args.steps:
            state = {"clip": clip.state_dict(), "average": average.clip.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "samples": samples, "minutes": minutes, "collisions": collisions}
            torch.save(state, CHECKPOINT.with_suffix(".new"))
            CHECKPOINT.with_suffix(".new").replace(CHECKPOINT)
    stream.process.terminate()
    print(f"{samples} scenes in {minutes:.1f} minutes; {collisions} collisions with heldout.json")


if __name__ == "__main__":
    sys.exit(main())
