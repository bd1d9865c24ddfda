/// The front step: [gatehouse.Main] starts, [gatehouse.House] wires every room by hand.
package gatehouse;
