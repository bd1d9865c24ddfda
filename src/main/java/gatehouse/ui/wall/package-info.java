/// All doors at a glance: tiles, pages and the spot. What a tile can do is a click; what it shows comes from the desk.
package gatehouse.ui.wall;
