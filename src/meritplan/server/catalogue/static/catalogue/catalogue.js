(() => {
  // A ladder wider than the window opens at the class the page is about.
  for (const frame of document.querySelectorAll(".ladder-frame")) {
    const boxes = [...frame.querySelectorAll(".class rect")];
    const focus = boxes.find((one) => Number(one.getAttribute("stroke-width")) > 2);
    if (!focus || frame.scrollWidth <= frame.clientWidth) continue;
    const box = focus.getBoundingClientRect(), at = frame.getBoundingClientRect();
    frame.scrollLeft = box.left - at.left - (frame.clientWidth - box.width) / 2;
  }

  // Without scripts the browser's own command prints; the button would do nothing.
  for (const place of document.querySelectorAll("[data-print]")) {
    place.hidden = false;
    place.querySelector("button").addEventListener("click", () => window.print());
  }
})();
