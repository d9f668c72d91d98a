// What the server is to be told of a round, in its order: kept in this browser until the server has
// it or says no, so that nothing is lost at a drop, a reload or a restart. Read behind asking.js.

const OUTBOX = "round-outbox";
const STRANGER = 6; // refusals in a row after which the player is believed to be gone

// Told are `stored(item, state)` once the server has it all, with where the round stands then;
// `refused(why)` where it says no; `heard(yes)`; and `gone()` where it knows no such player.
function outbox({ stored, refused, heard, gone }) {
  let sending = false;
  let tries = 0;
  let again;

  const kept = () => JSON.parse(localStorage.getItem(OUTBOX)) ?? [];
  const keep = (items) => localStorage.setItem(OUTBOX, JSON.stringify(items));
  const drop = () => localStorage.removeItem(OUTBOX);

  async function send() {
    clearTimeout(again);
    const [item] = kept();
    if (!item || sending) return;
    sending = true;
    const { status, answer } = await tellServer(`/round/${item.what}`, item.told);
    sending = false;
    heard(status !== 0 && status < 500);
    if (status === 200) {
      tries = 0;
      keep(kept().filter(({ id }) => id !== item.id));
      if (kept().length) send();
      else stored(item, answer);
    } else if (status === 403 && tries >= STRANGER) {
      drop();
      gone();
    } else if (saysNo(status)) {
      tries = 0;
      drop(); // what was to follow follows from it
      refused(answer.why);
    } else {
      again = setTimeout(send, backOff(tries++)); // also without a cookie, which may be on its way
    }
  }

  return {
    kept,
    send,
    give(what, told) {
      keep([...kept(), { id: crypto.getRandomValues(new Uint32Array(1))[0], what, told }]);
      send();
    },
    close: () => clearTimeout(again),
  };
}
