internal import CCurl
internal import Glibc
package import KubeClient
internal import Support

/// ``Transport`` over libcurl.
///
/// One thread owns libcurl. HTTP/1.1 only: with libcurl 7.88 one slow HTTP/2 stream stops all others of its connection,
/// and an aborted body can look complete (curl#10693). Each watch has a connection of its own, which is closed at its
/// end; lists, writes and Lease calls have pools that never mix. A transfer is never paused: the API server drops a
/// watcher that does not read (apiserver, `storage/cacher/time_budget.go`), so what a reader leaves lies here, up to
/// ``HTTPRequest/bufferLimit``.
///
/// Of the environment libcurl reads nothing but `SSLKEYLOGFILE`. Where a server's certificate carries no subject
/// alternative name, libcurl still looks at its common name; Go does not.
package final class CurlTransport: Transport {
  private let mailbox: Mailbox
  private let thread: pthread_t
  private let isJoined = Lock(false)

  /// Starts the thread. Fails where libcurl is too old, lacks TLS or has run out of descriptors.
  package init(_ configuration: CurlConfiguration = CurlConfiguration()) throws(CurlUnavailable) {
    if let refusal = CurlVersion.current.refusal { throw refusal }
    guard Self.isInitialised else { throw CurlUnavailable(message: "libcurl does not start") }
    guard let wakeup = Wakeup(), let poller = Poller() else {
      throw CurlUnavailable(message: "no file descriptor is left for the transport")
    }
    mailbox = Mailbox(wakeup)
    guard poller.watch(mailbox.descriptor, tag: TransferLoop.mailboxTag, input: true, output: false),
      let thread = TransportThread.start(TransportThread(mailbox, poller, configuration))
    else { throw CurlUnavailable(message: "no thread is left for the transport") }
    self.thread = thread
  }

  deinit {
    mailbox.shutdown()
    if !isJoined.withLock({ $0 }) { pthread_detach(thread) }
  }

  package func open(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let exchange = try Exchange(request)
    // Ends the exchange on every way out of here but the last.
    let body = ResponseBody(exchange, mailbox)
    guard mailbox.start(exchange) else { throw TransportError(.closed, "the transport was shut down") }
    let head = try await withTaskCancellationHandler {
      await exchange.head()
    } onCancel: {
      mailbox.cancel(exchange)
    }.get()
    return HTTPResponse(status: head.status, headers: head.headers, body: body)
  }

  package func shutdown() async {
    mailbox.shutdown()
    await mailbox.untilStopped()
    let isMine = isJoined.withLock { isJoined in
      defer { isJoined = true }
      return !isJoined
    }
    // It has nothing left to do but return.
    if isMine { pthread_join(thread, nil) }
  }

  /// Once for the process; libcurl is thread-safe in this.
  private static let isInitialised = ccurl_global_init() == CURLE_OK
}
