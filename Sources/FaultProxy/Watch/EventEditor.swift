import Support

/// Applies the event faults of one watch, event by event.
struct EventEditor {
  enum Step {
    case send([UInt8])
    case hold(Hold)
  }

  private struct Rule {
    let pattern: EventPattern
    let fault: EventFault
    var seen = 0
  }

  private let isProtobuf: Bool
  private var rules: [Rule]
  private var random: SplitMix64
  private var withheld: WatchFrame?

  init(_ faults: [(EventPattern, EventFault)], isProtobuf: Bool, random: SplitMix64) {
    self.isProtobuf = isProtobuf
    self.random = random
    rules = faults.map { Rule(pattern: $0, fault: $1) }
  }

  /// What goes out for an event that has come.
  mutating func steps(for frame: WatchFrame) -> [Step] {
    var before: [Step] = []
    var copies = [frame.bytes]
    var isSwapped = false
    for index in rules.indices where rules[index].pattern.matches(frame) {
      rules[index].seen += 1
      guard rules[index].pattern.occurrence.contains(rules[index].seen, &random) else { continue }
      switch rules[index].fault {
      case .drop: copies = []
      case .duplicate: copies += copies.prefix(1)
      case .hold(let hold): before.append(.hold(hold))
      case .swap: isSwapped = true
      case .errorBefore(let status): before.append(.send(WatchFrame.error(status, isProtobuf: isProtobuf)))
      case .replace(let bytes): copies = [isProtobuf ? ProtobufWriter.frame(bytes) : bytes]
      }
    }
    // Behind a bookmark an event that came before it would be lost for good; and one object's events keep their order.
    let isObject = frame.type != "BOOKMARK" && frame.type != "ERROR"
    guard let waiting = withheld else {
      if isSwapped, isObject, !copies.isEmpty {
        withheld = frame
        return before
      }
      return before + copies.map { .send($0) }
    }
    withheld = nil
    let mayPass = isObject && !waiting.isAboutSameObject(as: frame)
    let sent: [Step] = copies.map { .send($0) }
    return before + (mayPass ? sent + [.send(waiting.bytes)] : [.send(waiting.bytes)] + sent)
  }

  /// What is still held back when the stream ends.
  mutating func end() -> [Step] {
    defer { withheld = nil }
    return withheld.map { [.send($0.bytes)] } ?? []
  }
}
