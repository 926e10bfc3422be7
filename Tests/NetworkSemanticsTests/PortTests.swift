import KubeCore
import NetworkSemantics
import Testing

@Suite("Ports")
struct PortTests {
  private let client = pod("a", "client", ["app": "client"])
  private let server = pod(
    "a", "server", ["app": "server"],
    ports: [
      PodPort(name: "http", number: 8080), PodPort(name: "dns", transport: .udp, number: 5353),
      PodPort(name: "proxy", number: 15001, isOfInitContainer: true),
    ])
  private let second = pod("a", "second", ["app": "server"], ports: [PodPort(name: "http", number: 9090)])

  private func allows(_ ports: [NetworkPolicyPort], _ number: String, to server: PodEndpoint? = nil) -> Bool {
    PolicySnapshot(
      [policy("a", "p", select: labels(["app": "server"]), ingress: [ingressRule([peer(pods: .empty)], ports: ports)])],
      [client, self.server, second]
    ).allows(client, server ?? self.server, number)
  }

  @Test("20: The protocol is TCP where it is not given")
  func defaultProtocol() {
    #expect(allows([port(.int(80), nil)], "TCP/80"))
    #expect(!allows([port(.int(80), nil)], "UDP/80"))
  }

  @Test("20: A protocol without a port is all its ports and none of another protocol")
  func protocolAlone() {
    #expect(allows([port(nil, "UDP")], "UDP/53"))
    #expect(allows([port(nil, "UDP")], "UDP/65535"))
    #expect(!allows([port(nil, "UDP")], "TCP/53"))
    #expect(allows([port(nil, "SCTP")], "SCTP/1"))
    #expect(!allows([port(.int(80), "SCTP")], "TCP/80"))
  }

  @Test("21: A port name is looked up on each destination pod, with its protocol")
  func namedPorts() {
    #expect(allows([port(.string("http"))], "TCP/8080"))
    #expect(!allows([port(.string("http"))], "TCP/9090"))
    #expect(allows([port(.string("http"))], "TCP/9090", to: second))
    #expect(!allows([port(.string("http"))], "TCP/8080", to: second))
    #expect(allows([port(.string("dns"), "UDP")], "UDP/5353"))
    #expect(!allows([port(.string("dns"), "TCP")], "TCP/5353"))
    #expect(!allows([port(.string("http"), "UDP")], "UDP/8080"))
  }

  @Test("21: A name that the pod does not have matches no port, not all")
  func unknownName() {
    #expect(!allows([port(.string("nope"))], "TCP/8080"))
    #expect(allows([port(.string("nope")), port(.int(80))], "TCP/80"))
  }

  @Test("21: Sidecars' port names count, other init containers' do not")
  func initContainers() throws {
    #expect(allows([port(.string("proxy"))], "TCP/15001"))
    var object = Pod()
    var declared = ContainerPort()
    declared.name = "side"
    declared.containerPort = 15001
    var sidecar = Container()
    sidecar.ports = [declared]
    sidecar.restartPolicy = "Always"
    var setup = Container()
    declared.name = "setup"
    setup.ports = [declared]
    var unnamed = ContainerPort()
    unnamed.containerPort = 80
    var wrong = ContainerPort()
    wrong.name = "wrong"
    wrong.containerPort = 70000
    var main = Container()
    main.ports = [unnamed, wrong]
    object.spec.initContainers = [setup, sidecar]
    object.spec.containers = [main]
    #expect(
      PodEndpoint(object).ports == [PodPort(name: "side", transport: .tcp, number: 15001, isOfInitContainer: true)])
  }

  @Test("21: A port name to an address that is no pod's matches nothing")
  func namedPortToAddress() throws {
    let rule = egressRule([block("0.0.0.0/0")], ports: [port(.string("http"))])
    let snapshot = PolicySnapshot(
      [policy("a", "p", select: labels(["app": "client"]), types: ["Egress"], egress: [rule])], [client, server])
    #expect(try snapshot.verdict(.pod(client), addresses("1.1.1.1/32"), "TCP/8080").verdict == .denied)
  }

  @Test("22: endPort is inclusive and may equal port")
  func endPort() {
    let range = [port(.int(80), to: 82)]
    #expect(!allows(range, "TCP/79") && allows(range, "TCP/80") && allows(range, "TCP/82") && !allows(range, "TCP/83"))
    #expect(allows([port(.int(80), to: 80)], "TCP/80"))
    #expect(allows([port(.int(1), to: 65535)], "TCP/65535"))
  }

  @Test(
    "22: Ports that the API server refuses are reported and match nothing",
    arguments: [
      (port(.int(80), to: 79), "endPort: expected a port from 80 to 65535, found 79"),
      (port(.int(80), to: 70000), "endPort: expected a port from 80 to 65535, found 70000"),
      (
        port(.string("http"), to: 90),
        "endPort: expected endPort only beside a port number, found the port name \"http\""
      ),
      (port(nil, to: 90), "endPort: expected endPort only beside port"),
      (port(.int(0)), "port: expected a port from 1 to 65535, found 0"),
      (port(.int(-1)), "port: expected a port from 1 to 65535, found -1"),
      (port(.int(65536)), "port: expected a port from 1 to 65535, found 65536"),
      (port(.int(80), "ICMP"), "protocol: expected TCP, UDP or SCTP, found \"ICMP\""),
      (port(.int(80), "tcp"), "protocol: expected TCP, UDP or SCTP, found \"tcp\""),
    ])
  func invalid(port: NetworkPolicyPort, message: String) {
    #expect(!allows([port], "TCP/80"))
    let snapshot = PolicySnapshot([policy("a", "p", ingress: [ingressRule(ports: [port])])], [client])
    #expect(snapshot.problems.map(\.description) == ["a/p: spec.ingress[0].ports[0].\(message)"])
  }

  @Test("23: The port is the pod's own, not the Service's")
  func targetPort() {
    #expect(allows([port(.int(8080))], "TCP/8080"))
    #expect(!allows([port(.int(80))], "TCP/8080"))
  }
}
