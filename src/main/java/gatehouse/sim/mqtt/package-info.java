/// A lock that listens at an MQTT broker, by a small client of its own (MQTT 3.1.1).
package gatehouse.sim.mqtt;
