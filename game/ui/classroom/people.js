// The players' names, where they stand: each is a button that opens what its host may do with it.
// Read behind faces.js.

function nameChips(players, open, words) {
  const list = html("ul", "names");
  for (const player of players) {
    const chip = button("chip", player.nickname);
    if (player.team) chip.append(html("small", "", fill(words.team, { n: player.team })));
    chip.onclick = () => open(player.id);
    const item = html("li");
    item.append(chip);
    list.append(item);
  }
  return list;
}

// The dialog of one player. `act` is told what was pressed: rename, merge or remove.
function playerDialog(act, { words, longest }) {
  const dialog = html("dialog", "player");
  const done = (name, player, detail) => {
    dialog.close();
    act({ act: name, player, detail });
  };

  function field(label, input) {
    const row = html("label", "field", label);
    row.append(input);
    return row;
  }

  function renaming({ id, nickname }) {
    const form = html("form", "line");
    const name = html("input");
    name.value = nickname;
    name.maxLength = longest;
    name.required = true;
    const rename = html("button", "small", words.rename);
    form.append(field(words.name, name), rename);
    form.onsubmit = (event) => {
      event.preventDefault();
      done("rename", id, name.value);
    };
    return form;
  }

  function merging({ id }, others) {
    const form = html("form", "line");
    const ghost = html("select");
    ghost.append(...others.map((other) => new Option(other.nickname, other.id)));
    const merge = html("button", "small", words.merge);
    form.append(field(words.ghost, ghost), merge, html("p", "note", words.merge_note));
    form.onsubmit = (event) => {
      event.preventDefault();
      done("merge", id, Number(ghost.value));
    };
    return form;
  }

  return {
    dialog,
    open(id, players) {
      const player = players.find((one) => one.id === id);
      const others = players.filter((one) => one.id !== id);
      if (!player) return;
      const remove = button("small", words.remove);
      remove.onclick = () => done("remove", id, null);
      const close = button("small", words.close);
      close.onclick = () => dialog.close();
      const foot = html("div", "line");
      foot.append(remove, close);
      dialog.replaceChildren(html("h2", "", player.nickname), renaming(player));
      if (others.length) dialog.append(merging(player, others));
      dialog.append(foot);
      dialog.showModal();
    },
  };
}
