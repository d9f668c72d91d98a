// A text to send: by whatever the device shares with, where it can, and to copy anywhere.

export default function ({ data, parentElement }) {
  const { text, words } = data;
  const root = parentElement.querySelector(".send") ?? document.createElement("div");
  if (root.dataset.text === text) return;
  root.dataset.text = text;
  root.className = "send";
  const told = document.createElement("span");
  told.setAttribute("role", "status");
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.onclick = act;
    return made;
  };
  const copy = button(words.copy, async () => {
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = words.copied;
    } catch {
      shown.hidden = false; // no clipboard without https: to be copied by hand
      getSelection().selectAllChildren(shown);
    }
  });
  const shown = document.createElement("pre");
  shown.hidden = true;
  shown.textContent = text;
  const share = button(words.share, () => navigator.share({ text }).catch(() => {}));
  root.replaceChildren(...(navigator.share ? [share] : []), copy, told, shown);
  if (!root.isConnected) parentElement.append(root);
}
