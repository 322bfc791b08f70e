// Levels by force and place over time: a panel each, all with the same time axis.

const MARGIN = { left: 48, right: 64 };
const DAY = 86400000;
const CLAIMS = 300; // drawn of one force and place, the latest
const AT_FIRST = 24; // panels drawn at first
let shownPanels = AT_FIRST;

const middle = (a, b) => new Date((a.getTime() + b.getTime()) / 2);
const dateOf = (iso) => new Date(`${iso}T00:00:00Z`);

/** When a claim holds; null where nobody says. Of an open side the other one counts. */
function timeOf({ first, last }) {
  if (!first && !last) return null;
  const [from, to] = [dateOf(first ?? last), dateOf(last ?? first)];
  return { first: from, last: to, at: middle(from, to) };
}

/** The levels of each force and place, those with contradictions and with most to tell first. */
function panelsOf(levels) {
  const groups = new Map();
  for (const figure of levels) {
    const name = whose(figure);
    if (!name) continue;
    if (!groups.has(name)) groups.set(name, new Map());
    const time = timeOf(figure);
    const same = [figure.number, figure.status, time && [+time.first, +time.last]].join();
    const claims = groups.get(name);
    if (!claims.has(same)) claims.set(same, { figure, time, all: [] });
    claims.get(same).all.push(figure);
  }
  const panels = [...groups].map(([name, folded]) => {
    const claims = [...folded.values()];
    const dated = claims.filter((claim) => claim.time).sort((a, b) => a.time.at - b.time.at).slice(-CLAIMS);
    markContradictions(dated);
    return { name, dated, undated: claims.filter((claim) => !claim.time), differ: dated.some((claim) => claim.against) };
  });
  return panels.sort((a, b) => b.differ - a.differ || b.dated.length - a.dated.length || (a.name < b.name ? -1 : 1));
}

/** Two claims contradict each other that hold at the same time and leave no number for both. */
function markContradictions(claims) {
  for (const [index, a] of claims.entries()) {
    for (const b of claims.slice(index + 1)) {
      if (a.time.last < b.time.first || b.time.last < a.time.first) continue;
      if (agree(a.figure, b.figure) || inOneSentence(a.figure, b.figure)) continue;
      a.against = b;
      b.against = a;
    }
  }
}

// "650 from Ethiopia, 40 of them at the headquarters": who counts twice in a sentence counts parts.
const inOneSentence = (a, b) => a.article === b.article && a.at === b.at;

const SURE = new Set(["past", "current"]);

function agree(a, b) {
  if (!SURE.has(a.status) || !SURE.has(b.status)) return true;
  const [lowA, highA, lowB, highB] = [roomBelow(a), roomAbove(a), roomBelow(b), roomAbove(b)];
  return lowA <= highB && lowB <= highA;
}

// "About 2,500" and "2,400" are one number, told with more or less care.
const slack = (figure) => (figure.rough ? 0.1 : 0.05);
const roomBelow = (figure) => (figure.low == null ? 0 : figure.low * (1 - slack(figure)));
const roomAbove = (figure) => (figure.high == null ? Infinity : figure.high * (1 + slack(figure)));

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

function drawTimeline() {
  const levels = figures.filter((one) => one.measure === "level" && isWanted(one) && (one.low ?? one.high) != null);
  const panels = panelsOf(levels);
  const drawn = panels.filter((panel) => panel.dated.length > 1);
  const single = panels.filter((panel) => panel.dated.length === 1).sort((a, b) => a.dated[0].time.at - b.dated[0].time.at);
  const box = byId("time-panels");
  const width = widthOf(box);
  const names = width < 640 ? 0 : 216; // a column for the names, where there is room for one
  const domain = timeDomain(panels.flatMap((panel) => panel.dated));
  fill(box, drawn.slice(0, shownPanels).map((panel) => drawPanel(panel, domain, width - names)),
    single.length > 0 && drawSingles(single.slice(0, shownPanels * 2), domain, width, names, drawn.length > 0));
  fill(byId("time-left"), leftOut(levels, panels));
  const left = Math.max(0, drawn.length - shownPanels) + Math.max(0, single.length - shownPanels * 2);
  const more = byId("time-more");
  more.hidden = !left;
  fill(more, `Show ${plain(left)} more`);
}

function leftOut(levels, panels) {
  const nobody = levels.filter((one) => !whose(one)).length;
  const undated = panels.flatMap((panel) => panel.undated);
  return [
    !levels.length && element("p.aside", {}, "No levels here."),
    undated.length > 0 && element("p.aside", {}, "No date is known of: ", undated.slice(0, 60).map(({ figure }, index) => [
      index > 0 && "; ", element("a", { href: figure.href }, `${whose(figure)} ${figure.number}`)]),
      undated.length > 60 && ` and ${plain(undated.length - 60)} more`, "."),
    nobody > 0 && element("p.aside", {}, `${many(nobody, "level")} of neither a force nor a place said ${nobody === 1 ? "is" : "are"} in the table only.`),
  ];
}

function frame(domain, width, height, label) {
  return {
    width, height, marginLeft: MARGIN.left, marginRight: MARGIN.right, marginTop: 14, marginBottom: 30, ariaLabel: label,
    style: { background: "none", color: "var(--muted)", fontSize: "11px", fontFamily: "var(--plain)", overflow: "visible" },
    x: { type: "utc", domain: [domain.first, domain.last], label: null },
  };
}

const timeAxis = (width, anchor = "bottom") =>
  Plot.axisX({ anchor, ticks: width < 500 ? 4 : 8, tickSize: 0, fill: "var(--muted)" });
const timeGrid = (width) => Plot.gridX({ ticks: width < 500 ? 4 : 8, stroke: "var(--line)", strokeOpacity: 1 });

/** A force and place of which there are several claims. */
function drawPanel(panel, domain, width) {
  const { name, dated, differ } = panel;
  const height = Math.min(198, 124 + dated.length * 6);
  const claims = placed(dated, domain, width);
  const top = Math.max(...claims.map(({ low, high }) => Math.max(low ?? 0, high ?? 0))) * 1.25 || 1;
  const pixel = top / (height - 44);
  const points = claims.map((claim) => ({ ...claim, ...extent(claim, pixel) }));
  const perPixel = (domain.last - domain.first) / (width - MARGIN.left - MARGIN.right);
  const labels = labelled(points.map((point) => ({ point, left: (point.x - domain.first) / perPixel, top: -point.y / pixel })), width - MARGIN.left - MARGIN.right);
  const drawing = Plot.plot({
    ...frame(domain, width, height, `${name}: levels over time`),
    y: { domain: [0, top], label: null },
    marks: [
      timeGrid(width), timeAxis(width),
      Plot.axisY({ ticks: 3, tickSize: 0, fill: "var(--muted)", tickFormat: d3.format(",") }),
      Plot.ruleY([0], { stroke: "var(--rule)" }),
      ...levelMarks(points, labels),
    ],
  });
  linkMarks(drawing, points);
  const title = element("h3", {}, name, differ && element("span.differ", {}, "claims differ"));
  return element("figure.panel", { "data-name": name }, title, drawing);
}

/** Forces and places with one claim each: a line each, the number beside its time. */
function drawSingles(panels, domain, width, names, others) {
  const row = names ? 24 : 40;
  const rows = panels.map(({ name, dated }) => ({ name, ...placed(dated, domain, width - names)[0] }));
  const points = rows.map((claim) => {
    const { low, high } = claim;
    return { ...claim, y: claim.name, low: null, high: null, side: low == null ? "↓" : high == null ? "↑" : "", colour: "var(--troops)" };
  });
  const room = width - names - MARGIN.left - MARGIN.right;
  const perPixel = (domain.last - domain.first) / room;
  const labels = labelled(points.map((point, index) => ({ point, left: (point.x - domain.first) / perPixel, top: index * row })), room);
  const drawing = Plot.plot({
    ...frame(domain, width, row * rows.length + (rows.length > 8 ? 60 : 36), "Levels of which there is one claim"),
    marginLeft: names + MARGIN.left, marginTop: rows.length > 8 ? 30 : 6,
    y: { type: "band", domain: rows.map(({ name }) => name), axis: null, padding: 0 },
    marks: [
      timeGrid(width), timeAxis(width), rows.length > 8 ? timeAxis(width, "top") : null,
      Plot.text(rows, { y: "name", text: "name", frameAnchor: "left", textAnchor: "start", dx: -names - MARGIN.left, dy: names ? 0 : -13, fill: "var(--ink)", fontSize: names ? 13 : 12 }),
      ...levelMarks(points, labels),
    ],
  });
  linkMarks(drawing, points);
  return element("figure.singles", {}, others && element("h3", {}, "One claim each"), drawing);
}

/** Claims where they are drawn: at their time; a few that share it side by side. */
function placed(dated, domain, width) {
  const perPixel = (domain.last - domain.first) / (width - MARGIN.left - MARGIN.right);
  let before = -Infinity;
  let moved = 0;
  return dated.map((claim) => {
    const { low, high, status } = claim.figure;
    const early = claim.time.at < domain.first;
    let x = early ? domain.first.getTime() + 6 * perPixel : claim.time.at.getTime();
    moved = x < before + 16 * perPixel && moved < 4 ? moved + 1 : 0;
    if (moved) x = before + 16 * perPixel;
    before = x;
    return { claim, figure: claim.figure, low, high, x: new Date(x), early, status };
  });
}

/** Where the point of a claim is, and the ends of its bar or arrow. */
function extent({ low, high, claim }, pixel) {
  const at = low != null && high != null ? (low + high) / 2 : (low ?? high);
  const arrow = low == null ? Math.max(0, high - 20 * pixel) : high == null ? low + 20 * pixel : null;
  return { y: at, arrow, colour: claim.against ? "var(--differ)" : "var(--troops)" };
}

function levelMarks(points, labels) {
  const hollow = ({ status }) => status === "planned" || status === "possible";
  const xy = { x: "x", y: "y" };
  const lasting = points.filter(({ claim, early }) => !early && claim.time.last - claim.time.first > 10 * DAY);
  const pairs = points.flatMap((a) => {
    const b = points.find((other) => other.claim === a.claim.against);
    return b && a.x < b.x ? [{ x1: a.x, y1: a.y, x2: b.x, y2: b.y }] : [];
  });
  return [
    Plot.link(pairs, { x1: "x1", y1: "y1", x2: "x2", y2: "y2", stroke: "var(--differ)", strokeWidth: 1, strokeDasharray: "2,3" }),
    Plot.link(lasting, {
      x1: ({ claim }) => claim.time.first, x2: ({ claim }) => claim.time.last, y1: "y", y2: "y",
      stroke: "colour", strokeOpacity: 0.35, strokeWidth: 2, clip: true,
    }),
    Plot.ruleX(points.filter(({ low, high }) => low != null && high != null && low < high), {
      x: "x", y1: "low", y2: "high", stroke: "colour", strokeWidth: 5, strokeOpacity: 0.45,
    }),
    Plot.arrow(points.filter(({ arrow }) => arrow != null), {
      x1: "x", x2: "x", y1: "y", y2: "arrow", stroke: "colour", strokeWidth: 1.8, headLength: 7, headAngle: 70, insetStart: 4,
    }),
    Plot.dot(points.filter((point) => !hollow(point) && point.status !== "denied"), { ...xy, r: 4.5, fill: "colour", stroke: "var(--paper)", strokeWidth: 1.5 }),
    Plot.dot(points.filter(hollow), { ...xy, r: 4.5, fill: "var(--paper)", stroke: "colour", strokeWidth: 2 }),
    Plot.dot(points.filter(({ status }) => status === "denied"), { ...xy, r: 5, symbol: "times", stroke: "colour", strokeWidth: 2.2 }),
    ...[["right", "start", 9, 0], ["left", "end", -9, 0], ["above", "middle", 0, -14]].map(([side, textAnchor, dx, dy]) =>
      Plot.text(labels.filter((label) => label.side === side).map(({ point }) => point), {
        ...xy, text: labelOf, dx, dy, textAnchor, fill: "var(--ink)", fontSize: 12, fontWeight: 600, stroke: "var(--paper)", strokeWidth: 4,
      })),
    Plot.dot(points, {
      ...xy, r: 12, fill: "transparent", pointerEvents: "all", className: "targets",
      href: ({ figure }) => figure.href,
      ariaLabel: ({ figure }) => `${whose(figure)}: ${figure.number}, ${figure.status}, ${figure.when}`,
    }),
  ];
}

function labelOf({ claim, figure, early, side }) {
  return [figure.number, side, claim.all.length > 1 && `×${claim.all.length}`, early && `◂ ${figure.when ?? d3.utcFormat("%Y")(claim.time.at)}`].filter(Boolean).join(" ");
}

/** Points with room for their number on one side of them, those that differ first; the others tell
    theirs to the pointer. Places are in pixels. */
function labelled(points, room) {
  const taken = points.map(({ left, top }) => [left - 7, top - 7, left + 7, top + 7]);
  const first = [...points].sort((a, b) => Boolean(b.point.claim.against) - Boolean(a.point.claim.against));
  return first.map(({ point, left, top }) => {
    const width = 7 * labelOf(point).length;
    const sides = {
      right: [left + 8, top - 7, left + 10 + width, top + 7],
      left: [left - 10 - width, top - 7, left - 8, top + 7],
      above: [left - width / 2, top - 21, left + width / 2, top - 8],
    };
    const side = Object.keys(sides).find((name) => sides[name][0] > -MARGIN.left && sides[name][2] < room + MARGIN.right
      && !taken.some((other) => overlap(sides[name], other)));
    if (side) taken.push(sides[side]);
    return { point, side };
  });
}

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function alsoSay([, ...others]) {
  if (!others.length) return null;
  const names = [...new Set(others.map(({ article }) => titleOf(article)))];
  return element("p.tip-foot", {}, `The same in ${names.slice(0, 4).join(", ")}${names.length > 4 ? ` and ${plain(names.length - 4)} more` : ""}.`);
}

/** The links over the points say what they lead to. */
function linkMarks(drawing, points) {
  for (const link of drawing.querySelectorAll("a")) {
    const circle = link.querySelector("circle");
    const point = points[d3.select(circle).datum()];
    if (point) addTip(link, () => [figureTip(point.figure), alsoSay(point.claim.all)]);
  }
}

function startTimeline() {
  const key = element("p.key", {},
    [["●", "held"], ["○", "planned or possible"], ["✕", "denied"], ["↑↓", "at least, at most"], ["┃", "from – to"], ["━", "as long as said"]].map(
      ([sign, meaning]) => element("span", {}, element("i", {}, sign), ` ${meaning}`)),
    element("span.differ", {}, "claims that differ"));
  add(byId("time"), key, element("div", { id: "time-panels" }),
    element("button.more", { type: "button", id: "time-more", hidden: true, onclick: () => { shownPanels = Infinity; drawTimeline(); } }),
    element("div", { id: "time-left" }));
  follow(drawTimeline);
}
