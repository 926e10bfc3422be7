import DevAPIServer
import HTTPServer
import KubeCore
import Support
import Testing

/// What a server says of itself, next to what a real one does that serves more.
@Suite("Recorded discovery")
struct ConformanceDiscoveryTests {
  static let resourceLists = ["discovery-api-v1.json", "discovery-networking-v1.json"]
  static let aggregated = ["discovery-api-aggregated.json", "discovery-apis-aggregated.json"]
  static let versions = ["version.json"]
  static let roots = ["discovery-api.json", "discovery-apis.json"]

  @Test("Discovery tells of what is served what was recorded", arguments: resourceLists)
  func legacyDiscovery(file: String) async throws {
    let found = try LocalClient.whole(await Recording.named(file).send(to: LocalClient())).tree
    let wanted = try Recording.tree(file)
    let recorded = wanted["resources"]?.elements ?? []
    #expect(found["groupVersion"] == wanted["groupVersion"])
    for entry in found["resources"]?.elements ?? [] {
      #expect(recorded.map(\.comparable).contains(entry.comparable), "\(entry)")
    }
    #expect(found["resources"]?.elements.isEmpty == false)
  }

  @Test("Aggregated discovery tells of what is served what was recorded", arguments: aggregated)
  func aggregatedDiscovery(file: String) async throws {
    let recording = try Recording.named(file)
    let answer = try LocalClient.whole(await recording.send(to: LocalClient()))
    #expect(answer[header: "Content-Type"] == recording.responseContentType)
    let recorded = try resources(try Recording.tree(recording.file))
    let found = try resources(try answer.tree)
    #expect(!found.isEmpty)
    for (name, entry) in found { #expect(recorded[name]?.comparable == entry.comparable, "\(name)") }
  }

  /// Each resource by group and name; of subresources only those that are served.
  private func resources(_ document: Tree) throws -> [String: Tree] {
    var found: [String: Tree] = [:]
    for group in document["items"]?.elements ?? [] {
      for version in group["versions"]?.elements ?? [] {
        for resource in version["resources"]?.elements ?? [] {
          var entry = resource
          let served = (entry["subresources"]?.elements ?? []).filter {
            ["scale", "status", "token"].contains($0["subresource"])
          }
          entry["subresources"] = served.isEmpty ? nil : .array(served)
          let name = group.at("metadata", "name")?.stringValue ?? ""
          found["\(name)/\(version["version"]?.stringValue ?? "")/\(resource["resource"]?.stringValue ?? "")"] = entry
        }
      }
    }
    return found
  }

  @Test("A version document says 1.36", arguments: versions)
  func version(file: String) async throws {
    let recording = try Recording.named(file)
    let found = try LocalClient.whole(await recording.send(to: LocalClient())).tree
    let wanted = try Recording.tree(file)
    // How the binary was built is its own affair.
    let own: Set<String> = ["gitCommit", "goVersion", "compiler", "gitTreeState"]
    for member in wanted.memberList where !own.contains(member.name) {
      #expect(found[member.name] == member.value, "\(member.name)")
    }
  }

  @Test("The roots name the groups that are served, as recorded and in that order", arguments: roots)
  func root(file: String) async throws {
    let recording = try Recording.named(file)
    let answer = try LocalClient.whole(await recording.send(to: LocalClient()))
    #expect(answer.status == recording.status)
    #expect(answer[header: "Content-Type"] == recording.responseContentType)
    var found = try answer.tree
    var wanted = try Recording.tree(file)
    // Where the server is reached is its own.
    for range in found["serverAddressByClientCIDRs"]?.elements ?? [] { #expect(range["clientCIDR"] == "0.0.0.0/0") }
    found["serverAddressByClientCIDRs"] = nil
    wanted["serverAddressByClientCIDRs"] = nil
    let served = found["groups"]?.elements ?? []
    if file == "discovery-apis.json" { #expect(served.count == 10) }
    wanted["groups"] = wanted["groups"].map { .array($0.elements.filter(served.contains)) }
    #expect(found == wanted)
  }
}
