"""GStreamer's RTSP server with the time in the picture, to measure from glass to glass.

Usage: rtsp-clock.py PORT WIDTH HEIGHT FPS KBPS
The top 32 rows are 32 blocks, light for 1: the low 32 bits of CLOCK_MONOTONIC in milliseconds, highest bit first,
taken when the picture was drawn. Below it stripes move, so that the encoder has something to do.
Prints "ready PORT" when it listens; ends with its standard input. Path: /live
"""
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer

port, width, height, fps, kbps = (int(a) for a in sys.argv[1:6])
ROWS = 32
block = width // 32
light, dark = b"\xe0" * block, b"\x18" * block
Gst.init(None)


def stripes(step):
    row = bytes(40 + ((x + 8 * step) // 40 * 23) % 160 for x in range(width))
    return row * (height - ROWS) + b"\x80" * (width * height // 2)


backgrounds = [stripes(step) for step in range(25)]


def draw(n):
    now = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1_000_000
    row = b"".join(light if now >> (31 - bit) & 1 else dark for bit in range(32))
    return Gst.Buffer.new_wrapped(row * ROWS + backgrounds[n % len(backgrounds)])


def run(source):
    begin = time.monotonic()
    n = 0
    while True:
        n += 1
        time.sleep(max(0, begin + n / fps - time.monotonic()))
        if source.emit("push-buffer", draw(n)) != Gst.FlowReturn.OK:
            return


def configure(factory, media):
    source = media.get_element().get_by_name("source")
    threading.Thread(target=run, args=(source,), daemon=True).start()


server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(str(port))
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(
    "( appsrc name=source is-live=true do-timestamp=true format=time block=false "
    f"caps=video/x-raw,format=I420,width={width},height={height},framerate={fps}/1 ! "
    f"x264enc threads=1 tune=zerolatency speed-preset=ultrafast bitrate={kbps} key-int-max={fps} bframes=0 ! "
    "video/x-h264,profile=main ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
)
factory.set_shared(True)
factory.connect("media-configure", configure)
server.get_mount_points().add_factory("/live", factory)
server.attach(None)
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, lambda *a: loop.quit())
print("ready", server.get_bound_port(), flush=True)
loop.run()
