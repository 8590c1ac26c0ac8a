// Walks through a drawn loop, one step at a time. Without it all four steps are there to read.

for (const loop of document.querySelectorAll("[data-loop]")) {
  const steps = [...loop.querySelectorAll("li")];
  const [back, next, all] = ["back", "next", "all"].map((name) => loop.querySelector(`[data-loop-${name}]`));
  const said = loop.querySelector("[role=status]");
  const start = next.textContent;
  let at = -1;

  const show = (step, again) => {
    at = step;
    const one = at >= 0;
    loop.dataset.loop = one ? "one" : "";
    steps.forEach((part, n) => { part.hidden = one && n !== at; });
    back.hidden = all.hidden = !one;
    next.textContent = one ? next.dataset.loopNext : start;
    said.textContent = one ? (again ? said.dataset.loopAgain : said.dataset.loopSaid.replace("#", at + 1)) : "";
    if (!one) return;
    // What the eye finds in the picture is said aloud as well.
    const words = document.createElement("span");
    words.className = "unseen";
    words.textContent = `: ${steps[at].querySelector("svg").ariaLabel} ${steps[at].querySelector("p").textContent.replace(/^\s*\d\s*/, "")}`;
    said.append(words);
  };

  back.addEventListener("click", () => show((at + 3) % 4));
  next.addEventListener("click", () => show((at + 1) % 4, at === 3));
  all.addEventListener("click", () => {
    show(-1);
    next.focus();
  });
}
