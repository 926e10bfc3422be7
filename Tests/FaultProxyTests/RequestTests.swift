import FaultProxy
import Testing

@Suite("How the proxy reads requests")
struct RequestTests {
  @Test(
    "The verb and the resource come from method, path and query",
    arguments: [
      ("GET", "/api/v1/pods?limit=500", "list", "pods", ""),
      ("GET", "/api/v1/pods?watch=1", "watch", "pods", ""),
      ("GET", "/api/v1/namespaces/a/pods?watch=true", "watch", "pods", ""),
      ("GET", "/api/v1/namespaces/a/pods/b", "get", "pods", "b"),
      ("GET", "/api/v1/namespaces", "list", "namespaces", ""),
      ("GET", "/api/v1/namespaces/a", "get", "namespaces", "a"),
      ("PUT", "/apis/coordination.k8s.io/v1/namespaces/a/leases/l", "update", "leases", "l"),
      ("PATCH", "/apis/netrisk.dev/v1/namespaces/a/netrisks/n/status", "patch", "netrisks", "n"),
      ("POST", "/apis/apps/v1/namespaces/a/deployments", "create", "deployments", ""),
      ("DELETE", "/api/v1/namespaces/a/pods", "deletecollection", "pods", ""),
      ("DELETE", "/api/v1/namespaces/a/pods/b", "delete", "pods", "b"),
      ("GET", "/version", "get", "", ""),
      ("GET", "/apis/apps/v1", "get", "", ""),
    ])
  func verbs(method: String, target: String, verb: String, resource: String, name: String) async throws {
    let backend = RawBackend(RawBackend.answer("ok"))
    let proxy = try FaultProxy(backend: backend.endpoint)
    let socket = try #require(RawSocket(connectingTo: proxy.port))
    socket.send("\(method) \(target) HTTP/1.1\r\n\r\n")
    let request = try #require(await proxy.requests(.any, atLeast: 1).first).request
    #expect(request.verb == verb)
    #expect(request.resource == resource)
    #expect(request.name == name)
  }

  @Test("Parameters are decoded, and can be changed on the way")
  func parameters() throws {
    let backend = RawBackend(RawBackend.answer("ok"))
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.list("pods"), .nth(2), .parameter("resourceVersion", "1"), .parameter("limit", nil))
    for _ in 0..<2 { _ = exchange(proxy, "/api/v1/pods?limit=5&labelSelector=a%3Db+c&resourceVersion=77") }
    #expect(proxy.exchanges.first?.request.parameter("labelSelector") == "a=b c")
    #expect(backend.heads.first?.contains("limit=5&labelSelector=a%3Db+c&resourceVersion=77") == true)
    #expect(backend.heads.last?.contains("?labelSelector=a%3Db+c&resourceVersion=1 ") == true)
  }

  @Test("A rule counts its own matches, and others are left alone")
  func occurrences() throws {
    let backend = RawBackend(RawBackend.answer("ok"))
    let proxy = try FaultProxy(backend: backend.endpoint)
    proxy.add(.list("pods"), .every(2), .answer(.status(.unavailable)))
    proxy.add(.list("pods"), .nth(3), .answer(.status(.tooManyRequests)))
    proxy.add(.list("nodes"), .first(1), .answer(.status(.internalError)))
    proxy.add(.list("services"), .from(2), .answer(.empty))
    #expect((1...5).map { _ in exchange(proxy, "/api/v1/pods").status } == [200, 503, 429, 503, 200])
    #expect((1...3).map { _ in exchange(proxy, "/api/v1/nodes").status } == [500, 200, 200])
    #expect((1...3).map { _ in exchange(proxy, "/api/v1/services").body } == ["ok", "", ""])
  }

  @Test("Chance comes from the seed")
  func chance() throws {
    func run(seed: UInt64) throws -> [Int?] {
      let proxy = try FaultProxy(backend: RawBackend(RawBackend.answer("ok")).endpoint, seed: seed)
      proxy.add(.any, .probability(0.5), .answer(.status(.unavailable)))
      proxy.add(.any, .all, .answer(.status(.internalError)))
      return (0..<30).map { _ in exchange(proxy, "/api/v1/pods").status }
    }
    let first = try run(seed: 7)
    #expect(try run(seed: 7) == first)
    #expect(try run(seed: 8) != first)
    #expect(Set(first) == [503, 500])
  }
}
