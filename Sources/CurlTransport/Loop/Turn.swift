/// One turn of the thread, from waking to waiting: when it began, and whose bytes it brought.
final class Turn {
  var now = ContinuousClock.now
  private var arrived: [Transfer] = []
  private var broken: [Transfer] = []

  func note(_ transfer: Transfer) {
    if !transfer.hasArrived {
      transfer.hasArrived = true
      arrived.append(transfer)
    }
  }

  /// The socket of that transfer cannot be watched.
  func noteBroken(_ transfer: Transfer) { broken.append(transfer) }

  /// Hands over the bytes of this turn.
  func deliver() {
    for transfer in arrived {
      transfer.hasArrived = false
      transfer.exchange.deliver()
    }
    arrived.removeAll(keepingCapacity: true)
  }

  func takeBroken() -> [Transfer] {
    defer { broken = [] }
    return broken
  }
}
