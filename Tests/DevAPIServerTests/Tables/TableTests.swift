import Support
import Testing

@testable import DevAPIServer

@Suite("Tables")
struct TableTests {
  @Test("Pods show what was recorded")
  func pods() throws {
    let table = try Fixture.tree("table-pods.json")
    let pods = try Fixture.tree("list-pods.json")["items"]?.elements ?? []
    let now = try #require(Timestamp(rfc3339: "2026-11-21T03:35:37Z"))
    #expect(TableLayout.pods.columns.map(\.tree) == table["columnDefinitions"]?.elements)
    let rows = table["rows"]?.elements ?? []
    #expect(!rows.isEmpty)
    for row in rows {
      let cells = row["cells"]?.elements ?? []
      let pod = try #require(pods.first { $0["metadata"]?["name"] == cells.first })
      #expect(TableLayout.pods.cells(pod, now: now) == cells)
    }
  }

  @Test("Custom resources show their printer columns as recorded")
  func custom() throws {
    let table = try Fixture.tree("cr-table.json")
    let definition = try CustomResourceDefinition(try Fixture.tree("crd-create.json"))
    let layout = TableLayout.custom(definition.versions[0].printerColumns)
    let object = try #require(try Fixture.tree("cr-list.json")["items"]?.elements.first)
    let now = try #require(Timestamp(rfc3339: "2026-11-21T03:35:39Z"))
    #expect(layout.columns.map(\.tree) == table["columnDefinitions"]?.elements)
    #expect(layout.cells(object, now: now) == table["rows"]?.elements.first?["cells"]?.elements)
  }

  @Test(
    "The status of a Pod says what its containers do",
    arguments: [
      (#"{"status":{"phase":"Pending"}}"#, "0/0", "Pending", "0"),
      (
        #"{"status":{"phase":"Succeeded","containerStatuses":[{"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}}"#,
        "0/0", "Completed", "0"
      ),
      (
        #"{"spec":{"containers":[{}]},"status":{"phase":"Running","containerStatuses":[{"restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"finishedAt":"2026-01-01T00:00:00Z"}}}]}}"#,
        "0/1", "CrashLoopBackOff", "4 (60s ago)"
      ),
      (
        #"{"spec":{"initContainers":[{"name":"a"},{"name":"b"}],"containers":[{}]},"status":{"phase":"Pending","initContainerStatuses":[{"name":"a","state":{"running":{}}}]}}"#,
        "0/1", "Init:0/2", "0"
      ),
      (
        #"{"status":{"phase":"Pending","initContainerStatuses":[{"restartCount":2,"state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}}"#,
        "0/0", "Init:Error", "2"
      ),
      (
        #"{"status":{"phase":"Pending","initContainerStatuses":[{"state":{"terminated":{"exitCode":3}}}]}}"#, "0/0",
        "Init:ExitCode:3", "0"
      ),
      (
        #"{"status":{"phase":"Pending","initContainerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff"}}}]}}"#,
        "0/0", "Init:ImagePullBackOff", "0"
      ),
      (#"{"metadata":{"deletionTimestamp":"x"},"status":{"phase":"Running"}}"#, "0/0", "Terminating", "0"),
      (#"{"metadata":{"deletionTimestamp":"x"},"status":{"phase":"Succeeded"}}"#, "0/0", "Succeeded", "0"),
      (#"{"status":{"phase":"Failed","reason":"Evicted"}}"#, "0/0", "Evicted", "0"),
      (
        #"{"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","reason":"SchedulingGated"}]}}"#, "0/0",
        "SchedulingGated", "0"
      ),
      (
        #"{"spec":{"containers":[{},{}]},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"state":{"terminated":{"exitCode":0,"reason":"Completed"}}},{"ready":true,"state":{"running":{}}}]}}"#,
        "1/2", "Running", "0"
      ),
      (
        #"{"spec":{"initContainers":[{"name":"s","restartPolicy":"Always"}],"containers":[{}]},"status":{"phase":"Running","initContainerStatuses":[{"name":"s","started":true,"ready":true,"restartCount":1,"state":{"running":{}}}],"containerStatuses":[{"ready":true,"state":{"running":{}}}]}}"#,
        "2/2", "Running", "1"
      ),
    ])
  func podStatus(pod: String, ready: String, status: String, restarts: String) throws {
    let now = try #require(Timestamp(rfc3339: "2026-01-01T00:01:00Z"))
    let cells = TableLayout.pods.cells(try Fixture.parse(pod), now: now)
    #expect(cells[1...3].map(\.stringValue) == [ready, status, restarts])
  }

  @Test(
    "Ages are as short as kubectl's",
    arguments: [
      (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (119, "119s"), (120, "2m"), (125, "2m5s"), (600, "10m"),
      (10_799, "179m"),
      (10_800, "3h"), (11_100, "3h5m"), (28_800, "8h"), (172_800, "2d"), (180_000, "2d2h"), (691_200, "8d"),
      (63_072_000, "2y"), (64_000_000, "2y10d"), (252_288_000, "8y"),
    ])
  func ages(seconds: Int64, expected: String) {
    #expect(HumanDuration.text(seconds: seconds) == expected)
  }

  @Test(
    "A JSON path finds its first value",
    arguments: [
      (".a.b", "1"), (".l[1]", #""y""#), (".l[-1]", #""y""#), (".l[*]", #""x""#), ("['a'].b", "1"), (".d\\.e", "2"),
      (#".c[?(@.type=="Ready")].status"#, #""True""#), (#".c[?(@.type=='Other')].status"#, "null"),
      (".none.at", "null"),
    ])
  func paths(path: String, expected: String) throws {
    let tree = try Fixture.parse(
      #"{"a":{"b":1},"l":["x","y"],"d.e":2,"c":[{"type":"Seen","status":"?"},{"type":"Ready","status":"True"}]}"#)
    #expect(try JSONPath(path).first(in: tree) ?? .null == (try Fixture.parse(expected)))
  }
}
