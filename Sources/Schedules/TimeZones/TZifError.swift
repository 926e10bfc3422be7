/// Bytes that are not a usable TZif file.
package enum TZifError: Error, Hashable, Sendable {
  case notTZif
  case unknownVersion(UInt8)
  case truncated
  case noLocalTimeTypes
  case badDesignation(type: Int)
  case badTransitionType(transition: Int)

  /// What is wrong with the bytes.
  package var message: String {
    switch self {
    case .notTZif: "not a TZif file: it does not start with \"TZif\""
    case .unknownVersion(let byte): "TZif version byte \(byte) is none of 0, '2', '3', '4'"
    case .truncated: "the file ends before the counts in its header say"
    case .noLocalTimeTypes: "the file has no local time types"
    case .badDesignation(let type): "local time type \(type) points outside the designations"
    case .badTransitionType(let transition): "transition \(transition) points outside the local time types"
    }
  }
}
