import KubeCore
import Support

/// A watch that reads its events from the body of a response.
final class ResponseWatch<Object: Resource>: WatchStream {
  private let body: any HTTPBody
  private let decoder: Lock<WatchDecoder<Object>>
  private let words: String

  init(_ body: any HTTPBody, _ format: WireFormat, words: String) {
    self.body = body
    decoder = Lock(WatchDecoder(format))
    self.words = words
  }

  deinit { body.cancel() }

  func next() async throws(KubeError) -> [WatchEvent<Object>]? {
    while true {
      let chunk: [UInt8]?
      do throws(TransportError) {
        chunk = try await body.next()
      } catch {
        throw error.code == .cancelled ? .cancelled : .transport(error)
      }
      // An event that is cut off by the end is none.
      guard let chunk else { return nil }
      let (events, failure) = decode(chunk)
      if !events.isEmpty { return events }
      // After events the decoder repeats its error with the next piece.
      if let failure {
        body.cancel()
        throw .unreadableAnswer("\(words): \(failure.message)")
      }
    }
  }

  func cancel() { body.cancel() }

  /// The events that a piece completes, and why nothing can be read behind them.
  private func decode(_ chunk: [UInt8]) -> ([WatchEvent<Object>], WireError?) {
    decoder.withLock { decoder in
      var events: [WatchEvent<Object>] = []
      do throws(WireError) {
        try decoder.feed(chunk, into: &events)
        return (events, nil)
      } catch {
        return (events, error)
      }
    }
  }
}
