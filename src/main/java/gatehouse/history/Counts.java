package gatehouse.history;

/// The figures above the history: visits in all, missed ones, and those with an unlock that was not confirmed or whose
/// outcome is unknown.
public record Counts(int visits, int missed, int notConfirmed) {}
