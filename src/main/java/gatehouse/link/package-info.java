/// What this desk tells other desks and systems, over MQTT. It gives no orders and takes none.
package gatehouse.link;
