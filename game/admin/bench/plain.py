"""The baseline of a class: a plain Streamlit page with the same pictures and a button."""

import asyncio
import time

from game.admin.bench.client import Client

PRESSES = 9  # as many pairs as a class of ten has after its first


async def press_all(port: int, visitors: int) -> list[float]:
    """Seconds of each press, until both pictures are fetched, where everybody presses at once."""
    clients = [Client(port, "") for _ in range(visitors)]
    for client in clients:
        await client.open()
    latencies: list[float] = []
    for _ in range(PRESSES):
        latencies += await asyncio.gather(*(_plain_press(client, port) for client in clients))
        await asyncio.sleep(1)
    await asyncio.gather(*(client.close() for client in clients))
    return latencies


async def _plain_press(client: Client, port: int) -> float:
    began, before = time.perf_counter(), client.drawn
    await client.press("Next")
    await client.until(lambda: client.drawn > before, "the next page")
    await asyncio.gather(*(_fetch(port, address) for address in client.images))
    return time.perf_counter() - began


async def _fetch(port: int, address: str) -> None:
    """One picture by HTTP, without a cache, as a browser that has not seen it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    head, _, body = (await reader.read()).partition(b"\r\n\r\n")
    writer.close()
    if b" 200 " not in head.split(b"\r\n")[0] or not body:
        raise RuntimeError(f"The baseline's picture {address} was not served.")
