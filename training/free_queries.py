"""One hundred queries as a person would type them, each with its meaning. Written before training and not changed since.

The first column is the query; the rest of the line is its meaning: things separated by `;` (count, size, colour, action, hat:COLOUR, @air or
@water, then kind or *group), `relation:` between the first and the second thing, and scenery, hour, season or rain after `|`.
"""
from __future__ import annotations

from world.claims import Claim, Spec
from world.drawing import COLOURS, THINGS
from world.light import HOURS
from world.sceneries import SCENERIES, SEASONS

FREE = """
a penguin on a bike in the desert = penguin; bicycle | riding: desert
something red in the snow = red | winter
cats at night = cat | night
red bicycle near a tree = red bicycle; tree | beside:
a bear in the forest = bear | forest
astronaut on the moon = astronaut | moon
cow on the moon = cow | moon
a dog on the beach = dog | beach
a yellow car in the city = yellow car | city
sleeping cat = sleeping cat
a horse by the lake = horse | lake
penguins on the ice = penguin | arctic
three apples = 3 apple
an owl in the dark = owl | night
hot air balloon over the mountains = hot air balloon | mountains
a snowman on the beach = snowman | beach
pumpkins in autumn = pumpkin | autumn
flowers in spring = *flower | spring
a house in the snow = house | winter
lighthouse at sunset = lighthouse | sunset
a green frog = green frog
camel in the desert at night = camel | desert night
an elephant in the living room = elephant | room
a piano in the forest = piano | forest
robot in the city = robot | city
two dogs in the park = 2 dog | park
ducks on the water = @water duck
a boat on the lake = sailboat | lake
a pirate on the beach = pirate | beach
a wizard with a cat = wizard; cat
animal riding a bicycle = *animal; bicycle | riding:
somebody riding a horse = *person; horse | riding:
animal with a hat = hat:any *animal
something under an umbrella = ; umbrella | under:
cake on a table = cake; table | on:
a cup on the table = cup; table | on:
an animal on a piano = *animal; piano | on:
a bird in the sky = @air *bird
an aircraft above a building = *aircraft; *building | above:
kite over the sea = kite | beach
a castle at night = castle | night
windmill on the farm = windmill | farm
a tractor on the farm = tractor | farm
pigs on a farm = pig | farm
sheep in the mountains = sheep | mountains
giraffe in the snow = giraffe | winter
lion in winter = lion | winter
a purple cat = purple cat
a blue horse = blue horse
pink elephant = pink elephant
green penguin = green penguin
orange fox in autumn = orange fox | autumn
a black cat and a white dog = black cat; white dog
a train in the mountains = train | mountains
bus in the rain = bus | rain
rainy day in the city = | city rain
winter in the park = | park winter
the sea at night = | beach night
forest in autumn = | forest autumn
sunset in the desert = | desert sunset
spring meadow = | meadow spring
snowy mountains at night = | mountains winter night
stars over the lake = | lake night
sand dunes = | desert
big dog = big dog
tiny elephant = small elephant
a huge snail = big snail
small house = small house
four mushrooms = 4 mushroom
three penguins = 3 penguin
two red cars = 2 red car
a pair of yellow ducks = 2 yellow duck
a rabbit jumping = jumping rabbit
a frog that jumps = jumping frog
a bear taking a nap = sleeping bear
someone asleep = sleeping *person
a person at the beach = *person | beach
a child in the park = *child | park
girl in red = red girl
boy in blue = blue boy
musical instrument in the meadow = *musical instrument | meadow
vehicle on the moon = *vehicle | moon
something to sit on in the forest = *furniture | forest
food on the beach = *food | beach
a blue bird = blue *bird
ice cream in the arctic = ice cream | arctic
cactus in the snow = cactus | winter
palm tree in the desert = palm tree | desert
christmas tree in the snow = pine tree | winter
a tent in the mountains = tent | mountains
igloo under the stars = igloo | night
a rocket in space = rocket | moon
clock in a room = clock | room
candles in the dark = candle | night
a white swan on the lake = swan | lake
the cat is left of the dog = cat; dog | left of:
a tree to the right of a house = tree; house | right of:
an animal in front of a building = *animal; *building | in front of:
balloon above an animal = hot air balloon; *animal | above:
red apple on something = apple; | on:
"""

GROUPS = ("animal", "person", "vehicle", "building", "plant", "object")


def _spec(text: str) -> Spec:
    fields: dict = {}
    rest = []
    for word in text.split():
        if word.isdigit():
            fields["count"] = int(word)
        elif word in ("big", "small"):
            fields["size"] = word
        elif word in ("sleeping", "jumping"):
            fields["doing"] = word
        elif word.startswith("hat:"):
            fields["hat"] = word[4:]
        elif word.startswith("@"):
            fields["place"] = word[1:]
        elif word in COLOURS and not rest and text != "orange":
            fields["colour"] = word
        else:
            rest.append(word)
    name = " ".join(rest)
    if name.startswith("*"):
        return Spec(group=name[1:], **fields)
    assert not name or name in THINGS, name
    return Spec(kind=name, **fields)


def claim_of(meaning: str) -> Claim:
    """Parses the meaning of one line."""
    things, _, around = meaning.partition("|")
    relation, colon, words = around.partition(":")
    words = (words if colon else relation).split()
    known = {"scenery": SCENERIES, "hour": HOURS, "season": SEASONS}
    fields = {name: next((w for w in words if w in values), "") for name, values in known.items()}
    assert all(w == "rain" or any(w in v for v in known.values()) for w in words), meaning
    specs = tuple(_spec(t.strip()) for t in things.split(";")) if things.strip() else ()
    return Claim(specs, ((0, relation.strip(), 1),) if colon else (), **fields, rain="rain" in words)


def free_queries() -> list[tuple[str, Claim]]:
    rows = [line.rsplit(" = ", 1) if " = " in line else line.split(" =", 1) for line in FREE.strip().splitlines()]
    return [(text, claim_of(meaning)) for text, meaning in rows]
