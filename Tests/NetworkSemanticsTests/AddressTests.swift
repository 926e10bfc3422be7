import KubeCore
import NetworkSemantics
import Testing

@Suite("Addresses and blocks")
struct AddressTests {
  @Test(
    "Addresses are written in their usual form",
    arguments: [
      ("10.0.0.1", "10.0.0.1"), ("010.000.0.01", "10.0.0.1"), ("255.255.255.255", "255.255.255.255"),
      ("::", "::"), ("::1", "::1"), ("fe80::", "fe80::"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("2001:db8::0:1", "2001:db8::1"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1::3:4:5:6:7:8", "1:0:3:4:5:6:7:8"),
      ("64:ff9b::10.1.2.3", "64:ff9b::a01:203"), ("::ffff:10.0.0.1", "10.0.0.1"), ("::ffff:0a00:0001", "10.0.0.1"),
    ])
  func parse(text: String, expected: String) throws {
    #expect(try #require(IPAddress(text)).description == expected)
  }

  @Test(
    "What is no address is none",
    arguments: [
      "", "10.0.0", "10.0.0.0.1", "10.0.0.256", "10.0.0.-1", "10.0.0.1 ", "+1.2.3.4", "a.b.c.d", "10.0.0.1/8", ":",
      ":::",
      "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7::8", "12345::", "fe80::1%eth0", "::1.2.3",
      "1.2.3.4::",
      "99999999999999999999.1.1.1", "::g",
    ])
  func noAddress(text: String) { #expect(IPAddress(text) == nil) }

  @Test(
    "Blocks lose their host bits, and an IPv4-mapped block is the IPv4 block",
    arguments: [
      ("10.1.2.3/8", "10.0.0.0/8"), ("10.1.2.3/32", "10.1.2.3/32"), ("1.2.3.4/0", "0.0.0.0/0"),
      ("10.0.0.0/08", "10.0.0.0/8"),
      ("2001:db8::1/32", "2001:db8::/32"), ("::1/0", "::/0"), ("fd00::1/128", "fd00::1/128"),
      ("::ffff:10.1.2.3/104", "10.0.0.0/8"), ("::ffff:10.1.2.3/95", "::fffe:0:0/95"),
    ])
  func prefixes(text: String, expected: String) throws {
    #expect(try #require(IPPrefix(text)).description == expected)
  }

  @Test(
    "What is no block is none",
    arguments: ["10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8", "/8", "10.0.0.0/8 "])
  func noPrefix(text: String) { #expect(IPPrefix(text) == nil) }

  @Test("A block contains its first and last address, and no address of the other family")
  func contains() throws {
    let block = try #require(IPPrefix("10.0.0.0/9"))
    #expect(try block.contains(#require(IPAddress("10.0.0.0"))))
    #expect(try block.contains(#require(IPAddress("10.127.255.255"))))
    #expect(try !block.contains(#require(IPAddress("10.128.0.0"))))
    #expect(try !IPPrefix.all(.ipv4).contains(#require(IPAddress("::1"))))
    #expect(try IPPrefix.all(.ipv6).contains(#require(IPAddress("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))))
    #expect(try block.contains(#require(IPPrefix("10.64.0.0/10"))))
    #expect(try !block.contains(#require(IPPrefix("10.0.0.0/8"))))
  }

  private func set(_ texts: [String]) throws -> IPSet {
    IPSet(try texts.map { try #require(IPPrefix($0)).range })
  }

  @Test("Sets unite, subtract and intersect, and come apart into the fewest blocks")
  func sets() throws {
    let all = try set(["0.0.0.0/0"])
    let private10 = try set(["10.0.0.0/8"])
    let rest = all.subtracting(private10)
    #expect(rest.ranges.map(\.description) == ["0.0.0.0-9.255.255.255", "11.0.0.0-255.255.255.255"])
    #expect(
      rest.prefixes.map(\.description)
        == [
          "0.0.0.0/5", "8.0.0.0/7", "11.0.0.0/8", "12.0.0.0/6", "16.0.0.0/4", "32.0.0.0/3", "64.0.0.0/2", "128.0.0.0/1",
        ])
    #expect(rest.union(private10) == all)
    #expect(rest.intersection(private10).isEmpty)
    #expect(all.coversAll(.ipv4) && !rest.coversAll(.ipv4) && !all.coversAll(.ipv6))
    #expect(try set(["0.0.0.0/1", "128.0.0.0/1"]) == all)
    #expect(try set(["::/1", "8000::/1"]).prefixes == [.all(.ipv6)])
    #expect(try set(["255.255.255.255/32"]).union(set(["::/128"])).ranges.count == 2)
    #expect(try set(["::/0"]).subtracting(set(["ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128"])).prefixes.count == 128)
    #expect(private10.contains(try #require(IPAddress("10.9.8.7"))))
    #expect(!rest.contains(try #require(IPAddress("10.9.8.7"))))
  }

  @Test("Port sets merge neighbours and describe themselves shortly")
  func ports() {
    let ports = PortSet(80).union(PortSet(443)).union(PortSet(8000, 8010)).union(PortSet(8011)).union(PortSet(79))
    #expect(ports.description == "79-80,443,8000-8011")
    #expect(ports.count == 15)
    #expect(PortSet(1, 100).union(PortSet(50, .max)).isAll)
    #expect(PortSet.all.subtracting(PortSet(1, 65534)).description == "65535")
    #expect(PortSet.all.subtracting(.all).description == "none")
    #expect(ports.intersection(PortSet(80, 8000)).description == "80,443,8000")
    #expect(PortSet(0).isEmpty && PortSet(0, 1) == PortSet(1) && PortSet(5, 4).isEmpty)
    #expect(ConnectionSet(tcp: ports.intersection(PortSet(80)), udp: .all).description == "TCP 80 UDP all")
    #expect(ConnectionSet.all.isSuperset(of: ConnectionSet(sctp: PortSet(1))))
  }
}
