import KubeCore
import RiskEngine
import Support
import Testing

@Suite("Fingerprints of findings")
struct FindingFingerprintTests {
  private static let policy = ObjectKey(kind: "NetworkPolicy", namespace: "a", name: "b")
  private static let finding = Finding(.churningPeer, .low, policy, "It is.", about: "Ingress CronJob a/c")

  @Test("It is written in reports: it never changes")
  func fixed() {
    #expect(FindingFingerprint(Self.finding).text == "654d4ed9c9103705656d16992f44a05d")
    #expect(FindingFingerprint(text: FindingFingerprint(Self.finding).text) == FindingFingerprint(Self.finding))
  }

  @Test("Severity, words, evidence and place are not part of it")
  func stable() {
    var other = Self.finding
    other.severity = .high
    other.message = "It was, 12 times."
    other.evidence = [Evidence("Seen.")]
    other.path = [.field("spec"), .index(3)]
    #expect(FindingFingerprint(other) == FindingFingerprint(Self.finding))
  }

  @Test("Code, object, what it is about and its number are")
  func distinct() {
    var prints: Set = [FindingFingerprint(Self.finding), FindingFingerprint(Self.finding, occurrence: 1)]
    func add(_ change: (inout Finding) -> Void) {
      var other = Self.finding
      change(&other)
      prints.insert(FindingFingerprint(other))
    }
    add { $0.code = .unusedPolicy }
    add { $0.object.kind = "Pod" }
    add { $0.object.namespace = "ab" }
    add { $0.object.name = "" }
    add { $0.about = "Egress CronJob a/c" }
    add { $0.about = "" }
    // The parts cannot run into one another.
    add { ($0.object.namespace, $0.object.name) = ("", "ab") }
    #expect(prints.count == 9)
  }

  @Test("Findings that nothing tells apart are counted")
  func occurrences() {
    let prints = FindingFingerprint.all(of: [Self.finding, Self.finding, Self.finding])
    #expect(prints == (0..<3).map { FindingFingerprint(Self.finding, occurrence: $0) })
    #expect(Set(prints).count == 3)
  }

  @Test("Other texts are no fingerprints", arguments: ["", "0123", String(repeating: "G", count: 32)])
  func other(text: String) { #expect(FindingFingerprint(text: text) == nil) }

  /// One finding goes, and the other of its code about the same object stays the one it was.
  @Test("Several findings of a check about one object are told apart by what they are about, not by their number")
  func about() throws {
    func prints(_ code: FindingCode, _ cluster: Cluster) -> Set<FindingFingerprint> {
      Set(FindingFingerprint.all(of: cluster.findings(code)))
    }
    func expectApart(_ code: FindingCode, _ both: Cluster, _ one: Cluster, _ other: Cluster) {
      let (first, second) = (prints(code, one), prints(code, other))
      #expect(first.count == 1 && second.count == 1)
      #expect(prints(code, both) == first.union(second))
      #expect(first != second)
    }
    let chatty = try Cluster.k3s().deployment("ha")
    let wide = #"{"podSelector":{}}"#
    expectApart(
      .namespaceWideSelection, try chatty.policy("a", wide).policy("b", wide), try chatty.policy("a", wide),
      try chatty.policy("b", wide))
    let peers = #"{"podSelector":{},"ingress":[{"from":[{"namespaceSelector":{},"podSelector":{}}]}]}"#
    let slow = try Cluster.k3s().unrelatedPolicies(160).pod("web").adding(.namespace, #"{"metadata":{"name":"jobs"}}"#)
      .policy("allow", peers)
    let one = try slow.cronJob("tick", "0 * * * *")
    expectApart(
      .churningPeer, try one.cronJob("tock", "0 * * * *"), one, try slow.cronJob("tock", "0 * * * *"))
  }

  @Test("Exceptions of one object are told apart by their names")
  func exceptions() {
    let object = ObjectKey(kind: "CronJob", namespace: "infra", name: "updater")
    func prints(_ annotations: Labels) -> Set<FindingFingerprint> {
      let exceptions = FindingException.read(annotations, of: object)
      let now = Timestamp(seconds: 1_795_240_800)
      return Set(FindingFingerprint.all(of: ExceptionFilter.apply(exceptions, to: [], at: now).findings))
    }
    let first: Labels = ["ignore.netrisk.dev/NR101": "ok"]
    let both: Labels = ["ignore.netrisk.dev/NR101": "ok", "ignore.netrisk.dev/NR204": ""]
    #expect(prints(first).count == 1)
    #expect(prints(both).count == 2)
    #expect(prints(first).isSubset(of: prints(both)))
    #expect(prints(["ignore.netrisk.dev/NR204": ""]).isSubset(of: prints(both)))
  }
}
