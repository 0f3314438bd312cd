/* Files dropped anywhere on the zone; the names of those chosen. */
(() => {
  "use strict";
  const zone = document.querySelector("[data-drop]");
  if (!zone) return;
  const input = zone.querySelector("input[type=file]");
  const chosen = zone.querySelector(".import-chosen");
  const button = zone.querySelector("button[type=submit]");

  const name = () => {
    chosen.replaceChildren(
      ...[...input.files].map((file) => {
        const line = document.createElement("li");
        line.textContent = file.name;
        return line;
      }),
    );
  };

  const over = (on) => zone.classList.toggle("import-drop--over", on);

  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  zone.addEventListener("dragleave", () => over(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    name();
    button.focus();
  });
  input.addEventListener("change", name);
  zone.addEventListener("submit", () => {
    button.disabled = true;
    button.textContent = "Envoi en cours…";
  });
})();
