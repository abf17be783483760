// On every page: what a form for looking leaves open is not in the address.
"use strict";

document.addEventListener("formdata", (event) => {
  if (event.target.method !== "get") return;
  for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
});

// The rest of a section comes in the place of the line that counts it: who asked for it by key goes on at its first line.
(() => {
  let before = null;
  document.addEventListener("click", (event) => {
    before = event.target.closest?.(".more a[hx-get]")?.closest(".more").previousElementSibling ?? null;
  });
  document.addEventListener("htmx:after:swap", () => {
    const first = before?.isConnected ? before.nextElementSibling : null;
    before = null;
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  });
})();

// The map of consents beside its table. A page is whole without it: what fails here leaves the table as it is, and says nothing.
// It asks this server alone, sends nothing but the two days, and remembers nothing. Names are set as text, never as markup.
(() => {
  // In the order of the procedure, in the words of the table.
  const STATES = new Map([
    ["not_reported", "not reported"], ["outstanding", "outstanding"], ["reported", "consent or a step to it reported, stage not told"],
    ["submitted", "submitted to parliament"], ["parliament_approved", "parliament approved"],
    ["head_of_state_signed", "head of state signed"], ["instrument_deposited", "instrument deposited"],
  ]);
  const SVG = "http://www.w3.org/2000/svg";
  const MOST_PAGES = 20;
  const NEAR = 0.62; // radians, some 3900 km: as far from the middle of the deciders as belongs into the main picture
  const HEIGHT = 460;

  const make = (name, facts, ...inside) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(facts)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  const element = (name, facts, ...inside) => {
    const made = Object.assign(document.createElement(name), facts);
    made.append(...inside);
    return made;
  };

  // A state is told by its pattern as well as by its colour, so that a print in grey and the colour-blind can tell it.
  const patterns = () => {
    const pattern = (name, ...inside) => make("pattern", { id: `map-${name}`, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, ...inside);
    const ground = (of) => make("rect", { class: of, width: 6, height: 6 });
    return make("defs", {},
      pattern("not-reported", ground("bare"), make("path", { class: "stroke0", d: "M-1 7L7 -1M-1 1L1 -1M5 7L7 5" })),
      pattern("reported", ground("ground1"), make("rect", { class: "dot1", x: 2, y: 2, width: 2, height: 2 })),
      pattern("submitted", ground("ground1"), make("path", { class: "stroke1", d: "M0 3H6" })),
      pattern("signed", ground("ground3"), make("path", { class: "stroke3", d: "M3 0V6" })));
  };

  const get = async (address) => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(address);
    return answer.json();
  };

  // Every row of a list that is given in pages.
  const all = async (address, days) => {
    const rows = [];
    for (let page = 1, pages = 1; page <= Math.min(pages, MOST_PAGES); page += 1) {
      const told = await get(`${address}?${new URLSearchParams({ ...days, limit: 200, page })}`);
      rows.push(...told.items);
      pages = told.pages ?? 1;
    }
    return rows;
  };

  // The data draws who holds a land. Here each is of the state that the United Nations' General Assembly holds it to be of: Crimea
  // of Ukraine (68/262), the north of Cyprus of Cyprus, the north of Somalia of Somalia. Kosovo, which many recognise, stays itself.
  const settle = (world) => {
    const lands = world.objects.countries.geometries;
    const land = (id) => lands.find((one) => one.id === id);
    const unite = (id, more) => {
      if (land(id)) Object.assign(land(id), topojson.mergeArcs(world, [land(id), more]));
    };
    for (const [name, id] of [["N. Cyprus", "196"], ["Somaliland", "706"]]) {
      const at = lands.findIndex((one) => one.properties.name === name);
      if (at >= 0) unite(id, lands.splice(at, 1)[0]);
    }
    const russia = land("643");
    const crimea = russia?.arcs.findIndex((arcs) => d3.geoContains(topojson.feature(world, { type: "Polygon", arcs }), [34.4, 45.3])) ?? -1;
    if (crimea >= 0) unite("804", { type: "Polygon", arcs: russia.arcs.splice(crimea, 1)[0] });
    return world;
  };

  // The largest part of a land: what the picture is fitted to, so that an island far away does not shrink the rest.
  const body = (land) => {
    if (land.geometry.type !== "MultiPolygon") return land;
    const parts = land.geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
    return { type: "Feature", geometry: parts[d3.greatestIndex(parts, d3.geoArea)] };
  };

  // The states of the table with their shapes, or with a point where the world is drawn too coarsely for them.
  const shapes = (world, states) => {
    const lands = topojson.feature(world, world.objects.countries).features;
    const byNumber = new Map(lands.map((land) => [land.id, land]));
    const byName = new Map(lands.map((land) => [land.properties.name, land]));
    const found = new Map();
    for (const [code, { number, name, at }] of Object.entries(states)) {
      const land = at ? undefined : byNumber.get(number) ?? byName.get(name);
      if (land) found.set(code, { code, name, land, body: body(land) });
      else if (at) found.set(code, { code, name, body: { type: "Feature", geometry: { type: "Point", coordinates: at } } });
    }
    for (const one of found.values()) one.middle = d3.geoCentroid(one.body);
    return { lands, found };
  };

  // Who is near the middle of all, and who is far from it; nobody is where most are spread over the world.
  const split = (members) => {
    const middle = d3.least(members, (one) => d3.sum(members, (other) => d3.geoDistance(one.middle, other.middle))).middle;
    const far = members.filter((one) => d3.geoDistance(one.middle, middle) > NEAR);
    return far.length * 2 > members.length ? [members, [], true] : [members.filter((one) => !far.includes(one)), far, false];
  };

  const looking = (shown, width, whole) => {
    const extent = [[14, 14], [width - 14, HEIGHT - 14]];
    if (whole) return d3.geoEqualEarth().fitExtent(extent, { type: "Sphere" });
    const [x, y] = d3.geoCentroid({ type: "MultiPoint", coordinates: shown.map((one) => one.middle) });
    const features = shown.map((one) => one.body);
    const fitted = d3.geoAzimuthalEqualArea().rotate([-x, -y]).clipAngle(100).fitExtent(extent, { type: "FeatureCollection", features });
    return fitted.clipExtent([[-2, -2], [width + 2, HEIGHT + 2]]);
  };

  const said = (row) => STATES.get(row.state) ?? row.state.replaceAll("_", " ");

  const picture = ({ world, lands, found }, shown, rows, candidate, width, facts, whole) => {
    const path = d3.geoPath(looking(shown, width, whole)).pointRadius(5);
    const svg = make("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, ...facts });
    const labels = [];
    for (const land of lands) svg.append(make("path", { class: "land", d: path(land) ?? "" }));
    for (const row of rows) {
      const one = found.get(row.member);
      const title = make("title", {}, `${one.name}: ${said(row)}`);
      if (one.land) svg.append(make("path", { class: row.state, d: path(one.land) ?? "" }, title));
      const [x, y] = path.centroid(one.body);
      if (one.land && shown.includes(one) && path.area(one.body) > 480) labels.push(make("text", { x, y: y + 4, "aria-hidden": "true" }, one.code));
    }
    svg.append(make("path", { class: "border", d: path(topojson.mesh(world, world.objects.countries)) ?? "" }));
    for (const row of rows) {
      const one = found.get(row.member);
      const [x, y] = path.centroid(one.body);
      if (!one.land && x >= 0) svg.append(make("circle", { class: row.state, cx: x, cy: y, r: 5 }, make("title", {}, `${one.name}: ${said(row)}`)));
    }
    const asking = found.get(candidate);
    if (asking?.land) {
      svg.append(make("path", { class: "candidate", d: path(asking.land) ?? "" }, make("title", {}, `${asking.name}: candidate`)));
      if (shown.includes(asking)) labels.push(make("text", { x: path.centroid(asking.body)[0], y: path.centroid(asking.body)[1] + 4, "aria-hidden": "true" }, candidate));
    }
    svg.append(...labels);
    return svg;
  };

  const key = (state, ...words) => element("li", {}, make("svg", { class: "key", viewBox: "0 0 24 14", "aria-hidden": "true" },
    make("rect", { class: state, x: 1, y: 1, width: 22, height: 12 })), element("span", {}, ...words));

  const legend = (rows, missed, name) => {
    const list = element("ul", { className: "keys" });
    for (const [state, words] of STATES) {
      const many = rows.filter((row) => row.state === state).length;
      if (many) list.append(key(state, `${words} `, element("b", {}, `${many}`)));
    }
    if (name) list.append(key("candidate", `${name}, the candidate`));
    const off = missed.length ? `Not on the map: ${missed.join(", ")}. ` : "";
    return element("figcaption", {}, list, element("p", {}, `${off}Borders are drawn to find one's way and say nothing on the status of any land. The table has the same states, with days and sources.`));
  };

  const draw = (figure, drawn, consents, candidate) => {
    const asked = consents.filter((row) => row.candidate === candidate && row.decider);
    const rows = asked.filter((row) => drawn.found.has(row.member));
    const missed = asked.filter((row) => !drawn.found.has(row.member)).map((row) => row.member);
    if (!rows.length) return;
    const [near, far, whole] = split(rows.map((row) => drawn.found.get(row.member)));
    const asking = drawn.found.get(candidate);
    const framed = asking && near.some((one) => d3.geoDistance(one.middle, asking.middle) < NEAR) ? [...near, asking] : near;
    const counts = [...STATES].map(([state, words]) => [rows.filter((row) => row.state === state).length, words]).filter(([many]) => many);
    const label = `Map of consents to ${asking?.name ?? candidate}: ${counts.map(([many, words]) => `${words} ${many}`).join(", ")}`;
    const maps = element("div", { className: "maps" });
    const main = picture(drawn, framed, rows, candidate, far.length ? 660 : 900, { class: "near", role: "img", "aria-label": label }, whole);
    main.prepend(patterns());
    maps.append(main);
    if (far.length) {
      const names = far.map((one) => one.name).join(", ");
      maps.append(picture(drawn, far, rows, candidate, 240, { class: "far", role: "img", "aria-label": `Beyond the edge of the main map: ${names}` }, false));
    }
    figure.querySelector(".maps")?.remove();
    figure.querySelector("figcaption")?.remove();
    figure.append(maps, legend(rows, missed, asking?.land ? asking.name : ""));
  };

  const start = async (figure) => {
    figure.dataset.begun = "yes";
    const days = {};
    for (const day of ["valid", "known"]) if (figure.dataset[day]) days[day] = figure.dataset[day];
    const [world, states, consents] = await Promise.all([
      get("/static/vendor/countries-110m.json"), get("/static/countries.json"), all(figure.dataset.map, days),
    ]);
    const drawn = { world: settle(world) };
    Object.assign(drawn, shapes(drawn.world, states));
    const name = (code) => states[code]?.name ?? code;
    const candidates = [...new Set(consents.filter((row) => row.decider).map((row) => row.candidate))];
    if (!candidates.length) return;
    const shown = candidates.at(-1);
    const head = element("div", { className: "map-head" }, element("strong"));
    const show = (code) => {
      head.firstChild.textContent = `How far each consent to ${name(code)} is`;
      draw(figure, drawn, consents, code);
    };
    if (candidates.length > 1) {
      const select = element("select", {}, ...candidates.map((code) => new Option(name(code), code, false, code === shown)));
      select.addEventListener("change", () => show(select.value));
      head.append(element("label", {}, "Candidate ", select));
    }
    show(shown);
    if (figure.querySelector(".maps")) figure.prepend(head);
  };

  const begin = () => {
    if (!window.d3 || !window.topojson) return;
    for (const figure of document.querySelectorAll("figure[data-map]:not([data-begun])")) start(figure).catch(() => figure.replaceChildren());
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:after:swap", begin); // the two days were changed without loading the page anew
})();
