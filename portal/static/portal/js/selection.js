/* The selection, kept by the browser. Without this file it travels in the addresses. */
(() => {
  "use strict";
  const KEY = "selection";
  const LIMIT = 200;
  const PAGE = "/selection/";

  const clean = (text) => [...new Set((text || "").split(".").filter((code) => /^[0-9a-z]{1,9}$/.test(code)))];
  const of = (address) => clean(new URL(address, location.href).searchParams.get("f"));
  let memory = [];
  const read = () => {
    try { return clean(localStorage.getItem(KEY)); } catch { return memory; }
  };
  const keep = (codes) => {
    memory = codes;
    try {
      if (codes.length) localStorage.setItem(KEY, codes.join("."));
      else localStorage.removeItem(KEY);
    } catch { /* Storage refused: the choice lasts for this page only. */ }
    show();
  };
  const address = (codes) => (codes.length ? `${PAGE}?f=${codes.join(".")}` : PAGE);
  const say = (text) => {
    const region = document.getElementById("annonce");
    if (region) region.textContent = text;
  };
  const counted = (number) => `${number} fiche${number > 1 ? "s" : ""}`;

  /* The header and every button say what is kept. */
  const show = () => {
    const codes = read();
    for (const link of document.querySelectorAll("[data-selection-link]")) {
      link.hidden = codes.length === 0;
      link.href = address(codes);
      link.querySelector("[data-selection-number]").textContent = codes.length;
    }
    for (const button of document.querySelectorAll("[data-select]")) {
      const chosen = codes.includes(button.dataset.select);
      button.classList.toggle("select--chosen", chosen);
      button.setAttribute("role", "button");
    }
  };

  const toggle = (code) => {
    const codes = read();
    const chosen = codes.includes(code);
    if (!chosen && codes.length >= LIMIT) {
      say(`Votre sélection contient déjà ${LIMIT} fiches : c’est le maximum.`);
      return;
    }
    const changed = chosen ? codes.filter((other) => other !== code) : [...codes, code];
    keep(changed);
    say(`${chosen ? "Fiche retirée" : "Fiche ajoutée"}. Votre sélection : ${counted(changed.length)}.`);
  };

  /* The page of a selection: mine, or one that was sent to me. */
  const page = document.querySelector("[data-selection-page]");
  const shown = page ? clean(page.dataset.selectionPage) : [];
  // The address may still name records that the page has left aside.
  const isMine = () => [shown, of(location.href)].some((codes) => codes.join(".") === read().join("."));
  const showWhose = () => {
    if (!page) return;
    const mine = read();
    const other = page.querySelector("[data-selection-other]");
    other.hidden = shown.length === 0 || isMine();
    other.querySelector("[data-selection-join]").hidden = mine.length === 0;
  };

  const onClick = (event) => {
    const part = event.target.closest("[data-select], [data-selection-edit], [data-selection-take], [data-selection-join]");
    if (!part || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (part.dataset.select) {
      event.preventDefault();
      toggle(part.dataset.select);
    } else if (part.hasAttribute("data-selection-edit")) {
      // The link leads to the selection once changed: the browser keeps the same one.
      if (isMine()) keep(of(part.href));
    } else {
      const joined = part.hasAttribute("data-selection-join") ? [...new Set([...read(), ...shown])] : shown;
      keep(joined.slice(0, LIMIT));
      location.assign(address(read()));
    }
  };
  const onKey = (event) => {
    if (event.key !== " " || !event.target.matches("a[data-select]")) return;
    event.preventDefault();
    toggle(event.target.dataset.select);
  };

  const carried = clean(new URLSearchParams(location.search).get(KEY));
  if (carried.length && !read().length) keep(carried);
  if (page && location.pathname === PAGE && !location.search && read().length) location.replace(address(read()));
  show();
  showWhose();
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:afterSettle", show);
  addEventListener("storage", () => { show(); showWhose(); });
  addEventListener("pageshow", show);
})();
