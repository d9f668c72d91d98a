"""From which address a visitor comes: what a proxy says of it counts only if the proxy is trusted.

The server below (uvicorn) believes every proxy on its own machine and puts what that one says in
place of the peer's address. Whoever opens a connection from there could so have as many addresses
as they like. So an address that stands in the header, too, is taken for this machine's, unless this
machine is trusted.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network

from game.common.errors import Refused
from game.common.language import say

THIS_MACHINE = "127.0.0.1"
SUBSCRIBER = 64  # bits: an IPv6 address is one of very many that its owner has


def address(seen: str, forwarded: Sequence[str], trusted_proxies: str) -> str:
    """The visitor's address: of those that the way here leads through, the last not trusted.

    `seen` is the server's peer; `forwarded` the X-Forwarded-For headers. An IPv6 address stands for
    the whole network of its owner. Raises Refused for a proxy that is no address and no network.
    """
    proxies = _networks(trusted_proxies)
    hops = [hop.strip() for header in forwarded for hop in header.split(",")]
    if seen in hops and not _in(THIS_MACHINE, proxies):
        return THIS_MACHINE
    way = [*hops, seen]
    last = next((hop for hop in reversed(way) if not _in(hop, proxies)), seen)
    return _owner(last)


def _networks(names: str) -> list[IPv4Network | IPv6Network]:
    try:
        return [ip_network(name.strip(), strict=False) for name in names.split(",") if name.strip()]
    except ValueError:
        raise Refused(
            say(
                "GAME_TRUSTED_PROXIES is {names}; write addresses or networks with commas between "
                "them.",
                names=repr(names),
            )
        ) from None


def _in(hop: str, networks: Sequence[IPv4Network | IPv6Network]) -> bool:
    try:
        found = ip_address(hop)
    except ValueError:
        return False
    return any(found in network for network in networks)


def _owner(hop: str) -> str:
    try:
        found = ip_address(hop)
    except ValueError:
        return hop
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found, SUBSCRIBER), strict=False))
