// How claims are drawn: points, bars from low to high, arrows where a bound is open.

function frame(domain, width, height, label) {
  return {
    width,
    height,
    marginLeft: MARGIN.left,
    marginRight: MARGIN.right,
    marginTop: 14,
    marginBottom: 30,
    ariaLabel: label,
    style: {
      background: "none",
      color: "var(--muted)",
      fontSize: "11px",
      fontFamily: "var(--plain)",
      overflow: "visible",
    },
    x: { type: "utc", domain: [domain.first, domain.last], label: null },
  };
}

const timeAxis = (width, anchor = "bottom") =>
  Plot.axisX({ anchor, ticks: width < 500 ? 4 : 8, tickSize: 0, fill: "var(--muted)" });
const timeGrid = (width) =>
  Plot.gridX({ ticks: width < 500 ? 4 : 8, stroke: "var(--line)", strokeOpacity: 1 });

/** A force and place of which there are several claims. */
function drawPanel(panel, domain, width) {
  const { title: name, dated, differ } = panel;
  const height = Math.min(198, 124 + dated.length * 6);
  const top = Math.max(...dated.map(({ low, high }) => Math.max(low ?? 0, high ?? 0))) * 1.25 || 1;
  const unit = top / (height - 44);
  const points = placed(dated, domain, width, unit).map((claim) => ({
    ...claim,
    ...extent(claim, unit),
  }));
  const perPixel = (domain.last - domain.first) / (width - MARGIN.left - MARGIN.right);
  const labels = labelled(
    points.map((point) => ({
      point,
      left: (point.x - domain.first) / perPixel,
      top: -point.y / unit,
    })),
    width - MARGIN.left - MARGIN.right,
  );
  const drawing = Plot.plot({
    ...frame(domain, width, height, `${name}: levels over time`),
    y: { domain: [0, top], label: null },
    marks: [
      timeGrid(width),
      timeAxis(width),
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
function drawSingles(panels, domain, width, names) {
  const row = names ? 24 : 40;
  const rows = panels.map(({ title, dated }) => ({
    name: title,
    ...placed(dated, domain, width - names, 1)[0],
  }));
  const points = rows.map((claim) => {
    const { low, high } = claim;
    return {
      ...claim,
      y: claim.name,
      low: null,
      high: null,
      side: low == null ? "↓" : high == null ? "↑" : "",
      colour: "var(--troops)",
    };
  });
  const room = width - names - MARGIN.left - MARGIN.right;
  const perPixel = (domain.last - domain.first) / room;
  const labels = labelled(
    points.map((point, index) => ({
      point,
      left: (point.x - domain.first) / perPixel,
      top: index * row,
    })),
    room,
  );
  const drawing = Plot.plot({
    ...frame(
      domain,
      width,
      row * rows.length + (rows.length > 8 ? 60 : 36),
      "Levels of which there is one claim",
    ),
    marginLeft: names + MARGIN.left,
    marginTop: rows.length > 8 ? 30 : 6,
    y: { type: "band", domain: rows.map(({ name }) => name), axis: null, padding: 0 },
    marks: [
      timeGrid(width),
      timeAxis(width),
      rows.length > 8 ? timeAxis(width, "top") : null,
      Plot.text(rows, {
        y: "name",
        text: "name",
        frameAnchor: "left",
        textAnchor: "start",
        dx: -names - MARGIN.left,
        dy: names ? 0 : -13,
        fill: "var(--ink)",
        fontSize: names ? 13 : 12,
      }),
      ...levelMarks(points, labels),
    ],
  });
  linkMarks(drawing, points);
  return element("figure.singles", {}, drawing);
}

/** Claims where they are drawn: at their time; side by side where one would lie on another that
    shares it, or where they contradict each other. `unit`: what a pixel is worth. */
function placed(dated, domain, width, unit) {
  const perPixel = (domain.last - domain.first) / (width - MARGIN.left - MARGIN.right);
  const drawn = [];
  for (const claim of dated) {
    const { low, high, status } = claim;
    const early = claim.time.at < domain.first;
    const y = middleOf(claim);
    let x = early ? domain.first.getTime() + 6 * perPixel : claim.time.at.getTime();
    const inTheWay = (other) =>
      Math.abs(other.x - x) < 15 * perPixel &&
      (Math.abs(other.y - y) < 14 * unit || claim.against.includes(other.claim));
    for (let moved = 0; moved < 5 && drawn.some(inTheWay); moved += 1) x += 16 * perPixel;
    drawn.push({ claim, figure: claim.figure, low, high, x: new Date(x), y, early, status });
  }
  return drawn;
}

/** The height at which a claim is pointed at. */
const middleOf = ({ low, high }) =>
  low != null && high != null ? (low + high) / 2 : (low ?? high);

/** The end of its arrow where a claim is open, and its colour. */
function extent({ low, high, claim }, unit) {
  const arrow = low == null ? Math.max(0, high - 20 * unit) : high == null ? low + 20 * unit : null;
  const bar = low != null && high != null && high - low > 8 * unit;
  return { arrow, bar, colour: claim.against.length > 0 ? "var(--differ)" : "var(--troops)" };
}

/** A range that is high enough to be a bar. */
const isRange = ({ bar }) => bar;

function levelMarks(points, labels) {
  const hollow = ({ status }) => status === "planned" || status === "possible";
  const xy = { x: "x", y: "y" };
  const lasting = points.filter(
    ({ claim, early }) => !early && claim.time.last - claim.time.first > 10 * DAY,
  );
  const pairs = points.flatMap((a) => {
    const others = points.filter((other) => a.claim.against.includes(other.claim) && a.x < other.x);
    return others.map((b) => ({ x1: a.x, y1: a.y, x2: b.x, y2: b.y }));
  });
  return [
    Plot.link(pairs, {
      x1: "x1",
      y1: "y1",
      x2: "x2",
      y2: "y2",
      stroke: "var(--differ)",
      strokeWidth: 1,
      strokeDasharray: "2,3",
    }),
    Plot.link(lasting, {
      x1: ({ claim }) => claim.time.first,
      x2: ({ claim }) => claim.time.last,
      y1: "y",
      y2: "y",
      stroke: "colour",
      strokeOpacity: 0.35,
      strokeWidth: 2,
      clip: true,
    }),
    Plot.ruleX(points.filter(isRange), {
      x: "x",
      y1: "low",
      y2: "high",
      stroke: "colour",
      strokeWidth: 8,
    }),
    Plot.ruleX(
      points.filter((point) => isRange(point) && hollow(point)),
      {
        x: "x",
        y1: "low",
        y2: "high",
        stroke: "var(--paper)",
        strokeWidth: 4,
        insetTop: 2,
        insetBottom: 2,
      },
    ),
    Plot.arrow(
      points.filter(({ arrow }) => arrow != null),
      {
        x1: "x",
        x2: "x",
        y1: "y",
        y2: "arrow",
        stroke: "colour",
        strokeWidth: 1.8,
        headLength: 7,
        headAngle: 70,
        insetStart: 4,
      },
    ),
    Plot.dot(
      points.filter((point) => !isRange(point) && !hollow(point) && point.status !== "denied"),
      { ...xy, r: 4.5, fill: "colour", stroke: "var(--paper)", strokeWidth: 1.5 },
    ),
    Plot.dot(
      points.filter((point) => hollow(point) && !isRange(point)),
      { ...xy, r: 4.5, fill: "var(--paper)", stroke: "colour", strokeWidth: 2 },
    ),
    Plot.dot(
      points.filter(({ status }) => status === "denied"),
      { ...xy, r: 5, symbol: "times", stroke: "colour", strokeWidth: 2.2 },
    ),
    ...[
      ["right", "start", 9, 0],
      ["left", "end", -9, 0],
      ["above", "middle", 0, -14],
    ].map(([side, textAnchor, dx, dy]) =>
      Plot.text(
        labels.filter((label) => label.side === side).map(({ point }) => point),
        {
          ...xy,
          text: labelOf,
          dx,
          dy,
          textAnchor,
          fill: "var(--ink)",
          fontSize: 12,
          fontWeight: 600,
          stroke: "var(--paper)",
          strokeWidth: 4,
        },
      ),
    ),
    Plot.dot(points, {
      ...xy,
      r: 12,
      fill: "transparent",
      pointerEvents: "all",
      className: "targets",
      href: ({ figure }) => figure.href,
      ariaLabel: ({ claim, figure }) =>
        [claim.number, claim.place, claim.status, figure.when].filter(Boolean).join(", "),
    }),
  ];
}

function labelOf({ claim, figure, early, side }) {
  const who = claim.against.length > 0 && (figure.source ?? titleOf(figure.article));
  return [
    claim.number,
    claim.place,
    who && `(${who})`,
    side,
    claim.all.length > 1 && `×${claim.all.length}`,
    early && `◂ ${figure.when ?? d3.utcFormat("%Y")(claim.time.at)}`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Points with room for their number on one side of them, those that differ first; the others tell
    theirs to the pointer. Places are in pixels. */
function labelled(points, room) {
  const taken = points.map(({ left, top }) => [left - 7, top - 7, left + 7, top + 7]);
  const first = [...points].sort(
    (a, b) => b.point.claim.against.length - a.point.claim.against.length,
  );
  return first.map(({ point, left, top }) => {
    const width = 7 * labelOf(point).length;
    const sides = {
      right: [left + 8, top - 7, left + 10 + width, top + 7],
      left: [left - 10 - width, top - 7, left - 8, top + 7],
      above: [left - width / 2, top - 21, left + width / 2, top - 8],
    };
    const side = Object.keys(sides).find(
      (name) =>
        sides[name][0] > -MARGIN.left &&
        sides[name][2] < room + MARGIN.right &&
        !taken.some((other) => overlap(sides[name], other)),
    );
    if (side) taken.push(sides[side]);
    return { point, side };
  });
}

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function alsoSay([, ...others]) {
  if (!others.length) return null;
  const names = [...new Set(others.map(({ article }) => titleOf(article)))];
  return element(
    "p.tip-foot",
    {},
    `The same in ${names.slice(0, 4).join(", ")}${names.length > 4 ? ` and ${plain(names.length - 4)} more` : ""}.`,
  );
}

/** What the sentence itself does not say. */
const implied = (claim) =>
  claim.implied?.length > 0 &&
  element("p.tip-foot", {}, `The ${claim.implied.join(" and ")} is told elsewhere in the article.`);

/** The links over the points say what they lead to. */
function linkMarks(drawing, points) {
  for (const link of drawing.querySelectorAll("a")) {
    const circle = link.querySelector("circle");
    const point = points[d3.select(circle).datum()];
    if (point)
      addTip(link, () => [figureTip(point.figure), alsoSay(point.claim.all), implied(point.claim)]);
  }
}
