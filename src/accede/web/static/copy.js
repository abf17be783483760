// A button beside each citation that copies it. Without scripts there is no button, and a click selects the whole citation by itself.
"use strict";

(() => {
  // Where the browser gives no clipboard (a page by http, or refused), the text is selected, for the reader's own keys.
  const select = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };

  const copy = async (text, told) => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      told.textContent = "Copied.";
    } catch {
      select(text);
      told.textContent = "Selected: copy it by the keys of your system.";
    }
  };

  const begin = () => {
    for (const text of document.querySelectorAll("pre.cite:not([data-begun])")) {
      text.dataset.begun = "";
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: `Copy as ${text.dataset.form}` });
      const told = Object.assign(document.createElement("span"), { className: "copied" });
      told.setAttribute("role", "status");
      button.addEventListener("click", () => copy(text, told));
      const line = Object.assign(document.createElement("p"), { className: "copy" });
      line.append(button, " ", told);
      text.after(line);
    }
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:after:swap", begin); // the two days were changed without loading the page anew
})();
