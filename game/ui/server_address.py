"""Where this server is found: the addresses that others can open, as text and as a QR code."""

import ipaddress
import socket
from urllib.parse import quote, urlsplit

import segno
import streamlit as st

from game.common.language import say
from game.ui.resources import settings

_NOWHERE = ("192.0.2.1", 9)  # set aside for documentation; nothing is sent there


def base() -> str:
    """Scheme and host by which players reach this server: GAME_URL, or what the host's page has."""
    seen = urlsplit(str(st.context.url or ""))
    return settings().url or f"{seen.scheme}://{seen.netloc}"


def reachable() -> str:
    """The same, or this machine's address in its network where no other machine can open it."""
    address = urlsplit(base())
    here = lan_address() if _is_loopback(address.hostname or "") else None
    port = f":{address.port}" if address.port else ""
    return f"{address.scheme}://{here}{port}" if here else base()


def join_address(code: str) -> str:
    """What a player opens to come into this room."""
    return f"{base()}/join?room={quote(code)}"


def qr_code(address: str) -> str:
    """An address as a QR code: an SVG as a data address, dark on white in either theme."""
    return segno.make(address, error="m").svg_data_uri(scale=8, border=3, dark="#000", light="#fff")


def hint() -> str | None:
    """What to do if the address is one that only this machine can open; None if it is not."""
    address = urlsplit(base())
    if not _is_loopback(address.hostname or ""):
        return None
    if reachable() == base():
        return say("Phones cannot open this address, and this machine has no other: set GAME_URL.")
    return say(
        "Phones cannot open {this}. Start the server with GAME_URL, or lead from {other}: “Lead "
        "from another device”, below, makes a link to it that this computer can open, too.",
        this=address.hostname,
        other=reachable(),
    )


def lan_address() -> str | None:
    """This machine's address in its network, None without one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)  # only asks which way a packet would leave
        except OSError:
            return None
        here = str(probe.getsockname()[0])
    return None if _is_loopback(here) else here


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
