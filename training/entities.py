"""Writes Clip/Text/html-entities.txt from Python's table of the HTML standard's named character references: python3 entities.py.

A line is `kind name code-points`. Kinds: `;` the name needs a semicolon, `*` it also works without one (the legacy names), `^` the upper-cased
name of an entity, which gives the upper-cased character (an addition of ftfy's, unless another entity has that name).
"""
import html
import html.entities
import pathlib

FILE = pathlib.Path(__file__).resolve().parent.parent / "Clip" / "Text" / "html-entities.txt"

lines = []
table = html.entities.html5
for name in sorted(n for n in table if n.endswith(";")):
    bare = name[:-1]
    codes = ",".join(f"{ord(c):X}" for c in table[name])
    lines.append(f"{'*' if bare in table else ';'} {bare} {codes}")
    upper = "&" + name.upper()
    if name == name.lower() and html.unescape(upper) == upper:
        codes = ",".join(f"{ord(c):X}" for c in table[name].upper())
        lines.append(f"^ {bare.upper()} {codes}")
FILE.write_text("\n".join(lines) + "\n", encoding="ascii")
