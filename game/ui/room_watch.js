// Says again and again which version of the room this tab has on its page, so that one that got lost
// on its way is drawn anew. A tab out of sight is silent until it is seen again; so is, for a while,
// one that waits for a page: a tick at that moment can make Streamlit lose the page.
export default function ({ data, parentElement, setTriggerValue }) {
  let ticked = Date.now();
  const tick = () => {
    const page = document.querySelector("[data-room-version]");
    const state = document.querySelector("[data-test-script-state]")?.dataset.testScriptState;
    const waits = state && state !== "notRunning" && Date.now() - ticked < 1000 * data.patience;
    if (!page || document.hidden || waits) return;
    ticked = Date.now();
    setTriggerValue("tick", page.dataset.roomVersion);
  };
  clearInterval(parentElement.ticking);
  parentElement.ticking = setInterval(tick, 1000 * data.every);
  document.onvisibilitychange = tick;
  return () => {
    clearInterval(parentElement.ticking);
    document.onvisibilitychange = null;
  };
}
