import Support

/// Applies a unified diff of one file strictly: every line of context and every removed line has to be there.
struct DiffApplier {
  private var old: [[UInt8]]
  private var position = 0
  private var new: [[UInt8]] = []

  /// The new text, `nil` where the diff does not fit.
  static func apply(_ diff: [UInt8], to old: [UInt8]) -> [UInt8]? {
    var applier = DiffApplier(old: lines(old))
    var lines = Self.lines(diff)[...]
    while let line = lines.first, !line.starts(with: "@@".utf8) { lines = lines.dropFirst() }
    while let header = lines.popFirst() {
      guard applier.hunk(header, &lines) else { return nil }
    }
    return Array((applier.new + applier.old[applier.position...]).joined())
  }

  static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    for byte in bytes {
      line.append(byte)
      if byte == 0x0A {
        lines.append(line)
        line = []
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private mutating func hunk(_ header: [UInt8], _ lines: inout ArraySlice<[UInt8]>) -> Bool {
    let words = String(decoding: header, as: UTF8.self).split(separator: " ")
    guard words.count == 4, words[0] == "@@", words[3] == "@@\n" else { return false }
    guard let from = Self.span(words[1].dropFirst()), let to = Self.span(words[2].dropFirst()) else { return false }
    guard position <= from.lowerBound, from.upperBound <= old.count else { return false }
    new += old[position..<from.lowerBound]
    position = from.lowerBound
    guard new.count == to.lowerBound else { return false }
    while position < from.upperBound || new.count < to.upperBound {
      guard let line = lines.popFirst(), self.line(line, &lines) else { return false }
    }
    return position == from.upperBound && new.count == to.upperBound
  }

  private mutating func line(_ line: [UInt8], _ lines: inout ArraySlice<[UInt8]>) -> Bool {
    var text = Array(line.dropFirst())
    if lines.first?.first == UInt8(ascii: "\\") {
      lines.removeFirst()
      text.removeLast()
    }
    if line.first != UInt8(ascii: "+") {
      guard position < old.count, old[position] == text else { return false }
      position += 1
    }
    if line.first != UInt8(ascii: "-") { new.append(text) }
    return true
  }

  /// `3,2` as the range from 2 to 4, `3,0` as the empty one behind the third line.
  private static func span(_ text: Substring) -> Range<Int>? {
    let numbers = text.split(separator: ",").map { Int($0) ?? -1 }
    guard let start = numbers.first, start >= 0 else { return nil }
    let count = numbers.count > 1 ? numbers[1] : 1
    guard count >= 0 else { return nil }
    return count == 0 ? start..<start : start - 1..<start - 1 + count
  }
}

/// Texts and changes of texts that depend on the seed alone.
struct RandomTexts {
  var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func text() -> [UInt8] {
    let count = Int.random(in: 0...60, using: &generator)
    let text = (0..<count).flatMap { _ in line() }
    return Bool.random(using: &generator) && text.last == 0x0A ? Array(text.dropLast()) : text
  }

  mutating func line() -> [UInt8] {
    let lines = [
      "a", "b", "  c: 1", "", " ", "é # x", "-", "--- a", "+++ b", "@@ -1 +1 @@", "\\", "x\r", "\u{0}", "\t",
    ]
    return Array(((lines.randomElement(using: &generator) ?? "") + "\n").utf8)
  }

  mutating func changed(_ text: [UInt8]) -> [UInt8] {
    var lines = DiffApplier.lines(text)
    for _ in 0..<Int.random(in: 0...5, using: &generator) {
      let index = Int.random(in: 0...lines.count, using: &generator)
      if Bool.random(using: &generator) || index == lines.count {
        if index == lines.count, lines.last?.last.map({ $0 != 0x0A }) == true { lines[index - 1].append(0x0A) }
        lines.insert(line(), at: index)
      } else {
        lines.remove(at: index)
      }
    }
    let result = Array(lines.joined())
    return Int.random(in: 0..<4, using: &generator) == 0 && result.last == 0x0A ? Array(result.dropLast()) : result
  }
}
