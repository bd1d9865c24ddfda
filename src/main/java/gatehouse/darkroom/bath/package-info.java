/// The inside of the darkroom: FFmpeg and what serves the jobs with it. Runs in the child process; only a test or a
/// measured trial runs it in the console's own.
package gatehouse.darkroom.bath;
