// The table of figures: sorted by a click on a column's head, a part at a time where it is long.

const PART = 100;
const FIRST = 25;
const ON_PAPER = 300;

const COLUMNS = [
  { title: "Figure", key: (one) => one.size, cell: figureCell, number: true },
  { title: "Force", key: (one) => one.force, cell: (one) => one.force },
  { title: "Place", key: (one) => one.place?.name, cell: (one) => one.place?.name },
  { title: "Measure", key: (one) => one.measure, cell: (one) => one.measure },
  {
    title: "Status",
    key: (one) => one.status,
    cell: (one) => element(`span.status.${one.status}`, {}, one.status),
  },
  { title: "When", key: (one) => one.first ?? one.last ?? one.when, cell: (one) => one.when },
  {
    title: "According to",
    key: (one) => one.source,
    cell: (one) => one.source && [one.source, unnamed(one)],
  },
  {
    title: "Article",
    key: (one) => one.article.number,
    cell: (one) => element("a.source", { href: one.href }, titleOf(one.article)),
  },
];

const order = { column: null, down: false };
let shownRows = FIRST;

function figureCell(figure) {
  return element(
    "a.figure",
    { href: figure.href },
    element("b", {}, figure.number),
    " ",
    element("span.words", {}, figure.words ?? ""),
  );
}

function sortedFigures() {
  const wanted = figures.filter(isWanted);
  if (!order.column) return wanted;
  const { key } = order.column;
  const sign = order.down ? -1 : 1;
  return wanted.sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x == null || y == null) return (x == null) - (y == null); // what is not said comes last
    return (typeof x === "number" ? x - y : x.localeCompare(y)) * sign;
  });
}

function drawFigures() {
  const wanted = sortedFigures();
  const body = byId("figures-body");
  const sentences = byId("figures-table").classList.contains("sentences");
  fill(
    body,
    wanted.slice(0, shownRows).map((figure) => figureRow(figure, sentences)),
  );
  fill(
    byId("figures-count"),
    isFiltered()
      ? `${plain(wanted.length)} of ${many(figures.length, "figure")}`
      : many(figures.length, "figure"),
  );
  const left = wanted.length - shownRows;
  const more = byId("figures-more");
  more.hidden = left <= 0;
  fill(more, left > PART ? `Show ${PART} more of ${plain(left)}` : `Show the other ${plain(left)}`);
}

function figureRow(figure, withSentence) {
  const cells = COLUMNS.map((column) =>
    element(
      column.number ? "td.number" : "td",
      { "data-title": column.title },
      column.cell(figure) ?? "",
    ),
  );
  if (withSentence) cells[0].append(element("p.sentence", {}, figure.sentence));
  return element("tr", {}, cells);
}

function startFigures() {
  const heads = COLUMNS.map((column) => {
    const head = element("th", { scope: "col", "aria-sort": "none" });
    head.append(element("button", { type: "button", onclick: () => sortBy(column) }, column.title));
    column.head = head;
    return head;
  });
  const table = element(
    "table",
    { id: "figures-table", "aria-describedby": "figures-count" },
    element("thead", {}, element("tr", {}, heads)),
    element("tbody", { id: "figures-body" }),
  );
  const few = figures.length <= 8;
  table.classList.toggle("sentences", few);
  add(
    byId("figures"),
    element(
      "p.aside",
      {},
      element("span", { id: "figures-count", role: "status" }),
      " ",
      toggle("with sentences", few, (on) => {
        table.classList.toggle("sentences", on);
        drawFigures();
      }),
    ),
    table,
    element("button.more", {
      type: "button",
      id: "figures-more",
      onclick: () => {
        shownRows += PART;
        drawFigures();
      },
    }),
  );
  follow(drawFigures);
}

function sortBy(column) {
  order.down = order.column === column ? !order.down : Boolean(column.number);
  order.column = column;
  for (const { head } of COLUMNS) {
    head.setAttribute(
      "aria-sort",
      head !== column.head ? "none" : order.down ? "descending" : "ascending",
    );
  }
  drawFigures();
  tell(`sorted by ${column.title.toLowerCase()}, ${order.down ? "descending" : "ascending"}`);
}
