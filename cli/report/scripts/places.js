// The map: places of the articles, as large as what is said of them.

const outlines = JSON.parse(byId("outlines").textContent);
const countries = topojson.feature(outlines, outlines.objects.countries);
const borders = topojson.mesh(outlines, outlines.objects.countries, (a, b) => a !== b);
const LABELS = 18;
const POINTS = 500; // drawn at most

const mapped = { by: "mentions", others: false, world: false };

/** A continent or "the region" is at no point. */
const isOnMap = (place) => place.lat != null && (place.type !== "area" || place.code != null);

/** Places and how much is said of them: in the figures that are wanted, or in wanted articles. */
function sizes() {
  const found = new Map();
  const count = (place, size) => size > 0 && found.set(place, (found.get(place) ?? 0) + size);
  if (mapped.by === "figures") {
    for (const { place } of figures.filter(isWanted)) if (place) count(place, 1);
  } else {
    for (const { head } of articles.filter(isWantedArticle)) {
      for (const { place, literal, other } of head.named) {
        count(place, literal + (mapped.others ? other : 0));
      }
    }
  }
  return [...found].map(([place, size]) => ({ place, size })).sort((a, b) => b.size - a.size);
}

function drawMap() {
  const found = sizes();
  const points = found
    .filter(({ place }) => isOnMap(place))
    .slice(0, POINTS)
    .map(({ place, size }) => ({ place, size, lon: place.lon, lat: place.lat }));
  const box = byId("map-box");
  fill(byId("map-off"), notDrawn(found, new Set(points.map(({ place }) => place))));
  fill(box, drawPoints(points, widthOf(box)));
}

function notDrawn(found, drawn) {
  const off = found.filter(({ place }) => !drawn.has(place));
  if (!off.length) return null;
  const told = off.slice(0, 20).map(({ place, size }) => `${place.name} ${plain(size)}`);
  const more = off.length > 20 ? ` and ${plain(off.length - 20)} more` : "";
  return `Not on the map: ${told.join(", ")}${more}.`;
}

/** What the map shows: the world, or what is around the places. */
function mapDomain(points) {
  if (mapped.world || !points.length) return { type: "Sphere" };
  const corners = points.flatMap(({ lon, lat }) =>
    [
      [lon - 4, lat - 3],
      [lon + 4, lat + 3],
    ].map(([x, y]) => [x, Math.max(-85, Math.min(85, y))]),
  );
  return { type: "MultiPoint", coordinates: corners };
}

function drawPoints(points, width) {
  const domain = mapDomain(points);
  const centre = domain.type === "Sphere" ? [0, 0] : d3.geoCentroid(domain);
  const largest = Math.max(1, ...points.map(({ size }) => size));
  const radius = d3.scaleSqrt(
    [0, largest],
    [0, Math.min(width < 600 ? 18 : 28, 2 + 4 * Math.sqrt(largest))],
  );
  const projection = d3
    .geoEqualEarth()
    .rotate([-centre[0], 0])
    .fitWidth(width - 48, domain);
  const [[, top], [, bottom]] = d3.geoPath(projection).bounds(domain);
  const height = Math.max(
    width * 0.36,
    Math.min(bottom - top + 48, width * (width < 600 ? 1 : 0.56)),
  );
  projection.fitExtent(
    [
      [24, 24],
      [width - 24, height - 24],
    ],
    domain,
  );
  const xy = { x: "lon", y: "lat" };
  const chosen = ({ place }) => place.key === filter.place;
  const drawing = Plot.plot({
    width,
    height,
    projection: () => projection,
    r: { type: "identity" },
    ariaLabel: "Places on a map",
    style: { background: "none", fontFamily: "var(--plain)", fontSize: "12px" },
    marks: [
      Plot.geo(countries, { fill: "var(--land)" }),
      Plot.geo(borders, { stroke: "var(--border)", strokeWidth: 0.7 }),
      Plot.dot(points, {
        ...xy,
        r: ({ size }) => radius(size),
        fill: (point) => (chosen(point) ? "var(--troops)" : "var(--location)"),
        fillOpacity: 0.55,
        stroke: "var(--paper)",
        strokeWidth: 1,
        className: "dots",
      }),
      Plot.text(labels(points, projection, radius, width), {
        ...xy,
        text: "text",
        textAnchor: "start",
        fill: "var(--ink)",
        stroke: "var(--paper)",
        strokeWidth: 3.5,
        fontWeight: 500,
        pointerEvents: "none",
      }),
    ],
  });
  for (const circle of drawing.querySelectorAll(".dots circle")) {
    const point = points[d3.select(circle).datum()];
    startPoint(circle, point);
  }
  return drawing;
}

function startPoint(circle, { place, size }) {
  const said = `${place.name}: ${many(size, mapped.by === "figures" ? "figure" : "mention")}`;
  circle.setAttribute("tabindex", "0");
  circle.setAttribute("role", "button");
  circle.setAttribute("aria-pressed", String(place.key === filter.place));
  circle.setAttribute("aria-label", said);
  circle.setAttribute("data-place", place.name);
  circle.addEventListener("click", () => choosePlace(place));
  circle.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choosePlace(place);
    }
  });
  addTip(circle, () => [
    element("p.tip-head", {}, element("b", {}, place.name), ` ${place.code ?? ""}`),
    element(
      "p.tip-foot",
      {},
      `${many(place.literal, "mention")}, ${plain(place.other)} more as a power or a modifier · ${many(place.figures.length, "figure")} · ${many(place.articles, "article")}`,
    ),
  ]);
}

/** Names of the largest places, where they run into no other. */
function labels(points, projection, radius, room) {
  const taken = [];
  const kept = [];
  for (const point of points) {
    if (kept.length >= LABELS) break;
    const [x, y] = projection([point.lon, point.lat]);
    const width = 7 * (point.place.name.length + 3);
    const gap = radius(point.size) + 3;
    const left = x + gap + width < room ? x + gap : x - gap - width;
    const box = [left, y - 8, left + width, y + 8];
    if (left < 0 || taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    const [lon, lat] = projection.invert([left, y]);
    kept.push({ lon, lat, text: `${point.place.name} ${plain(point.size)}` });
  }
  return kept;
}

function startMap() {
  const by = (name) => {
    const button = toggle(name, mapped.by === name, () => {
      mapped.by = name;
      for (const other of button.parentElement.querySelectorAll("[data-by]")) {
        other.setAttribute("aria-pressed", String(other.dataset.by === name));
      }
      drawMap();
    });
    button.dataset.by = name;
    return button;
  };
  add(
    byId("map"),
    element(
      "p.aside",
      { id: "map-by" },
      "Size by ",
      by("mentions"),
      by("figures"),
      toggle("with metonyms and modifiers", false, (on) => {
        mapped.others = on;
        drawMap();
      }),
      toggle("whole world", false, (on) => {
        mapped.world = on;
        drawMap();
      }),
    ),
    element("div", { id: "map-box" }),
    element("p.aside", { id: "map-off" }),
  );
  follow(drawMap);
}
