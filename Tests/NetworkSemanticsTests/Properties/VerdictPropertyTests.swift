import KubeCore
import NetworkSemantics
import Support
import Testing

@Suite("Verdicts against the specification")
struct VerdictPropertyTests {
  private struct Case {
    let snapshot: PolicySnapshot
    let world: Specification.World
    let pods: [PodEndpoint]
  }

  /// Random policies that the API server would take.
  private func valid(_ objects: inout RandomObjects, _ name: String) -> NetworkPolicy {
    while true {
      let policy = objects.policy(name: name, blocks: true)
      if CompiledPolicy(policy).problems.isEmpty { return policy }
    }
  }

  private func makeCase(_ objects: inout RandomObjects) -> Case {
    let policies = (0..<Int.random(in: 1...8, using: &objects.random)).map { valid(&objects, "np-\($0)") }
    let pods = (0..<14).map { PodEndpoint(objects.pod(name: "pod-\($0)")) }.filter { !$0.isFinished }
    let labels = RandomObjects.namespaces.map { ($0, objects.labels()) }
    return Case(
      snapshot: PolicySnapshot(
        policies: policies, endpoints: pods, namespaces: labels.map { namespace($0.0, $0.1) }),
      world: Specification.World(
        policies: policies,
        namespaces: Dictionary(labels.map { ($0.0, Specification.dictionary($0.1)) }) { first, _ in first }),
      pods: pods)
  }

  @Test("Every connection gets the specification's verdict, alone and in the matrix")
  func connections() {
    var objects = RandomObjects(seed: PropertyRun.seed)
    for round in 0..<(PropertyRun.operations / 400) {
      let one = makeCase(&objects)
      let connectivity = one.snapshot.connectivity()
      for source in one.pods {
        for destination in one.pods {
          let port = UInt16.random(in: 1...14, using: &objects.random)
          let transport = TransportProtocol.allCases.randomElement(using: &objects.random) ?? .tcp
          let expected = Specification.allows(one.world, source, destination, transport.rawValue, Int(port))
          let verdict = one.snapshot.verdict(
            from: .pod(source), to: .pod(destination), transport: transport, port: port)
          let place: Comment = "seed \(PropertyRun.seed), round \(round), \(source.name) \(destination.name) \(port)"
          #expect((verdict.verdict == .allowed) == expected, place)
          #expect(verdict.verdict == .allowed || verdict.verdict == .denied, place)
          guard source.isSelectable, destination.isSelectable, source.id != destination.id else { continue }
          let set = connectivity.connections(from: source.id, to: destination.id)
          #expect(set[transport].contains(port) == expected, place)
        }
      }
    }
  }

  @Test("A difference is what the two matrices differ in, and a block's ranges are its addresses' verdicts")
  func differences() {
    var objects = RandomObjects(seed: PropertyRun.seed &+ 1)
    for round in 0..<(PropertyRun.operations / 1000) {
      let one = makeCase(&objects)
      var policies = one.world.policies
      policies[Int.random(in: policies.indices, using: &objects.random)] = valid(&objects, "np-new")
      let after = one.snapshot.replacing(policies: policies)
      let difference = one.snapshot.difference(to: after, limit: 10_000)
      let place: Comment = "seed \(PropertyRun.seed), round \(round)"
      let (old, new) = (one.snapshot.connectivity(), after.connectivity())
      var gained: Set<ConnectionChange> = []
      var lost: Set<ConnectionChange> = []
      for source in old.endpoints {
        for destination in old.endpoints {
          let before = old.connections(from: source.id, to: destination.id)
          let now = new.connections(from: source.id, to: destination.id)
          func change(_ set: ConnectionSet) -> ConnectionChange {
            ConnectionChange(from: .pod(source.id), to: .pod(destination.id), connections: set)
          }
          if !now.subtracting(before).isEmpty { gained.insert(change(now.subtracting(before))) }
          if !before.subtracting(now).isEmpty { lost.insert(change(before.subtracting(now))) }
        }
      }
      #expect(Set(difference.gained.examples.filter(\.isBetweenPods)) == gained, place)
      #expect(Set(difference.lost.examples.filter(\.isBetweenPods)) == lost, place)
      #expect(difference.gained.examples.count == difference.gained.count, place)
      checkOutside(one.snapshot, after, difference, &objects, place)
    }
  }

  /// An address that is no pod's gains egress exactly where the difference says so.
  private func checkOutside(
    _ before: PolicySnapshot, _ after: PolicySnapshot, _ difference: ConnectivityDifference,
    _ objects: inout RandomObjects, _ place: Comment
  ) {
    let taken = Set(before.endpoints.flatMap(\.addresses))
    for pod in before.endpoints where pod.isSelectable {
      let text =
        "10.0.\(Int.random(in: 0...17, using: &objects.random)).\(Int.random(in: 0...255, using: &objects.random))"
      guard let address = IPAddress(text), !taken.contains(address) else { continue }
      let port = UInt16.random(in: 1...14, using: &objects.random)
      let ends = (ConnectionEnd.pod(pod), ConnectionEnd.addresses(IPPrefix(address)))
      let wasAllowed = before.verdict(from: ends.0, to: ends.1, transport: .tcp, port: port).verdict == .allowed
      let isAllowed = after.verdict(from: ends.0, to: ends.1, transport: .tcp, port: port).verdict == .allowed
      let isGained = difference.gained.examples.contains { change in
        guard change.from == .pod(pod.id), case .outside(let set) = change.to else { return false }
        return set.contains(address) && change.connections.tcp.contains(port)
      }
      #expect(isGained == (isAllowed && !wasAllowed), place)
      // The whole block, by its ranges, says the same about the address.
      guard let block = IPPrefix("10.0.0.0/19") else { continue }
      let whole = after.verdict(from: ends.0, to: .addresses(block), transport: .tcp, port: port)
      if block.contains(address) { #expect(whole.addresses.allowed.contains(address) == isAllowed, place) }
      #expect(whole.addresses.allowed.union(whole.addresses.denied) == IPSet(block), place)
    }
  }
}

extension ConnectionChange {
  fileprivate var isBetweenPods: Bool {
    if case .pod = from, case .pod = to { true } else { false }
  }
}
