"""Networks that pages are never fetched from: every range that the registries of IANA keep for a special purpose.

https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry.
Python knows most of them, but not all, and which ones depends on its version.
"""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

SPECIAL = tuple(
    ipaddress.ip_network(name)
    for name in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16"),
        *("192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        # Within the public addresses of IPv6: protocols such as Teredo, documentation, 6to4, and AS112.
        *("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
)
# Everything outside is for a special purpose, or for none yet: this machine, NAT64, link-local, site-local, multicast.
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
# ISATAP: the second half of such an address says that an IPv4 address follows.
ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(address: Address) -> bool:
    """Return whether this is an address of the public web. One of IPv4 that is written as IPv6 counts as the former."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address not in PUBLIC_IPV6 or (int(address) >> 32) & 0xFFFFFFFF in ISATAP:
            return False
    return address.is_global and not any(address in network for network in SPECIAL)
