#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the examples that wait for somebody: examples_test.py FOLDER_OF_THE_EXAMPLES."""

import os
import pathlib
import signal
import socket
import subprocess
import sys
import threading
import unittest

FOLDER = pathlib.Path(sys.argv.pop())


class Example:
    """A running example, killed if a test leaves it running."""

    def __init__(self, name, *arguments):
        self.process = subprocess.Popen(
            [FOLDER / name, *arguments], stdout=subprocess.PIPE, text=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def line(self):
        return self.process.stdout.readline().rstrip("\n")

    def interrupt(self):
        """Sends SIGINT; returns the exit code and the rest of the output."""
        self.process.send_signal(signal.SIGINT)
        rest, _ = self.process.communicate()
        return self.process.returncode, rest


def echo(port, data):
    """What the server sends back; the sender does not wait for the reader."""
    received = bytearray()
    with socket.socket() as connection:
        # Less than the server receives at once, so that it has to send in parts.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", port))

        def send():
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)

        sender = threading.Thread(target=send)
        sender.start()
        while chunk := connection.recv(65536):
            received += chunk
        sender.join()
    return received


class Examples(unittest.TestCase):
    def test_the_echo_server_sends_everything_back_to_each_client(self):
        with Example("echo_server") as server:
            port = int(server.line().removeprefix("listening on port "))
            data = os.urandom(8 << 20)
            with socket.create_connection(("127.0.0.1", port)):  # a client that says nothing
                self.assertTrue(echo(port, data) == data)
                self.assertEqual(echo(port, b"again"), b"again")
            self.assertEqual(server.interrupt(), (0, ""))

    def test_the_coroutine_echo_server_drops_who_is_silent_and_stops_when_it_is_told_to(self):
        with Example("coroutine_echo_server", "0", "300") as server:
            port = int(server.line().removeprefix("listening on port "))
            data = os.urandom(8 << 20)
            self.assertTrue(echo(port, data) == data)
            with socket.create_connection(("127.0.0.1", port)) as silent:
                self.assertEqual(silent.recv(1), b"")
            self.assertEqual(server.line(), "client dropped: the operation timed out")
        with Example("coroutine_echo_server") as server:
            port = int(server.line().removeprefix("listening on port "))
            with socket.create_connection(("127.0.0.1", port)) as client:
                client.sendall(b"here")
                self.assertEqual(client.recv(4), b"here")
                code, output = server.interrupt()
        self.assertEqual(code, 0)
        self.assertEqual(sorted(output.splitlines()), [
            "bye",
            "client dropped: the operation was aborted",
        ])

    def test_graceful_shutdown_finishes_what_it_accepted(self):
        with Example("graceful_shutdown") as program:
            self.assertEqual(program.line(), "ready")
            code, output = program.interrupt()
        self.assertEqual(code, 0)
        self.assertEqual(output.splitlines(), [
            "no more orders, please",
            "order 1 is done",
            "order 2 is done",
            "order 3 is done",
            "discarded 1 timer",
        ])


if __name__ == "__main__":
    unittest.main()
