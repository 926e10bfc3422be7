import Support

/// A body that says when it is over how long the request took and how large the answer was (client-go
/// `Request.request` and `Request.Do`).
final class MeteredBody: HTTPBody {
  private let body: any HTTPBody
  private let meter: RequestMeter
  private let count = Lock(0)

  init(_ body: any HTTPBody, _ meter: RequestMeter) {
    self.body = body
    self.meter = meter
  }

  deinit { end(isWhole: false) }

  func next() async throws(TransportError) -> [UInt8]? {
    do throws(TransportError) {
      guard let chunk = try await body.next() else {
        end(isWhole: true)
        return nil
      }
      count.withLock { $0 += chunk.count }
      return chunk
    } catch {
      end(isWhole: false)
      throw error
    }
  }

  func cancel() {
    body.cancel()
    end(isWhole: false)
  }

  private func end(isWhole: Bool) { meter.end(answer: count.withLock { $0 }, isWhole: isWhole) }
}

/// Measures one request, and says so once.
final class RequestMeter: Sendable {
  private let client: KubeClient
  private let verb: String
  private let start: Duration
  private let isOver = Lock(false)

  init(_ client: KubeClient, _ request: APIRequest) {
    self.client = client
    verb = request.method.rawValue
    start = client.time.uptime()
  }

  /// - Parameter answer: the bytes of the answer that came; `nil` where there was none.
  func end(answer: Int?, isWhole: Bool = false) {
    let isFirst = isOver.withLock { isOver in
      defer { isOver = true }
      return !isOver
    }
    guard isFirst else { return }
    client.observer.requestTook(client.time.uptime() - start, verb: verb, host: client.host)
    if let answer, isWhole || answer > 0 { client.observer.responseReceived(answer, verb: verb, host: client.host) }
  }
}
