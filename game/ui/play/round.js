// A player's round, drawn here from what the server tells, without a run of the page: a trial's
// faces, the answer, the truth, and the next trial, whose pictures come while this one is looked at.
// Before the answer nothing here depends on which face is real: the server has not told it.
// Read behind the scripts that trial.py names before it.

const UNNOTICED = 1500; // milliseconds without a connection that are not worth a word
const REACTION = 150; // milliseconds in which nobody reacts to what they see

// What a drawing of a state hangs on: without the pictures' addresses, which change though nothing has.
const unaddressed = (parts) =>
  JSON.stringify(parts, (key, value) => (key === "pictures" ? value.length : value));

// Whose pictures a state shows: an opening has no trial yet.
const pairOf = ({ opening, trial }) => opening ?? trial;

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
  let awaiting = 0; // the trial of which the server is asked for what is slower than the truth
  const drawn = new Map(); // by part of the page: what it is drawn of

  const root = html("div", "game round");
  const [top, line, body, below, note] = ["top", "line", "body", "below", "note"].map((name) => html("div", name));
  const [said, networks] = [html("span"), html("span")];
  line.append(said, " ", networks);
  line.setAttribute("role", "status");
  line.setAttribute("aria-atomic", "false"); // what was read is not read again as the networks follow
  line.tabIndex = -1;
  root.append(top, line, body, below, note);
  parent.append(root);

  const book = pictureBook({ come: () => draw(), expired: () => look() });
  const box = outbox({
    stored(item, answer) {
      if (item.what === "first") {
        if (item.told.opening !== opening) return location.reload(); // another visit's: it has a player now
        book.rename(opening, answer.trial);
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
  async function look(what = "state") {
    if (box.kept().length || state?.opening) return;
    const asked = state?.trial;
    const { status, answer } = await tellServer(`/round/${what}`);
    heard(status === 200);
    if (box.kept().length || state?.trial !== asked) return; // what was told since is newer
    if (status === 200) take(answer);
    else if (status === 403) tell("over", Date.now());
    else if (!awaiting) setTimeout(look, backOff(3));
  }

  // The next trial's pictures, and then the networks, may be slower than the truth.
  async function waitForTheRest() {
    const { trial } = state;
    if (awaiting === trial) return;
    awaiting = trial;
    for (let tries = 0; state.awaited && state.trial === trial && root.isConnected; tries++) {
      if (tries > 1) await new Promise((done) => setTimeout(done, backOff(tries)));
      await look(tries ? "judged" : "state");
    }
    if (awaiting === trial) awaiting = 0;
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
    if (next.awaited) waitForTheRest();
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
    // The second tap of two belongs to the answer, as does one that cannot be meant for what it meets.
    const same = detail > 1 || (detail && Date.now() - revealedAt < REACTION);
    if (state?.phase !== "reveal" || going || same) return;
    const { trial, next } = state;
    box.give("advance", { trial });
    if (closer) lookCloser(0);
    if (next) return take(next);
    going = true;
    draw();
  }

  function content() {
    const images = book.of(pairOf(state), state.pictures);
    const table = facesOf(present(), images, { press, onward });
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
    for (const former of body.querySelectorAll(".table")) former.stopped = true;
    return [table, actionsOf(state, { asks: asks(), going, send, onward })];
  }

  // What was said of the faces, and the way to more.
  function further() {
    const parts = state.judges?.length ? [judgesPanel(state)] : [];
    if (state.closer === "offered") {
      const closely = button("closer", state.words.closer);
      closely.onclick = () => {
        scrolls = true;
        lookCloser(state.trial);
      };
      parts.push(closely);
    }
    return parts;
  }

  // The answers can be pressed once the faces were seen.
  function open(table) {
    if (!asks()) return;
    for (const answer of table.querySelectorAll(":not(.faces-1) > .pair .face, .answer, .zone")) {
      answer.disabled = shown === null;
    }
  }

  // Draws a part of the page anew if what it is drawn `of` has changed, and only then: a button replaced
  // under a finger is not pressed, and what is read out twice disturbs.
  function redraw(part, of, content) {
    const now = unaddressed(of);
    if (drawn.get(part) === now) return;
    drawn.set(part, now);
    part.replaceChildren(...content());
  }

  function draw() {
    if (!state || state.phase === "over") return;
    root.classList.toggle("dark", isDark(root));
    const kept = box.kept().some(({ what }) => what !== "advance");
    note.textContent = lost ? state.words[kept ? "offline_kept" : "offline"] : refused || state.note;
    redraw(said, state.question, () => [state.question]);
    redraw(networks, state.networks ?? "", () => [state.networks ?? ""]);
    networks.className = state.judges?.[0]?.outcome === "awaited" ? "awaited" : "";
    line.className = `line ${state.outcome ?? ""}`;
    if (state.next) book.of(state.next.trial, state.next.pictures);
    const own = state.scores.find((score) => score.own);
    redraw(top, [state.title, own, state.length, state.position], () => [
      ...(state.title ? [html("h2", "", state.title)] : []),
      ...(own ? [scoreLine(own, state)] : []),
    ]);
    const focused = body.contains(root.getRootNode().activeElement);
    const { judges, networks: _, awaited, scores, closer: offered, next, ...shows } = present();
    redraw(body, [shows, going, asks(), book.stage(pairOf(state))], content);
    redraw(below, [state.trial, judges, scores, offered], further);
    book.only([pairOf(state), state.next?.trial]);
    if (focused && !body.contains(root.getRootNode().activeElement)) lookAt();
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
