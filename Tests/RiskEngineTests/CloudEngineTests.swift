import KubeCore
import RiskEngine
import Testing

/// Networks of managed services: they may enforce policies, so that neither none nor a known engine can be said.
@Suite("Networks that NetRisk does not know")
struct CloudEngineTests {
  private func cluster(_ daemonSet: String, labels: String = "{}", initContainer: String? = nil) throws -> Cluster {
    let initContainers = initContainer.map { #","initContainers":[{"name":"\#($0)","image":"i"}]"# } ?? ""
    return try Cluster().adding(.node, #"{"metadata":{"name":"n","labels":\#(labels)}}"#)
      .adding(
        .daemonSet,
        """
        {"metadata":{"name":"\(daemonSet)","namespace":"kube-system"},"spec":{
        "selector":{"matchLabels":{"x":"y"}},"template":{"metadata":{"labels":{"x":"y"}},
        "spec":{"containers":[{"name":"c","image":"i"}]\(initContainers)}}}}
        """
      )
      .pod("coredns-1", in: "kube-system").deployment("ha").denyingEgress(of: "ha")
  }

  private func expectAssumed(_ cluster: Cluster, naming signal: String) {
    let report = cluster.report
    #expect(report.cluster.engine.name == "unknown")
    #expect(report.cluster.engine.isAssumed)
    #expect(report.cluster.engine.signal.contains(signal))
    #expect(report.cluster.ruledOut == [])
    #expect(cluster.findings(.policyNotEnforced) == [])
    #expect(cluster.findings(.egressIsolatedChattyWorkload).first?.message.hasPrefix("If kube-router") == true)
    #expect(cluster.workload("ha").map { $0.risk.level <= .medium } == true)
  }

  @Test("DaemonSets of managed services", arguments: ["aws-node", "azure-npm", "azure-cns", "netd", "kube-ovn-cni"])
  func daemonSets(name: String) throws {
    expectAssumed(try cluster(name), naming: "DaemonSet kube-system/\(name)")
  }

  @Test("An init container that installs a CNI plugin", arguments: ["install-cni", "new-vpc-cni-init"])
  func initContainer(name: String) throws {
    expectAssumed(try cluster("somebodys-network", initContainer: name), naming: "kube-system/somebodys-network")
  }

  @Test("Nodes of a managed service, whose network need not be among the objects")
  func managedNodes() throws {
    let labels = #"{"eks.amazonaws.com/nodegroup":"a"}"#
    expectAssumed(try cluster("kube-proxy", labels: labels), naming: "eks.amazonaws.com/nodegroup")
  }

  @Test("GKE's Dataplane V2 is Cilium, and Calico beside a cloud's network enforces")
  func knownBeside() throws {
    let gke = #"{"cloud.google.com/gke-nodepool":"a"}"#
    #expect(try cluster("anetd", labels: gke).report.cluster.engine.name == "cilium")
    let calico = try cluster("aws-node").adding(
      .pod,
      #"{"metadata":{"name":"calico-node-1","namespace":"kube-system","labels":{"k8s-app":"calico-node"}},"#
        + #""spec":{"nodeName":"n","containers":[{"name":"c","image":"i"}]},"status":{"phase":"Running"}}"#)
    #expect(calico.report.cluster.engine.name == "calico-iptables")
  }

  @Test("Flannel and a cluster that shows no network at all are still said to enforce nothing")
  func none() throws {
    #expect(try cluster("kube-proxy").report.cluster.engine.name == "none")
    #expect(try cluster("kube-flannel-ds", initContainer: "install-cni").report.cluster.engine.name == "flannel")
  }
}
