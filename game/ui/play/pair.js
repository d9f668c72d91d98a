// Draws one, two or four faces and reports one press with the time it took, measured here.
// Before the reveal `data` holds nothing that depends on which face is real. Read behind faces.js.

const MOST_DOTS = 30; // more do not fit in a line

function scoreLine({ name, own, outcomes, score }, { length, position, words }) {
  const line = html("div", own ? "score you" : "score");
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

// Faces that are in sight for a time only: covered, until "Show" is pressed, and after that time.
// `begin` is called once they are seen; `seen()` says for how many seconds they were.
function timedDisplay(data, game, begin) {
  const { words } = data;
  let since = null;
  const faces = game.querySelector(".pair");
  const cover = html("div", "cover");
  const show = button("show", fill(words.show, { seconds: data.display_seconds }));
  const note = html("p", "", words.once);
  game.classList.add("covered");
  faces.append(cover);
  if (data.phase !== "ask" || kept("shown", data.trial)) {
    if (data.phase === "ask") begin();
    cover.append(html("p", "", data.phase === "ask" ? words.hidden : words.gone));
  } else {
    cover.append(show, note);
  }
  show.onclick = async () => {
    show.disabled = true;
    since = await nextFrame();
    cover.hidden = true;
    game.classList.remove("covered");
    begin();
    let now = since;
    // A frame earlier comes nearer to the time than a frame later.
    while (now - since < 1000 * data.display_seconds - 8) now = await nextFrame();
    keep("sight", data.trial, (now - since) / 1000);
    cover.replaceChildren(html("p", "", words.hidden));
    cover.hidden = false;
    game.classList.add("covered");
  };
  return {
    show,
    seen: () => kept("sight", data.trial) ?? (since && (performance.now() - since) / 1000),
  };
}

// The time that is left of an attack's pair, from when it was first seen.
function runClock(data, game) {
  const clock = html("div", "clock");
  const bar = html("div", "bar");
  const text = html("span", "");
  bar.append(html("i"));
  clock.append(bar, text);
  clock.setAttribute("role", "timer");
  game.querySelector(".pair").before(clock);
  const tick = () => {
    if (!clock.isConnected) return;
    const shown = kept("shown", data.trial);
    const left = shown ? data.clock - (Date.now() - shown) / 1000 : data.clock;
    bar.firstChild.style.width = `${Math.max(0, (100 * left) / data.clock)}%`;
    text.textContent = left > 0 ? `${Math.ceil(left)} s` : data.words.late;
    clock.classList.toggle("over", left <= 0);
    if (left > 0) requestAnimationFrame(tick);
  };
  tick();
}

// Streamlit hears no key while an input has the focus, which a switch keeps once it was pressed.
// Enter does nothing there, so the page has it.
function enterLeavesSwitch(event) {
  if (event.key !== "Enter" || !event.target.matches?.("input[type=checkbox]")) return;
  event.stopImmediatePropagation();
  const { key, code, keyCode, repeat } = event;
  document.body.dispatchEvent(
    new KeyboardEvent("keydown", { key, code, keyCode, repeat, bubbles: true }),
  );
}

// Called again for every change of `data`, on the same element.
export default function ({ data, parentElement, setTriggerValue }) {
  parentElement.releaseKeys?.();
  const count = data.pictures.length;
  const game = html("div", `game faces-${count}`);
  const scores = html("div", "scores");
  if (data.title) scores.append(html("h2", "", data.title));
  scores.append(...data.scores.map((line) => scoreLine(line, data)));
  const pair = html("div", "pair");
  const columns = data.pictures.map((address, place) => {
    const image = html("img");
    image.alt = "";
    image.src = address;
    return faceColumn(data, place, image);
  });
  pair.append(...columns);
  game.append(scores, pair);
  if (count === 1 && !data.truth) game.append(answerButtons(data));
  parentElement.querySelector(".game")?.remove();
  parentElement.append(game);
  game.classList.toggle("dark", isDark(game));
  let shown = null;
  const decoded = Promise.all([...game.querySelectorAll("img")].map((img) => img.decode()));
  const timed = data.display_seconds && data.phase !== "reveal"
    ? timedDisplay(data, game, () => { shown = firstShown(data); })
    : null;
  if (timed) timed.show.disabled = true;
  const listen = (onKey) => {
    window.addEventListener("keydown", onKey, { capture: true });
    parentElement.releaseKeys = () =>
      window.removeEventListener("keydown", onKey, { capture: true });
    return parentElement.releaseKeys;
  };
  // A key that is held down has answered already, and must not say how sure that was.
  if (data.phase === "sure") {
    return listen((event) => { if (event.repeat) event.stopImmediatePropagation(); });
  }
  if (data.phase === "reveal") return listen(enterLeavesSwitch);
  if (data.phase !== "ask") return;

  if (data.clock) runClock(data, game);
  decoded.then(() => {
    if (timed) timed.show.disabled = false;
    else requestAnimationFrame(() => { shown = firstShown(data); });
  });
  let pressed = false;
  const answers = count === 1 ? [...game.querySelectorAll(".answer")] : columns;
  const press = (place) => {
    if (pressed || shown === null) return; // no answer to what was not seen, and only one
    pressed = true;
    answers[place].classList.add(count === 1 ? "picked" : "chosen");
    setTriggerValue("answer", {
      trial: data.trial,
      place,
      seconds: measured((Date.now() - shown) / 1000),
      shown_seconds: timed ? measured(timed.seen()) : null,
    });
  };
  answers.forEach((answer, place) => {
    (count === 1 ? answer : answer.firstChild).onclick = () => press(place);
  });

  // The keys reach this component first, so that their time is measured too; the buttons below it
  // answer to the same keys where no script of ours runs.
  const keys = count > 2
    ? Object.fromEntries(columns.map((_, place) => [String(place + 1), () => press(place)]))
    : { ArrowLeft: () => press(0), ArrowRight: () => press(1) };
  if (timed) keys[" "] = () => timed.show.click();
  const onKey = (event) => {
    if (!(event.key in keys)) return;
    const typing = event.target.closest?.("input, textarea, [role=slider], [role=tab]");
    const pressing = event.key === " " && (timed.show.disabled || event.target.closest?.("button"));
    if (typing || pressing || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) keys[event.key]();
  };
  return listen(onKey);
}
