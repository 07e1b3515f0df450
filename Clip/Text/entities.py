"""Writes html-entities.txt from the named character references of the HTML standard, as Python's own table holds them.

A line is `kind name code-points`. Kinds: `;` the name is read with a semicolon only, `*` also without one (the old names),
`^` the upper-cased name of an entity, read as the upper-cased character (what ftfy adds, where no other entity is meant).
"""
import html
import html.entities
import pathlib

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
pathlib.Path(__file__).with_name("html-entities.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
