/// WS-Discovery and the ONVIF device client. Takes addresses and secrets, gives typed records.
package gatehouse.onvif;
