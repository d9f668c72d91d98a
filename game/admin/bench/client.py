"""A browser's tab without a browser: Streamlit's own messages over a WebSocket, and a clock.

It does what the real one does as far as a benchmark needs: it sends presses, and notes when the
page was drawn. It draws nothing.
"""

import asyncio
from collections.abc import Callable

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from game.admin.bench.phone import PATIENCE


class Client:
    """One tab on a page of the server at this port."""

    def __init__(self, port: int, page: str, cookie: str = "") -> None:
        self._address = f"ws://127.0.0.1:{port}/_stcore/stream"
        self.page, self.query, self._cookie = page, "", cookie
        self.images: list[str] = []  # addresses of the pictures of the latest full run
        self._buttons: dict[str, str] = {}  # label: id
        self._script = ""
        self.drawn = 0  # full runs that came to their end
        self._changed = asyncio.Event()

    async def open(self) -> None:
        """Connect, and have the page drawn once."""
        self._socket: ClientConnection = await connect(
            self._address,
            additional_headers={"cookie": self._cookie},
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a NewType of str
            max_size=None,
            compression=None,
            ping_interval=None,
            open_timeout=PATIENCE,
        )
        self._listener = asyncio.create_task(self._listen())
        self._listener.add_done_callback(lambda _: self._changed.set())
        await self._send(self._message())
        await self.until(lambda: self.drawn > 0, "the page")

    async def close(self) -> None:
        """Hang up."""
        self._listener.cancel()
        await self._socket.close()

    async def press(self, label: str) -> None:
        """Press a button once it is there."""
        await self.until(lambda: label in self._buttons, f"the button {label!r}")
        message = self._message()
        # The next one of this label is another.
        button = self._buttons.pop(label)
        message.rerun_script.widget_states.widgets.add(id=button, trigger_value=True)
        await self._send(message)

    async def until(self, true: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Wait for messages until something is true. Raises TimeoutError that names it."""
        try:
            async with asyncio.timeout(patience):
                while not true():
                    if self._listener.done():
                        raise ConnectionError(f"{self.page}: the server hung up")
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise TimeoutError(f"{self.page}: waited in vain for {what}") from None

    async def _send(self, message: BackMsg) -> None:
        await self._socket.send(message.SerializeToString())

    def _message(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_script_hash = self._script
        message.rerun_script.page_name = "" if self._script else self.page
        return message

    async def _listen(self) -> None:
        async for payload in self._socket:
            message = ForwardMsg()
            message.ParseFromString(payload if isinstance(payload, bytes) else payload.encode())
            self._take(message)
            self._changed.set()

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                if not message.metadata.run.fragment_ids:
                    self.images = []
            case "navigation":
                self._script = message.navigation.page_script_hash
            case "delta":
                self._take_delta(message.delta)
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "script_finished":
                self.drawn += message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    def _take_delta(self, delta: Delta) -> None:
        element = delta.new_element
        match element.WhichOneof("type"):
            case "button":
                self._buttons[element.button.label] = element.button.id
            case "imgs":
                self.images += [image.url for image in element.imgs.imgs]
