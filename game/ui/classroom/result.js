// What came out, for one player: their own score, their place, and who was best.

const STEP = 1400; // milliseconds between two places of the podium

function ownScore({ score, networks, place }, words) {
  const block = html("div", "own");
  if (score) {
    const right = fill(words.right, { correct: score.right, trials: score.answers });
    block.append(html("h2", "", score.answers ? right : words.unanswered));
  }
  const others = (networks ?? []).filter(({ trials }) => trials);
  if (score?.answers && others.length) {
    const each = others.map(({ name, right }) => `${words.networks[name] ?? name} ${right}`);
    block.append(html("p", "", each.join(" · ")));
  }
  if (place) block.append(html("p", "place", fill(words.place, { n: place.rank, m: place.of })));
  return block;
}

// How many places of the podium are told by now: third, second, first, one after the other; all at
// once for whom things should not move.
function stepsTold(steps, since) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return steps.length;
  return Math.min(steps.length, Math.floor((Date.now() - since) / STEP));
}

function podium(steps, told, words) {
  const list = html("ol", "podium");
  for (const [index, { rank, nickname, right, answers }] of steps.entries()) {
    const step = html("li", rank === 1 ? "best" : ""); // several, if they are equally good
    step.classList.toggle("later", index < steps.length - told);
    const correct = fill(words.right, { correct: right, trials: answers });
    step.append(html("b", "", words.ranks[rank - 1]), html("span", "", nickname));
    step.append(html("i", "", correct));
    list.append(step);
  }
  return list;
}
