// Who says: those who are named, those who are not, each with what they said.

const SPEAKERS = 30;
const QUOTES = 50;
let shownSpeakers = SPEAKERS;

/** Speakers by what they are called, those with most statements first. */
function speakersOf(list) {
  const found = new Map();
  for (const statement of list) {
    const name = statement.speaker;
    if (!name) continue;
    const key = `${name}\n${statement.anonymous}`;
    if (!found.has(key))
      found.set(key, { name, anonymous: statement.anonymous, affiliations: new Set(), said: [] });
    const speaker = found.get(key);
    speaker.said.push(statement);
    if (hasAffiliation(statement)) speaker.affiliations.add(statement.affiliation);
  }
  return [...found.values()].sort(
    (a, b) => b.said.length - a.said.length || (a.name < b.name ? -1 : 1),
  );
}

function drawSpeakers() {
  const wanted = statements.filter(isWantedStatement);
  const speakers = speakersOf(wanted);
  const most = Math.max(1, ...speakers.map(({ said }) => said.length));
  const open = wanted.length <= 12;
  const column = (title, list) =>
    element(
      "div.speakers",
      {},
      element("h3", {}, title, element("span.count", {}, ` ${plain(list.length)}`)),
      list.slice(0, shownSpeakers).map((speaker) => speakerRow(speaker, most, open)),
      !list.length && element("p.aside", {}, "None."),
    );
  fill(
    byId("speakers-box"),
    column(
      "Named",
      speakers.filter((one) => !one.anonymous),
    ),
    column(
      "Not named",
      speakers.filter((one) => one.anonymous),
    ),
  );
  const more = byId("speakers-more");
  more.hidden = speakers.length <= shownSpeakers;
  const nobody = wanted.filter((one) => !one.speaker).length;
  fill(byId("speakers-left"), nobody ? `${many(nobody, "statement")} credited to nobody.` : "");
}

function speakerRow({ name, affiliations, said }, most, open) {
  const bar = element("i.bar", { "aria-hidden": "true" });
  bar.style.width = `${(said.length / most) * 100}%`;
  const row = element(
    "details.speaker",
    { open },
    element(
      "summary",
      {},
      element(
        "span",
        {},
        element("b", {}, name),
        affiliations.size > 0 &&
          element("span.affiliation", {}, ` ${[...affiliations].join(", ")}`),
      ),
      element("span.count", {}, plain(said.length)),
      element("span.track", {}, bar),
    ),
  );
  const drawQuotes = () =>
    add(
      row,
      element("ul", {}, said.slice(0, QUOTES).map(quoteItem)),
      said.length > QUOTES && element("p.aside", {}, `and ${plain(said.length - QUOTES)} more`),
    );
  if (open) drawQuotes();
  else row.addEventListener("toggle", drawQuotes, { once: true });
  return row;
}

function quoteItem(statement) {
  const { style, quote } = statement;
  const said = style === "direct" ? `“${quote}”` : quote;
  return element(
    "li",
    {},
    element(`a.said.${style}`, { href: statement.href }, said),
    element("span.source", {}, ` ${titleOf(statement.article)}`),
  );
}

function startSpeakers() {
  add(
    byId("speakers"),
    element("div", { id: "speakers-box" }),
    element("p.aside", { id: "speakers-left" }),
    element(
      "button.more",
      {
        type: "button",
        id: "speakers-more",
        hidden: true,
        onclick: () => {
          shownSpeakers = Infinity;
          drawSpeakers();
        },
      },
      "Show all speakers",
    ),
  );
  follow(drawSpeakers);
}
