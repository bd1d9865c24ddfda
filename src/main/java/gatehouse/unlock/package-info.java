/// Opens a door by one of several methods and says what became of it; nothing is sent before it is on record.
package gatehouse.unlock;
