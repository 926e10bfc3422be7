package import Support

/// Ages as `kubectl` shows them. Source: apimachinery, pkg/util/duration/duration.go.
package enum HumanDuration {
  /// The time since an RFC 3339 stamp: `<unknown>` where there is none, `<invalid>` where it is no time.
  package static func since(_ stamp: String?, now: Timestamp) -> String {
    guard let stamp, !stamp.isEmpty else { return "<unknown>" }
    guard let time = Timestamp(rfc3339: stamp) else { return "<invalid>" }
    let (seconds, overflow) = now.seconds.subtractingReportingOverflow(time.seconds)
    guard !overflow else { return "<invalid>" }
    // Go truncates the whole difference towards zero.
    let borrowed = seconds > 0 && now.nanoseconds < time.nanoseconds
    return text(seconds: borrowed ? seconds - 1 : seconds)
  }

  package static func text(seconds: Int64) -> String {
    if seconds < -1 { return "<invalid>" }
    if seconds < 0 { return "0s" }
    if seconds < 120 { return "\(seconds)s" }
    let minutes = seconds / 60
    if minutes < 10 { return "\(minutes)m" + (seconds % 60 == 0 ? "" : "\(seconds % 60)s") }
    if minutes < 180 { return "\(minutes)m" }
    let hours = seconds / 3600
    if hours < 8 { return "\(hours)h" + (minutes % 60 == 0 ? "" : "\(minutes % 60)m") }
    if hours < 48 { return "\(hours)h" }
    let days = hours / 24
    if hours < 192 { return "\(days)d" + (hours % 24 == 0 ? "" : "\(hours % 24)h") }
    if days < 730 { return "\(days)d" }
    let years = days / 365
    return days < 2920 && days % 365 != 0 ? "\(years)y\(days % 365)d" : "\(years)y"
  }
}
