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

// Which kinds of danger a list of words tells of. A rule is a row of words that
// stand in this order with at most GAP others between them, and none of the
// others is a person: in "i think he hit me" it is not "i" who hit. A rule may hold
// the names of lists of words; "only:" means the whole question. Words that
// are passed over count on neither side.
const GAP = 2;

function urgencies({ urgent, lists, passed }, known) {
  const pass = new Set(passed.split(" "));
  const sets = Object.fromEntries(Object.entries(lists).map(([name, words]) => [name, new Set(words.split(" "))]));
  const read = (phrase) => {
    const only = phrase.startsWith("only: ");
    const words = (only ? phrase.slice(6) : phrase).split(" ").filter((word) => !pass.has(word));
    return { only, parts: words.map((word) => (word.startsWith("{") ? sets[word.slice(1, -1)] : new Set([word]))) };
  };
  const cases = urgent.map(([address, title, lead, say, never]) => ({ place: { address, title, lead }, say: say.split("|").map(read), never: never.split("|").map(read) }));
  const all = new Set(cases.flatMap(({ say, never }) => [...say, ...never].flatMap(({ parts }) => parts.flatMap((set) => (set ? [...set] : [])))));
  // A word that is not known may be a known one with a typing error.
  const bears = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);
  const near = (one, word) => one[0] === word[0] && word.length > 2 && distance(one, word, bears(one)) <= bears(one);
  const formsOf = once((word) => [word, ...(known.has(word) ? [] : [...all].filter((one) => near(one, word)))]);
  const persons = ["i", "they"].map((name) => sets[name]).filter(Boolean);
  const isPerson = (forms) => forms.some((form) => persons.some((set) => set.has(form)));
  // The places of the rule's words from a start on, each as near to the last as can be; the first alone is fixed.
  const follow = (words, parts, start, gap) => {
    const places = [];
    let place = start;
    for (const set of parts) {
      const last = places.length ? Math.min(place + gap, words.length - 1) : start;
      while (place <= last && !words[place].some((form) => !set || set.has(form))) {
        if (isPerson(words[place])) return null;
        place++;
      }
      if (place > last) return null;
      places.push(place++);
    }
    return places;
  };
  const find = (words, { parts, only }, gap) => {
    if (!parts.length || (only && words.length !== parts.length)) return null;
    for (let start = 0; start < words.length; start++) {
      const places = follow(words, parts, start, only ? 0 : gap);
      if (places) return places;
    }
    return null;
  };
  return (words) => {
    const heard = words.filter((word) => !pass.has(word)).map(formsOf);
    const found = [];
    for (const { say, never, place } of cases) {
      const left = [...heard];
      for (const phrase of never) for (const at of find(left, phrase, 0) || []) left[at] = [];
      const length = Math.max(0, ...say.filter((phrase) => find(left, phrase, GAP)).map(({ parts }) => parts.length));
      // The last is for help of any kind, when nothing else says which.
      if (length && !(found.length && place === cases.at(-1).place)) found.push({ ...place, length });
    }
    // The longest rule knows best what is going on.
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
  pages.forEach(([, title, asked], page) => {
    entries.push({ page, title });
    if (asked) for (const words of asked.split("|")) entries.push({ page, asked: words });
  });
  sections.forEach(([page, anchor, heading, words], section) => {
    entries.push({ page: +page, section, anchor: anchor || slug(heading), heading, words, place: pages[page][1] });
  });
  return entries.map((entry, id) => ({ id, ...entry }));
}

// The anchor that the build gives a heading.
export const slug = (text) =>
  text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").replace(/[^\w\s-]/g, "").trim().toLowerCase().replace(/[-\s]+/g, "-");

// Found by trying, on the development half of the questions in benchmarks/search.
export const TUNING = {
  fields: { title: 2.8, heading: 2.3, asked: 2.8, words: 0.65, place: 0.4 },
  // A word that means the same, and a phrase that does, against the word itself.
  concept: 0.5,
  phrase: 1.2,
  // How soon more of a word says no more, and how much a short text is better.
  k: 5,
  b: 0.5,
  // How much it counts that an entry holds the whole question.
  cover: 0.55,
  // What a page's other entries add to its best.
  others: 0.45,
  // How near its page's best a section has to come to be what is shown.
  section: 0.45,
  // To count as an answer, the best has to say so much, or so much of what could be said.
  floor: 1.2,
  share: 0.08,
};

const LONGEST = 1000;
const MOST_WORDS = 200;

// At most how many letters two sentences have that are shown together, and how few say nothing alone.
const SHORT = 140;
const SCRAP = 30;

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
  const heard = [index.empty, index.common, index.passed, ...Object.values(index.lists), ...index.urgent.map(([, , , say]) => say)];
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
  const drug = new Set(wordsOf(index.drug.words).map(stem));
  return {
    pages,
    entries,
    urgent: urgencies(index, known),
    // What a page counts: less if it is about the drug and no such word was typed.
    weigher(typed) {
      const named = typed.some((word) => drug.has(stem(word)));
      const away = named ? [] : index.drug.pages;
      return (page) => {
        const [address, , , weight] = pages[page];
        return (+weight / 100) * (away.includes(address.split("/")[0]) ? index.drug.weight / 100 : 1);
      };
    },
    typedOf,
    asTyped: (typed, stands) => termsOf(meant(typed), stands),
    asWritten: (text) => [...termsOf(wordsOf(text).map((word) => [[word, 1]])).keys()],
  };
}

export function finder(index, tuning = TUNING) {
  const { pages, entries, urgent: urgenciesOf, weigher, typedOf, asTyped, asWritten } = reader(index, tuning);

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

  // A question of nothing but small words: the whole words themselves, where people ask or a heading stands.
  function wordForWord(typed) {
    const asked = new Set(typed);
    return entries.flatMap((entry) => {
      const words = new Set(wordsOf(entry.asked || entry.heading || entry.title));
      const both = [...asked].filter((word) => words.has(word)).length;
      return both > 1 || both === asked.size ? [[entry.id, both / (words.size + asked.size - both)]] : [];
    });
  }

  // What a question finds: the help that comes first, one place on each page, and
  // whether any of it is likely to answer.
  return function find(text) {
    const typed = typedOf(text);
    const terms = asTyped(typed, stands);
    const worths = terms.size ? scoresOf(terms) : wordForWord(typed);
    const answers = byPage(worths, entries, tuning, weigher(typed));
    const found = answers.map(({ page, best, section, sectionWorth }) => {
      const [address, title] = pages[page];
      return section && sectionWorth >= tuning.section * best
        ? { address: `${address}#${section.anchor}`, title: section.heading, place: title, page, section: section.section }
        : { address, title, place: "", page };
    });
    const full = [...terms].reduce((sum, [term, weight]) => sum + weight * rarity(term), 0);
    const likely = found.length > 0 && (!terms.size || answers[0].best >= Math.min(tuning.floor, tuning.share * full));
    // How much a text says of what was asked.
    const says = (text) => asWritten(text).reduce((sum, term) => sum + (terms.get(term) || 0) * rarity(term), 0);
    return { urgent: urgenciesOf(typed), found, likely, says };
  };
}

// The words that answer: of the first sentences of a section the one that says most of what was
// asked, with the next one when both are short. A page puts its answer first, so the first
// sentence needs less; a question or a scrap answers nothing.
export function answerOf(text, says) {
  const sentences = text.split("\t");
  const worths = sentences.map((sentence, n) => (n === 0 ? 1.3 : /\?.?$/.test(sentence) || sentence.length < SCRAP ? 0 : 1) * says(sentence));
  const best = worths.indexOf(Math.max(...worths));
  // "Yes." belongs to what follows it.
  const at = best === 1 && sentences[0].length < SCRAP ? 0 : best;
  const both = sentences[at + 1] ? `${sentences[at]} ${sentences[at + 1]}` : "";
  return both && both.length <= SHORT ? both : sentences[at];
}

// One answer for each page, the best first, from what each of its entries is worth.
export function byPage(worths, entries, { others } = TUNING, weight = () => 1) {
  const answers = new Map();
  for (const [id, worth] of worths) {
    const entry = entries[id];
    const page = answers.get(entry.page) || { page: entry.page, best: 0, rest: 0, section: null, sectionWorth: 0 };
    page.rest += Math.min(worth, page.best);
    page.best = Math.max(worth, page.best);
    if (entry.heading && worth > page.sectionWorth) Object.assign(page, { section: entry, sectionWorth: worth });
    answers.set(entry.page, page);
  }
  const all = ({ page, best, rest }) => weight(page) * (best + others * Math.min(rest, 2 * best));
  return [...answers.values()].sort((a, b) => all(b) - all(a));
}
