"""A web host on this machine: types, gzip and a page for wrong addresses, as a real one answers."""

from __future__ import annotations

import gzip
import threading
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
}


@contextmanager
def served(folder: Path):
    """Serve the files of a folder; gives their address with a slash at the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_for(folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def handler_for(folder: Path):
    """What answers requests for the files in a folder: with types, gzip and a page for
    wrong addresses.
    """

    @cache
    def packed(file: Path) -> bytes:
        return gzip.compress(file.read_bytes(), 6, mtime=0)

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # The head and the body leave in two writes; without this the second waits.
        disable_nagle_algorithm = True

        def do_GET(self):
            file = folder / unquote(urlsplit(self.path).path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file() and file.resolve().is_relative_to(folder.resolve())
            if not found:
                file = folder / "404.html"
            gzipped = "gzip" in self.headers.get("Accept-Encoding", "")
            body = packed(file) if gzipped else file.read_bytes()
            # A visitor may leave before the answer has come.
            with suppress(ConnectionError):
                self.answer(200 if found else 404, file.suffix, body, gzipped)

        def answer(self, status, suffix, body, gzipped):
            self.send_response(status)
            self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            if gzipped:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            """A test run prints no list of requests."""

    return Answer
