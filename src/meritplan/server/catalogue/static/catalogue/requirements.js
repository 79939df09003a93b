// Pointing at a requirement lights up the words it was read from, and the other way round; so does moving the focus.
(() => {
  const LIT = "is-lit";
  let lit = [];

  const dark = () => { lit.forEach((one) => one.classList.remove(LIT)); lit = []; };

  const light = (those) => {
    dark();
    lit = those;
    lit.forEach((one) => one.classList.add(LIT));
  };

  // A group that has no words of its own stands for all that is below it.
  const wordsOf = (node) => {
    const own = [...document.querySelectorAll(`.words__piece[data-nodes~="${CSS.escape(node.id)}"]`)];
    return own.length ? own : [...node.querySelectorAll(":scope > ul > .req")].flatMap(wordsOf);
  };

  // The text may scroll by itself: bring the words into view there, and leave the page where it is.
  const shown = (piece) => {
    const frame = piece?.closest(".words");
    if (!frame || frame.scrollHeight <= frame.clientHeight) return;
    const box = frame.getBoundingClientRect(), at = piece.getBoundingClientRect();
    if (at.top < box.top || at.bottom > box.bottom) frame.scrollTop += at.top - box.top - frame.clientHeight / 3;
  };

  const pointed = (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const piece = target?.closest(".words__piece");
    if (piece) {
      const node = document.getElementById(piece.dataset.nodes.split(" ")[0]);
      light([...(node ? [node, ...wordsOf(node)] : []), piece]);
      return;
    }
    const line = target?.closest(".req__line");
    if (!line) { dark(); return; }
    const node = line.parentElement;
    const words = wordsOf(node);
    light([node, ...words]);
    shown(words[0]);
  };

  document.addEventListener("mouseover", pointed);
  document.addEventListener("focusin", pointed);
  document.documentElement.addEventListener("mouseleave", dark);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") dark(); });
})();
