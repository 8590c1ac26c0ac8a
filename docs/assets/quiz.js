// A reflection, one part after another. The page is complete without this file:
// all questions, the sheet to work them out by hand, and all texts.
// Answers live in the form and nowhere else. Nothing is stored, sent or put in
// the address or the title, because both would stay in the browser's history.

// What the answers come to; the same as hooks/reflections/scoring.py, in whole numbers.
// "answers" is a Map, so that no id of a question can be mistaken for anything.
export function score(plan, answers) {
  const hidden = new Set();
  for (const rule of plan.skip) {
    if (rule.when.every(([asked, values]) => values.includes(answers.get(asked)))) rule.hide.forEach((id) => hidden.add(id));
  }
  if (plan.kind === "checklist") {
    const asked = plan.items.filter((id) => !hidden.has(id));
    const take = asked.filter((id) => answers.has(id) && answers.get(id) !== plan.settled);
    const clear = asked.every((id) => answers.get(id) === plan.settled);
    return { take, outcome: take.length ? "some" : clear ? "clear" : "blank" };
  }
  const bars = plan.dimensions.map(({ id, cuts, items }) => {
    const asked = items.filter(([item]) => !hidden.has(item));
    const given = asked.filter(([item]) => answers.has(item));
    const points = given.reduce(
      (sum, [item, reverse]) => sum + (reverse ? plan.high - answers.get(item) : answers.get(item) - plan.low), 0);
    const possible = given.length * (plan.high - plan.low);
    const band = (total) => cuts.filter((cut) => 100 * total >= cut * possible).length;
    const bands = [];
    if (given.length >= plan.fewest && 100 * given.length >= plan.percent * asked.length) {
      for (let n = band(points - 1); n <= band(points + 1); n += 1) bands.push(n);
    }
    return { id, points, possible, answered: given.length, asked: asked.length, bands };
  });
  const items = plan.dimensions.flatMap((dimension) => dimension.items).filter(([item]) => !hidden.has(item));
  const first = items.length ? answers.get(items[0][0]) : undefined;
  const same = items.some(([, reverse]) => reverse) && first !== undefined && items.every(([item]) => answers.get(item) === first);
  return { bars, lead: plan.lead && findLead(plan, bars), same };
}

function findLead(plan, bars) {
  const { of, floor, margin } = plan.lead;
  const compared = bars.filter((bar) => of.includes(bar.id));
  if (!compared.every((bar) => bar.bands.length)) return { outcome: "unclear", which: [] };
  let top = compared[0];
  for (const bar of compared) if (bar.points * top.possible > top.points * bar.possible) top = bar;
  if (100 * top.points < floor * top.possible) return { outcome: "quiet", which: [] };
  const sizes = plan.dimensions.filter((dimension) => of.includes(dimension.id)).map((dimension) => dimension.items.length);
  const full = Math.min(...sizes) * (plan.high - plan.low);
  const which = compared
    .filter((bar) => (top.points * bar.possible - bar.points * top.possible) * full <= margin * top.possible * bar.possible)
    .map((bar) => bar.id);
  return { outcome: which.length === 1 ? "one" : which.length === compared.length ? "even" : "mixed", which };
}

const root = document.querySelector("[data-quiz]");

if (root) {
  try {
    start();
  } catch (error) {
    console.warn("The reflection stays as it is on paper.", error);
    addEventListener("pagehide", () => root.querySelector("form")?.reset());
  }
}

function start() {
  const all = (name, within = root) => [...within.querySelectorAll(`[data-${name}]`)];
  const one = (name, within = root) => {
    const found = within.querySelector(`[data-${name}]`);
    if (!found) throw new Error(`There is no data-${name}.`);
    return found;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (braces, name) => values[name] ?? braces);
  const make = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

  // Everything is looked up before anything is changed: if a part of the page
  // is missing, it stays as it is.
  const { plan, bands, words } = JSON.parse(one("island").textContent);
  const [gate, form, gap, result, sheet, status, broken] = ["gate", "form", "gap", "result", "sheet", "status", "broken"].map((name) => one(name));
  const [answerList, printAnswers] = [one("answers"), one("print-answers")];
  const parts = all("part");
  const items = new Map(all("item").map((field) => [field.dataset.item, field]));
  const texts = new Map(all("outcome", document).map((section) => [section.dataset.outcome, section]));
  const scored = new Set((plan.dimensions ?? []).flatMap((dimension) => dimension.items.map(([id]) => id)));
  for (const id of plan.items ?? scored) if (!items.has(id)) throw new Error(`Question ${id} is missing.`);
  // The texts are read after the questions; until then the list of contents leaves them out.
  const listed = [...document.querySelectorAll(".contents a")].filter((link) => document.querySelector(`[data-results] [id="${link.hash.slice(1)}"]`));
  // While questions are asked, only they and the way to safety stand there.
  const title = root.previousElementSibling;
  const around = [...root.parentNode.children].filter((element) => !element.matches("[data-quiz], [data-results], h1, .card--safety, .page-end, [hidden]") && element !== title);
  const onPaper = [sheet, ...all("without"), ...all("results", document), ...listed.map((link) => link.parentNode)];
  let at = -1;
  let warned = false;
  let changing = false;

  const answers = () => {
    const given = new Map();
    for (const [id, field] of items) {
      const value = field.querySelector("input:checked")?.value ?? "skip";
      if (value !== "skip") given.set(id, scored.has(id) ? Number(value) : value);
    }
    return given;
  };
  const takeOut = () => {
    const given = answers();
    for (const field of items.values()) field.hidden = false;
    for (const rule of plan.skip) {
      if (rule.when.every(([asked, values]) => values.includes(given.get(asked)))) rule.hide.forEach((id) => (items.get(id).hidden = true));
    }
  };
  const fieldsOf = (part) => all("item", part).filter((field) => !field.hidden);
  const isOut = (part) => all("item", part).length > 0 && !fieldsOf(part).length;
  const gapsOf = (part) => fieldsOf(part).filter((field) => !field.querySelector("input:checked"));

  // Gate: -1; parts from 0; result: the number of parts.
  const show = (number) => {
    at = number;
    warned = false;
    gap.hidden = true;
    takeOut();
    gate.hidden = number !== -1;
    form.hidden = !parts[number];
    parts.forEach((part, n) => (part.hidden = n !== number));
    result.hidden = number !== parts.length;
    for (const element of around) element.hidden = !form.hidden;
    if (title) title.hidden = !result.hidden;
    root.dataset.state = result.hidden ? "live" : "done";
    for (const element of onPaper) element.hidden = true;
    for (const button of all("shows")) button.setAttribute("aria-expanded", "false");
  };
  const land = (element, top = element) => {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    top.scrollIntoView();
    // On a low screen the question counts more than what stands above it.
    if (element.getBoundingClientRect().bottom > innerHeight) element.scrollIntoView();
  };
  const go = (number) => {
    if (number === parts.length) {
      fillResult();
      show(number);
      land(one("result-heading"));
    } else {
      show(number);
      if (number < 0) land(one("gate-heading"));
      else land(fieldsOf(parts[number])[0]?.querySelector("legend") ?? parts[number].querySelector("h2"), form);
    }
  };
  const step = (by) => {
    takeOut();
    let number = at + by;
    // After a change: on to whatever the change has opened, else back to the result.
    while (parts[number] && (isOut(parts[number]) || (changing && !gapsOf(parts[number]).length))) number += by;
    if (number >= parts.length) changing = false;
    go(number);
  };
  const next = () => {
    const gaps = gapsOf(parts[at]);
    if (!gaps.length || warned) return step(1);
    warned = true;
    const text = gaps.length === 1 ? words.gap_one : fill(words.gap_many, { count: gaps.length });
    gap.replaceChildren(make("p", text), ...gaps.map((field) => {
      const button = make("button", fill(words.gap_question, { question: field.dataset.number }));
      button.type = "button";
      button.addEventListener("click", () => field.querySelector("input").focus());
      return button;
    }));
    gaps[0].before(gap);
    gap.hidden = false;
    land(gap);
  };

  // A text of the page, without its heading or with it one level down.
  const copy = (outcome, heading) => {
    const text = texts.get(outcome);
    if (!text) return [];
    const clone = text.cloneNode(true);
    for (const element of clone.querySelectorAll("[id]")) element.removeAttribute("id");
    const own = clone.querySelector("h3");
    if (own && heading) own.replaceWith(make(heading, own.textContent));
    else own?.remove();
    return [...clone.childNodes];
  };
  const fillResult = () => {
    const found = score(plan, answers());
    one("intro").replaceChildren(...copy("intro"));
    if (plan.kind === "checklist") {
      one("outcome-text").replaceChildren(...copy(`list.${found.outcome}`, "h3"));
      one("take-list").replaceChildren(...found.take.map((id) => make("li", one("take", items.get(id)).textContent)));
    } else {
      for (const bar of found.bars) fillBar(bar);
      const { outcome, which } = found.lead ?? {};
      one("outcome-text").replaceChildren(...(outcome ? copy(`lead.${outcome === "one" ? which[0] : outcome}`, "h3") : []));
      one("same").hidden = !found.same;
    }
    answerList.replaceChildren(...[...items.values()].filter((field) => !field.hidden).map((field) => {
      const line = make("li", "");
      const button = make("button", words.change);
      const given = field.querySelector("input:checked");
      button.type = "button";
      button.setAttribute("aria-label", fill(words.change_question, { question: field.dataset.number }));
      button.addEventListener("click", safely(() => {
        changing = true;
        show(parts.indexOf(field.closest("[data-part]")));
        land(field.querySelector("legend"), field);
      }));
      const said = make("span", `${field.querySelector("legend").textContent} `);
      said.append(make("strong", given ? given.parentNode.textContent.trim() : words.no_answer));
      line.append(said, " ", button);
      return line;
    }));
  };
  const fillBar = (bar) => {
    const place = root.querySelector(`[data-bar="${bar.id}"]`);
    const [low, high] = bar.bands.map((band) => bands[bar.id][band]);
    one("band", place).textContent = !low ? words.few : high ? fill(words.between, { low, high }) : low;
    one("points", place).textContent = fill(words.points, bar);
    one("fill", place).setAttribute("width", low ? Math.floor((100 * bar.points) / bar.possible) : 0);
    one("line", place).toggleAttribute("hidden", !low);
    one("between", place).hidden = !high;
    one("texts", place).replaceChildren(...bar.bands.flatMap((band) => copy(`${bar.id}.${band + 1}`, high && "h4")));
  };

  const wipe = () => {
    form.reset();
    printAnswers.checked = false;
    changing = false;
    for (const details of root.querySelectorAll("details")) details.open = false;
    for (const name of ["intro", "outcome-text", "take-list", "texts", "band", "points", "answers"]) {
      for (const element of all(name)) element.replaceChildren();
    }
    for (const bar of all("fill")) bar.setAttribute("width", 0);
    show(-1);
  };
  // Whatever fails, the page goes back to what it is on paper.
  const safely = (act) => (event) => {
    try {
      act(event);
    } catch (error) {
      console.warn(error);
      root.dataset.state = "paper";
      for (const element of [gate, form, broken, title, ...parts, ...items.values(), ...around, ...onPaper]) if (element) element.hidden = false;
      for (const element of [result, gap, ...all("with")]) element.hidden = true;
      land(broken);
    }
  };
  const on = (name, act) => all(name).forEach((button) => button.addEventListener("click", safely(act)));

  on("start", () => step(1));
  on("back", () => step(-1));
  on("next", next);
  on("print", () => print());
  on("clear", () => {
    wipe();
    land(one("gate-heading"));
    status.textContent = "";
    setTimeout(() => (status.textContent = words.cleared), 60);
  });
  on("shows", (event) => {
    const button = event.currentTarget;
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    const shown = button.dataset.shows === "sheet" ? [sheet] : all("results", document);
    for (const element of shown) element.hidden = open;
    if (!open) shown[0].scrollIntoView();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("keydown", safely((event) => {
    if (event.key !== "Enter" || event.target.type !== "radio" || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    next();
  }));
  // Gone when the page is left, also from the browser's memory of it, and with "Leave now" before that.
  addEventListener("pagehide", wipe);
  addEventListener("forget", wipe);
  addEventListener("pageshow", (event) => event.persisted && wipe());

  for (const element of all("with")) element.hidden = false;
  for (const button of all("print")) button.hidden = typeof print !== "function";
  wipe();
}
