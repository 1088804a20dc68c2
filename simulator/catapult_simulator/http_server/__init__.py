"""A WSGI application on a port: HTTP, sockets and threads. Knows no Flask, no tenants."""
