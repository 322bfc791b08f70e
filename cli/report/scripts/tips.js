// What a mark of a chart says when the pointer or the focus is on it.

const tip = element("div.tip", { id: "tip", role: "tooltip", hidden: true });

function showTip(target, ...content) {
  fill(tip, content);
  tip.hidden = false;
  const at = target.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const left = Math.max(8, Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - 8));
  const above = at.top - height - 8;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${(above > 60 ? above : at.bottom + 8) + scrollY}px`;
}

const hideTip = () => {
  tip.hidden = true;
};

/** Say content(datum) while the pointer or the focus is on a mark. */
function addTip(target, content) {
  const show = () => showTip(target, content());
  for (const name of ["pointerenter", "focus"]) target.addEventListener(name, show);
  for (const name of ["pointerleave", "blur"]) target.addEventListener(name, hideTip);
}

function figureTip(figure) {
  return [
    element(
      "p.tip-head",
      {},
      element("b", {}, figure.number),
      ` ${figure.words ?? ""} · ${figure.status}`,
      figure.measure === "level" ? "" : ` · ${figure.measure}`,
    ),
    element("p.sentence", {}, figure.sentence),
    element(
      "p.tip-foot",
      {},
      [
        figure.when || "no date given",
        figure.source && `according to ${figure.source}`,
        titleOf(figure.article),
      ]
        .filter(Boolean)
        .join(" · "),
    ),
  ];
}
