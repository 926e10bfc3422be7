import KubeCore
import RiskEngine
import Support
import Testing

@Suite("Churn ledger and history")
struct ChurnLedgerHistoryTests {
  private static let start = Timestamp(seconds: 1_795_233_600)

  private func time(_ minute: Int, second: Int = 0) -> Timestamp {
    Self.start.advanced(bySeconds: Int64(minute * 60 + second))
  }

  private func source(_ name: String) -> ChurnSource { ChurnHistoryTests.source(name) }

  /// A ledger that has seen `minutes` of random events from `first` on.
  private func ledger(
    _ random: inout SplitMix64, first: Int = 0, minutes: Int, sources: UInt64 = 40, maxSources: Int = 512
  ) -> ChurnLedger {
    var ledger = ChurnLedger(startingAt: time(first), maxSources: maxSources)
    for minute in first..<first + minutes {
      for second in 0..<random.next() % 5 {
        var entry = ChurnEntry(requestedBy: source("\(random.next() % sources)"))
        entry.isUnchangedRewrite = random.next() % 4 == 0
        entry.isPodStart = random.next() % 2 == 0
        entry.isEndpointSliceUpdate = random.next() % 3 == 0
        ledger.record(entry, at: time(minute, second: Int(second)))
      }
      if random.next() % 10 == 0 { ledger.skip(to: time(minute + 1)) } else { ledger.observe(until: time(minute + 1)) }
    }
    return ledger
  }

  private func expectSound(_ ledger: ChurnLedger) {
    for minute in ledger.minutes {
      #expect(minute.charges.reduce(0) { $0 + $1.requests } == minute.requests)
      #expect(minute.charges.allSatisfy { $0.requests > 0 && $0.unchangedRewrites <= $0.requests })
      #expect(Set(minute.charges.map(\.source)).count == minute.charges.count)
    }
    let shares = ledger.shares()
    #expect(Set(shares.map(\.source)).count == shares.count)
    #expect(shares.count <= ledger.maxSources)
  }

  @Test("A ledger that starts with a history knows what the one before knew, source by source")
  func restored() throws {
    var random = SplitMix64(seed: 21)
    for minutes in [1, 59, 60, 61, 500, 1440, 2000] {
      let before = ledger(&random, minutes: minutes)
      var after = ChurnLedger(startingAt: time(minutes))
      after.merge(try ChurnHistory(text: before.history.text))
      expectSound(after)
      #expect(after.totals(lastMinutes: 1440) == before.totals(lastMinutes: 1440))
      #expect(after.totals(lastMinutes: 60) == before.totals(lastMinutes: 60))
      #expect(after.coverageMinutes == before.coverageMinutes)
      #expect(after.shares() == before.shares())
      #expect(after.peakHour == before.peakHour)
      #expect(after.history == before.history)
    }
  }

  @Test("Nothing is counted twice: the same history again changes nothing")
  func again() {
    var random = SplitMix64(seed: 22)
    let other = ledger(&random, minutes: 300).history
    var own = ledger(&random, first: 200, minutes: 200)
    own.merge(other)
    let once = own
    own.merge(other)
    #expect(own == once)
    own.merge(own.history)
    #expect(own == once)
  }

  @Test("Minutes that were seen longer keep their own counts and charges")
  func ownMinutesStay() {
    var other = ChurnLedger(startingAt: time(0))
    for minute in 0..<20 { other.record(ChurnEntry(requestedBy: source("other")), at: time(minute)) }
    other.observe(until: time(20, second: 30))
    var own = ChurnLedger(startingAt: time(10))
    for minute in 10..<30 {
      for _ in 0..<2 { own.record(ChurnEntry(requestedBy: source("own")), at: time(minute)) }
    }
    own.observe(until: time(30))
    own.merge(other.history)
    expectSound(own)
    #expect(own.shares().map(\.source) == [source("own"), source("other")])
    #expect(own.shares().map(\.requests) == [40, 10])
    #expect(own.coverageMinutes == 30)
  }

  @Test("The running minute goes on where the former process stopped")
  func runningMinute() {
    var before = ChurnLedger(startingAt: time(0))
    before.record(ChurnEntry(requestedBy: source("a")), at: time(0, second: 10))
    before.observe(until: time(0, second: 20))
    var after = ChurnLedger(startingAt: time(0, second: 30))
    after.merge(before.history)
    after.record(ChurnEntry(requestedBy: source("a")), at: time(0, second: 40))
    after.observe(until: time(1))
    #expect(after.requestsInLastHour == 2)
    #expect(after.totals(lastMinutes: 60).observedSeconds == 50)
  }

  @Test("What any two ledgers know is one sound ledger, in whichever order it comes")
  func sound() {
    var random = SplitMix64(seed: 23)
    for round in 0..<60 {
      let (first, length) = (Int(random.next() % 700), Int(random.next() % 800))
      let one = ledger(&random, first: first, minutes: length).history
      let two = ledger(&random, first: Int(random.next() % 1200), minutes: 300).history
      var own = ledger(&random, first: 1500, minutes: 100, maxSources: round % 2 == 0 ? 12 : 512)
      var turned = own
      own.merge(one)
      own.merge(two)
      turned.merge(two)
      turned.merge(one)
      expectSound(own)
      expectSound(turned)
      #expect(own.totals(lastMinutes: 1440) == turned.totals(lastMinutes: 1440))
      let all = own.history.merging(one).merging(two).minutes
      #expect(own.history.minutes == all.filter { $0.key >= own.minutes[0].number })
    }
  }

  @Test("Without the charges of an hour its requests are nobody's in particular")
  func unknownSources() {
    var minute = ChurnHistory.Minute()
    (minute.observedSeconds, minute.requests) = (60, 7)
    var ledger = ChurnLedger(startingAt: time(10))
    ledger.merge(ChurnHistory(minutes: [ChurnHistoryTests.firstMinute + 3: minute]))
    expectSound(ledger)
    #expect(ledger.shares().map(\.source) == [.other])
    #expect(ledger.requestsInLastHour == 7)
  }

  @Test("Minutes that are too old or have not come yet are passed over")
  func outOfReach() {
    var minute = ChurnHistory.Minute()
    (minute.observedSeconds, minute.requests) = (60, 7)
    for offset in [-1441, 1, 100_000] {
      var ledger = ChurnLedger(startingAt: time(0))
      let empty = ledger
      ledger.merge(ChurnHistory(minutes: [ChurnHistoryTests.firstMinute + Int64(offset): minute]))
      #expect(ledger == empty)
    }
  }
}
