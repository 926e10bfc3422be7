internal import CCurl

/// The libcurl that the program runs with, which may be another than it was built with.
package struct CurlVersion: Hashable, Sendable {
  /// 0xMMmmpp.
  package var number: UInt32
  package var text: String
  /// `OpenSSL/3.0.19`; `nil` without TLS.
  package var tls: String?
  package var hasGzip: Bool
  package var resolvesAsynchronously: Bool
  package var hasThreadsafeInit: Bool

  package init(
    number: UInt32, text: String, tls: String?, hasGzip: Bool, resolvesAsynchronously: Bool, hasThreadsafeInit: Bool
  ) {
    self.number = number
    self.text = text
    self.tls = tls
    self.hasGzip = hasGzip
    self.resolvesAsynchronously = resolvesAsynchronously
    self.hasThreadsafeInit = hasThreadsafeInit
  }

  /// 7.87.0: the first with `CURLOPT_QUICK_EXIT`, without which ending a transfer waits for its name lookup.
  static let oldest: UInt32 = 0x07_57_00

  package static var current: CurlVersion {
    let version = ccurl_version_read()
    return CurlVersion(
      number: version.number,
      text: String(cString: version.text),
      tls: version.has_tls ? version.tls.map { String(cString: $0) } ?? "unknown" : nil,
      hasGzip: version.has_gzip,
      resolvesAsynchronously: version.resolves_asynchronously,
      hasThreadsafeInit: version.has_threadsafe_init)
  }

  /// What keeps the transport from working with this library; `nil` where nothing does.
  package var refusal: CurlUnavailable? {
    if number < Self.oldest { return refusal("at least 7.87.0") }
    guard let tls else { return refusal("TLS") }
    // Certificates and keys from memory, and the texts of errors, are those of the OpenSSL backend.
    if !tls.hasPrefix("OpenSSL/") { return refusal("TLS by OpenSSL, not by \(tls)") }
    if !hasGzip { return refusal("gzip") }
    if !resolvesAsynchronously { return refusal("name lookups in a thread of their own") }
    if !hasThreadsafeInit { return refusal("a thread-safe curl_global_init") }
    return nil
  }

  private func refusal(_ missing: String) -> CurlUnavailable {
    CurlUnavailable(message: "libcurl \(text) will not do: the client needs \(missing)")
  }
}

/// The libcurl on this machine cannot carry the transport.
package struct CurlUnavailable: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence that names the library's version and what it lacks.
  package var message: String

  package var description: String { message }
}
