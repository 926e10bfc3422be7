import KubeCore
import NetworkSemantics
import Support
import Testing

/// An index and its twin, fed the same random events.
private struct TwinRun {
  var objects: RandomObjects
  var index: SelectionIndex
  var twin = NaiveSelection()
  let podNames: Int
  let policyNames: Int
  let seed: UInt64

  init(seed: UInt64, warmLimit: Int, podNames: Int = 60, policyNames: Int = 30) {
    objects = RandomObjects(seed: seed)
    index = SelectionIndex(warmLimit: warmLimit)
    self.podNames = podNames
    self.policyNames = policyNames
    self.seed = seed
  }

  private mutating func podName() -> String { "pod-\(Int.random(in: 0..<podNames, using: &objects.random))" }
  private mutating func policyName() -> String { "np-\(Int.random(in: 0..<policyNames, using: &objects.random))" }

  mutating func step() {
    switch Int.random(in: 0..<100, using: &objects.random) {
    case 0..<45: putPod()
    case 45..<65: deletePod(podName())
    case 65..<82: putPolicy()
    case 82..<92: deletePolicy(policyName())
    case 92..<98: putNamespace()
    default:
      let name = objects.namespaceName()
      index.deleteNamespace(name)
      twin.namespaces[name] = nil
    }
  }

  private mutating func putPod() {
    let pod = objects.pod(name: podName())
    // The name is one of few, whatever the namespace: an object that moves is deleted there first.
    if let old = twin.pods[pod.metadata.name], old.id.namespace != pod.metadata.namespace {
      deletePod(pod.metadata.name)
    }
    let endpoint = PodEndpoint(pod)
    index.upsert(endpoint)
    if objects.chance(10) { index.upsert(endpoint) }
    twin.pods[pod.metadata.name] = endpoint
  }

  private mutating func deletePod(_ name: String) {
    guard let old = twin.pods.removeValue(forKey: name) else { return }
    index.deletePod(namespace: old.id.namespace, name: name)
    if objects.chance(10) { index.deletePod(namespace: old.id.namespace, name: name) }
  }

  private mutating func putPolicy() {
    let policy = objects.policy(name: policyName(), blocks: false)
    if let old = twin.policies[policy.metadata.name], old.metadata.namespace != policy.metadata.namespace {
      deletePolicy(policy.metadata.name)
    }
    index.upsert(policy)
    twin.policies[policy.metadata.name] = policy
  }

  private mutating func deletePolicy(_ name: String) {
    guard let old = twin.policies.removeValue(forKey: name) else { return }
    index.deletePolicy(NamespacedName(old.metadata.namespace, name))
  }

  private mutating func putNamespace() {
    let name = objects.namespaceName()
    let labels = objects.labels()
    index.upsert(namespace(name, labels))
    twin.namespaces[name] = Specification.dictionary(labels)
  }

  /// Compares what is said about one pod and one policy.
  mutating func checkSome(_ step: Int) {
    check(pod: podName(), step)
    check(policy: policyName(), step)
  }

  func checkAll(_ step: Int) {
    for name in twin.pods.keys { check(pod: name, step) }
    for name in twin.policies.keys { check(policy: name, step) }
  }

  private func check(pod name: String, _ step: Int) {
    guard let pod = twin.pods[name] else { return }
    let isolation = index.isolation(ofPod: pod.id.namespace, name)
    #expect(isolation == twin.isolation(of: pod), "seed \(seed), step \(step), pod \(pod.name)")
  }

  private func check(policy name: String, _ step: Int) {
    guard let policy = twin.policies[name] else { return }
    let key = NamespacedName(policy.metadata.namespace, name)
    let pods = twin.pods(of: policy)
    #expect(index.podCount(of: key) == pods.count, "seed \(seed), step \(step), policy \(key)")
    #expect(index.pods(of: key) == pods, "seed \(seed), step \(step), policy \(key)")
    for direction in PolicyDirection.allCases {
      for rule in 0..<3 {
        #expect(
          index.peerPodCount(of: key, direction, rule: rule) == twin.peerPodCount(of: policy, direction, rule: rule),
          "seed \(seed), step \(step), policy \(key), \(direction) \(rule)")
      }
    }
  }
}

@Suite("Selection index")
struct SelectionIndexTests {
  @Test("After any events it says what looking at everything says", arguments: [8, 0, 100_000])
  func twin(warmLimit: Int) {
    var run = TwinRun(seed: PropertyRun.seed &+ UInt64(warmLimit), warmLimit: warmLimit)
    let operations = warmLimit == 8 ? PropertyRun.operations : PropertyRun.operations / 5
    for step in 0..<operations {
      run.step()
      run.checkSome(step)
      if step % 5000 == 0 { run.checkAll(step) }
    }
    run.checkAll(operations)
  }

  @Test("Built at once or event by event, it says the same")
  func batch() {
    var objects = RandomObjects(seed: PropertyRun.seed)
    let policies = (0..<60).map { objects.policy(name: "np-\($0)", blocks: true) }
    let endpoints = (0..<200).map { PodEndpoint(objects.pod(name: "pod-\($0)")) }
    let namespaces = RandomObjects.namespaces.map { namespace($0, objects.labels()) }
    let batch = SelectionIndex(policies: policies, endpoints: endpoints, namespaces: namespaces)
    var events = SelectionIndex(warmLimit: 0)
    for endpoint in endpoints { events.upsert(endpoint) }
    for policy in policies { events.upsert(policy) }
    for namespace in namespaces { events.upsert(namespace) }
    let snapshot = PolicySnapshot(policies: policies, endpoints: endpoints, namespaces: namespaces)
    for endpoint in endpoints {
      let isolation = snapshot.isolation(of: endpoint)
      #expect(batch.isolation(ofPod: endpoint.id.namespace, endpoint.id.name) == isolation)
      #expect(events.isolation(ofPod: endpoint.id.namespace, endpoint.id.name) == isolation)
      #expect(batch.policies(selecting: endpoint.id.namespace, endpoint.id.name) == isolation.selectedBy)
    }
    for policy in snapshot.policies {
      let names = snapshot.endpoints(selectedBy: policy).map(\.id.name).sorted()
      #expect(batch.pods(of: policy.name) == names)
      #expect(events.pods(of: policy.name) == names)
    }
  }

  @Test("Selectors move to a rarer label when their own becomes common, and still match")
  func reanchoring() {
    var index = SelectionIndex()
    for number in 0..<50 {
      index.upsert(
        policy("a", "np-\(number)", select: labels(["app": "\(number)", "tier": "hot", "zone": "\(number % 7)"])))
    }
    for number in 0..<2000 {
      index.upsert(pod("a", "pod-\(number)", ["app": "\(number % 100)", "tier": "hot", "zone": "\(number % 100 % 7)"]))
    }
    #expect((0..<50).allSatisfy { index.podCount(of: NamespacedName("a", "np-\($0)")) == 20 })
    for number in 0..<2000 { index.deletePod(namespace: "a", name: "pod-\(number)") }
    #expect((0..<50).allSatisfy { index.podCount(of: NamespacedName("a", "np-\($0)")) == 0 })
  }

  @Test("Labels that no selector mentions do not split classes, nor those that none mentions any more")
  func classes() {
    var index = SelectionIndex()
    index.upsert(policy("a", "app", select: labels(["app": "job"])))
    for number in 0..<100 {
      index.upsert(pod("a", "pod-\(number)", ["app": "job", "batch.kubernetes.io/job-name": "job-\(number)"]))
    }
    #expect(index.classCount == 1)
    index.upsert(policy("a", "job", select: expression("batch.kubernetes.io/job-name", "Exists")))
    #expect(index.classCount == 100)
    index.deletePolicy(NamespacedName("a", "job"))
    #expect(index.classCount == 1)
    #expect(index.podCount(of: NamespacedName("a", "app")) == 100)
  }

  @Test("A namespace whose Namespace is not there has no label but its name")
  func unknownNamespace() {
    var index = SelectionIndex()
    let byName = ingressRule([peer(namespaces: having(["kubernetes.io/metadata.name": "b"]))])
    let byLabel = ingressRule([peer(namespaces: having(["team": "x"]))])
    index.upsert(policy("a", "p", ingress: [byName, byLabel, ingressRule()]))
    index.upsert(pod("b", "x"))
    let key = NamespacedName("a", "p")
    #expect(index.peerPodCount(of: key, .ingress, rule: 0) == 1)
    #expect(index.peerPodCount(of: key, .ingress, rule: 1) == 0)
    #expect(index.peerPodCount(of: key, .ingress, rule: 2) == nil)
    #expect(index.peerPodCount(of: key, .ingress, rule: 3) == nil)
    index.upsert(namespace("b", ["team": "x"]))
    #expect(index.peerPodCount(of: key, .ingress, rule: 1) == 1)
    index.deleteNamespace("b")
    #expect(index.peerPodCount(of: key, .ingress, rule: 1) == 0)
    #expect(index.peerPodCount(of: key, .ingress, rule: 0) == 1)
  }
}
