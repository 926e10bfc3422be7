import KubeClient
import KubeCore
import KubeRuntime
import NetRiskAPI
import OperatorApp
import Support
import Testing

@Suite("Parts of the operator")
struct SmallPartsTests {
  @Test("Addresses are read as kubebuilder's flags have them")
  func addresses() throws {
    #expect(try ListenAddress.parse("0", flag: "f") == nil)
    let any = try #require(try ListenAddress.parse(":8443", flag: "f"))
    #expect((any.host, any.port) == ("", 8443))
    #expect(any.candidates == ["::", "0.0.0.0"] && !any.isLoopback)
    let loopback = try #require(try ListenAddress.parse("localhost:80", flag: "f"))
    #expect(loopback.host == "127.0.0.1" && loopback.isLoopback)
    #expect(try ListenAddress.parse("[::1]:80", flag: "f")?.host == "::1")
    for wrong in ["8443", "host:port", ":99999", "[::1]"] {
      #expect(throws: OperatorFailure.self) { try ListenAddress.parse(wrong, flag: "f") }
    }
  }

  @Test("A discovered object's name is its workload's, hashed where it is too long for a label")
  func names() {
    func name(_ workload: String) -> String {
      DiscoveredNetRisk(
        workload: ObjectKey(kind: "Deployment", namespace: "a", name: workload), apiVersion: "apps/v1"
      ).name
    }
    #expect(name("web") == "deployment-web")
    let long = String(repeating: "x", count: 60)
    #expect(name(long).utf8.count <= 63)
    #expect(name(long) != name(long + "y"))
    #expect(name(long) == name(long))
    #expect(!name(String(repeating: "x", count: 42) + "-" + long).contains("--"))
  }

  @Test("Numbers alone are written every five minutes at most, anything else at once")
  func rule() {
    var rule = WriteRule()
    #expect(rule.decide(.none, uid: "a", at: .zero) == .skip)
    #expect(rule.decide(.numbers, uid: "a", at: .zero) == .write)
    rule.wrote(uid: "a", at: .seconds(10))
    #expect(rule.decide(.numbers, uid: "a", at: .seconds(60)) == .later(.seconds(250)))
    #expect(rule.decide(.numbers, uid: "b", at: .seconds(60)) == .write)
    #expect(rule.decide(.semantic, uid: "a", at: .seconds(60)) == .write)
    #expect(rule.decide(.numbers, uid: "a", at: .seconds(310)) == .write)
  }

  @Test("What another manager has beside a status, or an answer that has not come back yet, is no reason to write")
  func writeAgain() {
    var rule = WriteRule()
    var object = ObjectMeta(namespace: "n", name: "x")
    (object.uid, object.resourceVersion) = ("a", "9")
    func decide(_ asked: Tree, over current: Tree, at seconds: Int = 0) -> WriteRule.Decision {
      rule.decide(asked, over: current, of: object, StatusSchema.netRisk, at: .seconds(seconds))
    }
    let (asked, more): (Tree, Tree) = (["truncated": true], ["truncated": true, "lastHandledRequest": "theirs"])
    #expect(decide(asked, over: [:]) == .write)
    let answer: Tree = ["metadata": ["resourceVersion": "10"], "status": more]
    rule.wrote(asked, of: object, answer: answer, StatusSchema.netRisk, at: .zero)
    #expect(decide(asked, over: [:]) == .skip)
    #expect(decide(asked, over: [:], at: 300) == .write)
    object.resourceVersion = "10"
    #expect(decide(asked, over: more) == .skip)
    #expect(decide(["truncated": false], over: more) == .write)
    object.resourceVersion = "11"
    #expect(decide(asked, over: more) == .write)
  }

  private static func status(
    settled: Bool = true, gap: KubeError? = nil, down: Duration? = nil, silent: Duration? = nil
  ) -> FeedStatus {
    FeedStatus(
      resource: Pod.resource, isSettled: settled, gap: gap, health: ReflectorHealth(downFor: down, silentFor: silent))
  }

  private static var forbidden: KubeError {
    var status = APIStatus()
    (status.reason, status.code) = ("Forbidden", 403)
    return .status(status, retryAfter: nil)
  }

  @Test("Ready is who is followed; what may not be read degrades findings, not readiness")
  func readiness() {
    let ready = [
      Self.status(), Self.status(down: .seconds(59)), Self.status(silent: .seconds(90)),
      Self.status(settled: false, gap: Self.forbidden, down: .seconds(600)),
    ]
    for status in ready { #expect(HealthChecks.failures([status]) == []) }
    let failing = [
      Self.status(settled: false), Self.status(down: .seconds(60)), Self.status(silent: .seconds(91)),
    ]
    for status in failing { #expect(HealthChecks.failures([Self.status(), status]).count == 1) }
  }
}
