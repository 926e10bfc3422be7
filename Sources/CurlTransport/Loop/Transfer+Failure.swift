internal import CCurl
internal import Glibc
internal import KubeClient

extension Transfer {
  /// What libcurl's result means; `nil` for a response that is complete.
  func failure(_ result: CURLcode) -> TransportError? {
    if result == CURLE_OK {
      if let head, head.isFramed { return nil }
      let reason = head == nil ? "no response" : "closed, and nothing said where the body ends"
      return TransportError(.connectionLost, "\(step) \(exchange.target.place): \(reason)")
    }
    if isTooSlow {
      let limit = exchange.request.bufferLimit
      return TransportError(
        .consumerTooSlow, "\(step) \(exchange.target.place): more than \(limit) bytes lie unread")
    }
    let code = code(of: result)
    let place = code == .proxy ? exchange.proxy?.place ?? exchange.target.place : exchange.target.place
    return TransportError(code, "\(step) \(place): \(reason(result, code))")
  }

  private func code(of result: CURLcode) -> TransportError.Code {
    switch result {
    case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT, CURLE_UNKNOWN_OPTION, CURLE_NOT_BUILT_IN,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE:
      .invalidRequest
    case CURLE_COULDNT_RESOLVE_HOST: .hostNotFound
    case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: .proxy
    case CURLE_OPERATION_TIMEDOUT: .timedOut
    case CURLE_COULDNT_CONNECT: connectCode
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
      handshakeCode
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR: isProxyRefusal ? .proxy : isAlert ? .tls : .connectionLost
    default: .connectionLost
    }
  }

  private var connectCode: TransportError.Code {
    if exchange.proxy != nil { return .proxy }
    switch Int32(truncatingIfNeeded: easy.fact(CURLINFO_OS_ERRNO)) {
    case ECONNREFUSED: return .connectionRefused
    case ETIMEDOUT: return .timedOut
    default: return .connectionLost
    }
  }

  /// OpenSSL calls a connection that breaks during the handshake a failed handshake; only its text tells.
  private var handshakeCode: TransportError.Code {
    if isBeforeTunnel { return .proxy }
    let text = easy.failureText
    let breaks = ["SSL_ERROR_SYSCALL", "Connection reset", "Broken pipe", "unexpected eof", "Connection timed out"]
    return breaks.contains(where: text.contains) ? .connectionLost : .tls
  }

  /// The server's refusal of a client certificate comes after the handshake in TLS 1.3.
  private var isAlert: Bool {
    let text = easy.failureText
    return text.contains("SSL routines") && text.contains("alert")
  }

  private var isProxyRefusal: Bool {
    guard exchange.proxy != nil, exchange.target.isEncrypted else { return false }
    let status = easy.fact(CURLINFO_HTTP_CONNECTCODE)
    return status != 0 && !(200..<300).contains(status)
  }

  /// An encrypted proxy that has not opened the tunnel yet: the handshake was with it.
  private var isBeforeTunnel: Bool {
    guard let proxy = exchange.proxy, proxy.isEncrypted else { return false }
    return !exchange.target.isEncrypted || easy.fact(CURLINFO_HTTP_CONNECTCODE) == 0
  }

  private func reason(_ result: CURLcode, _ code: TransportError.Code) -> String {
    if code == .connectionRefused { return "connection refused" }
    let text = easy.failureText
    // One line, and no more than a person reads.
    let line = text.split(whereSeparator: \.isNewline).first.map { String($0.prefix(300)) }
    return line ?? String(cString: curl_easy_strerror(result))
  }
}
