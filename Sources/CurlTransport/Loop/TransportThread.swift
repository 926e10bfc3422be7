internal import CCurl
internal import Glibc

/// What the thread begins with. Made on one thread and used on the other, never on both.
final class TransportThread {
  private let mailbox: Mailbox
  private let poller: Poller
  private let configuration: CurlConfiguration

  init(_ mailbox: Mailbox, _ poller: Poller, _ configuration: CurlConfiguration) {
    self.mailbox = mailbox
    self.poller = poller
    self.configuration = configuration
  }

  /// `nil` when the process may have no more threads.
  static func start(_ start: sending TransportThread) -> pthread_t? {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(start)
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<TransportThread>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    if failure == 0 { return thread }
    context.release()
    return nil
  }

  private func run() {
    // Signals are the process's. SIGPIPE above all, which OpenSSL raises when a peer has gone: with CURLOPT_NOSIGNAL
    // libcurl leaves it to us.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_SETMASK, &signals, nil)
    ccurl_thread_set_name("curl-transport")
    TransferLoop(mailbox, poller, configuration).run()
    mailbox.stopped()
  }
}
