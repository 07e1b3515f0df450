"""Small drawings that things wear or that show what they do: hats, the Z of sleep, the arcs of a jump, shadows, ripples."""
from __future__ import annotations

from world.drawing import COLOURS, Paint, shade


def hat(x: float, y: float, width: float, colour: str, style: int) -> str:
    """A hat on a head whose top's middle is (x, y)."""
    w, main = max(width, 34) * 0.62, COLOURS[colour]
    line, band = Paint(main).line, shade(main, 1.6 if colour == "black" else 0.6)
    edge = f'stroke="{line}" stroke-width="4" stroke-linejoin="round"'
    if style % 2:
        return (f'<path d="M{x - w * .95} {y + 5} L{x} {y - w * 2.2} L{x + w * .95} {y + 5} Q{x} {y + 13} {x - w * .95} {y + 5}Z" fill="{main}" {edge}/>'
                f'<circle cx="{x}" cy="{y - w * 2.2}" r="{w * .32}" fill="{band}" {edge}/>'
                f'<path d="M{x - w * .62} {y - w * .7} Q{x} {y - w * .4} {x + w * .62} {y - w * .7}" fill="none" stroke="{band}" stroke-width="6"/>')
    return (f'<path d="M{x - w * .8} {y + 2} L{x - w * .74} {y - w * 1.5} Q{x} {y - w * 1.7} {x + w * .74} {y - w * 1.5} L{x + w * .8} {y + 2}Z" fill="{main}" {edge}/>'
            f'<rect x="{x - w * .8}" y="{y - w * .5}" width="{w * 1.6}" height="{w * .38}" fill="{band}"/>'
            f'<ellipse cx="{x}" cy="{y + 4}" rx="{w * 1.5}" ry="{w * .3}" fill="{main}" {edge}/>')


def zzz(_: int) -> str:
    """Three Z rising to the right, in a 200 x 200 box."""
    parts = []
    for x, y, s in ((14, 190, 56), (74, 128, 66), (124, 66, 78)):
        d = f"M{x} {y - s} h{s * .8:.0f} L{x} {y} h{s * .85:.0f}"
        parts += [f'<path d="{d}" fill="none" stroke="#20304f" stroke-width="30" stroke-linejoin="round" stroke-linecap="round"/>',
                  f'<path d="{d}" fill="none" stroke="#ffffff" stroke-width="15" stroke-linejoin="round" stroke-linecap="round"/>']
    return "".join(parts)


def jump(_: int) -> str:
    """Three arcs on the ground below a jumping thing, in a 200 x 200 box standing on y = 190."""
    return "".join(f'<path d="{d}" fill="none" stroke="{c}" stroke-width="{w}" stroke-linecap="round"/>'
                   for c, w in (("#2b3348", 18), ("#ffffff", 9)) for d in ("M40 182 V120", "M100 190 V110", "M160 182 V120"))


def shadow(_: int) -> str:
    return ('<defs><radialGradient id="s"><stop offset="0" stop-color="#141828" stop-opacity="0.55"/><stop offset="0.6" stop-color="#141828" stop-opacity="0.34"/>'
            '<stop offset="1" stop-color="#141828" stop-opacity="0"/></radialGradient></defs><ellipse cx="100" cy="100" rx="100" ry="100" fill="url(#s)"/>')


def ripple(_: int) -> str:
    return ('<ellipse cx="100" cy="100" rx="98" ry="92" fill="#bfe6f7" opacity="0.5"/><ellipse cx="100" cy="100" rx="74" ry="62" fill="#2b6d96" opacity="0.5"/>')


EXTRAS = {"@zzz": zzz, "@jump": jump, "@shadow": shadow, "@ripple": ripple}
