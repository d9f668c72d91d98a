// A player's page in a room, from the lobby to the podium: drawn here from what the room's channel
// says, without a run of the page. Read behind faces.js and live.js.
// Until the reveal nothing here depends on which face is real: the room has not told it.

const UNNOTICED = 1500; // milliseconds without a connection that are not worth a word
const STEP = 1400; // between two places of the podium

// The one answer that may not have arrived: kept in this browser until the room has it or says no.
// `told` hears of both.
function answerBox(code, told) {
  const key = `room-${code}-answer`;
  let sending = false;
  let tries = 0;
  let again;

  const kept = () => JSON.parse(localStorage.getItem(key));
  const drop = () => localStorage.removeItem(key);

  async function send() {
    clearTimeout(again);
    const mine = kept();
    if (!mine || sending) return;
    sending = true;
    const { status, answer } = await tellRoom(code, "answers", mine);
    sending = false;
    if (status === 200 || (status >= 400 && status < 500 && ![403, 408, 429].includes(status))) {
      tries = 0;
      if (kept()?.trial === mine.trial) drop();
      told(status === 200 ? { stored: answer } : { refused: answer.why, trial: mine.trial });
      if (kept()) send();
    } else {
      again = setTimeout(send, backOff(tries++));
    }
  }

  return {
    kept,
    drop,
    send,
    give(answer) {
      localStorage.setItem(key, JSON.stringify(answer));
      send();
    },
    close: () => clearTimeout(again),
  };
}

// Called again for every change of `data`, on the same element.
export default function ({ data, parentElement, setTriggerValue }) {
  const { code, words, alone } = data;
  parentElement.stop?.();
  // What was seen here stands until the room has spoken again.
  const known = (parentElement.known ??= { room: null, book: pictureBook(), ready: new Map() });
  let offline = false;
  let noticing = setTimeout(() => notice(true), UNNOTICED);
  let stored = null; // the answer that the room has confirmed, before its next state
  let refused = null;
  let going = null; // the trial that this player has asked to leave
  let shown = null; // when the faces that are asked about were first seen
  let failures = 0;
  let drawn = "";
  let retrying, stepping;

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
    refused = news.refused && news.trial === known.room?.trial ? news.refused : null;
    draw();
  });
  const channel = followRoom(code, "player", {
    state(room) {
      if (room.trial !== known.room?.trial || room.phase !== known.room?.phase) {
        refused = going = null;
      }
      if (room.trial !== known.room?.trial) shown = null;
      if (room.choice != null && box.kept()?.trial === room.trial) box.drop();
      known.room = room;
      draw();
    },
    gone() {
      const seated = known.room !== null;
      known.room = null;
      box.drop();
      const back = html("a", "again", words.again);
      back.href = `/join?room=${encodeURIComponent(code)}`;
      title.textContent = note.textContent = "";
      line.textContent = words.gone;
      body.replaceChildren(back);
      leave.hidden = true;
      drawn = "";
      if (seated) setTriggerValue("gone", true); // the page says why, and has the form
    },
    heard(yes) {
      clearTimeout(noticing);
      if (yes) {
        notice(false);
        box.send();
      } else {
        noticing = setTimeout(() => notice(true), UNNOTICED);
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

  // A trial's pictures, if they are there; else they are fetched, and all is drawn anew with them.
  function images(trial, addresses) {
    const { book, ready } = known;
    if (!ready.has(trial)) {
      ready.set(trial, null);
      book.of(trial, addresses).then(
        (pictures) => {
          failures = 0;
          ready.set(trial, pictures);
          draw();
        },
        () => {
          ready.delete(trial);
          clearTimeout(retrying);
          retrying = setTimeout(channel.again, backOff(failures++)); // with fresh addresses
        },
      );
    }
    return ready.get(trial);
  }

  // The faces of a trial. Both pictures come into sight in the same frame, however they arrived.
  function faces(trial, asks) {
    const { pictures, truth, verdicts } = trial;
    if (!pictures.length) return html("p", "undrawn", words.undrawn);
    const seen = images(trial.trial, pictures);
    const named = (verdicts ?? []).map(({ name, p_fake }) => ({ name: words.networks[name] ?? name, p_fake }));
    const said = {
      pictures,
      truth,
      verdicts: named,
      choice: choice(trial),
      phase: asks ? "ask" : "look",
      words: { ...words, faces: asks && pictures.length > 1 ? words.answers : words.faces },
    };
    const pair = html("div", "pair");
    pair.append(...pictures.map((_, place) => faceColumn(said, place, seen?.[place])));
    const table = html("div", `table faces-${pictures.length}`);
    table.append(pair);
    if (pictures.length === 1 && !truth) table.append(answerButtons(said));
    if (!asks) return table;

    table.classList.add("asks");
    const single = pictures.length === 1;
    const answers = [...table.querySelectorAll(single ? ".answer" : ".pair > *")];
    answers.forEach((answer, place) => {
      answer.onclick = () => press(place); // the whole half, of which the face is the button
      if (!single) answer.append(html("span", "name", words.answers[place]));
    });
    if (seen && shown === null) {
      requestAnimationFrame(() => { shown = firstShown({ trial: trial.trial, elapsed: 0 }); });
    }
    return table;
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

  function score({ score: own, networks, place }) {
    const block = html("div", "own");
    if (own) {
      const right = fill(words.right, { correct: own.right, trials: own.answers });
      block.append(html("h2", "", own.answers ? right : words.unanswered));
    }
    const others = (networks ?? []).filter(({ trials }) => trials);
    if (own?.answers && others.length) {
      const each = others.map(({ name, right }) => `${words.networks[name] ?? name} ${right}`);
      block.append(html("p", "", each.join(" · ")));
    }
    if (place) block.append(html("p", "place", fill(words.place, { n: place.rank, m: place.of })));
    return block;
  }

  async function goOn(trial) {
    going = trial;
    draw();
    const { status, answer } = await tellRoom(code, "advance", { trial });
    if (status === 200) return;
    going = null;
    refused = answer.why ?? words.offline;
    draw();
  }

  function next(room) {
    const on = button("answer next", room.position < room.length ? words.next : words.last);
    on.disabled = going === room.trial;
    on.onclick = () => goOn(room.trial);
    return on;
  }

  // Third, second, first, one after the other; all at once for whom things should not move.
  function podium(steps) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    known.ended ??= Date.now();
    const there = still ? steps.length : Math.floor((Date.now() - known.ended) / STEP);
    clearTimeout(stepping);
    if (there < steps.length) stepping = setTimeout(draw, STEP);
    const list = html("ol", "podium");
    for (const [index, { rank, nickname, right, answers }] of steps.entries()) {
      const step = html("li", index >= steps.length - there ? "" : "later");
      const correct = fill(words.right, { correct: right, trials: answers });
      step.append(html("b", "", words.ranks[rank - 1]), html("span", "", nickname), html("i", "", correct));
      list.append(step);
    }
    return list;
  }

  function missed(trials) {
    const section = html("section", "missed");
    section.append(html("h2", "", words.fooled));
    for (const trial of trials) section.append(faces(trial, false));
    return section;
  }

  function content(room) {
    switch (room.phase) {
      case "door": {
        const off = button("answer", words.stand_up);
        off.onclick = () => setTriggerValue("stand_up", true);
        return [off];
      }
      case "ask": return [faces(room, isAsked(room))];
      case "reveal": return [faces(room, false), score(room), ...(alone ? [next(room)] : [])];
      case "done": return [score(room)];
      case "ended": return [
        score(room),
        ...(room.podium?.length ? [podium(room.podium)] : []),
        ...(room.missed?.length ? [missed(room.missed)] : []),
      ];
    }
    return [];
  }

  // Draws anew what has changed, and only then: a button replaced under a finger is not pressed.
  function draw() {
    const { room } = known;
    const kept = box.kept();
    const lost = offline && (kept ? words.offline_kept : words.offline);
    note.textContent = lost || refused || "";
    if (!room) return;
    title.textContent = titleOf(room);
    line.textContent = lineOf(room);
    leave.hidden = room.phase === "door";
    root.classList.toggle("dark", isDark(root));
    const there = [room.trial, ...(room.missed ?? []).map(({ trial }) => trial)].map((trial) => Boolean(known.ready.get(trial)));
    const steps = known.ended && Math.floor((Date.now() - known.ended) / STEP);
    const now = JSON.stringify([{ ...room, pictures: room.pictures?.length }, choice(room), going, there, Math.min(steps, 3)]);
    if (now === drawn) return;
    drawn = now;
    const focused = body.contains(parentElement.activeElement ?? document.activeElement);
    body.replaceChildren(...content(room));
    if (focused) title.focus({ preventScroll: true });
  }

  function onKey(event) {
    const { room } = known;
    if (!room || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = event.composedPath()[0];
    if (at.closest?.("input, textarea, [role=slider], [role=tab]")) return;
    if (event.key === "Enter" && alone && room.phase === "reveal" && !at.closest?.("button, a, summary")) {
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
    for (const timer of [noticing, retrying, stepping]) clearTimeout(timer);
  };
  draw();
  box.send();
  return parentElement.stop;
}
