// The parts of a round's page: the score, the faces with their answers, what was said of them.
// Each is drawn from the state that the server tells. Read behind faces.js.

const MOST_DOTS = 30; // more do not fit in a line
const ARROWS = ["←", "→"];
const SIGNS = { right: "✓", wrong: "×", unscored: "–", none: "–", awaited: "…" };

function scoreLine({ name, outcomes, score }, { length, position, words }) {
  const line = html("div", "score");
  const dots = html("span", "outcomes");
  for (let i = 0; length <= MOST_DOTS && i < length; i++) {
    const now = i === position - 1 ? "now" : "";
    dots.append(html("i", `outcome ${outcomes[i] ?? ""} ${now}`));
  }
  line.setAttribute("role", "img");
  line.setAttribute("aria-label", fill(words.named, { number: name, what: score }));
  line.append(html("span", "", name), dots, html("b", "", score));
  return line;
}

// How sure somebody is, said by the same press as the answer.
function zones({ words, sure }, place, press) {
  const row = html("div", "zones");
  for (const [index, word] of sure.entries()) {
    const zone = button("zone", word);
    zone.setAttribute("aria-label", fill(words.sure_of, { answer: words.answers[place], sure: word }));
    zone.onclick = () => press(place, index + 1);
    row.append(zone);
  }
  return row;
}

// The faces, each a button while it is an answer; those of a single face stand below it.
function facesOf(state, images, { press, onward }) {
  const { pictures, words } = state;
  const single = pictures.length === 1;
  const asks = state.phase === "ask" && state.choice === null;
  const said = { ...state, verdicts: [], phase: asks ? "ask" : "look" };
  if (asks && !single) said.words = { ...words, faces: words.answers };
  const pair = html("div", "pair");
  for (const place of pictures.keys()) {
    const column = faceColumn(said, place, images?.[place]);
    const face = column.firstChild;
    if (asks && !single) face.onclick = () => press(place, null);
    // Where the answer was pressed, the next press leads on; the button for it stands below.
    if (state.truth && onward) column.onclick = onward;
    if (asks && !single && state.zones) column.append(zones(state, place, press));
    pair.append(column);
  }
  const table = html("div", `table faces-${pictures.length}${state.truth ? " told" : ""}`);
  table.append(pair);
  if (state.verdict) {
    const at = pair.children[single ? 0 : state.choice] ?? pair;
    (at.querySelector(".face") ?? at).append(html("div", `stamp ${state.outcome}`, state.verdict));
  }
  if (single && !state.truth) {
    const answers = answerButtons(said);
    for (const [place, answer] of [...answers.children].entries()) {
      answer.onclick = () => press(place, null);
      const column = html("div", "answer-column");
      answer.replaceWith(column);
      column.append(answer, ...(asks && state.zones ? [zones(state, place, press)] : []));
    }
    table.append(answers);
  }
  return table;
}

// What each network took for the one that is asked for: it points there, and was right or wrong.
function judgesPanel({ judges, scores, words, pictures }) {
  const panel = html("ul", `judges of-${pictures.length}`);
  panel.setAttribute("aria-label", words.judges);
  for (const { name, percents, place, outcome } of judges) {
    const row = html("li", outcome);
    const percent = (at) => html("span", "percent", fill(words.verdict, { n: percents[at] }));
    const arrow = (at) => html("span", "arrow", place === at ? ARROWS[at] : "");
    if (pictures.length === 2) row.append(percent(0), arrow(0), html("b", "", name), arrow(1), percent(1));
    else if (pictures.length === 1) row.append(percent(0), html("b", "", name));
    else row.append(html("span", "percent", place === null ? "" : words.faces[place]), html("b", "", name));
    const tally = scores.find((line) => line.name === name)?.score ?? "";
    row.append(html("span", "sign", SIGNS[outcome]), html("span", "word", words.outcomes[outcome]));
    row.append(html("span", "tally", tally));
    panel.append(row);
  }
  return panel;
}

// What can be pressed below the faces: what leads on, how sure, or that a face is known.
function actionsOf(state, { asks, going, send, onward }) {
  const row = html("div", "actions");
  if (state.phase === "reveal") {
    const on = button("onward", state.onward ?? "");
    on.disabled = going;
    on.onclick = onward;
    row.append(on);
  } else if (state.phase === "sure") {
    for (const [index, word] of state.sure.entries()) {
      const answer = button("answer", word);
      answer.onclick = () => send("sure", { trial: state.trial, confidence: index + 1 });
      row.append(answer);
    }
  } else if (state.may_know) {
    const known = button("know", state.words.know);
    known.disabled = !asks;
    known.onclick = () => send("know", { trial: state.trial });
    row.append(known);
  }
  return row;
}
