internal import Support

/// `a, b and c`.
func joined(_ items: [String], _ conjunction: String) -> String {
  guard let last = items.last, items.count > 1 else { return items.first ?? "" }
  return "\(items.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
}

/// Numbers as words: an even row of five or more as its start and end, else runs of three or more as `a to b`.
func listed(_ values: [Int], _ word: (Int) -> String = { String($0) }) -> String {
  if let step = evenStep(of: values), step > 1, values.count > 4, let last = values.last {
    return values.prefix(3).map(word).joined(separator: ", ") + ", … " + word(last)
  }
  let parts = consecutiveRuns(of: values).flatMap { run in
    run.count > 2 ? ["\(word(run.lowerBound)) to \(word(run.upperBound))"] : run.map(word)
  }
  return joined(parts, "and")
}

/// The distance between all neighbours, where it is one.
func evenStep(of values: [Int]) -> Int? {
  guard values.count > 1 else { return nil }
  let step = values[1] - values[0]
  return zip(values, values.dropFirst()).allSatisfy { $1 - $0 == step } ? step : nil
}

/// Ascending values as ranges without a hole.
func consecutiveRuns(of values: [Int]) -> [ClosedRange<Int>] {
  var runs: [ClosedRange<Int>] = []
  for value in values {
    if let last = runs.last, last.upperBound == value - 1 {
      runs[runs.count - 1] = last.lowerBound...value
    } else {
      runs.append(value...value)
    }
  }
  return runs
}

/// `5 minutes`, `1 hour 30 minutes`.
func words(forSeconds seconds: Int64) -> String {
  let parts = [
    plural(seconds / 3600, "hour"), plural(seconds / 60 % 60, "minute"), plural(seconds % 60, "second"),
  ]
  let shown = parts.compactMap { $0 }
  return shown.isEmpty ? "0 seconds" : shown.joined(separator: " ")
}

private func plural(_ count: Int64, _ unit: String) -> String? {
  count == 0 ? nil : count == 1 ? "1 \(unit)" : "\(count) \(unit)s"
}

/// `03:05`.
func clockTime(_ hour: Int, _ minute: Int) -> String { "\(padded(hour, 2)):\(padded(minute, 2))" }

let weekdayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
]
