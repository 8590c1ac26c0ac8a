// What answers a search, without a page around it: plain words in, places in the guide out.
// It reads the index it is given and nothing else; it keeps and sends nothing.

export const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f'\u2018\u2019\u2032\u00b4\u0060]/g, "");

export const wordsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) || [];

// One form for a word's endings, so that "fights", "fighting" and "fight" meet.
export function stem(word) {
  if (word.length < 4) return word;
  if (word.length < 5) return word.replace(/([^s])s$/, "$1");
  return word
    .replace(/(ies|ied)$/, "y")
    .replace(/sses$/, "ss")
    .replace(/([^su])s$/, "$1")
    .replace(/([a-z]{3})(ing|ed|ly)$/, "$1")
    .replace(/([^aeiouls])\1$/, "$1")
    .replace(/e$/, "");
}

// How many letters have to be changed, left out, put in or swapped to get from
// one word to the other; "limit + 1" when it is more than the limit.
export function distance(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let shared = 0;
  for (const letter of a) if (b.includes(letter)) shared += 1;
  if (a.length - shared > limit) return limit + 1;
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      least = Math.min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

// Keeps what was worked out for a word; the same words are read with each letter typed.
function once(work) {
  const kept = new Map();
  return (word) => {
    if (!kept.has(word)) kept.set(word, work(word));
    return kept.get(word);
  };
}

const slack = (word) => (word.length < 3 ? 0 : word.length < 7 ? 1 : word.length < 9 ? 2 : 3);

// What a word may have been meant to be: the nearest known words, each with
// how far to trust it. A known word is itself.
function speller(known) {
  const byLength = [];
  for (const word of known.keys()) (byLength[word.length] ||= []).push(word);
  return once((word) => {
    if (known.has(word) || /\d/.test(word)) return [[word, 1]];
    const limit = slack(word);
    let found = [];
    for (let length = word.length - limit; limit && length <= word.length + limit; length++) {
      for (const other of byLength[length] || []) {
        if (word.length < 5 && other[0] !== word[0]) continue;
        const far = distance(word, other, limit);
        if (far <= limit) found.push([other, far + (other[0] === word[0] ? 0 : 0.6) + (other.at(-1) === word.at(-1) ? 0 : 0.2) - Math.min(known.get(other), 20) / 100]);
      }
    }
    found.sort((a, b) => a[1] - b[1]);
    found = found.filter(([, far]) => far < found[0][1] + 0.5).slice(0, 2);
    return found.map(([other, far], rank) => [other, (far < 1.5 ? 0.9 : far < 2.5 ? 0.6 : 0.5) / (rank + 1)]);
  });
}

// Which phrases stand in a list of words. A phrase may hold the names of lists
// of words and a star for any word; "only:" means the whole question. Words
// that are passed over count on neither side.
function urgencies({ urgent, lists, passed }, known) {
  const pass = new Set(passed.split(" "));
  const forms = (words) => new Set(words.map(stem));
  const sets = Object.fromEntries(Object.entries(lists).map(([name, words]) => [name, forms(words.split(" "))]));
  const read = (phrase) => {
    const only = phrase.startsWith("only: ");
    const words = (only ? phrase.slice(6) : phrase).split(" ").filter((word) => !pass.has(word));
    return { only, parts: words.map((word) => (word === "*" ? null : sets[word.slice(1, -1)] || forms([word]))) };
  };
  const cases = urgent.map(([address, title, lead, say, never]) => ({ address, title, lead, say: say.split("|").map(read), never: never.split("|").map(read) }));
  const all = new Set(cases.flatMap(({ say, never }) => [...say, ...never].flatMap(({ parts }) => parts.flatMap((set) => (set ? [...set] : [])))));
  // A word that is not known may be a known one with a typing error.
  const near = (one, word) => one.length > 3 && word.length > 2 && (one[0] === word[0] || one.length > 6) && distance(one, word, slack(one)) <= slack(one);
  const formsOf = once((word) => [stem(word), ...(known.has(word) ? [] : [...all].filter((one) => near(one, stem(word))))]);
  const at = (words, { parts, only }) => {
    if (!parts.length || (only && words.length !== parts.length)) return -1;
    return words.findIndex((_, start) => parts.every((set, i) => words[start + i]?.some((form) => !set || set.has(form))));
  };
  return (words) => {
    const heard = words.filter((word) => !pass.has(word)).map(formsOf);
    const found = [];
    for (const { say, never, ...place } of cases) {
      const left = [...heard];
      for (const phrase of never) {
        const start = at(left, phrase);
        if (start >= 0) left.fill([], start, start + phrase.parts.length);
      }
      const length = Math.max(0, ...say.filter((phrase) => at(left, phrase) >= 0).map(({ parts }) => parts.length));
      if (length) found.push({ ...place, length });
    }
    // The longest phrase knows best what is going on.
    return found.sort((a, b) => b.length - a.length);
  };
}

// The rows of a table that is written by columns.
export function rows(columns) {
  const split = columns.map((column) => column.split("\n"));
  return split[0].map((_, row) => split.map((column) => column[row]));
}

// One entry for each page, each section, and each way people ask for a page,
// so that a short question meets a short text.
function entriesOf(pages, sections) {
  const entries = [];
  pages.forEach(([, title, lead, asked, more], page) => {
    entries.push({ page, title, lead, more });
    if (asked) for (const words of asked.split("|")) entries.push({ page, asked: words });
  });
  for (const [page, anchor, heading, lead] of sections) {
    entries.push({ page: +page, anchor: anchor || slug(heading), heading, lead, place: pages[page][1] });
  }
  return entries.map((entry, id) => ({ id, ...entry }));
}

// The anchor that the build gives a heading.
export const slug = (text) =>
  text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").replace(/[^\w\s-]/g, "").trim().toLowerCase().replace(/[-\s]+/g, "-");

// Found by trying, on the development half of the questions in benchmarks/search.
export const TUNING = {
  fields: { title: 3, heading: 2, asked: 3, lead: 0.8, more: 0.6, place: 0.4 },
  // A word that means the same, and a phrase that does, against the word itself.
  concept: 0.5,
  phrase: 0.9,
  // How soon more of a word says no more, and how much a short text is better.
  k: 5,
  b: 0.6,
  // How much it counts that an entry holds the whole question.
  cover: 0.6,
  // What a page's other entries add to its best.
  others: 0.4,
  // How near its page's best a section has to come to be what is shown.
  section: 0.5,
};

const LONGEST = 1000;
const MOST_WORDS = 200;

// What the index says of words: how a text is read, be it the guide's or a visitor's.
export function reader(index, tuning = TUNING) {
  const empty = new Set(index.empty.split(" "));
  const pages = rows(index.pages);
  const entries = entriesOf(pages, rows(index.sections));
  const known = new Map();
  const learn = (text, weight = 1) => wordsOf(text || "").forEach((word) => known.set(word, (known.get(word) || 0) + weight));
  for (const entry of entries) for (const field of Object.keys(tuning.fields)) learn(entry[field]);

  // What stands for the same thing: by the first word, the rest of the phrase and the number of its group.
  const same = new Map();
  index.same.split("\n").forEach((group, number) => {
    for (const phrase of group.split("|")) {
      learn(phrase, 0);
      const [first, ...rest] = wordsOf(phrase).map(stem);
      if (!same.has(first)) same.set(first, []);
      same.get(first).push([rest, `~${number}`]);
    }
  });
  const heard = [index.empty, index.passed, ...Object.values(index.lists), ...index.urgent.map(([, , , say]) => say)];
  heard.forEach((words) => learn(words, 0));
  const spell = speller(known);

  // The terms that stand for some words, each with its weight. A place in the
  // text may have more than one word: what was typed may have been meant so or so.
  function termsOf(places, stands = () => true) {
    const terms = new Map();
    const put = (term, weight) => terms.set(term, Math.max(weight, terms.get(term) || 0));
    const stems = places.map((choices) => choices.map(([word]) => stem(word)));
    places.forEach((choices, i) =>
      choices.forEach(([word, trust], c) => {
        const one = stems[i][c];
        if (!empty.has(word)) put(one, trust);
        for (const [rest, group] of same.get(one) || []) {
          if (!rest.length && empty.has(word)) continue;
          // A word that stands nowhere itself is as good as the one that means the same.
          const weight = rest.length || !stands(one) ? tuning.phrase : tuning.concept;
          if (rest.every((next, j) => stems[i + 1 + j]?.includes(next))) put(group, weight * trust);
        }
      }),
    );
    return terms;
  }

  // What was typed: for each word what it may have been meant to be.
  function meant(typed) {
    return typed.flatMap((word, at) => {
      if (known.has(word)) return [[[word, 1]]];
      const last = at === typed.length - 1 && word.length > 2;
      // The last word may not be typed to its end.
      const longer = last ? [...known.keys()].filter((one) => one.startsWith(word)).sort((a, b) => known.get(b) - known.get(a)) : [];
      if (longer.length) return [longer.slice(0, 3).map((one) => [one, 0.6])];
      const choices = spell(word);
      // Or two words stand together.
      for (let cut = 3; cut <= word.length - 2 && !(choices[0]?.[1] > 0.7); cut++) {
        const halves = [word.slice(0, cut), word.slice(cut)];
        if (halves.every((half) => known.has(half))) return halves.map((half) => [[half, 0.9]]);
      }
      return choices.length ? [choices] : [];
    });
  }

  const typedOf = (text) => wordsOf(text.slice(0, LONGEST).replace(/\bmy self\b/gi, "myself")).slice(0, MOST_WORDS);
  return {
    pages,
    entries,
    urgent: urgencies(index, known),
    typedOf,
    asTyped: (typed, stands) => termsOf(meant(typed), stands),
    asWritten: (text) => [...termsOf(wordsOf(text).map((word) => [[word, 1]])).keys()],
  };
}

export function finder(index, tuning = TUNING) {
  const { pages, entries, urgent: urgenciesOf, typedOf, asTyped, asWritten } = reader(index, tuning);

  // For each term the entries that hold it, and how strongly: a word counts for
  // more in a short text, and for more in a heading than in a lead (BM25 over fields).
  const fields = Object.entries(tuning.fields);
  const parts = entries.map((entry) => fields.map(([field]) => (entry[field] ? asWritten(entry[field]) : [])));
  const average = fields.map((_, f) => {
    const lengths = parts.map((part) => part[f].length).filter(Boolean);
    return lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
  });
  const holders = new Map();
  parts.forEach((part, id) => {
    const strengths = new Map();
    part.forEach((terms, f) => {
      const strength = fields[f][1] / (1 - tuning.b + (tuning.b * terms.length) / average[f]);
      for (const term of terms) strengths.set(term, (strengths.get(term) || 0) + strength);
    });
    for (const [term, strength] of strengths) {
      if (!holders.has(term)) holders.set(term, []);
      holders.get(term).push([id, strength / (strength + tuning.k)]);
    }
  });
  const stands = (term) => holders.has(term);
  const rarity = (term) => Math.log(1 + entries.length / (1 + (holders.get(term)?.length || 0)));

  function scoresOf(terms) {
    const total = [...terms].reduce((sum, [term, weight]) => sum + weight * rarity(term), 0);
    const scores = new Map();
    for (const [term, weight] of terms) {
      const most = weight * rarity(term);
      for (const [id, strength] of holders.get(term) || []) {
        const so = scores.get(id) || { score: 0, covered: 0 };
        so.score += most * strength;
        so.covered += most / total;
        scores.set(id, so);
      }
    }
    return [...scores].map(([id, { score, covered }]) => [id, score * (1 - tuning.cover + tuning.cover * covered)]);
  }

  // What a question finds: the help that comes first, and one place on each page.
  return function find(text) {
    const typed = typedOf(text);
    const found = byPage(scoresOf(asTyped(typed, stands)), entries, tuning).map(({ page, best, section, sectionWorth }) => {
      const [address, title, description] = pages[page];
      return section && sectionWorth >= tuning.section * best
        ? { address: `${address}#${section.anchor}`, title: section.heading, place: title, lead: section.lead || description }
        : { address, title, place: "", lead: description };
    });
    return { urgent: urgenciesOf(typed), found };
  };
}

// One answer for each page, the best first, from what each of its entries is worth.
export function byPage(worths, entries, { others } = TUNING) {
  const answers = new Map();
  for (const [id, worth] of worths) {
    const entry = entries[id];
    const page = answers.get(entry.page) || { page: entry.page, best: 0, rest: 0, section: null, sectionWorth: 0 };
    page.rest += Math.min(worth, page.best);
    page.best = Math.max(worth, page.best);
    if (entry.heading && worth > page.sectionWorth) Object.assign(page, { section: entry, sectionWorth: worth });
    answers.set(entry.page, page);
  }
  const all = ({ best, rest }) => best + others * Math.min(rest, 2 * best);
  return [...answers.values()].sort((a, b) => all(b) - all(a));
}
