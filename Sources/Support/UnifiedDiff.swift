/// The difference between two versions of a file as `git apply` and `patch -p1` read it.
///
/// Source: POSIX `diff -u`; git's `diff-format`, "Generating patch text with -p".
package enum UnifiedDiff {
  /// Lines that are alike before and behind a change.
  static let context = 3

  /// The diff of one file, empty where nothing differs.
  ///
  /// Bytes are handed on as they are: line ends, and texts in whatever encoding.
  ///
  /// - Parameters:
  ///   - path: relative to the folder that the diff is applied in, with `/`, without `./` before it.
  ///   - old: `nil` where the file is new.
  ///   - new: `nil` where the file is removed.
  package static func bytes(path: String, old: [UInt8]?, new: [UInt8]?) -> [UInt8] {
    guard old != new else { return [] }
    var output = Array(header(path: path, isNew: old == nil, isRemoved: new == nil).utf8)
    let (oldLines, newLines) = (lines(old ?? []), lines(new ?? []))
    guard !oldLines.isEmpty || !newLines.isEmpty else { return output }
    let name = { (prefix: String, exists: Bool) in exists ? GitPath.ended(prefix + path) : "/dev/null" }
    output += Array("--- \(name("a/", old != nil))\n+++ \(name("b/", new != nil))\n".utf8)
    let numbers = numbered(oldLines, newLines)
    for hunk in hunks(LineDifference(numbers.old, numbers.new).changes) {
      write(hunk, oldLines, newLines, to: &output)
    }
    return output
  }

  private static func header(path: String, isNew: Bool, isRemoved: Bool) -> String {
    let mode = isNew ? "new file mode 100644\n" : isRemoved ? "deleted file mode 100644\n" : ""
    return "diff --git \(GitPath.quoted("a/" + path)) \(GitPath.quoted("b/" + path))\n" + mode
  }

  /// Lines with their LF; the last may have none.
  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  /// The lines as numbers, the same for the same bytes.
  private static func numbered(
    _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]
  ) -> (old: [Int], new: [Int]) {
    var table: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let number = table[line] { return number }
      table[line] = table.count
      return table.count - 1
    }
    return (old.map(number), new.map(number))
  }

  /// The changes in groups whose context touches or overlaps.
  private static func hunks(_ changes: [LineDifference.Change]) -> [[LineDifference.Change]] {
    var hunks: [[LineDifference.Change]] = []
    for change in changes {
      if let last = hunks.last?.last, change.old.lowerBound - last.old.upperBound <= 2 * context {
        hunks[hunks.count - 1].append(change)
      } else {
        hunks.append([change])
      }
    }
    return hunks
  }

  private static func write(
    _ hunk: [LineDifference.Change], _ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>], to output: inout [UInt8]
  ) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let before = min(context, first.old.lowerBound)
    let after = min(context, old.count - last.old.upperBound)
    let oldRange = first.old.lowerBound - before..<last.old.upperBound + after
    let newRange = first.new.lowerBound - before..<last.new.upperBound + after
    output += Array("@@ -\(span(oldRange)) +\(span(newRange)) @@\n".utf8)
    var position = oldRange.lowerBound
    for change in hunk {
      write(" ", old[position..<change.old.lowerBound], to: &output)
      write("-", old[change.old], to: &output)
      write("+", new[change.new], to: &output)
      position = change.old.upperBound
    }
    write(" ", old[position..<oldRange.upperBound], to: &output)
  }

  /// `3,2`; a count of one is left out, and an empty range names the line before it.
  private static func span(_ range: Range<Int>) -> String {
    switch range.count {
    case 0: "\(range.lowerBound),0"
    case 1: "\(range.lowerBound + 1)"
    default: "\(range.lowerBound + 1),\(range.count)"
    }
  }

  private static func write(_ sign: Character, _ lines: ArraySlice<ArraySlice<UInt8>>, to output: inout [UInt8]) {
    for line in lines {
      output += sign.utf8
      output += line
      if line.last != 0x0A { output += Array("\n\\ No newline at end of file\n".utf8) }
    }
  }
}
