import KubeCore

/// What a scalar means: its text and tag to a JSON type, as `sigs.k8s.io/yaml` has it.
///
/// Source: go-yaml v2 `resolve.go` and `decode.go`, then `convertToJSONableObject` and `encoding/json`.
enum ScalarResolver {
  /// Why a scalar has no JSON value.
  struct Failure: Error {
    var expected: String
    var found: String
  }

  /// The tags that decide something; others leave a scalar a string.
  enum Tag {
    case string, bool, integer, float, null, timestamp, binary, merge, other

    init(_ text: UnsafeBufferPointer<UInt8>) {
      self =
        switch String(decoding: text, as: UTF8.self) {
        case "tag:yaml.org,2002:str": .string
        case "tag:yaml.org,2002:bool": .bool
        case "tag:yaml.org,2002:int": .integer
        case "tag:yaml.org,2002:float": .float
        case "tag:yaml.org,2002:null": .null
        case "tag:yaml.org,2002:timestamp": .timestamp
        case "tag:yaml.org,2002:binary": .binary
        case "tag:yaml.org,2002:merge": .merge
        default: .other
        }
    }

    var name: String {
      switch self {
      case .string: "!!str"
      case .bool: "!!bool"
      case .integer: "!!int"
      case .float: "!!float"
      case .null: "!!null"
      case .timestamp: "!!timestamp"
      case .binary: "!!binary"
      case .merge: "!!merge"
      case .other: "a tag"
      }
    }
  }

  /// What a plain text can be.
  enum Resolved {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case float(Double)
    case string
  }

  /// The value of a scalar.
  ///
  /// - Parameter isPlain: whether the text decides the type where there is no tag (libyaml's `plain_implicit`).
  static func value(
    of text: UnsafeBufferPointer<UInt8>, tag: Tag?, isPlain: Bool, string: () -> String
  ) throws(Failure) -> SourceTree.Value {
    guard let tag else { return isPlain ? try json(plain(text), string) : .string(string()) }
    switch tag {
    case .string, .merge, .other: return .string(string())
    case .binary: return .string(try BinaryScalar.text(text))
    case .timestamp:
      guard isTimestamp(text) else { throw mismatch(string(), tag) }
      return .string(string())
    case .bool:
      guard case .bool(let value) = plain(text) else { throw mismatch(string(), tag) }
      return .bool(value)
    case .null:
      guard case .null = plain(text) else { throw mismatch(string(), tag) }
      return .null
    case .integer:
      switch plain(text) {
      case .integer, .unsigned: return try json(plain(text), string)
      default: throw mismatch(string(), tag)
      }
    case .float:
      switch plain(text) {
      case .integer, .float: return try json(plain(text), string)
      default: throw mismatch(string(), tag)
      }
    }
  }

  private static func mismatch(_ text: String, _ tag: Tag) -> Failure {
    Failure(expected: "a value that fits the tag \(tag.name)", found: Excerpt.quoted(text))
  }

  /// The value after Go's `encoding/json` has written it and Kubernetes has read it: a whole float is an integer.
  private static func json(_ resolved: Resolved, _ string: () -> String) throws(Failure) -> SourceTree.Value {
    switch resolved {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .integer(let value): return .integer(value)
    case .unsigned(let value): return .number(Double(value))
    case .float(let value):
      guard value.isFinite else {
        throw Failure(expected: "a number that JSON has", found: Excerpt.quoted(string()))
      }
      return Int64(exactly: value).map { .integer($0) } ?? .number(value)
    case .string: return .string(string())
    }
  }

  /// Resolves a plain text without a tag.
  static func plain(_ text: UnsafeBufferPointer<UInt8>) -> Resolved {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return NumberResolver.resolve(text)
    case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      return text.count <= 5 ? word(String(decoding: text, as: UTF8.self)) : .string
    default: return .string
    }
  }

  private static func word(_ text: String) -> Resolved {
    switch text {
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
    case "null", "Null", "NULL": .null
    default: .string
    }
  }

  /// Whether the text begins as a date of the years 0000 to 9999. go-yaml also checks the rest; a manifest has no
  /// use for this tag, and the value is the text either way.
  private static func isTimestamp(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count >= 8 && text.prefix(4).allSatisfy { (0x30...0x39).contains($0) } && text[4] == UInt8(ascii: "-")
  }
}
