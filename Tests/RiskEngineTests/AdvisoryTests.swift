import KubeCore
import RiskEngine
import Support
import Testing

@Suite("Advisories")
struct AdvisoryTests {
  private func advisories(_ cluster: Cluster) -> [Advisory.AdvisoryType: Advisory] {
    Dictionary(cluster.report.cluster.advisories.map { ($0.type, $0) }) { first, _ in first }
  }

  /// A node of K3s, or of another distribution.
  private func node(
    _ name: String, kernel: String, kubelet: String = "v1.34.4+k3s1", annotations: String = "{}",
    address: String = "192.168.20.11"
  ) -> String {
    """
    {"metadata":{"name":"\(name)","annotations":\(annotations)},"spec":{"podCIDR":"10.42.0.0/24"},
    "status":{"nodeInfo":{"kubeletVersion":"\(kubelet)","kernelVersion":"\(kernel)"},
    "addresses":[{"type":"InternalIP","address":"\(address)"}]}}
    """
  }

  @Test("A release that is known to be affected is told with certainty, with any workloads")
  func affected() throws {
    let cluster = try Cluster().adding(.node, node("n", kernel: "6.12.43"))
    let found = advisories(cluster)
    #expect(found[.kernelUpgrade]?.confidence == .high)
    #expect(found[.kernelUpgrade]?.objects == [ObjectKey(kind: "Node", namespace: "", name: "n")])
    #expect(found[.stopSSDP] == nil)
  }

  @Test("A distribution's kernel is a question where something broadcasts, and none where nothing does")
  func unknown() throws {
    let bare = try Cluster().adding(.node, node("n", kernel: "6.1.0-42-amd64"))
    #expect(advisories(bare).isEmpty)
    let found = advisories(try bare.deployment("ha"))
    #expect(found[.kernelUpgrade]?.confidence == .low)
    #expect(found[.stopSSDP]?.objects.map(\.name) == ["ha"])
  }

  @Test("A kernel without the fault asks for nothing")
  func fixed() throws {
    let cluster = try Cluster().adding(.node, node("n", kernel: "6.12.45")).deployment("ha")
    #expect(advisories(cluster).isEmpty)
  }

  @Test("Another engine and retries are advised where rebuilding puts chatty workloads at risk, and not elsewhere")
  func engine() throws {
    let base = try Cluster().deployment("ha").denyingEgress(of: "ha").unrelatedPolicies(150)
      .cronJob("tick", "*/2 * * * *")
    let k3s = advisories(try base.adding(.node, node("n", kernel: "6.12.45")))
    #expect(k3s[.engineMigration]?.objects.map(\.name) == ["n"])
    #expect(k3s[.engineMigration]?.action.contains("--disable-network-policy") == true)
    #expect(k3s[.applicationRetries]?.objects.map(\.name) == ["ha"])
    let assumed = advisories(try base.adding(.node, node("n", kernel: "6.12.45", kubelet: "v1.34.4")))
    #expect(assumed[.engineMigration] == nil)
  }

  @Test("host-gw is spoken of where all nodes tunnel and share a private block with their pods")
  func backend() throws {
    let vxlan = #"{"flannel.alpha.coreos.com/backend-type":"vxlan"}"#
    func found(_ annotations: [String], _ address: String) throws -> Advisory? {
      var cluster = Cluster()
      for (index, text) in annotations.enumerated() {
        cluster = try cluster.adding(
          .node, node("n\(index)", kernel: "6.12.45", annotations: text, address: "\(address).\(index)"))
      }
      return advisories(cluster)[.hostGatewayBackend]
    }
    #expect(try found([vxlan, vxlan], "10.10.0")?.objects.count == 2)
    #expect(try found([vxlan, vxlan], "192.168.20") == nil)
    #expect(try found([vxlan], "10.10.0") == nil)
    #expect(try found([vxlan, vxlan, #"{"flannel.alpha.coreos.com/backend-type":"host-gw"}"#], "10.10.0") == nil)
  }
}
