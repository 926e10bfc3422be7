import Foundation
import RiskEngine
import Testing

@Suite("Finding catalogue")
struct FindingCatalogueTests {
  @Test("docs/findings.md says what the catalogue says; NETRISK_WRITE_DOCS=1 writes it")
  func documentation() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/findings.md")
    if ProcessInfo.processInfo.environment["NETRISK_WRITE_DOCS"] == "1" {
      try FindingCode.markdown.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == FindingCode.markdown)
  }

  @Test("Every code has a name of its own, a reason and a remedy")
  func complete() {
    #expect(Set(FindingCode.allCases.map(\.name)).count == FindingCode.allCases.count)
    for code in FindingCode.allCases {
      #expect(code.description.why.hasSuffix("."))
      #expect(code.description.remedy.hasSuffix("."))
      #expect(code.rawValue.hasPrefix("NR"))
    }
  }
}
