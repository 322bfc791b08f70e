// Keys: j and k (or the arrows on a fact) go from fact to fact, / to the filter, Escape away from it.

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target, key } = event;
  if (key === "Escape") {
    hideTip();
    if (target.matches?.("input")) target.blur();
    return;
  }
  if (target.matches?.("input, select, textarea")) return;
  const onFact = target.matches?.("mark[data-fact]");
  if (key === "j" || (onFact && key === "ArrowRight")) step(1);
  else if (key === "k" || (onFact && key === "ArrowLeft")) step(-1);
  else if (key === "/") document.querySelector("input[type=search]").focus();
  else return;
  event.preventDefault();
}
