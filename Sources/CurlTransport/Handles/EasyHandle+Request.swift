internal import CCurl
internal import KubeClient

/// What libcurl is told about one request. Everything that it would otherwise read from the environment or from files
/// is set: proxies, `.netrc`, certificates.
extension EasyHandle {
  func configure(for exchange: Exchange, _ configuration: CurlConfiguration) throws(TransportError) {
    try setManners(configuration)
    try setPool(exchange.request.pool, configuration)
    try setMethod(exchange.request)
    try setProxy(exchange.proxy)
    if exchange.target.isEncrypted { try setTLS(exchange.request.tls) }
    try set(CURLOPT_URL, Self.url(of: exchange))
    if exchange.wantsGzip { try set(CURLOPT_ACCEPT_ENCODING, "gzip") }
  }

  private func setManners(_ configuration: CurlConfiguration) throws(TransportError) {
    try set(CURLOPT_NOSIGNAL, 1)
    // A transfer that ends lets its name lookup run out in the background, instead of stopping all others for it.
    try set(CURLOPT_QUICK_EXIT, 1)
    try set(CURLOPT_PROTOCOLS_STR, "http,https")
    try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    try set(CURLOPT_HTTP09_ALLOWED, 0)
    try set(CURLOPT_FOLLOWLOCATION, 0)
    try set(CURLOPT_NETRC, 0)
    try set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    try set(CURLOPT_PATH_AS_IS, 1)
    try set(CURLOPT_TCP_NODELAY, 1)
    try set(CURLOPT_CONNECTTIMEOUT_MS, Int(clamping: max(1, configuration.connectTimeout.wholeMilliseconds)))
    // Headers of a proxy's answer to CONNECT are none of the response's, and ours are none of the proxy's.
    try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    try set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
  }

  private func setPool(_ pool: HTTPRequest.Pool, _ configuration: CurlConfiguration) throws(TransportError) {
    switch pool {
    case .watch:
      try set(CURLOPT_FRESH_CONNECT, 1)
      try set(CURLOPT_FORBID_REUSE, 1)
      try set(CURLOPT_BUFFERSIZE, 256 << 10)
    case .list: try set(CURLOPT_BUFFERSIZE, 256 << 10)
    case .write, .lease: try set(CURLOPT_BUFFERSIZE, 16 << 10)
    }
    try set(CURLOPT_MAXAGE_CONN, Int(clamping: max(1, configuration.idleConnectionLifetime.components.seconds)))
  }

  /// A body is read piece by piece and not handed over whole: so ``Transfer`` decides whether it may be sent twice.
  private func setMethod(_ request: HTTPRequest) throws(TransportError) {
    if let body = request.body {
      try set(CURLOPT_UPLOAD, 1)
      try set(CURLOPT_INFILESIZE_LARGE, offset: body.count)
    } else if request.method == .get || request.method == .delete {
      try set(CURLOPT_HTTPGET, 1)
    } else {
      try set(CURLOPT_UPLOAD, 1)
      try set(CURLOPT_INFILESIZE_LARGE, offset: 0)
    }
    try set(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  private func setProxy(_ proxy: ProxyRoute?) throws(TransportError) {
    // Empty, and not left out: else libcurl asks HTTPS_PROXY and NO_PROXY.
    try set(CURLOPT_PROXY, proxy?.url ?? "")
    try set(CURLOPT_NOPROXY, "")
    guard let proxy else { return }
    if let user = proxy.user {
      try check(ccurl_easy_set_proxy_basic(pointer), CURLOPT_PROXYAUTH)
      try set(CURLOPT_PROXYUSERNAME, user)
      try set(CURLOPT_PROXYPASSWORD, proxy.password ?? "")
    }
    try set(CURLOPT_PROXY_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    try set(CURLOPT_PROXY_SSL_VERIFYPEER, 1)
    try set(CURLOPT_PROXY_SSL_VERIFYHOST, 2)
  }

  /// With a server name of its own the URL carries that name, so that SNI and the check of the certificate see it;
  /// ``Transfer`` says where to connect instead, and keeps the `Host` header.
  private static func url(of exchange: Exchange) -> String {
    guard let name = exchange.serverName else { return exchange.request.url }
    return "https://\(HostAndPort.joined(name, exchange.target.port))\(exchange.target.pathAndQuery)"
  }
}

extension Exchange {
  /// The name to check, where it is not the URL's.
  var serverName: String? { target.isEncrypted ? request.tls.serverName?.lowercased() : nil }

  /// Packing costs more than a loopback takes. Watches are never packed by the server (apiserver,
  /// `endpoints/handlers/responsewriters/writers.go`), and small answers neither.
  var wantsGzip: Bool { request.pool == .list && request.allowsCompression && !target.isLoopback }

  /// The request's headers as libcurl wants them.
  func headerList() throws(TransportError) -> TextList {
    var list = TextList()
    for header in request.headers { try list.append(HeaderCheck.line(header)) }
    if serverName != nil, !request.headers.contains(where: { $0.isNamed("Host") }) {
      try list.append("Host: \(target.authority)")
    }
    // No waiting for `100 Continue` before the body.
    try list.append("Expect:")
    return list
  }

  /// Where to connect for the server name in the URL.
  func connectList() throws(TransportError) -> TextList {
    var list = TextList()
    if let serverName {
      try list.append("\(HostAndPort.joined(serverName, target.port)):\(target.place)")
    }
    return list
  }
}
