// Engines that could answer a search, on the same texts: each is given the
// index and gives back a function from a question to addresses, the best first.

import { pathToFileURL } from "node:url";

const [, , folder, assets] = process.argv;
const from = (name) => import(pathToFileURL(`${folder}/bundles/${name}.mjs`).href);
const { byPage, finder, plain, reader, rows, stem } = await import(pathToFileURL(`${assets}/find.js`).href);

const FIELDS = ["title", "heading", "asked", "words", "place"];
const BOOST = { title: 3, heading: 2, asked: 3, words: 0.6, place: 0.4 };
const MOST = 60;

// The pages in the order in which the engine's entries name them first.
const inOrder = (ids, entries, pages) => [...new Set(ids.map((id) => pages[entries[id].page][0]))];

// The words left out of the search that stood here before this one.
const EMPTY = new Set(
  "a an and are as at be but by can do does for from get have how i if in is it its me my of on or our so that the them they this to up us was we what when where which who why will with you your am im ive he she his her".split(" "),
);

function oldStem(word) {
  if (word.length < 5) return word.replace(/s$/, "");
  return word.replace(/(ies|ied)$/, "y").replace(/(sses)$/, "ss").replace(/([^s])s$/, "$1").replace(/(ing|ed|ly)$/, "").replace(/([^aeiouls])\1$/, "$1").replace(/e$/, "");
}

async function miniSearch(index, { tokenize, processTerm, searchOptions, combine }) {
  const { default: MiniSearch } = await from("minisearch");
  const { pages, entries } = reader(index);
  const engine = new MiniSearch({ fields: FIELDS, ...(tokenize && { tokenize }), processTerm, searchOptions });
  engine.addAll(entries);
  return (query) => {
    const found = engine.search(query);
    if (!combine) return inOrder(found.map(({ id }) => id), entries, pages);
    return byPage(found.map(({ id, score }) => [id, score]), entries).map(({ page }) => pages[page][0]);
  };
}

export const engines = {
  "the guide's own (`find.js`)": {
    parts: [],
    async make(index) {
      const find = finder(index);
      return (query) => {
        const { urgent, found } = find(query);
        return [...urgent.slice(0, 1), ...found].map(({ address }) => address.split("#")[0]);
      };
    },
  },

  "MiniSearch with the guide's words": {
    parts: ["minisearch", "find"],
    async make(index) {
      const { default: MiniSearch } = await from("minisearch");
      const { pages, entries, typedOf, asTyped, asWritten, urgent } = reader(index);
      const engine = new MiniSearch({ fields: FIELDS, tokenize: (text) => text.split(" "), processTerm: (term) => term || null });
      const known = new Set();
      engine.addAll(entries.map((entry) => {
        const written = { id: entry.id };
        for (const field of FIELDS) {
          const terms = entry[field] ? asWritten(entry[field]) : [];
          terms.forEach((term) => known.add(term));
          written[field] = terms.join(" ");
        }
        return written;
      }));
      return (query) => {
        const typed = typedOf(query);
        const terms = asTyped(typed, (term) => known.has(term));
        const found = engine.search([...terms.keys()].join(" "), { boost: BOOST, boostTerm: (term) => terms.get(term) || 1 });
        return [...urgent(typed).slice(0, 1).map(({ address }) => address.split("#")[0]),
          ...byPage(found.map(({ id, score }) => [id, score]), entries).map(({ page }) => pages[page][0])];
      };
    },
  },

  "MiniSearch, tuned": {
    parts: ["minisearch"],
    make: (index) =>
      miniSearch(index, {
        combine: true,
        processTerm: (term) => {
          const word = plain(term);
          return EMPTY.has(word) ? null : stem(word);
        },
        searchOptions: { boost: BOOST, prefix: (term) => term.length > 3, fuzzy: (term) => (term.length > 3 ? 0.25 : false), weights: { fuzzy: 0.4, prefix: 0.4 }, bm25: { k: 1.2, b: 0.5, d: 0.5 } },
      }),
  },

  "MiniSearch, as it stood before": {
    parts: ["minisearch"],
    make: (index) =>
      miniSearch(index, {
        processTerm: (term) => {
          const word = plain(term);
          return EMPTY.has(word) ? null : oldStem(word);
        },
        searchOptions: {
          fields: ["title", "heading", "asked", "words"],
          boost: { title: 3, heading: 2, asked: 3, words: 0.5 },
          prefix: (term, position, terms) => position === terms.length - 1 && term.length > 2,
          fuzzy: (term) => (term.length > 4 ? 0.2 : false),
          weights: { fuzzy: 0.3, prefix: 0.5 },
        },
      }),
  },

  "FlexSearch": {
    parts: ["flexsearch"],
    async make(index) {
      const { default: FlexSearch } = await from("flexsearch");
      const { pages, entries } = reader(index);
      const engine = new FlexSearch.Document({
        encoder: FlexSearch.Charset.LatinBalance,
        tokenize: "forward",
        document: { id: "id", index: FIELDS.map((field) => ({ field, tokenize: "forward" })) },
      });
      entries.forEach((entry) => engine.add(entry));
      return (query) => {
        const worths = new Map();
        for (const { field, result } of engine.search(query, { limit: MOST, suggest: true })) {
          result.forEach((id, rank) => worths.set(id, (worths.get(id) || 0) + BOOST[field] / (rank + 2)));
        }
        return byPage([...worths], entries).map(({ page }) => pages[page][0]);
      };
    },
  },

  "Orama": {
    parts: ["orama"],
    async make(index) {
      const { create, insertMultiple, search } = await from("orama");
      const { pages, entries } = reader(index);
      const engine = create({ schema: Object.fromEntries(FIELDS.map((field) => [field, "string"])), components: { tokenizer: { stemming: false, language: "english", normalizationCache: new Map() } } });
      await insertMultiple(engine, entries.map(({ id, ...entry }) => ({ id: String(id), ...entry })));
      return async (query) => {
        const { hits } = await search(engine, { term: query, properties: FIELDS, boost: BOOST, tolerance: 1, threshold: 1, limit: MOST });
        return byPage(hits.map(({ id, score }) => [+id, score]), entries).map(({ page }) => pages[page][0]);
      };
    },
  },

  "lunr": {
    parts: ["lunr"],
    async make(index) {
      const { default: lunr } = await from("lunr");
      const { pages, entries } = reader(index);
      const engine = lunr(function () {
        this.ref("id");
        FIELDS.forEach((field) => this.field(field, { boost: BOOST[field] }));
        entries.forEach((entry) => this.add(entry));
      });
      return (query) => {
        const found = engine.query((built) => {
          for (const word of lunr.tokenizer(plain(query)).map(String)) {
            built.term(word, { boost: 10 });
            if (word.length > 3) built.term(word, { boost: 1, editDistance: word.length > 6 ? 2 : 1 });
          }
        });
        return byPage(found.map(({ ref, score }) => [+ref, score]), entries).map(({ page }) => pages[page][0]);
      };
    },
  },

  "Fuse": {
    parts: ["fuse"],
    async make(index) {
      const { default: Fuse } = await from("fuse");
      const { pages, entries } = reader(index);
      const engine = new Fuse(entries, { keys: FIELDS.map((name) => ({ name, weight: BOOST[name] })), includeScore: true, ignoreLocation: true, threshold: 0.5 });
      return (query) => {
        const found = engine.search(query.slice(0, 60), { limit: MOST });
        return byPage(found.map(({ item, score }) => [item.id, 1 - score]), entries).map(({ page }) => pages[page][0]);
      };
    },
  },

  "Material's search (lunr over the whole text), for reference": {
    parts: ["lunr", "material"],
    index: "material",
    async make(_, { material }) {
      const { default: lunr } = await from("lunr");
      const engine = lunr(function () {
        this.ref("location");
        this.field("title", { boost: 1000 });
        this.field("text", { boost: 1 });
        material.docs.forEach((entry) => this.add(entry));
      });
      return (query) => {
        const found = engine.query((built) => {
          for (const word of lunr.tokenizer(plain(query)).map(String)) built.term(word, { usePipeline: true, wildcard: lunr.Query.wildcard.TRAILING });
        });
        return [...new Set(found.map(({ ref }) => ref.split("#")[0]))];
      };
    },
  },
};

export { rows };
