// Leaving fast, the search field, the filter of the claim checker, and what is ticked.
// Every page is complete without this file. It stores nothing and sends nothing.

const leave = document.querySelector("[data-leave]");

function goAway() {
  document.documentElement.classList.add("gone");
  document.title = "";
  location.replace(leave.href);
}

if (leave) {
  leave.addEventListener("click", (event) => {
    event.preventDefault();
    goAway();
  });

  // Shift three times leaves too; any other key starts the count again.
  const status = document.querySelector("[data-leave-status]");
  const words = status.dataset.leaveStatus.split("|");
  let presses = 0;
  let alone = false;
  let timer;
  const forget = () => {
    presses = 0;
    status.textContent = "";
  };
  addEventListener("keydown", (event) => {
    alone = event.key === "Shift" && !event.repeat;
    if (event.key !== "Shift") forget();
  });
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    clearTimeout(timer);
    presses += 1;
    status.textContent = words[presses - 1] || "";
    if (presses === 3) goAway();
    else timer = setTimeout(forget, 5000);
  });

  // Coming back from the browser's memory must not show an empty page.
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.documentElement.classList.remove("gone");
  });
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
