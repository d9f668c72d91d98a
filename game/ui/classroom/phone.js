// A player's page in a room, from the lobby to the podium: drawn here from what the room's channel
// says, without a run of the page. Read behind the scripts that phone.py names before it.
// Until the reveal nothing here depends on which face is real: the room has not told it.

const UNNOTICED = 1500; // milliseconds without a connection that are not worth a word

// A state without its pictures' addresses, which change though nothing in it has.
const unaddressed = (room) =>
  JSON.stringify(room, (key, value) => (key === "pictures" ? value.length : value));

// Called again for every change of `data`, on the same element.
export default function ({ data, parentElement, setTriggerValue }) {
  const { code, words, alone } = data;
  parentElement.stop?.();
  // What was seen here stands until the room has spoken again.
  const known = (parentElement.known ??= { room: null });
  let offline = false;
  let noticing = setTimeout(() => notice(true), UNNOTICED);
  let stored = null; // the answer that the room has confirmed, before its next state
  let refused = null; // the trial of which something was refused, and why
  let going = null; // the trial that this player has asked to leave
  let shown = null; // when the faces that are asked about were first seen
  let drawn = "";
  let stepping;

  const root = html("div", "game phone");
  const told = html("div", "told");
  told.setAttribute("role", "status");
  told.setAttribute("aria-atomic", "true");
  const [title, line, note] = [html("h1"), html("p", "line"), html("p", "note")];
  title.tabIndex = -1;
  told.append(title, line, note);
  const body = html("div", "body");
  const leave = leaveControl();
  root.append(told, body, leave);
  parentElement.querySelector(".game")?.remove();
  parentElement.append(root);

  const box = answerBox(code, (news) => {
    stored = news.stored ?? stored;
    refused = news.refused ? { trial: news.trial, why: news.refused } : null;
    draw();
  });
  const book = pictureBook({ come: () => draw(), expired: () => channel.again() });
  const channel = followRoom(code, "player", {
    state(room) {
      if (room.phase !== known.room?.phase) going = null;
      if (room.paused !== known.room?.paused) refused = null;
      if (room.trial !== known.room?.trial) shown = going = null;
      if (room.choice != null && box.kept()?.trial === room.trial) box.drop();
      known.room = room;
      draw();
    },
    gone() {
      known.room = null;
      box.drop();
      const back = html("a", "again", words.again);
      back.href = `/join?room=${encodeURIComponent(code)}`;
      title.textContent = note.textContent = "";
      line.textContent = words.gone;
      body.replaceChildren(back);
      leave.hidden = true;
      drawn = "";
      setTriggerValue("gone", true); // the page says why, and has the form
    },
    heard(yes) {
      if (yes) {
        clearTimeout(noticing);
        noticing = null;
        notice(false);
        box.send();
      } else {
        noticing ??= setTimeout(() => notice(true), UNNOTICED); // however often it is said
      }
    },
  });

  function notice(lost) {
    offline = lost;
    draw();
  }

  function leaveControl() {
    const control = html("details", "leave");
    const sure = button("answer", words.leave_now);
    sure.onclick = () => {
      box.drop();
      setTriggerValue("leave", true);
    };
    control.append(html("summary", "", words.leave), html("p", "", words.leave_sure), sure);
    return control;
  }

  // The answer to the trial in sight: the room's, or one that is still on its way.
  function choice({ trial, choice: own }) {
    const mine = [stored, box.kept()].find((answer) => answer?.trial === trial);
    return own ?? mine?.place ?? null;
  }

  function lineOf(room) {
    const own = choice(room);
    switch (room.phase) {
      case "door": return words.door;
      case "lobby": return words.lobby;
      case "done": return words.done;
      case "ended": return words.over;
      case "reveal": return words.outcome[String(room.correct)] ?? words.answered;
    }
    if (room.paused) return words.paused;
    if (own === null) return words.question;
    return box.kept()?.trial === room.trial ? words.sending : words.answered;
  }

  function titleOf(room) {
    if (room.trial != null && room.phase !== "ended") {
      return fill(words.number, { n: room.position, m: room.length });
    }
    const team = room.team && fill(words.team, { n: room.team });
    return [room.nickname, team].filter(Boolean).join(" · ");
  }

  function faces(trial) {
    const asks = trial === known.room && isAsked(trial);
    const images = trial.pictures.length ? book.of(trial.trial, trial.pictures) : null;
    const how = { own: choice(trial), asks, seen: shown !== null, words, press };
    const table = trialTable(trial, images, how);
    if (trial === known.room) table.classList.add("now");
    if (asks && images) requestAnimationFrame(() => see(trial.trial, table));
    return table;
  }

  function see(trial, table) {
    if (known.room?.trial !== trial) return;
    shown ??= firstShown({ trial, elapsed: 0 });
    openTable(table, true);
  }

  function press(place) {
    const { room } = known;
    if (!isAsked(room) || shown === null) return; // no answer to what was not seen, and only one
    refused = null;
    const seconds = measured((Date.now() - shown) / 1000);
    box.give({ trial: room.trial, place, seconds });
    draw();
  }

  const isAsked = (room) => room?.phase === "ask" && !room.paused && choice(room) === null;

  async function goOn(trial) {
    going = trial;
    draw();
    const { status, answer } = await tellRoom(code, "advance", { trial });
    if (status === 200) return;
    going = null;
    refused = { trial, why: answer.why ?? words.offline };
    draw();
  }

  function next(room) {
    const on = button("answer next", room.position < room.length ? words.next : words.last);
    on.disabled = going === room.trial;
    on.onclick = () => goOn(room.trial);
    return on;
  }

  const toldOf = ({ podium: steps }) => (steps?.length ? stepsTold(steps, known.ended) : null);

  function missed(trials) {
    const section = html("section", "missed");
    section.append(html("h2", "", words.fooled));
    for (const trial of trials) section.append(faces(trial));
    return section;
  }

  function content(room) {
    switch (room.phase) {
      case "door": {
        const off = button("answer", words.stand_up);
        off.onclick = () => setTriggerValue("stand_up", true);
        return [off];
      }
      case "ask": return [faces(room)];
      case "reveal": return [faces(room), ownScore(room, words), ...(alone ? [next(room)] : [])];
      case "done": return [ownScore(room, words)];
      case "ended": return [
        ownScore(room, words),
        ...(room.podium?.length ? [podium(room.podium, toldOf(room), words)] : []),
        ...(room.missed?.length ? [missed(room.missed)] : []),
      ];
    }
    return [];
  }

  // All that the body is drawn from.
  function look(room, steps) {
    const trials = [room.trial, ...(room.missed ?? []).map(({ trial }) => trial)];
    return JSON.stringify([unaddressed(room), choice(room), going, steps, trials.map(book.stage)]);
  }

  // Draws anew what has changed, and only then: a button replaced under a finger is not pressed.
  function draw() {
    const { room } = known;
    const kept = box.kept();
    const lost = offline && (kept ? words.offline_kept : words.offline);
    const why = refused?.trial === room?.trial && refused?.why;
    note.textContent = lost || why || "";
    if (!room) return;
    title.textContent = titleOf(room);
    line.textContent = lineOf(room);
    leave.hidden = room.phase === "door";
    root.classList.toggle("dark", isDark(root));
    if (room.phase === "ended") known.ended ??= Date.now();
    const steps = toldOf(room);
    clearTimeout(stepping);
    if (steps < room.podium?.length) stepping = setTimeout(draw, STEP / 4);
    if (look(room, steps) === drawn) return;
    const focused = body.contains(root.getRootNode().activeElement);
    body.replaceChildren(...content(room));
    drawn = look(room, steps);
    if (focused) title.focus({ preventScroll: true });
  }

  function onKey(event) {
    const { room } = known;
    if (!room || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = event.composedPath()[0];
    if (at.closest?.("input, textarea, [role=slider], [role=tab]")) return;
    const onward = alone && room.phase === "reveal" && event.key === "Enter";
    if (onward && !at.closest?.("button, a, summary")) {
      event.preventDefault();
      if (going === null) goOn(room.trial);
      return;
    }
    const many = (room.pictures ?? []).length > 2;
    const place = many ? Number(event.key) - 1 : ["ArrowLeft", "ArrowRight"].indexOf(event.key);
    if (!isAsked(room) || !(place >= 0 && place < Math.max(2, room.pictures.length))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) press(place);
  }
  window.addEventListener("keydown", onKey, { capture: true });

  parentElement.stop = () => {
    window.removeEventListener("keydown", onKey, { capture: true });
    channel.close();
    box.close();
    book.close();
    clearTimeout(noticing);
    clearTimeout(stepping);
  };
  draw();
  box.send();
  return parentElement.stop;
}
