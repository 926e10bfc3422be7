extension TransferLoop {
  /// Ends what has run out of time. Looked at only when something may have: each byte moves a deadline, and none of
  /// them wakes the thread for that.
  func checkTimes() {
    guard let due = nextCheck, due <= turn.now else {
      if nextCheck == nil { noteIdlePools() }
      return
    }
    for (transfer, _) in Array(transfers.values) {
      if let failure = transfer.expiry(at: turn.now) { end(transfer, failure) }
    }
    nextCheck = transfers.values.lazy.compactMap { $0.0.deadline }.min()
    closeIdlePools()
    noteIdlePools()
  }

  /// Closes the connections that nobody used for long, those of TLS settings that have changed among them.
  private func closeIdlePools() {
    pools.removeAll { $0.isIdle && $0.lastUse + configuration.idleConnectionLifetime <= turn.now }
  }

  private func noteIdlePools() {
    for pool in pools where pool.isIdle {
      let due = pool.lastUse + configuration.idleConnectionLifetime
      nextCheck = min(nextCheck ?? due, due)
    }
  }
}
