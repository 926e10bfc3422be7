import DevAPIServer
import HTTPServer
import Support
import Testing

@Suite("Fields that a kind does not have")
struct FieldValidationTests {
  private let client = LocalClient()
  private let policies = "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies"

  private func policy(_ name: String = "deny") -> Tree {
    [
      "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": ["name": .string(name)],
      "spec": ["podSelector": .object([]), "foo": 1],
    ]
  }

  @Test("A warning by default, a refusal when strict, nothing when ignored; the field is dropped in any case")
  func directives() async throws {
    let warned = try await client.ask("POST", policies, policy("a"))
    #expect(warned.status == 201)
    #expect(warned[header: "Warning"] == #"299 - "unknown field \"spec.foo\"""#)
    #expect(try warned.tree.at("spec", "foo") == nil)
    let ignored = try await client.ask("POST", "\(policies)?fieldValidation=Ignore", policy("b"))
    #expect(ignored.status == 201)
    #expect(ignored[header: "Warning"] == nil)
    #expect(try ignored.tree.at("spec", "foo") == nil)
    let strict = try await client.ask("POST", "\(policies)?fieldValidation=Strict", policy("c"))
    #expect(strict.status == 400)
    #expect(try strict.tree["reason"] == "BadRequest")
    #expect(
      try strict.tree["message"]
        == #"NetworkPolicy in version "v1" cannot be handled as a NetworkPolicy: strict decoding error: unknown field "spec.foo""#
    )
    #expect(try await client.ask("GET", "\(policies)/c").status == 404)
  }

  @Test("Replacements and patches are held to the same")
  func changes() async throws {
    _ = try await client.ask("POST", "\(policies)?fieldValidation=Ignore", policy())
    let replaced = try await client.ask("PUT", "\(policies)/deny?fieldValidation=Strict", policy())
    #expect(replaced.status == 400)
    for type in ["application/merge-patch+json", "application/strategic-merge-patch+json"] {
      let body: Tree = ["spec": ["bar": true]]
      let patched = try await client.ask(
        "PATCH", "\(policies)/deny?fieldValidation=Strict", body, contentType: type)
      #expect(patched.status == 422)
      #expect(
        try patched.tree["message"]?.stringValue?.hasSuffix(#": strict decoding error: unknown field "spec.bar""#)
          == true)
      #expect(try patched.tree.at("details", "causes")?.elements.first?["field"] == "patch")
      if type.contains("strategic") {
        #expect(
          try patched.tree["message"]
            == #" "" is invalid: patch: Invalid value: "map[spec:map[bar:true]]": strict decoding error: unknown field "spec.bar""#
        )
      }
      let warned = try await client.ask("PATCH", "\(policies)/deny", body, contentType: type)
      #expect(warned.status == 200)
      #expect(warned[header: "Warning"] == #"299 - "unknown field \"spec.bar\"""#)
    }
  }

  @Test("Fields that stand twice are named too")
  func duplicates() async throws {
    let text = #"{"metadata":{"name":"m"},"data":{"a":"1"},"data":{"a":"2"}}"#
    let maps = "/api/v1/namespaces/default/configmaps"
    let strict = try LocalClient.whole(
      await client.send("POST", "\(maps)?fieldValidation=Strict", bytes: Array(text.utf8)))
    #expect(strict.status == 400)
    #expect(
      try strict.tree["message"]?.stringValue?.hasSuffix(#": strict decoding error: duplicate field "data""#) == true)
    let warned = try LocalClient.whole(await client.send("POST", maps, bytes: Array(text.utf8)))
    #expect(warned[header: "Warning"] == #"299 - "duplicate field \"data\"""#)
    #expect(try warned.tree.at("data", "a") == "2")
  }

  @Test("A value of another type is a bad request")
  func mismatch() async throws {
    var body = policy()
    body["spec"] = ["podSelector": "all"]
    let answer = try await client.ask("POST", policies, body)
    #expect(answer.status == 400)
    #expect(
      try answer.tree["message"]
        == #"NetworkPolicy in version "v1" cannot be handled as a NetworkPolicy: json: cannot unmarshal string into Go struct field NetworkPolicySpec.spec.podSelector of type v1.LabelSelector"#
    )
  }

  @Test("A configuration to apply has to fit the schema")
  func apply() async throws {
    let answer = try await client.ask(
      "PATCH", "\(policies)/deny?fieldManager=a", policy(), contentType: "application/apply-patch+yaml")
    #expect(answer.status == 500)
    #expect(
      try answer.tree["message"]
        == "failed to create typed patch object (/deny; networking.k8s.io/v1, Kind=NetworkPolicy): .spec.foo: field not declared in schema"
    )
  }
}
