"""GStreamer's RTSP server with a test picture, for the video tests and benchmarks.

Usage: rtsp-server.py PORT WIDTH HEIGHT FPS KBPS GOP [USER PASSWORD]
PRESET is the encoder's; ultrafast is cheap, superfast has the entropy coding and loop filter that cameras have.
With OWN_ENCODER=1 in the environment each viewer has an encoder of his own. CODEC is H264, H265 or MJPEG; TRANSPORT
is TCP or UDP, or both where it is not set.
Prints "ready PORT" when it listens; ends with its standard input. Path: /live
"""
import os
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer

port, width, height, fps, kbps, gop = (int(a) for a in sys.argv[1:7])
Gst.init(None)
preset = os.environ.get("PRESET", "ultrafast")
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(str(port))
factory = GstRtspServer.RTSPMediaFactory()
encoders = {
    "H264": f"x264enc threads=1 tune=zerolatency speed-preset={preset} bitrate={kbps} key-int-max={gop} bframes=0 ! "
    "video/x-h264,profile=main ! rtph264pay config-interval=-1 pt=96",
    "H265": f"x265enc tune=zerolatency speed-preset={preset} bitrate={kbps} key-int-max={gop} ! "
    "video/x-h265,profile=main ! h265parse ! rtph265pay config-interval=-1 pt=96",
    "MJPEG": "jpegenc quality=80 ! rtpjpegpay pt=26",
}
factory.set_launch(
    "( videotestsrc is-live=true pattern=smpte horizontal-speed=4 ! "
    f"video/x-raw,format=I420,width={width},height={height},framerate={fps}/1 ! "
    f"{encoders[os.environ.get('CODEC', 'H264')]} name=pay0 )"
)
if "TRANSPORT" in os.environ:
    only = {"TCP": GstRtsp.RTSPLowerTrans.TCP, "UDP": GstRtsp.RTSPLowerTrans.UDP}
    factory.set_protocols(only[os.environ["TRANSPORT"]])
factory.set_shared(os.environ.get("OWN_ENCODER") != "1")
if len(sys.argv) > 8:
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "user")
    auth.add_digest(sys.argv[7], sys.argv[8], token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("user", "media.factory.access", True)
    permissions.add_permission_for_role("user", "media.factory.construct", True)
    factory.set_permissions(permissions)
server.get_mount_points().add_factory("/live", factory)
server.attach(None)
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, lambda *a: loop.quit())
print("ready", server.get_bound_port(), flush=True)
loop.run()
