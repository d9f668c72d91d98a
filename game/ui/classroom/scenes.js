// What stands in the middle of the projector at each moment of a class. Read behind faces.js and
// result.js.

function wayIn({ code, address, link, qr, hint, words }) {
  const block = html("div", "way-in");
  const text = html("div");
  text.append(html("p", "", fill(words.way_in, { address })), html("h2", "code", code));
  if (hint) text.append(html("p", "note", hint));
  const picture = html("img", "qr");
  picture.src = qr;
  picture.alt = fill(words.qr, { address: link });
  block.append(text, picture);
  return block;
}

function voteBar(votes, answers, label) {
  const bar = html("div", "vote");
  const track = html("div", "bar");
  track.append(html("i"));
  track.firstChild.style.width = `${answers ? (100 * votes) / answers : 0}%`;
  bar.append(html("span", "", label), track, html("b", "", String(votes)));
  return bar;
}

// The faces as large as there is room, and below each what it is called, or how many chose it. The
// room for that is there from the start, so that no face moves when the truth comes up.
function trialScene(room, images, words) {
  const { pictures, truth, votes, answers } = room;
  if (!pictures.length) return html("p", "undrawn", words.undrawn);
  const single = pictures.length === 1;
  const said = { pictures, truth, verdicts: [], choice: null, phase: "look", words };
  const pair = html("div", `pair of-${pictures.length}`);
  const columns = pictures.map((_, place) => faceColumn(said, place, images?.[place]));
  const bars = words.answers.map((label, place) =>
    votes ? voteBar(votes[place], answers, label) : html("div", "vote", label),
  );
  if (single) columns[0].append(...bars);
  else columns.forEach((column, place) => column.append(bars[place]));
  pair.append(...columns);
  return pair;
}

// What came of a trial in words: the class, the networks, and the ranking where it may be seen.
function outcomeLines({ crowd, right, answers, networks, ranking }, words) {
  const lines = [fill(words.crowd[String(crowd)], { right, n: answers })];
  const judged = networks.map(
    ({ name, correct }) => `${words.judged[String(correct)]} ${words.networks[name] ?? name}`,
  );
  if (judged.length) lines.push(judged.join("   "));
  if (ranking?.length) {
    const best = ranking.map(({ rank, nickname, right: n }) => `${rank}. ${nickname} ${n}`);
    lines.push(best.join("   "));
  }
  return lines;
}

// The best, the last of them first: `told` says how many can be seen.
function podiumScene(steps, told, words) {
  const scene = html("div", "end");
  scene.append(html("h2", "", words.over));
  if (steps?.length) scene.append(podium(steps, told, words));
  return scene;
}
