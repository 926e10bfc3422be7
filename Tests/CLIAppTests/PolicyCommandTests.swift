import CLIApp
import Testing

/// `connectivity` and `explain` over a small cluster on standard input.
@Suite("Connectivity and explanations")
struct PolicyCommandTests {
  /// Two pods of a Deployment and a database that lets them in at 5432, and a host-network pod.
  private static let cluster = """
    {"apiVersion":"v1","kind":"List","items":[
    {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"a","labels":{"kubernetes.io/metadata.name":"a"}}},
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1","namespace":"a","labels":{"app":"web"},
      "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"web","uid":"1","controller":true}]},
      "spec":{"nodeName":"n1","containers":[{"name":"web","image":"web"}]},
      "status":{"phase":"Running","podIP":"10.42.0.5","podIPs":[{"ip":"10.42.0.5"}],"hostIP":"192.168.0.1"}},
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-2","namespace":"a","labels":{"app":"web"},
      "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"web","uid":"1","controller":true}]},
      "spec":{"nodeName":"n1","containers":[{"name":"web","image":"web"}]},
      "status":{"phase":"Running","podIP":"10.42.0.6","podIPs":[{"ip":"10.42.0.6"}],"hostIP":"192.168.0.1"}},
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"host","namespace":"a"},
      "spec":{"hostNetwork":true,"nodeName":"n1","containers":[{"name":"host","image":"host"}]},
      "status":{"phase":"Running","podIP":"192.168.0.1","podIPs":[{"ip":"192.168.0.1"}],"hostIP":"192.168.0.1"}},
    {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db","namespace":"a"},
      "spec":{"serviceName":"db","selector":{"matchLabels":{"app":"db"}},"template":{"metadata":{"labels":{"app":"db"}},
      "spec":{"containers":[{"name":"db","image":"postgres","ports":[{"name":"sql","containerPort":5432}]}]}}}},
    {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"db","namespace":"a"},
      "spec":{"podSelector":{"matchLabels":{"app":"db"}},"policyTypes":["Ingress","Egress"],
      "ingress":[{"from":[{"podSelector":{"matchLabels":{"app":"web"}}}],"ports":[{"port":"sql"}]}]}}
    ]}
    """

  private static func run(_ words: String...) -> Session {
    Session.run(words: words + ["-f", "-"], standardInput: cluster)
  }

  @Test("Connectivity is one JSON object a line, without pairs that have none")
  func connectivity() throws {
    let session = Self.run("connectivity", "-o", "json")
    #expect(session.exitCode == 0)
    #expect(
      session.output.split(separator: "\n").sorted() == [
        #"{"from":"a/web-1","to":"a/StatefulSet/db","connections":{"TCP":"5432","UDP":"none","SCTP":"none"}}"#,
        #"{"from":"a/web-1","to":"a/web-2","connections":{"TCP":"all","UDP":"all","SCTP":"all"}}"#,
        #"{"from":"a/web-2","to":"a/StatefulSet/db","connections":{"TCP":"5432","UDP":"none","SCTP":"none"}}"#,
        #"{"from":"a/web-2","to":"a/web-1","connections":{"TCP":"all","UDP":"all","SCTP":"all"}}"#,
      ])
  }

  @Test("With --workloads, pods are their workloads and no workload meets itself")
  func workloads() {
    #expect(
      Self.run("connectivity", "--workloads", "-o", "json").output
        == #"{"from":"a/StatefulSet/web","to":"a/StatefulSet/db","#
        + #""connections":{"TCP":"5432","UDP":"none","SCTP":"none"}}"# + "\n")
    #expect(
      Self.run("connectivity", "--workloads").output == """
        FROM               TO                 CONNECTIONS
        a/StatefulSet/web  a/StatefulSet/db   TCP 5432

        """)
  }

  @Test("A connection is explained by the rule that allows it")
  func allowed() throws {
    let words = ["explain", "connection", "--from", "a/web-1", "--to", "a/db", "--port", "TCP/5432", "-f", "-"]
    let value = try JSONValue(Session.run(words: words + ["-o", "json"], standardInput: Self.cluster).output)
    #expect(value["verdict"] == .string("Allowed"))
    #expect(value["from"] == .string("a/web-1"))
    #expect(value["port"] == .string("TCP/5432"))
    let ingress = try #require(value["decidedBy"]?.elements.first { $0["direction"] == .string("Ingress") })
    #expect(ingress["policy"] == .string("a/db"))
    #expect(ingress["ruleIndex"] == .number(0))
    let egress = try #require(value["decidedBy"]?.elements.first { $0["direction"] == .string("Egress") })
    #expect(egress["policy"] == .null)
    #expect(egress["clause"] == .string("NotIsolated"))
    #expect(value["kubeRouter"]?["verdict"]?.text != nil)
    let text = Session.run(words: words, standardInput: Self.cluster)
    #expect(text.output.hasPrefix("a/web-1 → a/db TCP/5432: Allowed\n\nWhy\n"))
    #expect(text.lines(widerThan: 80) == [])
  }

  @Test("A refused connection names the policies that isolate")
  func denied() throws {
    let session = Self.run(
      "explain", "connection", "--from", "a/web-1", "--to", "a/db", "--port", "80", "-o", "json")
    #expect(session.exitCode == 0)
    let value = try JSONValue(session.output)
    #expect(value["verdict"] == .string("Denied"))
    let ingress = try #require(value["decidedBy"]?.elements.first { $0["direction"] == .string("Ingress") })
    #expect(ingress["policy"] == .null)
    #expect(ingress["clause"] == .string("NoRuleMatches"))
    #expect(ingress["isolatingPolicies"] == .array([.string("a/db")]))
  }

  @Test("A block that is allowed in part lists its ranges")
  func partial() throws {
    let value = try JSONValue(
      Self.run(
        "explain", "connection", "--from", "10.42.0.4/30", "--to", "a/db", "--port", "TCP/5432", "-o", "json"
      ).output)
    #expect(value["verdict"] == .string("Partial"))
    #expect(value["addresses"]?["allowed"] == .array([.string("10.42.0.5/32"), .string("10.42.0.6/32")]))
    #expect(value["addresses"]?["denied"] == .array([.string("10.42.0.4/32"), .string("10.42.0.7/32")]))
  }

  @Test("A pod is explained by what selects it and what that allows")
  func pod() throws {
    let text = Self.run("explain", "pod", "a/db")
    #expect(text.exitCode == 0)
    #expect(text.output.hasPrefix("StatefulSet a/db\n  Its pods are not in the input"))
    #expect(text.output.contains("  NetworkPolicy a/db: selects app=db, isolates Ingress and Egress\n"))
    #expect(text.output.contains("  - TCP/sql from pods with app=web of this namespace (a/db, rule 0)\n"))
    #expect(text.output.contains("Egress\n  Isolated by a/db: nothing is allowed.\n"))
    let value = try JSONValue(Self.run("explain", "pod", "a/web-1", "-o", "json").output)
    #expect(value["workload"]?["name"] == .string("web"))
    #expect(value["labels"]?["app"] == .string("web"))
    #expect(value["ingress"]?["isolated"] == .bool(false))
    #expect(value["exposure"]?["state"] != nil)
  }

  @Test("Workload and cluster are explained with their numbers")
  func workloadAndCluster() throws {
    let workload = Self.run("explain", "workload", "sts/a/db")
    #expect(workload.exitCode == 0)
    #expect(workload.output.hasPrefix("StatefulSet a/db\n  Risk: "))
    let cluster = Self.run("explain", "cluster", "--engine", "kube-router", "-o", "json")
    #expect(try JSONValue(cluster.output)["engine"]?["name"] == .string("kube-router"))
    #expect(Self.run("explain", "cluster").lines(widerThan: 80) == [])
  }

  @Test(
    "A name that is not there gets the nearest one",
    arguments: [
      (["explain", "pod", "a/web-3"], "error: there is no pod 'a/web-3' in the input.\nDid you mean web-1?\n"),
      (
        ["explain", "pod", "b/web-1"],
        "error: there is no pod 'b/web-1' in the input.\n"
          + "No pod is in that namespace; did you mean a?\n"
      ),
      (
        ["explain", "workload", "deploy/a/db"],
        "error: there is no Deployment a/db in the input.\n"
          + "Did you mean StatefulSet/a/db?\n"
      ),
    ])
  func missing(words: [String], error: String) {
    let session = Session.run(words: words + ["-f", "-"], standardInput: Self.cluster)
    #expect(session.exitCode == 1)
    #expect(session.error == error)
  }
}
