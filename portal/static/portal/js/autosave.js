/* Saving a section as one types. Without this file the buttons save.
   htmx sends the form; this says what became of it, and never touches what was typed. */
(() => {
  "use strict";
  const AGAIN = 10000;
  /* Answers that hold a sentence of their own: not signed in, refused, taken, wrong. */
  const SAID = [401, 403, 409, 422];
  const form = document.querySelector("[data-autosave]");
  const line = document.getElementById("etat");
  if (!form || !line) return;

  let unsaved = false;
  let running = false;
  let stopped = false;
  let waiting = null;
  let timer = 0;

  const say = (text, tone) => {
    line.textContent = text;
    line.dataset.tone = tone;
  };

  /* Signing in elsewhere turns the security token: the page takes the fresh one. */
  const token = () => {
    const found = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return found ? found[1] : "";
  };
  const freshen = () => {
    const fresh = token();
    if (fresh && form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = fresh;
  };

  const tryAgain = () => {
    clearTimeout(timer);
    if (unsaved && !running && !stopped) window.htmx?.trigger(form, "encore");
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(tryAgain, AGAIN);
  };

  const onInput = () => {
    if (stopped) return;
    unsaved = true;
    if (!running) say("Pas encore enregistré…", "caution");
  };

  const onRequest = (event) => {
    if (event.target !== form) return;
    if (stopped) {
      event.preventDefault();
      return;
    }
    running = true;
    unsaved = false;
  };

  const onConfig = (event) => {
    if (event.target !== form) return;
    freshen();
    if (token()) event.detail.parameters.csrfmiddlewaretoken = token();
  };

  const onAnswer = (event) => {
    if (event.detail.requestConfig?.elt !== form) return;
    const { status } = event.detail.xhr;
    if (SAID.includes(status)) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
    line.dataset.tone = status === 200 ? "" : "caution";
    /* Somebody else wrote, or the file is closed: only the button may go on. */
    if (status === 409) stopped = true;
  };

  const onEnd = (event) => {
    if (event.target !== form) return;
    running = false;
    const status = event.detail.xhr?.status || 0;
    if (!status) {
      unsaved = true;
      say("Pas de réseau. Votre texte est dans la page, il n’est pas encore enregistré. Nouvel essai bientôt.", "caution");
      later();
    } else if (status >= 500) {
      unsaved = true;
      say("Le site n’a pas pu enregistrer. Votre texte est dans la page. Nouvel essai bientôt.", "caution");
      later();
    } else if (status !== 200 && status !== 422) {
      unsaved = true;
    }
    if (waiting && status === 200) form.requestSubmit(waiting);
    waiting = null;
  };

  /* A click during a save waits for it: the page must know its new version. */
  const onSubmit = (event) => {
    if (running) {
      event.preventDefault();
      waiting = event.submitter;
      return;
    }
    freshen();
    unsaved = false;
    stopped = true;
    clearTimeout(timer);
  };

  const onLeave = (event) => {
    if (unsaved || running) event.preventDefault();
  };

  form.addEventListener("input", onInput);
  form.addEventListener("submit", onSubmit);
  document.addEventListener("htmx:beforeRequest", onRequest);
  document.addEventListener("htmx:configRequest", onConfig);
  document.addEventListener("htmx:beforeSwap", onAnswer);
  document.addEventListener("htmx:afterRequest", onEnd);
  addEventListener("beforeunload", onLeave);
  addEventListener("online", tryAgain);
  addEventListener("focus", tryAgain);
  /* Coming back by the browser's arrow: the page works again. */
  addEventListener("pageshow", () => { stopped = false; });
})();
