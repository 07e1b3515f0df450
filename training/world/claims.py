"""Claims of captions, and whether a scene entails them.

A claim is the meaning of a caption without its words. Captions are generated from claims (`captions.py`), so the set of pictures for which a
caption is true can be computed: every scene that entails the claim.
"""
from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from itertools import permutations

from world.drawing import THINGS
from world.scenes import Group, Scene
from world.sceneries import SCENERIES


CATEGORIES = {
    "bird": ("penguin", "owl", "duck", "chicken", "swan"), "flower": ("tulip", "sunflower"), "child": ("girl", "boy"), "food": ("apple", "cake", "ice cream", "pumpkin"),
    "furniture": ("chair", "table", "bench"), "musical instrument": ("piano", "guitar", "drum"), "aircraft": ("airplane", "helicopter", "hot air balloon"),
    "farm animal": ("cow", "pig", "sheep", "chicken", "horse"),
}
"""Group words for several kinds, in addition to the groups of the drawings."""

ALSO = {"pine tree": ("tree",), "palm tree": ("tree",)}
"""Kinds that include other kinds: a palm tree is a tree."""


def groups_of(kind: str) -> tuple[str, ...]:
    """Every group word that is true of a kind."""
    return (THINGS[kind].group, *(c for c, kinds in CATEGORIES.items() if kind in kinds))


def kinds_of(kind: str) -> tuple[str, ...]:
    return (kind, *ALSO.get(kind, ()))


@dataclass(frozen=True)
class Spec:
    """The claim about one group of things; an empty field claims nothing."""

    kind: str = ""
    group: str = ""
    """animal, person, vehicle, bird, …: used instead of a kind."""
    colour: str = ""
    count: int = 0
    """The exact count; 0: at least one."""
    size: str = ""
    doing: str = ""
    hat: str = ""
    """The colour of its hat, or "any"."""
    place: str = ""
    """air ("flying") or water ("on the water")."""

    @property
    def bare(self) -> bool:
        return self == Spec(kind=self.kind) or self == Spec(kind=self.kind, count=1)


@dataclass(frozen=True)
class Claim:
    things: tuple[Spec, ...] = ()
    relations: tuple[tuple[int, str, int], ...] = ()
    scenery: str = ""
    hour: str = ""
    season: str = ""
    rain: bool = False

    def to_json(self) -> dict:
        return asdict(self)

    @staticmethod
    def from_json(row: dict) -> Claim:
        return Claim(tuple(Spec(**s) for s in row["things"]), tuple(tuple(r) for r in row["relations"]), row["scenery"], row["hour"], row["season"], row["rain"])

    def at_least(self) -> Claim:
        """The weaker meaning, in which "a cat" is also true of two cats."""
        return replace(self, things=tuple(replace(s, count=0) if s.count == 1 else s for s in self.things))


def fits(spec: Spec, group: Group) -> bool:
    return ((not spec.kind or spec.kind in kinds_of(group.kind)) and (not spec.group or spec.group in groups_of(group.kind))
            and (not spec.colour or spec.colour == group.colour) and (not spec.count or spec.count == group.count)
            and (not spec.size or spec.size == group.size) and (not spec.doing or spec.doing == group.doing)
            and (not spec.hat or spec.hat == group.hat or (spec.hat == "any" and group.hat != "")) and (not spec.place or spec.place == group.place))


def entails(scene: Scene, claim: Claim) -> bool:
    """Whether the claim is true of the scene."""
    if (claim.scenery and claim.scenery != scene.scenery) or (claim.hour and claim.hour != scene.hour) or (claim.season and claim.season != scene.season):
        return False
    if claim.rain and not scene.rain:
        return False
    things = claim.things
    if not claim.relations:
        things = tuple(s for s in things if not (s.bare and s.kind in SCENERIES[scene.scenery].contains))
    if not things:
        return True
    groups = scene.groups
    if len(things) == 1:
        if any(fits(things[0], g) for g in groups):
            return True
        return _together(things[0], groups)
    candidates = [[j for j, g in enumerate(groups) if fits(s, g)] for s in things]
    if len(things) > len(groups) or not all(candidates):
        return False
    facts = scene.facts if claim.relations else frozenset()
    return any(all(chosen[i] in candidates[i] for i in range(len(things))) and all((chosen[a], r, chosen[b]) in facts for a, r, b in claim.relations)
               for chosen in permutations(range(len(groups)), len(things)))


def _together(spec: Spec, groups: tuple[Group, ...]) -> bool:
    """Two groups of a kind count together: a red cat and a blue cat are two cats."""
    if spec.count < 2:
        return False
    each = [g.count for g in groups if fits(replace(spec, count=0), g)]
    return len(each) > 1 and sum(each) == spec.count


def features(scene: Scene) -> frozenset:
    """The atoms that claims about the scene may use, for a quick test before `entails`."""
    atoms = {("scenery", scene.scenery), ("hour", scene.hour), ("season", scene.season), ("rain", scene.rain)}
    for g in scene.groups:
        atoms |= {("group", name) for name in groups_of(g.kind)} | {("colour", g.colour)}
        for kind in kinds_of(g.kind):
            atoms |= {("kind", kind), (kind, g.colour), (kind, "size", g.size), (kind, "doing", g.doing)}
    atoms |= {("kind", k) for k in SCENERIES[scene.scenery].contains}
    atoms |= {("relation", r) for _, r, _ in scene.facts}
    return frozenset(atoms)


def needs(claim: Claim) -> frozenset:
    """The atoms that every scene entailing the claim has."""
    atoms = {(name, value) for name, value in (("scenery", claim.scenery), ("hour", claim.hour), ("season", claim.season), ("rain", claim.rain)) if value}
    for s in claim.things:
        atoms |= {("kind", s.kind)} if s.kind else set()
        atoms |= {("group", s.group)} if s.group else set()
        atoms |= {("colour", s.colour)} if s.colour else set()
        atoms |= {(s.kind, s.colour)} if s.kind and s.colour else set()
        atoms |= {(s.kind, n, v) for n, v in (("size", s.size), ("doing", s.doing)) if s.kind and v}
    atoms |= {("relation", r) for _, r, _ in claim.relations}
    return frozenset(atoms)
