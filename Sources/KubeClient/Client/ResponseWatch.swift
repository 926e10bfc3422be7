import KubeCore
import Support

/// A watch that reads its events from the body of a response.
final class ResponseWatch<Object: Resource>: WatchStream {
  private let body: any HTTPBody
  private let frames = Lock(WatchFrames<Object>())
  private let words: String

  init(_ body: any HTTPBody, words: String) {
    self.body = body
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
      do throws(WireError) {
        let events = try frames.withLock { (frames) throws(WireError) in try frames.append(chunk) }
        if !events.isEmpty { return events }
      } catch {
        body.cancel()
        throw .unreadableAnswer("\(words): \(error.message)")
      }
    }
  }

  func cancel() { body.cancel() }
}
