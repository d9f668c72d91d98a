// Faces that are in sight for a time only, and the clock of an attack. Read behind faces.js.

// Covered, until "Show" is pressed, and after that time. `begin` is called once they are seen;
// `seen()` says for how many seconds they were.
function timedDisplay(data, table, begin) {
  const { words } = data;
  let since = null;
  const faces = table.querySelector(".pair");
  const cover = html("div", "cover");
  const show = button("show", fill(words.show, { seconds: data.display_seconds }));
  const note = html("p", "", words.once);
  table.classList.add("covered");
  faces.append(cover);
  if (data.phase !== "ask" || data.choice !== null || kept("shown", data.trial)) {
    if (data.phase === "ask") begin();
    cover.append(html("p", "", data.phase === "ask" ? words.hidden : words.gone));
  } else {
    cover.append(show, note);
  }
  show.onclick = async () => {
    show.disabled = true;
    since = await nextFrame();
    cover.hidden = true;
    table.classList.remove("covered");
    begin();
    let now = since;
    // A frame earlier comes nearer to the time than a frame later.
    while (now - since < 1000 * data.display_seconds - 8) now = await nextFrame();
    keep("sight", data.trial, (now - since) / 1000);
    cover.replaceChildren(html("p", "", words.hidden));
    cover.hidden = false;
    table.classList.add("covered");
  };
  return {
    show,
    seen: () => kept("sight", data.trial) ?? (since && (performance.now() - since) / 1000),
  };
}

// The time that is left of an attack's pair, from when it was first seen.
function runClock(data, table) {
  const clock = html("div", "clock");
  const bar = html("div", "bar");
  const text = html("span", "");
  bar.append(html("i"));
  clock.append(bar, text);
  clock.setAttribute("role", "timer");
  table.querySelector(".pair").before(clock);
  const tick = () => {
    if (table.stopped) return;
    const shown = kept("shown", data.trial);
    const left = shown ? data.clock - (Date.now() - shown) / 1000 : data.clock;
    bar.firstChild.style.width = `${Math.max(0, (100 * left) / data.clock)}%`;
    text.textContent = left > 0 ? `${Math.ceil(left)} s` : data.words.late;
    clock.classList.toggle("over", left <= 0);
    if (left > 0) requestAnimationFrame(tick);
  };
  tick();
}
