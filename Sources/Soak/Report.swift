import Glibc

/// Prints figures beside their goals, and remembers whether one was missed.
struct Report {
  private(set) var isGood = true

  mutating func add(_ what: String, _ value: String, goal: String, met: Bool) {
    isGood = isGood && met
    say("\(met ? "ok  " : "MISS")  \(what): \(value) (goal: \(goal))")
  }

  func note(_ text: String) { say("      \(text)") }

  /// At once, into a file too.
  private func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  static func seconds(_ duration: Duration) -> String {
    let tenths = Int((duration / .milliseconds(100)).rounded())
    return "\(tenths / 10).\(abs(tenths % 10)) s"
  }

  static func rate(_ value: Double) -> String {
    let thousandths = Int((value * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
