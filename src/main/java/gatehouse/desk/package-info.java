/// Everything arrives here, is decided here and is published from here. Opens no socket and draws nothing.
package gatehouse.desk;
