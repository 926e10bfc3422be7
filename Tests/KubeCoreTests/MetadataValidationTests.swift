import KubeCore
import Testing

@Suite("Metadata validation")
struct MetadataValidationTests {
  private static let subdomain =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start"
    + " and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
  private static let label =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with"
    + " an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
  private static let dns1035 =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character,"
    + " and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is"
    + " '[a-z]([-a-z0-9]*[a-z0-9])?')"
  private static let long64 = String(repeating: "a", count: 64)
  private static let long254 = String(repeating: "a", count: 254)

  static let names: [(ObjectKind, String, [String])] = [
    (.networkPolicy, "a.b-c.1", []), (.networkPolicy, "1", []), (.networkPolicy, long64, []),
    (.networkPolicy, "a_b", [subdomain]), (.networkPolicy, "a..b", [subdomain]), (.networkPolicy, "-a", [subdomain]),
    (.networkPolicy, "a-.b", [subdomain]), (.networkPolicy, "A", [subdomain]), (.networkPolicy, "a.", [subdomain]),
    (.networkPolicy, long254, ["must be no more than 253 characters"]),
    (.namespace, "a-b", []), (.namespace, "1", []), (.namespace, "a.b", ["must not contain dots"]),
    (.namespace, "a_b", [label]),
    (.node, "node.lan", []), (.node, "Node", [subdomain]),
    (.endpointSlice, "web-x1.y", []), (.endpointSlice, "web_", [subdomain]),
  ]

  @Test("Names by kind", arguments: names)
  func name(kind: ObjectKind, name: String, expected: [String]) throws {
    #expect(
      try ManifestText.problems(kind, "{'metadata': {'name': '\(name)'}}")
        == expected.map { "metadata.name: Invalid value: \"\(name)\": \($0)" })
  }

  @Test(
    "A Service's name starts with a letter",
    arguments: [
      ("web", []), ("1web", [dns1035]), ("web.a", [dns1035]), (long64, ["must be no more than 63 characters"]),
    ])
  func serviceName(name: String, expected: [String]) throws {
    #expect(
      try ManifestText.problems(.service, "{'metadata': {'name': '\(name)'}, 'spec': {'clusterIP': 'None'}}")
        == expected.map { "metadata.name: Invalid value: \"\(name)\": \($0)" })
  }

  @Test("A namespace's name must also fit the label that it gets")
  func longNamespace() throws {
    #expect(
      try ManifestText.problems(.namespace, "{'metadata': {'name': '\(Self.long64)'}}") == [
        "metadata.name: Invalid value: \"\(Self.long64)\": must be no more than 63 characters",
        "metadata.labels: Invalid value: \"\(Self.long64)\": must be no more than 63 bytes",
      ])
  }

  @Test("A name may be generated, and its prefix may end in a dash")
  func generateName() throws {
    #expect(
      try ManifestText.problems(.networkPolicy, "{}") == [
        "metadata.name: Required value: name or generateName is required"
      ])
    #expect(try ManifestText.problems(.networkPolicy, "{'metadata': {'generateName': 'web-'}}") == [])
    #expect(
      try ManifestText.problems(.networkPolicy, "{'metadata': {'generateName': 'Web-'}}") == [
        "metadata.generateName: Invalid value: \"Web-\": \(Self.subdomain)"
      ])
  }

  @Test("Namespaces are for namespaced objects")
  func namespace() throws {
    #expect(
      try ManifestText.problems(.networkPolicy, "{'metadata': {'name': 'p', 'namespace': 'a.b'}}") == [
        "metadata.namespace: Invalid value: \"a.b\": must not contain dots"
      ])
    #expect(
      try ManifestText.problems(.node, "{'metadata': {'name': 'n1', 'namespace': 'iot'}}") == [
        "metadata.namespace: Forbidden: not allowed on this type"
      ])
    let policy = try ManifestText.object(.networkPolicy, "{'metadata': {'name': 'p'}}")
    #expect(
      policy.validate { _, _ in ScheduleProblems() }.map(\.description) == ["metadata.namespace: Required value"])
  }

  @Test("Labels, kept annotations and the generation")
  func labels() throws {
    let problems = try ManifestText.problems(
      .node,
      """
      {'metadata': {'name': 'n1', 'generation': -1, 'labels': {'a': 'b c', 'ok': 'v'},
        'annotations': {'netrisk.dev/UPPER': 'x', 'netrisk.dev/a b': 'y'}}}
      """)
    #expect(
      problems == [
        "metadata.generation: Invalid value: -1: must be greater than or equal to 0",
        "metadata.labels: Invalid value: \"b c\": \(NetworkPolicyValidationTests.labelValue)",
        "metadata.annotations: Invalid value: \"netrisk.dev/a b\": name part \(NetworkPolicyValidationTests.qualifiedName)",
      ])
  }

  @Test("Owners are complete, and one of them controls")
  func owners() throws {
    let problems = try ManifestText.problems(
      .node,
      """
      {'metadata': {'name': 'n1', 'ownerReferences': [
        {'apiVersion': 'apps/v1', 'kind': 'A', 'name': 'a', 'uid': 'u', 'controller': true},
        {'apiVersion': 'a/b/c'},
        {'apiVersion': 'v1', 'kind': 'B', 'name': 'b', 'uid': 'w', 'controller': true}]}}
      """)
    let owners = "metadata.ownerReferences"
    #expect(
      problems == [
        "\(owners).apiVersion: Invalid value: \"a/b/c\": version must not be empty",
        "\(owners).kind: Invalid value: \"\": must not be empty",
        "\(owners).name: Invalid value: \"\": must not be empty",
        "\(owners).uid: Invalid value: \"\": must not be empty",
        "\(owners): Invalid value: [{\"apiVersion\":\"apps/v1\",\"kind\":\"A\",\"name\":\"a\",\"uid\":\"u\",\"controller\":true},"
          + "{\"apiVersion\":\"a/b/c\",\"kind\":\"\",\"name\":\"\",\"uid\":\"\"},"
          + "{\"apiVersion\":\"v1\",\"kind\":\"B\",\"name\":\"b\",\"uid\":\"w\",\"controller\":true}]: Only one reference"
          + " can have Controller set to true. Found \"true\" in references for A/a and B/b",
      ])
  }

  @Test(
    "Values are printed as Go quotes them",
    arguments: [
      ("\u{FC}", "\"\u{FC}\""), ("a\u{1}", "\"a\\x01\""), ("\u{A0}", "\"\\u00a0\""), ("\u{200B}", "\"\\u200b\""),
      ("\u{E0001}", "\"\\U000e0001\""), ("a\tb\n", "\"a\\tb\\n\""), ("\\", "\"\\\\\""), ("<&>", "\"<&>\""),
    ])
  func quoting(name: String, expected: String) {
    var metadata = ObjectMeta()
    metadata.name = name
    var node = Node()
    node.metadata = metadata
    #expect(KubeObject.node(node).validate { _, _ in ScheduleProblems() }.map(\.badValue) == [expected])
  }
}
