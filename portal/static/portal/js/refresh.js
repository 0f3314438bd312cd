/* A part of a page marked data-refresh, read again while something moves; never under the
   reader's hands. */
(() => {
  "use strict";
  const PAUSE = 3000;

  const refresh = async (old) => {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return false;
    const html = await answer.text();
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(old.id);
    if (!fresh) return false;
    old.replaceWith(fresh);
    return true;
  };

  const look = async () => {
    const part = document.querySelector("[data-refresh]");
    if (!part) return;
    const busy = document.hidden || part.contains(document.activeElement);
    try {
      if (!busy && !(await refresh(part))) return;
    } catch {
      // The site does not answer: the next look may find it again.
    }
    setTimeout(look, PAUSE);
  };

  setTimeout(look, PAUSE);
})();
