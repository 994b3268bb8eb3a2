"""A mail server that delivers to nobody: for development and the demo, on loopback, with a page to read what came.

It keeps each mail as it was received, also one that comes twice: whoever looks for doubled mails must be able to see
them. `with Sink(folder) as sink:` starts it in a thread of its own, so any process and any event loop can hold one.
"""

from notifications.sink.server import PortTaken, Sink

__all__ = ["PortTaken", "Sink"]
