import KubeCore

/// What comes back from the server, read to its end within bounds.
enum Answer {
  /// The largest single object; etcd takes 1.5 MiB, aggregated servers may take more.
  static let objectLimit = 16 << 20
  /// The largest refusal: a `Status` may carry many causes.
  static let refusalLimit = 1 << 20
  /// Rests up to here are read, so that the connection can be used again (client-go `readAndCloseResponseBody`).
  private static let discardLimit = 64 << 10

  /// The whole body.
  static func body(_ response: HTTPResponse, limit: Int, of words: String) async throws(KubeError) -> [UInt8] {
    var bytes: [UInt8] = []
    while let chunk = try await next(response) {
      guard chunk.count <= limit - bytes.count else {
        response.body.cancel()
        throw .unreadableAnswer("\(words): the answer is larger than \(limit >> 20) MiB")
      }
      bytes += chunk
    }
    return bytes
  }

  /// The body of a success that is one object, with the format that it is in.
  static func document(
    _ response: HTTPResponse, of words: String
  ) async throws(KubeError) -> (WireFormat, [UInt8]) {
    let format = try await format(response, of: words)
    let bytes = try await body(response, limit: objectLimit, of: words)
    guard !bytes.isEmpty else { throw emptyBody(response, words) }
    return (format, bytes)
  }

  /// A list, read as it arrives.
  static func page<Object: Resource>(
    _ response: HTTPResponse, of words: String
  ) async throws(KubeError) -> ListPage<Object> {
    var decoder = ListDecoder<Object>(try await format(response, of: words))
    var items: [Object] = []
    var isEmpty = true
    do {
      while let chunk = try await next(response) {
        isEmpty = false
        try decoder.feed(chunk, into: &items)
      }
      if isEmpty { throw emptyBody(response, words) }
      return ListPage(metadata: try decoder.finish(), items: items)
    } catch let error as WireError {
      response.body.cancel()
      throw .unreadableAnswer("\(words): \(error.message)")
    } catch let error as KubeError {
      throw error
    } catch {
      throw .unreadableAnswer("\(words): \(error)")
    }
  }

  /// The format of a success. Another than the API's is from no API server: a login page, a proxy's greeting.
  static func format(_ response: HTTPResponse, of words: String) async throws(KubeError) -> WireFormat {
    let type = response[header: "Content-Type"] ?? ""
    if let format = MediaType(type).wireFormat { return format }
    let bytes = try await body(response, limit: refusalLimit, of: words)
    if bytes.isEmpty { throw emptyBody(response, words) }
    let text = Refusal.excerpt(bytes, type)
    throw .unreadableAnswer(
      "\(words): the server answered \(response.status) with '\(type)', which is no object of Kubernetes"
        + (text.isEmpty ? "" : ": \(text)"))
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
      // The status line says the most important part.
      bytes = []
    }
    let status = Refusal.status(bytes, response, request)
    let seconds = status.details.retryAfterSeconds
    let retryAfter =
      RetryPolicy.retryAfter(response[header: "Retry-After"])
      ?? (seconds > 0 ? RetryPolicy.retryAfter(String(seconds)) : nil)
    return .status(status, retryAfter: retryAfter)
  }

  private static func next(_ response: HTTPResponse) async throws(KubeError) -> [UInt8]? {
    do throws(TransportError) { return try await response.body.next() } catch {
      throw error.code == .cancelled ? .cancelled : .transport(error)
    }
  }

  private static func emptyBody(_ response: HTTPResponse, _ words: String) -> KubeError {
    .unreadableAnswer("\(words): the server answered \(response.status) with an empty body")
  }
}
