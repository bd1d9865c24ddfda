/// Finds devices, tries their log-in, adds a door to the site; and switches the faults of simulated doors.
package gatehouse.ui.installer;
