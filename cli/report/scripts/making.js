// How the page was made: what was read, what failed, what was left out, whose work is in it.

const INPUTS = 200;

function startMaking() {
  const { making } = page;
  const rows = articles
    .slice(0, INPUTS)
    .map(({ head, rest }) =>
      element(
        "tr",
        {},
        element("td", {}, head.id),
        element("td", {}, head.written ? `${head.day} (${head.origin})` : "not known"),
        element("td.number", {}, plain(head.size ?? 0)),
        element(
          "td",
          {},
          element("code", { title: head.sha256 ?? "" }, (head.sha256 ?? "").slice(0, 16)),
        ),
      ),
    );
  const textless = articles.filter(({ rest }) => rest && !rest.paragraphs).length;
  const told = making.told ?? [];
  add(
    byId("making"),
    element(
      "p",
      {},
      `troopfacts ${making.version} read ${many(articles.length, "article")}; kinds of facts: ${making.kinds.join(", ")}. `,
      "Found by rules; nothing was checked by a person. Each figure leads to its sentence.",
    ),
    making.without > 0 &&
      element(
        "p",
        {},
        `Left out: the texts, quotes, dates and places of ${many(making.without, "article")}, those with the fewest figures. Their figures are here.`,
      ),
    textless > 0 &&
      element(
        "p",
        {},
        `The texts of ${many(textless, "article")} were not at hand, or have changed since: their sentences are shown.`,
      ),
    making.left_out > 0 &&
      element(
        "p",
        {},
        `Left out: ${many(making.left_out, "article")}, those with the fewest figures.`,
      ),
    making.unwanted > 0 &&
      element(
        "p",
        {},
        `Left out: ${many(making.unwanted, "article")} without a fact that was asked for.`,
      ),
    told.length > 0
      ? element(
          "div",
          {},
          element("h3", {}, "What went wrong"),
          element(
            "ul.told",
            {},
            told.map((line) => element("li", {}, line)),
          ),
        )
      : element("p", {}, "Nothing failed."),
    element(
      "details",
      { open: articles.length <= 20 },
      element("summary", {}, "Inputs"),
      element(
        "table.inputs",
        {},
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            ["Article", "Written (origin)", "Bytes", "SHA-256 of the text"].map((title) =>
              element("th", { scope: "col" }, title),
            ),
          ),
        ),
        element("tbody", {}, rows),
      ),
      articles.length > INPUTS &&
        element("p.aside", {}, `and ${plain(articles.length - INPUTS)} more`),
    ),
    element(
      "p.aside",
      {},
      "Places: GeoNames (geonames.org), CC BY 4.0. Country outlines: Natural Earth, public domain; they take no side in any dispute. " +
        "Drawn with D3 and Observable Plot (ISC licence).",
    ),
  );
}
