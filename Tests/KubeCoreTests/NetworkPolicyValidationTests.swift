import KubeCore
import Support
import Testing

@Suite("NetworkPolicy validation")
struct NetworkPolicyValidationTests {
  private func problems(spec: String, cidrs: CIDRValidation = .legacy) throws -> [String] {
    try ManifestText.problems(.networkPolicy, "{'metadata': {'name': 'p'}, 'spec': {\(spec)}}", cidrs: cidrs)
  }

  static let qualifiedName =
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
    + " (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is"
    + " '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
  static let labelValue =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and"
    + " end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is"
    + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

  static let ports: [(String, [String])] = [
    ("{}", []),
    ("{'port': 1}", []),
    ("{'port': 65535, 'protocol': 'SCTP'}", []),
    ("{'port': 'http'}", []),
    ("{'port': 80, 'endPort': 80}", []),
    ("{'port': 80, 'endPort': 65535, 'protocol': 'UDP'}", []),
    ("{'port': 0}", ["port: Invalid value: 0: must be between 1 and 65535, inclusive"]),
    ("{'port': -1}", ["port: Invalid value: -1: must be between 1 and 65535, inclusive"]),
    ("{'port': 65536}", ["port: Invalid value: 65536: must be between 1 and 65535, inclusive"]),
    (
      "{'protocol': 'tcp'}",
      ["protocol: Unsupported value: \"tcp\": supported values: \"TCP\", \"UDP\", \"SCTP\""]
    ),
    (
      "{'protocol': ''}", ["protocol: Unsupported value: \"\": supported values: \"TCP\", \"UDP\", \"SCTP\""]
    ),
    ("{'endPort': 90}", ["endPort: Invalid value: 90: may not be specified when `port` is not specified"]),
    (
      "{'port': 'http', 'endPort': 90}",
      ["endPort: Invalid value: 90: may not be specified when `port` is non-numeric"]
    ),
    ("{'port': 80, 'endPort': 79}", ["endPort: Invalid value: 80: must be greater than or equal to `port`"]),
    (
      "{'port': 80, 'endPort': 70000}",
      ["endPort: Invalid value: 70000: must be between 1 and 65535, inclusive"]
    ),
    (
      "{'port': 'HTTP'}",
      [
        "port: Invalid value: \"HTTP\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
        "port: Invalid value: \"HTTP\": must contain at least one letter (a-z)",
      ]
    ),
    (
      "{'port': ''}",
      [
        "port: Invalid value: \"\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
        "port: Invalid value: \"\": must contain at least one letter (a-z)",
      ]
    ),
    ("{'port': '8080'}", ["port: Invalid value: \"8080\": must contain at least one letter (a-z)"]),
    (
      "{'port': 'a-very-long-name'}",
      ["port: Invalid value: \"a-very-long-name\": must be no more than 15 characters"]
    ),
    ("{'port': 'a--b'}", ["port: Invalid value: \"a--b\": must not contain consecutive hyphens"]),
    ("{'port': '-a'}", ["port: Invalid value: \"-a\": must not begin or end with a hyphen"]),
    ("{'port': 'a-'}", ["port: Invalid value: \"a-\": must not begin or end with a hyphen"]),
  ]

  @Test("Ports", arguments: ports)
  func port(text: String, expected: [String]) throws {
    #expect(
      try problems(spec: "'ingress': [{}, {'ports': [{}, \(text)]}]")
        == expected.map { "spec.ingress[1].ports[1]." + $0 })
    #expect(
      try problems(spec: "'egress': [{'ports': [\(text)]}]") == expected.map { "spec.egress[0].ports[0]." + $0 })
  }

  static let peers: [(String, [String])] = [
    ("{'podSelector': {}}", []),
    ("{'namespaceSelector': {}}", []),
    ("{'podSelector': {}, 'namespaceSelector': {'matchLabels': {'a': 'b'}}}", []),
    ("{'ipBlock': {'cidr': '0.0.0.0/0'}}", []),
    ("{}", [": Required value: must specify a peer"]),
    (
      "{'namespaceSelector': {}, 'ipBlock': {'cidr': '10.0.0.0/8'}}",
      [": Forbidden: may not specify both ipBlock and another peer"]
    ),
    ("{'ipBlock': {}}", [".ipBlock.cidr: Required value"]),
    (
      "{'podSelector': {'matchLabels': {'a b': 'c'}}}",
      [".podSelector.matchLabels: Invalid value: \"a b\": name part \(qualifiedName)"]
    ),
    (
      "{'namespaceSelector': {'matchLabels': {'a': '-'}}}",
      [".namespaceSelector.matchLabels: Invalid value: \"-\": \(labelValue)"]
    ),
  ]

  @Test("Peers", arguments: peers)
  func peer(text: String, expected: [String]) throws {
    #expect(
      try problems(spec: "'ingress': [{'from': [{'podSelector': {}}, \(text)]}]")
        == expected.map { "spec.ingress[0].from[1]" + $0 })
    #expect(try problems(spec: "'egress': [{'to': [\(text)]}]") == expected.map { "spec.egress[0].to[0]" + $0 })
  }

  static let selectors: [(String, [String])] = [
    ("{'matchLabels': {'a.b/c_d.e': '', 'x': 'Y-1_2.z'}}", []),
    ("{'matchExpressions': [{'key': 'a', 'operator': 'In', 'values': ['b', '']}]}", []),
    ("{'matchExpressions': [{'key': 'a', 'operator': 'Exists'}, {'key': 'b', 'operator': 'DoesNotExist'}]}", []),
    (
      "{'matchExpressions': [{'key': 'a', 'operator': 'NotIn'}]}",
      [".matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"]
    ),
    (
      "{'matchExpressions': [{'key': 'a', 'operator': 'DoesNotExist', 'values': ['b']}]}",
      [
        ".matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
      ]
    ),
    (
      "{'matchExpressions': [{'key': 'a', 'operator': 'in', 'values': ['b']}]}",
      [".matchExpressions[0].operator: Invalid value: \"in\": not a valid selector operator"]
    ),
    (
      "{'matchExpressions': [{'key': '', 'operator': 'In', 'values': ['ok', 'not ok']}]}",
      [
        ".matchExpressions[0].key: Invalid value: \"\": name part must be non-empty",
        ".matchExpressions[0].key: Invalid value: \"\": name part \(qualifiedName)",
        ".matchExpressions[0].values[1]: Invalid value: \"not ok\": \(labelValue)",
      ]
    ),
    ("{'matchLabels': {'/a': ''}}", [".matchLabels: Invalid value: \"/a\": prefix part must be non-empty"]),
    (
      "{'matchLabels': {'a/b/c': ''}}",
      [
        ".matchLabels: Invalid value: \"a/b/c\": a valid label key \(qualifiedName) with an optional DNS subdomain"
          + " prefix and '/' (e.g. 'example.com/MyName')"
      ]
    ),
    (
      "{'matchLabels': {'A.b/c': ''}}",
      [
        ".matchLabels: Invalid value: \"A.b/c\": prefix part a lowercase RFC 1123 subdomain must consist of lower case"
          + " alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g."
          + " 'example.com', regex used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
      ]
    ),
    (
      "{'matchLabels': {'\(String(repeating: "k", count: 64))': '\(String(repeating: "v", count: 64))'}}",
      [
        ".matchLabels: Invalid value: \"\(String(repeating: "k", count: 64))\": name part must be no more than 63 bytes",
        ".matchLabels: Invalid value: \"\(String(repeating: "v", count: 64))\": must be no more than 63 bytes",
      ]
    ),
  ]

  @Test("Selectors", arguments: selectors)
  func selector(text: String, expected: [String]) throws {
    #expect(try problems(spec: "'podSelector': \(text)") == expected.map { "spec.podSelector" + $0 })
  }

  static let types: [(String, [String])] = [
    ("['Ingress']", []), ("['Egress', 'Ingress']", []), ("['Ingress', 'Ingress']", []),
    (
      "['Ingress', 'egress']",
      ["[1]: Unsupported value: \"egress\": supported values: \"Ingress\", \"Egress\""]
    ),
    (
      "['Ingress', 'Egress', 'Both']",
      [": Invalid value: [\"Ingress\",\"Egress\",\"Both\"]: may not specify more than two policyTypes"]
    ),
  ]

  @Test("Policy types", arguments: types)
  func policyTypes(text: String, expected: [String]) throws {
    #expect(try problems(spec: "'policyTypes': \(text)") == expected.map { "spec.policyTypes" + $0 })
  }

  @Test("An error's segments lead to the value in the manifest")
  func segments() throws {
    let policy = try ManifestText.object(
      .networkPolicy,
      """
      {'metadata': {'name': 'p', 'labels': {'a b': 'c'}},
       'spec': {'egress': [{'to': [{'ipBlock': {'cidr': '10.0.0.0/8', 'except': ['x']}}]}]}}
      """)
    let errors = policy.defaulted().validate { _, _ in ScheduleProblems() }
    #expect(
      errors.map(\.segments) == [
        [.field("metadata"), .field("labels"), .field("a b")],
        [
          .field("spec"), .field("egress"), .index(0), .field("to"), .index(0), .field("ipBlock"), .field("except"),
          .index(0),
        ],
      ])
    #expect(errors.map(\.field) == ["metadata.labels", "spec.egress[0].to[0].ipBlock.except[0]"])
    #expect(errors.map(\.badValue) == ["\"a b\"", "\"x\""])
  }
}
