// Leaving fast, what opens in place, the search field, the filter of the claim checker, and what is ticked.
// Every page is complete without this file. It stores nothing and sends nothing.

// A key that helps to write a word in another script is for that word alone. Safari says so by the number.
const isComposing = (event) => event.isComposing || event.keyCode === 229;

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
    count([]);
  });

  // Shift three times within two seconds leaves too. Another key or a tap starts the count again.
  // A lone Shift pauses a screen reader's speech, and switches some keyboards to another script:
  // so the time is short, the first press is only shown, and the second is said.
  const within = 2000;
  const hint = document.getElementById("leave-hint");
  hint.hidden = false;
  leave.setAttribute("aria-describedby", hint.id);
  const status = document.querySelector("[data-leave-status]");
  const [onceMore, stayed] = status.dataset.leaveStatus.split("|");
  let presses = [];
  let alone = false;
  let timer;
  const count = (times, text = "", after = null, wait = within) => {
    clearTimeout(timer);
    presses = times;
    status.dataset.presses = times.length;
    status.textContent = text;
    if (after) timer = setTimeout(after, wait);
  };
  const end = () => {
    if (presses.length > 1) count([], stayed, () => count([]), 5000);
    else count([]);
  };
  const interrupt = () => {
    alone = false;
    if (presses.length || status.textContent) count([]);
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) interrupt();
    else if (!event.repeat) alone = true;
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    const now = Date.now();
    const times = [...presses.filter((time) => now - time < within), now];
    if (times.length > 2) goAway();
    else count(times, times.length > 1 ? onceMore : "", end);
  }, true);
  addEventListener("pointerdown", interrupt, true);
}

// A group of the menu that stands open over the page closes when somebody goes elsewhere.
const menu = document.getElementById("menu");
const closeGroups = (except) => {
  for (const group of menu.querySelectorAll("details[open]")) if (group !== except) group.open = false;
};
addEventListener("click", ({ target }) => closeGroups(target.closest("#menu details")));
addEventListener("focusin", ({ target }) => closeGroups(target.closest("#menu details")));
addEventListener("keydown", (event) => {
  const group = event.key === "Escape" && event.target.closest("#menu details[open]");
  if (!group) return;
  group.querySelector("summary").focus();
  closeGroups();
});

// What was ticked is gone when the page is left, also from the browser's memory of it.
addEventListener("pagehide", () => document.querySelectorAll("form").forEach((form) => form.reset()));

// A word opens its meaning in place, and a number its source. Both are links that lead there
// without this. They stay links: a reader view is made from the page as it stands then, and
// throws buttons away.
const card = document.getElementById("opened");

if (card?.showPopover) {
  const text = card.querySelector("p");
  const isOpen = () => card.matches(":popover-open");
  let opener;
  let again = false;
  for (const link of document.querySelectorAll("[data-opens]")) link.setAttribute("aria-haspopup", "dialog");
  // A press outside of it closes the card before the click comes: pressing the same link twice opens and closes.
  addEventListener("pointerdown", ({ target }) => {
    again = isOpen() && target.closest("[data-opens]") === opener;
  }, true);
  addEventListener("click", (event) => {
    const link = event.target.closest("[data-opens]");
    const place = link && document.getElementById(link.dataset.opens);
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (isOpen()) card.hidePopover();
    if (again) {
      again = false;
      return;
    }
    opener = link;
    text.replaceChildren(...place.cloneNode(true).childNodes);
    card.setAttribute("aria-label", link.getAttribute("aria-label") || link.textContent);
    card.showPopover({ source: link });
    card.querySelector("button").focus();
  });
}

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

// Some browsers do not open what a link leads into.
const openTarget = () => {
  const place = document.getElementById(location.hash.slice(1));
  const closed = place?.closest("details:not([open])");
  if (!closed) return;
  closed.open = true;
  place.scrollIntoView();
};
addEventListener("hashchange", openTarget);
openTarget();
addEventListener("beforeprint", () => document.querySelectorAll(".sources details, .claims__topic").forEach((part) => part.setAttribute("open", "")));

const filter = document.querySelector("[data-filter]");

if (filter) {
  const choices = [...filter.querySelectorAll("[data-filter-by]")];
  const count = filter.querySelector("[data-filter-count]");
  const entries = [...document.querySelectorAll("article[data-verdict]")];
  filter.hidden = false;
  filter.addEventListener("change", () => {
    for (const entry of entries) {
      entry.hidden = choices.some((choice) => choice.value && entry.dataset[choice.dataset.filterBy] !== choice.value);
    }
    for (const group of document.querySelectorAll(".claims__topic")) {
      group.hidden = !group.querySelector("article:not([hidden])");
      group.open = choices.some((choice) => choice.value);
    }
    const shown = entries.filter((entry) => !entry.hidden).length;
    count.textContent = count.dataset.filterCount.replace("#", shown);
  });
}
