// A player's round, drawn here from what the server tells, without a run of the page: a trial's
// faces, the answer, the truth, and the next trial, whose pictures come while this one is looked at.
// Before the answer nothing here depends on which face is real: the server has not told it.
// Read behind the scripts that trial.py names before it.

const UNNOTICED = 1500; // milliseconds without a connection that are not worth a word
const ONE_TAP = 500; // milliseconds in which a second tap belongs to the first

// A state without its pictures' addresses, which change though nothing in it has.
const unaddressed = (state) =>
  JSON.stringify(state, (key, value) => (key === "pictures" ? value.length : value));

function roundTable(parent) {
  let tell; // the page
  let closer; // the trial of which the page shows more below
  let scrolls = false; // to what the page shows there, once it does
  let opening; // the pair that this page has shown to somebody without a name
  let state = null;
  let going = false; // the trial is left, and what comes next is not known here
  let refused = "";
  let lost = false;
  let losing;
  let shown = null; // when the faces that are asked about were first seen
  let timed = null; // where they are in sight for a time only
  let revealedAt = 0;
  let drawn = "";

  const root = html("div", "game round");
  const [top, line, note, body] = ["top", "line", "note", "body"].map((name) => html("div", name));
  line.setAttribute("role", "status");
  line.tabIndex = -1;
  root.append(top, line, body, note);
  parent.append(root);

  const book = pictureBook({ come: () => draw(), expired: () => look() });
  const box = outbox({
    stored(item, answer) {
      if (item.what === "first") {
        if (item.told.opening !== opening) return location.reload(); // another visit's: it has a player now
        book.rename(0, answer.trial);
      }
      take(answer);
    },
    refused(why) {
      refused = why ?? "";
      if (!state.opening) return look();
      state = null; // the pair is gone: the page has another one
      tell("over", Date.now());
    },
    heard,
    gone: () => tell("over", Date.now()),
  });

  function heard(yes) {
    clearTimeout(losing);
    if (!yes) losing = setTimeout(() => { lost = true; draw(); }, UNNOTICED);
    else if (lost) { lost = false; draw(); }
  }

  // Ask where the round stands, unless something is on its way that will tell.
  async function look() {
    if (box.kept().length || state?.opening) return;
    const { status, answer } = await tellServer("/round/state");
    heard(status === 200);
    if (box.kept().length) return;
    if (status === 200) take(answer);
    else if (status === 403) tell("over", Date.now());
    else setTimeout(look, backOff(3));
  }

  function take(next) {
    if (next.phase === "over") {
      state = next;
      return tell("over", Date.now()); // the page has the result
    }
    if (next.trial !== state?.trial && !(state?.opening && next.truth)) shown = timed = null;
    if (next.phase !== state?.phase || next.trial !== state?.trial) {
      going = false;
      if (next.truth) revealedAt = Date.now();
      if (state && next.phase === "ask") refused = "";
    }
    const before = state;
    state = next;
    // A verdict comes into sight once, however often it is drawn.
    root.classList.toggle("fresh", before?.trial !== next.trial || before.phase !== next.phase);
    draw();
    if (next.awaited && !(before?.awaited && before.trial === next.trial)) look(); // the networks are slower than the truth
    if (before && (before.trial !== next.trial || before.phase !== next.phase)) lookAt();
  }

  // The focus goes where the eye goes: to what leads on, or to the question.
  function lookAt() {
    const on = body.querySelector(".onward");
    (on ?? line).focus({ preventScroll: true });
    if (!on && root.getBoundingClientRect().top < 0) root.scrollIntoView({ block: "start" });
  }

  // The state with what was pressed here and is on its way.
  function present() {
    const { opening: unnamed, trial, phase } = state;
    const mine = box.kept().find(({ what, told }) => what !== "advance" && (unnamed ? told.opening === unnamed : told.trial === trial));
    return phase === "ask" && mine ? { ...state, choice: mine.told.place ?? null } : state;
  }

  function lookCloser(trial) {
    closer = trial;
    tell("closer", trial);
    if (trial) lookAt(); // so that Enter leads on
  }

  // What the page shows more of comes below: what leads on stays in sight above it.
  function showBelow() {
    body.querySelector(".onward")?.scrollIntoView({ block: "start" });
  }

  const asks = () => state?.phase === "ask" && state.choice === null && !box.kept().some(
    ({ what, told }) => what === "first" || (what !== "advance" && told.trial === state.trial),
  );

  function press(place, confidence) {
    if (!asks() || shown === null) return; // no answer to what was not seen, and only one
    const seconds = measured((Date.now() - shown) / 1000);
    const { trial } = state;
    if (state.opening) box.give("first", { opening: state.opening, place, seconds });
    else {
      const shown_seconds = timed ? measured(timed.seen()) : null;
      box.give("answer", { trial, place, seconds, shown_seconds, confidence });
    }
    draw();
  }

  function send(what, told) {
    if (box.kept().some((item) => item.what === what && item.told.trial === told.trial)) return;
    box.give(what, told);
    draw();
  }

  function onward({ detail } = {}) {
    const same = detail > 0 && Date.now() - revealedAt < ONE_TAP;
    if (state?.phase !== "reveal" || going || same) return;
    const { trial, next } = state;
    box.give("advance", { trial });
    if (closer) lookCloser(0);
    if (next) return take(next);
    going = true;
    draw();
  }

  function content() {
    const images = book.of(state.trial, state.pictures);
    const table = facesOf(present(), images, { press, onward });
    const below = html("div", "below");
    if (state.judges?.length) below.append(judgesPanel(state));
    if (state.closer === "offered") {
      const closely = button("closer", state.words.closer);
      closely.onclick = () => {
        scrolls = true;
        lookCloser(state.trial);
      };
      below.append(closely);
    }
    if (state.clock && state.phase === "ask") runClock(state, table);
    const { trial } = state;
    const see = () => {
      if (state.trial !== trial) return;
      shown ??= state.opening ? Date.now() : firstShown(state);
      open(table);
    };
    open(table);
    if (state.display_seconds && state.phase !== "reveal") {
      timed = timedDisplay(present(), table, see);
      timed.show.disabled = !images;
    } else if (asks() && images) {
      requestAnimationFrame(see);
    }
    return [table, actionsOf(state, { asks: asks(), going, send, onward }), ...(below.childNodes.length ? [below] : [])];
  }

  // The answers can be pressed once the faces were seen.
  function open(table) {
    if (!asks()) return;
    for (const answer of table.querySelectorAll(":not(.faces-1) > .pair .face, .answer, .zone")) {
      answer.disabled = shown === null;
    }
  }

  const appearance = () =>
    JSON.stringify([unaddressed(present()), going, asks(), book.stage(state.trial)]);

  // Draws anew what has changed, and only then: a button replaced under a finger is not pressed.
  function draw() {
    if (!state || state.phase === "over") return;
    root.classList.toggle("dark", isDark(root));
    const kept = box.kept().some(({ what }) => what !== "advance");
    note.textContent = lost ? state.words[kept ? "offline_kept" : "offline"] : refused || state.note;
    line.textContent = state.question;
    line.className = `line ${state.outcome ?? ""}`;
    if (state.next) book.of(state.next.trial, state.next.pictures);
    if (appearance() === drawn) return;
    const own = state.scores.find((score) => score.own);
    top.replaceChildren(
      ...(state.title ? [html("h2", "", state.title)] : []),
      ...(own ? [scoreLine(own, state)] : []),
    );
    const focused = body.contains(root.getRootNode().activeElement);
    for (const table of body.querySelectorAll(".table")) table.stopped = true;
    body.replaceChildren(...content());
    book.only([state.trial, state.next?.trial]);
    drawn = appearance();
    if (focused) lookAt();
    if (state.closer === "open" && closer !== state.trial) lookCloser(state.trial);
  }

  const onKey = (event) => onRoundKey(event, state, timed, { press, send, onward });

  const online = () => { box.send(); look(); };
  function stop() {
    window.removeEventListener("keydown", onKey, { capture: true });
    window.removeEventListener("online", online);
    box.close();
    book.close();
    clearTimeout(losing);
  }

  return {
    stop,
    // The page has run: it knows where the round stood a moment ago.
    renew(data, trigger) {
      stop();
      window.addEventListener("keydown", onKey, { capture: true });
      window.addEventListener("online", online);
      tell = trigger;
      opening = data.state.opening;
      if (scrolls && data.closer) requestAnimationFrame(showBelow);
      scrolls &&= !data.closer;
      closer = data.closer;
      if (!state || state.phase === "over" || state.opening !== data.state.opening) take(data.state);
      else if (data.state.trial !== state.trial || data.state.phase !== state.phase) look();
      else take(data.state);
      box.send();
    },
  };
}

// Called again for every change of `data`, on the same element.
export default function ({ data, parentElement, setTriggerValue }) {
  const table = (parentElement.table ??= roundTable(parentElement));
  table.renew(data, setTriggerValue);
  return table.stop;
}
