import Support

/// Sends a response to the client, byte by byte as the faults want it.
struct ResponseWriter {
  private enum End {
    case cut(Cut)
    case freeze
  }

  private let waiter: Waiter
  private(set) var sent = 0
  private(set) var events = 0
  private var limit: (at: Int, end: End)?
  private var bodyLimit: (at: Int, end: End)?
  private var eventLimit: (at: Int, end: End)?
  private var trickle: (bytes: Int, pause: Hold)?
  /// Everything, where the place of the cut depends on how much there is.
  private var collected: [UInt8]?
  private var randomEnd: End?
  private var random: SplitMix64

  init(_ plan: FaultPlan, isWatch: Bool, waiter: Waiter) {
    self.waiter = waiter
    random = plan.random
    for fault in plan.faults {
      switch fault {
      case .cut(let point, let cut): set(point, .cut(cut), isWatch: isWatch)
      case .freeze(let point): set(point, .freeze, isWatch: isWatch)
      case .trickle(let bytes, let pause): trickle = (max(1, bytes), pause)
      default: break
      }
    }
  }

  private mutating func set(_ point: CutPoint, _ end: End, isWatch: Bool) {
    switch point {
    case .byte(let count): limit = (count, end)
    case .bodyByte(let count): bodyLimit = (count, end)
    case .events(let count): eventLimit = (count, end)
    case .random where isWatch: limit = (Int.random(in: 0..<4096, using: &random), end)
    case .random:
      collected = []
      randomEnd = end
    }
  }

  mutating func write(head bytes: [UInt8]) throws(Interruption) {
    if let bodyLimit { limit = (bytes.count + bodyLimit.at, bodyLimit.end) }
    try write(bytes)
    if let eventLimit, eventLimit.at <= 0 { try end(eventLimit.end) }
  }

  /// An event in its framing.
  mutating func write(event bytes: [UInt8]) throws(Interruption) {
    try write(bytes)
    events += 1
    if let eventLimit, events >= eventLimit.at { try end(eventLimit.end) }
  }

  mutating func write(_ bytes: [UInt8]) throws(Interruption) {
    if collected == nil { try send(bytes) } else { collected? += bytes }
  }

  /// Sends what was collected, up to a random place.
  mutating func finish() throws(Interruption) {
    guard let bytes = collected, let randomEnd else { return }
    collected = nil
    limit = (Int.random(in: 0..<max(1, bytes.count), using: &random), randomEnd)
    try send(bytes)
  }

  private mutating func send(_ bytes: [UInt8]) throws(Interruption) {
    var rest = bytes[...]
    if let limit { rest = rest.prefix(max(0, limit.at - sent)) }
    while !rest.isEmpty {
      let piece = rest.prefix(trickle?.bytes ?? rest.count)
      try waiter.send(piece, to: waiter.client)
      sent += piece.count
      rest = rest.dropFirst(piece.count)
      if let trickle { try waiter.wait(for: trickle.pause) }
    }
    if let limit, sent >= limit.at { try end(limit.end) }
  }

  private func end(_ end: End) throws(Interruption) {
    switch end {
    case .cut(let cut): throw .cut(cut)
    case .freeze: try waiter.forever()
    }
  }
}
