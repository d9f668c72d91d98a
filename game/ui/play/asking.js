// Asking the server, and waiting before another try. Read behind faces.js.

const SLOWEST = 5000; // milliseconds

// The time before another try, later each time and nowhere quite the same: a hundred browsers that
// lost a server at once must not come back at once.
const backOff = (tries) => Math.min(SLOWEST, 300 * 2 ** tries) * (0.7 + 0.6 * Math.random());

// Whether the server will not have it, however often it is told. Without a cookie (403), which may be on
// its way, or in a hurry (408, 429) it may yet.
const saysNo = (status) => status >= 400 && status < 500 && ![403, 408, 429].includes(status);

// Tell the server something, or ask it where nothing is told. The status is 0 where nothing came
// back: whether it arrived is open then.
async function tellServer(address, told) {
  try {
    const answer = await fetch(address, {
      method: told === undefined ? "GET" : "POST",
      cache: "no-store",
      headers: { "content-type": "application/json", "x-language": document.documentElement.lang },
      body: told === undefined ? undefined : JSON.stringify(told),
      signal: AbortSignal.timeout(2 * SLOWEST),
    });
    return { status: answer.status, answer: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, answer: {} };
  }
}
