"""Whose address counts: the peer's, or what a trusted proxy says, and never what a visitor says."""

import pytest

from game.common.errors import Refused
from game.common.forwarded import THIS_MACHINE, address

VISITOR, FORGED, PROXY = "198.51.100.7", "203.0.113.9", "10.0.0.5"


def test_without_a_trusted_proxy_the_header_counts_for_nothing() -> None:
    assert address(VISITOR, [], "") == VISITOR
    assert address(VISITOR, [FORGED], "") == VISITOR
    assert address(THIS_MACHINE, [], "") == THIS_MACHINE


def test_what_the_server_took_from_the_header_by_itself_is_not_believed() -> None:
    for n in range(9):  # a proxy on this machine, or somebody there who would be everybody
        assert address(f"203.0.113.{n}", [f"203.0.113.{n}"], "") == THIS_MACHINE
    assert address(VISITOR, [f"{FORGED}, {VISITOR}"], "127.0.0.1") == VISITOR


@pytest.mark.parametrize("proxies", [PROXY, "10.0.0.0/8", f"192.0.2.1, {PROXY}"])
def test_a_trusted_proxy_says_who_the_visitor_is(proxies: str) -> None:
    assert address(PROXY, [VISITOR], proxies) == VISITOR
    assert address(PROXY, [FORGED, VISITOR], proxies) == VISITOR
    assert address(PROXY, [], proxies) == PROXY
    assert address(VISITOR, [FORGED], proxies) == VISITOR


def test_of_several_trusted_proxies_the_first_says_it() -> None:
    assert address(PROXY, [f"{FORGED}, {VISITOR}, 10.0.0.4"], "10.0.0.0/8") == VISITOR


def test_an_owner_of_many_addresses_has_one() -> None:
    assert address("2001:db8::1", [], "") == address("2001:db8::ffff", [], "")
    assert address("2001:db8:0:1::1", [], "") != address("2001:db8::1", [], "")
    assert address(f"::ffff:{VISITOR}", [], "") == VISITOR


def test_what_is_no_address_is_nobody_whom_one_trusts() -> None:
    assert address(PROXY, ["unknown"], PROXY) == "unknown"
    with pytest.raises(Refused, match="GAME_TRUSTED_PROXIES is 'nginx'"):
        address(VISITOR, [], "nginx")
