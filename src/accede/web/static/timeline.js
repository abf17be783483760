// The timeline as a picture that zooms, above its table. A page is whole without it: what fails here leaves the table as it is.
// Drawn with Observable Plot, zoomed with d3. It asks this server alone, remembers nothing, and sets words as text, never as markup.
"use strict";

(() => {
  const DAY = 86400000;
  const CELL = 13; // as wide and high as a mark with its room
  const MOST_ROWS = 5; // of marks in a lane; what finds no place in them is counted
  const LEAST_DAYS = 10; // in the picture, zoomed in as far as it goes
  const CROWDED = 0.2; // of a lane's marks without a place, from which on its days are drawn as bars of how many
  const MANY = 120; // marks of a lane, from which on they are, too
  const BAR = 9;
  const [TOP, FOOT, RIGHT] = [8, 30, 14];
  const FRAME = 16; // milliseconds: a picture that takes longer is not drawn anew at each step
  const WIDE = 620; // from which width on the lanes' names stand beside them

  const element = (name, facts, ...inside) => {
    const { attributes = {}, ...own } = facts;
    const made = Object.assign(document.createElement(name), own);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const day = (text) => new Date(`${text}T00:00:00Z`);
  const iso = (date) => date.toISOString().slice(0, 10);
  const inWords = d3.utcFormat("%-d %B %Y");

  const get = async (address, asked) => {
    const url = new URL(address, document.baseURI);
    for (const [key, value] of Object.entries(asked)) if (value) url.searchParams.set(key, value);
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(address);
    return answer.json();
  };

  // A mark with its days as dates: `from` and `to` span all that is told; a side that is open ends at the day that is told.
  const dated = (item, place) => {
    const times = item.days.map(({ first, after, words }) => {
      const begin = first ? day(first) : null;
      const end = after ? day(after) : null;
      const shape = !begin ? "until" : !end ? "since" : end - begin > DAY ? "span" : "day";
      const at = new Date(shape === "until" ? end - DAY / 2 : +begin + DAY / 2);
      return { begin, end, words, shape, at, from: begin ?? new Date(end - DAY), to: end ?? new Date(+begin + DAY) };
    });
    const rival = times.length > 1;
    const hollow = rival || item.expected;
    const when = rival ? `${times[0].words} (others: ${times.slice(1).map((time) => time.words).join("; ")})` : times[0].words;
    const from = new Date(Math.min(...times.map((time) => time.from)));
    const to = new Date(Math.max(...times.map((time) => time.to)));
    return { ...item, place, times, rival, hollow, when, from, to };
  };

  class Lanes {
    constructor(figure, told) {
      this.figure = figure;
      this.told = told;
      this.items = told.items.map(dated);
      this.chosen = null;
      const today = day(figure.dataset.today);
      this.today = today;
      const from = d3.min(this.items, (item) => item.from);
      const to = d3.max([...this.items.map((item) => item.to), this.items.some((item) => item.expected) ? today : null].filter(Boolean));
      const room = Math.max(7 * DAY, (to - (told.first ? day(told.first) : from)) / 40);
      this.whole = [new Date(from - room), new Date(+to + room)];
      this.most = [new Date((told.first ? day(told.first) : from) - room), this.whole[1]];
      this.build();
      this.measure();
      const { first, last } = figure.dataset;
      if (first || last) this.show(first ? day(first) : this.whole[0], last ? new Date(+day(last) + DAY) : this.whole[1]);
      else this.show(...this.most);
      new ResizeObserver(() => this.resized()).observe(this.stage);
    }

    build() {
      const button = (words, title, act) => {
        const made = element("button", { type: "button", textContent: words, title, attributes: { "aria-label": title } });
        made.addEventListener("click", act);
        return made;
      };
      const by = (factor) => () => d3.select(this.stage).call(this.zoom.scaleBy, factor);
      this.span = element("span", { className: "span" });
      this.list = button("List these days", "List the entries of the days in the picture in the table below", () => this.listed());
      const tools = element("div", { className: "tools", attributes: { role: "group", "aria-label": "Zoom" } },
        button("−", "Zoom out", by(1 / 2)), button("+", "Zoom in", by(2)), button("Whole", "The whole timeline", () => this.show(...this.most)), this.list);
      const keys = element("p", { id: "lanes-keys", className: "hint", textContent: "Drag to move; pinch, or Ctrl and the wheel, to zoom. Keys: arrows from mark to mark, Enter opens its words, + and − zoom, 0 the whole, Escape leaves." });
      this.stage = element("div", {
        className: "stage", tabIndex: 0,
        attributes: { role: "application", "aria-label": this.described(), "aria-describedby": "lanes-keys", "aria-roledescription": "timeline" },
      });
      this.readout = element("p", { className: "readout", attributes: { role: "status", "aria-live": "polite" } });
      this.figure.replaceChildren(element("div", { className: "lanes-head" }, this.span, tools), this.stage, this.readout, this.legend(), keys);
      this.figure.hidden = false;
      this.zoom = d3.zoom()
        .filter((event) => (event.type === "wheel" ? event.ctrlKey || event.metaKey : !event.button && !event.ctrlKey))
        .wheelDelta((event) => Math.max(-0.4, Math.min(0.4, -event.deltaY * (event.deltaMode ? 0.05 : 0.01)))) // a pinch tells little, a wheel much
        .clickDistance(4)
        .on("start", (event) => { if (event.sourceEvent?.type === "mousedown") this.stage.classList.add("moving"); })
        .on("zoom", () => this.soon())
        .on("end", () => this.stage.classList.remove("moving"));
      d3.select(this.stage).call(this.zoom);
      this.stage.addEventListener("keydown", (event) => this.key(event));
      this.stage.addEventListener("blur", () => this.choose(null));
      // A tip that stays after a press would lie between the press and the link below it.
      this.stage.addEventListener("pointerdown", (event) => event.stopPropagation(), true);
      this.scrollable();
      this.stage.addEventListener("click", (event) => this.clicked(event));
    }

    // One finger that moves up or down scrolls the page: the zoom, which would hold it, does not hear of it.
    scrollable() {
      let [pressed, upright] = [null, null];
      this.stage.addEventListener("touchstart", ({ touches }) => {
        [pressed, upright] = [touches.length === 1 ? touches[0] : null, null];
      }, { capture: true, passive: true });
      this.stage.addEventListener("touchmove", (event) => {
        if (!pressed || event.touches.length > 1) return;
        const [across, along] = [Math.abs(event.touches[0].clientX - pressed.clientX), Math.abs(event.touches[0].clientY - pressed.clientY)];
        if (upright === null && Math.max(across, along) > 3) upright = along > across;
        if (upright !== false) event.stopImmediatePropagation();
      }, { capture: true, passive: true });
    }

    described() {
      const counts = this.told.lanes.map((lane) => `${lane.name} ${this.items.filter((item) => item.lane === lane.key).length}`);
      return `Timeline with ${this.items.length} marks: ${counts.join(", ")}. The table below has the same.`;
    }

    legend() {
      const keys = [
        ["act", "official act"], ["several", "several origins"], ["one", "one origin"], ["rival", "rival dates of one event, joined"],
        ["span", "no single day told"], ["until", "undated: by this day"], ["since", "since this day"], ["expected", "expected"], ["bars", "how many, where they are too many: zoom in"],
        ["today", "the valid day"],
      ];
      const held = (key) => ["today", "bars"].includes(key) || this.items.some((item) => this.sure(item) === key || item.times.some((time) => time.shape === key));
      const picture = {
        act: ["path", { d: "M11 1L17 7L11 13L5 7Z", class: "full" }], several: ["circle", { cx: 11, cy: 7, r: 5, class: "full" }],
        one: ["circle", { cx: 11, cy: 7, r: 3.4, class: "full" }], rival: ["path", { d: "M7 7H15M3 7a2.6 2.6 0 1 0 5 0a2.6 2.6 0 1 0 -5 0M15 7a2.6 2.6 0 1 0 5 0a2.6 2.6 0 1 0 -5 0", class: "bare" }],
        span: ["rect", { x: 2, y: 4, width: 18, height: 6, rx: 3, class: "full" }], until: ["path", { d: "M2 7H14M15 2V12", class: "bare until" }],
        since: ["path", { d: "M7 2V12M8 7H20", class: "bare until" }], expected: ["circle", { cx: 11, cy: 7, r: 4, class: "bare" }], bars: ["path", { d: "M3 13V8h4v5ZM8 13V1h4v12ZM13 13V5h4v8Z", class: "full" }],
        today: ["path", { d: "M11 0V14", class: "bare today" }],
      };
      const list = element("ul", { className: "keys" });
      for (const [key, words] of keys.filter(([one]) => held(one))) {
        const svg = d3.create("svg").attr("class", "key").attr("viewBox", "0 0 22 14").attr("aria-hidden", "true");
        const shape = svg.append(picture[key][0]);
        for (const [name, value] of Object.entries(picture[key][1])) shape.attr(name, value);
        list.append(element("li", {}, svg.node(), element("span", { textContent: words })));
      }
      const caption = element("figcaption", {}, list);
      if (this.told.left_out) {
        caption.append(element("p", { textContent: `${d3.format(",")(this.told.left_out)} of ${d3.format(",")(this.told.total)} are not drawn: those without a date that can be drawn, and of more than a picture holds the least told. Narrow it, or give days, to see the others.` }));
      }
      return caption;
    }

    sure(item) {
      if (item.expected) return "expected";
      if (item.rival) return "rival";
      return item.official ? "act" : item.origins > 1 ? "several" : "one";
    }

    // The sizes that follow from the width, and how high each lane must be for the whole.
    measure() {
      this.width = Math.max(280, Math.floor(this.stage.clientWidth));
      this.beside = this.width >= WIDE;
      this.left = this.beside ? 124 : 10;
      this.scale = d3.scaleUtc(this.whole, [this.left, this.width - RIGHT]);
      const closest = (this.whole[1] - this.whole[0]) / DAY / LEAST_DAYS;
      this.zoom.extent([[this.left, 0], [this.width - RIGHT, 1]]).scaleExtent([1, Math.max(1, closest)])
        .translateExtent([[this.left, -Infinity], [this.width - RIGHT, Infinity]]);
      const x = this.scale.copy().domain(this.most);
      let top = TOP;
      this.lanes = this.told.lanes.map((lane) => {
        const items = this.items.filter((item) => item.lane === lane.key);
        const rows = Math.max(1, this.placed(items, x).rows);
        const head = this.beside ? 12 : 30;
        const made = { ...lane, items, top, head, rows, height: head + rows * CELL + 6 };
        top += made.height;
        return made;
      });
      this.height = top + FOOT;
      // The picture is made anew at each step; the place that it takes is not, so that the page does not move.
      this.stage.style.height = `${this.height}px`;
    }

    // Each mark in the first row in which it overlaps with none; `over` are those that find no place.
    placed(items, x) {
      const [low, high] = x.range();
      const ends = [];
      const [shown, over] = [[], []];
      for (const item of items) {
        const reach = (time) => [x(time.shape === "span" ? time.begin : time.at) - (time.shape === "until" ? 14 : 0), x(time.shape === "span" ? time.end : time.at) + (time.shape === "since" ? 14 : 0)];
        const reached = item.times.map(reach);
        const [from, to] = [Math.min(...reached.map((one) => one[0])), Math.max(...reached.map((one) => one[1]))];
        if (to < low - CELL || from > high + CELL) continue;
        let row = ends.findIndex((end) => end <= from - CELL / 2);
        if (row < 0 && ends.length < MOST_ROWS) row = ends.length;
        if (row < 0) over.push(item);
        else {
          ends[row] = Math.min(to, high + CELL) + CELL / 2;
          shown.push({ item, row });
        }
      }
      return { shown, over, rows: ends.length };
    }

    domain() {
      return d3.zoomTransform(this.stage).rescaleX(this.scale).domain();
    }

    show(from, to) {
      const [low, high] = [Math.max(from, this.whole[0]), Math.min(to, this.whole[1])];
      const k = Math.min(this.zoom.scaleExtent()[1], Math.max(1, (this.whole[1] - this.whole[0]) / Math.max(DAY, high - low)));
      const middle = this.scale(new Date((low + high) / 2));
      d3.select(this.stage).call(this.zoom.transform, d3.zoomIdentity.translate((this.left + this.width - RIGHT) / 2 - k * middle, 0).scale(k));
    }

    resized() {
      if (Math.abs(this.stage.clientWidth - this.width) < 2 || !this.stage.clientWidth) return;
      const shown = this.domain();
      this.measure();
      this.show(...shown);
    }

    // The picture follows the hand at once, by moving what is drawn; it is drawn anew when the hand rests or has gone far enough.
    soon() {
      this.frame ??= requestAnimationFrame(() => {
        this.frame = null;
        const now = d3.zoomTransform(this.stage);
        const [from, to] = this.domain();
        this.span.textContent = `${inWords(from)} to ${inWords(new Date(to - 1))}`;
        if (this.drawn && now.k === this.drawn.k && now.x === this.drawn.x && this.drawn.width === this.width) return; // a press without a move
        if (this.drawn && this.cost > FRAME && this.drawn.width === this.width && performance.now() - this.drawn.when < this.cost * 3) {
          const k = now.k / this.drawn.k;
          this.moving.attr("transform", `translate(${now.x - k * this.drawn.x},0) scale(${k},1)`);
          clearTimeout(this.rest);
          this.rest = setTimeout(() => this.soon(), this.cost * 3);
          return;
        }
        clearTimeout(this.rest);
        const started = performance.now();
        this.draw();
        this.drawn = { k: now.k, x: now.x, width: this.width, when: performance.now() };
        this.cost = this.drawn.when - started;
      });
    }

    draw() {
      const domain = this.domain();
      const x = this.scale.copy().domain(domain);
      const held = { lines: [], open: [], spans: [], ends: [], dots: [], bars: [], counts: [] };
      this.shown = new Map();
      for (const lane of this.lanes) this.laned(lane, x, held);
      const svg = Plot.plot({
        className: "drawn", width: this.width, height: this.height, marginLeft: this.left, marginRight: RIGHT, marginTop: 0, marginBottom: FOOT,
        x: { type: "utc", domain }, y: { type: "identity", axis: null }, color: { type: "identity" }, r: { type: "identity" },
        marks: [...this.ground(domain), ...this.marks(held, x)],
      });
      svg.querySelectorAll("style").forEach((style) => style.remove()); // its rules are in timeline.css: pages allow no other
      svg.querySelectorAll("a").forEach((link) => link.setAttribute("tabindex", "-1"));
      svg.setAttribute("aria-hidden", "true");
      svg.removeAttribute("role");
      this.moving = this.movable(svg);
      this.stage.replaceChildren(svg);
      this.ringed();
    }

    // What moves with the days, in a group that is cut at the edges: it is moved at once, and drawn anew when there is time.
    movable(svg) {
      const cut = d3.select(svg).insert("g", ".names").attr("clip-path", "url(#lanes-cut)");
      d3.select(svg).append("clipPath").attr("id", "lanes-cut").append("rect")
        .attr("x", this.left - 3).attr("width", this.width - RIGHT - this.left + 6).attr("height", this.height);
      const moving = cut.append("g");
      for (const part of [...svg.children]) if (part.matches("g:not([clip-path='url(#lanes-cut)'], .names, .parting, .tip)")) moving.node().append(part);
      return moving;
    }

    ground(domain) {
      const ticks = this.width / 90;
      return [
        Plot.gridX({ ticks, className: "grid" }),
        Plot.axisX({ ticks, tickSize: 0, label: null, className: "axis" }),
        Plot.ruleY(this.lanes.slice(1).map((lane) => lane.top), { className: "parting", x1: domain[0], x2: domain[1] }),
        Plot.ruleX([this.today].filter((today) => today >= domain[0] && today <= domain[1]), { className: "today" }),
      ];
    }

    marks(held, x) {
      const [href, stroke] = [({ item }) => (item.link ? this.address(item.link) : null), "color"];
      const fill = ({ item, color }) => (item.hollow ? "var(--paper)" : color);
      const rule = (lines, className) => Plot.ruleY(lines, { x1: "x1", x2: "x2", y: "y", stroke, className });
      return [
        Plot.rect(held.bars, { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "color", className: "bars" }),
        rule(held.lines, "joined"),
        rule(held.open, "openside"),
        Plot.rect(held.spans, { x1: "x1", x2: "x2", y1: ({ y }) => y - 3.2, y2: ({ y }) => y + 3.2, rx: 3.2, fill, stroke, className: "spans", href }),
        Plot.ruleX(held.ends, { x: "x", y1: ({ y }) => y - 5, y2: ({ y }) => y + 5, stroke, className: "ends", href }),
        Plot.dot(held.dots, {
          x: "x", y: "y", r: ({ item }) => (item.official ? 4.2 : item.origins > 1 ? 4.4 : 3.2),
          symbol: ({ item }) => (item.official ? "diamond" : "circle"), fill, stroke, className: "dots", href,
        }),
        Plot.text(held.counts, { x: "x", y: "y", text: "text", className: "more" }),
        Plot.text(this.lanes, {
          className: "names", text: (lane) => lane.name, textAnchor: "start", lineAnchor: "middle", frameAnchor: "left",
          dx: this.beside ? -this.left : 0, y: (lane) => (this.beside ? lane.top + lane.head + CELL / 2 : lane.top + 11),
        }),
        Plot.tip([...this.shown.values()], Plot.pointer({
          x: (one) => x.invert(one.x), y: "y", title: ({ item, many }) => `${many > 1 ? `One of ${many} here: ` : ""}${item.when}\n${item.what}\n${item.certainty}`, maxRadius: 18, className: "tip",
          lineWidth: 26, textPadding: 8,
        })),
      ];
    }

    // Adds the marks of a lane to those that are drawn.
    laned(lane, x, held) {
      const { shown, over } = this.placed(lane.items, x);
      if (shown.length > MANY || over.length > CROWDED * (shown.length + over.length)) {
        this.barred(lane, [...shown.map(({ item }) => item), ...over], x, held);
        return;
      }
      const color = `var(--${lane.key})`;
      const [low, high] = x.range();
      const inside = (at) => Math.min(high + CELL, Math.max(low - CELL, at)); // a little beyond the edge, where it is cut
      for (const { item, row } of shown) {
        const y = lane.top + lane.head + row * CELL + CELL / 2;
        const line = (from, to) => ({ item, y, color, x1: x.invert(inside(from)), x2: x.invert(inside(to)) });
        for (const time of item.times) {
          const at = x(time.at);
          if (time.shape === "span") held.spans.push(line(x(time.begin), Math.max(x(time.end), x(time.begin) + 8)));
          else if (time.shape === "day") held.dots.push({ item, y, color, x: time.at });
          else {
            held.ends.push({ item, y, color, x: time.at });
            held.open.push(time.shape === "until" ? line(at - CELL, at) : line(at, at + CELL));
          }
        }
        if (item.rival) held.lines.push(line(d3.min(item.times, (time) => x(time.at)), d3.max(item.times, (time) => x(time.at))));
        const { begin, end, at, shape } = item.times[0];
        const middle = shape === "span" ? (inside(x(begin)) + inside(x(end))) / 2 : x(at);
        this.shown.set(item.place, { item, x: Math.min(high, Math.max(low, middle)), y });
      }
      const bins = d3.rollups(over, (some) => some.length, (item) => Math.floor(inside(x(item.times[0].at)) / 26) * 26 + 13);
      held.counts.push(...bins.map(([at, many]) => ({ x: x.invert(at), y: lane.top + lane.head - 5, text: `+${many}` })));
    }

    // A lane too crowded for marks: how many in each stretch of the same width.
    barred(lane, items, x, held) {
      const color = `var(--${lane.key})`;
      const [low, high] = x.range();
      const at = (item) => x(item.times[0].at);
      const bins = d3.rollups(items.filter((item) => at(item) >= low && at(item) <= high), (some) => some, (item) => Math.floor((at(item) - low) / BAR));
      const room = lane.rows * CELL;
      const bottom = lane.top + lane.head + room;
      const tall = d3.scaleLinear([0, d3.max(bins, ([, some]) => some.length) ?? 1], [0, room]);
      const middle = (bin) => low + (bin + 0.5) * BAR;
      for (const [bin, some] of bins) {
        held.bars.push({ color, x1: x.invert(low + bin * BAR + 0.5), x2: x.invert(Math.min(high, low + (bin + 1) * BAR - 0.5)), y1: bottom, y2: bottom - tall(some.length) });
        for (const item of some) this.shown.set(item.place, { item, x: middle(bin), y: bottom - tall(some.length) / 2, many: some.length });
      }
      const peak = d3.greatest(bins, ([, some]) => some.length);
      if (peak) held.counts.push({ x: x.invert(middle(peak[0])), y: bottom - room - 6, text: `${peak[1].length}` });
    }

    address(link) {
      const url = new URL(link, document.baseURI);
      for (const name of ["valid", "known"]) if (this.figure.dataset[name]) url.searchParams.set(name, this.figure.dataset[name]);
      return url.pathname + url.search + url.hash;
    }

    // A click on a bar, or beside the marks, zooms there; a mark is a link.
    clicked(event) {
      if (event.target.closest("a")) return;
      if (event.target.closest(".bars, .more")) {
        const [at] = d3.pointer(event, this.stage);
        d3.select(this.stage).call(this.zoom.scaleBy, 3, [at, 0]);
      }
    }

    listed() {
      const [from, to] = this.domain();
      const asked = new FormData(document.querySelector("form.filter"));
      asked.set("first", iso(from));
      asked.set("last", iso(new Date(to - 1)));
      window.location.assign(`${window.location.pathname}?${new URLSearchParams([...asked].filter(([, value]) => value))}`);
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const acts = {
        ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1), ArrowDown: () => this.change(1), ArrowUp: () => this.change(-1),
        Home: () => this.choose(this.items[0]), End: () => this.choose(this.items.at(-1)),
        "+": () => this.zoomed(2), "=": () => this.zoomed(2), "-": () => this.zoomed(1 / 2), 0: () => this.show(...this.most),
        Enter: () => { if (this.chosen?.link) window.location.assign(this.address(this.chosen.link)); },
        Escape: () => this.stage.blur(),
      };
      if (!Object.hasOwn(acts, event.key)) return;
      event.preventDefault();
      acts[event.key]();
    }

    zoomed(factor) {
      const at = this.chosen && this.scale.copy().domain(this.domain())(this.chosen.times[0].at);
      d3.select(this.stage).call(this.zoom.scaleBy, factor, at ? [at, 0] : undefined);
    }

    // From mark to mark in the order of time, whatever the lane; the first step takes the first that is in sight.
    step(by) {
      if (!this.chosen) {
        const inSight = this.items.filter((item) => this.shown.has(item.place));
        this.choose((by > 0 ? inSight[0] : inSight.at(-1)) ?? this.items[0]);
      } else this.choose(this.items[Math.min(this.items.length - 1, Math.max(0, this.chosen.place + by))]);
    }

    // To the mark of the next lane that is nearest in time.
    change(by) {
      if (!this.chosen) {
        this.step(1);
        return;
      }
      const lane = this.lanes[this.lanes.findIndex(({ key }) => key === this.chosen.lane) + by];
      if (lane) this.choose(d3.least(lane.items, (item) => Math.abs(item.times[0].at - this.chosen.times[0].at)));
    }

    choose(item) {
      this.chosen = item ?? null;
      if (item) {
        const [from, to] = this.domain();
        const at = item.times[0].at;
        if (at < from || at > to) d3.select(this.stage).call(this.zoom.translateTo, this.scale(at), 0);
        this.readout.textContent = `${item.when}: ${item.what}. ${item.certainty}${item.expected ? ", expected" : ""}. ${item.place + 1} of ${this.items.length}`;
      } else this.readout.textContent = "";
      this.ringed();
    }

    // The ring around the chosen mark, with its line across all lanes.
    ringed() {
      const svg = d3.select(this.stage).select("svg");
      svg.selectAll(".ring").remove();
      if (!this.chosen) return;
      const held = this.shown.get(this.chosen.place) ?? { x: this.scale.copy().domain(this.domain())(this.chosen.times[0].at) };
      const ring = svg.append("g").attr("class", "ring");
      ring.append("line").attr("x1", held.x).attr("x2", held.x).attr("y1", 0).attr("y2", this.height - FOOT);
      if (held.y) ring.append("circle").attr("cx", held.x).attr("cy", held.y).attr("r", 8);
    }
  }

  const start = async (figure) => {
    figure.dataset.begun = "yes";
    const days = { valid: figure.dataset.valid, known: figure.dataset.known };
    let told = await get(figure.dataset.marks, days);
    if (told.left_out && (figure.dataset.first || figure.dataset.last)) {
      told = await get(figure.dataset.marks, { ...days, first: figure.dataset.first, last: figure.dataset.last });
    }
    if (told.items.length) new Lanes(figure, told);
  };

  const begin = () => {
    if (!window.d3 || !window.Plot) return;
    for (const figure of document.querySelectorAll("figure[data-marks]:not([data-begun])")) {
      start(figure).catch(() => {
        figure.hidden = true;
        figure.replaceChildren();
      });
    }
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:after:swap", begin); // the two days were changed without loading the page anew
})();
