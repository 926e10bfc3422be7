/// One turn of the thread, from waking to waiting: when it began, and whose bytes it brought.
final class Turn {
  var now = ContinuousClock.now
  /// How many bytes of bodies it brought.
  private(set) var size = 0
  private var arrived: [Transfer] = []
  private var broken: [Transfer] = []

  func begin() {
    now = .now
    size = 0
  }

  /// Bytes have come.
  func note(_ count: Int, for transfer: Transfer) {
    size += count
    if !transfer.hasArrived {
      transfer.hasArrived = true
      arrived.append(transfer)
    }
  }

  /// Whether some events came, and no bulk.
  var isTrickle: Bool { (1..<Self.bulk).contains(size) }

  /// What a turn brings of a list: libcurl's buffer is full.
  private static let bulk = 16 << 10

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
