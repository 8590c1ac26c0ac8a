// The search: loaded with the first letter typed, run in the browser, told to nobody.

import MiniSearch from "./minisearch/minisearch.js";

const SHOWN = 8;

// Words that say nothing about what a person looks for.
const EMPTY = new Set(
  "a an and are as at be but by can do does for from get have how i if in is it its me my of on or our so that the them they this to up us was we what when where which who why will with you your am im ive he she his her".split(" "),
);

// One form for a word's endings, so that "fights", "fighting" and "fight" meet.
function stem(word) {
  if (word.length < 5) return word.replace(/s$/, "");
  return word
    .replace(/(ies|ied)$/, "y")
    .replace(/(sses)$/, "ss")
    .replace(/([^s])s$/, "$1")
    .replace(/(ing|ed|ly)$/, "")
    .replace(/([^aeiouls])\1$/, "$1")
    .replace(/e$/, "");
}

const plain = (term) => term.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]|['’]/g, "");

// One entry for each page, each section, and each way people ask for a page,
// so that a short question meets a short text.
function entriesOf({ pages, sections }) {
  const entries = [];
  pages.forEach(([address, title, description, words]) => {
    entries.push({ address, title, lead: description });
    for (const asked of words) entries.push({ address, name: title, asked, lead: "" });
  });
  for (const [number, anchor, heading, lead] of sections) {
    entries.push({ address: `${pages[number][0]}#${anchor}`, page: pages[number][1], heading, lead });
  }
  entries.forEach((entry, id) => {
    entry.id = id;
  });
  return entries;
}

export async function start(search) {
  const base = new URL(search.dataset.search, location);
  const root = new URL("..", base);
  const answer = await fetch(new URL("search.json", base));
  if (!answer.ok) throw new Error("no index");
  const index = await answer.json();
  const entries = entriesOf(index);
  const about = new Map(index.pages.map(([address, , description]) => [address, description]));
  const engine = new MiniSearch({
    fields: ["title", "heading", "asked", "lead"],
    processTerm: (term) => {
      const word = plain(term);
      return EMPTY.has(word) ? null : stem(word);
    },
    searchOptions: {
      boost: { title: 3, heading: 2, asked: 3, lead: 0.5 },
      prefix: (term, position, terms) => position === terms.length - 1 && term.length > 2,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      weights: { fuzzy: 0.3, prefix: 0.5 },
    },
  });
  engine.addAll(entries);

  const input = search.querySelector("input");
  const results = search.querySelector("#results");
  const status = search.querySelector("[role=status]");

  function show() {
    const query = input.value.trim();
    results.replaceChildren();
    results.hidden = !query;
    if (!query) {
      status.textContent = "";
      return;
    }
    // A page may answer with itself and one section, and not fill the list.
    const perPage = new Map();
    const seen = new Set();
    const found = engine.search(query).filter(({ id }) => {
      const { address } = entries[id];
      const page = address.split("#")[0];
      if (seen.has(address) || (perPage.get(page) || 0) === 2) return false;
      seen.add(address);
      perPage.set(page, (perPage.get(page) || 0) + 1);
      return true;
    });
    const list = document.createElement("ol");
    for (const { id } of found.slice(0, SHOWN)) {
      const { address, title, name, page, heading, lead } = entries[id];
      const link = document.createElement("a");
      link.href = new URL(address, root).href;
      const words = document.createElement("strong");
      words.textContent = heading || title || name;
      link.append(words);
      if (page) {
        const place = document.createElement("span");
        place.className = "results__page";
        place.textContent = page;
        link.append(" ", place);
      }
      const first = document.createElement("span");
      first.className = "results__lead";
      first.textContent = lead || about.get(address) || "";
      link.append(" ", first);
      const entry = document.createElement("li");
      entry.append(link);
      list.append(entry);
    }
    const count = Math.min(found.length, SHOWN);
    const said = status.dataset;
    const words = count === 0 ? said.none : count === 1 ? said.one : said.many.replace("#", count);
    status.textContent = words;
    if (count) results.append(list);
    else {
      const nothing = document.createElement("p");
      nothing.textContent = words;
      results.append(nothing);
    }
  }

  const links = () => [...results.querySelectorAll("a")];
  const close = () => {
    results.hidden = true;
    status.textContent = "";
  };

  input.addEventListener("input", show);
  input.addEventListener("focus", () => {
    if (input.value) show();
  });
  search.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") {
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
  document.addEventListener("click", (event) => {
    if (!search.contains(event.target)) close();
  });
  show();
}
