"""The content of a picture as data: things in stacks from left to right, a scenery, an hour, a season, rain; and a sampler of such scenes.

A stack is one group of equal things, alone or with a second group attached to it (a cat on a table). Every relation that holds in the
picture follows from the stacks, so `facts` is complete: nothing else is drawn.
"""
from __future__ import annotations

import random
from dataclasses import asdict, dataclass, replace

import world.kinds  # noqa: F401  (fills THINGS)
from world.drawing import THINGS, Thing
from world.sceneries import SCENERIES

ATTACHED = ("on", "riding", "under", "above", "in front of")
INVERSE = {"left of": "right of", "right of": "left of", "above": "below", "below": "above", "in front of": "behind", "behind": "in front of", "beside": "beside"}
HAT_COLOURS = ("red", "blue", "green", "yellow", "purple", "black", "white")
MAX_THINGS = 7
RIDEABLE_RIDERS = ("animal", "person")


@dataclass(frozen=True)
class Group:
    """One to four things of one kind, all with the same colour, size and action."""

    kind: str
    colour: str
    count: int = 1
    size: str = ""
    """big, small or unspecified."""
    doing: str = ""
    """sleeping, jumping or none."""
    hat: str = ""
    """The colour of the hat it wears."""
    place: str = "ground"
    """ground, water or air."""

    @property
    def thing(self) -> Thing:
        return THINGS[self.kind]


@dataclass(frozen=True)
class Stack:
    base: Group
    relation: str = ""
    """The relation of `other` to `base`: one of ATTACHED, or none."""
    other: Group | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        return (self.base,) if self.other is None else (self.base, self.other)


@dataclass(frozen=True)
class Scene:
    stacks: tuple[Stack, ...]
    scenery: str
    hour: str
    season: str = ""
    rain: bool = False

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(g for s in self.stacks for g in s.groups)

    @property
    def facts(self) -> frozenset[tuple[int, str, int]]:
        """Every (subject, relation, object) that the picture shows, as indices of `groups`."""
        facts, members, start = set(), [], 0
        for stack in self.stacks:
            members.append(range(start, start + len(stack.groups)))
            if stack.other is not None:
                base, other = start, start + 1
                facts.add((other, stack.relation, base))
                if stack.relation in INVERSE:
                    facts.add((base, INVERSE[stack.relation], other))
                if stack.relation == "riding":
                    facts.add((other, "on", base))
            start += len(stack.groups)
        for i, left in enumerate(members):
            for j in range(i + 1, len(members)):
                for a in left:
                    for b in members[j]:
                        facts |= {(a, "left of", b), (b, "right of", a)}
                        if j == i + 1:
                            facts |= {(a, "beside", b), (b, "beside", a)}
        return frozenset(facts)

    def to_json(self) -> dict:
        """The stacks, with the groups and facts that they imply, so that programs in other languages need not derive them."""
        return {"scenery": self.scenery, "hour": self.hour, "season": self.season, "rain": self.rain,
                "groups": [asdict(g) for g in self.groups], "facts": sorted([list(f) for f in self.facts]),
                "stacks": [{"relation": s.relation, "groups": len(s.groups)} for s in self.stacks]}

    @staticmethod
    def from_json(row: dict) -> Scene:
        groups = iter(Group(**g) for g in row["groups"])
        stacks = tuple(Stack(next(groups), s["relation"], next(groups) if s["groups"] == 2 else None) for s in row["stacks"])
        return Scene(stacks, row["scenery"], row["hour"], row["season"], row["rain"])


def colours_of(kind: str) -> tuple[str, ...]:
    """Every colour in which the world paints a kind."""
    thing = THINGS[kind]
    return tuple(dict.fromkeys(thing.natural + thing.colours))


def size_of(kind: str) -> float:
    """The size of a kind as a fraction of the picture's width: real heights in a compressed range, with their order kept."""
    return min(0.58, max(0.205, 0.35 * (THINGS[kind].metres / 1.7) ** 0.2))


def fits_in(kind: str, scenery: str) -> bool:
    thing, place = THINGS[kind], SCENERIES[scenery]
    if place.indoors and ("ground" not in thing.places or thing.group == "building" or (thing.metres > 2.6 and thing.group != "animal")):
        return False
    return "ground" in thing.places or "air" in thing.places or bool(place.water)


class Sampler:
    """Samples scenes from a seed: plausible and varied, sometimes funny, without those that `refuses` rejects."""

    def __init__(self, seed: int, refuses=lambda scene: False) -> None:
        self.rng, self.refuses = random.Random(seed), refuses
        self.kinds = sorted(THINGS)
        self.riders = [k for k in self.kinds if THINGS[k].group in RIDEABLE_RIDERS and "ground" in THINGS[k].places]
        self.seats = [k for k in self.kinds if THINGS[k].seat and THINGS[k].group in ("vehicle", "animal")]
        self.tables = [k for k in self.kinds if THINGS[k].top or (THINGS[k].seat and k not in self.seats)]
        self.roofs = [k for k in self.kinds if THINGS[k].under]
        self.fliers = [k for k in self.kinds if "air" in THINGS[k].places]
        self.grounded = [k for k in self.kinds if "ground" in THINGS[k].places]

    def scene(self) -> Scene:
        while True:
            scene = self._draw()
            if scene is not None and not self.refuses(scene):
                return scene

    def colour(self, kind: str) -> str:
        natural = self.rng.random() < 0.4
        return self.rng.choice(THINGS[kind].natural if natural else colours_of(kind))

    def group(self, kind: str, scenery: str, alone: bool = True, count: int | None = None) -> Group:
        rng, thing = self.rng, THINGS[kind]
        places = [p for p in thing.places if p == "ground" or p == "air" or (p == "water" and SCENERIES[scenery].water)]
        if not alone and "ground" in places:
            places = ["ground"]
        place = rng.choice(places)
        living = thing.group in ("animal", "person")
        doing = hat = ""
        if living and place == "ground":
            doing = rng.choices(("", "sleeping", "jumping" if alone else ""), (0.82, 0.11, 0.07))[0]
        if thing.head and rng.random() < 0.12:
            hat = rng.choice([c for c in HAT_COLOURS])
        if count is None:
            count = rng.choices((1, 2, 3, 4), (0.62, 0.18, 0.12, 0.08))[0] if alone else 1
        return Group(kind, self.colour(kind), count, rng.choices(("", "big", "small"), (0.78, 0.11, 0.11))[0], doing, hat, place)

    def _kind(self, scenery: str, among: list[str] | None = None) -> str:
        pool = [k for k in (self.kinds if among is None else among) if fits_in(k, scenery)]
        liked = [k for k in SCENERIES[scenery].favourites if k in pool]
        return self.rng.choice(liked if liked and self.rng.random() < 0.25 else pool)

    def _stack(self, scenery: str, relation: str) -> Stack | None:
        rng = self.rng
        if not relation:
            return Stack(self.group(self._kind(scenery), scenery))
        try:
            base = self._kind(scenery, {"on": self.tables, "riding": self.seats, "under": self.roofs}.get(relation, self.grounded))
            if relation == "above":
                other = self._kind(scenery, self.fliers)
            elif relation == "riding":
                other = self._kind(scenery, self.riders)
            elif relation == "in front of":
                other = self._kind(scenery, [k for k in self.grounded if size_of(k) <= size_of(base) * 1.05])
            else:
                other = self._kind(scenery, [k for k in self.grounded if THINGS[k].metres <= max(1.0, THINGS[base].metres)])
        except IndexError:
            return None
        return None if base == other else self.attach(scenery, base, relation, other)

    def attach(self, scenery: str, base: str, relation: str, other: str) -> Stack:
        """A stack of two kinds; neither is big or small, because the relation decides their sizes."""
        rng = self.rng
        below = replace(self.group(base, scenery, alone=False), size="", doing="", hat="", place="ground" if "ground" in THINGS[base].places else "water")
        attached = replace(self.group(other, scenery, alone=False), size="")
        if relation == "above":
            attached = replace(attached, place="air", doing="", count=rng.choice((1, 1, 2, 3)))
        elif relation == "in front of":
            attached = replace(attached, count=rng.choice((1, 1, 2)))
        elif relation == "riding":
            attached = replace(attached, doing="")
        return Stack(below, relation, attached)

    def _draw(self) -> Scene | None:
        rng = self.rng
        scenery = rng.choice(list(SCENERIES))
        place = SCENERIES[scenery]
        hour, season = rng.choices(place.hours, (0.46, 0.24, 0.30)[:len(place.hours)])[0], rng.choice(place.seasons)
        rain = place.rains and season != "winter" and rng.random() < 0.08
        attach = rng.random() < 0.48
        count = rng.choices((1, 2, 3), (0.55, 0.40, 0.05) if attach else (0.28, 0.60, 0.12))[0]
        stacks = [self._stack(scenery, "") for _ in range(count)]
        if attach:
            stacks[rng.randrange(count)] = self._stack(scenery, rng.choices(ATTACHED, (0.2, 0.22, 0.18, 0.18, 0.22))[0])
        if any(s is None for s in stacks):
            return None
        scene = Scene(tuple(stacks), scenery, hour, season, rain)
        kinds = [g.kind for g in scene.groups]
        if not fits_picture(scene) or (len(set(kinds)) < len(kinds) and rng.random() < 0.75):
            return None
        return scene


def fits_picture(scene: Scene) -> bool:
    """Whether nothing becomes too small to be recognised and no two groups have the same kind and colour."""
    groups = scene.groups
    if sum(g.count for g in groups) > MAX_THINGS or len(groups) > 3 or len({(g.kind, g.colour) for g in groups}) < len(groups):
        return False
    if sum(g.place == "air" for g in groups) > 1:
        return False
    return len(scene.stacks) == 1 or sum(size_of(g.kind) * g.count ** 0.7 for g in groups) <= 1.35


def with_groups(scene: Scene, groups: list[Group]) -> Scene:
    """The same arrangement with other groups."""
    supply = iter(groups)
    return replace(scene, stacks=tuple(replace(s, base=next(supply), other=next(supply) if s.other is not None else None) for s in scene.stacks))


def twin(scene: Scene, rng: random.Random, refuses=lambda scene: False) -> Scene | None:
    """The scene with one change (colours swapped, sides swapped, a count, a colour, an hour …): its hardest negative."""
    groups = list(scene.groups)
    options = []
    for i in range(len(groups)):
        for j in range(i + 1, len(groups)):
            a, b = groups[i], groups[j]
            if a.colour != b.colour and b.colour in colours_of(a.kind) and a.colour in colours_of(b.kind):
                options += ["colours"] * 6
    if len(scene.stacks) > 1:
        options += ["sides"] * 8
    for stack in scene.stacks:
        if stack.relation == "in front of" and stack.base.count == stack.other.count == 1 and size_of(stack.base.kind) <= size_of(stack.other.kind) * 1.05:
            options += ["depth"] * 6
    options += ["colour", "colour", "count", "hour", "season", "size", "doing", "scenery", "kind", "hat"]
    for _ in range(8):
        changed = _change(scene, groups, rng.choice(options), rng)
        if changed is not None and changed != scene and not refuses(changed):
            return changed
    return None


def _change(scene: Scene, groups: list[Group], what: str, rng: random.Random) -> Scene | None:
    place, i = SCENERIES[scene.scenery], rng.randrange(len(groups))
    group, groups = groups[i], list(groups)
    if what == "colours":
        j = rng.choice([j for j in range(len(groups)) if j != i])
        other = groups[j]
        if other.colour not in colours_of(group.kind) or group.colour not in colours_of(other.kind):
            return None
        groups[i], groups[j] = replace(group, colour=other.colour), replace(other, colour=group.colour)
    elif what == "sides":
        return replace(scene, stacks=scene.stacks[::-1])
    elif what == "depth":
        return replace(scene, stacks=tuple(Stack(s.other, s.relation, replace(s.base, doing="")) if s.relation == "in front of" and s.base.count == s.other.count == 1
                                           and size_of(s.base.kind) <= size_of(s.other.kind) * 1.05 else s for s in scene.stacks))
    elif what == "colour":
        groups[i] = replace(group, colour=rng.choice(colours_of(group.kind)))
    elif what == "count":
        attached = any(s.other is not None and group in s.groups for s in scene.stacks)
        count = group.count + rng.choice((-1, 1))
        if attached or not 1 <= count <= 4 or sum(g.count for g in groups) - group.count + count > MAX_THINGS:
            return None
        groups[i] = replace(group, count=count)
    elif what == "size":
        if any(s.other is not None and group in s.groups for s in scene.stacks):
            return None
        groups[i] = replace(group, size={"big": "small", "small": "big", "": rng.choice(("big", "small"))}[group.size])
    elif what == "doing":
        if group.thing.group not in ("animal", "person") or group.place != "ground" or group.doing == "jumping":
            return None
        groups[i] = replace(group, doing="" if group.doing else "sleeping")
    elif what == "hat":
        if not group.thing.head:
            return None
        groups[i] = replace(group, hat="" if group.hat else rng.choice(HAT_COLOURS))
    elif what == "kind":
        same = [k for k, t in THINGS.items() if t.group == group.thing.group and t.places == group.thing.places and bool(t.seat) == bool(group.thing.seat)
                and bool(t.top) == bool(group.thing.top) and t.under == group.thing.under and bool(t.head) == bool(group.thing.head) and group.colour in colours_of(k)]
        kind = rng.choice(same)
        if kind in {g.kind for g in groups} or not fits_in(kind, scene.scenery):
            return None
        groups[i] = replace(group, kind=kind)
    elif what == "hour":
        return replace(scene, hour=rng.choice(place.hours))
    elif what == "season":
        season = rng.choice(place.seasons)
        return replace(scene, season=season, rain=scene.rain and season != "winter")
    elif what == "scenery":
        word = rng.choice(list(SCENERIES))
        other = SCENERIES[word]
        if any(g.place == "water" for g in groups) or not all(fits_in(g.kind, word) for g in groups):
            return None
        season = scene.season if scene.season in other.seasons else rng.choice(other.seasons)
        hour = scene.hour if scene.hour in other.hours else rng.choice(other.hours)
        return replace(scene, scenery=word, season=season, hour=hour, rain=scene.rain and other.rains and season != "winter")
    return with_groups(scene, groups)
