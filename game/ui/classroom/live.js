// A room's own channel: it is heard while it stands, comes back by itself, and is asked once a
// second where no socket gets through. Read behind asking.js, and before what draws the room.

const SILENT = 25000; // milliseconds without a word after which a socket is taken for dead
const ANSWERS = 400; // within which a server answers a tab that has just woken up
const QUICK = [200, 200, 200, 200, 200]; // the cookie of a new seat may be on its way
const BELIEVED = 15000; // within which a seat that was never heard of may still be found
const TRIES = 3; // sockets that fail in a row before the room is asked instead
const ASKED = 1000;

const roomAddress = (code, what) => `/rooms/${encodeURIComponent(code)}/${what}`;

// The room as `role` ("player", "host", "projector") sees it. Told are: `state(room)` for whatever
// the room has become, `gone()` once it or the seat is no longer there, and `heard(yes)` whenever
// the connection is lost or found. Returned are `again()`, for a fresh state, and `close()`.
function followRoom(code, role, { state, gone, heard }) {
  const born = Date.now();
  let socket = null;
  let spoke = false; // something was heard on this socket
  let failures = 0; // sockets in a row on which nothing was
  let known = false; // the room has spoken: whoever is refused now has lost the seat
  let last = 0; // when something was heard
  let closed = false;
  let trying, checking, asking;

  const take = (message) => {
    if (message.kind !== "state") return;
    known = true;
    state(message);
  };

  const end = () => {
    close();
    gone();
  };

  const drop = () => {
    if (!socket) return;
    socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
  };

  function connect() {
    clearTimeout(trying);
    clearTimeout(checking);
    drop();
    if (closed) return;
    const address = new URL(`${roomAddress(code, "live")}?as=${role}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    socket = new WebSocket(address);
    spoke = false;
    last = Date.now();
    socket.onmessage = ({ data }) => {
      last = Date.now();
      if (!spoke) {
        spoke = true;
        failures = 0;
        stopAsking();
        heard(true);
      }
      clearTimeout(checking);
      take(JSON.parse(data));
    };
    socket.onclose = ({ code: reason }) => (reason === 4404 ? end() : lost());
  }

  // Without a socket: try again, and ask in the meantime.
  function lost() {
    drop();
    clearTimeout(trying);
    if (spoke) heard(false);
    else failures += 1;
    if (failures >= TRIES) ask();
    const quick = known ? undefined : QUICK[failures - 1];
    trying = setTimeout(connect, quick ?? backOff(failures));
  }

  function ask() {
    if (asking || closed) return;
    const mine = (asking = {});
    const once = async () => {
      try {
        const answer = await fetch(`${roomAddress(code, "state")}?as=${role}`, {
          cache: "no-store",
          signal: AbortSignal.timeout(SLOWEST),
        });
        if (mine !== asking) return;
        const nobody = answer.status === 403 || answer.status === 404;
        if (nobody && (known || Date.now() - born > BELIEVED)) return end();
        if (answer.ok) {
          const message = await answer.json();
          if (mine !== asking) return;
          heard(true);
          take(message);
        }
      } catch {
        if (mine === asking) heard(false);
      }
      if (mine === asking) setTimeout(once, ASKED);
    };
    once();
  }

  function stopAsking() {
    asking = undefined; // what is on its way is older than what a socket says
  }

  // A tab that was asleep holds a socket that may be dead without knowing.
  function wake() {
    if (closed || document.hidden) return;
    if (socket?.readyState !== WebSocket.OPEN) return connect();
    socket.send('{"kind":"ping"}');
    clearTimeout(checking);
    checking = setTimeout(() => {
      heard(false);
      connect();
    }, ANSWERS);
  }

  const watching = setInterval(() => {
    if (socket && Date.now() - last > (spoke ? SILENT : SLOWEST)) lost();
  }, 1000);
  const offline = () => heard(false);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", wake);
  window.addEventListener("online", wake);
  window.addEventListener("offline", offline);

  function close() {
    closed = true;
    clearTimeout(trying);
    clearTimeout(checking);
    clearInterval(watching);
    stopAsking();
    drop();
    document.removeEventListener("visibilitychange", wake);
    window.removeEventListener("pageshow", wake);
    window.removeEventListener("online", wake);
    window.removeEventListener("offline", offline);
  }

  connect();
  return { again: connect, close };
}

// Tell the room something.
const tellRoom = (code, what, told) => tellServer(roomAddress(code, what), told);
