/* Suggestions under a search field as one types: an ARIA combobox and its listbox.
   htmx fetches them; it is loaded when a reader first enters a field, not before.
   Without this file, or when the network fails, the form works and nothing shows. */
(() => {
  "use strict";
  const LEAST = 2;
  const HTMX = document.currentScript.dataset.htmx;
  const FIELD = "[data-suggestions]";
  /* Fields whose reader closed the list: it stays closed until the next letter. */
  const dismissed = new WeakSet();

  const listOf = (field) => document.getElementById(field.dataset.suggestions);
  const fieldOf = (list) => document.querySelector(`[data-suggestions="${list.id}"]`);
  const optionsOf = (field) => [...listOf(field).querySelectorAll("[role=option]")];
  const isOpen = (field) => field.getAttribute("aria-expanded") === "true";
  const activeOf = (field) => listOf(field).querySelector("[aria-selected=true]");

  const say = (text) => {
    const region = document.getElementById("annonce");
    if (region) region.textContent = text;
  };

  const equip = (field) => {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", field.dataset.suggestions);
    field.autocomplete = "off";
  };

  const activate = (field, option) => {
    activeOf(field)?.setAttribute("aria-selected", "false");
    if (!option) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  };

  const open = (field) => {
    listOf(field).hidden = false;
    field.setAttribute("aria-expanded", "true");
  };

  const close = (field) => {
    activate(field, null);
    listOf(field).hidden = true;
    field.setAttribute("aria-expanded", "false");
  };

  const wanted = (field) =>
    document.activeElement === field
    && field.value.trim().length >= LEAST
    && !dismissed.has(field);

  const ask = (field) => {
    if (wanted(field)) window.htmx?.trigger(field, "suggest");
  };

  const fetchHtmx = () => {
    if (window.htmx || document.querySelector(`script[src="${HTMX}"]`)) return;
    const script = document.createElement("script");
    script.src = HTMX;
    script.addEventListener("load", () => {
      if (document.activeElement.matches(FIELD)) ask(document.activeElement);
    });
    script.addEventListener("error", () => script.remove());
    document.head.append(script);
  };

  /* htmx wakes up by itself only in a page that is completely loaded. */
  const onFocus = (event) => {
    if (!event.target.matches(FIELD)) return;
    if (document.readyState === "complete") fetchHtmx();
    else addEventListener("load", fetchHtmx, { once: true });
  };

  const onInput = (event) => {
    const field = event.target;
    if (!field.matches(FIELD)) return;
    dismissed.delete(field);
    activate(field, null);
    if (wanted(field)) ask(field);
    else close(field);
  };

  const dismiss = (field) => {
    dismissed.add(field);
    close(field);
  };

  /* From the last suggestion the arrow leads back to the first, and the reverse. */
  const move = (field, step) => {
    const options = optionsOf(field);
    if (!isOpen(field)) {
      dismissed.delete(field);
      if (!options.length || !wanted(field)) {
        ask(field);
        return;
      }
      open(field);
    }
    const from = options.indexOf(activeOf(field));
    const next = from < 0 && step < 0 ? options.length - 1 : from + step;
    activate(field, options[(next + options.length) % options.length]);
  };

  /* Each answers whether it used the key; Home and End move the caret until one is chosen. */
  const KEYS = {
    ArrowDown: (field) => { move(field, 1); return true; },
    ArrowUp: (field) => { move(field, -1); return true; },
    Home: (field) => activeOf(field) && (activate(field, optionsOf(field)[0]), true),
    End: (field) => activeOf(field) && (activate(field, optionsOf(field).at(-1)), true),
    Enter: (field) => {
      const option = activeOf(field);
      dismiss(field);
      option?.click();
      return option;
    },
    Escape: (field) => {
      const used = isOpen(field);
      dismiss(field);
      return used;
    },
    /* Closed before the focus moves: a list that scrolls would receive it. */
    Tab: (field) => { close(field); },
    ArrowLeft: (field) => { activate(field, null); },
    ArrowRight: (field) => { activate(field, null); },
  };

  const onKey = (event) => {
    if (!event.target.matches(FIELD) || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (KEYS[event.key]?.(event.target)) event.preventDefault();
  };

  /* A press on the list leaves the focus in the field; the click then follows the link. */
  const onPress = (event) => {
    if (event.target.closest(".suggestions")) event.preventDefault();
  };

  /* The address may be another place of the same page: the list is in the way. */
  const onChoice = (event) => {
    const list = event.target.closest(".suggestion")?.closest("[role=listbox]");
    const field = list && fieldOf(list);
    if (field) dismiss(field);
  };

  const onLeave = (event) => {
    if (event.target.matches(FIELD)) close(event.target);
  };

  const onTouchElsewhere = (event) => {
    for (const field of document.querySelectorAll(`${FIELD}[aria-expanded=true]`)) {
      if (event.target !== field && !listOf(field).contains(event.target)) close(field);
    }
  };

  /* What nobody waits for any more is not asked, or not shown. */
  const onRequest = (event) => {
    const field = event.target;
    if (field.matches(FIELD) && !wanted(field)) event.preventDefault();
  };
  const onAnswer = (event) => {
    const list = event.target;
    if (list.matches(".suggestions") && !wanted(fieldOf(list))) event.detail.shouldSwap = false;
  };

  const onSwap = (event) => {
    const list = event.target;
    if (!list.matches(".suggestions")) return;
    const field = fieldOf(list);
    activate(field, null);
    const options = optionsOf(field);
    options.forEach((option, index) => { option.id = `${list.id}-${index}`; });
    list.scrollTop = 0;
    if (!options.length) {
      close(field);
      say("Aucune suggestion");
      return;
    }
    open(field);
    /* The last option leads to all results: it is no suggestion. */
    const count = list.querySelectorAll("[role=group] [role=option]").length;
    say(`${count} suggestion${count > 1 ? "s" : ""}`);
  };

  for (const field of document.querySelectorAll(FIELD)) equip(field);
  const listeners = {
    focusin: onFocus,
    focusout: onLeave,
    input: onInput,
    keydown: onKey,
    mousedown: onPress,
    click: onChoice,
    pointerdown: onTouchElsewhere,
    "htmx:beforeRequest": onRequest,
    "htmx:beforeSwap": onAnswer,
    "htmx:afterSwap": onSwap,
  };
  for (const [name, listener] of Object.entries(listeners)) {
    document.addEventListener(name, listener);
  }
  addEventListener("pagehide", () => document.querySelectorAll(FIELD).forEach(close));
})();
