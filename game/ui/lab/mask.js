// A picture to paint over, with the mouse or a finger, and what was painted, in squares. Reports all
// of them after each stroke, as hexadecimal digits, row by row, four squares a digit.

const html = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

const BRUSH = 3.5; // squares from its middle to its rim

const toHex = (cells) => {
  let text = "";
  for (let i = 0; i < cells.length; i += 4) {
    text += (8 * cells[i] + 4 * cells[i + 1] + 2 * cells[i + 2] + cells[i + 3]).toString(16);
  }
  return text;
};

// Called again for every change of `data`, on the same element: what is painted stays.
export default function ({ data, parentElement, setStateValue }) {
  const { side, words } = data;
  let state = parentElement.painting;
  if (!state) {
    const root = html("div", "painting");
    const canvas = html("canvas");
    const clear = html("button", "clear");
    clear.type = "button";
    root.append(html("p", "say"), canvas, clear);
    parentElement.append(root);
    state = parentElement.painting = { root, canvas, clear, cells: new Uint8Array(side * side) };
  }
  const { root, canvas, clear } = state;
  root.firstChild.textContent = words.paint;
  clear.textContent = words.clear;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", words.picture);
  const pen = canvas.getContext("2d");

  function draw() {
    pen.drawImage(state.image, 0, 0, canvas.width, canvas.height);
    const square = canvas.width / side;
    pen.fillStyle = "rgb(128, 128, 128)";
    state.cells.forEach((painted, i) => {
      if (painted) pen.fillRect((i % side) * square, Math.floor(i / side) * square, square, square);
    });
  }

  function paint(event) {
    const box = canvas.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * side;
    const y = ((event.clientY - box.top) / box.height) * side;
    for (let row = Math.max(0, Math.floor(y - BRUSH)); row < Math.min(side, y + BRUSH); row++) {
      for (let column = Math.max(0, Math.floor(x - BRUSH)); column < Math.min(side, x + BRUSH); column++) {
        if (Math.hypot(column + 0.5 - x, row + 0.5 - y) <= BRUSH) state.cells[row * side + column] = 1;
      }
    }
    draw();
  }

  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    state.stroke = true;
    paint(event);
  };
  canvas.onpointermove = (event) => {
    if (!state.stroke) return;
    for (const one of event.getCoalescedEvents?.() ?? []) paint(one);
    paint(event);
  };
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (!state.stroke) return;
    state.stroke = false;
    setStateValue("cells", toHex(state.cells));
  };
  clear.onclick = () => {
    state.cells.fill(0);
    draw();
    setStateValue("cells", toHex(state.cells));
  };

  if (state.picture !== data.picture) {
    state.picture = data.picture;
    state.image = new Image();
    state.image.onload = () => {
      canvas.width = canvas.height = state.image.naturalWidth;
      draw();
    };
    state.image.src = data.picture;
  }
}
