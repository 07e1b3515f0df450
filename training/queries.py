"""Writes the evaluation sets into bench/data: short.jsonl, pairs.jsonl with its pictures, and free.jsonl.

The queries are fixed before training (the free ones by hand in free_queries.py, the others from the grammar with a seed). Entailment determines
which pictures of samples/ answer each.
"""
from __future__ import annotations

import json
import random
import shutil

from free_queries import free_queries
from gallery import ROOT, SAMPLES
from heldout import Heldout
from world.captions import COLOUR_WORDS, GROUPS, HOUR_WORDS, RAIN_WORDS, SEASON_WORDS, Claimer, Speaker
from world.claims import Claim, Spec, entails
from world.compose import gallery_picture
from world.drawing import COLOURS, THINGS
from world.scenes import Sampler, Scene, twin
from world.sceneries import SCENERIES

DATA = ROOT / "bench" / "data"
SEED, SHORT, PAIRS, PIXELS = 700_000_001, 150, 100, 256
ENOUGH = 5


def gallery() -> list[tuple[str, Scene]]:
    rows = [json.loads(line) for line in (SAMPLES / "scenes.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(row["file"], Scene.from_json(row)) for row in rows]


def relevant(claim: Claim, scenes: list[tuple[str, Scene]]) -> list[str]:
    return [file for file, scene in scenes if entails(scene, claim)]


def single_words() -> list[tuple[str, Claim]]:
    """Every kind, colour, place, hour, season and group word that is a single word."""
    rows = [(word, Claim((Spec(kind),))) for kind, thing in sorted(THINGS.items()) for word in (thing.word, thing.plural, *thing.synonyms)]
    rows += [(word, Claim((Spec(colour=c),))) for c in COLOURS for word in dict.fromkeys(COLOUR_WORDS.get(c, (c,)))]
    rows += [(noun, Claim(scenery=w)) for w, s in SCENERIES.items() for noun in s.nouns]
    rows += [(word, Claim(hour=h)) for h, words in HOUR_WORDS.items() for word in words] + [(word, Claim(season=s)) for s, words in SEASON_WORDS.items() for word in words]
    rows += [(word, Claim(rain=True)) for word in RAIN_WORDS] + [(forms[0][0], Claim((Spec(group=g),))) for g, forms in GROUPS.items()]
    return [(text, claim) for text, claim in dict(rows).items() if " " not in text]


def short_rows(scenes: list[tuple[str, Scene]], rng: random.Random) -> list[dict]:
    rows = [{"text": text, "form": "word", "relevant": relevant(claim, scenes)} for text, claim in single_words()]
    claimer, speaker, seen = Claimer(rng), Speaker(rng, frames=False), set()
    captions = []
    while len(captions) < SHORT:
        claim = claimer.short(rng.choice(scenes)[1])
        text = speaker.say(claim)
        found = relevant(claim, scenes)
        if " " in text and text not in seen and len(found) >= ENOUGH:
            seen.add(text)
            captions.append({"text": text, "form": "caption", "relevant": found})
    return [r for r in rows if len(r["relevant"]) >= ENOUGH] + captions


def pairs(rng: random.Random) -> list[tuple[Scene, Scene, str]]:
    """Scenes and their mirrored twins: two things with swapped colours, or with their relation reversed."""
    sampler, heldout, found = Sampler(SEED), Heldout.load(), []
    while len(found) < PAIRS:
        scene = sampler.scene()
        other = twin(scene, rng)
        if other is None or len(scene.groups) < 2 or (other.scenery, other.hour, other.season) != (scene.scenery, scene.hour, scene.season):
            continue
        same = [(g.kind, g.count, g.size, g.doing, g.hat) for g in scene.groups] == [(g.kind, g.count, g.size, g.doing, g.hat) for g in other.groups]
        swapped = same and sorted(g.colour for g in scene.groups) == sorted(g.colour for g in other.groups) and scene.groups != other.groups
        turned = sorted(map(repr, scene.groups)) == sorted(map(repr, other.groups)) and not swapped
        kind = "colours" if swapped else "relation" if turned else ""
        if kind and sum(k == kind for *_, k in found) < PAIRS // 2:
            found.append((scene, other, kind))
    print(f"{sum(heldout.contains(a) or heldout.contains(b) for a, b, _ in found)} of {PAIRS} pairs contain a held-out combination")
    return found


def write(name: str, rows: list[dict]) -> None:
    (DATA / name).write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")


def main() -> None:
    rng, scenes = random.Random(SEED), gallery()
    DATA.mkdir(parents=True, exist_ok=True)
    short = short_rows(scenes, rng)
    write("short.jsonl", short)
    free = [{"text": text, "relevant": relevant(claim, scenes), "claim": claim.to_json()} for text, claim in free_queries()]
    assert all(len(r["relevant"]) >= ENOUGH for r in free)
    write("free.jsonl", free)
    shutil.rmtree(DATA / "pairs", ignore_errors=True)
    (DATA / "pairs").mkdir()
    claimer, speaker, rows = Claimer(rng), Speaker(rng, frames=False, bare=False), []
    for i, (scene, other, kind) in enumerate(pairs(rng)):
        row = {"kind": kind}
        for side, shown, unlike in (("a", scene, other), ("b", other, scene)):
            claim = claimer.full(shown)
            assert entails(shown, claim) and not entails(unlike, claim)
            row[f"{side}_caption"], row[f"{side}_file"] = speaker.say(claim), f"pairs/{i + 1:03d}{side}.jpg"
            gallery_picture(shown, SEED + i, PIXELS).save(DATA / row[f"{side}_file"], quality=78, optimize=True)
        rows.append(row)
    write("pairs.jsonl", rows)
    size = sum(f.stat().st_size for f in (DATA / "pairs").iterdir())
    print(
        f"{sum(r['form'] == 'word' for r in short)} words, {sum(r['form'] == 'caption' for r in short)} short captions, "
        f"{len(rows)} pairs ({size / 1e6:.1f} MB), {len(free)} free queries")


if __name__ == "__main__":
    main()
