internal import KubeClient
internal import Support

/// What the tasks ask. One task at a time waits for the head, and then one for the body.
extension Exchange {
  func head() async -> HeadResult {
    await withCheckedContinuation { continuation in
      let result = state.withLock { state -> HeadResult? in
        if let result = state.headResult() { return result }
        state.headWaiter = continuation
        return nil
      }
      if let result { continuation.resume(returning: result) }
    }
  }

  func nextPiece() async -> BodyResult {
    await withCheckedContinuation { continuation in
      let result = state.withLock { state -> BodyResult? in
        if let result = state.bodyResult() { return result }
        if state.bodyWaiter != nil {
          return .failure(TransportError(.invalidRequest, "two tasks read the same body"))
        }
        state.bodyWaiter = continuation
        return nil
      }
      if let result { continuation.resume(returning: result) }
    }
  }
}
