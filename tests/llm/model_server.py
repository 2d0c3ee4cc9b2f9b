"""A model on loopback that answers as it is told, well or with malice."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Reply = Callable[["Handler"], None]


@dataclass
class ModelServer:
    """Answers each question with the next reply; the last one again when they run out."""

    replies: list[Reply]
    questions: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    model: ModelServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.model.questions.append(json.loads(body))
        self.model.headers.append(dict(self.headers))
        self.model.paths.append(self.path)
        replies = self.model.replies
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        reply(self)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Says nothing: the tests read what they need."""


@contextmanager
def serving(*replies: Reply) -> Iterator[ModelServer]:
    """A server that gives the replies in turn."""
    model = ModelServer(list(replies))
    handler = type("Told", (Handler,), {"model": model})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def content(text: str, **usage: Any) -> Reply:
    """A proper completion with `text` as what the model wrote."""
    whole = {"choices": [{"message": {"role": "assistant", "content": text}}], "usage": usage}
    return lambda handler: handler.send(json.dumps(whole).encode())


def claims(*rows: Any, **usage: Any) -> Reply:
    """A proper completion with these claims."""
    return content(json.dumps({"claims": list(rows)}), **usage)


def status(code: int) -> Reply:
    """An answer of nothing but a status."""
    return lambda handler: handler.send(b"{}", code)


def raw(body: bytes) -> Reply:
    """An answer of these very bytes."""
    return lambda handler: handler.send(body)


def silence(seconds: float) -> Reply:
    """No answer for so long."""

    def wait(handler: Handler) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return wait


def drip(handler: Handler) -> None:
    """A byte now and then, without end."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    for _ in range(100):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def redirect(handler: Handler) -> None:
    """An answer that points elsewhere."""
    handler.send(b"", 307, Location="http://127.0.0.1:1/v1/chat/completions")
