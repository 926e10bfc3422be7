import KubeCore
import RiskEngine
import Support
import Testing

@Suite("Churn history")
struct ChurnHistoryTests {
  private static let start = Timestamp(seconds: 1_795_233_600)
  static let firstMinute = start.seconds / 60

  static func source(_ name: String) -> ChurnSource {
    .object(ObjectKey(kind: "CronJob", namespace: "infra", name: name))
  }

  /// A history of few minutes and hours, so that two of them often speak of the same.
  static func random(_ random: inout SplitMix64, span: UInt64 = 200) -> ChurnHistory {
    var minutes: [Int64: ChurnHistory.Minute] = [:]
    var hours: [Int64: ChurnHistory.Hour] = [:]
    for _ in 0..<random.next() % 30 {
      var minute = ChurnHistory.Minute()
      minute.observedSeconds = Int(random.next() % 3) * 30
      minute.requests = Int(random.next() % 3)
      minute.podStarts = Int(random.next() % 2)
      minutes[firstMinute + Int64(random.next() % span)] = minute
    }
    for _ in 0..<random.next() % 4 {
      var charges: [ChurnSource: ChurnHistory.Charge] = [:]
      for _ in 0..<random.next() % 4 {
        let requests = 1 + Int(random.next() % 2)
        charges[[source("a"), .fieldManager("flux"), .other][Int(random.next() % 3)]] = .init(
          requests: requests, unchangedRewrites: Int(random.next() % 2))
      }
      hours[firstMinute / 60 + Int64(random.next() % (span / 60 + 1))] = .init(
        observedSeconds: Int(random.next() % 3) * 1800, charges: charges)
    }
    return ChurnHistory(minutes: minutes, hours: hours)
  }

  @Test("Merging is commutative, associative and idempotent, whatever there is and however far apart")
  func laws() {
    var generator = SplitMix64(seed: 11)
    for round in 0..<2000 {
      let span: UInt64 = round % 2 == 0 ? 200 : 3000
      let (a, b, c) = (
        Self.random(&generator, span: span), Self.random(&generator, span: span), Self.random(&generator, span: span)
      )
      #expect(a.merging(b) == b.merging(a))
      #expect(a.merging(b).merging(c) == a.merging(b.merging(c)))
      #expect(a.merging(a) == a)
      #expect(a.merging(b).merging(b) == a.merging(b))
      #expect(a.merging(ChurnHistory()) == a)
    }
  }

  @Test("More observed seconds win, however many requests the other has")
  func observedSecondsWin() {
    func history(_ seconds: Int, _ requests: Int, _ name: String) -> ChurnHistory {
      var minute = ChurnHistory.Minute()
      (minute.observedSeconds, minute.requests) = (seconds, requests)
      let hour = ChurnHistory.Hour(
        observedSeconds: seconds, charges: [Self.source(name): .init(requests: requests)])
      return ChurnHistory(minutes: [Self.firstMinute: minute], hours: [Self.firstMinute / 60: hour])
    }
    let (long, short) = (history(60, 1, "long"), history(59, 900, "short"))
    #expect(long.merging(short) == long)
    #expect(short.merging(long) == long)
    #expect(history(60, 2, "more").merging(long) == history(60, 2, "more"))
  }

  @Test("A history reads back from its text")
  func roundTrip() throws {
    var generator = SplitMix64(seed: 12)
    for _ in 0..<1000 {
      let history = Self.random(&generator)
      #expect(try ChurnHistory(text: history.text) == history.folded)
      #expect(history.folded.folded == history.folded)
    }
    #expect(try ChurnHistory(text: ChurnHistory().text).isEmpty)
  }

  @Test("Beyond a hundred sources the small ones are the rest, and no request is lost")
  func folding() throws {
    var charges: [ChurnSource: ChurnHistory.Charge] = [.other: .init(requests: 5)]
    for number in 1...300 { charges[Self.source("\(number)")] = .init(requests: number, unchangedRewrites: 1) }
    charges[Self.source(String(repeating: "x", count: 600))] = .init(requests: 1000)
    var minute = ChurnHistory.Minute()
    minute.requests = 46_155
    let history = ChurnHistory(
      minutes: [Self.firstMinute: minute],
      hours: [Self.firstMinute / 60: .init(observedSeconds: 60, charges: charges)])
    let read = try ChurnHistory(text: history.text)
    let hour = try #require(read.hours.values.first)
    #expect(hour.charges.count == 101)
    #expect(hour.charges[Self.source("201")]?.requests == 201)
    #expect(hour.charges[Self.source("200")] == nil)
    #expect(hour.charges.values.reduce(0) { $0 + $1.requests } == 46_155)
    #expect(hour.charges[.other] == .init(requests: 1005 + 20_100, unchangedRewrites: 200))
  }

  @Test("The text of the worst cluster there can be fits into its limit")
  func size() throws {
    let label = String(repeating: "n", count: 63)
    let name = String(repeating: "m", count: 249)
    func source(_ number: Int) -> ChurnSource {
      .object(ObjectKey(kind: label, namespace: label, name: name + padded(number, 4)))
    }
    var minutes: [Int64: ChurnHistory.Minute] = [:]
    var hours: [Int64: ChurnHistory.Hour] = [:]
    for number in 0...Int64(ChurnLedger.windowMinutes) {
      var minute = ChurnHistory.Minute()
      minute.observedSeconds = 60
      (minute.requests, minute.podStarts) = (.max, .max)
      (minute.podDeletes, minute.endpointSliceUpdates) = (.max, .max)
      minutes[Self.firstMinute + 59 + number] = minute
      // Other names in each hour, and a few that only escapes make long.
      let hour = (Self.firstMinute + 59 + number) / 60
      guard hours[hour] == nil else { continue }
      var charges: [ChurnSource: ChurnHistory.Charge] = [.other: .init(requests: 1 << 40, unchangedRewrites: 1 << 40)]
      for index in 0..<200 {
        charges[source((index + Int(hour) * 7) % 300)] = .init(requests: 1 << 40, unchangedRewrites: 1 << 40)
        charges[.fieldManager(String(repeating: "\u{1}", count: 84 + index % 3) + "\(index)")] = .init(
          requests: 1 << 40, unchangedRewrites: 1 << 40)
      }
      hours[hour] = .init(observedSeconds: 3600, charges: charges)
    }
    let history = ChurnHistory(minutes: minutes, hours: hours)
    #expect(history.hours.count == 25)
    #expect(history.text.utf8.count <= ChurnHistory.textLimit)
    // The worst is near the limit's half: what is measured is not an empty history.
    #expect(history.text.utf8.count > ChurnHistory.textLimit / 2)
    #expect(try ChurnHistory(text: history.text) == history.folded)
  }

  @Test("A newer version is told from a text that is none")
  func newerVersion() throws {
    let text = ChurnHistory().text
    let newer = text.replacing("\"version\":1", with: "\"version\":2")
    #expect(newer != text)
    #expect(throws: ChurnHistoryError.newerVersion(2)) { try ChurnHistory(text: newer) }
    #expect(throws: ChurnHistoryError.newerVersion(7)) { try ChurnHistory(text: #"{"version":7,"all":"new"}"#) }
  }

  @Test(
    "Whatever else is no history is refused whole",
    arguments: [
      "", "garbage", "null", "[]", "{}", #"{"version":0}"#, #"{"version":"1"}"#, #"{"version":1}"#,
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[[61]]},\"sources\":[],\"hours\":[]}",
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[[1,-1]]},\"sources\":[],\"hours\":[]}",
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[[1,1,1,1,1,1]]},\"sources\":[],\"hours\":[]}",
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[[1,1e3]]},\"sources\":[],\"hours\":[]}",
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[[1,99999999]]},\"sources\":[],\"hours\":[]}",
      "{\"version\":1,\"minutes\":{\"first\":9223372036854775807,\"totals\":[[1],[1]]},\"sources\":[],\"hours\":[]}",
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[]},\"sources\":[[\"a\",\"b\"]],\"hours\":[]}",
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[]},\"sources\":[[\"a\"],[\"a\"]],\"hours\":[]}",
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[]},\"sources\":[],\"hours\":[{\"hour\":0}]}",
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[]},\"sources\":[],\"hours\":"
        + "[{\"hour\":0,\"observedSeconds\":0,\"charges\":[[0,1]],\"other\":[]}]}",
      "{\"version\":1,\"minutes\":{\"first\":0,\"totals\":[]},\"sources\":[[\"a\"]],\"hours\":"
        + "[{\"hour\":0,\"observedSeconds\":0,\"charges\":[[0,1,2]],\"other\":[]}]}",
    ])
  func malformed(text: String) {
    #expect { try ChurnHistory(text: text) } throws: { error in
      if case ChurnHistoryError.malformed? = error as? ChurnHistoryError { true } else { false }
    }
  }

  @Test("A text with any byte changed or cut off is read or refused, and never worse")
  func damage() {
    var generator = SplitMix64(seed: 13)
    let text = Array(Self.random(&generator).text.utf8)
    var refused = 0
    for _ in 0..<3000 {
      var damaged = text
      let place = Int(generator.next() % UInt64(text.count))
      if generator.next() % 3 == 0 {
        damaged.removeLast(place)
      } else {
        damaged[place] = Array("0123456789[]{}\",:ae-.x".utf8)[Int(generator.next() % 22)]
      }
      do { _ = try ChurnHistory(text: String(decoding: damaged, as: UTF8.self)) } catch { refused += 1 }
    }
    #expect(refused > 1000)
  }

  @Test("What a clock ahead has written is left out")
  func future() {
    var minute = ChurnHistory.Minute()
    minute.observedSeconds = 60
    let history = ChurnHistory(minutes: [Self.firstMinute: minute, Self.firstMinute + 1_000_000: minute])
    #expect(history.minutes.count == 1)
    #expect(history.through(Self.start).isEmpty)
    let near = ChurnHistory(minutes: [Self.firstMinute: minute, Self.firstMinute + 1: minute])
    #expect(near.through(Self.start).minutes.keys.sorted() == [Self.firstMinute])
  }
}
