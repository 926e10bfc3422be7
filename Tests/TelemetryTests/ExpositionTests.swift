import Support
import Telemetry
import Testing

@Suite("Metrics")
struct ExpositionTests {
  @Test("The page is in the text format, by name and labels, whatever the order of use")
  func page() {
    let registry = MetricRegistry()
    let requests = registry.counter(
      "rest_client_requests_total", help: "Number of HTTP requests.", labels: ["code", "method", "host"])
    requests.with("500", "GET", "a:6443").increment()
    requests.with("200", "GET", "a:6443").increment(by: 2)
    registry.gauge("leader_election_master_status", help: "Leads.", labels: ["name"]).with("netrisk").set(1)
    let seconds = registry.histogram("work_seconds", help: "Time.", bounds: [1, 0.5])
    for value in [0.5, 0.7, 30] { seconds.with().observe(value) }
    #expect(
      registry.exposition() == """
        # HELP leader_election_master_status Leads.
        # TYPE leader_election_master_status gauge
        leader_election_master_status{name="netrisk"} 1
        # HELP rest_client_requests_total Number of HTTP requests.
        # TYPE rest_client_requests_total counter
        rest_client_requests_total{code="200",method="GET",host="a:6443"} 2
        rest_client_requests_total{code="500",method="GET",host="a:6443"} 1
        # HELP work_seconds Time.
        # TYPE work_seconds histogram
        work_seconds_bucket{le="0.5"} 1
        work_seconds_bucket{le="1"} 2
        work_seconds_bucket{le="+Inf"} 3
        work_seconds_sum 31.2
        work_seconds_count 3

        """)
  }

  @Test("Backslashes, line breaks and quotes are escaped where the format wants it")
  func escaping() {
    let registry = MetricRegistry()
    registry.gauge("g", help: "a \\ b \"c\"\nd", labels: ["l"]).with("x\\y \"z\"\nq").set(0.25)
    #expect(
      registry.exposition() == """
        # HELP g a \\\\ b "c"\\nd
        # TYPE g gauge
        g{l="x\\\\y \\"z\\"\\nq"} 0.25

        """)
  }

  @Test(
    "Numbers read back the same",
    arguments: [
      (0.0, "0"), (3, "3"), (-2, "-2"), (0.005, "0.005"), (1e-8, "1e-08"), (1e21, "1e+21"),
      (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (9_007_199_254_740_992, "9007199254740992.0"),
    ])
  func numbers(value: Double, text: String) {
    let registry = MetricRegistry()
    registry.gauge("n", help: "").with().set(value)
    #expect(registry.exposition().hasSuffix("\nn \(text)\n"))
  }

  @Test("A counter never goes down")
  func counters() {
    let counter = MetricRegistry().counter("c", help: "").with()
    counter.increment(by: 2)
    counter.increment(by: -1)
    counter.increment(by: .nan)
    counter.increment(by: .infinity)
    #expect(counter.value == 2)
  }

  @Test("A value on a bound belongs under it; one beyond all counts only in +Inf")
  func bounds() {
    let histogram = MetricRegistry().histogram("h", help: "", bounds: [1, 2]).with()
    for value in [1, 1.5, 2, 2.1, .nan] { histogram.observe(value) }
    histogram.observe(.milliseconds(500))
    #expect(histogram.reading.cumulative == [2, 4, 5])
    #expect(abs(histogram.reading.sum - 7.1) < 1e-9)
  }

  @Test("Label values from outside cannot fill the memory")
  func cardinality() {
    let registry = MetricRegistry(seriesLimit: 3)
    let family = registry.counter("c", help: "", labels: ["path", "code"])
    for index in 0..<1000 { family.with("p\(index)", "200").increment() }
    family.with("p1", "200").increment()
    #expect(family.sorted.map(\.values) == [["overflow", "overflow"], ["p0", "200"], ["p1", "200"], ["p2", "200"]])
    #expect(family.sorted.map(\.series.value) == [997, 1, 2, 1])
  }

  @Test("Asking twice for a name gives the same metric; as another kind it stands alone")
  func same() {
    let registry = MetricRegistry()
    registry.counter("c", help: "x").with().increment()
    registry.counter("c", help: "y").with().increment()
    registry.gauge("c", help: "z").with().set(7)
    registry.counter("c", help: "x", labels: ["l"]).with("a").increment()
    #expect(registry.exposition() == "# HELP c x\n# TYPE c counter\nc 2\n")
  }

  @Test("Label values that are missing are empty, those too many are left out")
  func labelCount() {
    let family = MetricRegistry().counter("c", help: "", labels: ["a", "b"])
    family.with("1").increment()
    family.with("1", "", "3").increment()
    #expect(family.sorted.map(\.values) == [["1", ""]])
    #expect(family.with("1", "").value == 2)
  }

  @Test("Collectors run before each exposition")
  func collectors() {
    let registry = MetricRegistry()
    let gauge = registry.gauge("g", help: "").with()
    registry.collect { gauge.add(1) }
    _ = registry.exposition()
    #expect(registry.exposition().hasSuffix("g 2\n"))
  }

  @Test("Many tasks count without losing one")
  func concurrency() async {
    let registry = MetricRegistry()
    let family = registry.counter("c", help: "", labels: ["l"])
    let histogram = registry.histogram("h", help: "", bounds: [1]).with()
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for _ in 0..<1000 {
            family.with(String(task % 2)).increment()
            histogram.observe(0.5)
          }
        }
      }
    }
    #expect(family.sorted.map(\.series.value) == [4000, 4000])
    #expect(histogram.reading.cumulative == [8000, 8000])
  }
}
