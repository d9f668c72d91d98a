// A round by keyboard: each key does what a press would. Read behind faces.js.

const TYPED_INTO = "input:not([type=checkbox]), textarea, [role=slider], [role=tab], [role=listbox]";

// Do what a key stands for, before Streamlit hears of it; a key that is held down does it once.
function onRoundKey(event, state, timed, presses) {
  const at = event.composedPath()[0];
  const typing = event.altKey || event.ctrlKey || event.metaKey || at.closest?.(TYPED_INTO);
  const act = state?.words && !typing ? pressOfKey(event.key, at, state, timed, presses) : null;
  if (!act) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!event.repeat) act();
}

function pressOfKey(key, at, state, timed, { press, send, onward }) {
  const { phase, trial, pictures, sure } = state;
  const number = Number(key);
  if (key === "Enter" && phase === "reveal") {
    return at.closest?.("button, a, summary") ? null : () => onward();
  }
  if (phase === "sure" && number >= 1 && number <= sure.length) {
    return () => send("sure", { trial, confidence: number });
  }
  if (phase !== "ask") return null;
  if (key === " " && timed && !timed.show.disabled && !at.closest?.("button")) {
    return () => timed.show.click();
  }
  const place = pictures.length > 2 ? number - 1 : ["ArrowLeft", "ArrowRight"].indexOf(key);
  return place >= 0 && place < Math.max(2, pictures.length) ? () => press(place, null) : null;
}
