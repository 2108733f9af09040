"""Proxies that may say who the client is: --forwarded-allow-ips."""

import functools
import ipaddress


class Trust:
    def __init__(self, allowed):
        words = [word.strip() for word in allowed.split(",")] if isinstance(allowed, str) else list(allowed)
        self.is_everybody = "*" in words
        self.networks, self.names = [], set()
        for word in filter(None, words):
            try:
                self.networks.append(ipaddress.ip_network(word))
            except ValueError:
                self.names.add(word)
        self.client = functools.lru_cache(1024)(self._client)

    def trusts(self, host):
        """`host`: an address, or None for a Unix socket."""
        if self.is_everybody:
            return True
        if host in self.names:
            return True
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return any(address in network for network in self.networks)

    def _client(self, forwarded):
        """(host, port) of the last address in X-Forwarded-For that is no trusted proxy."""
        hosts = [host.strip() for host in forwarded.decode("latin-1").split(",")]
        chosen = hosts[0]
        if not self.is_everybody:
            chosen = next((host for host in reversed(hosts) if not self.trusts(host)), hosts[0])
        return (chosen, 0) if chosen else None
