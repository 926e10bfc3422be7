import DevAPIServer
import HTTPServer
import Support
import TestSupport
import Testing

@Suite("Reading and writing objects")
struct RESTTests {
  private let client = LocalClient()
  private let maps = "/api/v1/namespaces/default/configmaps"

  private func map(_ name: String, _ value: String = "1") -> Tree {
    [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name), "labels": ["app": .string(name)]],
      "data": ["key": .string(value)],
    ]
  }

  @Test("A created object has a uid, a time and a version, and is read back equal")
  func create() async throws {
    let created = try await client.ask("POST", maps, map("a"))
    #expect(created.status == 201)
    let tree = try created.tree
    #expect(tree.at("metadata", "uid")?.stringValue?.count == 36)
    #expect(tree.at("metadata", "creationTimestamp") != nil)
    #expect(try await client.ask("GET", "\(maps)/a").tree == tree)
    let again = try await client.ask("POST", maps, map("a"))
    #expect(again.status == 409)
    #expect(try again.tree["message"] == "configmaps \"a\" already exists")
  }

  @Test("generateName gets five characters more")
  func generateName() async throws {
    let body: Tree = ["metadata": ["generateName": "run-"]]
    let name = try await client.ask("POST", maps, body).tree.at("metadata", "name")?.stringValue ?? ""
    #expect(name.hasPrefix("run-") && name.count == 9)
  }

  @Test("A write with an old version conflicts, one that changes nothing keeps its version")
  func update() async throws {
    let first = try await client.ask("POST", maps, map("a")).tree
    var changed = first
    changed.set("data", "key", "2")
    let second = try await client.ask("PUT", "\(maps)/a", changed)
    #expect(second.status == 200)
    #expect(try second.tree.at("metadata", "resourceVersion") != first.at("metadata", "resourceVersion"))
    #expect(try await client.ask("PUT", "\(maps)/a", first).status == 409)
    let same = try await client.ask("PUT", "\(maps)/a", try second.tree).tree
    #expect(same.at("metadata", "resourceVersion") == (try second.tree.at("metadata", "resourceVersion")))
  }

  @Test("Pages together are the whole list of the first page's moment")
  func paging() async throws {
    for name in ["a", "b", "c", "d", "e"] { _ = try await client.ask("POST", maps, map(name)) }
    let first = try await client.ask("GET", "\(maps)?limit=2").tree
    #expect(first.at("metadata", "remainingItemCount") == 3)
    _ = try await client.ask("DELETE", "\(maps)/d")
    _ = try await client.ask("POST", maps, map("bb"))
    var names = first["items"]?.elements.compactMap { $0.at("metadata", "name")?.stringValue } ?? []
    var token = first.at("metadata", "continue")?.stringValue ?? ""
    while !token.isEmpty {
      let page = try await client.ask("GET", "\(maps)?limit=2&continue=\(token)").tree
      #expect(page.at("metadata", "resourceVersion") == first.at("metadata", "resourceVersion"))
      names += page["items"]?.elements.compactMap { $0.at("metadata", "name")?.stringValue } ?? []
      token = page.at("metadata", "continue")?.stringValue ?? ""
    }
    #expect(names == ["a", "b", "c", "d", "e"])
    let stale = first.at("metadata", "continue")?.stringValue ?? ""
    client.server.store.compact()
    _ = try await client.ask("POST", maps, map("f"))
    #expect(try await client.ask("GET", "\(maps)?limit=2&continue=\(stale)").status == 410)
  }

  @Test("Watches see what selects them come, change and go, and bookmarks on request")
  func watch() async throws {
    _ = try await client.ask("POST", maps, map("a"))
    let version = client.server.store.revision
    let watch = await client.send(
      "GET", "\(maps)?watch=1&resourceVersion=\(version)&labelSelector=app%3Db&allowWatchBookmarks=true")
    _ = try await client.ask("POST", maps, map("b"))
    _ = try await client.ask("POST", maps, map("c"))
    var changed = map("b", "2")
    _ = try await client.ask("PUT", "\(maps)/b", changed)
    changed.set("metadata", "labels", ["app": "other"])
    _ = try await client.ask("PUT", "\(maps)/b", changed)
    client.server.store.sendBookmarks()
    let events = try client.events(watch)
    #expect(events.compactMap { $0["type"]?.stringValue } == ["ADDED", "MODIFIED", "DELETED", "BOOKMARK"])
    #expect(events[2].at("object", "metadata", "labels", "app") == "b")
    #expect(
      events[3].at("object", "metadata", "resourceVersion")?.stringValue == String(client.server.store.revision))
  }

  @Test("A streaming list sends what is there, then the bookmark that ends it")
  func initialEvents() async throws {
    for name in ["a", "b"] { _ = try await client.ask("POST", maps, map(name)) }
    let watch = await client.send(
      "GET",
      "\(maps)?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true")
    _ = try await client.ask("POST", maps, map("c"))
    let events = try client.events(watch)
    #expect(events.compactMap { $0["type"]?.stringValue } == ["ADDED", "ADDED", "BOOKMARK", "ADDED"])
    #expect(events[2].at("object", "metadata", "annotations", "k8s.io/initial-events-end") == "true")
  }

  @Test("A watch from before the history says 410 inside the stream and ends")
  func expired() async throws {
    client.server.store.compact()
    _ = try await client.ask("POST", maps, map("a"))
    let watch = await client.send("GET", "\(maps)?watch=1&resourceVersion=1")
    #expect(watch.status == 200)
    let events = try client.events(watch)
    #expect(events.count == 1)
    #expect(events.first?.at("object", "code") == 410)
  }

  @Test("A namespace goes with what is in it, and takes nothing new before")
  func namespace() async throws {
    #expect(try await client.ask("POST", "/api/v1/namespaces", ["metadata": ["name": "n"]]).status == 201)
    let inside = "/api/v1/namespaces/n/configmaps"
    var held = map("held")
    held.set("metadata", "finalizers", ["example.dev/hold"])
    _ = try await client.ask("POST", inside, held)
    _ = try await client.ask("POST", inside, map("free"))
    let deleted = try await client.ask("DELETE", "/api/v1/namespaces/n").tree
    #expect(deleted.at("status", "phase") == "Terminating")
    #expect(try await client.ask("GET", "\(inside)/free").status == 404)
    #expect(try await client.ask("POST", inside, map("new")).status == 403)
    var released = try await client.ask("GET", "\(inside)/held").tree
    released.set("metadata", "finalizers", nil)
    #expect(try await client.ask("PUT", "\(inside)/held", released).status == 200)
    #expect(try await client.ask("GET", "/api/v1/namespaces/n").status == 404)
    #expect(try await client.ask("POST", "/api/v1/namespaces/n/configmaps", map("x")).status == 404)
  }

  @Test("What is in a namespace may be deleted by name before the namespace controller begins")
  func namespaceGrace() async throws {
    let time = ManualTime()
    let client = LocalClient {
      $0.time = time
      $0.namespaceGracePeriod = .seconds(5)
    }
    let inside = "/api/v1/namespaces/n/configmaps"
    _ = try await client.ask("POST", "/api/v1/namespaces", ["metadata": ["name": "n"]])
    for name in ["one", "two"] { _ = try await client.ask("POST", inside, map(name)) }
    #expect(try await client.ask("DELETE", "/api/v1/namespaces/n").tree.at("status", "phase") == "Terminating")
    await time.sleepers(atLeast: 1)
    #expect(try await client.ask("POST", inside, map("new")).status == 403)
    #expect(try await client.ask("DELETE", "\(inside)/one").status == 200)
    #expect(try await client.ask("GET", "\(inside)/two").status == 200)
    time.advance(by: .seconds(5))
    while try await client.ask("GET", "/api/v1/namespaces/n").status == 200 { await Task.yield() }
    #expect(try await client.ask("GET", "\(inside)/two").status == 404)
  }

  @Test("A status write changes the status alone, another write everything but the status")
  func status() async throws {
    let pods = "/api/v1/namespaces/default/pods"
    let body: Tree = [
      "metadata": ["name": "p"], "spec": ["containers": [["name": "c", "image": "i"]]],
      "status": ["phase": "Running"],
    ]
    let created = try await client.ask("POST", pods, body).tree
    #expect(created.at("status", "phase") == "Pending")
    #expect(created.at("spec", "restartPolicy") == "Always")
    var changed = created
    changed.set("status", "phase", "Running")
    changed.set("spec", "nodeName", "node1")
    let status = try await client.ask("PUT", "\(pods)/p/status", changed).tree
    #expect(status.at("status", "phase") == "Running")
    #expect(status.at("spec", "nodeName") == nil)
    #expect(status.at("metadata", "generation") == 1)
    var bound = status
    bound.set("spec", "nodeName", "node1")
    bound.set("status", "phase", "Failed")
    let updated = try await client.ask("PUT", "\(pods)/p", bound).tree
    #expect(updated.at("spec", "nodeName") == "node1")
    #expect(updated.at("status", "phase") == "Running")
    #expect(updated.at("metadata", "generation") == 2)
    let found = try await client.ask("GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dnode1").tree
    #expect(found["items"]?.elements.count == 1)
  }
}
