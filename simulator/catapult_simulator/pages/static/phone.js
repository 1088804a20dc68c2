// Keys, copy buttons, and the banner while the simulator is gone. The page works without this.
"use strict";
(() => {
  const find = (selector) => document.querySelector(selector);
  const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

  const addCopyButtons = (root) => root.querySelectorAll("pre.copy:not(:has(button))").forEach((pre) => {
    const text = pre.textContent;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy" });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text).then(() => { button.textContent = "Copied"; }, () => {
        getSelection().selectAllChildren(pre);
      });
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    pre.append(button);
  });

  const rows = () => [...document.querySelectorAll("main .people a, main .row a.main")];
  const move = (step) => {
    const all = rows();
    const at = Math.max(all.indexOf(document.activeElement), all.findIndex((row) => row.ariaCurrent));
    const next = document.activeElement === all[at] || at < 0 ? at + step : at;
    all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
  };
  const focus = (selector) => { const element = find(selector); element?.focus(); element?.select?.(); };

  const KEYS = {
    "/": () => focus("#search"),
    n: () => focus("#new-person"),
    j: () => move(1),
    k: () => move(-1),
    r: () => find("#again")?.click(),
    "?": () => find("#keys")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && event.target.id === "text") {
      event.preventDefault();
      event.target.form.querySelector(".send").click();
    } else if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
    } else if (KEYS[event.key] && !typing(event.target) && !find("dialog[open]")) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });

  const FEEDS = "#feed, .fresh";
  const isFeed = (event) => event.target.matches(FEEDS);
  const gone = (is) => { const banner = find("#gone"); if (banner) banner.hidden = !is; };
  document.addEventListener("htmx:sendError", (event) => isFeed(event) && gone(true));
  document.addEventListener("htmx:beforeSwap", (event) => isFeed(event) && gone(false));
  // A browser has six connections to a host: pages that nobody sees hold none.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isFeed(event) && document.hidden) event.preventDefault();
  });
  // A page that is on its way to another one is not reloaded: that would call the form back.
  let leftAt = -Infinity;
  addEventListener("beforeunload", () => { leftAt = performance.now(); });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    if (isFeed(event) && performance.now() - leftAt < 30_000) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) document.querySelectorAll(FEEDS).forEach((each) => htmx.trigger(each, "htmx:abort"));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    addCopyButtons(document);
    if (event.target.id === "composer") find("#text")?.focus();
  });
  addCopyButtons(document);
})();
