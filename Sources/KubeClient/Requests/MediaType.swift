package import KubeCore

/// A media type with its parameters, as `Content-Type` says it: `application/json;charset=utf-8`.
package struct MediaType: Hashable, Sendable {
  /// In lower case, without parameters.
  package var name: String
  /// Names in lower case.
  package var parameters: [String: String]

  package init(_ text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map { Self.trimmed($0) }
    name = parts.first.map { $0.lowercased() } ?? ""
    parameters = [:]
    for part in parts.dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1).map { Self.trimmed($0) }
      guard let first = pair.first else { continue }
      parameters[first.lowercased()] = pair.count == 2 ? Self.unquoted(pair[1]) : ""
    }
  }

  /// How objects of this type are written; `nil` where it is none of the API's.
  package var wireFormat: WireFormat? { WireFormat(rawValue: name) }

  private static func trimmed(_ text: Substring) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  private static func unquoted(_ text: String) -> String {
    text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text
  }
}

extension MediaType {
  /// `Accept` for slim objects: protobuf where the server can speak it, JSON behind it, `managedFields` left out on
  /// each where they are not wanted (KEP-5958: servers before 1.37 pass over the parameter).
  package static func accept(_ resource: APIResource, keepsManagedFields: Bool) -> String {
    let formats: [WireFormat] = resource.hasProtobuf ? [.protobuf, .json] : [.json]
    return formats.map { $0.rawValue + (keepsManagedFields ? "" : ";drop=metadata.managedFields") }
      .joined(separator: ",")
  }
}
