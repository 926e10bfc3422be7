import KubeCore
import Support
import Testing

@testable import DevAPIServer

@Suite("Tables of built-in kinds")
struct KindTableTests {
  private func cells(_ kind: String, _ object: String) throws -> [Tree] {
    let now = try #require(Timestamp(rfc3339: "2026-01-01T01:00:00Z"))
    return try #require(TableLayout.builtin(kind)).cells(try Fixture.parse(object), now: now)
  }

  @Test("Every kind that is stored has its columns, with a cell for each")
  func whole() throws {
    for served in BuiltinResources.all where !served.isReview && served.resource.kind != "ServiceAccount" {
      let layout = try #require(TableLayout.builtin(served.resource.kind), "\(served.resource.kind)")
      #expect(layout.cells(.object([]), now: Timestamp(seconds: 0)).count == layout.columns.count)
      #expect(layout.columns.contains { $0.name == "Name" })
    }
  }

  @Test(
    "A Job says how far it is",
    arguments: [
      (
        #"{"spec":{"completions":3},"status":{"succeeded":1,"startTime":"2026-01-01T00:59:00Z"}}"#, "Running", "1/3",
        "60s"
      ),
      (#"{"spec":{"parallelism":2}}"#, "Running", "0/1 of 2", ""),
      (#"{"spec":{"parallelism":1}}"#, "Running", "0/1", ""),
      (
        #"{"spec":{"completions":1},"status":{"succeeded":1,"startTime":"2026-01-01T00:00:00Z","completionTime":"2026-01-01T00:00:05Z","conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}]}}"#,
        "Complete", "1/1", "5s"
      ),
      (#"{"status":{"conditions":[{"type":"Failed","status":"True"}]}}"#, "Failed", "0/1", ""),
      (
        #"{"metadata":{"deletionTimestamp":"x"},"status":{"conditions":[{"type":"Suspended","status":"True"}]}}"#,
        "Terminating", "0/1", ""
      ),
      (#"{"status":{"conditions":[{"type":"Suspended","status":"True"}]}}"#, "Suspended", "0/1", ""),
    ])
  func jobs(job: String, status: String, completions: String, duration: String) throws {
    #expect(try cells("Job", job)[1...3].map(\.stringValue) == [status, completions, duration])
  }

  @Test("A CronJob says when it runs and ran")
  func cronJobs() throws {
    let object =
      #"{"metadata":{"name":"c"},"spec":{"schedule":"* * * * *","suspend":true},"status":{"active":[{}],"lastScheduleTime":"2026-01-01T00:59:00Z"}}"#
    #expect(
      try cells("CronJob", object) == [
        "c", "* * * * *", "<none>", "True", 1, "60s", "<unknown>", "", "", "<none>",
      ])
  }

  @Test(
    "A Service says where it is reached",
    arguments: [
      (#"{"type":"ClusterIP"}"#, "{}", "<none>", "<none>"),
      (
        #"{"type":"NodePort","externalIPs":["1.2.3.4"],"ports":[{"port":80,"nodePort":30080,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]}"#,
        "{}", "1.2.3.4", "80:30080/TCP,53/UDP"
      ),
      (#"{"type":"LoadBalancer"}"#, "{}", "<pending>", "<none>"),
      (
        #"{"type":"LoadBalancer","externalIPs":["9.9.9.9"]}"#,
        #"{"loadBalancer":{"ingress":[{"hostname":"b"},{"ip":"1.1.1.1"}]}}"#, "1.1.1.1,b,9.9.9.9", "<none>"
      ),
      (#"{"type":"ExternalName","externalName":"example.org"}"#, "{}", "example.org", "<none>"),
    ])
  func services(spec: String, status: String, external: String, ports: String) throws {
    let found = try cells("Service", #"{"spec":\#(spec),"status":\#(status)}"#)
    #expect(found[3...4].map(\.stringValue) == [external, ports])
  }

  @Test("A Node says whether it is ready and what it is for")
  func nodes() throws {
    let object =
      #"{"metadata":{"name":"n","labels":{"node-role.kubernetes.io/control-plane":"","kubernetes.io/role":"agent"}},"spec":{"unschedulable":true},"status":{"conditions":[{"type":"Ready","status":"Unknown"}],"addresses":[{"type":"InternalIP","address":"10.0.0.1"}],"nodeInfo":{"kubeletVersion":"v1.36.2","kernelVersion":"6.1","architecture":"amd64"}}}"#
    #expect(
      try cells("Node", object) == [
        "n", "NotReady,SchedulingDisabled", "agent,control-plane", "<unknown>", "v1.36.2", "10.0.0.1", "<none>",
        "<unknown>", "6.1 (amd64)", "<unknown>",
      ])
    #expect(try cells("Node", "{}")[1...2].map(\.stringValue) == ["Unknown", "<none>"])
  }

  @Test(
    "An Event says when and how often, in either version",
    arguments: [
      (
        #"{"metadata":{"name":"e"},"type":"Normal","reason":"R","involvedObject":{"kind":"Pod","name":"p"},"message":" m ","firstTimestamp":"2026-01-01T00:58:00Z","lastTimestamp":"2026-01-01T00:59:00Z","count":2,"source":{"component":"c","host":"h"}}"#,
        ["60s", "Normal", "R", "pod/p", "", "c, h", "m", "2m", 2, "e"]
      ),
      (
        #"{"metadata":{"name":"e"},"type":"Normal","reason":"R","regarding":{"kind":"Pod"},"note":"m","eventTime":"2026-01-01T00:58:00.000000Z","reportingController":"c","series":{"count":7,"lastObservedTime":"2026-01-01T00:59:30.000000Z"}}"#,
        ["30s", "Normal", "R", "pod", "", "c", "m", "2m", 7, "e"]
      ),
      (#"{"metadata":{"name":"e"}}"#, ["<unknown>", "", "", "", "", "", "", "<unknown>", 1, "e"]),
    ] as [(String, [Tree])])
  func events(event: String, expected: [Tree]) throws {
    #expect(try cells("Event", event) == expected)
  }

  @Test("Long lists show their first three entries")
  func slices() throws {
    let object =
      #"{"metadata":{"name":"s"},"addressType":"IPv4","ports":[{"port":80},{"name":"x"},{}],"endpoints":[{"addresses":["1","2"]},{"addresses":["3","4","5"]}]}"#
    #expect(try cells("EndpointSlice", object) == ["s", "IPv4", "80,x,*", "1,2,3 + 2 more...", "<unknown>"])
    #expect(try cells("EndpointSlice", #"{"endpoints":null}"#)[2...3] == ["<unset>", "<unset>"])
  }

  @Test(
    "Selectors are written by key",
    arguments: [
      ("{}", "<none>"), (#"{"matchLabels":{"b":"2","a":"1"}}"#, "a=1,b=2"),
      (
        #"{"matchLabels":{"m":"1"},"matchExpressions":[{"key":"z","operator":"NotIn","values":["y","x"]},{"key":"a","operator":"Exists"},{"key":"b","operator":"DoesNotExist"},{"key":"c","operator":"In","values":["v"]}]}"#,
        "a,!b,c in (v),m=1,z notin (x,y)"
      ),
    ])
  func selectors(selector: String, text: String) throws {
    #expect(try cells("NetworkPolicy", #"{"spec":{"podSelector":\#(selector)}}"#)[1] == .string(text))
  }
}
