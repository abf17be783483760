// The outlook with a pointer that reads day and probability, in the place of the server's drawing, which stays for paper. A page is
// whole without it. Drawn with Observable Plot; it asks nobody for anything, and sets words as text, never as markup.
"use strict";

(() => {
  const inWords = (day) => d3.utcFormat("%-d %B %Y")(day);
  const percent = (share) => (share > 0 && share < 0.01 ? "under 1 %" : share > 0.99 && share < 1 ? "over 99 %" : `${Math.round(100 * share)} %`);
  const short = (name) => (name.length > 26 ? `${name.slice(0, 25).trimEnd()}…` : name);

  const drawing = (curves, fixtures, width) => {
    const rows = curves.flatMap(([name, style, points]) => points.map(([day, share]) => ({ name, style, day: new Date(day), share })));
    // What the pointer reads: of one day, all curves.
    const days = d3.groups(rows, (row) => +row.day).map(([day, held]) => ({
      day: new Date(day), share: d3.max(held, (row) => row.share),
      words: [inWords(new Date(day)), ...held.map((row) => `${row.name ? `${row.name}: ` : ""}${percent(row.share)}`)].join("\n"),
    }));
    const kept = fixtures.map(([day, name], at) => ({ day: new Date(day), name: short(name), row: at % 2 }));
    const late = (one) => one.day > d3.max(days, (row) => row.day) - (d3.max(days, (row) => row.day) - days[0].day) / 3;
    const svg = Plot.plot({
      className: "drawn", width, height: 262, marginLeft: 52, marginRight: 16, marginTop: 30, marginBottom: 32,
      x: { type: "utc", label: null }, y: { domain: [0, 1], label: null },
      marks: [
        Plot.gridY([0, 0.25, 0.5, 0.75, 1], { className: "grid" }),
        Plot.axisY([0, 0.25, 0.5, 0.75, 1], { tickSize: 0, tickFormat: (share) => `${100 * share} %`, className: "axis" }),
        Plot.axisX({ ticks: width / 90, tickSize: 0, className: "axis" }),
        Plot.ruleX(kept, { x: "day", className: "fixtures" }),
        ...[true, false].map((end) => Plot.text(kept.filter((one) => late(one) === end), {
          x: "day", text: "name", frameAnchor: "top", textAnchor: end ? "end" : "start", dx: end ? -4 : 4, dy: -24, className: "axis",
        })),
        ...curves.map(([name, style]) => Plot.lineY(rows.filter((row) => row.name === name), { x: "day", y: "share", className: `curve ${style}` })),
        Plot.ruleX(days, Plot.pointerX({ x: "day", className: "read" })),
        Plot.dot(days.flatMap(({ day }) => rows.filter((row) => +row.day === +day)), Plot.pointerX({ x: "day", y: "share", r: 4, className: "read" })),
        Plot.tip(days, Plot.pointerX({ x: "day", y: "share", title: "words", className: "tip", lineWidth: 26, textPadding: 8 })),
      ],
    });
    svg.querySelectorAll("style").forEach((style) => style.remove()); // its rules are in timeline.css: pages allow no other
    svg.setAttribute("aria-hidden", "true"); // the server's drawing has the words
    return svg;
  };

  const names = (curves) => {
    const list = document.createElement("ul");
    list.className = "keys";
    for (const [name, style] of curves.filter(([one]) => one)) {
      const line = d3.create("svg").attr("class", "key").attr("viewBox", "0 0 34 14").attr("aria-hidden", "true");
      line.append("path").attr("class", `curve ${style}`).attr("d", "M1 7H33");
      const item = document.createElement("li");
      item.append(line.node(), `${name} (${style})`);
      list.append(item);
    }
    return list;
  };

  const start = (figure) => {
    figure.dataset.begun = "yes";
    const { curves, fixtures } = JSON.parse(figure.dataset.curves);
    const stage = document.createElement("div");
    stage.className = "chance-stage";
    figure.querySelector("svg").before(stage);
    const draw = () => stage.replaceChildren(drawing(curves, fixtures, Math.max(300, Math.floor(stage.clientWidth))), names(curves));
    let width = 0;
    new ResizeObserver(() => {
      if (Math.abs(stage.clientWidth - width) < 2 || !stage.clientWidth) return;
      width = stage.clientWidth;
      draw();
    }).observe(stage);
    figure.classList.add("read");
  };

  const begin = () => {
    if (!window.d3 || !window.Plot) return;
    for (const figure of document.querySelectorAll("figure[data-curves]:not([data-begun])")) {
      try {
        start(figure);
      } catch {
        figure.classList.remove("read");
        figure.querySelector(".chance-stage")?.remove();
      }
    }
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:after:swap", begin); // the two days were changed without loading the page anew
})();
