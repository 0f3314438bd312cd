/* The tab « Avant de publier »: read when it is looked at, and again after each saving. */
(() => {
  "use strict";

  const load = async (part) => {
    part.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(part.dataset.url, { credentials: "same-origin" });
      if (answer.ok && !answer.redirected) part.innerHTML = await answer.text();
    } catch {
      // The site does not answer: the link in the part leads to the same findings.
    }
    part.removeAttribute("aria-busy");
  };

  // A tab takes a moment to show.
  const arrive = (target, tries) => {
    if (!target.offsetParent && tries) {
      setTimeout(() => arrive(target, tries - 1), 50);
      return;
    }
    const typed = "input:not([type=hidden]), select, textarea, [contenteditable=true]";
    (target.matches(typed) ? target : target.querySelector(typed))?.focus({ preventScroll: true });
    target.scrollIntoView({ behavior: "instant", block: "center" });
    // A wide field on a phone: down to it, never sideways.
    for (let at = target; at; at = at.parentElement) at.scrollLeft = 0;
  };

  // The field may be in another tab, in folded sections.
  const goTo = (event) => {
    const link = event.target.closest("a[href*='#']");
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const panel = target.closest("[role=tabpanel]");
    document.querySelector(`[role=tab][aria-controls="${panel.id}"]`).click();
    for (let at = target; at; at = at.parentElement.closest("[data-panel]")) {
      const toggle = at.querySelector("[data-panel-toggle]");
      if (at.matches("[data-panel]") && toggle?.getAttribute("aria-expanded") === "false") {
        toggle.click();
      }
    }
    arrive(target, 20);
  };

  const start = (part) => {
    part.addEventListener("click", goTo);
    let stale = true;
    const look = () => {
      if (!stale || !part.offsetParent) return;
      stale = false;
      load(part);
    };
    new IntersectionObserver(look).observe(part);
    document.addEventListener("w-autosave:success", () => {
      stale = true;
      look();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-record-checks]").forEach(start);
  });
})();
