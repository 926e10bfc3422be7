import KubeCore
import Support

/// Why a text is no history that can be taken.
package enum ChurnHistoryError: Error, Hashable, Sendable {
  /// A newer NetRisk wrote it: it is to be left alone.
  case newerVersion(Int64)
  case malformed(String)
}

extension ChurnHistory {
  /// Reads what ``text`` wrote. Whatever else the text says is an error: half a history is none.
  package init(text: String) throws(ChurnHistoryError) {
    let tree = try Self.parse(text)
    guard case .integer(let version)? = tree["version"], version >= 1 else { throw .malformed("there is no version") }
    guard version <= Self.version else { throw .newerVersion(version) }
    let sources = try Self.sources(tree["sources"])
    self.init(minutes: try Self.minutes(tree["minutes"]), hours: try Self.hours(tree["hours"], sources))
  }

  private static func parse(_ text: String) throws(ChurnHistoryError) -> Tree {
    do throws(WireError) {
      return try JSONReader.read(Array(text.utf8)) { (reader) throws(WireError) in
        reader.whitespace()
        let tree = try reader.tree()
        guard reader.isAtEnd() else {
          throw WireError(expected: "the end of the history", found: "more text", offset: reader.position)
        }
        return tree
      }
    } catch { throw .malformed(error.message) }
  }

  private static func sources(_ tree: Tree?) throws(ChurnHistoryError) -> [ChurnSource] {
    guard case .array(let elements)? = tree, elements.count <= sourceLimit else { throw .malformed("sources") }
    var sources: [ChurnSource] = []
    for element in elements {
      let parts = element.elements.compactMap(\.stringValue)
      switch (parts.count, element.elements.count) {
      case (1, 1): sources.append(.fieldManager(parts[0]))
      case (3, 3): sources.append(.object(ObjectKey(kind: parts[0], namespace: parts[1], name: parts[2])))
      default: throw .malformed("a source")
      }
    }
    guard Set(sources).count == sources.count else { throw .malformed("a source that is there twice") }
    return sources
  }

  private static func minutes(_ tree: Tree?) throws(ChurnHistoryError) -> [Int64: Minute] {
    guard let first = number(tree?["first"]), case .array(let rows)? = tree?["totals"],
      rows.count <= ChurnLedger.windowMinutes + 1
    else { throw .malformed("minutes") }
    var minutes: [Int64: Minute] = [:]
    for (offset, row) in rows.enumerated() {
      let counts = try counts(row, atMost: 5, limit: countLimit)
      var minute = Minute()
      (minute.observedSeconds, minute.requests) = (counts[0], counts[1])
      (minute.podStarts, minute.podDeletes, minute.endpointSliceUpdates) = (counts[2], counts[3], counts[4])
      guard minute.observedSeconds <= 60 else { throw .malformed("a minute of more than 60 seconds") }
      minutes[first + Int64(offset)] = minute
    }
    return minutes
  }

  private static func hours(
    _ tree: Tree?, _ sources: [ChurnSource]
  ) throws(ChurnHistoryError) -> [Int64: Hour] {
    guard case .array(let elements)? = tree else { throw .malformed("hours") }
    var hours: [Int64: Hour] = [:]
    for element in elements {
      guard let number = number(element["hour"]), hours[number] == nil,
        case .integer(let seconds)? = element["observedSeconds"], (0...3600).contains(seconds),
        case .array(let rows)? = element["charges"], let other = element["other"]
      else { throw .malformed("an hour") }
      var charges: [ChurnSource: Charge] = [:]
      for row in rows {
        let counts = try counts(row, atMost: 3, limit: 60 * countLimit)
        guard sources.indices.contains(counts[0]) else { throw .malformed("a charge without a source") }
        guard charges[sources[counts[0]]] == nil else { throw .malformed("a charge that is there twice") }
        charges[sources[counts[0]]] = try charge(counts[1], counts[2])
      }
      let rest = try counts(other, atMost: 2, limit: 60 * countLimit)
      charges[.other] = try charge(rest[0], rest[1])
      hours[number] = Hour(observedSeconds: Int(seconds), charges: charges.filter { $0.value.requests > 0 })
    }
    return hours
  }

  private static func charge(_ requests: Int, _ rewrites: Int) throws(ChurnHistoryError) -> Charge {
    guard rewrites <= requests else { throw .malformed("more rewrites than requests") }
    return Charge(requests: requests, unchangedRewrites: rewrites)
  }

  /// The number of a minute or an hour, small enough to be reckoned with.
  private static func number(_ tree: Tree?) -> Int64? {
    guard case .integer(let number)? = tree, (-1_000_000_000_000...1_000_000_000_000).contains(number) else {
      return nil
    }
    return number
  }

  /// A row with the zeros that were left out at its end.
  private static func counts(_ row: Tree, atMost size: Int, limit: Int) throws(ChurnHistoryError) -> [Int] {
    guard case .array(let elements) = row, elements.count <= size else { throw .malformed("a row of counts") }
    var counts: [Int] = []
    for element in elements {
      guard case .integer(let count) = element, (0...Int64(limit)).contains(count) else { throw .malformed("a count") }
      counts.append(Int(count))
    }
    return counts + Array(repeating: 0, count: size - counts.count)
  }
}
