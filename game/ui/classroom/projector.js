// The host's page of a room, as its channel says: on a wide screen the projector, on a narrow one
// the remote. What leads the class goes to the room, what is done to a player to the page.
// Read behind faces.js, live.js, pictures.js, result.js, people.js, settings.js and scenes.js.

const UNNOTICED = 1500; // milliseconds without a connection that are not worth a word
const STILL = 3000; // after which a full screen without a hand on the mouse has no buttons
const NARROW = matchMedia("(max-width: 47.99rem)"); // as in projector.css

// Called again for every change of `data`, on the same element.
export default function ({ data, parentElement, setTriggerValue }) {
  const { code, words } = data;
  parentElement.stop?.();
  // What was seen here stands until the room has spoken again.
  const known = (parentElement.known ??= { room: null, told: 0, over: false });
  const drawn = new Map(); // by part: what it was drawn from
  let busy = false; // a press is on its way
  let offline = false;
  let refused = "";
  let until = null; // when the trial reveals itself
  let noticing, ticking, stilling;

  const root = html("div", "game projector");
  const screen = html("div", "screen");
  const [top, middle, foot] = [html("header", "top"), html("section", "middle"), html("footer", "foot")];
  const [door, settings] = [html("div", "door"), html("details", "settings")];
  const note = html("p", "note");
  note.setAttribute("role", "status");
  screen.append(top, note, door, middle, foot);
  const people = playerDialog((told) => setTriggerValue("player", told), data);
  const large = html("dialog", "large");
  large.onclick = () => large.close();
  root.append(screen, settings, people.dialog, large);
  parentElement.querySelector(".game")?.remove();
  parentElement.append(root);

  const book = (known.book ??= pictureBook({ come: () => known.come(), expired: () => known.ask() }));
  const channel = followRoom(code, "host", {
    state(room) {
      if (room.position !== known.room?.position || room.phase !== known.room?.phase) refused = "";
      known.room = room;
      until = room.seconds_left === null ? null : Date.now() + 1000 * room.seconds_left;
      if (room.phase === "ended" && !data.podium && !known.over) {
        known.over = true;
        setTriggerValue("over", true);
      }
      draw();
    },
    gone() {
      known.room = null;
      const rooms = html("a", "", words.rooms);
      rooms.href = "/host";
      middle.replaceChildren(html("p", "", words.gone), rooms);
      top.replaceChildren();
      foot.replaceChildren();
      settings.hidden = true;
    },
    heard(yes) {
      clearTimeout(noticing);
      if (yes) notice(false);
      else noticing = setTimeout(notice, UNNOTICED, true);
    },
  });
  known.come = draw;
  known.ask = channel.again;

  function notice(lost) {
    offline = lost;
    draw();
  }

  async function lead(act, detail = {}) {
    if (busy) return;
    busy = true;
    refused = "";
    draw();
    const { status, answer } = await tellRoom(code, "lead", { act, ...detail });
    busy = false;
    if (status !== 200) refused = answer.why ?? words.offline;
    draw();
  }

  // What leads on from here: its label and what it does; null where nothing does.
  function forward({ phase, position, length }) {
    const last = position === length;
    if (phase === "lobby") return [words.begin, () => lead("begin")];
    if (phase === "ask" && data.feedback) return [words.reveal, () => lead("reveal", { position })];
    if (phase === "ask" || phase === "reveal") {
      return [last ? words.last : words.next, () => lead("next", { position })];
    }
    if (phase === "ended" && known.told < (data.podium ?? []).length) return [words.podium, step];
    return null;
  }

  const canGoBack = ({ phase, position }) => data.feedback && phase === "ask" && position > 1;
  const back = ({ position }) => lead("back", { position });

  function step() {
    known.told += 1;
    draw();
  }

  // Draws a part anew if what it is drawn from has changed, and only then: a button replaced under
  // a finger is not pressed.
  function part(node, from, content) {
    const now = JSON.stringify(from);
    if (drawn.get(node) === now) return;
    drawn.set(node, now);
    node.replaceChildren(...content());
  }

  function titleOf({ phase, position, length }) {
    if (phase !== "ask" && phase !== "reveal") return data.title;
    return fill(words.number, { n: position, m: length });
  }

  function topOf(room) {
    const asks = room.phase === "ask" || room.phase === "reveal";
    const title = html("h1", "", titleOf(room));
    const line = [title, html("p", "question", asks ? words.question : "")];
    if (asks && !room.locked) {
      const corner = button("corner");
      const qr = html("img");
      qr.src = data.qr;
      qr.alt = "";
      corner.append(html("span", "", code), qr);
      corner.title = words.enlarge;
      corner.onclick = () => {
        large.replaceChildren(wayIn(data));
        large.showModal();
      };
      line.push(corner);
    }
    return line;
  }

  function doorOf({ returning }) {
    return (returning ?? []).map(({ id, nickname }) => {
      const line = html("div", "line");
      line.append(html("span", "", fill(words.asks_back, { name: nickname })));
      for (const act of ["admit", "refuse"]) {
        const answer = button("small", words[act]);
        answer.onclick = () => setTriggerValue("player", { act, player: id, detail: null });
        line.append(answer);
      }
      return line;
    });
  }

  const openPlayer = (id) => people.open(id, known.room.players);

  function middleOf(room) {
    switch (room.phase) {
      case "lobby":
      case "alone": return [wayIn(data), nameChips(room.players, openPlayer, words)];
      case "ended": return [podiumScene(data.podium, known.told, words)];
      default: return [trialScene(room, imagesOf(room), words)];
    }
  }

  // A remote shows no faces.
  const imagesOf = ({ trial, pictures }) => (NARROW.matches ? null : book.of(trial, pictures));

  function countsOf({ phase, players, answered, finished, paused, locked, ...told }) {
    const m = players.length;
    switch (phase) {
      case "lobby": {
        const here = m ? fill(words.inside, { n: m }) : words.nobody;
        return [locked ? `${here} ${words.locked}` : here];
      }
      case "alone": return [fill(words.finished, { n: finished, m })];
      case "ask": return [(paused ? `${words.paused} ` : "") + fill(words.answered, { n: answered, m })];
      case "reveal": return outcomeLines(told, words);
    }
    return [];
  }

  function acts(room) {
    const list = html("div", "acts");
    const add = (className, label, act) => {
      const one = button(className, label);
      one.disabled = busy;
      one.onclick = act;
      list.append(one);
    };
    if (canGoBack(room)) add("small", words.back, () => back(room));
    const asks = room.phase === "ask" || room.phase === "alone";
    const pause = room.paused ? "resume" : "pause";
    if (asks) add("small", words[pause], () => lead(pause));
    const on = forward(room);
    if (on) add("forward", ...on);
    return list;
  }

  function footOf(room) {
    const counts = html("div", "counts");
    counts.setAttribute("role", "status");
    counts.append(...countsOf(room).map((text) => html("p", "", text)));
    const clock = html("b", "clock");
    clock.setAttribute("role", "timer");
    const full = button("small full", words.full);
    full.onclick = () =>
      document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    return [full, clock, counts, acts(room)];
  }

  function tick() {
    const clock = foot.querySelector(".clock");
    if (!clock) return;
    const left = until === null ? null : Math.max(0, Math.ceil((until - Date.now()) / 1000));
    clock.textContent = left === null ? "" : fill(words.seconds, { n: left });
  }

  function draw() {
    const { room } = known;
    note.textContent = (offline && words.offline) || refused;
    if (!room) return;
    root.classList.toggle("dark", isDark(root));
    screen.dataset.phase = room.phase;
    const { phase, position, length, trial, pictures, players, paused, locked } = room;
    const seen = trial != null && !NARROW.matches && Boolean(imagesOf(room));
    const counted = countsOf(room);
    part(top, [titleOf(room), phase, locked], () => topOf(room));
    part(door, room.returning, () => doorOf(room));
    const shown = [phase, trial, pictures?.length, seen, room.votes, data.podium, known.told];
    const names = phase === "lobby" || phase === "alone" ? players : null;
    part(middle, [shown, names], () => middleOf(room));
    part(foot, [phase, position, length, paused, busy, counted, known.told], () => footOf(room));
    part(settings, [phase, locked, players, room.reveal_after], () =>
      roomSettings(room, data, lead, openPlayer),
    );
    tick();
  }

  function onKey(event) {
    const { room } = known;
    if (!room || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = event.composedPath()[0];
    if (at.closest?.("input, textarea, select, dialog, [role=dialog], [role=slider], [role=tab]")) return;
    if (event.key === " " && at.closest?.("button, summary, a")) return; // it is pressed by that
    const onward = event.key === " " || event.key === "PageDown";
    const act = onward ? forward(room)?.[1] : event.key === "PageUp" && canGoBack(room) && (() => back(room));
    if (!onward && event.key !== "PageUp") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (act && !event.repeat) act();
  }

  function onMove() {
    root.classList.remove("still");
    clearTimeout(stilling);
    stilling = setTimeout(() => root.classList.toggle("still", Boolean(document.fullscreenElement)), STILL);
  }

  const redraw = () => {
    drawn.clear();
    draw();
  };
  window.addEventListener("keydown", onKey, { capture: true });
  document.addEventListener("pointermove", onMove);
  document.addEventListener("fullscreenchange", onMove);
  NARROW.addEventListener("change", redraw);
  ticking = setInterval(tick, 250);
  noticing = setTimeout(notice, UNNOTICED, true);

  parentElement.stop = () => {
    window.removeEventListener("keydown", onKey, { capture: true });
    document.removeEventListener("pointermove", onMove);
    document.removeEventListener("fullscreenchange", onMove);
    NARROW.removeEventListener("change", redraw);
    channel.close();
    for (const timer of [noticing, ticking, stilling]) clearTimeout(timer);
  };
  draw();
  return parentElement.stop;
}
