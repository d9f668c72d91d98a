// What a host can set while a class goes on, folded below the projector. `lead` says it to the room.
// Read behind faces.js and people.js.

function roomSettings(room, { words, reveals, alone, feedback }, lead, openPlayer) {
  const label = fill(words.manage, { n: room.players.length });
  const named = room.phase === "lobby" || room.phase === "alone"; // in the middle
  const names = nameChips(named ? [] : room.players, openPlayer, words);
  const line = html("div", "line");
  if (room.phase !== "ended") {
    line.append(locking(room, words, lead));
    if (feedback && !alone) line.append(revealing(room, reveals, words, lead));
    line.append(ending(words, lead));
  }
  return [html("summary", "", label), names, line];
}

function locking({ locked }, words, lead) {
  const lock = button("small", locked ? words.unlock : words.lock);
  lock.onclick = () => lead(locked ? "unlock" : "lock");
  return lock;
}

// When trials reveal themselves: `reveals` are the choices, each in seconds with its text.
function revealing({ reveal_after }, reveals, words, lead) {
  const label = html("label", "field", words.reveals);
  const select = html("select");
  for (const [seconds, text] of reveals) {
    select.append(new Option(text, JSON.stringify(seconds), false, seconds === reveal_after));
  }
  select.onchange = () => lead("reveal_after", { seconds: JSON.parse(select.value) });
  label.append(select);
  return label;
}

function ending(words, lead) {
  const end = html("details", "ending");
  const sure = button("small", words.end_now);
  sure.onclick = () => lead("end");
  end.append(html("summary", "", words.end), html("p", "", words.end_sure), sure);
  return end;
}
