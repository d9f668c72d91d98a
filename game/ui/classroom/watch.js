// Says again and again which version of the room this tab has on its page, so that one that got lost
// on its way is drawn anew. A tab out of sight is silent until it is seen again; so is, for a while,
// one that waits for a page: a tick at that moment can make Streamlit lose the page.
// A server that was started anew does not know the fragment that a tick asks for, and answers with
// nothing: the tab is loaded anew then.
export default function ({ data, parentElement, setTriggerValue }) {
  let ticked = Date.now();
  let answer;
  let answered = Date.now();
  const tick = () => {
    const page = document.querySelector("[data-room-version]");
    const app = document.querySelector("[data-test-script-state]")?.dataset ?? {};
    const running = app.testScriptState && app.testScriptState !== "notRunning";
    const last = document.querySelector("[data-room-answer]")?.dataset.roomAnswer;
    const away = document.hidden || app.testConnectionState !== "CONNECTED";
    if (last !== answer || running || away) answered = Date.now();
    answer = last;
    if (Date.now() - answered > 1000 * data.silent) location.reload();
    if (!page || away || (running && Date.now() - ticked < 1000 * data.patience)) return;
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
