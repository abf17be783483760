// Keys of the review. A key chooses and moves the cursor to what is to be filled in: what the ruling takes, else the grounds, without
// which the form is not sent. Only the person's own Enter or button sends anything.
"use strict";

(() => {
  const ACTIONS = { a: "accept", r: "reject", c: "correct", m: "merge", s: "split", p: "prefer", w: "name" };
  const form = document.querySelector("form.ruling");

  function choose(action) {
    const way = form && form.querySelector(`input[name="action"][value="${action}"]`);
    if (!way) return false;
    way.checked = true;
    const first = form.querySelector(`.for.${action} input:not([type="hidden"]), .for.${action} select`) || form.querySelector("#why");
    first.scrollIntoView({ block: "nearest" });
    first.focus();
    return true;
  }

  function go(rel) {
    const link = document.querySelector(`.item a[rel="${rel}"]`);
    if (!link) return false;
    link.click();
    return true;
  }

  function undoLast() {
    const why = document.querySelector('#last input[name="why"]');
    if (!why) {
      window.location.assign("/review/history");
      return true;
    }
    why.focus();
    return true;
  }

  function help() {
    const keys = document.getElementById("keys");
    if (!keys) return false;
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
    return true;
  }

  function did(key) {
    if (Object.hasOwn(ACTIONS, key)) return choose(ACTIONS[key]);
    if (key === "n" || key === "j") return go("next");
    if (key === "b" || key === "k") return go("prev");
    if (key === "u") return undoLast();
    if (key === "?") return help();
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    const field = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (field) {
      if (event.key === "Escape") field.blur();
      return;
    }
    if (did(event.key)) event.preventDefault();
  });
})();
