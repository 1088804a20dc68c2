"""The yardstick: an empty Flask view, by itself or on the simulator's own server.

`python -m bench.yardstick` serves it and prints its address, as `serve` does.
"""

import gc
import sys

from flask import Flask, Response

from catapult_simulator.http_server.server import HttpServer

PATH = "/empty"


def empty_app() -> Flask:
    """Flask with its defaults, and one view that does nothing."""
    app = Flask("yardstick", static_folder=None)
    app.add_url_rule(PATH, view_func=_empty, methods=["GET", "POST"])
    return app


def _empty() -> Response:
    return Response(b"", 201)


def main() -> None:
    server = HttpServer()
    port = server.open()
    app = empty_app()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 50)
    server.run(app, ready=lambda: _say(port))


def _say(port: int) -> None:
    sys.stdout.write(f"yardstick listens on http://127.0.0.1:{port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
