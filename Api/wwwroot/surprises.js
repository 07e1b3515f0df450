// Example queries: things, colours, numbers, places and times of day that the demo model knows.

const SURPRISES = [
  "a penguin riding a bicycle in the desert",
  "a red house at night",
  "two cats on a bench",
  "a lighthouse by the sea at sunset",
  "an astronaut beside a cow on the moon",
  "a castle in the snow",
  "a yellow hot air balloon above the mountains",
  "three sheep in a meadow",
  "a blue sailboat on the lake",
  "an owl in the forest at night",
  "a snowman with a hat",
  "a pirate on a beach",
  "a dog beside a red car",
  "a camel in front of a tent",
  "a piano on the moon",
  "a fox among falling leaves",
  "a green tractor on a farm",
  "a cat asleep in a room with a candle",
  "four ducks on the water",
  "a wizard in the rain",
  "a tree in autumn",
  "a bear next to an igloo",
  "a small robot under a big umbrella",
  "a train in the mountains at dusk",
  "a whale and a sailboat",
  "a purple butterfly on a tulip",
  "a windmill in spring",
  "a knight riding a horse",
  "a bicycle under a street lamp at night",
  "a girl with a red kite in the park",
  "an elephant in the city",
  "a frog on a mushroom",
  "a rocket in space",
  "a cake and a teapot on a table",
  "a white rabbit in winter",
  "a palm tree at sunset",
];

/** Returns a random example other than the current one. */
export function surprise(current) {
  const others = SURPRISES.filter(text => text !== current);
  return others[Math.floor(Math.random() * others.length)];
}

export function someSurprises(count) {
  const left = [...SURPRISES];
  return Array.from({ length: count }, () => left.splice(Math.floor(Math.random() * left.length), 1)[0]);
}
