import KubeCore
import Testing

@Suite("CronJob and Job validation")
struct BatchValidationTests {
  private static let pod = "'containers': [{'name': 'c', 'image': 'i'}], 'restartPolicy': 'Never'"
  private static let template = "'template': {'spec': {\(pod)}}"

  static let cronJobs: [(String, [String])] = [
    ("'schedule': '@daily'", []),
    ("'schedule': '@daily', 'concurrencyPolicy': 'Forbid', 'successfulJobsHistoryLimit': 0", []),
    ("'schedule': '@daily', 'startingDeadlineSeconds': 0, 'suspend': true", []),
    ("'schedule': ''", ["schedule: Required value"]),
    (
      "'schedule': '@daily', 'startingDeadlineSeconds': -1",
      ["startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0"]
    ),
    (
      "'schedule': '@daily', 'concurrencyPolicy': 'forbid'",
      [
        "concurrencyPolicy: Unsupported value: \"forbid\": supported values: \"Allow\", \"Forbid\", \"Replace\""
      ]
    ),
    (
      "'schedule': '@daily', 'failedJobsHistoryLimit': -2, 'successfulJobsHistoryLimit': -1",
      [
        "successfulJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0",
        "failedJobsHistoryLimit: Invalid value: -2: must be greater than or equal to 0",
      ]
    ),
  ]

  @Test("CronJob fields", arguments: cronJobs)
  func cronJob(text: String, expected: [String]) throws {
    let manifest = "{'metadata': {'name': 'c'}, 'spec': {\(text), 'jobTemplate': {'spec': {\(Self.template)}}}}"
    #expect(try ManifestText.problems(.cronJob, manifest) == expected.map { "spec." + $0 })
  }

  @Test("The schedule's own errors stand where the server puts them")
  func schedule() throws {
    let manifest = """
      {'metadata': {'name': 'c'}, 'spec': {'schedule': 'x<y', 'timeZone': 'a<b', 'startingDeadlineSeconds': -1,
        'concurrencyPolicy': 'No', 'jobTemplate': {'spec': {'template': {'spec': {\(Self.pod)}}, 'backoffLimit': -1}},
        'failedJobsHistoryLimit': -1}}
      """
    let problems = try ManifestText.problems(.cronJob, manifest) { _, _ in
      ScheduleProblems(schedule: ["one", "two"], timeZone: ["three"])
    }
    #expect(
      problems == [
        "spec.schedule: Invalid value: \"x<y\": one", "spec.schedule: Invalid value: \"x<y\": two",
        "spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0",
        "spec.timeZone: Invalid value: \"a\\u003cb\": three",
        "spec.concurrencyPolicy: Unsupported value: \"No\": supported values: \"Allow\", \"Forbid\", \"Replace\"",
        "spec.jobTemplate.spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0",
        "spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0",
      ])
  }

  @Test("A CronJob's name leaves room for the suffix of its Jobs", arguments: [(52, true), (53, false)])
  func name(length: Int, isValid: Bool) throws {
    let name = String(repeating: "n", count: length)
    let manifest =
      "{'metadata': {'name': '\(name)'}, 'spec': {'schedule': '@daily', 'jobTemplate': {'spec': {\(Self.template)}}}}"
    #expect(
      try ManifestText.problems(.cronJob, manifest)
        == (isValid ? [] : ["metadata.name: Invalid value: \"\(name)\": must be no more than 52 characters"]))
  }

  static let jobs: [(String, [String])] = [
    ("'parallelism': 0", []),
    ("'completions': 0, 'backoffLimit': 0, 'ttlSecondsAfterFinished': 0", []),
    ("'completionMode': 'Indexed', 'completions': 3, 'backoffLimitPerIndex': 0", []),
    ("'parallelism': -1", ["parallelism: Invalid value: -1: must be greater than or equal to 0"]),
    ("'completions': -1", ["completions: Invalid value: -1: must be greater than or equal to 0"]),
    ("'activeDeadlineSeconds': -1", ["activeDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0"]),
    ("'backoffLimit': -1", ["backoffLimit: Invalid value: -1: must be greater than or equal to 0"]),
    (
      "'ttlSecondsAfterFinished': -1",
      ["ttlSecondsAfterFinished: Invalid value: -1: must be greater than or equal to 0"]
    ),
    (
      "'completionMode': 'Indexed', 'parallelism': 2",
      ["completions: Required value: when completion mode is Indexed"]
    ),
    (
      "'completionMode': 'Indexed', 'completions': 1, 'parallelism': 100001",
      ["parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed"]
    ),
    (
      "'completionMode': 'indexed'",
      ["completionMode: Unsupported value: \"indexed\": supported values: \"NonIndexed\", \"Indexed\""]
    ),
    ("'backoffLimitPerIndex': 1", ["backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode"]),
  ]

  @Test("Job fields", arguments: jobs)
  func job(text: String, expected: [String]) throws {
    #expect(
      try ManifestText.problems(.job, "{'metadata': {'name': 'j'}, 'spec': {\(text), \(Self.template)}}")
        == expected.map { "spec." + $0 })
    #expect(
      try ManifestText.problems(
        .cronJob,
        """
        {'metadata': {'name': 'c'},
         'spec': {'schedule': '@daily', 'jobTemplate': {'spec': {\(text), \(Self.template)}}}}
        """) == expected.map { "spec.jobTemplate.spec." + $0 })
  }

  private static let missing = ["Required value: valid values: \"OnFailure\", \"Never\""]

  static let restartPolicies: [(String, [String])] = [
    ("'restartPolicy': 'Never'", []), ("'restartPolicy': 'OnFailure'", []), ("'restartPolicy': 'Always'", missing),
    ("'nodeName': 'n1'", missing),
    (
      "'restartPolicy': 'never'",
      [
        "Unsupported value: \"never\": supported values: \"Always\", \"OnFailure\", \"Never\"",
        "Unsupported value: \"never\": supported values: \"OnFailure\", \"Never\"",
      ]
    ),
  ]

  @Test("A Job's pods end", arguments: restartPolicies)
  func restartPolicy(text: String, expected: [String]) throws {
    let template = "'template': {'spec': {\(text), 'containers': [{'name': 'c', 'image': 'i'}]}}"
    #expect(
      try ManifestText.problems(.job, "{'metadata': {'name': 'j'}, 'spec': {\(template)}}")
        == expected.map { "spec.template.spec.restartPolicy: " + $0 })
  }

  @Test("The pods of an indexed Job have names that fit a label")
  func indexedName() throws {
    let name = String(repeating: "j", count: 61)
    func problems(_ completions: Int) throws -> [String] {
      try ManifestText.problems(
        .job,
        """
        {'metadata': {'name': '\(name)'},
         'spec': {'completionMode': 'Indexed', 'completions': \(completions), \(Self.template)}}
        """)
    }
    #expect(try problems(10) == [])
    #expect(
      try problems(11) == [
        "metadata.name: Invalid value: \"\(name)\": will not able to create pod with invalid DNS label: \(name)-10"
      ])
  }
}
