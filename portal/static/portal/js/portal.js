/* Small comforts. Every page works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  const KEY = "theme";

  const stored = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const store = (value) => {
    try {
      if (value) localStorage.setItem(KEY, value);
      else localStorage.removeItem(KEY);
    } catch { /* Storage refused: the choice lasts for this page only. */ }
  };
  const applyTheme = (value) => {
    if (value) root.dataset.theme = value;
    else delete root.dataset.theme;
    for (const button of document.querySelectorAll("[data-set-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.setTheme === (value || "")));
    }
  };

  const say = (text) => {
    const region = document.getElementById("annonce");
    if (region) region.textContent = text;
  };

  /* Filters and contents stay closed on a phone and open beside the text on a wide screen. */
  const openOnWide = () => {
    if (!matchMedia("(min-width: 900px)").matches) return;
    for (const fold of document.querySelectorAll("details[data-wide-open]")) fold.open = true;
  };

  const copyLink = async (button) => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.querySelector("span").textContent = "Lien copié";
      say("Lien copié");
    } catch {
      say("Copie impossible : recopiez l’adresse affichée par le navigateur.");
    }
  };

  const onClick = (event) => {
    const button = event.target.closest("[data-set-theme], [data-copy], [data-print]");
    if (!button) {
      closeMenus(event.target);
      return;
    }
    if (button.dataset.setTheme !== undefined) {
      store(button.dataset.setTheme);
      applyTheme(button.dataset.setTheme);
    } else if (button.dataset.copy) {
      copyLink(button);
    } else {
      window.print();
    }
  };

  const closeMenus = (target) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(target)) menu.open = false;
    }
  };

  const onKey = (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  };

  /* Addresses of searches stay short: a field left empty is not sent. */
  const dropEmpty = (event) => {
    if (event.target.method !== "get") return;
    for (const [name, value] of [...event.formData]) {
      if (value === "") event.formData.delete(name);
    }
  };

  /* Closed sections are printed open, then put back. */
  const beforePrint = () => {
    const date = document.querySelector("[data-print-date]");
    if (date) date.textContent = new Date().toLocaleDateString("fr-FR", { dateStyle: "long" });
    for (const fold of document.querySelectorAll("main details:not([open]):not(.facets)")) {
      fold.open = true;
      fold.dataset.wasClosed = "";
    }
  };
  const afterPrint = () => {
    for (const fold of document.querySelectorAll("[data-was-closed]")) {
      fold.open = false;
      delete fold.dataset.wasClosed;
    }
  };

  /* Swapped filters keep the groups the reader had opened. */
  let opened = [];
  const rememberOpen = () => {
    opened = [...document.querySelectorAll(".facets details[id][open]")].map((fold) => fold.id);
  };
  const afterSwap = (event) => {
    if (event.target.closest(".suggestions")) return;
    for (const id of opened) {
      const fold = document.getElementById(id);
      if (fold) fold.open = true;
    }
    const count = document.getElementById("resultats-compte");
    if (count) say(count.textContent.trim());
  };

  applyTheme(stored());
  openOnWide();
  for (const node of document.querySelectorAll("[data-needs-js]")) node.hidden = false;
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("formdata", dropEmpty);
  addEventListener("beforeprint", beforePrint);
  addEventListener("afterprint", afterPrint);
  document.addEventListener("htmx:beforeRequest", rememberOpen);
  document.addEventListener("htmx:afterSettle", afterSwap);
})();
