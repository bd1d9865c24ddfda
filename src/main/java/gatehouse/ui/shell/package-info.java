/// The window around the screens: rail, title bar, queue, status bar, log-in, keys. The way in for the house.
package gatehouse.ui.shell;
