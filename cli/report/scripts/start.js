// Draws everything once, then follows the filter, the address and the window.

function summaryLine() {
  const sources = new Set(statements.map((one) => one.speaker).filter(Boolean));
  const dated = articles
    .filter(({ head }) => head.written)
    .sort((a, b) => (a.head.written < b.head.written ? -1 : 1));
  const days =
    dated.length > 0 &&
    [...new Set([dated[0].head.day, dated[dated.length - 1].head.day])].join(" to ");
  return `${many(figures.length, "figure")}, ${many(statements.length, "quote")} of ${many(sources.size, "speaker")} and ${many(places.size, "place")} in ${many(articles.length, "article")}${days ? `, written ${days}` : ""}.`;
}

/** On paper drawings are as wide as a page, and there is nothing to press for more rows. */
function print(on) {
  paper = on ? 690 : 0;
  shownRows = on ? Math.max(shownRows, ON_PAPER) : shownRows;
  drawFigures();
  drawTimeline();
  drawMap();
}

function start() {
  fill(byId("summary"), summaryLine());
  document.body.append(tip);
  for (const [section, list] of [
    ["figures", figures],
    ["time", figures],
    ["map", [...places.keys()]],
    ["speakers", statements],
  ]) {
    byId(section).hidden = !list.length && articles.length > 0;
  }
  startFigures();
  startTimeline();
  startMap();
  startSpeakers();
  startArticles();
  startMaking();
  drawBar();
  setFilter({});
  addEventListener("keydown", onKey);
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  let waiting = 0;
  let width = innerWidth;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    if (innerWidth === width) return; // a phone's address bar comes and goes
    width = innerWidth;
    waiting = setTimeout(() => {
      drawTimeline();
      drawMap();
    }, 150);
  });
  if (location.hash) goTo(location.hash);
  document.documentElement.dataset.ready = "";
}

start();
