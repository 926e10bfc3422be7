internal import CCurl
internal import Glibc
internal import KubeClient

/// An exchange in the hands of libcurl. Lives and dies on the thread of the transport.
final class Transfer {
  let exchange: Exchange
  let easy: EasyHandle
  private let headers: TextList
  private let connectTo: TextList
  private let turn: Turn
  private var limits: TimeLimits
  private var reader = HeadReader()
  private var sent = 0

  /// The head, once it is there.
  private(set) var head: ResponseHead?
  private(set) var isTooSlow = false
  /// Noted in this turn already.
  var hasArrived = false

  init(
    _ exchange: Exchange, _ configuration: CurlConfiguration, _ liveness: borrowing LivenessOptions, turn: Turn
  ) throws(TransportError) {
    self.exchange = exchange
    self.turn = turn
    limits = TimeLimits(start: turn.now, whole: exchange.request.timeout, idle: exchange.request.idleTimeout)
    easy = try EasyHandle()
    headers = try exchange.headerList()
    connectTo = try exchange.connectList()
    try easy.configure(for: exchange, configuration)
    try easy.set(CURLOPT_HTTPHEADER, headers)
    if connectTo.pointer != nil { try easy.set(CURLOPT_CONNECT_TO, connectTo) }
    let context = Unmanaged.passUnretained(self).toOpaque()
    try easy.check(
      ccurl_easy_set_receivers(easy.pointer, receiveHead, receiveBody, context), CURLOPT_WRITEFUNCTION)
    try easy.check(ccurl_easy_set_liveness(easy.pointer, liveness.pointer), CURLOPT_SOCKOPTFUNCTION)
    try easy.check(ccurl_easy_set_sender(easy.pointer, sendBody, rewindBody, context), CURLOPT_READFUNCTION)
  }

  /// When it has to be over, as far as one knows now; `nil` for never.
  var deadline: ContinuousClock.Instant? { limits.next }

  /// What has run out; `nil` where there is still time.
  func expiry(at now: ContinuousClock.Instant) -> TransportError? {
    let place = "\(step) \(exchange.target.place)"
    switch limits.passed(at: now) {
    case .whole?: return TransportError(.timedOut, "\(place): not finished within \(exchange.request.timeout ?? .zero)")
    case .idle?: return TransportError(.idle, "\(place): no byte for \(exchange.request.idleTimeout ?? .zero)")
    case nil: return nil
    }
  }

  /// For messages: `connecting to 10.0.0.1:6443: …`
  var step: String {
    if head != nil { return "reading from" }
    return easy.fact(CURLINFO_REQUEST_SIZE) > 0 ? "waiting for" : "connecting to"
  }

  fileprivate func receive(head line: UnsafeRawBufferPointer) -> Bool {
    limits.lastSign = turn.now
    switch reader.read(line) {
    case .more: return true
    case .refused: return false
    case .finished(var head):
      // libcurl unpacks: what the headers say of the packed bytes is no longer true.
      self.head = head
      if exchange.wantsGzip, head.headers.contains(where: { $0.isNamed("Content-Encoding") }) {
        head.headers.removeAll { $0.isNamed("Content-Encoding") || $0.isNamed("Content-Length") }
      }
      exchange.start(head)
      return true
    }
  }

  fileprivate func receive(body bytes: UnsafeRawBufferPointer) -> Bool {
    limits.lastSign = turn.now
    turn.note(bytes.count, for: self)
    isTooSlow = !exchange.append(bytes)
    return !isTooSlow
  }

  fileprivate func send(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let body = exchange.request.body else { return 0 }
    let count = min(buffer.count, body.count - sent)
    body.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[sent..<sent + count])) }
    sent += count
    return count
  }

  /// libcurl repeats a request when a pooled connection closes without a byte of an answer. What the server may have
  /// carried out must not be sent again unless that is harmless. Source: RFC 9110, 9.2.2; Go's `isReplayable`, which
  /// leaves out PUT and DELETE too.
  fileprivate func rewind() -> Bool {
    guard exchange.request.method == .put || exchange.request.method == .delete else { return false }
    sent = 0
    return true
  }
}

private func receiveHead(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.receive(head: UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
}

private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.receive(body: UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
}

private func sendBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  guard let context, let bytes else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.send(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
}

private func rewindBody(_ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
  guard let context, offset == 0, origin == SEEK_SET else { return CURL_SEEKFUNC_FAIL }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  return transfer.rewind() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
}
