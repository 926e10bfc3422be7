import DevAPIServer
import HTTPServer
import KubeCore
import Support
import Testing

/// Recordings that build on each other, and those in protobuf.
@Suite("Recorded answers in a row")
struct ConformanceFlowTests {
  private func check(_ file: String, _ client: LocalClient) async throws {
    let recording = try Recording.named(file)
    let answer = try LocalClient.whole(await recording.send(to: client))
    #expect(answer.status == recording.status, "\(file)")
    #expect(answer[header: "Content-Type"] == recording.responseContentType, "\(file)")
    #expect(answer[header: "Warning"] == recording.headers["Warning"], "\(file)")
    var found = try answer.tree.comparable
    var wanted = try Recording.tree(file).comparable
    if file == "cr-create-422-schema.json" {
      // Go ranges over a map here: the causes come in any order.
      (found, wanted) = (Self.withSortedCauses(found), Self.withSortedCauses(wanted))
    }
    #expect(found == wanted, "\(file)")
  }

  private static func withSortedCauses(_ status: Tree) -> Tree {
    var status = status
    let causes = status.at("details", "causes")?.elements ?? []
    status["message"] = nil
    status.set("details", "causes", .array(causes.sorted { "\($0)" < "\($1)" }))
    return status
  }

  private func namespaces(_ client: LocalClient) async throws {
    for name in ["automation", "infra"] {
      #expect(
        try await client.ask("POST", "/api/v1/namespaces", ["metadata": ["name": .string(name)]]).status == 201)
    }
  }

  @Test("A definition and its objects answer as recorded")
  func customResources() async throws {
    let client = LocalClient()
    try await namespaces(client)
    for file in [
      "crd-create.json", "crd-get-established.json", "cr-create-defaulted-status-dropped.json",
      "cr-create-422-cel.json", "cr-create-422-schema.json", "cr-unknown-field-warning.json", "cr-status-apply.json",
      "cr-status-apply-422-enum.json", "cr-status-apply-404.json", "cr-list.json", "cr-put-stale-409.json",
    ] {
      try await check(file, client)
    }
  }

  @Test("Server-side apply answers as recorded")
  func apply() async throws {
    let client = LocalClient()
    try await namespaces(client)
    for file in ["apply-create.json", "apply-noop.json", "apply-conflict-409.json", "apply-forced.json"] {
      try await check(file, client)
      let found = try? await client.ask(
        "GET", "/apis/networking.k8s.io/v1/namespaces/infra/networkpolicies/ssa"
      ).tree
      let owners = found?.at("metadata", "managedFields")?.elements ?? []
      #expect(owners.count == (file == "apply-forced.json" ? 2 : 1), "\(file)")
    }
  }

  @Test("A Lease is created once")
  func leases() async throws {
    let client = LocalClient()
    try await check("lease-create.json", client)
    try await check("lease-create-409-exists.json", client)
  }

  @Test("An Event of events.k8s.io shows the members of that version")
  func event() async throws {
    let client = LocalClient()
    try await namespaces(client)
    let recording = try Recording.named("event-create.json")
    let answer = try LocalClient.whole(await recording.send(to: client))
    #expect(answer.status == 201)
    var found = try answer.tree.comparable
    var wanted = try Recording.tree("event-create.json").comparable
    let name = found.at("metadata", "name")?.stringValue ?? ""
    #expect(name.hasPrefix("ha-") && name.count == 8)
    found.set("metadata", "name", nil)
    wanted.set("metadata", "name", nil)
    #expect(found == wanted)
  }

  @Test("What is older than the history is expired", arguments: ["list-expired-410.json", "watch-expired-410.json"])
  func expired(file: String) async throws {
    let client = LocalClient()
    client.server.store.compact()
    let recording = try Recording.named(file)
    let answer = try LocalClient.whole(await recording.send(to: client))
    #expect(answer.status == recording.status)
    var found = try answer.tree.comparable
    var wanted = try Recording.tree(file).comparable
    if file.hasPrefix("watch") {
      // The message names the current version.
      #expect(found.at("object", "message")?.stringValue?.hasPrefix("too old resource version: 1 (") == true)
      found.set("object", "message", nil)
      wanted.set("object", "message", nil)
    }
    #expect(found == wanted)
  }

  @Test("Discovery tells of what is served what was recorded")
  func legacyDiscovery() async throws {
    let client = LocalClient()
    for file in ["discovery-api-v1.json", "discovery-networking-v1.json"] {
      let recording = try Recording.named(file)
      let found = try LocalClient.whole(await recording.send(to: client)).tree
      let wanted = try Recording.tree(file)
      let recorded = wanted["resources"]?.elements ?? []
      #expect(found["groupVersion"] == wanted["groupVersion"])
      for entry in found["resources"]?.elements ?? [] {
        #expect(recorded.map(\.comparable).contains(entry.comparable), "\(entry)")
      }
      #expect(found["resources"]?.elements.isEmpty == false)
    }
  }

  @Test("Aggregated discovery tells of what is served what was recorded", arguments: ["api", "apis"])
  func aggregatedDiscovery(root: String) async throws {
    let recording = try Recording.named("discovery-\(root)-aggregated.json")
    let answer = try LocalClient.whole(await recording.send(to: LocalClient()))
    #expect(answer[header: "Content-Type"] == recording.responseContentType)
    let recorded = try resources(try Recording.tree(recording.file))
    let found = try resources(try answer.tree)
    #expect(!found.isEmpty)
    for (name, entry) in found { #expect(recorded[name]?.comparable == entry.comparable, "\(name)") }
  }

  /// Each resource by group and name; of subresources only `status`, which is all that is served.
  private func resources(_ document: Tree) throws -> [String: Tree] {
    var found: [String: Tree] = [:]
    for group in document["items"]?.elements ?? [] {
      for version in group["versions"]?.elements ?? [] {
        for resource in version["resources"]?.elements ?? [] {
          var entry = resource
          let status = (entry["subresources"]?.elements ?? []).filter { $0["subresource"] == "status" }
          entry["subresources"] = status.isEmpty ? nil : .array(status)
          let name = group.at("metadata", "name")?.stringValue ?? ""
          found["\(name)/\(version["version"]?.stringValue ?? "")/\(resource["resource"]?.stringValue ?? "")"] = entry
        }
      }
    }
    return found
  }

  @Test("Pages of pods are those recorded")
  func pages() async throws {
    let client = LocalClient()
    let items = try Recording.tree("list-pods.json")["items"]?.elements ?? []
    client.server.store.seed(StorageName(group: "", plural: "pods"), items.map { ObjectDraft($0) })
    let first = try LocalClient.whole(await Recording.named("list-pods-page1.json").send(to: client)).tree
    #expect(first.comparable == (try Recording.tree("list-pods-page1.json").comparable))
    let token = first.at("metadata", "continue")?.stringValue ?? ""
    let second = try await client.ask("GET", "/api/v1/pods?limit=2&continue=\(token)").tree
    #expect(second.comparable == (try Recording.tree("list-pods-page2.json").comparable))
  }

  @Test("The Table of pods is the recorded one, but for ages")
  func podTable() async throws {
    let client = LocalClient()
    let items = try Recording.tree("list-pods.json")["items"]?.elements ?? []
    client.server.store.seed(StorageName(group: "", plural: "pods"), items.map { ObjectDraft($0) })
    let recording = try Recording.named("table-pods.json")
    let found = try LocalClient.whole(await recording.send(to: client)).tree
    let wanted = try Recording.tree("table-pods.json")
    #expect(found["columnDefinitions"] == wanted["columnDefinitions"])
    let rows = found["rows"]?.elements ?? []
    let recorded = wanted["rows"]?.elements ?? []
    #expect(rows.count == recorded.count)
    for (row, other) in zip(rows, recorded) {
      let (cells, others) = (row["cells"]?.elements ?? [], other["cells"]?.elements ?? [])
      #expect(cells.count == others.count)
      for (index, cell) in cells.enumerated() where index != 4 { #expect(cell == others[index]) }
      #expect(row["object"]?.comparable == other["object"]?.comparable)
    }
  }

  @Test("A version document says 1.36")
  func version() async throws {
    let recording = try Recording.named("version.json")
    let found = try LocalClient.whole(await recording.send(to: LocalClient())).tree
    let wanted = try Recording.tree("version.json")
    // How the binary was built is its own affair.
    let own: Set<String> = ["gitCommit", "goVersion", "compiler", "gitTreeState"]
    for member in wanted.memberList where !own.contains(member.name) {
      #expect(found[member.name] == member.value, "\(member.name)")
    }
  }
}
