// The search: loaded with the first letter typed, run in the browser, told to nobody.

import { finder } from "./find.js";

const SHOWN = 8;

// How long after the last letter the answers are read out.
const PAUSE = 600;

function part(name, text, kind) {
  const element = document.createElement(name);
  element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

// What a browser's translation must leave as it is: numbers to call, and words to send (see hooks/text/untranslated.py).
const KEPT = /(\+?\d(?:[\d -]*\d)?|\b[A-Z]{3,}\b)/;

function marked(element) {
  element.replaceChildren(
    ...element.textContent.split(KEPT).map((piece, n) => {
      if (n % 2 === 0) return piece;
      const kept = part("span", piece);
      kept.translate = false;
      return kept;
    }),
  );
  return element;
}

// A place as a list entry: one link with its name, its page and its lead.
function entryOf({ address, title, place, lead }, root, kind) {
  const link = document.createElement("a");
  link.href = new URL(address, root).href;
  link.append(part("strong", title));
  if (place) link.append(" ", part("span", place, "results__page"));
  if (lead) link.append(" ", marked(part("span", lead, "results__lead")));
  const entry = part("li", "", kind);
  entry.append(link);
  return entry;
}

export async function start(search) {
  const base = new URL(search.dataset.search, location);
  const root = new URL("..", base);
  const answer = await fetch(new URL("search.json", base));
  if (!answer.ok) throw new Error("no index");
  const find = finder(await answer.json());

  const onPage = search.classList.contains("search--page");
  const input = search.querySelector("input");
  // The box with the fixed line, which is no result: nothing counts it, and no key but Tab goes to it.
  const box = search.querySelector("[data-results]");
  const results = box.querySelector("#results");
  const status = search.querySelector("[role=status]");
  const nothing = search.querySelector("[data-nothing]");
  let saying;

  // Said once somebody stops typing, so that a screen reader is not cut short.
  function say(words) {
    clearTimeout(saying);
    saying = setTimeout(() => {
      status.textContent = words;
    }, words ? PAUSE : 0);
  }

  function show() {
    const { urgent, found } = find(input.value);
    results.replaceChildren();
    box.hidden = !input.value.trim();
    if (box.hidden) {
      say("");
      return;
    }
    const first = urgent.slice(0, 1);
    const page = (place) => place.address.split("#")[0];
    const rest = found.filter((place) => !first.some((one) => page(one) === page(place))).slice(0, SHOWN - first.length);
    const count = first.length + rest.length;
    const { one, many, none, urgent: help } = status.dataset;
    if (count) {
      const list = document.createElement("ol");
      list.append(...first.map((place) => entryOf(place, root, "results__urgent")), ...rest.map((place) => entryOf(place, root)));
      results.append(list);
      const number = count === 1 ? one : many.replace("#", count);
      say(first.length ? `${help} ${number}` : number);
    } else {
      results.append(nothing.content.cloneNode(true));
      say(none);
    }
  }

  const links = () => [...results.querySelectorAll("a")];
  const close = () => {
    box.hidden = true;
    say("");
  };

  input.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    // A key that helps to write a word in another script is for that word alone. Safari says so by the number.
    if (event.isComposing || event.keyCode === 229) return;
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape" && (input.value || at >= 0)) {
      close();
      input.value = "";
      input.focus();
    } else if (event.key === "ArrowDown" && all.length) {
      event.preventDefault();
      (all[at + 1] || all[0]).focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (all[at - 1] || input).focus();
    } else if (event.key === "Enter" && document.activeElement === input && all.length) {
      event.preventDefault();
      all[0].focus();
    }
  });
  if (!onPage) {
    input.addEventListener("focus", () => {
      if (input.value) show();
    });
    document.addEventListener("click", (event) => {
      if (!search.contains(event.target)) close();
    });
  }
  show();
}
