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

  const start = (part) => {
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
