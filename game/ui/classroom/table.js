// A trial on a player's page: its faces, and where it is asked about, the halves of the screen as its
// answers. Without `images` the faces are on their way; with them all come into sight in one frame.
// Read behind faces.js.

function trialTable(trial, images, { own, asks, seen, words, press }) {
  const { pictures, truth, verdicts } = trial;
  if (!pictures.length) return html("p", "undrawn", words.undrawn);
  const single = pictures.length === 1;
  const said = {
    pictures,
    truth,
    verdicts: (verdicts ?? []).map((one) => ({ ...one, name: words.networks[one.name] ?? one.name })),
    choice: own,
    phase: asks ? "ask" : "look",
    words: { ...words, faces: asks && !single ? words.answers : words.faces },
  };
  const pair = html("div", "pair");
  pair.append(...pictures.map((_, place) => faceColumn(said, place, images?.[place])));
  const table = html("div", `table faces-${pictures.length}`);
  table.append(pair);
  if (single && !truth) table.append(answerButtons(said));
  if (!asks) return table;

  table.classList.add("asks");
  const answers = [...table.querySelectorAll(single ? ".answer" : ".pair > *")];
  answers.forEach((answer, place) => {
    answer.onclick = () => press(place); // the whole half, of which the face is the button
    if (!single) answer.append(html("span", "name", words.answers[place]));
  });
  openTable(table, seen);
  return table;
}

// Whether the answers can be pressed: not before the faces were seen.
function openTable(table, seen) {
  for (const answer of table.querySelectorAll(".faces-1 .answer, :not(.faces-1) > .pair .face")) {
    answer.disabled = !seen;
  }
}
