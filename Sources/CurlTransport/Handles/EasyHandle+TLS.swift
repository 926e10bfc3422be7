internal import CCurl
internal import KubeClient

extension EasyHandle {
  /// From memory, verified, TLS 1.2 at least.
  func setTLS(_ settings: TLSSettings) throws(TransportError) {
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    try set(CURLOPT_SSL_VERIFYPEER, settings.skipsVerification ? 0 : 1)
    try set(CURLOPT_SSL_VERIFYHOST, settings.skipsVerification ? 0 : 2)
    if let authorities = settings.certificateAuthorities {
      guard !authorities.isEmpty else { throw TransportError(.invalidRequest, "the certificate authorities are empty") }
      // The folder of the system's authorities would be trusted beside them.
      try set(CURLOPT_CAINFO, nil)
      try set(CURLOPT_CAPATH, nil)
      try set(CURLOPT_CAINFO_BLOB, bytes: authorities)
    }
    guard let certificate = settings.clientCertificate else {
      if settings.clientKey != nil { throw TransportError(.invalidRequest, "a client key without its certificate") }
      return
    }
    guard !certificate.isEmpty else { throw TransportError(.invalidRequest, "the client certificate is empty") }
    try set(CURLOPT_SSLCERT_BLOB, bytes: certificate)
    // Without a key of its own the text of the certificate holds it.
    let key = settings.clientKey ?? certificate
    guard !key.isEmpty else { throw TransportError(.invalidRequest, "the client key is empty") }
    try set(CURLOPT_SSLKEY_BLOB, bytes: key)
    // A key that is locked is an error: OpenSSL would ask for its password at the terminal.
    try set(CURLOPT_KEYPASSWD, "")
  }
}
