internal import KubeClient

/// The reader's end of an exchange. Letting go of it ends the exchange.
final class ResponseBody: HTTPBody {
  private let exchange: Exchange
  private let mailbox: Mailbox

  init(_ exchange: Exchange, _ mailbox: Mailbox) {
    self.exchange = exchange
    self.mailbox = mailbox
  }

  deinit { mailbox.cancel(exchange) }

  func next() async throws(TransportError) -> [UInt8]? {
    try await withTaskCancellationHandler {
      await exchange.nextPiece()
    } onCancel: {
      mailbox.cancel(exchange)
    }.get()
  }

  func cancel() { mailbox.cancel(exchange) }
}
