// The data of the page: articles, and the figures, statements and places of all of them.

const page = JSON.parse(byId("data").textContent);
const articles = page.articles;
const figures = [];
const statements = [];
const places = new Map(); // by name and code: what all articles say of it

for (const article of articles) {
  const { number, head, rest } = article;
  head.named = (head.places ?? []).map(({ literal = 0, other = 0, ...place }) => ({
    place: sharedPlace(place, literal, other),
    literal,
    other,
  }));
  head.places = head.named.map(({ place }) => place);
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
    figure.size = figure.low ?? figure.high ?? 0;
    figures.push(figure);
    if (figure.place) figure.place.figures.push(figure);
  }
  for (const statement of rest?.quotes ?? []) {
    statement.article = article;
    statement.href = `#${number}-${statement.id}`;
    statements.push(statement);
  }
}

function sharedPlace(place, literal, other) {
  const key = `${place.name}\n${place.code ?? ""}`;
  let shared = places.get(key);
  if (!shared) {
    shared = {
      key,
      name: place.name,
      code: place.code,
      type: place.type,
      figures: [],
      articles: 0,
    };
    shared.literal = shared.other = 0;
    places.set(key, shared);
  }
  if (place.lat != null) Object.assign(shared, { lat: place.lat, lon: place.lon });
  shared.type ??= place.type;
  shared.literal += literal;
  shared.other += other;
  shared.articles += 1;
  return shared;
}

const plain = (number) => number.toLocaleString("en");

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
  if (!ids.length) return "";
  const whole = ids.reduce((a, b) => {
    let length = 0;
    while (length < a.length && a[length] === b[length]) length += 1;
    return a.slice(0, length);
  });
  return whole.slice(0, whole.lastIndexOf("/") + 1);
}

const unnamed = (fact) =>
  fact.anonymous && element("span.unnamed", { title: "not named" }, " unnamed");
