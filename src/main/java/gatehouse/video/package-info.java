/// RTSP in; newest picture, warm GOPs and snapshots out. Takes addresses and secrets, knows no desk.
package gatehouse.video;
