/// The only room with JavaFX. Shows the desk's state and hands clicks to the desk; decides nothing.
package gatehouse.ui;
