// The search: loaded with the first letter typed, run in the browser, told to nobody.

import { answerOf, finder } from "./find.js";

const SHOWN = 8;

// At most two kinds of help: when it is not clear who hurts whom, both.
const MOST_URGENT = 2;

// How many are shown when none is likely to answer.
const NEAREST = 3;

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

// A place as a list entry: one link with its name, its page and the words that answer.
function entryOf({ address, title, place }, lead, root, kind) {
  const link = document.createElement("a");
  link.href = new URL(address, root).href;
  link.append(part("strong", title));
  if (place) link.append(" ", part("span", place, "results__page"));
  link.append(" ", lead);
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
  // The words that answer follow once there are results; the same for every question.
  let answers;
  let asked = false;
  let waiting = [];
  const leadOf = ({ page, section }, says) => {
    const texts = section === undefined ? answers?.pages : answers?.sections;
    return texts ? answerOf(texts[section ?? page], says) : "";
  };
  const askForAnswers = async () => {
    asked = true;
    try {
      const { pages, sections } = await (await fetch(new URL("answers.json", base))).json();
      answers = { pages: pages.split("\n"), sections: sections.split("\n") };
      for (const [span, place, says] of waiting) marked(Object.assign(span, { textContent: leadOf(place, says) }));
    } catch {
      // The names of the places are enough to go on.
    }
  };

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
    const { urgent, found, likely, says } = find(input.value);
    results.replaceChildren();
    waiting = [];
    box.hidden = !input.value.trim();
    if (box.hidden) {
      say("");
      return;
    }
    const first = urgent.slice(0, MOST_URGENT);
    const page = (place) => place.address.split("#")[0];
    const most = likely || first.length ? SHOWN : NEAREST;
    const rest = found.filter((place) => !first.some((one) => page(one) === page(place))).slice(0, most - first.length);
    const { one, many, none, urgent: help } = status.dataset;
    if (!first.length && !likely) results.append(nothing.content.cloneNode(true));
    if (first.length + rest.length) {
      const list = document.createElement("ol");
      list.append(
        ...first.map((place) => entryOf(place, marked(part("span", place.lead, "results__lead")), root, "results__urgent")),
        ...rest.map((place) => {
          const lead = part("span", leadOf(place, says), "results__lead");
          waiting.push([lead, place, says]);
          return entryOf(place, marked(lead), root);
        }),
      );
      results.append(list);
      if (!asked) askForAnswers();
    }
    const count = first.length + rest.length;
    if (!count) results.querySelector("[data-nearest]")?.remove();
    const number = count === 1 ? one : many.replace("#", count);
    say(first.length ? `${help} ${number}` : likely ? number : none);
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
