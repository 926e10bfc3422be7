import CLIApp
import Foundation
import KubeCore
import RiskEngine
import Testing

/// What SARIF says of the made-up report; Tests/ReportTests holds the golden file to the schema.
@Suite("Output as SARIF")
struct SARIFOutputTests {
  private static func log(_ analysis: Analysis, _ words: String...) throws -> JSONValue {
    let session = Session.run(
      words: ["analyze", "-f", "x", "-o", "sarif"] + words, analysis: Synthetic.source(analysis))
    return try #require(try JSONValue(session.output)["runs"]?.elements.first)
  }

  private static func results(_ analysis: Analysis = Synthetic.analysis, _ words: String...) throws -> [JSONValue] {
    try log(analysis)["results"]?.elements ?? []
  }

  @Test("The whole output; NETRISK_WRITE_DOCS=1 writes it")
  func golden() throws {
    let session = Session.run(
      "analyze", "-f", "x", "-o", "sarif", analysis: Synthetic.source(Synthetic.withProblem))
    #expect(session.exitCode == 1)
    #expect(session.output == (try Golden.text("synthetic.sarif", written: session.output)))
  }

  @Test("A result has its level, its place to the end, and what GitHub sorts by")
  func result() throws {
    let result = try #require(try Self.results().first)
    #expect(result["ruleId"] == .string("NR101"))
    #expect(result["level"] == .string("error"))
    let location = try #require(result["locations"]?.elements.first)
    #expect(
      location["physicalLocation"]?["artifactLocation"]
        == .object(["uri": .string("manifests/homeassistant.yaml"), "uriBaseId": .string("%SRCROOT%")]))
    #expect(
      location["physicalLocation"]?["region"]
        == .object([
          "startLine": .number(12), "startColumn": .number(3), "endLine": .number(19), "endColumn": .number(27),
        ]))
    #expect(
      location["logicalLocations"]?.elements.first?["fullyQualifiedName"]
        == .string("automation/StatefulSet/homeassistant"))
    #expect(result["suppressions"] == .array([]))
    #expect(result["baselineState"] == nil)
  }

  @Test("A finding of a cluster has its object for a place; one of files always a file")
  func places() throws {
    var analysis = Synthetic.analysis
    analysis.places = [:]
    #expect(try Self.results(analysis).allSatisfy { $0["locations"]?.elements.first?["physicalLocation"] == nil })
    analysis.anchor = SourcePlace(file: "a.yaml", line: 2, column: 1, end: SourcePlace.End(line: 2, column: 20))
    for location in try Self.results(analysis).compactMap({ $0["locations"]?.elements.first }) {
      #expect(location["physicalLocation"]?["artifactLocation"]?["uri"] == .string("a.yaml"))
      #expect(location["message"]?["text"]?.text?.contains("is not in the files") == true)
    }
  }

  @Test("At most 25,000 results, the severe ones first, and the rest is told")
  func limit() throws {
    var analysis = Synthetic.analysis
    analysis.report.findings = (1...25_001).map { number in
      Finding(
        .unusedPolicy, .low, ObjectKey(kind: "NetworkPolicy", namespace: "a", name: "p-\(number)"), "It selects no pod."
      )
    }
    let output = Session.run("analyze", "-f", "x", "-o", "sarif", analysis: Synthetic.source(analysis)).output
    #expect(output.split(separator: "\n").count { $0.contains("\"ruleId\": ") } == 25_000)
    #expect(output.contains("\"text\": \"2 more results are left out: a run holds at most 25000.\""))
    #expect(output.contains("\"executionSuccessful\": true"))
  }

  @Test("The texts of rules fit")
  func rules() throws {
    let rules = try #require(try Self.log(Synthetic.analysis)["tool"]?["driver"]?["rules"]?.elements)
    #expect(rules.compactMap { $0["id"]?.text } == FindingCode.allCases.map(\.rawValue))
    for rule in rules {
      for text in [rule["shortDescription"], rule["fullDescription"], rule["help"]] {
        #expect((1...1024).contains(text?["text"]?.text?.count ?? 0))
      }
    }
    #expect(rules.first?["shortDescription"]?["text"] == .string("Egress isolated chatty workload"))
    #expect(rules.first { $0["id"] == .string("NR204") }?["shortDescription"]?["text"] == .string("DNS blocked"))
  }
}

/// Files that hold whole outputs, where other programs can check them too.
enum Golden {
  static func text(_ name: String, written output: String) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ReportTests/golden/\(name)")
    if ProcessInfo.processInfo.environment["NETRISK_WRITE_DOCS"] == "1" {
      try output.write(to: file, atomically: true, encoding: .utf8)
    }
    return try String(contentsOf: file, encoding: .utf8)
  }
}
