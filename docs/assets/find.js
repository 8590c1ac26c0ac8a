// What answers a search, without a page around it: plain words in, places in the guide out.
// It reads the index it is given and nothing else; it keeps and sends nothing.

// How much an entry's parts count.
const FIELDS = { title: 3, heading: 2, asked: 3, lead: 0.8, more: 0.6, place: 0.4 };

export const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f'’`]/g, "");

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

const slack = (word) => (word.length < 3 ? 0 : word.length < 7 ? 1 : 2);

// What a word may have been meant to be: the nearest known words, each with
// how far to trust it. A known word is itself.
function speller(known) {
  const byLength = [];
  for (const word of known.keys()) (byLength[word.length] ||= []).push(word);
  return (word) => {
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
    return found.map(([other, far], rank) => [other, (far < 1.5 ? 0.9 : 0.6) / (rank + 1)]);
  };
}

// Which phrases stand in a list of words. A phrase may hold gaps for lists of
// words, and words that are passed over count on neither side.
function urgencies({ urgent, lists, passed }, known) {
  const pass = new Set(passed);
  const sets = Object.fromEntries(Object.entries(lists).map(([name, words]) => [name, new Set(words)]));
  const read = (phrase) =>
    phrase.split(" ").map((word) => sets[word.slice(1, -1)] || new Set([word])).filter((set) => set.size > 1 || !pass.has([...set][0]));
  const cases = urgent.map(([address, title, lead, say, never]) => ({ address, title, lead, say: say.map(read), never: never.map(read) }));
  // A word that is not known may be a known one with a typing error.
  const is = (set, word) => set.has(word) || (!known.has(word) && [...set].some((one) => slack(one) && one.length > 3 && distance(word, one, slack(one)) <= slack(one)));
  const at = (words, phrase) => {
    for (let start = 0; start + phrase.length <= words.length; start++) {
      if (phrase.every((set, i) => words[start + i] && is(set, words[start + i]))) return start;
    }
    return -1;
  };
  return (words) => {
    const heard = words.filter((word) => !pass.has(word));
    return cases.filter(({ say, never }) => {
      const left = [...heard];
      for (const phrase of never) {
        const start = at(left, phrase);
        if (start >= 0) left.fill("", start, start + phrase.length);
      }
      return say.some((phrase) => phrase.length && at(left, phrase) >= 0);
    });
  };
}

// One entry for each page, each section, and each way people ask for a page,
// so that a short question meets a short text.
function entriesOf({ pages, sections }) {
  const entries = [];
  pages.forEach(([, title, lead, asked], page) => {
    entries.push({ page, title, lead });
    for (const words of asked) entries.push({ page, asked: words });
  });
  for (const [page, anchor, heading, lead, more] of sections) {
    entries.push({ page, anchor: anchor || slug(heading), heading, lead, more, place: pages[page][1] });
  }
  return entries.map((entry, id) => ({ id, ...entry }));
}

// The anchor that the build gives a heading.
export const slug = (text) =>
  text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").replace(/[^\w\s-]/g, "").trim().toLowerCase().replace(/[-\s]+/g, "-");

export const TUNING = { concept: 0.5, phrase: 0.9, others: 0.4, cover: 0.6, k: 4, b: 0.6, fields: FIELDS, sectionShare: 0.5 };

export function finder(index, tuning = TUNING) {
  const empty = new Set(index.empty);
  const entries = entriesOf(index);
  const known = new Map();
  const learn = (text, weight = 1) => wordsOf(text || "").forEach((word) => known.set(word, (known.get(word) || 0) + weight));
  for (const entry of entries) for (const field of Object.keys(FIELDS)) learn(entry[field]);

  // What stands for the same thing: by the first word, the rest of the phrase and the number of its group.
  const same = new Map();
  index.same.forEach((group, number) => {
    for (const phrase of group) {
      learn(phrase, 0);
      const [first, ...rest] = wordsOf(phrase).map(stem);
      if (!same.has(first)) same.set(first, []);
      same.get(first).push([rest, `~${number}`]);
    }
  });
  index.empty.forEach((word) => learn(word, 0));
  index.passed.forEach((word) => learn(word, 0));
  const said = [...Object.values(index.lists).flat(), ...index.urgent.flatMap(([, , , say]) => say)];
  said.forEach((phrase) => wordsOf(phrase).forEach((word) => learn(word, 0)));

  const spell = speller(known);
  const urgenciesOf = urgencies(index, known);

  // The terms that stand for some words: each with its weight.
  function termsOf(words, trust = () => 1) {
    const terms = new Map();
    const put = (term, weight) => terms.set(term, Math.max(weight, terms.get(term) || 0));
    const stems = words.map(stem);
    stems.forEach((one, i) => {
      if (!empty.has(words[i])) put(one, trust(i));
      for (const [rest, group] of same.get(one) || []) {
        if (!rest.length && empty.has(words[i])) continue;
        if (rest.every((word, j) => stems[i + 1 + j] === word)) put(group, (rest.length ? tuning.phrase : tuning.concept) * trust(i));
      }
    });
    return terms;
  }

  // For each term the entries that hold it, and how strongly: a word counts for
  // more in a short text, and for more in a heading than in a lead.
  const fields = Object.entries(tuning.fields);
  const parts = entries.map((entry) => fields.map(([field]) => (entry[field] ? [...termsOf(wordsOf(entry[field]))] : [])));
  const average = fields.map((_, f) => {
    const lengths = parts.map((part) => part[f].length).filter(Boolean);
    return lengths.reduce((sum, length) => sum + length, 0) / (lengths.length || 1);
  });
  const holders = new Map();
  parts.forEach((part, id) => {
    const strengths = new Map();
    part.forEach((terms, f) => {
      for (const [term] of terms) {
        strengths.set(term, (strengths.get(term) || 0) + fields[f][1] / (1 - tuning.b + (tuning.b * terms.length) / average[f]));
      }
    });
    for (const [term, strength] of strengths) {
      if (!holders.has(term)) holders.set(term, []);
      holders.get(term).push([id, strength / (strength + tuning.k)]);
    }
  });
  const rarity = (term) => Math.log(1 + entries.length / (1 + (holders.get(term)?.length || 0)));

  // What was typed, as words: with what it may have been meant to be.
  function read(typed) {
    const words = [];
    const trusts = [];
    typed.forEach((word, at) => {
      const meant = spell(word);
      // The last word may not be typed to its end.
      if (at === typed.length - 1 && word.length > 2 && !known.has(word)) {
        const longer = [...known.keys()].filter((one) => one.startsWith(word)).sort((a, b) => known.get(b) - known.get(a));
        meant.push(...longer.slice(0, 3).map((one) => [one, 0.6]));
      }
      if (!meant.length || meant[0][1] < 0.7) {
        for (let cut = 3; cut <= word.length - 2; cut++) {
          const halves = [word.slice(0, cut), word.slice(cut)];
          if (halves.every((half) => known.has(half))) {
            meant.splice(0, 9, [halves[0], 0.9], [halves[1], 0.9]);
            break;
          }
        }
      }
      for (const [one, trust] of meant) {
        words.push(one);
        trusts.push(trust);
      }
    });
    return { words, trusts };
  }

  return function find(text) {
    const typed = wordsOf(text.slice(0, 300).replace(/\bmy self\b/gi, "myself")).slice(0, 40);
    const urgent = urgenciesOf(typed);
    const { words, trusts } = read(typed);
    const terms = termsOf(words, (i) => trusts[i]);
    if (!terms.size) return { urgent, found: [] };
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
    const pages = new Map();
    for (const [id, { score, covered }] of scores) {
      const entry = entries[id];
      const worth = score * (1 - tuning.cover + tuning.cover * covered);
      const page = pages.get(entry.page) || { page: entry.page, best: 0, rest: 0, section: null, sectionWorth: 0 };
      if (worth > page.best) { page.rest += page.best; page.best = worth; } else page.rest += Math.min(worth, page.best);
      if (entry.heading && worth > page.sectionWorth) { page.section = entry; page.sectionWorth = worth; }
      pages.set(entry.page, page);
    }
    const found = [...pages.values()]
      .map((page) => ({ ...page, worth: page.best + tuning.others * Math.min(page.rest, 2 * page.best) }))
      .sort((a, b) => b.worth - a.worth)
      .map(({ page, best, section, sectionWorth }) => {
        const [address, title, description] = index.pages[page];
        const inside = section && sectionWorth >= tuning.sectionShare * best;
        return inside
          ? { address: `${address}#${section.anchor}`, title: section.heading, place: title, lead: section.lead || description }
          : { address, title, place: "", lead: description };
      });
    return { urgent, found };
  };
}
