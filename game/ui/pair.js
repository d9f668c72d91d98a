// Draws a pair of faces and reports one press with the time it took, measured here.
// Before the reveal `data` holds nothing that depends on which face is real.

const MOST_DOTS = 30; // more do not fit in a line

const html = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

function scoreLine({ name, marks, score }, length, position) {
  const line = html("div", name === "you" ? "score you" : "score");
  const dots = html("span", "marks");
  for (let i = 0; length <= MOST_DOTS && i < length; i++) {
    const now = i === position - 1 ? "now" : "";
    dots.append(html("i", `mark ${marks[i] ?? ""} ${now}`));
  }
  line.setAttribute("role", "img");
  line.setAttribute("aria-label", `${name}: ${score}`);
  line.append(html("span", "", name), dots, html("b", "", score));
  return line;
}

function faceColumn(data, place) {
  const column = html("div");
  const face = html("button", "face");
  face.type = "button";
  face.append(html("img"), html("span", "tag"), html("span", "yours", "your choice"));
  face.firstChild.alt = "";
  face.firstChild.src = data.pictures[place];
  const alone = data.pictures.length === 1;
  face.setAttribute("aria-label", alone ? "The face" : ["Left face", "Right face"][place]);
  face.disabled = data.phase !== "ask" || alone;
  if (data.choice === place && !alone) column.classList.add("chosen");
  column.append(face);

  if (data.truth) {
    const real = data.truth[place] === "real";
    column.classList.add(real ? "real" : "fake");
    face.querySelector(".tag").textContent = real ? "real photo" : "generated";
    face.setAttribute(
      "aria-label",
      `${face.getAttribute("aria-label")}: ${real ? "real photo" : "generated"}`,
    );
    for (const { name, p_fake } of data.verdicts) {
      const percent = Math.round(100 * p_fake[place]);
      const verdict = html("div", "verdict");
      const bar = html("div", "bar");
      bar.append(html("i"));
      bar.firstChild.style.width = `${percent}%`;
      verdict.append(html("span", "", name), bar, html("span", "", `${percent} % fake`));
      column.append(verdict);
    }
  }
  return column;
}

// A page's background tells whether the theme is dark, whoever chose it.
function isDark(node) {
  const [r, g, b] = getComputedStyle(node).color.match(/[\d.]+/g).map(Number);
  return r + g + b > 382;
}

// The first time this trial was painted in this tab; it survives a reload.
function firstShown(trial) {
  const key = `shown-${trial}`;
  if (!sessionStorage.getItem(key)) sessionStorage.setItem(key, Date.now());
  return Number(sessionStorage.getItem(key));
}

// Called again for every change of `data`, on the same element.
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.releaseKeys?.();
  const game = html("div", "game");
  const scores = html("div", "scores");
  if (data.title) scores.append(html("h2", "", data.title));
  scores.append(...data.scores.map((line) => scoreLine(line, data.length, data.position)));
  const pair = html("div", data.pictures.length === 1 ? "pair alone" : "pair");
  const columns = data.pictures.map((_, place) => place).map((place) => faceColumn(data, place));
  pair.append(...columns);
  game.append(scores, pair);
  parentElement.querySelector(".game")?.remove();
  parentElement.append(game);
  game.classList.toggle("dark", isDark(game));
  if (data.phase !== "ask" || columns.length === 1) return; // a single face has its buttons below

  let shown = null;
  let pressed = false;
  Promise.all([...game.querySelectorAll("img")].map((img) => img.decode())).then(() =>
    requestAnimationFrame(() => { shown = firstShown(data.trial); }),
  );
  const press = (place) => {
    if (pressed || shown === null) return; // no answer to what was not seen, and only one
    pressed = true;
    columns[place].classList.add("chosen");
    setTriggerValue("answer", {
      trial: data.trial,
      place,
      seconds: (Date.now() - shown) / 1000,
    });
  };
  columns.forEach((column, place) => { column.firstChild.onclick = () => press(place); });

  // The keys reach this component first, so that their time is measured too; the buttons below it
  // answer to the same keys where no script of ours runs.
  const keys = { ArrowLeft: 0, ArrowRight: 1 };
  const onKey = (event) => {
    const typing = event.target.closest?.("input, textarea, [role=slider], [role=tab]");
    if (!(event.key in keys) || typing || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    press(keys[event.key]);
  };
  window.addEventListener("keydown", onKey, { capture: true });
  parentElement.releaseKeys = () => window.removeEventListener("keydown", onKey, { capture: true });
  return parentElement.releaseKeys;
}
