// Small comforts; every page works without them.
(() => {
  "use strict";

  // A slider says its number while it moves.
  document.addEventListener("input", (event) => {
    const said = event.target.dataset && event.target.dataset.says;
    if (said) document.getElementById(said).textContent = event.target.value;
  });

  // A button whose work takes a moment says so, and is not pressed twice.
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const place = document.getElementById("busy");
    if (button && button.dataset.busy && place) {
      place.textContent = button.dataset.busy;
      setTimeout(() => { button.disabled = true; }, 0);
    }
  });

  // Coming back from the browser's own memory, nothing is busy any more.
  window.addEventListener("pageshow", () => {
    const place = document.getElementById("busy");
    if (!place) return;
    place.textContent = "";
    document.querySelectorAll("button[data-busy]").forEach((button) => { button.disabled = false; });
  });
})();
