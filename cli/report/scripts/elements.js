// Elements of the page. Text goes in as text nodes only: nothing that was read is ever markup.

/** element("a.name", {href: "#figures", onclick}, "Figures", [more]) */
function element(form, properties = {}, ...children) {
  const [tag, ...classes] = form.split(".");
  const made = document.createElement(tag || "div");
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  add(made, ...children);
  return made;
}

/** add(box, …): after what is there; null and false are nothing. */
function add(box, ...children) {
  box.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
}

const byId = (id) => document.getElementById(id);

/** fill(box, …): in place of what was there. */
function fill(box, ...children) {
  box.replaceChildren();
  add(box, ...children);
}

/** many(1, "article") -> "1 article", many(1200, "figure") -> "1,200 figures" */
const many = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** What a screen reader is told. */
function tell(text) {
  fill(byId("told"), text);
}

/** A button that stays pressed. */
function toggle(label, pressed, change) {
  const button = element(
    "button.toggle",
    { type: "button", "aria-pressed": String(pressed) },
    label,
  );
  button.addEventListener("click", () => {
    const now = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(now));
    change(now);
  });
  return button;
}

let paper = 0; // the width of a page while it is printed, in pixels

/** How wide a drawing in a box may be. */
const widthOf = (box) => paper || Math.max(300, Math.min(1080, box.clientWidth || 1080));
