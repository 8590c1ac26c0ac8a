// Asks every engine every question; prints what each answers, and how long it took, as JSON.
// node run.mjs FOLDER ASSETS INDEX MATERIAL QUESTIONS

import { readFileSync } from "node:fs";
import { engines } from "./engines.mjs";

const [, , , , indexFile, materialFile, questionFile] = process.argv;
const read = (file) => JSON.parse(readFileSync(file, "utf-8"));
const index = read(indexFile);
const material = read(materialFile);
const questions = read(questionFile);
const out = {};

for (const [name, { make, parts, index: which = "guide" }] of Object.entries(engines)) {
  try {
    const started = performance.now();
    const find = await make(index, { material });
    const made = performance.now() - started;
    const answers = [];
    const times = [];
    for (const question of questions) {
      const before = performance.now();
      answers.push((await find(question)).slice(0, 8));
      times.push(performance.now() - before);
    }
    times.sort((a, b) => a - b);
    out[name] = { answers, parts, which, made, median: times[times.length >> 1], most: times[Math.floor(times.length * 0.95)] };
  } catch (error) {
    out[name] = { failed: String(error), parts, which };
  }
}

process.stdout.write(JSON.stringify(out));
