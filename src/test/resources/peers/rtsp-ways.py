"""GStreamer's RTSP server on one way only, for the tests of how packets travel.

Usage: rtsp-ways.py TCP|UDP|BOTH [PEM]
With a PEM file (certificate and key) it speaks TLS. Prints "ready PORT" when it listens; ends with its standard input.
Path: /live
"""
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(
    "( videotestsrc is-live=true pattern=snow ! video/x-raw,format=I420,width=640,height=360,framerate=25/1 ! "
    "x264enc tune=zerolatency speed-preset=ultrafast bitrate=1500 key-int-max=25 bframes=0 ! "
    "video/x-h264,profile=main ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
)
ways = {"TCP": GstRtsp.RTSPLowerTrans.TCP, "UDP": GstRtsp.RTSPLowerTrans.UDP}
ways["BOTH"] = ways["TCP"] | ways["UDP"]
factory.set_protocols(ways[sys.argv[1]])
if len(sys.argv) > 2:
    auth = GstRtspServer.RTSPAuth()
    auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(sys.argv[2]))
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "anybody")
    auth.set_default_token(token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("anybody", "media.factory.access", True)
    permissions.add_permission_for_role("anybody", "media.factory.construct", True)
    factory.set_permissions(permissions)
server.get_mount_points().add_factory("/live", factory)
server.attach(None)
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, lambda *a: loop.quit())
print("ready", server.get_bound_port(), flush=True)
loop.run()
