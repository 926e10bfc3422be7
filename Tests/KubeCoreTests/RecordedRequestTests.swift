import Foundation
import KubeCore
import Testing

/// Requests that a real API server refused or completed, and its answers.
@Suite("Recorded requests")
struct RecordedRequestTests {
  private struct Request: Decodable {
    let file: String
    let requestBody: String?
  }

  private struct Status: Decodable {
    struct Details: Decodable { let causes: [Cause] }
    struct Cause: Decodable, Equatable {
      let reason: String
      let message: String
      let field: String
    }
    let details: Details
  }

  private func request(_ file: String, _ kind: ObjectKind) throws -> KubeObject {
    let requests = try JSONDecoder().decode([Request].self, from: Data(try Fixtures.bytes("index.json")))
    let body = try #require(requests.first { $0.file == file }?.requestBody)
    return try JSONReader.read(Array(body.utf8)) { (reader) throws(WireError) in
      try KubeObject(kind, from: &reader)
    }
  }

  private func answer(_ file: String) throws -> [Status.Cause] {
    try JSONDecoder().decode(Status.self, from: Data(try Fixtures.bytes(file))).details.causes
  }

  private func causes(_ errors: [FieldError]) -> [Status.Cause] {
    errors.map { Status.Cause(reason: $0.type.rawValue, message: $0.message, field: $0.field) }
  }

  @Test("A refused NetworkPolicy is refused for the same causes")
  func networkPolicy() throws {
    let file = "error-422-networkpolicy.json"
    let errors = try request(file, .networkPolicy).defaulted().validate { _, _ in ScheduleProblems() }
    #expect(causes(errors) == (try answer(file)))
    #expect(errors.count == 5)
  }

  @Test("A refused CronJob is refused for the same causes")
  func cronJob() throws {
    let file = "error-422-cronjob.json"
    var asked: [String] = []
    let errors = try request(file, .cronJob).defaulted().validate { schedule, timeZone in
      asked = [schedule, timeZone ?? ""]
      return ScheduleProblems(
        schedule: ["end of range (61) above maximum (59): 61"], timeZone: ["unknown time zone Mars/Base"])
    }
    #expect(asked == ["61 * * * *", "Mars/Base"])
    #expect(causes(errors) == (try answer(file)))
    #expect(errors.count == 2)
  }

  @Test("A NetworkPolicy gets the defaults that a dry run gave it")
  func dryRun() throws {
    let file = "create-networkpolicy-dryrun-defaulted.json"
    let answer = try JSONReader.read(try Fixtures.bytes(file)) { (reader) throws(WireError) in
      try KubeObject(.networkPolicy, from: &reader)
    }
    guard case .networkPolicy(let expected) = answer,
      case .networkPolicy(let policy) = try request(file, .networkPolicy).defaulted()
    else {
      Issue.record("no policies")
      return
    }
    #expect(policy.spec == expected.spec)
    #expect(policy.spec.policyTypes == ["Ingress", "Egress"])
    #expect(policy.metadata.namespace == expected.metadata.namespace)
  }
}
