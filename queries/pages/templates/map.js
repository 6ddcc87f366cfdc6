"use strict";
(() => {
  const read = id => JSON.parse(document.getElementById(id).textContent);
  const byId = id => document.getElementById(id);
  const MARKS = read("marks"), LINES = read("lines"), OPTIONS = JSON.parse(read("options")), WORDS = read("words");
  const { ui, drawing, layers, panels, claims } = WORDS;
  const mark = new Map(MARKS.map(one => [one.id, one]));
  const { ring: RING, unsure: UNSURE, ink: INK, paper: PAPER } = drawing.colours, FOCUS = "#005FCC";
  const FACE = OPTIONS.nodes.font.face;
  const SMALLEST_TEXT = 14 / 16, LARGEST = 1.4; // labels are 16 units high and should be 14 pixels at least
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  // -- the drawing ---------------------------------------------------------------------
  const shown = new Set(layers.filter(one => one.shown).map(one => one.name));
  const nodes = new vis.DataSet(MARKS), edges = new vis.DataSet(LINES);
  const view = new vis.DataView(edges, { filter: line => shown.has(line.layer) });
  const map = byId("map");
  let chosen = null, near = new Set();

  function chart(box) {
    const net = new vis.Network(box, { nodes, edges: view }, OPTIONS);
    net.on("beforeDrawing", backdrop);
    net.on("afterDrawing", signs);
    return net;
  }

  function backdrop(c) {
    c.save();
    c.fillStyle = PAPER;
    c.fillRect(-1e5, -1e5, 2e5, 2e5);
    c.textBaseline = "alphabetic";
    for (const lane of drawing.lanes) {
      c.fillStyle = lane.fill;
      c.fillRect(-8, lane.from, drawing.width + 16, lane.to - lane.from);
      c.strokeStyle = "#C9CDD2";
      c.lineWidth = 1;
      c.strokeRect(-8, lane.from, drawing.width + 16, lane.to - lane.from);
    }
    c.strokeStyle = "#D9DCE0";
    c.setLineDash([3, 4]);
    const bottom = drawing.lanes[drawing.lanes.length - 1].to;
    drawing.columns.forEach((column, i) => {
      if (!i) return;
      const x = (drawing.columns[i - 1].to + column.from) / 2;
      c.beginPath(); c.moveTo(x, drawing.lanes[0].from); c.lineTo(x, bottom); c.stroke();
    });
    c.setLineDash([]);
    for (const lane of drawing.lanes) {
      c.textAlign = "left";
      c.fillStyle = "#3A3F44";
      c.font = `bold 16px ${FACE}`;
      c.fillText(lane.text, 0, lane.from + 19);
      if (lane.empty) { c.font = `italic 16px ${FACE}`; c.fillText(lane.empty, 0, lane.from + 46); }
    }
    c.textAlign = "center";
    c.fillStyle = INK;
    c.font = `bold 18px ${FACE}`;
    for (const column of drawing.columns) {
      const lines = folded(c, column.text, column.to - column.from + 6);
      lines.forEach((line, i) => c.fillText(line, (column.from + column.to) / 2, 36 - 19 * (lines.length - 1 - i)));
    }
    c.restore();
  }

  function folded(c, text, width) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = `${lines[lines.length - 1]} ${word}`.trim();
      if (c.measureText(longer).width > width && lines[lines.length - 1]) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  function signs(c) {
    c.save();
    c.textAlign = "center";
    c.textBaseline = "middle";
    for (const one of MARKS) {
      c.globalAlpha = chosen && !near.has(one.id) ? 0.25 : 1;
      if (one.sign) {
        c.fillStyle = INK;
        c.font = `bold ${Math.round(one.size * 1.1)}px ${FACE}`;
        c.fillText(one.sign, one.x, one.y + 1);
      }
      if (one.ring) {
        const unsure = one.ring === "unknown";
        c.strokeStyle = unsure ? UNSURE : RING;
        c.lineWidth = unsure ? 2 : 4;
        c.setLineDash(one.ring === "partly" ? [9, 6] : unsure ? [2, 4] : []);
        circle(c, one, one.size + 7);
      }
      c.setLineDash([]);
      if (one.id === chosen) {
        c.strokeStyle = FOCUS;
        c.lineWidth = 4;
        circle(c, one, one.size + (one.ring ? 14 : 9));
      }
    }
    c.restore();
  }

  function circle(c, one, radius) {
    c.beginPath();
    c.arc(one.x, one.y, radius, 0, 2 * Math.PI);
    c.stroke();
  }

  const network = chart(map);

  function fit(everything) {
    const wide = drawing.width + 28, high = drawing.height + 12;
    const room = Math.max(420, innerHeight - (everything ? 20 : map.getBoundingClientRect().top + scrollY + 40));
    const whole = Math.min(map.clientWidth / wide, room / high, LARGEST);
    const scale = everything ? whole : Math.min(map.clientWidth / wide, Math.max(SMALLEST_TEXT, whole));
    map.style.height = `${Math.ceil(high * scale)}px`;
    network.setSize("100%", map.style.height);
    network.moveTo({ position: { x: drawing.width / 2, y: drawing.height / 2 + 2 }, scale, animation: false });
    network.redraw();
  }
  fit(false);
  addEventListener("resize", () => fit(false));

  // The wheel scrolls the page; with Ctrl it enlarges the map.
  map.addEventListener("wheel", event => { if (!event.ctrlKey) event.stopPropagation(); }, true);
  const enlarge = factor => network.moveTo({ scale: network.getScale() * factor, animation: false });

  // -- choosing ------------------------------------------------------------------------
  function choose(id) {
    chosen = mark.has(id) ? id : null;
    near = new Set(chosen ? [chosen] : []);
    for (const line of chosen ? view.get() : []) {
      if (line.from === chosen) near.add(line.to);
      if (line.to === chosen) near.add(line.from);
    }
    fade();
    if (!chosen) { network.unselectAll(); say(""); return; }
    network.selectNodes([chosen], false);
    show(chosen);
    const panel = panels[chosen];
    say([panel.name, panel.kind, panel.seat, panel.voice].filter(Boolean).join(", "));
  }

  function fade() {
    nodes.update(MARKS.map(one => {
      const pale = chosen && !near.has(one.id);
      return { id: one.id, opacity: pale ? 0.25 : 1, font: { ...one.font, color: pale ? "#9AA0A6" : one.font.color } };
    }));
    edges.update(LINES.map(line => {
      const mine = chosen && (line.from === chosen || line.to === chosen);
      return {
        id: line.id, width: mine ? 3.2 : OPTIONS.edges.width,
        color: { ...line.color, opacity: chosen ? (mine ? 1 : 0.08) : line.color.opacity },
      };
    }));
  }

  function show(id) {
    const at = place(id), box = map.getBoundingClientRect();
    if (at.x < 20 || at.y < 20 || at.x > box.width - 20 || at.y > box.height - 20) fit(false);
    const y = place(id).y + box.top;
    if (y < 60 || y > innerHeight - 60) scrollBy({ top: y - innerHeight / 2, behavior: still ? "auto" : "smooth" });
  }

  function place(id) {
    const one = mark.get(id);
    return network.canvasToDOM({ x: one.x, y: one.y });
  }

  function say(text) { byId("live").textContent = text; }

  function step(by) {
    const i = chosen ? MARKS.findIndex(one => one.id === chosen) : by > 0 ? -1 : 0;
    choose(MARKS[(i + by + MARKS.length) % MARKS.length].id);
  }

  function towards(dx, dy) {
    if (!chosen) { step(1); return; }
    const from = mark.get(chosen);
    let best = null, least = Infinity;
    for (const one of MARKS) {
      const ahead = (one.x - from.x) * dx + (one.y - from.y) * dy;
      const aside = Math.abs((one.x - from.x) * dy) + Math.abs((one.y - from.y) * dx);
      if (ahead > 1 && ahead + 2 * aside < least) { best = one.id; least = ahead + 2 * aside; }
    }
    if (best) choose(best);
  }

  network.on("click", event => {
    if (event.nodes.length) { choose(event.nodes[0]); open(event.nodes[0]); } else letGo();
  });
  const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  map.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (WAYS[event.key]) towards(...WAYS[event.key]);
    else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "Enter" && chosen) { open(chosen); byId("panel").focus(); }
    else if (event.key !== "Escape") return;
    event.preventDefault();
  });
  addEventListener("keydown", event => { if (event.key === "Escape" && (chosen || !byId("panel").hidden)) letGo(); });

  function letGo() {
    const back = byId("panel").contains(document.activeElement);
    choose(null);
    byId("panel").hidden = true;
    byId("legend").hidden = false;
    if (back) map.focus();
  }

  // -- the details ---------------------------------------------------------------------
  function el(tag, text, ...inside) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    made.append(...inside);
    return made;
  }

  function evidence(numbers) {
    if (!numbers.length) return [];
    const list = el("ul", "", ...numbers.map(number => {
      const one = claims[number];
      return el("li", [one.says, one.source, one.sure, one.date, one.where].filter(Boolean).join(" · "));
    }));
    return [el("details", "", el("summary", `${ui["panel.claims"]} (${numbers.length})`), list)];
  }

  function part(heading, items) {
    return items.length ? [el("h3", heading), el("ul", "", ...items)] : [];
  }

  function open(id) {
    const one = panels[id], box = byId("panel");
    const close = el("button", ui["panel.close"]);
    close.type = "button";
    close.addEventListener("click", letGo);
    box.replaceChildren(close, el("h2", one.name), el("p", one.kind));
    if (one.members) {
      box.append(...part(ui["panel.members"].replace("{count}", one.members.length), one.members.map(name => el("li", name))));
    } else {
      box.append(facts(one), ...part(ui["panel.concerns"], one.concerns.map(concern)),
        ...part(ui["panel.ties"], one.ties.map(tie)));
      const said = evidence(one.claims);
      box.append(el("h3", one.name), ...(said.length ? said : [el("p", ui["panel.no_claims"])]));
    }
    box.setAttribute("aria-label", ui["panel.details"].replace("{name}", one.name));
    box.hidden = false;
    byId("legend").hidden = true;
    box.parentElement.scrollTop = 0;
  }

  function facts(one) {
    const list = el("dl", "");
    const known = [[ui["panel.seat"], one.seat], [ui["panel.voice"], one.voice], [ui["panel.chain"], one.chain],
      [ui["panel.where"], one.place], ...one.fields];
    for (const [label, value] of known) if (value) list.append(el("dt", label), el("dd", value));
    return list;
  }

  function concern(one) {
    const made = el("li", "", el("strong", [one.risk, one.place].filter(Boolean).join(", ")));
    if (one.voice) made.append(el("div", one.voice));
    if (one.how.length) made.append(el("div", one.how.join(" · ")));
    made.append(...evidence(one.claims));
    return made;
  }

  function tie(one) {
    const name = end => (mark.get(end.mark) ?? end).name; // a mark has a name of its own
    const sentence = `${name(one.from)} ${one.verb} ${name(one.to)}`;
    const made = el("li", sentence);
    if (one.other) {
      const go = el("button", sentence);
      go.type = "button";
      go.className = "plain";
      go.addEventListener("click", () => { choose(one.other); open(one.other); byId("panel").focus(); });
      made.replaceChildren(go);
    }
    const more = [...one.details, ...(one.disputed ? [ui["panel.disputed"]] : [])];
    if (more.length) made.append(el("div", more.join(" · ")));
    made.append(...evidence(one.claims));
    return made;
  }

  // -- tools ---------------------------------------------------------------------------
  for (const box of document.querySelectorAll("[data-layer]")) {
    box.addEventListener("change", () => {
      if (box.checked) shown.add(box.dataset.layer); else shown.delete(box.dataset.layer);
      view.refresh();
      if (chosen) choose(chosen);
    });
  }
  const names = new Map(WORDS.names.map(([name, id]) => [name.toLowerCase(), id]));
  // A whole name, typed or picked from the list, is chosen at once; Enter takes the first name with these letters.
  const found = id => { if (id !== chosen || byId("panel").hidden) { choose(id); open(id); } };
  byId("find").addEventListener("input", event => {
    const id = names.get(event.target.value.trim().toLowerCase());
    if (id) found(id);
  });
  byId("find").addEventListener("keydown", event => {
    const wanted = event.target.value.trim().toLowerCase();
    if (event.key !== "Enter" || !wanted) return;
    const id = names.get(wanted) ?? (WORDS.names.find(([name]) => name.toLowerCase().includes(wanted)) ?? [])[1];
    if (id) found(id); else say(ui["map.not_found"].replace("{name}", event.target.value));
  });
  byId("whole").addEventListener("click", () => { fit(true); map.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" }); });
  byId("larger").addEventListener("click", () => enlarge(1.25));
  byId("smaller").addEventListener("click", () => enlarge(0.8));
  byId("print").addEventListener("click", () => print());

  // A picture of the whole map, whatever is on the screen: painted on white, at twice the size.
  function picture() {
    const box = el("div", "");
    const wide = drawing.width + 28, high = drawing.height + 12, scale = Math.min(2, 4000 / wide, 8000 / high);
    box.style.cssText = `position:absolute;left:-99999px;top:0;width:${wide * scale}px;height:${high * scale}px`;
    document.body.append(box);
    const other = chart(box);
    other.moveTo({ position: { x: drawing.width / 2, y: drawing.height / 2 + 2 }, scale, animation: false });
    other.redraw();
    const from = box.querySelector("canvas"), copy = document.createElement("canvas");
    copy.width = from.width;
    copy.height = from.height;
    copy.getContext("2d").drawImage(from, 0, 0);
    other.destroy();
    box.remove();
    return copy;
  }

  // The same for paper: lanes that do not fit on one sheet go on the next, each under the names of the columns.
  const SHEET = 760;
  function sheets() {
    const whole = picture(), unit = whole.height / (drawing.height + 12), margin = 4;
    const head = drawing.lanes[0].from - 2;
    const parts = [];
    for (const lane of drawing.lanes) {
      const last = parts[parts.length - 1];
      if (last && lane.to - last.from < SHEET) last.to = lane.to;
      else parts.push({ from: lane.from, to: lane.to });
    }
    return parts.map(part => {
      const sheet = document.createElement("canvas"), c = sheet.getContext("2d");
      const top = (head + margin) * unit, high = (part.to - part.from + 6) * unit;
      sheet.width = whole.width;
      sheet.height = top + high;
      c.drawImage(whole, 0, 0, whole.width, top, 0, 0, whole.width, top);
      c.drawImage(whole, 0, (part.from + margin - 2) * unit, whole.width, high, 0, top, whole.width, high);
      const image = el("img", "");
      image.alt = "";
      image.src = sheet.toDataURL("image/png");
      return image;
    });
  }
  byId("save").addEventListener("click", () => {
    const link = el("a", "");
    link.download = "map.png";
    link.href = picture().toDataURL("image/png");
    link.click();
  });
  addEventListener("beforeprint", () => byId("printed").replaceChildren(...sheets()));

  // What is drawn now, for tests and for the curious.
  window.aantafel = {
    drawn: () => network.body.edgeIndices.length,
    marks: () => network.body.nodeIndices.length,
    chosen: () => network.getSelectedNodes(),
    at: (x, y) => network.canvasToDOM({ x, y }), // a place of the drawing, on the screen
    scale: () => network.getScale(),
  };
})();
