// The desk's own script: single keys that can be switched off, and dropping documents. Nothing needs it.
(() => {
  const KEPT = "meritplan-desk-keys";
  const on = () => localStorage.getItem(KEPT) !== "off";
  const named = () => [...document.querySelectorAll("[data-key]")];

  const typing = (target) =>
    target instanceof Element && target.closest("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox]):not([type=submit]):not([type=button])");

  const panel = document.querySelector("[data-keys]");
  if (panel) {
    const list = panel.querySelector("[data-keys-list]"), box = panel.querySelector("[data-keys-on]");
    const line = (key, what) => {
      const item = document.createElement("li"), sign = document.createElement("kbd");
      sign.textContent = key;
      item.append(sign, ` ${what}`);
      list.append(item);
    };
    named().forEach((one) => line(one.dataset.key, one.dataset.keyName));
    if (document.querySelector(".desk-choose")) { line("j", "next in the list; Enter opens it"); line("k", "previous in the list"); }
    line("?", "this list");
    box.checked = on();
    box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
    panel.hidden = false;
  }

  const step = (by) => {
    const those = [...document.querySelectorAll(".desk-choose")];
    if (!those.length) return;
    const at = those.indexOf(document.activeElement);
    those[Math.min(those.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : those.length - 1) : at + by))].focus();
  };

  const act = (one) => {
    if (one.matches("input[type=radio], input[type=checkbox]")) { one.focus(); one.click(); return; }
    if (one.matches("input, textarea, select")) { one.focus(); return; }
    if (one.matches("summary")) { one.focus(); if (!one.parentElement.open) one.click(); return; }
    if (!one.disabled) one.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (!panel || !on() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (event.key === "?") { panel.open = !panel.open; panel.querySelector("summary").focus(); event.preventDefault(); return; }
    const found = named().find((one) => one.dataset.key === event.key);
    if (found) { event.preventDefault(); act(found); return; }
    if (event.key === "j" || event.key === "k") { event.preventDefault(); step(event.key === "j" ? 1 : -1); }
  });

  // The words in question may stand far down in their frame.
  const lit = document.querySelector("mark.desk-lit"), frame = lit?.closest(".desk-words");
  if (lit && frame) frame.scrollTop = lit.offsetTop - frame.clientHeight / 3;

  // A kind that is chosen brings its fields by itself.
  if (window.htmx) document.querySelectorAll(".desk-kinds button").forEach((one) => { one.hidden = true; });

  const drop = document.querySelector("[data-drop]");
  if (drop) {
    const input = drop.querySelector("input[type=file]"), list = drop.querySelector("[data-drop-list]");
    drop.querySelector("[data-drop-hint]").hidden = false;
    const told = () => {
      list.replaceChildren(...[...input.files].map((file) => {
        const item = document.createElement("li");
        item.textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} kB`;
        return item;
      }));
      list.hidden = !input.files.length;
    };
    input.addEventListener("change", told);
    ["dragenter", "dragover"].forEach((name) => drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); }));
    ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("is-over")));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer?.files.length) { input.files = event.dataTransfer.files; told(); }
    });
  }
})();
