/// What can be typed: console, tour, discover, history, sim.
package gatehouse.command;
