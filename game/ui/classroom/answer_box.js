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
    if (status === 200 || saysNo(status)) {
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
