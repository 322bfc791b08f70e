// Levels by force and place over time: a panel each, all with the same time axis.

const MARGIN = { left: 56, right: 72 };
const DAY = 86400000;
const SCATTER = 24; // panels drawn at first
let shownPanels = SCATTER;

const middle = (a, b) => new Date((a.getTime() + b.getTime()) / 2);
const dateOf = (iso) => new Date(`${iso}T00:00:00Z`);

/** When a claim holds: its own time, else when its article was written. Null: nobody says. */
function timeOf(figure) {
  const { from, to } = figure;
  if (from || to) {
    const [first, last] = [dateOf(from ?? to), dateOf(to ?? from)];
    return { first, last, at: middle(first, last) };
  }
  const { written: day } = figure.article.head;
  if (!day || figure.when) return null; // "in the 1990s" is not when the article was written
  return { first: dateOf(day), last: dateOf(day), at: dateOf(day), ofArticle: true };
}

/** The levels of each force and place, those with contradictions and with most to tell first. */
function panelsOf(levels) {
  const groups = new Map();
  for (const figure of levels) {
    const name = whose(figure);
    if (!name) continue;
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push({ figure, time: timeOf(figure) });
  }
  const panels = [...groups].map(([name, claims]) => {
    const dated = claims.filter((claim) => claim.time).sort((a, b) => a.time.at - b.time.at);
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
      if (agree(a.figure, b.figure)) continue;
      a.against = b;
      b.against = a;
    }
  }
}

const SURE = new Set(["past", "current"]);

function agree(a, b) {
  if (!SURE.has(a.status) || !SURE.has(b.status)) return true;
  const [lowA, highA, lowB, highB] = [roomBelow(a), roomAbove(a), roomBelow(b), roomAbove(b)];
  return lowA <= highB && lowB <= highA;
}

// "About 2,500" and "2,400" are one number, told with more or less care.
const slack = (figure) => (figure.qualifier === "about" || figure.qualifier === "range" ? 0.1 : 0.05);
const roomBelow = (figure) => (figure.low == null ? 0 : figure.low * (1 - slack(figure)));
const roomAbove = (figure) => (figure.high == null ? Infinity : figure.high * (1 + slack(figure)));

/** From the first to the last time, but for a few long before the others: those go to the edge. */
function timeDomain(claims) {
  const times = claims.flatMap(({ time }) => [time.first, time.last]).sort((a, b) => a - b);
  if (!times.length) return null;
  let first = times[0];
  const last = times[times.length - 1];
  const usual = times[Math.floor(times.length * 0.12)];
  const cut = last - first > 6 * (last - usual) && last - usual > 30 * DAY;
  if (cut) first = usual;
  const room = Math.max((last - first) * 0.04, 20 * DAY);
  return { first: new Date(first - room), last: new Date(+last + room), cut };
}

function drawTimeline() {
  const levels = figures.filter((one) => one.measure === "level" && isWanted(one) && (one.low ?? one.high) != null);
  const panels = panelsOf(levels);
  const drawn = panels.filter((panel) => panel.dated.length);
  const box = byId("time-panels");
  const width = Math.max(300, Math.min(1080, box.clientWidth || 1080));
  const domain = timeDomain(drawn.flatMap((panel) => panel.dated));
  fill(box, drawn.slice(0, shownPanels).map((panel) => drawPanel(panel, domain, width)));
  fill(byId("time-left"), leftOut(levels, panels));
  const more = byId("time-more");
  more.hidden = drawn.length <= shownPanels;
  fill(more, `Show the other ${many(drawn.length - shownPanels, "panel")}`);
}

function leftOut(levels, panels) {
  const nobody = levels.filter((one) => !whose(one)).length;
  const undated = panels.flatMap((panel) => panel.undated);
  return [
    !levels.length && element("p.aside", {}, "No levels here."),
    undated.length > 0 && element("p.aside", {}, "No date is known of: ", undated.slice(0, 60).map(({ figure }, index) => [
      index > 0 && "; ", element("a", { href: figure.href }, `${whose(figure)} ${written(figure)}`)]),
      undated.length > 60 && ` and ${plain(undated.length - 60)} more`, "."),
    nobody > 0 && element("p.aside", {}, `${many(nobody, "level")} of neither a force nor a place said ${nobody === 1 ? "is" : "are"} in the table only.`),
  ];
}

function drawPanel(panel, domain, width) {
  const { name, dated, differ } = panel;
  const single = dated.length === 1;
  const height = single ? 64 : Math.min(190, 120 + dated.length * 6);
  const claims = placed(dated, domain, width);
  const top = Math.max(...claims.map(({ low, high }) => Math.max(low ?? 0, high ?? 0))) * 1.25 || 1;
  const pixel = top / (height - 34);
  const points = claims.map((claim) => ({ ...claim, ...extent(claim, pixel) }));
  const drawing = Plot.plot({
    width, height, marginLeft: MARGIN.left, marginRight: MARGIN.right, marginTop: 12, marginBottom: 22,
    ariaLabel: `${name}: levels over time`,
    style: { background: "none", color: "var(--muted)", fontSize: "11px", fontFamily: "var(--plain)", overflow: "visible" },
    x: { type: "utc", domain: [domain.first, domain.last], label: null },
    y: { domain: [0, top], label: null, ticks: single ? 1 : 3, tickSize: 0 },
    marks: [
      Plot.gridX({ ticks: width < 500 ? 4 : 8, stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.axisX({ ticks: width < 500 ? 4 : 8, tickSize: 0, fill: "var(--muted)" }),
      single ? null : Plot.axisY({ ticks: 3, tickSize: 0, fill: "var(--muted)", tickFormat: d3.format(",") }),
      Plot.ruleY([0], { stroke: "var(--rule)" }),
      ...levelMarks(points),
    ],
  });
  linkMarks(drawing, points);
  const title = element("h3", {}, name, differ && element("span.differ", {}, " claims differ"));
  return element("figure.panel", { "data-name": name }, title, drawing);
}

/** Claims where they are drawn: at their time, side by side where they share it. */
function placed(dated, domain, width) {
  const perPixel = (domain.last - domain.first) / (width - MARGIN.left - MARGIN.right);
  let before = -Infinity;
  return dated.map((claim) => {
    const { low, high } = claim.figure;
    const early = claim.time.at < domain.first;
    let x = early ? domain.first.getTime() + 6 * perPixel : claim.time.at.getTime();
    if (x < before + 16 * perPixel) x = before + 16 * perPixel;
    before = x;
    return { claim, figure: claim.figure, low, high, x: new Date(x), early, status: claim.figure.status };
  });
}

/** Where the point of a claim is, and the ends of its bar or arrow. */
function extent({ low, high, claim }, pixel) {
  const at = low != null && high != null ? (low + high) / 2 : (low ?? high);
  const arrow = low == null ? Math.max(0, high - 20 * pixel) : high == null ? low + 20 * pixel : null;
  return { y: at, arrow, colour: claim.against ? "var(--differ)" : "var(--troops)" };
}

function levelMarks(points) {
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
      stroke: "colour", strokeOpacity: 0.35, strokeWidth: 2,
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
    Plot.text(labelled(points), {
      ...xy, text: ({ figure, early }) => early ? `${written(figure)}  ◂ ${period(figure)}` : written(figure),
      dx: 9, textAnchor: "start", fill: "var(--ink)", fontSize: 12, fontWeight: 600, stroke: "var(--paper)", strokeWidth: 4,
    }),
    Plot.dot(points, {
      ...xy, r: 12, fill: "transparent", pointerEvents: "all", className: "targets",
      href: ({ figure }) => figure.href,
      ariaLabel: ({ figure }) => `${written(figure)} ${figure.status}, ${period(figure)}`,
    }),
  ];
}

/** Points with room for their number beside them; the pointer finds those of the others. */
function labelled(points) {
  const kept = [];
  const span = points.length > 1 ? points[points.length - 1].x - points[0].x : 0;
  for (const point of [...points].sort((a, b) => Boolean(b.claim.against) - Boolean(a.claim.against))) {
    const near = kept.some((other) => Math.abs(other.x - point.x) < span * 0.12 && Math.abs(other.y - point.y) < point.y * 0.12);
    if (!near) kept.push(point);
  }
  return kept;
}

/** The links over the points say what they lead to. */
function linkMarks(drawing, points) {
  for (const link of drawing.querySelectorAll("a")) {
    const circle = link.querySelector("circle");
    const point = points[d3.select(circle).datum()];
    if (point) addTip(link, () => figureTip(point.figure));
  }
}

function startTimeline() {
  const key = element("p.key", {},
    [["●", "held"], ["○", "planned or possible"], ["✕", "denied"], ["↑↓", "at least, at most"], ["┃", "from – to"], ["━", "as long as said"]].map(
      ([sign, meaning]) => element("span", {}, element("i", {}, sign), ` ${meaning}`)),
    element("span.differ", {}, "claims that differ"));
  byId("time").append(key, element("div", { id: "time-panels" }),
    element("button.more", { type: "button", id: "time-more", hidden: true, onclick: () => { shownPanels = Infinity; drawTimeline(); } }),
    element("div", { id: "time-left" }));
  follow(drawTimeline);
}
