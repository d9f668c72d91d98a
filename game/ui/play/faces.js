// What every component that shows a trial's faces shares: the faces themselves, and the time since
// they were first seen. Read before the script of a component, which says what is done with them.

const html = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

// A text of `words` with values in the places of their {names}.
const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

const button = (className, text) => {
  const node = html("button", className, text);
  node.type = "button";
  return node;
};

// One face with all that may be said of it: a button while it is an answer. Without its `image`
// the face is still on its way.
function faceColumn(data, place, image) {
  const { words } = data;
  const single = data.pictures.length === 1;
  const name = words.faces[place];
  const column = html("div");
  const face = button("face");
  face.append(html("span", "tag"), html("span", "yours", words.yours));
  if (image) face.prepend(image);
  face.setAttribute("aria-label", name);
  face.disabled = data.phase !== "ask" || single;
  if (single && data.choice !== null) {
    face.querySelector(".yours").textContent = words.said[data.choice];
  }
  if (single ? data.choice !== null : data.choice === place) column.classList.add("chosen");
  if (data.pictures.length > 2) face.append(html("span", "number", String(place + 1)));
  column.append(face);

  if (data.truth) {
    const real = data.truth[place] === "real";
    column.classList.add(real ? "real" : "fake");
    const what = real ? words.real : words.fake;
    face.querySelector(".tag").textContent = what;
    face.setAttribute("aria-label", fill(words.named, { number: name, what }));
    for (const { name, p_fake } of data.verdicts) {
      const percent = Math.round(100 * p_fake[place]);
      const verdict = html("div", "verdict");
      const bar = html("div", "bar");
      bar.append(html("i"));
      bar.firstChild.style.width = `${percent}%`;
      verdict.append(html("span", "", name), bar, html("span", "", fill(words.verdict, { n: percent })));
      column.append(verdict);
    }
  }
  return column;
}

// The two answers to a single face.
function answerButtons(data) {
  const row = html("div", "answers");
  for (const [place, text] of data.words.answers.entries()) {
    const answer = button(data.choice === place ? "answer picked" : "answer", text);
    answer.setAttribute("aria-label", text);
    answer.disabled = data.phase !== "ask";
    row.append(answer);
  }
  return row;
}

// A page's background tells whether the theme is dark, whoever chose it.
function isDark(node) {
  const [r, g, b] = getComputedStyle(node).color.match(/[\d.]+/g).map(Number);
  return r + g + b > 382;
}

// Kept for this trial in this tab, so that it survives a reload. It does not prevent a second look
// in another tab or with the browser's own tools: who wants to deceive themselves can.
const kept = (what, trial) => Number(sessionStorage.getItem(`${what}-${trial}`)) || null;
const keep = (what, trial, value) => sessionStorage.setItem(`${what}-${trial}`, value);

// A tab that is new to a trial goes on with the clock that another one has started.
function firstShown({ trial, elapsed }) {
  if (!kept("shown", trial)) keep("shown", trial, Date.now() - 1000 * elapsed);
  return kept("shown", trial);
}

// No time at all where a clock was set back or a tab was left open for more than a day.
const measured = (seconds) => (seconds >= 0 && seconds <= 86400 ? seconds : null);

const nextFrame = () => new Promise(requestAnimationFrame);
