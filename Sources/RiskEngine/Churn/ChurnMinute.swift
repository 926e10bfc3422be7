/// What happened in one minute.
package struct ChurnMinute: Hashable, Sendable {
  /// What one source did in a minute. `source` is its index in the ledger's table.
  package struct Charge: Hashable, Sendable {
    package var source: Int
    package var requests: Int
    /// Those of them that rewrote a NetworkPolicy without changing its spec.
    package var unchangedRewrites: Int
  }

  /// Minutes since 1970-01-01T00:00:00Z.
  package var number: Int64
  /// Seconds of this minute in which events could be seen, 0 … 60.
  package var observedSeconds = 0
  /// Sync requests; always the sum of the charges.
  package var requests = 0
  /// Pods created.
  package var podStarts = 0
  package var podDeletes = 0
  /// EndpointSlices created, changed and deleted: kube-proxy pays for them, the policy engine does not.
  package var endpointSliceUpdates = 0
  package var charges: [Charge] = []
  /// Nothing of it was observed: what it says was reckoned from objects' times.
  package var isBackfilled = false

  package init(number: Int64) { self.number = number }

  mutating func charge(_ source: Int, isUnchangedRewrite: Bool) {
    requests += 1
    let rewrites = isUnchangedRewrite ? 1 : 0
    add(Charge(source: source, requests: 1, unchangedRewrites: rewrites))
  }

  mutating func charge(_ source: Int, _ counts: ChurnHistory.Charge) {
    requests += counts.requests
    add(Charge(source: source, requests: counts.requests, unchangedRewrites: counts.unchangedRewrites))
  }

  /// Moves what is charged to any of `from` to the source `to`.
  mutating func move(_ from: Set<Int>, to target: Int) {
    guard charges.contains(where: { from.contains($0.source) }) else { return }
    let moved = charges.filter { from.contains($0.source) }
    charges.removeAll { from.contains($0.source) }
    for var charge in moved {
      charge.source = target
      add(charge)
    }
  }

  private mutating func add(_ charge: Charge) {
    if let index = charges.firstIndex(where: { $0.source == charge.source }) {
      charges[index].requests += charge.requests
      charges[index].unchangedRewrites += charge.unchangedRewrites
    } else {
      charges.append(charge)
    }
  }
}
