/* An import at work: where it stands is read again; once it is done, the page is shown anew. */
(() => {
  "use strict";
  const PAUSE = 2000;

  const look = async () => {
    const part = document.getElementById("sheet-state");
    if (!part) return;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const html = answer.ok && !answer.redirected ? await answer.text() : "";
      const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(part.id);
      if (fresh && !("busy" in fresh.dataset)) {
        location.reload();
        return;
      }
      const said = fresh && fresh.querySelector("[role=status]");
      if (said) part.querySelector("[role=status]").replaceChildren(...said.childNodes);
    } catch {
      // The site does not answer: the next look may find it again.
    }
    setTimeout(look, PAUSE);
  };

  setTimeout(look, PAUSE);
})();
