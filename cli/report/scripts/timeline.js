// Levels by force and place over time: a panel each, all with the same time axis.

const MARGIN = { left: 48, right: 64 };
const DAY = 86400000;
const CLAIMS = 300; // drawn of one force and place, the latest
const ON_A_PAGE = 34; // lines that fit on paper
const AT_FIRST = 24; // panels drawn at first
let shownPanels = AT_FIRST;

const middle = (a, b) => new Date((a.getTime() + b.getTime()) / 2);
const dateOf = (iso) => new Date(`${iso}T00:00:00Z`);

const named = new Map(figures.map((figure) => [figure.href.slice(1), figure]));

/** When a claim holds; null where nobody says. Of an open side the other one counts. */
function timeOf({ first, last }) {
  if (!first && !last) return null;
  const [from, to] = [dateOf(first ?? last), dateOf(last ?? first)];
  return { first: from, last: to, at: middle(from, to) };
}

/** The claims on each force and place, contradictions and those with most to tell first. */
function panels() {
  const found = page.series.map(({ title, claims }) => {
    const wanted = claims
      .map((claim) => ({
        ...claim,
        time: timeOf(claim),
        all: (claim.figures ?? [])
          .map((name) => named.get(name))
          .filter((figure) => figure && isWanted(figure)),
      }))
      .filter((claim) => claim.all.length > 0 && (claim.low ?? claim.high) != null);
    for (const claim of wanted) {
      claim.figure = claim.all[0];
      claim.against = wanted.filter((other) => claim.against?.includes(other.row));
    }
    const dated = wanted
      .filter((claim) => claim.time)
      .sort((a, b) => a.time.at - b.time.at)
      .slice(-CLAIMS);
    return {
      title,
      dated,
      undated: wanted.filter((claim) => !claim.time),
      differ: dated.some(({ against }) => against.length > 0),
    };
  });
  return found
    .filter(({ dated, undated }) => dated.length + undated.length > 0)
    .sort((a, b) => b.differ - a.differ || b.dated.length - a.dated.length);
}

/** From the first to the last time, but for a few long before all others: those go to the edge. */
function timeDomain(claims) {
  const times = claims.flatMap(({ time }) => [time.first, time.last]).sort((a, b) => a - b);
  if (!times.length) return null;
  const last = times[times.length - 1];
  let at = Math.floor(times.length / 2);
  // Back from the middle, up to a gap that is longer than all that comes after it.
  while (at > 0 && times[at] - times[at - 1] <= Math.max(last - times[at], 365 * DAY)) at -= 1;
  const first = times[at];
  const room = Math.max((last - first) * 0.04, 20 * DAY);
  return { first: new Date(first - room), last: new Date(+last + room) };
}

/** chunks([1, 2, 3], 2) -> [[1, 2], [3]] */
function chunks(list, size) {
  return list.length > size
    ? [list.slice(0, size), ...chunks(list.slice(size), size)]
    : [list].filter(({ length }) => length);
}

function drawTimeline() {
  const all = panels();
  const drawn = all.filter((panel) => panel.dated.length > 1);
  const single = all
    .filter((panel) => panel.dated.length === 1)
    .sort((a, b) => a.dated[0].time.at - b.dated[0].time.at);
  const box = byId("time-panels");
  const width = widthOf(box);
  const names = width < 640 ? 0 : 216; // a column for the names, where there is room for one
  const domain = timeDomain(all.flatMap((panel) => panel.dated));
  fill(
    box,
    drawn.slice(0, shownPanels).map((panel) => drawPanel(panel, domain, width - names)),
    drawn.length > 0 && single.length > 0 && element("h3", {}, "One claim each"),
    chunks(single.slice(0, shownPanels * 2), paper ? ON_A_PAGE : Infinity).map((some) =>
      drawSingles(some, domain, width, names),
    ),
  );
  fill(byId("time-left"), leftOut(all));
  const left =
    Math.max(0, drawn.length - shownPanels) + Math.max(0, single.length - shownPanels * 2);
  const more = byId("time-more");
  more.hidden = !left;
  fill(more, `Show ${plain(left)} more`);
}

function leftOut(all) {
  const levels = figures.filter((one) => one.measure === "level" && isWanted(one));
  const drawn = new Set(
    all.flatMap(({ dated, undated }) => [...dated, ...undated].flatMap((claim) => claim.all)),
  );
  const undated = all.flatMap((panel) =>
    panel.undated.map((claim) => ({ ...claim, title: panel.title })),
  );
  const others = levels.filter((one) => !drawn.has(one)).length;
  return [
    !levels.length && element("p.aside", {}, "No levels here."),
    undated.length > 0 &&
      element(
        "p.aside",
        {},
        "No date is known of: ",
        undated
          .slice(0, 60)
          .map(({ title, number, figure }, index) => [
            index > 0 && "; ",
            element("a", { href: figure.href }, `${title} ${number}`),
          ]),
        undated.length > 60 && ` and ${plain(undated.length - 60)} more`,
        ".",
      ),
    others > 0 &&
      element(
        "p.aside",
        {},
        `${many(others, "level")} of which neither a force nor a place is said ${others === 1 ? "is" : "are"} in the table only.`,
      ),
  ];
}

function startTimeline() {
  const key = element(
    "p.key",
    {},
    [
      ["●", "held"],
      ["○", "planned or possible"],
      ["✕", "denied"],
      ["↑↓", "at least, at most"],
      ["┃", "from – to"],
      ["━", "as long as said"],
    ].map(([sign, meaning]) => element("span", {}, element("i", {}, sign), ` ${meaning}`)),
    element("span.differ", {}, "claims that differ"),
  );
  add(
    byId("time"),
    key,
    element("div", { id: "time-panels" }),
    element("button.more", {
      type: "button",
      id: "time-more",
      hidden: true,
      onclick: () => {
        shownPanels = Infinity;
        drawTimeline();
      },
    }),
    element("div", { id: "time-left" }),
  );
  follow(drawTimeline);
}
