"""Every word that the grammar can use, from its tables, and function words that are harmless in a query."""
from __future__ import annotations

import world.captions as captions
from tokenizer import clean, split
from world.captions import plural_of
from world.drawing import COLOURS, THINGS
from world.scenes import HAT_COLOURS
from world.sceneries import SCENERIES

FUNCTION_WORDS = ("a an the of in on at by to is are and with there it its this that these those some any one which who i me my we show find picture pictures image images "
                  "photo photos drawing drawings please see has have having or from for into up down out very only just while as be being where")


def _strings(value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _strings(list(value.values()))
    return [s for v in value for s in _strings(v)] if isinstance(value, (list, tuple)) else []


def phrases() -> list[str]:
    """All phrases of the grammar."""
    tables = [value for name, value in sorted(vars(captions).items()) if name.isupper() and name not in ("THINGS", "SCENERIES")]
    found = _strings(tables) + list(COLOURS) + list(HAT_COLOURS) + ["hat hats", "cycling on", "pedalling", "that sleep", "there is", "something", "things", "that are", "there are", "one", "on the left", "on the right"]
    for thing in THINGS.values():
        found += [thing.word, thing.plural, *thing.synonyms, *(plural_of(s) for s in (*thing.synonyms, *captions.MORE.get(thing.word, ())))]
    for place in SCENERIES.values():
        found += [place.word, *place.phrases, *place.nouns]
    return found


def known_words() -> list[str]:
    texts = [p.replace("{}", " ") for p in phrases()] + [FUNCTION_WORDS]
    return sorted({w for t in texts for w in split(clean(t)) if any(c.isalnum() for c in w)})
