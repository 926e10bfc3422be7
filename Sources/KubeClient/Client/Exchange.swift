import Support

/// One request on its way, sent as often as ``RetryPolicy`` allows.
struct Exchange {
  let client: KubeClient
  let request: APIRequest
  let meter: RequestMeter?
  private var retries = 0
  private var wasRepeated = false
  private var hasNewCredentials = false

  init(client: KubeClient, request: APIRequest, meter: RequestMeter?) {
    self.client = client
    self.request = request
    self.meter = meter
  }

  private enum Step {
    case done(HTTPResponse)
    case again
  }

  mutating func run() async throws(KubeError) -> HTTPResponse {
    var credentials = try await client.authenticator.credentials()
    var isRetry = false
    while true {
      switch try await attempt(&credentials, isRetry: isRetry) {
      case .done(let response): return response
      case .again: isRetry = true
      }
    }
  }

  private mutating func attempt(_ credentials: inout Credentials, isRetry: Bool) async throws(KubeError) -> Step {
    let response: HTTPResponse
    do throws(TransportError) {
      response = try await client.transport.open(client.httpRequest(request, credentials))
    } catch {
      report("<error>", isRetry: isRetry)
      if error.code == .cancelled { throw .cancelled }
      guard !wasRepeated, RetryPolicy.isRepeatable(request, after: error) else { throw .transport(error) }
      wasRepeated = true
      return .again
    }
    report(String(response.status), isRetry: isRetry)
    for warning in client.warnings.news(in: response.headers) { client.observer.warned(warning) }
    if (200..<300).contains(response.status) { return .done(metered(response)) }
    return try await refused(response, &credentials)
  }

  /// A refusal: sent again where that may help, thrown otherwise.
  private mutating func refused(
    _ response: HTTPResponse, _ credentials: inout Credentials
  ) async throws(KubeError) -> Step {
    let wait = RetryPolicy.wait(status: response.status, retryAfter: response[header: "Retry-After"])
    if let wait, retries < request.maxRetries {
      retries += 1
      await Answer.discard(response)
      do throws(CancellationError) { try await client.time.sleep(for: wait) } catch { throw .cancelled }
      credentials = try await client.authenticator.credentials()
      return .again
    }
    if response.status == 401, !hasNewCredentials,
      let fresh = try await client.authenticator.replacement(for: credentials)
    {
      await Answer.discard(response)
      hasNewCredentials = true
      credentials = fresh
      return .again
    }
    throw await Answer.refusal(metered(response), to: request)
  }

  /// The answer that the request comes to.
  private func metered(_ response: HTTPResponse) -> HTTPResponse {
    guard let meter else { return response }
    var response = response
    response.body = MeteredBody(response.body, meter)
    return response
  }

  private func report(_ code: String, isRetry: Bool) {
    if meter != nil {
      client.observer.requestSent(request.body?.bytes.count ?? 0, verb: request.method.rawValue, host: client.host)
    }
    client.observer.requestEnded(code: code, method: request.method.rawValue, host: client.host)
    if isRetry { client.observer.requestRetried(code: code, verb: request.method.rawValue, host: client.host) }
  }
}
