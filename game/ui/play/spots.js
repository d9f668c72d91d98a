// A generated face of a closed trial, large. Choose a tell, then tap where it is; nine regions are
// buttons, so that the keyboard can do the same. Reports all spots on this face after each change.

const html = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

// A text of `words` with values in the places of their {names}.
const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

const third = (fraction) => Math.min(2, Math.floor(3 * fraction));
const where = (words, x, y) =>
  fill(words.where, { down: words.down[third(y)], across: words.across[third(x)] });

// Called again for every change of `data`, on the same element.
export default function ({ data, parentElement, setTriggerValue }) {
  // Taps come faster than the server answers: what was tapped here stands until it has heard of it.
  const known = parentElement.marking;
  const other = !known || known.trial !== data.trial || known.place !== data.place;
  const differs = data.sent >= known?.sent && String(data.spots) !== String(known.spots);
  if (other || differs) {
    const tell = known?.tell ?? data.names[0][0];
    const { trial, place, sent, spots } = data;
    parentElement.marking = { trial, place, sent, spots, tell };
    draw(); // only now: a button that is replaced under a finger is not pressed
  } else if (data.sent >= known.sent) {
    clearTimeout(known.again);
  }

  function send() {
    const { trial, place, sent, spots } = parentElement.marking;
    setTriggerValue("spots", { trial, place, sent, spots });
    // A tap can be lost on its way while others are dealt with: said again until it was heard.
    parentElement.marking.again = setTimeout(send, 2000);
  }

  function change(spots) {
    const state = parentElement.marking;
    clearTimeout(state.again);
    state.spots = spots;
    state.sent = Date.now();
    send();
    draw();
  }

  function draw() {
    const state = parentElement.marking;
    const { words } = data;
    const title = Object.fromEntries(data.names);
    const room = state.spots.length < data.most;
    const root = html("div", "marking");

    const tells = html("div", "tells");
    tells.setAttribute("role", "group");
    tells.setAttribute("aria-label", words.tells);
    for (const [key, name] of data.names) {
      const tell = html("button", "tell", name);
      tell.dataset.focus = `tell-${key}`;
      tell.setAttribute("aria-pressed", key === state.tell);
      tell.onclick = () => { state.tell = key; draw(); };
      tells.append(tell);
    }

    const face = html("div", "face");
    face.append(html("img"));
    face.firstChild.alt = words.face;
    face.firstChild.src = data.picture;
    face.firstChild.draggable = false;
    const add = (x, y) => change([...state.spots, [data.place, x, y, state.tell]]);
    for (let region = 0; region < 9; region++) {
      const [x, y] = [((region % 3) + 0.5) / 3, (Math.floor(region / 3) + 0.5) / 3];
      const button = html("button", "region");
      button.dataset.focus = `region-${region}`;
      button.setAttribute("aria-label", fill(words.mark, { tell: title[state.tell], where: where(words, x, y) }));
      button.disabled = !room;
      button.onclick = (event) => {
        if (event.detail === 0) return add(x, y); // pressed by a key: there is no exact spot
        const box = face.getBoundingClientRect();
        const within = (part) => Math.round(1000 * Math.min(1, Math.max(0, part))) / 1000;
        add(
          within((event.clientX - box.left) / box.width),
          within((event.clientY - box.top) / box.height),
        );
      };
      face.append(button);
    }

    const list = html("ol", "spots");
    state.spots.forEach(([, x, y, key], i) => {
      const dot = html("span", "dot", String(i + 1));
      dot.style.left = `${100 * x}%`;
      dot.style.top = `${100 * y}%`;
      face.append(dot);
      const item = html("li");
      const at = { n: i + 1, tell: title[key] ?? key, where: where(words, x, y) };
      const spot = fill(words.spot, at);
      const remove = html("button", "remove", fill("{spot} ×", { spot }));
      remove.dataset.focus = `remove-${i}`;
      remove.setAttribute("aria-label", fill(words.remove, { spot }));
      remove.onclick = () => change(state.spots.filter((_, n) => n !== i));
      item.append(remove);
      list.append(item);
    });

    const say = room ? words.choose : fill(words.enough, { n: data.most });
    root.append(html("p", "say", say), tells, face, list);
    for (const button of root.querySelectorAll("button")) button.type = "button";
    // Enter belongs to the button it is pressed on, not to "Next pair".
    root.onkeydown = (event) => event.stopPropagation();

    const old = parentElement.querySelector(".marking");
    const focused = old?.getRootNode().activeElement?.dataset?.focus;
    if (old) old.replaceWith(root);
    else parentElement.append(root);
    if (focused) root.querySelector(`[data-focus="${focused}"]`)?.focus({ preventScroll: true });
  }
}
