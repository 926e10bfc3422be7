import KubeCore

/// What comes back from the server, read to its end within bounds.
enum Answer {
  /// The largest single object; etcd takes 1.5 MiB, aggregated servers may take more.
  static let objectLimit = 16 << 20
  /// The largest list that is read as one document.
  static let listLimit = 1 << 30
  /// The largest refusal: a `Status` may carry many causes.
  static let refusalLimit = 1 << 20
  /// Rests up to here are read, so that the connection can be used again (client-go `readAndCloseResponseBody`).
  private static let discardLimit = 64 << 10

  /// The whole body.
  static func body(_ response: HTTPResponse, limit: Int, of words: String) async throws(KubeError) -> [UInt8] {
    var bytes: [UInt8] = []
    do throws(TransportError) {
      while let chunk = try await response.body.next() {
        guard chunk.count <= limit - bytes.count else {
          response.body.cancel()
          throw TransportError(.invalidRequest, "")
        }
        bytes += chunk
      }
    } catch {
      if error.code == .cancelled { throw .cancelled }
      if error.code == .invalidRequest {
        throw .unreadableAnswer("\(words): the answer is larger than \(limit >> 20) MiB")
      }
      throw .transport(error)
    }
    return bytes
  }

  static func discard(_ response: HTTPResponse) async {
    var count = 0
    while count <= discardLimit, let chunk = try? await response.body.next() { count += chunk.count }
    response.body.cancel()
  }

  /// The error that a refusal is: the server's own `Status`, or what can be said without one.
  static func refusal(_ response: HTTPResponse, to request: APIRequest) async -> KubeError {
    let bytes: [UInt8]
    do throws(KubeError) {
      bytes = try await body(response, limit: refusalLimit, of: request.words)
    } catch {
      if error == .cancelled { return error }
      bytes = []
    }
    let status = Refusal.status(bytes, response, request)
    let seconds = status.details.retryAfterSeconds
    let retryAfter =
      RetryPolicy.retryAfter(response[header: "Retry-After"])
      ?? (seconds > 0 ? RetryPolicy.retryAfter(String(seconds)) : nil)
    return .status(status, retryAfter: retryAfter)
  }
}
