// A scene goes on as the reader chooses. Without this file it is a play script with every way to read.
// What was chosen is told by what is shown and by nothing else: it is not stored, sent or put in the address.

const scenes = [...document.querySelectorAll("[data-scene]")].map((scene) => {
  const choose = scene.querySelector("[data-choose]");
  const after = [...scene.querySelectorAll("[data-after]")];
  const buttons = [...choose.querySelectorAll("button")];
  // Where every line leads to one ending, all three are shown at once, and there is nothing left to choose:
  // nobody should look for a line that works, and nobody who looks over a shoulder sees which one it was.
  const together = after.length < buttons.length;
  const show = (chosen) => {
    const some = chosen >= 0;
    choose.hidden = together && some;
    after.forEach((part, n) => (part.hidden = together ? !some : n !== chosen));
    if (!together) buttons.forEach((button, n) => button.setAttribute("aria-expanded", String(n === chosen)));
    if (!some) return;
    // A screen reader goes on from here. On a phone what follows would stand below the screen.
    const part = after[together ? 0 : chosen];
    const heading = part.querySelector("h3");
    const isBelow = (element) => element.getBoundingClientRect().bottom > innerHeight;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    if (isBelow(part)) (together ? heading : choose).scrollIntoView();
    if (isBelow(heading)) heading.scrollIntoView();
  };
  buttons.forEach((button, n) => button.addEventListener("click", () => show(button.getAttribute("aria-expanded") === "true" ? -1 : n)));
  return show;
});

const wipe = () => scenes.forEach((show) => show(-1));

addEventListener("pagehide", wipe);
addEventListener("forget", wipe);
addEventListener("pageshow", (event) => event.persisted && wipe());
for (const part of document.querySelectorAll("[data-scenes-with]")) part.hidden = false;
wipe();
