// The faces of trials as pictures that are ready to be painted. Read behind faces.js and asking.js.

async function decodedPicture(address) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(SLOWEST) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const reader = new FileReader();
  const read = new Promise((done, failed) => Object.assign(reader, { onload: done, onerror: failed }));
  reader.readAsDataURL(await answer.blob());
  await read;
  const image = html("img");
  image.alt = "";
  image.src = reader.result;
  await image.decode();
  return image;
}

// Fetched once for each trial: their addresses change from one state to the next, what they show
// does not. Told are `come()` when a trial's are there, and `expired()` when they cannot be had, so
// that the room may be asked for other addresses.
function pictureBook({ come, expired }) {
  const known = new Map(); // by trial: its images, or null while they are on their way
  let failures = 0;
  let waiting;

  async function fetchAll(trial, addresses) {
    try {
      known.set(trial, await Promise.all(addresses.map(decodedPicture)));
      failures = 0;
      come();
    } catch {
      known.delete(trial);
      clearTimeout(waiting);
      waiting = setTimeout(expired, backOff(failures++));
    }
  }

  return {
    // All of a trial's images; null until they are there.
    of(trial, addresses) {
      if (!known.has(trial)) {
        known.set(trial, null);
        fetchAll(trial, addresses);
      }
      return known.get(trial);
    },
    // "here", "coming", or "missing" where they are to be asked for.
    stage: (trial) => (known.get(trial) ? "here" : known.has(trial) ? "coming" : "missing"),
    // What was shown as one trial is another one by now.
    rename(trial, now) {
      if (!known.has(trial)) return;
      known.set(now, known.get(trial));
      known.delete(trial);
    },
    // Forget all but these.
    only(trials) {
      for (const trial of known.keys()) if (!trials.includes(trial)) known.delete(trial);
    },
    close: () => clearTimeout(waiting),
  };
}
