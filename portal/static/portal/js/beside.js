/* The review beside the source, without reloading: forms open in place, acts keep the view,
   a passage is dragged to a section, what comes from where lights up. */
(() => {
  "use strict";
  const ID = "beside";
  const root = () => document.getElementById(ID);
  const places = () => [...root().querySelectorAll(".beside-columns > section")];
  let busy = false;

  const show = (html, address) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").getElementById(ID);
    if (!fresh) return false;
    const kept = places().map((column) => column.scrollTop);
    const top = window.scrollY;
    // Boxes stay as the person left them.
    for (const box of root().querySelectorAll("details[id]")) {
      fresh.querySelector(`#${box.id}`)?.toggleAttribute("open", box.open);
    }
    root().replaceWith(fresh);
    places().forEach((column, rank) => (column.scrollTop = kept[rank]));
    window.scrollTo(0, top);
    equip();
    history.replaceState(null, "", address);
    return true;
  };

  const focus = (hash) => {
    const alert = root().querySelector("[role=alert]");
    if (alert) {
      alert.tabIndex = -1;
      alert.focus();
      return;
    }
    const place = hash && document.getElementById(hash.slice(1));
    const wanted = ["textarea, input[type=text]", "form button", ".beside-open", "summary, a"];
    const first = place && wanted.map((names) => place.querySelector(names)).find(Boolean);
    if (!first) return;
    first.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  };

  const ask = async (address, options) => {
    if (busy) return;
    busy = true;
    const hash = new URL(address, location.href).hash;
    try {
      const answer = await fetch(address, { credentials: "same-origin", ...options });
      const target = new URL(answer.url);
      const place = target.hash || hash;
      if (!show(await answer.text(), target.pathname + target.search)) location.assign(address);
      else focus(place);
    } catch {
      location.reload();
    } finally {
      busy = false;
    }
  };

  const send = (form, button) => {
    const data = new FormData(form);
    if (button && button.name) data.set(button.name, button.value);
    const passage = data.get("passage");
    const back = passage ? `p${passage}` : data.get("back") || "";
    ask(`${location.pathname}#${back}`, { method: "POST", body: data });
  };

  const light = (numbers, keys, on) => {
    for (const n of numbers) document.getElementById(`p${n}`)?.classList.toggle("beside-passage--linked", on);
    for (const k of keys) document.getElementById(`e${k}`)?.classList.toggle("beside-piece--linked", on);
  };

  const ends = (part) =>
    [...part.querySelectorAll(".beside-where a[href^='#']")].map((link) => link.hash.slice(2));

  const drop = (place, event) => {
    event.preventDefault();
    place.classList.remove("beside-drop");
    const link = document.querySelector(`#p${event.dataTransfer.getData("text/plain")} .beside-open`);
    const token = document.querySelector("#beside input[name=csrfmiddlewaretoken]");
    if (!link || !token) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", token.value);
    data.set("seen", document.querySelector("#beside input[name=seen]").value);
    data.set("do", "place");
    data.set("passage", event.dataTransfer.getData("text/plain"));
    data.set("to", place.dataset.section);
    ask(`${location.pathname}#${place.id || "fiche"}`, { method: "POST", body: data });
  };

  const equip = () => {
    for (const part of root().querySelectorAll(".beside-passage")) {
      part.draggable = true;
      part.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", part.dataset.passage));
      part.addEventListener("mouseenter", () => light([], ends(part), true));
      part.addEventListener("mouseleave", () => light([], ends(part), false));
    }
    for (const part of root().querySelectorAll(".beside-piece")) {
      part.addEventListener("mouseenter", () => light(ends(part), [], true));
      part.addEventListener("mouseleave", () => light(ends(part), [], false));
    }
    for (const place of root().querySelectorAll("[data-section]")) {
      place.addEventListener("dragover", (event) => {
        event.preventDefault();
        place.classList.add("beside-drop");
      });
      place.addEventListener("dragleave", () => place.classList.remove("beside-drop"));
      place.addEventListener("drop", (event) => drop(place, event));
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#beside .beside-open, #beside .beside-close");
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      ask(link.href);
      return;
    }
    // A click on the words themselves opens their choice; selecting them does not.
    const text = event.target.closest("#beside .beside-passage > .beside-text");
    if (text && !String(getSelection())) text.parentElement.querySelector(".beside-open").click();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#beside")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  if (root()) equip();
})();
