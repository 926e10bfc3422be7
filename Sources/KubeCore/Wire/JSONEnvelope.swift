/// What a JSON document says of itself, and where the items of a list are, without reading them.
package struct JSONEnvelope: Hashable, Sendable {
  package var apiVersion = ""
  package var kind = ""
  /// The bytes of the document.
  package var range = 0..<0
  /// The bytes of each element of `items`; `nil` where there is no such list.
  package var items: [Range<Int>]?
  /// Whether the document is an object with a member `sops`: an encrypted file.
  package var isEncrypted = false
}

extension JSONReader {
  /// Passes over one document and says what it is. Anything but an object has neither `apiVersion` nor `kind`.
  package mutating func envelope() throws(WireError) -> JSONEnvelope {
    whitespace()
    var envelope = JSONEnvelope()
    let start = position
    if peek() == UInt8(ascii: "{") {
      try members(into: &envelope)
    } else {
      try skip()
    }
    envelope.range = start..<position
    return envelope
  }

  private mutating func members(into envelope: inout JSONEnvelope) throws(WireError) {
    guard try enter("{", "an object") else { return }
    let wanted = [WireField("apiVersion", 1), WireField("kind", 2), WireField("items", 3), WireField("sops", 4)]
    repeat {
      let field = try name(among: wanted)
      switch (field?.number, peek()) {
      case (1, UInt8(ascii: "\"")): envelope.apiVersion = try string()
      case (2, UInt8(ascii: "\"")): envelope.kind = try string()
      case (3, UInt8(ascii: "[")): envelope.items = try elements()
      case (4, _):
        envelope.isEncrypted = true
        try skip()
      default: try skip()
      }
    } while try next("}")
  }

  private mutating func elements() throws(WireError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    guard try enter("[", "a list") else { return [] }
    repeat {
      let start = position
      try skip()
      ranges.append(start..<position)
    } while try next("]")
    return ranges
  }

  /// Where the value at a path starts; `nil` where there is none.
  package mutating func offset(of path: [WireError.Segment]) throws(WireError) -> Int? {
    whitespace()
    for segment in path {
      switch segment {
      case .field(let wanted): guard try descend(to: wanted) else { return nil }
      case .index(let wanted): guard try descend(to: wanted) else { return nil }
      }
    }
    return position
  }

  private mutating func descend(to wanted: String) throws(WireError) -> Bool {
    guard peek() == UInt8(ascii: "{"), try enter("{", "an object") else { return false }
    repeat {
      try requireQuote("a name in quotes")
      let name = try stringBody()
      try colon()
      if name == wanted { return true }
      try skip()
    } while try next("}")
    return false
  }

  private mutating func descend(to wanted: Int) throws(WireError) -> Bool {
    guard peek() == UInt8(ascii: "["), try enter("[", "a list") else { return false }
    var index = 0
    repeat {
      if index == wanted { return true }
      try skip()
      index += 1
    } while try next("]")
    return false
  }
}
