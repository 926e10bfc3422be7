internal import CCurl
internal import KubeClient

/// Owns a list of texts of libcurl: headers, or where to connect to.
struct TextList: ~Copyable {
  private(set) var pointer: UnsafeMutablePointer<curl_slist>?

  init() {}

  deinit { curl_slist_free_all(pointer) }

  mutating func append(_ text: String) throws(TransportError) {
    guard let longer = curl_slist_append(pointer, text) else {
      throw TransportError(.connectionLost, "libcurl has no memory")
    }
    pointer = longer
  }
}
