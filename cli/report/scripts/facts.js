// The data of the page: articles, and the figures, statements and places of all of them.

const page = JSON.parse(byId("data").textContent);
const articles = page.articles;
const figures = [];
const statements = [];
const places = new Map(); // by name and code: what all articles say of it

articles.forEach((article, number) => {
  const { head, rest } = article;
  article.number = number;
  head.places = (head.places ?? []).map(sharedPlace);
  article.mentions = new Map(); // sentence -> places in it
  for (const mention of rest?.mentions ?? []) {
    const list = article.mentions.get(mention.at) ?? [];
    list.push(head.places[mention.place]);
    article.mentions.set(mention.at, list);
  }
  for (const figure of article.figures) {
    figure.article = article;
    figure.href = `#${number}-${figure.id}`;
    figure.place = figure.place == null ? null : head.places[figure.place];
    figure.number = figure.low ?? figure.high ?? 0;
    figures.push(figure);
    if (figure.place) figure.place.figures.push(figure);
  }
  for (const statement of rest?.quotes ?? []) {
    statement.article = article;
    statement.href = `#${number}-${statement.id}`;
    statements.push(statement);
  }
});

function sharedPlace(place) {
  const key = `${place.name}\n${place.code ?? ""}`;
  let shared = places.get(key);
  if (!shared) {
    shared = { key, name: place.name, code: place.code, type: place.type, figures: [], articles: 0 };
    shared.literal = shared.other = 0;
    places.set(key, shared);
  }
  if (place.lat != null) Object.assign(shared, { lat: place.lat, lon: place.lon });
  shared.type ??= place.type;
  shared.literal += place.literal ?? 0;
  shared.other += place.other ?? 0;
  shared.articles += 1;
  return shared;
}

/** The words of a figure where they say more than its number, else what is counted. */
function wordsOf({ text, unit }) {
  return /\p{L}/u.test(text.replace(/\b(about|some|roughly|over|nearly|up to|more than|fewer than|less than|below|just under|between|and|to)\b/giu, "")) ? text : (unit ?? "");
}

const plain = (number) => number.toLocaleString("en");

/** A figure's number as bounded: ≈ 2,500, > 900, 900–1,000, 1,000 + for "thousands". */
function written(figure) {
  const { low, high, qualifier } = figure;
  if (low == null && high == null) return figure.text;
  if (low != null && high != null && low !== high) return `${plain(low)}–${plain(high)}`;
  const number = plain(low ?? high);
  if (qualifier === "indefinite") return `${number} +`;
  const sign = { about: "≈", over: ">", at_least: "≥", under: "<", up_to: "≤" }[qualifier];
  return sign ? `${sign} ${number}` : number;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** 2025-09-30 -> 30 Sep 2025 */
function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

/** The time of a figure as its source has it on the calendar, else as written. */
function period({ from, to, when }) {
  if (!from && !to) return when ?? "";
  if (!from) return `until ${day(to)}`;
  if (!to) return `from ${day(from)}`;
  if (from === to) return day(from);
  const [y1, m1, d1] = from.split("-").map(Number);
  const [y2, m2, d2] = to.split("-").map(Number);
  const whole = d1 === 1 && new Date(Date.UTC(y2, m2, 0)).getUTCDate() === d2;
  if (whole && m1 === 1 && m2 === 12) return y1 === y2 ? `${y1}` : `${y1}–${y2}`;
  if (whole && y1 === y2) {
    return m1 === m2 ? `${MONTHS[m1 - 1]} ${y1}` : `${MONTHS[m1 - 1]}–${MONTHS[m2 - 1]} ${y1}`;
  }
  return `${day(from)} – ${day(to)}`;
}

/** Whose and where: "United States in Iraq" */
function whose(figure) {
  const { force, place } = figure;
  if (!force && !place) return "";
  if (!place) return force;
  return force ? `${force} in ${place.name}` : `in ${place.name}`;
}

/** How an article is called: its title, else its id without what all ids begin with. */
function titleOf({ head }) {
  if (head.title) return head.title;
  const name = head.id.slice(folder.length).replace(/\.txt$/, "");
  return head.offset ? `${name} (from ${plain(head.offset)} on)` : name;
}

const folder = sharedFolder(articles.map(({ head }) => head.id));

function sharedFolder(ids) {
  const whole = ids.reduce((a, b) => {
    let length = 0;
    while (length < a.length && a[length] === b[length]) length += 1;
    return a.slice(0, length);
  });
  return whole.slice(0, whole.lastIndexOf("/") + 1);
}

const unnamed = (fact) => fact.anonymous && element("span.unnamed", { title: "not named" }, " unnamed");
