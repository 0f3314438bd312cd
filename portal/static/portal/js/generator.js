/* Blocks ticked in one go, and counts that follow. Without this file the same buttons ask the server. */
(() => {
  "use strict";
  const form = document.querySelector("[data-generator]");
  if (!form) return;

  const boxesOf = (code) => {
    const place = code === "*" ? form : form.querySelector(`[data-block="${CSS.escape(code)}"]`);
    return place ? [...place.querySelectorAll('input[name="c"][type="checkbox"]')] : [];
  };

  const count = () => {
    for (const place of form.querySelectorAll("[data-count]")) {
      const ticked = boxesOf(place.dataset.count).filter((box) => box.checked).length;
      place.textContent = String(ticked);
    }
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest('button[name="tout"], button[name="rien"]');
    if (!button) return;
    event.preventDefault();
    for (const box of boxesOf(button.value)) box.checked = button.name === "tout";
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
  form.addEventListener("change", count);
  count();
})();
