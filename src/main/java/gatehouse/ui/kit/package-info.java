/// The parts every screen is made of: looks, words, live pictures, buttons. Knows no screen; only screens enter.
package gatehouse.ui.kit;
