extension ChurnLedger {
  /// What was observed, for other processes. The running minute is in it as far as it has come.
  package var history: ChurnHistory {
    var minutes: [Int64: ChurnHistory.Minute] = [:]
    var hours: [Int64: ChurnHistory.Hour] = [:]
    for minute in ring where !minute.isBackfilled {
      let totals = ChurnHistory.Minute(minute)
      guard !totals.isEmpty else { continue }
      minutes[minute.number] = totals
      var hour = hours[ChurnHistory.hour(of: minute.number)] ?? ChurnHistory.Hour(observedSeconds: 0, charges: [:])
      hour.observedSeconds += minute.observedSeconds
      for charge in minute.charges {
        let counts = ChurnHistory.Charge(requests: charge.requests, unchangedRewrites: charge.unchangedRewrites)
        hour.charges.merge([source(charge.source): counts], uniquingKeysWith: +)
      }
      hours[ChurnHistory.hour(of: minute.number)] = hour
    }
    return ChurnHistory(minutes: minutes, hours: hours)
  }

  /// Takes over every minute of which the history knows more. Its requests are charged as those of its hour are; the
  /// other minutes keep the charges they have.
  package mutating func merge(_ history: ChurnHistory) {
    let better = history.minutes.filter { number, minute in
      guard number <= currentMinute, number >= currentMinute &- Int64(Self.windowMinutes) else { return false }
      let own = ring[Self.slot(number)]
      return own.isBackfilled || ChurnHistory.Minute(own) < minute
    }
    for (hour, numbers) in Dictionary(grouping: better.keys.sorted(), by: ChurnHistory.hour) {
      var shares = HourShares(history.hours[hour], requests: numbers.reduce(0) { $0 + (better[$1]?.requests ?? 0) })
      for number in numbers {
        guard let minute = better[number] else { continue }
        replace(number, minute, charges: shares.next(minute.requests))
      }
    }
  }

  private mutating func replace(
    _ number: Int64, _ minute: ChurnHistory.Minute, charges: [(ChurnSource, ChurnHistory.Charge)]
  ) {
    clear(number)
    let slot = Self.slot(number)
    ring[slot].observedSeconds = minute.observedSeconds
    ring[slot].podStarts = minute.podStarts
    ring[slot].podDeletes = minute.podDeletes
    ring[slot].endpointSliceUpdates = minute.endpointSliceUpdates
    for (source, counts) in charges { charge(source, counts, in: slot) }
  }
}

extension ChurnHistory.Minute {
  fileprivate init(_ minute: ChurnMinute) {
    observedSeconds = minute.observedSeconds
    requests = minute.requests
    podStarts = minute.podStarts
    podDeletes = minute.podDeletes
    endpointSliceUpdates = minute.endpointSliceUpdates
  }
}

/// The requests of an hour's minutes, shared out among its sources so that each minute's sum to its own and each
/// source's to what it has in the hour.
private struct HourShares {
  private var sources: [ChurnSource]
  /// What is still to be given out.
  private var rest: [ChurnHistory.Charge]

  /// - Parameter requests: of the minutes that are asked for. Where the hour has another sum, as when its minutes come
  ///   from several processes, its charges say how they are shared out; without any the sources are not known.
  init(_ hour: ChurnHistory.Hour?, requests: Int) {
    let charges = (hour?.charges ?? [:]).filter { $0.value.requests > 0 }
    let sorted = charges.map { (source: $0, charge: $1, text: $0.historyText) }.sorted { $0.text < $1.text }
    guard !sorted.isEmpty else {
      (sources, rest) = ([.other], [ChurnHistory.Charge(requests: requests)])
      return
    }
    sources = sorted.map(\.source)
    rest = zip(sorted, Apportionment.shares(of: requests, by: sorted.map(\.charge.requests))).map { entry, share in
      ChurnHistory.Charge(
        requests: share,
        unchangedRewrites: min(share, share * entry.charge.unchangedRewrites / entry.charge.requests))
    }
  }

  /// The charges of the next minute.
  mutating func next(_ requests: Int) -> [(ChurnSource, ChurnHistory.Charge)] {
    let shares = Apportionment.shares(of: requests, by: rest.map(\.requests))
    var charges: [(ChurnSource, ChurnHistory.Charge)] = []
    for (index, share) in shares.enumerated() where share > 0 {
      // Never more than there are requests left for: the last share takes the last rewrites.
      let rewrites = rest[index].unchangedRewrites * share / rest[index].requests
      charges.append((sources[index], ChurnHistory.Charge(requests: share, unchangedRewrites: rewrites)))
      rest[index].requests -= share
      rest[index].unchangedRewrites -= rewrites
    }
    return charges
  }
}
