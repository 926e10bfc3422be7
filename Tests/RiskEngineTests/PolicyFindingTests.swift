import KubeCore
import RiskEngine
import Support
import Testing

/// Findings of policy hygiene, schedules and housekeeping, each with and without its cause.
@Suite("Findings of policies, schedules and objects")
struct PolicyFindingTests {
  private func names(_ cluster: Cluster, _ code: FindingCode) -> [String] { cluster.findings(code).map(\.object.name) }

  // MARK: NR201

  private func selecting(_ selector: String) -> String { #"{"podSelector":\#(selector)}"# }

  @Test("NR201: a policy that selects no pod, where there are pods")
  func unusedPolicy() throws {
    let lonely = selecting(#"{"matchLabels":{"app":"gone"}}"#)
    #expect(names(try Cluster.k3s().pod("web").policy("p", lonely), .unusedPolicy) == ["p"])
    #expect(names(try Cluster.k3s().deployment("ha").policy("p", lonely), .unusedPolicy) == ["p"])
    #expect(names(try Cluster.k3s().pod("web", in: "b").policy("p", lonely), .unusedPolicy) == [])
    #expect(names(try Cluster.flannel().pod("web").policy("p", lonely), .unusedPolicy) == [])
    #expect(names(try Cluster.calico().pod("web").policy("p", lonely), .unusedPolicy) == ["p"])
  }

  @Test(
    "NR201: not where a template, a run to come or a finished pod matches",
    arguments: [
      #"{"matchLabels":{"app":"ha"}}"#, #"{"matchLabels":{"app":"tick"}}"#, #"{"matchLabels":{"app":"done"}}"#, "{}",
      #"{"matchLabels":{"statefulset.kubernetes.io/pod-name":"ha-0"}}"#,
      #"{"matchLabels":{"app":"tick"},"matchExpressions":[{"key":"batch.kubernetes.io/job-name","operator":"Exists"}]}"#,
    ])
  func usedPolicy(selector: String) throws {
    let cluster = try Cluster.k3s().deployment("ha").cronJob("tick", "0 3 * * *", in: "home")
      .pod("done", app: "done", phase: "Succeeded").policy("p", selecting(selector))
    #expect(names(cluster, .unusedPolicy) == [])
  }

  @Test("NR201: what controllers add is on running pods, and other labels must still match")
  func runTimeLabels() throws {
    let ordinal = selecting(#"{"matchLabels":{"statefulset.kubernetes.io/pod-name":"db-0"}}"#)
    #expect(names(try Cluster.k3s().pod("web").policy("p", ordinal), .unusedPolicy) == ["p"])
    let other = selecting(#"{"matchLabels":{"app":"gone","job-name":"x"}}"#)
    #expect(names(try Cluster.k3s().deployment("ha").policy("p", other), .unusedPolicy) == ["p"])
  }

  @Test("NR201: a policy for pods on the host's network alone selects none")
  func hostNetwork() throws {
    let cluster = try Cluster.k3s().pod("web", spec: #","hostNetwork":true"#)
      .policy("p", selecting(#"{"matchLabels":{"app":"web"}}"#))
    #expect(names(cluster, .unusedPolicy) == ["p"])
  }

  // MARK: NR202, NR203, NR206

  @Test("NR202: the same in other words; the first one stays")
  func duplicatePolicy() throws {
    let cluster = try Cluster.k3s().policy("a", #"{"podSelector":{"matchLabels":{"app":"web"}}}"#)
      .policy("b", #"{"podSelector":{"matchExpressions":[{"key":"app","operator":"In","values":["web"]}]}}"#)
    #expect(names(cluster, .duplicatePolicy) == ["b"])
    #expect(cluster.findings(.duplicatePolicy).first?.message.contains("the same as home/a") == true)
    let elsewhere = try Cluster.k3s().policy("a", #"{"podSelector":{}}"#).policy("b", in: "b", #"{"podSelector":{}}"#)
    #expect(names(elsewhere, .duplicatePolicy) == [])
    let directions = try Cluster.k3s().policy("a", #"{"podSelector":{}}"#)
      .policy("b", #"{"podSelector":{},"policyTypes":["Ingress","Egress"]}"#)
    #expect(names(directions, .duplicatePolicy) == [])
  }

  @Test("NR203: a policy that another one makes superfluous")
  func subsumedPolicy() throws {
    let wide = #"{"podSelector":{},"ingress":[{}]}"#
    let narrow = #"{"podSelector":{"matchLabels":{"app":"web"}},"ingress":[{"ports":[{"port":80}]}]}"#
    #expect(names(try Cluster.k3s().policy("wide", wide).policy("z", narrow), .subsumedPolicy) == ["z"])
    let egress = #"{"podSelector":{},"policyTypes":["Egress"],"egress":[{}]}"#
    #expect(names(try Cluster.k3s().policy("wide", egress).policy("z", narrow), .subsumedPolicy) == [])
  }

  @Test("NR206: namespace and name that join to the same text, on kube-router alone")
  func setNameCollision() throws {
    func colliding(_ cluster: Cluster, _ namespace: String, _ name: String) throws -> [Finding] {
      try cluster.policy("bc", in: "a", #"{"podSelector":{}}"#).policy(name, in: namespace, #"{"podSelector":{}}"#)
        .findings(.setNameCollision)
    }
    #expect(try colliding(.k3s(), "ab", "c").count == 1)
    #expect(try colliding(.k3s(), "ab", "d") == [])
    #expect(try colliding(.calico(), "ab", "c") == [])
    #expect(try colliding(.assumed, "ab", "c").first?.message.hasPrefix("If kube-router enforces") == true)
  }

  // MARK: NR205

  @Test("NR205: policies where nothing enforces them; not where the engine is not known")
  func policyNotEnforced() throws {
    let rule = #"{"podSelector":{}}"#
    #expect(try Cluster.flannel().policy("p", rule).findings(.policyNotEnforced).map(\.severity) == [.high])
    let bare = try Cluster().adding(.node, #"{"metadata":{"name":"n"}}"#).pod("coredns", in: "kube-system")
    #expect(try bare.policy("p", rule).findings(.policyNotEnforced).count == 1)
    #expect(try Cluster.flannel().findings(.policyNotEnforced) == [])
    for cluster in [Cluster.assumed, try .k3s(), try .calico()] {
      #expect(try cluster.policy("p", rule).findings(.policyNotEnforced) == [])
    }
    var given = try Cluster.assumed.policy("p", rule)
    given.options.engine = PolicyEngine.none
    #expect(given.findings(.policyNotEnforced).count == 1)
  }

  // MARK: NR50x

  @Test(
    "NR501 to NR503: schedules that run more than they are named, never, or not at all",
    arguments: [
      ("* */1 * * *", FindingCode.scheduleRunsMoreThanNamed), ("0 0 30 2 *", .scheduleNeverRuns),
      ("61 * * * *", .scheduleInvalid), ("0 3 * * *", nil),
    ] as [(String, FindingCode?)])
  func scheduleIntent(schedule: String, code: FindingCode?) throws {
    let report = try Cluster.k3s().cronJob("hourly", schedule).report
    let codes: [FindingCode] = [.scheduleRunsMoreThanNamed, .scheduleNeverRuns, .scheduleInvalid, .invalidObject]
    #expect(report.findings.map(\.code).filter(codes.contains) == (code.map { [$0] } ?? []))
    #expect(report.workloads.map(\.key.name) == ["hourly"])
  }

  // MARK: NR60x

  @Test("NR601, NR602: an exception suppresses, ends, or matches nothing")
  func exceptions() throws {
    func report(_ annotations: String) throws -> AnalysisReport {
      try Cluster.k3s().cronJob("tick", "* * * * *", annotations: annotations).report
    }
    let held = try report(#"{"ignore.netrisk.dev/NR102":"needed"}"#)
    #expect(held.suppressed.map(\.finding.code) == [.frequentCronJob])
    #expect(held.suppressed.map(\.reason) == ["needed"])
    #expect(!held.findings.contains { [.frequentCronJob, .exceptionExpired, .exceptionUnmatched].contains($0.code) })
    let until = #","netrisk.dev/ignore-until":"2026-02-15T11:59:59Z"}"#
    let ended = try report(#"{"ignore.netrisk.dev/NR102":"needed""# + until)
    #expect(ended.suppressed.isEmpty)
    #expect(ended.findings.contains { $0.code == .frequentCronJob })
    #expect(ended.findings.contains { $0.code == .exceptionExpired && $0.object.name == "tick" })
    let wrong = try report(#"{"ignore.netrisk.dev/NR101":"needed"}"#)
    #expect(wrong.findings.contains { $0.code == .exceptionUnmatched && $0.message.contains("matches no finding") })
  }

  @Test("NR603: an object that the API server refuses is reported, and the others are analysed")
  func invalidObject() throws {
    let cluster = try Cluster.k3s().deployment("ha").denyingEgress(of: "ha")
      .policy("bad", #"{"podSelector":{},"policyTypes":["Egress"],"egress":[{"ports":[{"port":80,"endPort":79}]}]}"#)
    let finding = try #require(cluster.findings(.invalidObject).first)
    #expect(finding.object.name == "bad")
    #expect(finding.message.contains("spec.egress[0].ports[0].endPort"))
    #expect(cluster.report.cluster.policies.total == 1)
    #expect(cluster.findings(.egressIsolatedChattyWorkload).count == 1)
    #expect(try Cluster.k3s().deployment("ha").findings(.invalidObject) == [])
  }
}

private let dnsPorts = #""ports":[{"port":53,"protocol":"UDP"},{"port":53,"protocol":"TCP"}]"#

@Suite("NR204: cluster DNS")
struct DNSFindingTests {
  private func cluster(_ egress: String, dns: Bool = true) throws -> Cluster {
    var cluster = try Cluster.k3s().deployment("web", image: "example.org/web")
      .policy("p", #"{"podSelector":{},"policyTypes":["Egress"],"egress":[\#(egress)]}"#)
    guard dns else { return cluster }
    cluster = try cluster.adding(.namespace, #"{"metadata":{"name":"kube-system"}}"#)
    return try cluster.adding(
      .pod,
      """
      {"metadata":{"name":"coredns","namespace":"kube-system","labels":{"k8s-app":"kube-dns"}},
      "spec":{"nodeName":"n","containers":[{"name":"c","image":"coredns"}]},
      "status":{"phase":"Running","podIP":"10.42.0.2"}}
      """)
  }

  @Test(
    "Blocked",
    arguments: [
      "", #"{"ports":[{"port":443}]}"#, #"{"ports":[{"port":53,"protocol":"UDP"}]}"#,
      #"{"to":[{"podSelector":{}}],\#(dnsPorts)}"#, #"{"to":[{"ipBlock":{"cidr":"10.43.0.10/32"}}],\#(dnsPorts)}"#,
      #"{"to":[{"namespaceSelector":{},"podSelector":{"matchLabels":{"k8s-app":"coredns"}}}],\#(dnsPorts)}"#,
      #"{"to":[{"ipBlock":{"cidr":"169.254.20.10/32"}}],\#(dnsPorts)}"#,
    ])
  func blocked(egress: String) throws {
    let finding = try #require(try cluster(egress).findings(.dnsBlocked).first)
    #expect(finding.object.name == "web")
    #expect(finding.evidence.first?.statement.contains("kube-system/coredns") == true)
  }

  @Test(
    "Not blocked",
    arguments: [
      "{}", #"{\#(dnsPorts)}"#, #"{"to":[{"namespaceSelector":{}}]}"#,
      #"{"to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"kube-system"}}}],\#(dnsPorts)}"#,
      #"{"to":[{"ipBlock":{"cidr":"10.42.0.0/16"}}],\#(dnsPorts)}"#, #"{"to":[{"ipBlock":{"cidr":"0.0.0.0/0"}}]}"#,
    ])
  func allowed(egress: String) throws { #expect(try cluster(egress).findings(.dnsBlocked) == []) }

  @Test("NodeLocal DNS answers at its link-local address")
  func nodeLocal() throws {
    let rule = #"{"to":[{"ipBlock":{"cidr":"169.254.20.10/32"}}],\#(dnsPorts)}"#
    let cluster = try cluster(rule).adding(
      .pod,
      """
      {"metadata":{"name":"node-local-dns","namespace":"kube-system","labels":{"k8s-app":"node-local-dns"}},
      "spec":{"hostNetwork":true,"nodeName":"n","containers":[{"name":"c","image":"k8s-dns-node-cache"}]},
      "status":{"phase":"Running","podIP":"10.0.0.1"}}
      """)
    #expect(cluster.findings(.dnsBlocked) == [])
    // Manifests do not tell whether it runs.
    #expect(try self.cluster(rule, dns: false).findings(.dnsBlocked) == [])
  }

  @Test(
    "Without DNS pods among the objects, their namespace and labels are not known for certain",
    arguments: [
      ("", 1), (#"{"to":[{"podSelector":{}}]}"#, 1), (#"{"ports":[{"port":443}]}"#, 1),
      (#"{"to":[{"namespaceSelector":{},"podSelector":{"matchLabels":{"app":"db"}}}]}"#, 1),
      (#"{"to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"media"}}}]}"#, 1),
      (#"{"to":[{"namespaceSelector":{},"podSelector":{"matchLabels":{"k8s-app":"coredns"}}}],\#(dnsPorts)}"#, 0),
      (#"{"to":[{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"openshift-dns"}}}]}"#, 0),
    ])
  func assumed(egress: String, count: Int) throws {
    let findings = try cluster(egress, dns: false).findings(.dnsBlocked)
    #expect(findings.count == count)
    #expect(findings.allSatisfy { $0.evidence.first?.statement.hasPrefix("No DNS pods are among") == true })
  }
}
