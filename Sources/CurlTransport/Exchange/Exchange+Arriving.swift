internal import KubeClient
internal import Support

/// What the thread of the transport says.
extension Exchange {
  /// The response has begun.
  func start(_ head: ResponseHead) {
    let waiter = state.withLock { state -> CheckedContinuation<HeadResult, Never>? in
      guard state.end == nil else { return nil }
      state.head = head
      return state.headWaiter.take()
    }
    waiter?.resume(returning: .success(head))
  }

  /// Keeps bytes of the body; `false` when more lie unread than the request allows.
  func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
    state.withLock { state in
      // Cancelled meanwhile: the bytes are for nobody, and the thread hears of it soon.
      guard state.end == nil else { return true }
      guard bytes.count <= request.bufferLimit - state.buffer.count else { return false }
      if state.buffer.isEmpty { state.buffer.reserveCapacity(max(bytes.count, state.expected)) }
      state.buffer.append(contentsOf: bytes)
      return true
    }
  }

  /// Hands the bytes to whoever waits for them. Called once for all that one turn of the thread brought.
  func deliver() {
    let delivery = state.withLock { state -> (CheckedContinuation<BodyResult, Never>, [UInt8])? in
      guard !state.buffer.isEmpty, let waiter = state.bodyWaiter.take() else { return nil }
      return (waiter, state.takeBuffer())
    }
    if let (waiter, bytes) = delivery { waiter.resume(returning: .success(bytes)) }
  }

  /// The last word of the thread: `nil` for a body that is complete. Only the first counts.
  func end(_ failure: TransportError?) {
    finish { state in
      if state.end == nil { state.end = End(failure: failure) }
    }
  }

  /// The last word of the reader, whatever was said before. What lies unread is dropped.
  func cancel() {
    finish { state in
      state.buffer = []
      state.head = nil
      state.end = End(failure: TransportError(.cancelled, "the exchange with \(target.place) was cancelled"))
    }
  }

  private func finish(_ change: (inout State) -> Void) {
    let (headWaiter, bodyWaiter, head, body) = state.withLock { state in
      change(&state)
      // Without a waiter nothing may be taken out.
      let body = state.bodyWaiter == nil ? nil : state.bodyResult()
      return (state.headWaiter.take(), state.bodyWaiter.take(), state.headResult(), body)
    }
    if let headWaiter, let head { headWaiter.resume(returning: head) }
    if let bodyWaiter, let body { bodyWaiter.resume(returning: body) }
  }
}

extension Exchange.State {
  /// `nil` while there is neither a head nor an end.
  func headResult() -> Exchange.HeadResult? {
    if let head { return .success(head) }
    return end.map { .failure($0.failure ?? TransportError(.connectionLost, "there was no response")) }
  }

  /// Takes what there is; `nil` while there is nothing.
  mutating func bodyResult() -> Exchange.BodyResult? {
    if !buffer.isEmpty { return .success(takeBuffer()) }
    return end.map { end in end.failure.map { .failure($0) } ?? .success(nil) }
  }

  mutating func takeBuffer() -> [UInt8] {
    let bytes = buffer
    buffer = []
    // Large enough that a steady stream grows no array, small enough to forget about.
    expected = min(bytes.count, 1 << 20)
    return bytes
  }
}

extension Optional {
  /// The value, and none stays behind.
  mutating func take() -> Wrapped? {
    defer { self = nil }
    return self
  }
}
