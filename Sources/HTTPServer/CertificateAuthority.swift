internal import CMicrohttpd

/// A certificate and its key, as PEM texts.
package struct Certificate: Hashable, Sendable {
  package var certificate: String
  package var key: String
}

/// An authority made on the fly, for servers and clients of tests.
package struct CertificateAuthority: Hashable, Sendable {
  package let own: Certificate
  private let validity: ClosedRange<Int64>

  /// The authority's certificate, which clients are to trust.
  package var certificate: String { own.certificate }

  /// Everything it issues is valid for `validity`, in seconds since 1970.
  package init(commonName: String, validity: ClosedRange<Int64>) throws(ServerError) {
    var request = CertificateRequest(commonName: commonName, validity: validity)
    request.isAuthority = true
    own = try request.make(issuer: nil)
    self.validity = validity
  }

  /// For a server that is reached under these names and numeric addresses.
  package func server(
    commonName: String, names: [String] = ["localhost"], addresses: [String] = ["127.0.0.1", "::1"]
  ) throws(ServerError) -> Certificate {
    var request = CertificateRequest(commonName: commonName, validity: validity)
    request.names = names
    request.addresses = addresses
    return try request.make(issuer: own)
  }

  /// For a client: Kubernetes takes the common name for the user and organizations for groups.
  package func client(commonName: String, organizations: [String] = []) throws(ServerError) -> Certificate {
    var request = CertificateRequest(commonName: commonName, validity: validity)
    request.organizations = organizations
    request.isForClients = true
    return try request.make(issuer: own)
  }
}

private struct CertificateRequest {
  var commonName: String
  var validity: ClosedRange<Int64>
  var organizations: [String] = []
  var names: [String] = []
  var addresses: [String] = []
  var isAuthority = false
  var isForClients = false

  func make(issuer: Certificate?) throws(ServerError) -> Certificate {
    var raw = cmhd_certificate_request()
    raw.is_authority = isAuthority
    raw.is_for_clients = isForClients
    raw.not_before = validity.lowerBound
    raw.not_after = validity.upperBound
    var texts = CTexts()
    raw.common_name = UnsafePointer(texts.text(commonName))
    raw.organizations = texts.list(organizations)
    raw.dns_names = texts.list(names)
    raw.addresses = texts.list(addresses)
    if let issuer {
      raw.issuer_certificate = UnsafePointer(texts.text(issuer.certificate))
      raw.issuer_key = UnsafePointer(texts.text(issuer.key))
    }
    defer { texts.free() }
    var certificate: UnsafeMutablePointer<CChar>?
    var key: UnsafeMutablePointer<CChar>?
    let code = cmhd_make_certificate(&raw, &certificate, &key)
    defer {
      cmhd_text_free(certificate)
      cmhd_text_free(key)
    }
    guard code == 0, let certificate, let key else {
      throw .certificate(cmhd_tls_error_text(code).map { String(cString: $0) } ?? "error \(code)")
    }
    return Certificate(certificate: String(cString: certificate), key: String(cString: key))
  }
}

/// C texts that live until they are freed together.
private struct CTexts {
  private var texts: [UnsafeMutablePointer<CChar>] = []
  private var lists: [UnsafeMutablePointer<UnsafePointer<CChar>?>] = []

  mutating func text(_ text: String) -> UnsafeMutablePointer<CChar> {
    let bytes = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { copy[index] = byte }
    texts.append(copy)
    return copy
  }

  mutating func list(_ list: [String]) -> UnsafePointer<UnsafePointer<CChar>?> {
    let copy = UnsafeMutablePointer<UnsafePointer<CChar>?>.allocate(capacity: list.count + 1)
    for (index, text) in list.enumerated() { (copy + index).initialize(to: UnsafePointer(self.text(text))) }
    (copy + list.count).initialize(to: nil)
    lists.append(copy)
    return UnsafePointer(copy)
  }

  mutating func free() {
    for text in texts { text.deallocate() }
    for list in lists { list.deallocate() }
    self = CTexts()
  }
}
