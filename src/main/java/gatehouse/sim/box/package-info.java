/// A relay box that does not exist, speaking Modbus/TCP by code of its own.
package gatehouse.sim.box;
