/// What happened: visits by time, door, kind and person, and the timeline of one with its pictures.
package gatehouse.ui.history;
