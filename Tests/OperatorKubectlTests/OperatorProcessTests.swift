import Foundation
import TestSupport
import Testing

/// The operator as it is installed and run: the manifests, the real kubectl and processes of `netrisk operator`.
@Suite("The operator as a process, with the real kubectl", .serialized, .timeLimit(.minutes(5)))
struct OperatorProcessTests {
  /// What kubectl lists of NetRisk's.
  private func installed(_ cluster: OperatorCluster) async throws -> [String] {
    let kinds =
      "crd,clusterroles,clusterrolebindings,namespaces,deployments,services,serviceaccounts,roles,rolebindings"
    return try await cluster.done("get \(kinds) -A -o name").output.split(separator: "\n").map(String.init)
      .filter { $0.contains("netrisk") }
  }

  @Test("What make deploy applies is taken as it is, and make undeploy leaves nothing")
  func deploy() async throws {
    try await OperatorCluster.with { cluster in
      let manifests = OperatorCluster.top.appending(path: "config/default").path
      #expect(try await installed(cluster) == [])
      let created = try await cluster.done("apply -k \(manifests)").rows
      #expect(created.allSatisfy { $0.last == "created" })
      try await cluster.wait(
        until: "condition=Established", of: "crd/netrisks.netrisk.dev crd/clusternetrisks.netrisk.dev")
      #expect(try await installed(cluster).sorted() == created.compactMap(\.first).sorted())
      let again = try await cluster.done("apply -k \(manifests)").output.split(separator: "\n")
      #expect(again.filter { !$0.hasSuffix(" unchanged") } == [])
      try await cluster.done("diff -k \(manifests)")
      #expect(try await cluster.done("get netrisk -A").errors == "No resources found\n")
      #expect(try await cluster.done("get crd -o name").output.contains("/netrisks.netrisk.dev\n"))
      let status = try await cluster.done("explain netrisk.status").output
      #expect(status.contains("FIELD: status <Object>") && status.contains("  risk\t<Object>"))
      let level = try await cluster.done("explain netrisk.status.risk.level").output
      #expect(level.contains("FIELD: level <string>") && level.contains("High"))
      try await cluster.done("delete -k \(manifests) --timeout=120s")
      #expect(try await installed(cluster) == [])
    }
  }

  @Test("The operator's ServiceAccount may do what it has to, and neither read Secrets nor change policies")
  func rights() async throws {
    try await OperatorCluster.with { cluster in
      try await cluster.install()
      let user = "--as=system:serviceaccount:\(OperatorCluster.namespace):\(OperatorCluster.account)"
      for question in ["list pods", "watch networkpolicies", "patch netrisks/status", "create netrisks"] {
        #expect(try await cluster.done("auth can-i \(question) -A \(user)").output == "yes\n", "\(question)")
      }
      let questions = [
        "get secrets", "list secrets", "list configmaps", "create pods", "patch deployments", "patch networkpolicies",
        "delete clusternetrisks", "update netrisks", "create clusterroles",
      ]
      for question in questions {
        let answer = try await cluster.run(
          ["auth", "can-i"] + question.split(separator: " ").map(String.init) + ["-A", user])
        #expect(answer.status == 1 && answer.output == "no\n", "\(question)")
      }
    }
  }
}
