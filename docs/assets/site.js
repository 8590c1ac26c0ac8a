// Leaving fast, the search field, the filter of the claim checker, and what is ticked.
// Every page is complete without this file. It stores nothing and sends nothing.

const leave = document.querySelector("[data-leave]");

if (leave) {
  const title = document.title;
  // Beside the body, so that it is heard while nothing is seen.
  const heard = document.createElement("p");
  heard.className = "unseen";
  heard.setAttribute("role", "alert");

  // First nothing is seen, then nothing is kept, and then the other page is
  // asked for, in the place of this one behind the Back button.
  const goAway = () => {
    document.body.hidden = true;
    document.title = leave.hostname;
    document.documentElement.append(heard);
    heard.textContent = leave.dataset.leave;
    for (const field of document.querySelectorAll("input[type=search]")) {
      if (!field.value) continue;
      field.value = "";
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (const form of document.forms) form.reset();
    dispatchEvent(new Event("forget"));
    location.replace(leave.href);
  };

  leave.addEventListener("click", (event) => {
    event.preventDefault();
    goAway();
  });

  // Who comes back on purpose finds the page as it is for everyone.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.body.hidden = false;
    document.title = title;
    heard.remove();
    count(0, "");
  });

  // Shift three times leaves too. Another key, a tap or five seconds start the count again.
  const hint = document.getElementById("leave-hint");
  hint.hidden = false;
  leave.setAttribute("aria-describedby", hint.id);
  const status = document.querySelector("[data-leave-status]");
  const words = status.dataset.leaveStatus.split("|");
  let presses = 0;
  let alone = false;
  let timer;
  const count = (number, text, after) => {
    clearTimeout(timer);
    presses = number;
    status.dataset.presses = number;
    status.textContent = text;
    if (after) timer = setTimeout(after, 5000);
  };
  const stay = () => count(0, words[2], () => count(0, ""));
  const interrupt = () => {
    alone = false;
    if (presses) count(0, "");
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey) interrupt();
    else if (!event.repeat) alone = true;
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    if (presses === 2) goAway();
    else count(presses + 1, words[presses], stay);
  }, true);
  addEventListener("pointerdown", interrupt, true);
}

// What was ticked is gone when the page is left, also from the browser's memory of it.
addEventListener("pagehide", () => document.querySelectorAll("form").forEach((form) => form.reset()));

const search = document.querySelector("[data-search]");

if (search) {
  const input = search.querySelector("input");
  search.querySelector(".search__without").hidden = true;
  search.querySelector(".search__with").hidden = false;
  // Nothing is fetched before the first letter.
  input.addEventListener("input", () => {
    import(new URL("search.js", new URL(search.dataset.search, location)).href)
      .then((module) => module.start(search))
      .catch(() => {
        search.querySelector("[role=status]").textContent = search.querySelector("[role=status]").dataset.broken;
      });
  }, { once: true });
}

const filter = document.querySelector("[data-filter]");

if (filter) {
  const choices = [...filter.querySelectorAll("[data-filter-by]")];
  const count = filter.querySelector("[data-filter-count]");
  const entries = [...document.querySelectorAll("article[data-topic]")];
  filter.hidden = false;
  filter.addEventListener("change", () => {
    for (const entry of entries) {
      entry.hidden = choices.some((choice) => choice.value && entry.dataset[choice.dataset.filterBy] !== choice.value);
    }
    for (const group of document.querySelectorAll("section[data-topic]")) {
      group.hidden = !group.querySelector("article:not([hidden])");
    }
    const shown = entries.filter((entry) => !entry.hidden).length;
    count.textContent = count.dataset.filterCount.replace("#", shown);
  });
}
