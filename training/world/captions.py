"""The grammar: phrases a claim in one of many ways, and samples claims that are true of a scene, from one word to a full description."""
from __future__ import annotations

import random

from world.claims import CATEGORIES, Claim, Spec, groups_of
from world.drawing import THINGS
from world.scenes import Scene
from world.sceneries import SCENERIES

COUNTS = {2: ("two", "two", "2", "a pair of"), 3: ("three", "three", "3"), 4: ("four", "four", "4")}
SIZES = {"big": ("big", "large", "huge", "giant"), "small": ("small", "little", "tiny")}
COLOUR_WORDS = {"grey": ("grey", "grey", "gray"), "purple": ("purple", "purple", "violet")}
DOING = {"sleeping": (("sleeping", ""), ("", "that is sleeping"), ("", "asleep"), ("", "taking a nap"), ("", "that sleeps"), ("dreaming", "")), "jumping": (("jumping", ""), ("", "that is jumping"), ("", "jumping up"), ("leaping", ""))}
PLACES = {"air": (("flying", ""), ("", "in the air"), ("", "in the sky"), ("", "flying in the sky")), "water": (("floating", ""), ("", "on the water"), ("", "in the water"))}
GROUPS = {"animal": (("animal", "animals"), ("creature", "creatures")), "person": (("person", "people"), ("character", "characters")), "vehicle": (("vehicle", "vehicles"),),
          "building": (("building", "buildings"),), "plant": (("plant", "plants"),), "object": (("object", "objects"), ("thing", "things")),
          **{c: ((c, {"child": "children", "food": "foods", "furniture": "pieces of furniture", "aircraft": "aircraft"}.get(c, c + "s")),) for c in CATEGORIES}}
MORE = {"cat": ("kitty",), "dog": ("puppy",), "horse": ("pony",), "bear": ("grizzly",), "sheep": ("lamb",),
        "church": ("village church",), "sailboat": ("ship", "sailing ship"), "train": ("railway train",), "hot air balloon": ("balloon",), "candle": ("burning candle",), "cactus": ("cactus plant",),
        "ball": ("toy ball",), "rocket": ("space rocket",), "car": ("motor car",), "robot": ("android",)}
"""Synonyms in addition to those of the drawings."""
RELATIONS = {
    "left of": ("to the left of", "left of", "on the left of", "on the left side of", "to the left of"),
    "right of": ("to the right of", "right of", "on the right of", "on the right side of", "to the right of"),
    "above": ("above", "over", "flying above", "high above", "in the sky above", "that flies over"),
    "below": ("below", "beneath", "under"),
    "on": ("on", "on top of", "standing on", "sitting on", "that sits on", "lying on"),
    "under": ("under", "underneath", "beneath"),
    "beside": ("beside", "next to", "near", "by", "alongside", "close to", "standing next to", "and next to it"),
    "in front of": ("in front of", "standing in front of", "before"),
    "behind": ("behind", "standing behind", "partly hidden behind"),
    "riding": ("riding", "on", "riding on", "travelling on", "that rides", "on top of", "driving"),
}
CYCLES = ("bicycle",)
HOURS = {"day": ("during the day", "by day", "in daylight", "in the daytime", "on a bright day"), "sunset": ("at sunset", "at dusk", "in the evening", "at sundown", "in the evening light"),
         "night": ("at night", "by night", "in the night", "after dark", "in the dark", "under the stars", "in the moonlight", "under a starry sky")}
HOUR_WORDS = {"day": ("day", "daytime", "daylight"), "sunset": ("sunset", "evening", "dusk"), "night": ("night", "night time", "darkness")}
SEASONS = {"spring": ("in spring", "in springtime", "in the spring"), "summer": ("in summer", "in the summer", "in summertime"),
           "autumn": ("in autumn", "in the autumn", "in the fall", "among falling leaves"), "winter": ("in winter", "in the snow", "in the winter", "on a snowy day", "in snow")}
SEASON_WORDS = {"spring": ("spring", "springtime"), "summer": ("summer", "summertime"), "autumn": ("autumn", "fall", "autumn leaves"), "winter": ("winter", "snow", "snowy", "snowy day", "wintry")}
RAIN = ("in the rain", "on a rainy day", "while it rains", "in rainy weather")
RAIN_WORDS = ("rain", "rainy", "rainy weather")
FRAMES = ("{}", "{}", "{}", "{}", "{}", "{}", "a picture of {}", "a drawing of {}", "an illustration of {}", "there {}", "{}.", "show me {}", "find {}", "a photo of {}", "an image of {}", "i want to see {}", "look for {}")
DRESSED = ("in {}", "dressed in {}", "wearing {}", "in {} clothes")
UNDRESSED = ("robot", "snowman", "astronaut", "knight", "mermaid")
"""People whose colour is not that of their clothes."""


def article(words: str) -> str:
    first = words.split()[0]
    return ("an " if first[0] in "aeio" or (first[0] == "u" and not first.startswith("uni")) else "a ") + words


def plural_of(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word[:-3] + "men" if word.endswith("man") else word + "s"


class Speaker:
    """Puts claims into words; every choice of words comes from its random generator."""

    def __init__(self, rng: random.Random, frames: bool = True, bare: bool = True) -> None:
        self.rng, self.frames, self.bare = rng, frames, bare
        """frames: whether to use "show me" and "a picture of"; bare: whether to omit articles at times."""

    def noun(self, spec: Spec, plural: bool) -> str:
        if spec.kind:
            thing = THINGS[spec.kind]
            synonyms = thing.synonyms + MORE.get(spec.kind, ())
            if synonyms and self.rng.random() < 0.3:
                word = self.rng.choice(synonyms)
                return plural_of(word) if plural else word
            return thing.plural if plural else thing.word
        if spec.group:
            return self.rng.choice(GROUPS[spec.group])[plural]
        return "things" if plural else "something"

    def thing(self, spec: Spec, bare: bool = False, mark: str = "") -> str:
        """A noun phrase: "two small red cats wearing hats"; bare drops the article; mark is a place word like "flying"."""
        rng, before, after = self.rng, [], []
        plural = spec.count > 1 or (bare and not spec.count and rng.random() < 0.3)
        if spec.size:
            before.append(rng.choice(SIZES[spec.size]))
        for table, value in ((DOING, spec.doing), (PLACES, spec.place)):
            if value:
                front, back = rng.choice(table[value])
                before, after = before + [front] * bool(front), after + [back] * bool(back)
        if spec.colour:
            colour = rng.choice(COLOUR_WORDS.get(spec.colour, (spec.colour,)))
            if spec.kind and THINGS[spec.kind].group == "person" and spec.kind not in UNDRESSED and rng.random() < 0.6:
                after.insert(0, rng.choice(DRESSED).format(colour))
            else:
                before.append(colour)
        if spec.hat:
            colour = "" if spec.hat == "any" else rng.choice(COLOUR_WORDS.get(spec.hat, (spec.hat,))) + " "
            hats = f"{colour}hats" if plural else article(f"{colour}hat")
            after.append(rng.choice(("wearing", "with", "in")) + " " + hats)
        noun = self.noun(spec, plural)
        if noun in ("food", "foods", "furniture", "pieces of furniture"):
            return " ".join(before + [noun] + after)
        if noun == "something":
            return " ".join([noun] + before + after)
        words = " ".join(before + [noun] + [a.replace("that is", "that are").replace("that sleeps", "that sleep") if plural else a for a in after])
        if plural and spec.count > 1:
            return f"{rng.choice(COUNTS[spec.count])} {words}"
        if bare:
            return words
        return ("one " + words) if spec.count == 1 and rng.random() < 0.06 else article(words)

    def relation(self, name: str, subject: Spec, target: Spec) -> str:
        if name == "riding" and target.kind in CYCLES and self.rng.random() < 0.25:
            return self.rng.choice(("cycling on", "pedalling"))
        return self.rng.choice(RELATIONS[name])

    def around(self, claim: Claim) -> list[str]:
        rng, parts = self.rng, []
        if claim.scenery:
            parts.append(rng.choice(SCENERIES[claim.scenery].phrases))
        if claim.hour:
            parts.append(rng.choice(HOURS[claim.hour]))
        if claim.season:
            parts.append(rng.choice(SEASONS[claim.season]))
        if claim.rain:
            parts.append(rng.choice(RAIN))
        if len(parts) > 1 and rng.random() < 0.25:
            rng.shuffle(parts)
        return parts

    def say(self, claim: Claim) -> str:
        """One sentence or phrase for the claim."""
        rng = self.rng
        if not claim.things:
            return self._surroundings(claim)
        bare = self.bare and len(claim.things) == 1 and rng.random() < 0.4
        core = self.thing(claim.things[0], bare=True) if bare else self._core(claim)
        around = self.around(claim)
        if around and rng.random() < 0.14:
            return " ".join(around) + ", " + core
        text = " ".join([core] + around) if not self.bare or rng.random() < 0.85 else core + ", " + " ".join(around) if around else core
        if bare or not self.frames or text.startswith("on the "):
            return text
        return rng.choice(FRAMES).format(text).replace("there ", "there are " if claim.things[0].count > 1 else "there is ", 1)

    def _surroundings(self, claim: Claim) -> str:
        rng = self.rng
        if not claim.scenery:
            words = [rng.choice(t[v]) for t, v in ((HOUR_WORDS, claim.hour), (SEASON_WORDS, claim.season)) if v] + [rng.choice(RAIN_WORDS)] * claim.rain
            if len(words) == 1 and rng.random() < 0.3:
                return " ".join(self.around(claim))
            return words[0] if len(words) == 1 else " ".join(self.around(claim))
        place = SCENERIES[claim.scenery]
        rest = [rng.choice(t[v]) for t, v in ((HOURS, claim.hour), (SEASONS, claim.season)) if v] + [rng.choice(RAIN)] * claim.rain
        start = rng.choice((rng.choice(place.nouns), rng.choice(place.phrases), rng.choice(place.nouns)))
        return " ".join([start] + rest)

    def _core(self, claim: Claim) -> str:
        rng, specs = self.rng, claim.things
        if not claim.relations:
            words = [self.thing(s) for s in rng.sample(specs, len(specs))]
            return words[0] if len(words) == 1 else (", ".join(words[:-1]) + rng.choice((" and ", " and ", " with ")) + words[-1])
        a, name, b = claim.relations[0]
        if name in ("left of", "right of") and len(specs) == 2 and rng.random() < 0.18:
            left, right = (a, b) if name == "left of" else (b, a)
            left, right = self.thing(specs[left]), self.thing(specs[right])
            return rng.choice((f"{left} on the left and {right} on the right", f"on the left {left}, on the right {right}", f"{right} on the right and {left} on the left"))
        text = f"{self.thing(specs[a])} {self.relation(name, specs[a], specs[b])} {self.thing(specs[b])}"
        said = {a, b}
        for a, name, b in claim.relations[1:]:
            if b in said and a not in said:
                text += f" and {self.thing(specs[a])} {self.relation(name, specs[a], specs[b])} the {self.noun(specs[b], specs[b].count > 1)}"
                said.add(a)
        for i, spec in enumerate(specs):
            if i not in said:
                text += " and " + self.thing(spec)
        return text


class Claimer:
    """Samples claims that are true of a scene."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def spec(self, group, detail: float, count: bool = True) -> Spec:
        """A description of a group that states each of its properties with probability `detail`."""
        def told(value):
            return value if self.rng.random() < detail else ""
        return Spec(group.kind, "", told(group.colour), group.count if count else 0, told(group.size), told(group.doing), told(group.hat) and (group.hat if self.rng.random() < 0.7 else "any"),
                    told(group.place) if group.place == "water" or (group.place == "air" and "ground" in group.thing.places) else "")

    def full(self, scene: Scene) -> Claim:
        """A full description."""
        groups = scene.groups
        specs = tuple(Spec(g.kind, "", g.colour, g.count, g.size, g.doing, g.hat, g.place if g.place == "air" and "ground" in g.thing.places else "") for g in groups)
        return Claim(specs, self._relations(scene), scene.scenery, scene.hour, scene.season, scene.rain)

    def _relations(self, scene: Scene) -> tuple[tuple[int, str, int], ...]:
        """Enough relations to place every group: within stacks, then between neighbouring stacks."""
        found, start, bases = [], 0, []
        for stack in scene.stacks:
            if stack.other is not None:
                flip = {"above": "below", "in front of": "behind"}.get(stack.relation)
                found.append((start, flip, start + 1) if flip and self.rng.random() < 0.25 else (start + 1, stack.relation, start))
            bases.append(start)
            start += len(stack.groups)
        for left, right in zip(bases, bases[1:]):
            found.append((left, "left of", right) if self.rng.random() < 0.5 else (right, "right of", left))
        if len(found) == 2 and found[1][0] in found[0][::2] and found[1][2] not in found[0][::2]:
            a, name, b = found[1]
            found[1] = (b, {"left of": "right of", "right of": "left of"}.get(name, name), a)
        return tuple(found)

    def partial(self, scene: Scene) -> Claim:
        """A partial description."""
        rng, groups = self.rng, scene.groups
        around = {n: v for n, v in (("scenery", scene.scenery), ("hour", scene.hour), ("season", scene.season)) if v and rng.random() < 0.38}
        rain = scene.rain and rng.random() < 0.4
        facts = sorted(scene.facts)
        if facts and rng.random() < 0.75:
            if rng.random() < 0.7:
                facts = [f for f in facts if f[1] != "beside"] or facts
            a, name, b = rng.choice(facts)
            detail = rng.choice((0.25, 0.6, 1.0, 1.0))
            return Claim((self.spec(groups[a], detail), self.spec(groups[b], detail)), ((0, name, 1),), **around, rain=rain)
        chosen = rng.sample(groups, min(len(groups), rng.choice((1, 1, 2))))
        return Claim(tuple(self.spec(g, rng.choice((0.3, 0.7, 1.0))) for g in chosen), (), **around, rain=rain)

    def short(self, scene: Scene) -> Claim:
        """A word or two, as people type queries."""
        rng = self.rng
        group = rng.choice(scene.groups)
        form = rng.choices(("kind", "kind colour", "colour", "count", "group", "around", "kind around", "property", "colour around", "two"), (26, 20, 5, 10, 4, 11, 12, 8, 4, 6))[0]
        if form == "kind":
            return Claim((Spec(group.kind),))
        if form == "kind colour":
            return Claim((Spec(group.kind, "", group.colour),))
        if form == "colour":
            return Claim((Spec(colour=group.colour),))
        if form == "count":
            return Claim((Spec(group.kind, "", group.colour if rng.random() < 0.3 else "", group.count if group.count > 1 else 0),))
        if form == "group":
            return Claim((Spec("", rng.choice(groups_of(group.kind)), group.colour if rng.random() < 0.4 else ""),))
        around = [(n, v) for n, v in (("scenery", scene.scenery), ("hour", scene.hour), ("season", scene.season)) if v] + ([("rain", True)] * 2 if scene.rain else [])
        name, value = rng.choice(around)
        if form == "around":
            return Claim(**({name: value} | (dict([rng.choice(around)]) if rng.random() < 0.2 else {})))
        if form == "kind around":
            return Claim((Spec(group.kind, "", group.colour if rng.random() < 0.3 else ""),), **{name: value})
        if form == "colour around":
            return Claim((Spec(colour=group.colour),), **{name: value})
        if form == "two" and len(scene.groups) > 1:
            a, b = rng.sample(scene.groups, 2)
            return Claim((Spec(a.kind), Spec(b.kind)))
        spec = self.spec(group, 1.0, count=False)
        return Claim((Spec(group.kind if rng.random() < 0.8 else "", "" , spec.colour if rng.random() < 0.3 else "", 0, spec.size if group.kind else "", spec.doing, spec.hat, spec.place)
                      if spec.doing or spec.hat or spec.place or spec.size else Spec(group.kind),))
