// What matters to you: sorts the list and writes the summary. The page is
// complete without this file. What is marked lives in the forms and nowhere
// else, and the summary holds nothing that is not ticked or marked.

const root = document.querySelector("[data-matters]");
const all = (name, within = root) => [...within.querySelectorAll(`[data-${name}]`)];
const one = (name, within = root) => all(name, within)[0];

if (root && one("summary")) {
  const [form, list, status, summary, heading] = ["form", "list", "status", "summary", "summary-heading"].map((name) => one(name));
  const first = all("matter");
  const words = (entry) => entry.querySelector("legend").textContent;
  const mark = (entry) => entry.querySelector("input:checked");
  const say = (text, values = {}) => {
    status.textContent = "";
    // After a moment, so that the same words are said again.
    setTimeout(() => (status.textContent = text.replace(/\{(\w+)\}/g, (braces, name) => values[name])), 60);
  };
  const make = (text) => Object.assign(document.createElement("li"), { textContent: text });
  const fill = (name, entries) => {
    const place = one(name);
    place.replaceChildren(...(entries.length ? entries : [place.dataset.none]).map(make));
  };

  for (const part of all("with")) part.hidden = false;

  for (const button of all("move")) {
    button.addEventListener("click", () => {
      const entry = button.closest("[data-matter]");
      const up = button.dataset.move === "-1";
      const other = up ? entry.previousElementSibling : entry.nextElementSibling;
      if (other) other[up ? "before" : "after"](entry);
      button.focus();
      say(status.dataset.moved, { say: words(entry), place: all("matter").indexOf(entry) + 1, all: first.length });
    });
  }

  one("sort").addEventListener("click", () => {
    // What is not marked stands before what is marked as not now.
    const weight = (entry) => Number(mark(entry)?.value ?? 0.5);
    list.append(...all("matter").sort((a, b) => weight(b) - weight(a)));
    say(status.dataset.sorted);
  });

  one("sum").addEventListener("click", () => {
    const weighed = all("matter").filter((entry) => Number(mark(entry)?.value ?? 0));
    weighed.sort((a, b) => mark(b).value - mark(a).value);
    fill("weighed", weighed.map((entry) => `${words(entry)}: ${mark(entry).parentNode.textContent.trim().toLowerCase()}`));
    fill("chosen", all("choice", document).filter((box) => box.checked).map((box) => box.parentNode.querySelector("strong").textContent));
    for (const asked of all("questions")) {
      asked.replaceChildren(...weighed.map((entry) => make(one("ask", entry).textContent)), ...all("always", asked));
    }
    summary.hidden = false;
    root.dataset.state = "done";
    heading.focus();
  });

  one("print").addEventListener("click", () => print());

  one("back").addEventListener("click", () => {
    hide();
    one("sum").focus();
  });

  const hide = () => {
    summary.hidden = true;
    delete root.dataset.state;
  };
  const wipe = () => {
    hide();
    form.reset();
    document.querySelector("[data-options] form")?.reset();
    list.append(...first);
    for (const name of ["weighed", "chosen"]) one(name).replaceChildren();
    for (const asked of all("questions")) asked.replaceChildren(...all("always", asked));
    status.textContent = "";
  };
  one("clear").addEventListener("click", () => {
    wipe();
    say(status.dataset.cleared);
  });
  addEventListener("pagehide", wipe);
  addEventListener("forget", wipe);
  addEventListener("pageshow", (event) => event.persisted && wipe());
}
