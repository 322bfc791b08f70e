// What is looked at: words, force, place, measure, status, source. Everything on the page follows.

const filter = { words: "", force: "", place: "", measure: "", status: "", source: "" };
const followers = [];

/** Draw again whenever the filter changes. */
function follow(draw) {
  followers.push(draw);
}

function setFilter(changes) {
  Object.assign(filter, changes);
  for (const control of document.querySelectorAll("[data-filter]")) {
    if (document.activeElement !== control) control.value = filter[control.dataset.filter];
  }
  byId("clear").hidden = !isFiltered();
  followers.forEach((draw) => draw());
  const found = figures.filter(isWanted).length;
  tell(`${many(found, "figure")} of ${plain(figures.length)}`);
}

const isFiltered = () => Object.values(filter).some(Boolean);

/** Whether a figure stands in a sentence that names the place, or is said to be there. */
function isAt(fact, key) {
  if (fact.place?.key === key) return true;
  return (fact.article.mentions.get(fact.at) ?? []).some((place) => place.key === key);
}

function isWanted(figure) {
  const { words, force, place, measure, status, source } = filter;
  return (
    (!force || figure.force === force) &&
    (!measure || figure.measure === measure) &&
    (!status || figure.status === status) &&
    (!source || figure.source === source) &&
    (!place || isAt(figure, place)) &&
    (!words || hasWords(figure, words))
  );
}

/** Forces, measures and states are of figures; a statement answers to words, place and source. */
function isWantedStatement(statement) {
  const { words, place, source } = filter;
  return (
    (!source || statement.speaker === source) &&
    (!place || isAt(statement, place)) &&
    (!words || hasAll(`${statement.quote} ${statement.speaker} ${statement.affiliation}`, words))
  );
}

function hasWords(figure, words) {
  figure.searched ??= [
    figure.sentence,
    figure.force,
    figure.place?.name,
    figure.source,
    figure.measure,
    figure.status,
    titleOf(figure.article),
    figure.number,
    figure.when,
  ]
    .join(" ")
    .toLowerCase();
  return hasAll(figure.searched, words);
}

const hasAll = (text, words) =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));

/** An article is wanted for one of its facts, or where nothing is asked for. */
function isWantedArticle(article) {
  if (!isFiltered()) return true;
  const { force, measure, status, place, words, source } = filter;
  if (article.figures.some(isWanted)) return true;
  if (force || measure || status) return false;
  if ((article.rest?.quotes ?? []).some(isWantedStatement)) return true;
  if (source) return false;
  if (place && !article.head.places.some((one) => one.key === place)) return false;
  return !words || hasAll(`${article.head.title} ${article.head.id}`, words);
}

function counted(list, nameOf) {
  const counts = new Map();
  for (const one of list) {
    const name = nameOf(one);
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function choice(name, label, options) {
  const select = element(
    "select",
    { "data-filter": name, "aria-label": label },
    element("option", { value: "" }, label),
    options.map(([value, text]) => element("option", { value }, text)),
  );
  select.addEventListener("change", () => setFilter({ [name]: select.value }));
  return select;
}

function drawBar() {
  const words = element("input", {
    type: "search",
    "data-filter": "words",
    placeholder: "Filter",
    "aria-label": "Words to look for",
    "aria-keyshortcuts": "/",
  });
  let waiting = 0;
  words.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => setFilter({ words: words.value.trim() }), 120);
  });
  const simple = (list) => list.map(([name, count]) => [name, `${name} (${plain(count)})`]);
  const named = new Map([...places.values()].map((place) => [place.key, place]));
  const choices = [
    choice("force", "any force", simple(counted(figures, (one) => one.force))),
    choice(
      "place",
      "any place",
      counted(figures, (one) => one.place?.key).map(([key, count]) => [
        key,
        `${named.get(key).name} (${plain(count)})`,
      ]),
    ),
    choice("measure", "any measure", simple(counted(figures, (one) => one.measure))),
    choice("status", "any status", simple(counted(figures, (one) => one.status))),
    choice(
      "source",
      "any source",
      simple(
        counted(
          [...figures.map((one) => one.source), ...statements.map((one) => one.speaker)],
          (one) => one,
        ),
      ),
    ),
  ];
  const clear = element(
    "button",
    {
      type: "button",
      id: "clear",
      hidden: true,
      onclick: () =>
        setFilter({ words: "", force: "", place: "", measure: "", status: "", source: "" }),
    },
    "Clear",
  );
  fill(
    byId("bar"),
    element(
      "div.sections",
      {},
      [...document.querySelectorAll("main > section:not([hidden])")].map((section) =>
        element("a", { href: `#${section.id}` }, section.querySelector("h2").textContent),
      ),
    ),
    element("div.filters", {}, words, choices, clear),
  );
}

/** A place the filter may name though no figure lies there: it is chosen on the map. */
function choosePlace(place) {
  const select = document.querySelector("[data-filter=place]");
  if (![...select.options].some((option) => option.value === place.key)) {
    select.append(element("option", { value: place.key }, place.name));
  }
  setFilter({ place: filter.place === place.key ? "" : place.key });
}
