import KubeClient
import KubeCore
import KubeRuntime
import Support
import TestSupport
import Testing

/// What goes over the wire for the Lease of an election (client-go `resourcelock/leaselock.go`).
@Suite("Leader election: the Lease at the API server")
struct APILeaseClientTests {
  private static let path = "/apis/coordination.k8s.io/v1/namespaces/netrisk/leases"

  /// A Lease with all that an update must not lose.
  private static func lease(_ version: Int, holder: String) -> ScriptedTransport.Answer {
    .json(
      #"{"kind":"Lease","apiVersion":"coordination.k8s.io/v1","metadata":{"name":"op","namespace":"netrisk","#
        + #""resourceVersion":"\#(version)","labels":{"app":"netrisk"},"annotations":{"note":"kept"},"#
        + #""finalizers":["example.dev/f"],"managedFields":[{"manager":"x"}]},"spec":{"holderIdentity":"\#(holder)","#
        + #""leaseDurationSeconds":15,"acquireTime":"2026-01-01T00:00:00.000000Z","#
        + #""renewTime":"2026-01-01T00:00:02.500000Z","leaseTransitions":3,"strategy":"OldestEmulationVersion"}}"#)
  }

  private static func spec(_ holder: String) -> LeaseSpec {
    var spec = LeaseSpec()
    spec.holderIdentity = holder
    spec.leaseDurationSeconds = 15
    spec.acquireTime = Timestamp(seconds: 1_767_225_600)
    spec.renewTime = Timestamp(seconds: 1_767_225_604, nanoseconds: 1_234_999)
    spec.leaseTransitions = 4
    return spec
  }

  @Test("A get reads the Lease by namespace and name, on the connections that are kept for Leases")
  func get() async throws {
    let api = ScriptedAPI([Self.lease(7, holder: "a")])
    let lease = try await APILeaseClient(api.client, namespace: "netrisk", name: "op").get()
    #expect(api.requests == ["GET \(Self.path)/op"])
    #expect(api.transport.requests.map(\.pool) == [.lease])
    #expect(lease.metadata.resourceVersion == "7" && lease.spec.holderIdentity == "a")
    #expect(lease.spec.renewTime == Timestamp(seconds: 1_767_225_602, nanoseconds: 500_000_000))
    #expect(lease.spec.leaseTransitions == 3)
  }

  @Test("A create posts a complete Lease, its times as MicroTime")
  func create() async throws {
    let api = ScriptedAPI([Self.lease(1, holder: "a")])
    _ = try await APILeaseClient(api.client, namespace: "netrisk", name: "op").create(Self.spec("a"))
    #expect(api.requests == ["POST \(Self.path)"])
    #expect(api.transport.requests.map(\.pool) == [.lease])
    #expect(
      api.body(0)
        == #"{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"op","namespace":"netrisk"},"#
        + #""spec":{"holderIdentity":"a","leaseDurationSeconds":15,"acquireTime":"2026-01-01T00:00:00.000000Z","#
        + #""renewTime":"2026-01-01T00:00:04.001234Z","leaseTransitions":4}}"#)
  }

  @Test("An update keeps the metadata and what it does not know, and goes by the resourceVersion that was seen")
  func update() async throws {
    let api = ScriptedAPI([Self.lease(7, holder: "a"), Self.lease(8, holder: "b"), Self.lease(9, holder: "b")])
    let client = APILeaseClient(api.client, namespace: "netrisk", name: "op")
    _ = try await client.get()
    let written = try await client.update(Self.spec("b"), resourceVersion: "7")
    #expect(written.metadata.resourceVersion == "8")
    // One write each: what the first answered is what the second goes by.
    _ = try await client.update(Self.spec(""), resourceVersion: "8")
    #expect(api.requests == ["GET \(Self.path)/op", "PUT \(Self.path)/op", "PUT \(Self.path)/op"])
    #expect(
      api.body(1)
        == #"{"kind":"Lease","apiVersion":"coordination.k8s.io/v1","metadata":{"name":"op","namespace":"netrisk","#
        + #""resourceVersion":"7","labels":{"app":"netrisk"},"annotations":{"note":"kept"},"#
        + #""finalizers":["example.dev/f"]},"spec":{"holderIdentity":"b","leaseDurationSeconds":15,"#
        + #""acquireTime":"2026-01-01T00:00:00.000000Z","renewTime":"2026-01-01T00:00:04.001234Z","#
        + #""leaseTransitions":4,"strategy":"OldestEmulationVersion"}}"#)
    #expect(api.body(2).contains(#""resourceVersion":"8""#) && api.body(2).contains(#""holderIdentity":"""#))
  }

  @Test("An update of a state that was not read reads it first, and is a conflict where it is no longer there")
  func unread() async throws {
    let api = ScriptedAPI([Self.lease(7, holder: "a"), Self.lease(8, holder: "b"), Self.lease(9, holder: "c")])
    let client = APILeaseClient(api.client, namespace: "netrisk", name: "op")
    _ = try await client.update(Self.spec("b"), resourceVersion: "7")
    let error = await #expect(throws: KubeError.self) {
      try await client.update(Self.spec("b"), resourceVersion: "5")
    }
    #expect(error?.isConflict == true)
    #expect(api.requests == ["GET \(Self.path)/op", "PUT \(Self.path)/op", "GET \(Self.path)/op"])
  }

  @Test("A refusal is the caller's")
  func refused() async throws {
    let api = ScriptedAPI([
      .json(#"{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"NotFound","code":404}"#, status: 404)
    ])
    let error = await #expect(throws: KubeError.self) {
      try await APILeaseClient(api.client, namespace: "netrisk", name: "op").get()
    }
    #expect(error?.isNotFound == true)
  }
}
