import Support

/// Names that the API server accepts, the same for the same input.
enum KubernetesNames {
  /// A name of at most 63 characters: cut and hashed where it is longer.
  static func bounded(_ name: String) -> String {
    guard name.utf8.count > 63 else { return name }
    return trimmed(name, to: 54) + "-" + SHA256.hexadecimal(name).prefix(8)
  }

  /// A label value of at most 63 characters.
  static func labelValue(_ text: String) -> String { bounded(text) }

  private static func trimmed(_ name: String, to count: Int) -> String {
    var text = String(decoding: Array(name.utf8).prefix(count), as: UTF8.self)
    while let last = text.last, last == "-" || last == "." { text.removeLast() }
    return text
  }
}
