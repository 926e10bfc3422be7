/// What turns one list of lines into another, as runs that were replaced.
struct LineDifference {
  /// Lines of the old list that these lines of the new one stand for; one of them may be empty.
  struct Change: Hashable {
    var old: Range<Int>
    var new: Range<Int>
  }

  /// Beyond so many changed lines the search is given up, and all between the common start and end is one change.
  static let searchLimit = 1000

  /// In order, with at least one common line between two of them.
  private(set) var changes: [Change] = []

  /// - Parameters: lines as numbers, the same number for the same line.
  init(_ old: [Int], _ new: [Int]) {
    let start = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - start
    let end = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let (oldMiddle, newMiddle) = (start..<old.count - end, start..<new.count - end)
    guard !oldMiddle.isEmpty || !newMiddle.isEmpty else { return }
    guard let trace = Self.trace(old[oldMiddle], new[newMiddle]) else {
      changes = [Change(old: oldMiddle, new: newMiddle)]
      return
    }
    walk(trace, from: (oldMiddle.count, newMiddle.count), start: start)
  }

  /// The furthest reaching paths after 0, 1, 2, … changed lines. Source: E. Myers, An O(ND) Difference Algorithm, 1986.
  private static func trace(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> [[Int]]? {
    var trace: [[Int]] = []
    // Diagonal k is at k + count + 1, where the path of `count` changes ends.
    for count in 0...min(old.count + new.count, searchLimit) {
      var reached = Array(repeating: 0, count: 2 * count + 1)
      for diagonal in stride(from: -count, through: count, by: 2) {
        var x = step(trace.last, count, diagonal)
        while x < old.count, x - diagonal >= 0, x - diagonal < new.count,
          old[old.startIndex + x] == new[new.startIndex + x - diagonal]
        {
          x += 1
        }
        reached[diagonal + count] = x
        if x >= old.count, x - diagonal >= new.count {
          trace.append(reached)
          return trace
        }
      }
      trace.append(reached)
    }
    return nil
  }

  /// Where the path on `diagonal` stands after its `count`th change, before the common lines behind it.
  private static func step(_ last: [Int]?, _ count: Int, _ diagonal: Int) -> Int {
    guard let last else { return 0 }
    let (down, right) = neighbours(last, count, diagonal)
    return max(down ?? 0, right ?? 0)
  }

  /// Where an inserted line (`down`) and a deleted one (`right`) lead to on `diagonal`.
  private static func neighbours(_ last: [Int], _ count: Int, _ diagonal: Int) -> (down: Int?, right: Int?) {
    func at(_ other: Int) -> Int? { abs(other) <= count - 1 ? last[other + count - 1] : nil }
    return (at(diagonal + 1), at(diagonal - 1).map { $0 + 1 })
  }

  /// Reads the changes off the trace, from its end.
  private mutating func walk(_ trace: [[Int]], from end: (x: Int, y: Int), start: Int) {
    var (x, y) = end
    for count in stride(from: trace.count - 1, to: 0, by: -1) {
      let diagonal = x - y
      let (down, right) = Self.neighbours(trace[count - 1], count, diagonal)
      let isInsertion = (down ?? -1) >= (right ?? -1)
      // Where the change ends and the common lines begin.
      let changedX = max(down ?? -1, right ?? -1)
      let changedY = changedX - diagonal
      x = isInsertion ? changedX : changedX - 1
      y = isInsertion ? changedY - 1 : changedY
      prepend(Change(old: start + x..<start + changedX, new: start + y..<start + changedY))
    }
    changes.reverse()
  }

  /// Adds a change that lies before all others; one that it touches takes it in.
  private mutating func prepend(_ change: Change) {
    if let last = changes.last, last.old.lowerBound == change.old.upperBound,
      last.new.lowerBound == change.new.upperBound
    {
      changes[changes.count - 1] = Change(
        old: change.old.lowerBound..<last.old.upperBound, new: change.new.lowerBound..<last.new.upperBound)
    } else {
      changes.append(change)
    }
  }
}
