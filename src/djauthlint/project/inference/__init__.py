"""How a site is deployed, as far as files of its repository prove it: servers, platforms and proxies.

The server comes first: gunicorn and uvicorn take the scheme from a proxy on the same machine by themselves, so that where TLS ends says
nothing as long as the server is not known. Files that contradict each other prove nothing.
"""
