"""The least time in which anybody can have a first picture of an RTSP server: a client that does nothing else.

Usage: first-picture.py PORT TIMES
Opens rtsp://127.0.0.1:PORT/live inside the RTSP connection so many times and prints the median of the milliseconds from
the connection attempt to the end of the first picture, undecoded.
"""
import socket
import statistics
import sys
import time

port, times = (int(a) for a in sys.argv[1:3])
url = f"rtsp://127.0.0.1:{port}/live"


class Client:
    def __init__(self):
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.bytes = b""
        self.sequence = 0

    def say(self, method, where, headers=""):
        self.sequence += 1
        self.socket.sendall(f"{method} {where} RTSP/1.0\r\nCSeq: {self.sequence}\r\n{headers}\r\n".encode())

    def more(self):
        self.bytes += self.socket.recv(65536)

    def ask(self, method, where, headers=""):
        self.say(method, where, headers)
        while b"\r\n\r\n" not in self.bytes:
            self.more()
        head, self.bytes = self.bytes.split(b"\r\n\r\n", 1)
        lines = head.decode().split("\r\n")
        named = {line.split(":", 1)[0].lower(): line.split(":", 1)[1].strip() for line in lines[1:] if ":" in line}
        length = int(named.get("content-length", 0))
        while len(self.bytes) < length:
            self.more()
        body, self.bytes = self.bytes[:length], self.bytes[length:]
        return named, body.decode()

    def picture(self):
        """Until a packet of the video channel carries the marker."""
        while True:
            if self.bytes[:1] == b"$" and len(self.bytes) >= 4:
                end = 4 + int.from_bytes(self.bytes[2:4], "big")
                if len(self.bytes) >= end:
                    channel, packet = self.bytes[1], self.bytes[4:end]
                    self.bytes = self.bytes[end:]
                    if channel == 0 and packet[1] & 0x80:
                        return
                    continue
            elif b"\r\n\r\n" in self.bytes:
                self.bytes = self.bytes.split(b"\r\n\r\n", 1)[1]
                continue
            self.more()


def first():
    began = time.monotonic()
    client = Client()
    client.ask("OPTIONS", url)
    described = client.ask("DESCRIBE", url, "Accept: application/sdp\r\n")[1]
    control = [line[10:] for line in described.split("\r\n") if line.startswith("a=control:")][-1]
    track = control if control.startswith("rtsp") else f"{url}/{control}"
    granted = client.ask("SETUP", track, "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n")[0]
    session = granted["session"].split(";")[0]
    client.say("PLAY", url, f"Session: {session}\r\nRange: npt=0.000-\r\n")
    client.picture()
    took = (time.monotonic() - began) * 1000
    client.socket.close()
    return took


took = []
for _ in range(times):
    took.append(first())
    time.sleep(0.3)  # the server takes its encoder down
print(f"{statistics.median(took):.1f}", flush=True)
