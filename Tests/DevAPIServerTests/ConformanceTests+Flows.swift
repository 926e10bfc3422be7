import DevAPIServer
import HTTPServer
import KubeCore
import Support
import Testing

/// Recordings that build on each other, and those in protobuf.
@Suite("Recorded answers in a row")
struct ConformanceFlowTests {
  static let definitionFiles = [
    "crd-create.json", "crd-get-established.json", "cr-create-defaulted-status-dropped.json", "cr-create-422-cel.json",
    "cr-create-422-schema.json", "cr-unknown-field-warning.json", "cr-status-apply.json",
    "cr-status-apply-422-enum.json", "cr-status-apply-404.json", "cr-list.json", "cr-table.json", "watchlist-cr.json",
    "cr-put-stale-409.json",
  ]
  static let applyFiles = ["apply-create.json", "apply-noop.json", "apply-conflict-409.json", "apply-forced.json"]
  static let leaseFiles = ["lease-create.json", "lease-create-409-exists.json"]
  static let eventFiles = ["event-create.json"]
  static let expiredFiles = ["list-expired-410.json", "watch-expired-410.json"]
  static let pageFiles = ["list-pods-page1.json", "list-pods-page2.json"]
  static let tableFiles = ["table-pods.json"]

  private func check(_ file: String, _ client: LocalClient) async throws {
    let recording = try Recording.named(file)
    let answer = try LocalClient.whole(await recording.send(to: client))
    #expect(answer.status == recording.status, "\(file)")
    #expect(answer[header: "Content-Type"] == recording.responseContentType, "\(file)")
    #expect(answer[header: "Warning"] == recording.headers["Warning"], "\(file)")
    // A watch answers with one document a line.
    var found = try Self.documents(answer.bytes)
    var wanted = try Self.documents(try Recording.bytes(file))
    if file == "cr-table.json" { (found, wanted) = (Self.withoutAges(found), Self.withoutAges(wanted)) }
    if file == "cr-create-422-schema.json" {
      // Go ranges over a map here: the causes come in any order.
      (found, wanted) = (Self.withSortedCauses(found), Self.withSortedCauses(wanted))
    }
    #expect(found == wanted, "\(file)")
  }

  private static func documents(_ bytes: [UInt8]) throws -> Tree {
    .array(try bytes.split(separator: 0x0A).map { try Recording.tree(Array($0)).comparable })
  }

  /// Tables whose last cell says how old the object is.
  private static func withoutAges(_ tables: Tree) -> Tree {
    .array(
      tables.elements.map { table in
        var table = table
        let rows = (table["rows"]?.elements ?? []).map { row in
          var row = row
          row["cells"] = .array(Array((row["cells"]?.elements ?? []).dropLast()))
          return row
        }
        table["rows"] = .array(rows)
        return table
      })
  }

  private static func withSortedCauses(_ statuses: Tree) -> Tree {
    var status = statuses.elements.first ?? .null
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
    for file in Self.definitionFiles {
      try await check(file, client)
    }
  }

  @Test("Server-side apply answers as recorded")
  func apply() async throws {
    let client = LocalClient()
    try await namespaces(client)
    for file in Self.applyFiles {
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
    for file in Self.leaseFiles { try await check(file, client) }
  }

  @Test("An Event of events.k8s.io shows the members of that version", arguments: eventFiles)
  func event(file: String) async throws {
    let client = LocalClient()
    try await namespaces(client)
    let recording = try Recording.named(file)
    let answer = try LocalClient.whole(await recording.send(to: client))
    #expect(answer.status == 201)
    var found = try answer.tree.comparable
    var wanted = try Recording.tree(file).comparable
    let name = found.at("metadata", "name")?.stringValue ?? ""
    #expect(name.hasPrefix("ha-") && name.count == 8)
    found.set("metadata", "name", nil)
    wanted.set("metadata", "name", nil)
    #expect(found == wanted)
  }

  @Test("What is older than the history is expired", arguments: expiredFiles)
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

  @Test("Pages of pods are those recorded")
  func pages() async throws {
    let client = LocalClient()
    let items = try Recording.tree("list-pods.json")["items"]?.elements ?? []
    client.server.store.seed(StorageName(group: "", plural: "pods"), items.map { ObjectDraft($0) })
    let first = try LocalClient.whole(await Recording.named(Self.pageFiles[0]).send(to: client)).tree
    #expect(first.comparable == (try Recording.tree(Self.pageFiles[0]).comparable))
    let token = first.at("metadata", "continue")?.stringValue ?? ""
    let second = try await client.ask("GET", "/api/v1/pods?limit=2&continue=\(token)").tree
    #expect(second.comparable == (try Recording.tree(Self.pageFiles[1]).comparable))
  }

  @Test("The Table of pods is the recorded one, but for ages", arguments: tableFiles)
  func podTable(file: String) async throws {
    let client = LocalClient()
    let items = try Recording.tree("list-pods.json")["items"]?.elements ?? []
    client.server.store.seed(StorageName(group: "", plural: "pods"), items.map { ObjectDraft($0) })
    let recording = try Recording.named(file)
    let found = try LocalClient.whole(await recording.send(to: client)).tree
    let wanted = try Recording.tree(file)
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
}
