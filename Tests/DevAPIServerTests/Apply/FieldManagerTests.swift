import DevAPIServer
import KubeCore
import Support
import Testing

@Suite("Server-side apply")
struct FieldManagerTests {
  static let early = "2026-11-21T03:35:37Z"
  static let late = "2026-11-21T03:35:39Z"
  private let configMaps = FieldManager(
    schema: ApplySchema(group: "", kind: "ConfigMap"), apiVersion: "v1", kind: "ConfigMap", hasStatus: false)
  private let policies = FieldManager(
    schema: ApplySchema(group: "networking.k8s.io", kind: "NetworkPolicy"), apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy", hasStatus: false)
  private let deployments = FieldManager(
    schema: ApplySchema(group: "apps", kind: "Deployment"), apiVersion: "apps/v1", kind: "Deployment", hasStatus: true)

  private static func json(_ text: String) throws -> Tree {
    try JSONReader.read(Array(text.utf8)) { (reader) throws(WireError) in try reader.tree() }
  }

  /// `{"a": fieldsV1}` by manager.
  private static func owners(_ tree: Tree) -> [String: Tree] {
    let entries = tree["metadata"]?["managedFields"]?.elements ?? []
    return Dictionary(
      entries.map { ($0["manager"]?.stringValue ?? "", $0["fieldsV1"] ?? .null) },
      uniquingKeysWith: { first, _ in first })
  }

  private func map(_ data: String) throws -> Tree {
    try Self.json(#"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"s"},"data":\#(data)}"#)
  }

  private func policy(_ types: String) throws -> Tree {
    try Self.json(
      #"{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"ssa","namespace":"infra"},"#
        + #""spec":{"podSelector":{},"policyTypes":["\#(types)"]}}"#)
  }

  @Test("Create, no-op, conflict and force answer as recorded")
  func recorded() throws {
    let created = try policies.applied(
      live: nil, configuration: policy("Ingress"), manager: "a", isForced: false, time: Self.early)
    let expected = try Fixture.tree("apply-create.json")
    #expect(created["metadata"]?["managedFields"] == expected["metadata"]?["managedFields"])
    let again = try policies.applied(
      live: created, configuration: policy("Ingress"), manager: "a", isForced: false, time: Self.late)
    #expect(again.isSameJSON(as: created))
    let error = #expect(throws: ApplyError.self) {
      try policies.applied(
        live: created, configuration: policy("Egress"), manager: "b", isForced: false, time: Self.late)
    }
    let status = try Fixture.tree("apply-conflict-409.json")
    guard case .conflicts(let message, let conflicts)? = error else {
      Issue.record("no conflict")
      return
    }
    #expect(message == status["message"]?.stringValue)
    #expect(conflicts.map(\.field) == status["details"]?["causes"]?.elements.compactMap { $0["field"]?.stringValue })
    #expect(
      conflicts.map(\.message) == status["details"]?["causes"]?.elements.compactMap { $0["message"]?.stringValue })
    let forced = try policies.applied(
      live: created, configuration: policy("Egress"), manager: "b", isForced: true, time: Self.early)
    #expect(forced["spec"]?["policyTypes"] == ["Egress"])
    #expect(
      forced["metadata"]?["managedFields"]
        == (try Fixture.tree("apply-forced.json"))["metadata"]?["managedFields"])
  }

  @Test("Shared fields stay until their last owner lets go; a manager that changed nothing has no time")
  func shared() throws {
    let first = try configMaps.applied(
      live: nil, configuration: map(#"{"x":"1","y":"1"}"#), manager: "one", isForced: false, time: Self.early)
    let second = try configMaps.applied(
      live: first, configuration: map(#"{"x":"1"}"#), manager: "two", isForced: false, time: Self.late)
    #expect(second["metadata"]?["managedFields"]?.elements.map { $0["manager"] } == ["two", "one"])
    #expect(second["metadata"]?["managedFields"]?.elements.first?["time"] == nil)
    let error = #expect(throws: ApplyError.self) {
      try configMaps.applied(
        live: second, configuration: map(#"{"x":"2","y":"3"}"#), manager: "two", isForced: false, time: Self.late)
    }
    guard case .conflicts(let message, _)? = error else {
      Issue.record("no conflict")
      return
    }
    #expect(message == "Apply failed with 2 conflicts: conflicts with \"one\":\n- .data.x\n- .data.y")
    let third = try configMaps.applied(
      live: second, configuration: map(#"{"x":"1"}"#), manager: "one", isForced: false, time: Self.late)
    #expect(third["data"] == ["x": "1"])
    #expect(Self.owners(third)["one"] == ["f:data": ["f:x": [:]]])
  }

  @Test("A created Deployment is owned field by field as by a 1.36.2 server")
  func created() throws {
    let object = try Self.json(
      #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d","uid":"u"},"spec":{"replicas":1,"#
        + #""selector":{"matchLabels":{"a":"1"}},"template":{"metadata":{"labels":{"a":"1"}},"spec":{"containers":["#
        + #"{"name":"m","image":"i","ports":[{"containerPort":80,"protocol":"TCP"}],"env":[{"name":"A","value":"1"}],"#
        + #""resources":{}}],"securityContext":{},"dnsPolicy":"ClusterFirst"}},"#
        + #""strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%"}}},"status":{}}"#)
    let owners = Self.owners(deployments.updated(live: nil, new: object, manager: "curl", time: Self.early))
    let expected = try Self.json(
      #"{"f:spec":{"f:replicas":{},"f:selector":{},"f:strategy":{"f:rollingUpdate":{".":{},"f:maxSurge":{}},"f:type":{}},"#
        + #""f:template":{"f:metadata":{"f:labels":{".":{},"f:a":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"m\"}":{"#
        + #"".":{},"f:env":{".":{},"k:{\"name\":\"A\"}":{".":{},"f:name":{},"f:value":{}}},"f:image":{},"f:name":{},"#
        + #""f:ports":{".":{},"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"#
        + #""f:protocol":{}}},"f:resources":{}}},"f:dnsPolicy":{},"f:securityContext":{}}}}}"#)
    #expect(owners["curl"]?.isSameJSON(as: expected) == true, "\(JSONWriter().text(owners["curl"] ?? .null))")
  }

  @Test("Keys of lists take their defaults, and two of a key are refused")
  func listKeys() throws {
    let apply = { (containers: String) throws in
      try Self.json(
        #"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"template":{"spec":{"#
          + #""containers":\#(containers)}}}}"#)
    }
    let applied = try deployments.applied(
      live: nil, configuration: apply(#"[{"name":"m","ports":[{"containerPort":80}]}]"#), manager: "a", isForced: false,
      time: Self.early)
    #expect(
      JSONWriter().text(Self.owners(applied)["a"] ?? .null).contains(#"k:{\"containerPort\":80,\"protocol\":\"TCP\"}"#))
    let message =
      "failed to create typed patch object (/d; apps/v1, Kind=Deployment): .spec.template.spec.containers: "
      + "duplicate entries for key [name=\"m\"]"
    #expect(throws: ApplyError.untyped(message)) {
      try deployments.applied(
        live: nil, configuration: apply(#"[{"name":"m"},{"name":"m"}]"#), manager: "a", isForced: false,
        time: Self.early)
    }
  }

  @Test("An update takes what it changes from its owners, and a reset forgets them")
  func updates() throws {
    let live = try configMaps.applied(
      live: nil, configuration: map(#"{"x":"1","y":"1"}"#), manager: "one", isForced: false, time: Self.early)
    var changed = live
    changed["data"] = ["x": "2", "y": "1"]
    let updated = configMaps.updated(live: live, new: changed, manager: "edit", time: Self.late)
    #expect(Self.owners(updated) == ["one": ["f:data": ["f:y": [:]]], "edit": ["f:data": ["f:x": [:]]]])
    #expect(configMaps.updated(live: updated, new: updated, manager: "edit", time: "later") == updated)
    for reset in [Tree.array([]), .array([.object([])])] {
      var cleared = updated
      cleared["metadata"]?["managedFields"] = reset
      let result = configMaps.updated(live: updated, new: cleared, manager: "edit", time: "later")
      #expect(result["metadata"]?["managedFields"] == nil)
    }
  }

  @Test("What kubectl applied on the client's side is no conflict for its server-side apply")
  func migration() throws {
    var live = try map(#"{"x":"1"}"#)
    let text = JSONWriter().text(live)
    live["metadata"]?["annotations"] = ["kubectl.kubernetes.io/last-applied-configuration": .string(text)]
    live = configMaps.updated(live: nil, new: live, manager: "kubectl-client-side-apply", time: Self.early)
    #expect(throws: ApplyError.self) {
      try configMaps.applied(
        live: live, configuration: map(#"{"x":"2"}"#), manager: "other", isForced: false, time: Self.late)
    }
    let applied = try configMaps.applied(
      live: live, configuration: map(#"{"x":"2"}"#), manager: "kubectl", isForced: false, time: Self.late)
    #expect(applied["data"] == ["x": "2"])
    let annotation = applied["metadata"]?["annotations"]?["kubectl.kubernetes.io/last-applied-configuration"]
    #expect(annotation?.stringValue?.contains(#""x":"2""#) == true)
  }

  @Test("The eleventh updater folds the oldest ones into ancient-changes")
  func cap() throws {
    var live = configMaps.updated(live: nil, new: try map(#"{"k0":"1"}"#), manager: "m00", time: "2026-01-01T00:00:00Z")
    for number in 1...11 {
      var next = live
      next["data"]?["k\(number)"] = "1"
      let text = number < 10 ? "0\(number)" : "\(number)"
      live = configMaps.updated(live: live, new: next, manager: "m\(text)", time: "2026-01-01T00:00:\(text)Z")
    }
    let owners = Self.owners(live)
    #expect(owners.count == 10)
    #expect(owners["ancient-changes"] == ["f:data": [".": [:], "f:k0": [:], "f:k1": [:], "f:k2": [:]]])
  }

  @Test(
    "A set of fields reads back what it writes",
    arguments: ["apply-create.json", "apply-forced.json", "cr-status-apply.json"])
  func fieldsRoundTrip(name: String) throws {
    for entry in try Fixture.tree(name)["metadata"]?["managedFields"]?.elements ?? [] {
      let fields = try #require(entry["fieldsV1"])
      #expect(FieldSet(encoded: fields).encoded.isSameJSON(as: fields))
    }
  }
}
