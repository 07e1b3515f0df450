"""Imports every module of `world.things`, so that `THINGS` is complete."""
import importlib
import pkgutil

import world.things

for _module in sorted(m.name for m in pkgutil.iter_modules(world.things.__path__)):
    importlib.import_module(f"world.things.{_module}")
