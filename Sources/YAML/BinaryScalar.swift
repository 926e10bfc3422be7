import Support

/// The text of a `!!binary` scalar.
enum BinaryScalar {
  /// Decodes `text`; bytes that are not UTF-8 become U+FFFD, as `encoding/json` writes them.
  static func text(_ text: UnsafeBufferPointer<UInt8>) throws(ScalarResolver.Failure) -> String {
    guard let bytes = Base64.decode(text) else {
      throw ScalarResolver.Failure(
        expected: "base64 behind the tag !!binary", found: Excerpt.quoted(String(decoding: text, as: UTF8.self)))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
