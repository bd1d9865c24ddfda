/// SIP signalling: registration, direct calls, call states, SDP. The only room beside the simulator that sees JAIN-SIP.
package gatehouse.sip;
