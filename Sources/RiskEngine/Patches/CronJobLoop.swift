/// The shell script that runs a CronJob's command at the schedule's times, as the CronJob and Job controllers would.
///
/// What it keeps of them: a run that is late is made up for, the latest missed one only, within
/// `startingDeadlineSeconds` (`mostRecentScheduleTime` of pkg/controller/cronjob/utils.go); `Replace` ends a run at the
/// next time; a failed run is tried again after 10 s, 20 s, 40 s and so on, `backoffLimit` times
/// (`getRemainingBackoffTime` of pkg/controller/job, and the kubelet's back-off for `OnFailure`); after
/// `activeDeadlineSeconds` it gets SIGTERM, and SIGKILL after its grace period.
struct CronJobLoop {
  /// Words that the comment quotes.
  var schedule: String
  var periodSeconds: Int
  /// Seconds since the epoch at which some run starts, modulo the period: a zone that is no whole number of periods from
  /// UTC stays right.
  var offsetSeconds: Int
  var backoffLimit: Int
  /// The longest pause before another try.
  var longestPauseSeconds: Int
  var activeDeadlineSeconds: Int?
  var startingDeadlineSeconds: Int?
  /// Whether a run gives way to the next one.
  var isReplaced: Bool
  var graceSeconds: Int

  /// The script; its arguments are the command. It needs `date +%s` and `sleep`, and nothing else that is not POSIX.
  var script: String {
    ([comment] + signals + attempts + watch + main).joined(separator: "\n") + "\n"
  }

  private var hasDeadline: Bool { activeDeadlineSeconds != nil || isReplaced }

  private var comment: String {
    // A schedule may hold line breaks, which would end the comment.
    let words = schedule.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return "# One round every \(periodSeconds) s, at the times of the schedule '\(words)'."
  }

  /// `$!` as well: a signal may come before it has its name.
  private var signals: [String] {
    [
      "child=\(hasDeadline ? " guard=" : "")",
      "stop() { for p in $child\(hasDeadline ? " $guard" : "") $!; do kill -TERM \"$p\" 2>/dev/null; done; wait; exit 0; }",
      "trap stop TERM INT",
    ]
  }

  /// One round: the command, and again where it fails.
  private var attempts: [String] {
    let kill = "kill -TERM $! 2>/dev/null"
    let end =
      hasDeadline
      ? "j=$!; \(kill); { sleep \(graceSeconds); kill -KILL $j 2>/dev/null; } & k=$!; wait $j; kill $k; exit 1"
      : "\(kill); wait; exit 1"
    return [
      "attempts() {", "  failed=0 pause=10", "  trap '\(end)' TERM", "  while :; do", "    \"$@\" &",
      "    wait $! && exit 0", "    echo \"round failed with status $?\" >&2", "    failed=$(( failed + 1 ))",
      "    [ \"$failed\" -le \(backoffLimit) ] || exit 1", "    sleep \"$pause\" &", "    wait $! || exit 1",
      "    pause=$(( pause * 2 )); [ \"$pause\" -le \(longestPauseSeconds) ] || pause=\(longestPauseSeconds)", "  done",
      "}",
    ]
  }

  /// Ends a round that takes too long.
  private var watch: [String] {
    guard hasDeadline else { return [] }
    return [
      "watch() {", "  trap 'kill $! 2>/dev/null; exit' TERM", "  sleep \"$1\" &",
      "  wait $! && kill -TERM \"$2\" 2>/dev/null", "}",
    ]
  }

  private var main: [String] {
    let inTime = startingDeadlineSeconds.map { " && [ $(( now - tick )) -le \($0) ]" } ?? ""
    let guardLines =
      hasDeadline
      ? [
        "    watch \(allowedSeconds) \"$child\" & guard=$!", "    wait \"$child\"",
        "    kill -TERM \"$guard\" 2>/dev/null; wait \"$guard\"; guard=",
      ] : ["    wait \"$child\""]
    return [
      "last=$(date +%s)", "while :; do", "  now=$(date +%s)",
      "  tick=$(( now - (now - \(offsetSeconds)) % \(periodSeconds) ))",
      "  if [ \"$tick\" -gt \"$last\" ]\(inTime); then", "    last=$tick", "    attempts \"$@\" & child=$!",
    ] + guardLines + [
      "  else", "    sleep $(( tick + \(periodSeconds) - now )) & child=$!", "    wait \"$child\" || exit 1", "  fi",
      "done",
    ]
  }

  /// How long a round may take.
  private var allowedSeconds: String {
    let toNext = "$(( tick + \(periodSeconds) - now ))"
    guard let seconds = activeDeadlineSeconds else { return toNext }
    guard isReplaced else { return "\(seconds)" }
    let left = "tick + \(periodSeconds) - now"
    return "$(( \(left) < \(seconds) ? \(left) : \(seconds) ))"
  }
}
