import KubeCore
import RiskEngine
import Support
import Testing

@Suite("Exceptions")
struct ExceptionTests {
  private let object = ObjectKey(kind: "CronJob", namespace: "infra", name: "updater")
  private let now = Timestamp(rfc3339: "2026-11-21T12:00:00Z")!

  private func outcome(_ annotations: Labels, findings: [Finding]) -> ExceptionFilter.Outcome {
    ExceptionFilter.apply(FindingException.read(annotations, of: object), to: findings, at: now)
  }

  private var finding: Finding { Finding(.frequentCronJob, .medium, object, "It runs often.") }

  @Test("A reason suppresses the finding on that object, and on no other")
  func suppresses() {
    let other = Finding(
      .frequentCronJob, .medium, ObjectKey(kind: "CronJob", namespace: "infra", name: "other"), "Too.")
    let result = outcome(["ignore.netrisk.dev/NR102": "needed for DNS"], findings: [finding, other])
    #expect(result.findings == [other])
    #expect(result.suppressed == [SuppressedFinding(finding: finding, reason: "needed for DNS", until: nil)])
  }

  @Test(
    "An exception that does not hold leaves the finding and becomes one itself",
    arguments: [
      (["ignore.netrisk.dev/NR102": "ok", "netrisk.dev/ignore-until": "2026-11-21T12:00:00Z"], "NR601", "ended at"),
      (["ignore.netrisk.dev/NR102": "ok", "netrisk.dev/ignore-until": "tomorrow"], "NR601", "not an RFC 3339 time"),
      (["ignore.netrisk.dev/NR102": "  "], "NR602", "gives no reason"),
      (["ignore.netrisk.dev/NR101": "ok"], "NR602", "matches no finding"),
      (["ignore.netrisk.dev/NR999": "ok"], "NR602", "there is no finding NR999"),
    ] as [(Labels, String, String)])
  func doesNotHold(annotations: Labels, code: String, words: String) throws {
    let result = outcome(annotations, findings: [finding])
    #expect(result.suppressed.isEmpty)
    #expect(result.findings.contains(finding))
    let own = try #require(result.findings.first { $0.code.rawValue == code })
    #expect(own.message.contains(words))
    #expect(result.findings.count == 2)
  }

  @Test("It holds until its end")
  func holdsUntil() {
    let annotations: Labels = [
      "ignore.netrisk.dev/NR102": "ok", "netrisk.dev/ignore-until": "2026-11-21T13:00:01+01:00",
    ]
    let result = outcome(annotations, findings: [finding])
    #expect(result.findings.isEmpty)
    #expect(result.suppressed.first?.until?.rfc3339 == "2026-11-21T12:00:01Z")
  }
}

@Suite("Affected kernels")
struct AffectedKernelTests {
  @Test(
    "Upstream releases are judged, distribution builds are not",
    arguments: [
      ("6.12.42", AffectedKernels.Verdict.notAffected), ("6.12.43", .affected), ("6.12.44", .affected),
      ("6.12.45", .notAffected), ("6.1.148", .notAffected), ("6.1.149", .affected), ("6.1.0-42-amd64", .unknown),
      ("6.8.0-100-generic", .unknown), ("6.12.57+deb13-amd64", .unknown), ("6.18.44", .notAffected),
      ("5.4.300", .unknown), ("", .unknown), ("6", .unknown), ("6.12.99999999999999999999", .unknown),
    ])
  func verdicts(version: String, verdict: AffectedKernels.Verdict) {
    #expect(AffectedKernels.verdict(version) == verdict)
  }
}
