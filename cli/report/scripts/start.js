// Draws everything once, then follows the filter, the address and the window.

function summaryLine() {
  const sources = new Set(statements.map((one) => one.speaker).filter(Boolean));
  const days = articles.map((one) => one.head.written).filter(Boolean).sort();
  const span = days.length ? (days[0] === days[days.length - 1] ? `, written ${day(days[0])}` : `, written ${day(days[0])} to ${day(days[days.length - 1])}`) : "";
  return `${many(figures.length, "figure")}, ${many(statements.length, "quote")} of ${many(sources.size, "speaker")} and ${many(places.size, "place")} in ${many(articles.length, "article")}${span}.`;
}

function start() {
  fill(byId("summary"), summaryLine());
  document.body.append(tip);
  startFigures();
  startTimeline();
  startMap();
  startSpeakers();
  startArticles();
  startMaking();
  drawBar();
  setFilter({});
  addEventListener("keydown", onKey);
  let waiting = 0;
  let width = innerWidth;
  addEventListener("resize", () => {
    clearTimeout(waiting);
    if (innerWidth === width) return; // a phone's address bar comes and goes
    width = innerWidth;
    waiting = setTimeout(() => { drawTimeline(); drawMap(); }, 150);
  });
  if (location.hash) goTo(location.hash);
  document.documentElement.dataset.ready = "";
}

start();
