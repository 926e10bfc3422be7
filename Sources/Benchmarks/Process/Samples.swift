/// What several runs of a process have measured, by name.
struct Samples {
  private var values: [String: [Double]] = [:]

  /// Takes all figures that the process says; other lines are handed to `hear`.
  mutating func collect(_ child: Child, _ hear: (String) throws -> Void = { _ in }) throws {
    while let line = child.line() { if !take(line) { try hear(line) } }
    guard child.finish() else { throw Failure("a process of the benchmark has failed") }
  }

  /// Takes the figures before that line.
  mutating func collect(_ child: Child, until word: String) throws {
    while let line = child.line() { if !take(line), line == word { return } }
    throw Failure("a process of the benchmark has failed")
  }

  private mutating func take(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    guard words.count == 3, words[0] == "figure", let value = Double(words[2]) else { return false }
    values[String(words[1]), default: []].append(value)
    return true
  }

  /// `16.2–17.0`; `unknown` where nothing was measured.
  func range(_ name: String, _ digits: Int, _ scale: Double = 1) -> String {
    let found = (values[name] ?? []).map { $0 * scale }
    guard let low = found.min(), let high = found.max() else { return "unknown" }
    let ends = [Figure.decimal(low, digits), Figure.decimal(high, digits)]
    return ends[0] == ends[1] ? ends[0] : ends.joined(separator: "–")
  }
}
