/// One entry of an `Accept` header, or a `Content-Type`: `application/json;as=Table;v=v1;g=meta.k8s.io`.
struct MediaType: Hashable, Sendable {
  /// In lower case.
  var name: String
  var parameters: [String: String] = [:]

  init(_ text: String) {
    let parts = text.split(separator: ";").map { Self.trimmed($0) }
    name = (parts.first ?? "").lowercased()
    for part in parts.dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1).map { Self.trimmed($0) }
      if let key = sides.first { parameters[key.lowercased()] = sides.count == 2 ? Self.unquoted(sides[1]) : "" }
    }
  }

  /// The entries of an `Accept` header, the most wanted first.
  static func list(_ header: String) -> [MediaType] {
    let all = header.split(separator: ",").map { MediaType(String($0)) }
    return all.enumerated().sorted { left, right in
      (-left.element.quality, left.offset) < (-right.element.quality, right.offset)
    }.map(\.element)
  }

  private var quality: Double { parameters["q"].flatMap(Double.init) ?? 1 }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " || text.first == "\t" { text = text.dropFirst() }
    while text.last == " " || text.last == "\t" { text = text.dropLast() }
    return String(text)
  }

  private static func unquoted(_ text: String) -> String {
    text.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"") ? String(text.dropFirst().dropLast()) : text
  }
}
