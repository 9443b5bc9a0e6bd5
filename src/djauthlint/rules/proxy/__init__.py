"""Rules about proxies, TLS and hosts."""
