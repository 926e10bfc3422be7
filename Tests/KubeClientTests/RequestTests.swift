import KubeClient
import KubeCore
import Support
import Testing

/// Requests as values: what goes over the wire for each verb.
@Suite("Requests")
struct RequestTests {
  static let samples = APIResource(
    group: "example.dev", version: "v1alpha1", plural: "samples", kind: "Sample", isNamespaced: true,
    hasProtobuf: false)

  @Test(
    "The path names group, version, namespace, resource, object and subresource",
    arguments: [
      (ObjectPath(Pod.resource), "/api/v1/pods"),
      (ObjectPath(Pod.resource, namespace: "web"), "/api/v1/namespaces/web/pods"),
      (ObjectPath(Pod.resource, namespace: "web", name: "api-0"), "/api/v1/namespaces/web/pods/api-0"),
      (ObjectPath(Node.resource, name: "node1"), "/api/v1/nodes/node1"),
      (ObjectPath(NetworkPolicy.resource), "/apis/networking.k8s.io/v1/networkpolicies"),
      (
        ObjectPath(samples, namespace: "web", name: "ha").status,
        "/apis/example.dev/v1alpha1/namespaces/web/samples/ha/status"
      ),
      (
        ObjectPath(samples, namespace: "web", name: "a b?ü"),
        "/apis/example.dev/v1alpha1/namespaces/web/samples/a%20b%3F%C3%BC"
      ),
    ])
  func paths(path: ObjectPath, expected: String) { #expect(path.text == expected) }

  @Test("A list has its options in the query, sorted by name and escaped as Go escapes them")
  func listQuery() throws {
    var options = ListOptions()
    options.resourceVersion = "0"
    options.resourceVersionMatch = "NotOlderThan"
    options.limit = 500
    options.continue = "a+b/c=="
    options.labelSelector = "app in (web, api),tier!=db"
    options.fieldSelector = "spec.nodeName=node1"
    let request = try APIRequest.list(ObjectPath(Pod.resource), options)
    #expect(
      request.target
        == "/api/v1/pods?continue=a%2Bb%2Fc%3D%3D&fieldSelector=spec.nodeName%3Dnode1"
        + "&labelSelector=app+in+%28web%2C+api%29%2Ctier%21%3Ddb&limit=500&resourceVersion=0"
        + "&resourceVersionMatch=NotOlderThan")
    #expect(request.pool == .list)
    #expect(try APIRequest.list(ObjectPath(Pod.resource), ListOptions()).target == "/api/v1/pods")
  }

  @Test("A streaming list asks for initial events and bookmarks, on a connection of its own")
  func watchQuery() throws {
    var options = WatchOptions(timeoutSeconds: 412)
    options.sendInitialEvents = true
    options.resourceVersionMatch = "NotOlderThan"
    let request = try APIRequest.watch(ObjectPath(CronJob.resource), options)
    #expect(
      request.target
        == "/apis/batch/v1/cronjobs?allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan"
        + "&sendInitialEvents=true&timeoutSeconds=412&watch=true")
    #expect(request.pool == .watch)
    #expect(request.timeout == .seconds(417))
    #expect(request.idleTimeout == .seconds(90))
  }

  @Test("Without bookmarks silence says nothing about the server")
  func noWatchdog() throws {
    var options = WatchOptions(timeoutSeconds: 300)
    options.allowsBookmarks = false
    #expect(try APIRequest.watch(ObjectPath(Pod.resource), options).idleTimeout == nil)
  }

  @Test("Writes carry field manager, dry run, field validation and force")
  func writeOptions() throws {
    var options = WriteOptions(fieldManager: "netrisk", isDryRun: true, isForced: true)
    options.fieldValidation = .strict
    let path = ObjectPath(Self.samples, namespace: "web", name: "ha")
    let apply = try APIRequest.patch(path.status, .apply, ["a": 1], options)
    #expect(
      apply.target
        == "/apis/example.dev/v1alpha1/namespaces/web/samples/ha/status"
        + "?dryRun=All&fieldManager=netrisk&fieldValidation=Strict&force=true")
    #expect(apply.method == .patch)
    #expect(apply.body == .init(contentType: "application/apply-patch+yaml", bytes: Array(#"{"a":1}"#.utf8)))
    #expect(apply.pool == .write)
  }

  @Test(
    "Each kind of patch has its media type",
    arguments: [
      (PatchType.json, "application/json-patch+json"), (.merge, "application/merge-patch+json"),
      (.strategic, "application/strategic-merge-patch+json"), (.apply, "application/apply-patch+yaml"),
    ])
  func patchTypes(type: PatchType, contentType: String) throws {
    let request = try APIRequest.patch(
      ObjectPath(Pod.resource, namespace: "web", name: "a"), type, [:], WriteOptions(fieldManager: "m"))
    #expect(request.body?.contentType == contentType)
  }

  @Test("A create posts to the collection, an update puts to the object")
  func createAndUpdate() throws {
    let collection = ObjectPath(Self.samples, namespace: "web")
    let create = try APIRequest.create(collection, ["kind": "Sample"])
    #expect(create.method == .post)
    #expect(create.target == "/apis/example.dev/v1alpha1/namespaces/web/samples")
    #expect(create.body == .init(contentType: "application/json", bytes: Array(#"{"kind":"Sample"}"#.utf8)))
    let update = try APIRequest.update(ObjectPath(Self.samples, namespace: "web", name: "ha"), ["kind": "Sample"])
    #expect(update.method == .put)
    #expect(update.target == "/apis/example.dev/v1alpha1/namespaces/web/samples/ha")
  }

  @Test("A delete has a body only where something is asked for")
  func delete() throws {
    let path = ObjectPath(Pod.resource, namespace: "web", name: "a")
    #expect(try APIRequest.delete(path).body == nil)
    var options = DeleteOptions()
    options.propagation = .foreground
    options.gracePeriodSeconds = 0
    options.uid = "u-1"
    options.resourceVersion = "7"
    options.isDryRun = true
    let body = try #require(try APIRequest.delete(path, options).body)
    #expect(
      String(decoding: body.bytes, as: UTF8.self)
        == #"{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"preconditions":"#
        + #"{"uid":"u-1","resourceVersion":"7"},"propagationPolicy":"Foreground","dryRun":["All"]}"#)
  }

  @Test("A deletion of a collection selects as a list does and says how as a delete does")
  func deleteCollection() throws {
    let path = ObjectPath(Pod.resource, namespace: "web")
    var selection = ListOptions()
    selection.labelSelector = "app=web"
    selection.fieldSelector = "status.phase=Failed"
    selection.resourceVersion = "7"
    var options = DeleteOptions()
    options.propagation = .background
    options.isDryRun = true
    let request = try APIRequest.deleteCollection(path, selection, options)
    #expect(request.method == .delete && request.pool == .write)
    #expect(
      request.target
        == "/api/v1/namespaces/web/pods?fieldSelector=status.phase%3DFailed&labelSelector=app%3Dweb&resourceVersion=7")
    #expect(
      request.body
        == .json([
          "kind": "DeleteOptions", "apiVersion": "v1", "propagationPolicy": "Background", "dryRun": ["All"],
        ]))
    let all = try APIRequest.deleteCollection(ObjectPath(Node.resource), ListOptions())
    #expect(all.target == "/api/v1/nodes" && all.body == nil)
    #expect(all.accept.hasPrefix("application/json;as=PartialObjectMetadataList;"))
  }

  @Test("A collection is not deleted in all namespaces at once, nor by a path that names an object")
  func deleteCollectionPaths() {
    for path in [ObjectPath(Pod.resource), ObjectPath(Pod.resource, namespace: "web", name: "a")] {
      #expect(throws: KubeError.self) { try APIRequest.deleteCollection(path, ListOptions()) }
    }
  }

  @Test("T11: Leases are read and written on connections of their own")
  func leases() throws {
    let leases = APIResource(
      group: "coordination.k8s.io", version: "v1", plural: "leases", kind: "Lease", isNamespaced: true,
      hasProtobuf: true)
    let path = ObjectPath(leases, namespace: "netrisk", name: "netrisk-operator")
    #expect(try APIRequest.get(path).pool == .lease)
    #expect(try APIRequest.update(path, [:]).pool == .lease)
    #expect(try APIRequest.get(ObjectPath(Pod.resource, namespace: "web", name: "a")).pool == .write)
  }

  @Test(
    "T8: protobuf is asked for on built-in kinds with JSON behind it, JSON alone on custom ones",
    arguments: [
      (
        Pod.resource, Pod.keepsManagedFields,
        "application/vnd.kubernetes.protobuf;drop=metadata.managedFields,application/json;drop=metadata.managedFields"
      ),
      (
        NetworkPolicy.resource, NetworkPolicy.keepsManagedFields, "application/vnd.kubernetes.protobuf,application/json"
      ),
      (samples, false, "application/json;drop=metadata.managedFields"),
    ])
  func accept(resource: APIResource, keepsManagedFields: Bool, expected: String) {
    #expect(MediaType.accept(resource, keepsManagedFields: keepsManagedFields) == expected)
  }

  @Test("T9: managedFields are left out in each format, but for NetworkPolicies")
  func managedFields() {
    func dropping(_ resource: APIResource, _ keepsManagedFields: Bool) -> [Bool] {
      MediaType.accept(resource, keepsManagedFields: keepsManagedFields).split(separator: ",")
        .map { MediaType(String($0)).parameters["drop"] == "metadata.managedFields" }
    }
    #expect(dropping(Pod.resource, Pod.keepsManagedFields) == [true, true])
    #expect(dropping(Lease.resource, Lease.keepsManagedFields) == [true, true])
    #expect(dropping(Self.samples, false) == [true])
    #expect(dropping(NetworkPolicy.resource, NetworkPolicy.keepsManagedFields) == [false, false])
  }

  @Test(
    "A name that would change the path is refused before it is sent",
    arguments: [
      ObjectPath(Pod.resource, namespace: "web", name: ""), ObjectPath(Pod.resource, namespace: "", name: "a"),
      ObjectPath(Pod.resource, namespace: "web", name: ".."), ObjectPath(Pod.resource, namespace: "web", name: "a/b"),
      ObjectPath(Pod.resource, namespace: "w%2F", name: "a"), ObjectPath(Node.resource, name: ""),
      ObjectPath(Pod.resource, namespace: "web", name: "a", subresource: "../b"),
    ])
  func badNames(path: ObjectPath) {
    #expect(throws: KubeError.self) { try APIRequest.get(path) }
    #expect(throws: KubeError.self) { try APIRequest.delete(path) }
  }

  @Test("A create needs a namespace, an apply a field manager")
  func preconditions() {
    #expect(throws: KubeError.self) { try APIRequest.create(ObjectPath(Pod.resource), [:]) }
    #expect(throws: KubeError.self) {
      try APIRequest.patch(ObjectPath(Pod.resource, namespace: "web", name: "a"), .apply, [:])
    }
  }

  @Test(
    "A media type is read with its parameters",
    arguments: [
      ("application/json", WireFormat?.some(.json)), ("Application/JSON; charset=\"utf-8\"", .json),
      ("application/vnd.kubernetes.protobuf;stream=watch", .protobuf), ("text/html", nil), ("", nil), (";", nil),
    ])
  func mediaTypes(text: String, format: WireFormat?) { #expect(MediaType(text).wireFormat == format) }

  @Test("Parameters lose their quotes, and their names their case")
  func parameters() {
    #expect(MediaType("a/b; Stream=watch ;x=\"y\";z").parameters == ["stream": "watch", "x": "y", "z": ""])
  }
}
