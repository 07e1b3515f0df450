"""Draws samples/: 600 pictures of scenes that were in no training batch, each with a full caption and a description of its scene.

Scenes come from a separate seed. First come scenes for every free query, so that each has at least five answers; then a few favourites; then
random scenes, until the gallery is full and enough of them contain a combination from heldout.json. A scene is rejected if its caption would
also be true of another picture in the gallery, or another picture's caption of it.
"""
from __future__ import annotations

import csv
import json
import random
from dataclasses import replace
from pathlib import Path

from PIL import Image

from free_queries import claim_of, free_queries
from heldout import Heldout
from world.captions import Claimer, Speaker
from world.claims import Claim, Spec, entails, features, groups_of, kinds_of, needs
from world.compose import gallery_picture
from world.drawing import THINGS
from world.scenes import HAT_COLOURS, Group, Sampler, Scene, Stack, colours_of, fits_in, fits_picture, size_of
from world.sceneries import SCENERIES

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
SEED, SIZE, UNSEEN, PIXELS, QUALITY = 600_000_011, 600, 180, 384, 84
PER_QUESTION = 5
FAVOURITES = (("red bicycle; tree | beside:", 4), ("red bicycle; tree | left of: autumn", 2), ("red bicycle", 4), ("penguin; bicycle | riding: desert", 3), ("elephant; bicycle | riding:", 2),
              ("astronaut; cow | riding: moon", 2), ("*animal; scooter | riding: city night", 3), ("lighthouse | beach night", 2), ("house | winter night", 2))


class Planter:
    """Builds a scene for which a claim is true."""

    def __init__(self, sampler: Sampler, rng: random.Random) -> None:
        self.sampler, self.rng = sampler, rng

    def scene(self, claim: Claim) -> Scene:
        while True:
            scene = self._try(claim)
            if scene is not None and fits_picture(scene) and entails(scene, claim):
                return scene

    def _kind(self, spec: Spec, scenery: str, fits=lambda kind: True) -> str:
        pool = [k for k in sorted(THINGS) if (not spec.kind or spec.kind in kinds_of(k)) and (not spec.group or spec.group in groups_of(k)) and (not spec.hat or THINGS[k].head)
                and (not spec.place or spec.place in THINGS[k].places) and (spec.place != "water" or SCENERIES[scenery].water) and (not spec.colour or spec.colour in colours_of(k)) and fits_in(k, scenery) and fits(k)]
        return self.rng.choice(pool)

    def _dressed(self, group: Group, spec: Spec) -> Group:
        """The group with the properties that the claim states."""
        said = {n: v for n, v in (("colour", spec.colour), ("count", spec.count), ("size", spec.size), ("doing", spec.doing), ("place", spec.place)) if v}
        if spec.hat:
            said["hat"] = self.rng.choice(HAT_COLOURS) if spec.hat == "any" else spec.hat
        return replace(group, **said)

    def _try(self, claim: Claim) -> Scene | None:
        rng, sampler = self.rng, self.sampler
        scenery = claim.scenery or rng.choice([w for w, s in SCENERIES.items() if (not claim.hour or claim.hour in s.hours) and (not claim.season or claim.season in s.seasons)
                                               and (s.rains or not claim.rain)])
        place = SCENERIES[scenery]
        hour = claim.hour or rng.choices(place.hours, (0.5, 0.22, 0.28)[:len(place.hours)])[0]
        season = claim.season or rng.choice([s for s in place.seasons if s != "winter" or not claim.rain])
        try:
            stacks = self._stacks(claim, scenery)
        except IndexError:
            return None
        if len(stacks) < 2 and rng.random() < 0.6:
            stacks.insert(rng.randrange(2), Stack(sampler.group(sampler._kind(scenery), scenery)))
        return Scene(tuple(stacks), scenery, hour, season, claim.rain)

    def _stacks(self, claim: Claim, scenery: str) -> list[Stack]:
        rng, sampler = self.rng, self.sampler
        if claim.relations and claim.relations[0][1] in ("on", "riding", "under", "above", "in front of"):
            relation = claim.relations[0][1]
            among = {"on": sampler.tables, "riding": sampler.seats, "under": sampler.roofs}.get(relation, sampler.grounded)
            base = self._kind(claim.things[1], scenery, lambda k: k in among)
            allowed = {"above": lambda k: k in sampler.fliers, "riding": lambda k: k in sampler.riders, "in front of": lambda k: k in sampler.grounded and size_of(k) <= size_of(base) * 1.05}
            other = self._kind(claim.things[0], scenery, allowed.get(relation, lambda k: k in sampler.grounded and THINGS[k].metres <= max(1.0, THINGS[base].metres)))
            stack = sampler.attach(scenery, base, relation, other)
            return [Stack(self._dressed(stack.base, claim.things[1]), relation, self._dressed(stack.other, claim.things[0]))]
        if not claim.things:
            return [Stack(sampler.group(sampler._kind(scenery), scenery))]
        stacks = [Stack(self._dressed(sampler.group(self._kind(spec, scenery), scenery), spec)) for spec in claim.things]
        if (claim.relations and claim.relations[0][1] == "right of") or (not (claim.relations and claim.relations[0][1] == "left of") and rng.random() < 0.5):
            stacks.reverse()
        return stacks


class Gallery:
    """The scenes of the gallery, each with its claim and caption."""

    def __init__(self) -> None:
        rng = random.Random(SEED)
        self.rng, self.heldout, self.claimer, self.speaker = rng, Heldout.load(), Claimer(rng), Speaker(rng, frames=False, bare=False)
        self.scenes: list[Scene] = []
        self.claims: list[Claim] = []
        self.captions: list[str] = []
        self._atoms: list[frozenset] = []

    def add(self, scene: Scene) -> bool:
        """Adds a scene unless a caption would become ambiguous."""
        claim = self.claimer.full(scene)
        weak, atoms = claim.at_least(), features(scene)
        required = needs(weak)
        for other, its_claim, its_atoms in zip(self.scenes, self.claims, self._atoms):
            if (required <= its_atoms and entails(other, weak)) or (needs(its_claim) <= atoms and entails(scene, its_claim)):
                return False
        self.scenes.append(scene)
        self.claims.append(weak)
        self._atoms.append(atoms)
        self.captions.append(self.speaker.say(claim))
        return True

    def unseen(self, scene: Scene) -> bool:
        return self.heldout.contains(scene)

    def fill(self) -> None:
        sampler = Sampler(SEED)
        planter = Planter(sampler, self.rng)
        wanted = [(claim_of(meaning), count) for meaning, count in FAVOURITES] + [(claim, PER_QUESTION) for _, claim in free_queries()]
        for claim, count in wanted:
            while sum(entails(s, claim) for s in self.scenes) < count:
                self.add(planter.scene(claim))
        print(f"{len(self.scenes)} scenes answer the free queries")
        while len(self.scenes) < SIZE:
            scene = sampler.scene()
            missing = UNSEEN - sum(map(self.unseen, self.scenes))
            if missing < SIZE - len(self.scenes) and not (missing > 0 and self.rng.random() < 0.5) or self.unseen(scene):
                self.add(scene)
        order = list(range(SIZE))
        self.rng.shuffle(order)
        self.scenes, self.claims, self.captions = ([row[i] for i in order] for row in (self.scenes, self.claims, self.captions))


def slug(scene: Scene) -> str:
    """The words of a file name: the first relation or the first thing, and the place."""
    groups = scene.groups

    def name(i: int) -> str:
        g = groups[i]
        return f"{g.colour} {g.kind}" if g.count == 1 else f"{g.count} {g.colour} {g.thing.plural}"
    order = ("riding", "on", "under", "above", "in front of", "beside")
    facts = sorted((f for f in scene.facts if f[1] in order), key=lambda f: (order.index(f[1]), f[0], f[2]))
    words = f"{name(facts[0][0])} {facts[0][1]} {groups[facts[0][2]].kind}" if facts else name(0)
    return f"{words} {scene.scenery}".replace(" ", "-")


def contact_sheet(files: list[Path], out: Path, columns: int = 8, rows: int = 4, cell: int = 150) -> None:
    sheet = Image.new("RGB", (columns * cell, rows * cell))
    for i, file in enumerate(files[:columns * rows]):
        sheet.paste(Image.open(file).resize((cell, cell), Image.LANCZOS), (i % columns * cell, i // columns * cell))
    out.parent.mkdir(exist_ok=True)
    sheet.save(out, quality=86, optimize=True)


def has_red_bicycle(scene: Scene) -> bool:
    return any(group.kind == "bicycle" and group.colour == "red" for group in scene.groups)


def main() -> None:
    gallery = Gallery()
    gallery.fill()
    SAMPLES.mkdir(exist_ok=True)
    for earlier in SAMPLES.glob("*.jpg"):
        earlier.unlink()
    rows, files = [], []
    for i, scene in enumerate(gallery.scenes):
        file = f"{i + 1:04d}-{slug(scene)}.jpg"
        gallery_picture(scene, SEED + i, PIXELS).save(SAMPLES / file, quality=QUALITY, optimize=True)
        files.append(file)
        rows.append({"file": file, "caption": gallery.captions[i], "split": "unseen" if gallery.unseen(scene) else "seen"})
    with (SAMPLES / "captions.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, ("file", "caption", "split"), lineterminator="\n")
        writer.writeheader()

        # A server adds the pictures in this order: those that the README's first question asks for come first, so that it is soon answered.
        writer.writerows(row for first in (True, False) for row, scene in zip(rows, gallery.scenes) if has_red_bicycle(scene) == first)
    with (SAMPLES / "scenes.jsonl").open("w", encoding="utf-8") as out:
        for file, scene, claim in zip(files, gallery.scenes, gallery.claims):
            out.write(json.dumps({"file": file, **scene.to_json(), "claim": claim.to_json(), "heldout": [list(c) for c in gallery.heldout.found(scene)]}) + "\n")
    picked = random.Random(4).sample([SAMPLES / f for f in files], 32)
    contact_sheet(picked, ROOT / "docs" / "gallery.jpg")
    unseen = sum(r["split"] == "unseen" for r in rows)
    print(f"{len(rows)} pictures, {unseen} unseen, {sum((SAMPLES / f).stat().st_size for f in files) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
