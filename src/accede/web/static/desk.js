// A desk of many processes has a field by which they are sifted; of few it has none. Without scripts all are there.
"use strict";

(() => {
  const FEW = 8;

  const sifted = () => {
    const cards = [...document.querySelectorAll(".cards > .card")];
    if (cards.length <= FEW || document.querySelector(".sift")) return;
    const told = Object.assign(document.createElement("output"), { textContent: `${cards.length} processes` });
    const field = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
    const label = document.createElement("label");
    label.append("Sift by a word ", field);
    const box = Object.assign(document.createElement("div"), { className: "sift" });
    box.append(label, told);
    document.querySelector(".cards").before(box);
    field.addEventListener("input", () => {
      const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      for (const card of cards) {
        const text = card.textContent.toLocaleLowerCase();
        card.hidden = !words.every((word) => text.includes(word));
      }
      const shown = cards.filter((card) => !card.hidden).length;
      told.textContent = words.length ? `${shown} of ${cards.length} processes` : `${cards.length} processes`;
    });
  };
  document.addEventListener("DOMContentLoaded", sifted);
  document.addEventListener("htmx:after:swap", sifted); // the two days were changed without loading the page anew
})();
