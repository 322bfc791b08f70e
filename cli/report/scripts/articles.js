// The articles: their text with all facts marked, and the records beside the paragraph they are in.

const AT_ONCE = 20; // articles opened at once
const LISTED = 100;
const KINDS = { t: "troops", q: "quote", d: "date", l: "location" };
let listed = LISTED;

function drawArticles() {
  const wanted = articles.filter(isWantedArticle);
  fill(byId("articles-box"), wanted.slice(0, listed).map(boxOf));
  const more = byId("articles-more");
  more.hidden = wanted.length <= listed;
  fill(
    more,
    `List ${Math.min(LISTED, wanted.length - listed)} more of ${plain(wanted.length - listed)}`,
  );
  fill(
    byId("articles-count"),
    isFiltered()
      ? `${plain(wanted.length)} of ${many(articles.length, "article")}`
      : many(articles.length, "article"),
  );
}

/** An article's element, made once: what is open stays open. */
function boxOf(article) {
  if (article.box) return article.box;
  const { head, figures: own, rest } = article;
  const [, quotes] = head.counts ?? [0, 0];
  const box = element(
    "details.article",
    { id: `article-${article.number}` },
    element(
      "summary",
      {},
      element("span.title", {}, titleOf(article)),
      element(
        "span.about",
        {},
        [
          head.written ? `${head.day} (${head.origin})` : "date not known",
          many(own.length, "figure"),
          many(quotes ?? 0, "quote"),
        ].join(" · "),
      ),
    ),
  );
  article.box = box;
  box.addEventListener("toggle", () => {
    if (box.open) drawText(article);
  });
  if (articles.length <= AT_ONCE) {
    box.open = true;
    drawText(article);
  }
  return box;
}

function drawText(article) {
  if (article.drawn) return;
  article.drawn = true;
  const { head, rest } = article;
  const content = element(rest?.paragraphs?.length > 200 ? "div.text.long" : "div.text");
  if (head.title && head.title !== head.id) add(content, element("p.id", {}, head.id));
  if (head.url)
    add(
      content,
      element("p.id", {}, element("a", { href: head.url, rel: "noreferrer noopener" }, head.url)),
    );
  if (rest?.paragraphs) {
    const facts = factsOf(article);
    const seen = new Set();
    for (const nodes of rest.paragraphs) add(content, paragraph(article, nodes, facts, seen));
  } else {
    add(
      content,
      element(
        "p.aside",
        {},
        "The text is not on this page",
        head.file && [": ", element("a", { href: fileOf(head.file) }, head.file)],
        ".",
      ),
      article.figures.map((figure) => excerpt(article, "troops", figure, figure.sentence)),
      (rest?.quotes ?? []).map((quote) => excerpt(article, "quote", quote, quote.quote)),
    );
  }
  article.box.append(content);
}

/** A fact of an article whose text is not here: its sentence, and its record. */
function excerpt(article, kind, fact, text) {
  const id = `${article.number}-${fact.id}`;
  return element(
    "div.row",
    {},
    element(
      "p",
      { dir: "auto" },
      element(`mark.${kind}`, { id, "data-fact": fact.id, tabindex: "-1" }, text),
    ),
    element("div.cards", {}, card(kind, fact)),
  );
}

/** Where a file is from here. */
function fileOf(path) {
  const parts = path.split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/")
    ? parts
    : (page.making.folder ?? "").split("/").map(encodeURIComponent).join("/") + parts;
}

function factsOf(article) {
  const { figures: own, rest } = article;
  const all = [...own, ...(rest.quotes ?? []), ...(rest.dates ?? []), ...(rest.mentions ?? [])];
  return new Map(all.map((fact) => [fact.id, fact]));
}

/** A paragraph beside its records; each fact has its record where it begins. */
function paragraph(article, nodes, facts, seen) {
  const text = element("p", { dir: "auto" });
  const begun = [];
  for (const node of nodes) text.append(drawn(node));
  const cards = begun
    .filter((id) => facts.has(id))
    .map((id) => ({ kind: KINDS[id[0]], fact: facts.get(id) }));
  return element(
    "div.row",
    {},
    text,
    cards.length > 0 && element("div.cards", {}, cardsOf(cards, article)),
  );

  function drawn(node) {
    if (typeof node === "string") return node;
    const [id, ...inner] = node;
    const mark = element(`mark.${KINDS[id[0]]}`, { "data-fact": id, tabindex: "-1" });
    if (!seen.has(id)) {
      seen.add(id);
      begun.push(id);
      mark.id = `${article.number}-${id}`;
      const fact = facts.get(id);
      if (fact) mark.title = summary(KINDS[id[0]], fact, article);
    }
    mark.append(...inner.map(drawn));
    return mark;
  }
}

/** A fact in a line. */
function summary(kind, fact, article) {
  if (kind === "troops") {
    return [fact.number, fact.measure, fact.status, whose(fact), fact.when, fact.source]
      .filter(Boolean)
      .join(" · ");
  }
  if (kind === "quote")
    return `${fact.speaker ?? "nobody credited"}${fact.anonymous ? " (not named)" : ""} · ${fact.style}`;
  if (kind === "date") return fact.value;
  const place = placeOf(fact, article);
  return [place.name, place.type, place.code, fact.use ?? "literal"].filter(Boolean).join(" · ");
}

const placeOf = (mention, article) => article.head.places[mention.place];

/** Records of a paragraph: figures and quotes each, dates and places on a line. */
function cardsOf(cards, article) {
  const of = (kind) => cards.filter((one) => one.kind === kind).map((one) => one.fact);
  const dates = of("date").map((fact) =>
    fact.text === fact.value ? fact.text : `${fact.text} → ${fact.value}`,
  );
  const named = of("location").map((fact) => {
    const place = placeOf(fact, article);
    return place.code ? `${place.name} ${place.code}` : place.name;
  });
  return [
    of("troops").map((fact) => card("troops", fact)),
    of("quote").map((fact) => card("quote", fact)),
    dates.length > 0 && element("p.card.date", {}, [...new Set(dates)].join(" · ")),
    named.length > 0 && element("p.card.location", {}, [...new Set(named)].join(" · ")),
  ];
}

function card(kind, fact) {
  if (kind === "quote") {
    return element(
      "p.card.quote",
      { "data-card": fact.id },
      element("b", {}, fact.speaker ?? "credited to nobody"),
      unnamed(fact),
      hasAffiliation(fact) && `, ${fact.affiliation}`,
      ` ${fact.cue ?? ""}`,
    );
  }
  const told = [whose(fact), fact.when, fact.source && `according to ${fact.source}`]
    .filter(Boolean)
    .join(", ");
  return element(
    "p.card.troops",
    { "data-card": fact.id },
    element("b", {}, fact.number),
    ` ${(fact.words ?? "").replace(/^.*\d[\d.,]*(-strong)?\s*/, "")}`,
    element("span.state", {}, ` ${fact.measure}, ${fact.status}`),
    told && ` ${told}`,
    fact.source && unnamed(fact),
  );
}

/** Whether the affiliation says more than the speaker: "a ministry spokesman" has it. */
const hasAffiliation = ({ speaker, affiliation }) =>
  affiliation && !speaker?.toLowerCase().includes(affiliation.toLowerCase());

/** Go to a fact: #3-t478 */
function goTo(hash) {
  const match = /^#(\d+)-([tqdl]\d+\+*)$/.exec(hash);
  const article = match && articles.find(({ number }) => number === Number(match[1]));
  if (!article) return false;
  const box = boxOf(article);
  if (!box.isConnected) byId("articles-box").append(box);
  box.open = true;
  drawText(article);
  const mark = byId(hash.slice(1));
  if (mark) choose(mark);
  else box.scrollIntoView();
  return Boolean(mark);
}

let current = null;

/** Make a mark the current one: it is seen, focused, and told. */
function choose(mark) {
  for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
  current = mark;
  const { fact } = mark.dataset;
  const box = mark.closest(".article");
  for (const part of box.querySelectorAll(`[data-fact="${fact}"], [data-card="${fact}"]`))
    part.classList.add("current");
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center", behavior: "instant" });
  tell(`${mark.textContent}: ${mark.title}`);
}

/** The next fact of a kind that is shown, across the articles that are open. */
function step(by) {
  const marks = [...document.querySelectorAll(".article[open] mark[id]")].filter(
    (mark) => mark.offsetParent && !isHidden(mark),
  );
  if (!marks.length) return;
  const at = marks.indexOf(current);
  choose(marks[at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length]);
}

const isHidden = (mark) =>
  Object.values(KINDS).some(
    (kind) =>
      mark.classList.contains(kind) && byId("articles-box").classList.contains(`no-${kind}`),
  );

function startArticles() {
  const box = element("div", { id: "articles-box" });
  const names = { troops: "troops", quote: "quotes", date: "dates", location: "places" };
  add(
    byId("articles"),
    element(
      "p.aside",
      {},
      element("span", { id: "articles-count" }),
      " ",
      page.making.kinds.map((kind) => {
        const button = toggle(element(`mark.${kind}`, {}, names[kind]), true, (on) =>
          box.classList.toggle(`no-${kind}`, !on),
        );
        button.classList.add("kind");
        return button;
      }),
      element("span.hint", {}, " j and k go from fact to fact"),
    ),
    box,
    element("button.more", {
      type: "button",
      id: "articles-more",
      hidden: true,
      onclick: () => {
        listed += LISTED;
        drawArticles();
      },
    }),
  );
  box.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-fact]");
    if (mark && !String(getSelection())) choose(mark);
  });
  addEventListener("hashchange", () => goTo(location.hash));
  follow(drawArticles);
}
