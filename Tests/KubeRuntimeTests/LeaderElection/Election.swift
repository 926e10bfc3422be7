import KubeClient
import KubeCore
import KubeRuntime
import Support

/// Electors and one Lease in simulated time. What happens to each request is scripted.
struct Election {
  enum Fate: Int, CaseIterable {
    case done
    /// Never reaches the server.
    case lost
    /// Is carried out, but its answer never comes back.
    case unanswered
    /// Reaches the server after four seconds.
    case slow
    /// Is carried out twenty seconds later, when its sender has long given up.
    case late
    /// The sender is frozen for thirty seconds and reads the answer then.
    case frozen
  }

  /// How standbys hear of writes.
  enum Watch: CaseIterable {
    case none
    case prompt
    /// Three seconds late, when what was read meanwhile is newer.
    case late

    fileprivate var delay: Duration? {
      switch self {
      case .none: nil
      case .prompt: .milliseconds(10)
      case .late: .seconds(3)
      }
    }
  }

  private enum Event {
    case wake(Int)
    case hear(Int, Lease)
    case arrive(Int, LeaderState.Request, sent: Duration, answerAfter: Duration?)
    case answer(Int, LeaderState.Request, sent: Duration, Result<Lease, KubeError>)
  }

  private var events: [(at: Duration, order: Int, event: Event)] = []
  private var order = 0
  private(set) var now: Duration = .zero
  private(set) var electors: [LeaderState]
  private(set) var lease: Lease?
  private var version = 0
  private var crashed: Set<Int> = []
  /// Those that wait for an answer.
  private var busy: Set<Int> = []
  private let watch: Watch
  /// The fates of the requests to come; afterwards all are done.
  private var fates: [Fate]
  private var nextFate = 0
  /// Times at which more than one led.
  private(set) var conflicts: [Duration] = []
  /// How often one that does not lead has begun to look.
  private(set) var reads = 0
  /// By how much each elector's clock on the wall is off.
  private let skews: [Int64]

  init(
    electors count: Int, fates: [Fate] = [], starts: [Duration] = [], watch: Watch = .none, seed: UInt64 = 1
  ) {
    self.watch = watch
    electors = (0..<count).map { LeaderState(LeaderElectionSettings(identity: "e\($0)"), seed: seed &+ UInt64($0)) }
    skews = (0..<count).map { Int64($0) * 3600 }
    self.fates = fates
    for index in 0..<count {
      schedule(.wake(index), at: index < starts.count ? starts[index] : .milliseconds(index * 300))
    }
  }

  var leaders: [Int] { electors.indices.filter { !crashed.contains($0) && electors[$0].isLeading(at: now) } }

  mutating func crash(_ index: Int) { crashed.insert(index) }

  /// The work has stopped: gives the lease up.
  mutating func release(_ index: Int) {
    guard let request = electors[index].released(wallClock: wallClock(index)) else { return }
    electors[index].resign()
    crashed.insert(index)
    // A renewal may just have been written: once more, as the elector does.
    if case .failure = carryOut(request), let lease, lease.spec.holderIdentity == "e\(index)",
      case .update(let spec, _) = request
    {
      _ = carryOut(.update(spec, resourceVersion: lease.metadata.resourceVersion))
    }
  }

  /// Runs until `end`, or until `isOver` says so.
  mutating func run(until end: Duration, _ isOver: (Election) -> Bool = { _ in false }) {
    while let index = events.indices.min(by: { (events[$0].at, events[$0].order) < (events[$1].at, events[$1].order) }),
      events[index].at <= end
    {
      let (at, _, event) = events.remove(at: index)
      now = at
      handle(event)
      var leading = 0
      for index in electors.indices where electors[index].isLeading(at: now) && !crashed.contains(index) {
        leading += 1
      }
      if leading > 1 { conflicts.append(now) }
      if isOver(self) { return }
    }
    now = end
  }

  private mutating func handle(_ event: Event) {
    switch event {
    case .wake(let index):
      // Another one comes where what was heard has moved the time.
      guard !crashed.contains(index), !busy.contains(index), now >= electors[index].dueAt else { return }
      reads += electors[index].isLeading(at: now) ? 0 : 1
      follow(electors[index].attempt(at: now, wallClock: wallClock(index)), index)
    case .hear(let index, let lease):
      guard !crashed.contains(index) else { return }
      electors[index].heard(.modified(lease), at: now)
      schedule(.wake(index), at: max(now, electors[index].dueAt))
    case .arrive(let index, let request, let sent, let answerAfter):
      let answer = carryOut(request)
      if let answerAfter { schedule(.answer(index, request, sent: sent, answer), at: now + answerAfter) }
    case .answer(let index, let request, let sent, let result):
      guard !crashed.contains(index) else { return }
      busy.remove(index)
      let step = electors[index].answered(result, to: request, sent: sent, at: now, wallClock: wallClock(index))
      follow(step, index)
    }
  }

  private mutating func follow(_ step: LeaderState.Step, _ index: Int) {
    switch step {
    case .wait(let duration): schedule(.wake(index), at: now + duration)
    case .send(let request): send(request, index)
    }
  }

  private mutating func send(_ request: LeaderState.Request, _ index: Int) {
    busy.insert(index)
    let fate = nextFate < fates.count ? fates[nextFate] : .done
    nextFate += 1
    let none = Result<Lease, KubeError>.failure(.transport(TransportError(.timedOut, "")))
    let roundTrip: Duration = .milliseconds(20)
    switch fate {
    case .done: schedule(.arrive(index, request, sent: now, answerAfter: roundTrip), at: now)
    case .lost: schedule(.answer(index, request, sent: now, none), at: now + .seconds(5))
    case .unanswered:
      schedule(.arrive(index, request, sent: now, answerAfter: nil), at: now)
      schedule(.answer(index, request, sent: now, none), at: now + .seconds(5))
    case .slow: schedule(.arrive(index, request, sent: now, answerAfter: roundTrip), at: now + .seconds(4))
    case .late:
      schedule(.arrive(index, request, sent: now, answerAfter: nil), at: now + .seconds(20))
      schedule(.answer(index, request, sent: now, none), at: now + .seconds(5))
    case .frozen: schedule(.arrive(index, request, sent: now, answerAfter: .seconds(30)), at: now)
    }
  }

  private mutating func carryOut(_ request: LeaderState.Request) -> Result<Lease, KubeError> {
    switch request {
    case .get: return lease.map { .success($0) } ?? .failure(.refusal(404, "NotFound"))
    case .create(let spec): return lease == nil ? write(spec) : .failure(.refusal(409, "AlreadyExists"))
    case .update(let spec, let resourceVersion):
      return lease?.metadata.resourceVersion == resourceVersion ? write(spec) : .failure(.refusal(409, "Conflict"))
    }
  }

  private mutating func write(_ spec: LeaseSpec) -> Result<Lease, KubeError> {
    version += 1
    var written = Lease()
    written.metadata.resourceVersion = String(version)
    written.spec = spec
    lease = written
    if let delay = watch.delay { for index in electors.indices { schedule(.hear(index, written), at: now + delay) } }
    return .success(written)
  }

  private func wallClock(_ index: Int) -> Timestamp {
    Timestamp(seconds: 1_767_225_600 + skews[index] + now.components.seconds)
  }

  private mutating func schedule(_ event: Event, at time: Duration) {
    order += 1
    events.append((time, order, event))
  }
}
