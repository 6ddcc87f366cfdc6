"""`page map`: from quarry to customer, who speaks for whom, who is missing; one file that works offline.

pyvis carries the data and the options and brings vis-network; the template, the positions and every line of
other code are ours.  The page asks nothing of the network and cannot: see `queries.pages.writing.policy`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, FileSystemLoader
from pyvis.network import Network

from graph.errors import Refused
from graph.terms import Level
from queries.pages.grouped import grouped
from queries.pages.palette import ALERT_TEXT, INK, LAYERS, PAPER
from queries.pages.seats import from_answer
from queries.pages.spec import LABELS_FOR_SOME, MOST, Line, Mark, visual_spec
from queries.pages.told import Told
from queries.pages.writing import policy
from queries.question import Answer, Brief

TEMPLATES = Path(__file__).parent / "templates"
VIS = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
FONT = "Arial, 'Noto Sans', 'Noto Sans Devanagari', 'Noto Sans Telugu', sans-serif"
_LAYER = {layer.name: layer for layer in LAYERS}
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "hover": True, "tooltipDelay": 200, "keyboard": {"enabled": False}},
    "nodes": {
        "labelHighlightBold": False,
        "chosen": False,
        "font": {"size": 16, "face": FONT, "color": INK, "strokeWidth": 5, "strokeColor": PAPER},
    },
    "edges": {
        "chosen": False,
        "arrowStrikethrough": False,
        "width": 1.8,
        "color": {"inherit": False},
        "arrows": {"to": {"scaleFactor": 0.55}},
        "smooth": False,
    },
}


def page_map(
    brief: Brief,
    voices: Answer | None,
    *,
    lang: str,
    level: str,
    title: str,
    store: str,
    illustrative: float | None = None,
    made_on: str = "",
    sizes: Mapping[str, float] | None = None,
) -> str:
    """The map as the text of one HTML page, in `lang`; write it with `writing.write_page`.

    `voices` is the answer of `queries.voices`, or None: then nobody is called missing.  `illustrative` is
    the share of facts (0 to 1) that are invented; `sizes` (0 and up, by node) is drawn as area.  Up to 80
    stakeholders all have labels, up to 400 the missing and the best connected, beyond that marks stand
    for groups.

    Raises `Refused` where the network was read at a level that shows more than `level`, and for more
    than 3,000 stakeholders.
    """
    given = str(brief.net.graph["level"])
    if not Level(level).shows(given):
        raise Refused.of("pages.wider", level=level, given=given)
    if (count := len(brief.stakeholders())) > MOST:
        raise Refused.of("pages.too_many", count=count, most=MOST)
    states = from_answer(brief, voices) if voices is not None else None
    single = visual_spec(brief, states, lang=lang, sizes=sizes)
    spec = grouped(brief, single, lang) if count > LABELS_FOR_SOME else single
    told = Told(brief, single, spec, states, lang, level)
    carrier = Network(directed=True, cdn_resources="in_line", heading=title)
    carrier.nodes = [node(mark) for mark in spec.marks]
    carrier.edges = [edge(line) for line in spec.lines]
    carrier.options = OPTIONS
    carrier.templateEnv, carrier.path = _environment(), "map.html"
    carrier.templateEnv.globals["page"] = told.words(title, store, illustrative, made_on, bool(sizes))
    carrier.templateEnv.globals["rows"] = told.rows(sizes)
    return str(carrier.generate_html())


def _environment() -> Environment:
    """Our templates, escaping everything but code, which is ours or vis-network's."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    code = _code()
    made.globals.update(
        style=code["map.css"],
        drawing_code=code["vis"],
        page_code=code["map.js"],
        policy=policy([code["vis"], code["map.js"]]),
    )
    return made


@cache
def _code() -> Mapping[str, str]:
    ours = {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in ("map.css", "map.js")}
    # Without its last line, which names a file that only developers' tools would ask for.
    drawing = VIS.read_text(encoding="utf-8").partition("//# sourceMappingURL=")[0]
    return {**ours, "vis": drawing}


def node(mark: Mark) -> dict[str, Any]:
    """A mark as vis-network draws it; `ring`, `sign` and `name` are for our own code."""
    alert = mark.ring in ("missing", "partly")
    return {
        "id": mark.id,
        "label": mark.label or " ",
        "name": mark.name,
        "title": mark.name,
        "x": round(mark.x, 1),
        "y": round(mark.y, 1),
        "shape": mark.look.shape,
        "size": round(mark.radius, 1),
        "color": {"background": mark.look.fill, "border": mark.look.border},
        "borderWidth": mark.look.width,
        "borderWidthSelected": mark.look.width,
        "shapeProperties": {"borderDashes": list(mark.look.dashes) or False},
        "font": {"color": ALERT_TEXT if alert else INK, "vadjust": 4 if mark.ring else 0},
        "ring": mark.ring,
        "sign": mark.look.sign,
    }


def edge(line: Line) -> dict[str, Any]:
    """A line as vis-network draws it; `layer` is what the switches look at."""
    layer = _LAYER[line.layer]
    bend = {"enabled": True, "type": "curvedCW", "roundness": 0.1}
    return {
        "id": line.id,
        "from": line.a,
        "to": line.b,
        "layer": line.layer,
        "color": {"color": layer.colour, "opacity": 0.75},
        **({"dashes": [7, 5]} if line.dashed else {}),
        **({"arrows": "to"} if layer.arrow else {}),
        **({} if line.layer == "goods" else {"smooth": bend}),
    }
