import CLIApp
import Foundation
import RiskEngine
import Testing

@Suite("JSON schema of the report")
struct SchemaTests {
  private static func schema() throws -> JSONValue {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try JSONValue(String(contentsOf: root.appending(path: "docs/schema/analysis-report.json"), encoding: .utf8))
  }

  private static func report() throws -> JSONValue {
    var analysis = Synthetic.withProblem
    analysis.comparison = Baseline().comparison(with: analysis.report)
    let source = AnalysisSource { [analysis] (_, _) throws(CommandFailure) in analysis }
    return try JSONValue(Session.run("analyze", "-f", "x", "-o", "json", analysis: source).output)
  }

  @Test("A report with every field conforms, and leaves no property of the schema unused")
  func fullReport() throws {
    var validator = SchemaValidator(try Self.schema())
    validator.validate(try Self.report())
    #expect(validator.errors == [])
    #expect(validator.declared.subtracting(validator.met) == [])
    #expect(validator.declared.count > 80)
  }

  @Test("A report that departs from the schema is refused")
  func departures() throws {
    let text = Session.run("analyze", "-f", "x", "-o", "json", analysis: Synthetic.source()).output
    for (part, other) in [
      ("\"level\": \"High\"", "\"level\": \"Hot\""), ("\"score\": 62", "\"score\": 620"),
      ("\"chatty\": true", "\"chatty\": 1"), ("\"line\": 12,", "\"line\": 0,"), ("\"line\": 12,", "\"row\": 12,"),
      ("\"total\": 130", "\"total\": 1.5"), ("\"webapps\": 99", "\"webapps\": \"99\""), ("\"NR101\"", "\"X101\""),
      ("\"selectedBy\": [", "\"chosenBy\": ["),
    ] {
      #expect(text.contains(part))
      var validator = SchemaValidator(try Self.schema())
      validator.validate(try JSONValue(text.replacing(part, with: other)))
      #expect(!validator.errors.isEmpty, "\(other) went through")
    }
  }

  @Test("The schema's words are those of the engine")
  func words() throws {
    let definitions = try #require(try Self.schema()["$defs"])
    func words(_ path: String...) -> [String] {
      let schema = path.reduce(definitions) { schema, name in
        schema["properties"]?[name] ?? schema[name] ?? .null
      }
      return schema["enum"]?.elements.compactMap(\.text) ?? []
    }
    #expect(words("risk", "level") == RiskLevel.allCases.map(\.name))
    #expect(words("risk", "evidence") == EvidenceState.allCases.map(\.name))
    #expect(words("evidence", "state") == EvidenceState.allCases.map(\.name))
    #expect(words("exposureState") == ExposureState.allCases.map(\.name))
    #expect(words("finding", "severity") == Severity.allCases.map(\.name))
    #expect(words("suggestedPatch", "type") == SuggestedPatch.PatchType.allCases.map(\.rawValue))
  }

  @Test("YAML says the same as JSON")
  func yaml() throws {
    let session = Session.run("analyze", "-f", "x", "-o", "yaml", analysis: Synthetic.source())
    #expect(session.output.hasPrefix("apiVersion: netrisk.dev/v1alpha1\nkind: AnalysisReport\ncluster:\n  engine:\n"))
    #expect(session.output.contains("\n    score: 62\n"))
  }
}
