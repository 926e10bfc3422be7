import Support

/// A suite of test cases; its counts follow from them.
struct JUnitSuite {
  /// Stands in the class name of the cases: `netrisk.NR101`.
  let id: String
  let title: String
  let cases: [JUnitCase]

  var failures: Int { cases.count { if case .failure = $0.outcome { true } else { false } } }
  var errors: Int { cases.count { if case .error = $0.outcome { true } else { false } } }
  private var skipped: Int { cases.count { if case .skipped = $0.outcome { true } else { false } } }

  var node: XMLNode {
    XMLNode(
      "testsuite",
      [
        ("name", title.isEmpty ? id : "\(id) \(title)"), ("tests", "\(cases.count)"), ("failures", "\(failures)"),
        ("errors", "\(errors)"), ("skipped", "\(skipped)"),
      ], children: cases.map { $0.node(className: "netrisk.\(id)") })
  }
}

/// One object under one check, or one place in the input.
struct JUnitCase {
  enum Outcome {
    case passed
    /// `type` is the severity.
    case failure(String, type: String, lines: [String])
    case error(String, lines: [String])
    case skipped(String)
  }

  let name: String
  let outcome: Outcome

  func node(className: String) -> XMLNode {
    XMLNode("testcase", [("classname", className), ("name", name)], children: result.map { [$0] } ?? [])
  }

  private var result: XMLNode? {
    switch outcome {
    case .passed: nil
    case .failure(let message, let type, let lines):
      XMLNode("failure", [("message", message), ("type", type)], text: lines.joined(separator: "\n"))
    case .error(let message, let lines):
      XMLNode("error", [("message", message), ("type", "Input")], text: lines.joined(separator: "\n"))
    case .skipped(let message): XMLNode("skipped", [("message", message)])
    }
  }
}
