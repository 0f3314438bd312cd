/* A field that shortens a long list of boxes to tick, and a count of what is ticked. */
(() => {
  "use strict";
  const LONG = 24;

  const plain = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’']/g, " ").toLowerCase();

  const count = (list, line) => {
    const ticked = list.querySelectorAll("input:checked").length;
    line.textContent = ticked ? `${ticked} choix coché${ticked > 1 ? "s" : ""}` : "Rien de coché";
  };

  const shorten = (list, field) => {
    const wanted = plain(field.value.trim());
    for (const box of list.children) {
      const kept = box.querySelector("input").checked;
      box.hidden = !kept && !plain(box.textContent).includes(wanted);
    }
  };

  const equip = (list) => {
    if (list.dataset.equipped || list.children.length <= LONG) return;
    list.dataset.equipped = "1";
    const field = document.createElement("input");
    field.type = "search";
    field.className = "tick-boxes-filter";
    field.placeholder = "Tapez pour raccourcir la liste";
    field.setAttribute("aria-label", "Raccourcir la liste ci-dessous");
    field.addEventListener("input", () => shorten(list, field));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    const line = document.createElement("p");
    line.className = "tick-boxes-count";
    line.setAttribute("role", "status");
    list.addEventListener("change", () => count(list, line));
    list.classList.add("tick-boxes--long");
    list.before(field, line);
    count(list, line);
  };

  const start = () => document.querySelectorAll("div.tick-boxes").forEach(equip);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
