import Foundation
import KubeCore
import Support
import Testing

@Suite("JSON reader")
struct JSONReaderTests {
  private func tree(_ text: String) throws(WireError) -> Tree {
    try JSONReader.read(Array(text.utf8)) { (reader) throws(WireError) in
      reader.whitespace()
      let tree = try reader.tree()
      guard reader.isAtEnd() else { throw WireError(expected: "the end", found: "more", offset: reader.position) }
      return tree
    }
  }

  private func policy(_ text: String) throws(WireError) -> NetworkPolicy {
    try JSONReader.read(Array(text.utf8)) { (reader) throws(WireError) in
      var policy = NetworkPolicy()
      try reader.message(into: &policy)
      return policy
    }
  }

  @Test("A pod of a real API server keeps what the engine uses")
  func recordedPod() throws {
    let objects = try Fixtures.objects("list-pods.json", .pod)
    let pods = objects.compactMap { if case .pod(let pod) = $0 { pod } else { nil } }
    #expect(pods.count == objects.count)
    let bytes = try Fixtures.bytes("list-pods.json")
    let all = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let items = try #require(all["items"] as? [[String: Any]])
    #expect(items.count == pods.count)
    for (pod, item) in zip(pods, items) {
      let metadata = try #require(item["metadata"] as? [String: Any])
      let spec = try #require(item["spec"] as? [String: Any])
      let status = try #require(item["status"] as? [String: Any])
      #expect(pod.metadata.name == metadata["name"] as? String)
      #expect(pod.metadata.uid == metadata["uid"] as? String)
      #expect(pod.metadata.creationTimestamp?.rfc3339 == metadata["creationTimestamp"] as? String)
      let labels = metadata["labels"] as? [String: String] ?? [:]
      #expect(pod.metadata.labels == Labels(labels))
      #expect(pod.metadata.managedFields.isEmpty)
      #expect(pod.spec.containers.count == (spec["containers"] as? [Any])?.count)
      #expect(pod.spec.hostNetwork == (spec["hostNetwork"] as? Bool ?? false))
      #expect(pod.status.phase == status["phase"] as? String)
      #expect(pod.status.podIP == status["podIP"] as? String ?? "")
    }
  }

  @Test("managedFields are kept for NetworkPolicies alone")
  func managedFields() throws {
    for object in try Fixtures.objects("list-networkpolicies.json", .networkPolicy) {
      #expect(!object.metadata.managedFields.isEmpty)
      #expect(object.metadata.managedFields.allSatisfy { $0.time != nil && !$0.manager.isEmpty })
    }
    for object in try Fixtures.objects("list-deployments.json", .deployment) {
      #expect(object.metadata.managedFields.isEmpty)
    }
  }

  @Test("A CronJob keeps its whole job template beside the slim one")
  func jobTemplateTree() throws {
    let objects = try Fixtures.objects("list-cronjobs.json", .cronJob)
    guard case .cronJob(let cronJob)? = objects.first else { return #expect(Bool(false), "no CronJob") }
    let template = cronJob.spec.jobTemplateTree?["spec"]?["template"]
    #expect(template?["spec"]?["containers"]?.elements.first?["imagePullPolicy"] == "Always")
    #expect(cronJob.spec.jobTemplate.spec.template.spec.containers.first?.command == ["sh", "-c"])
    #expect(cronJob.spec.timeZone == "Europe/Berlin")
  }

  @Test("Absent, null, empty and set selectors are told apart")
  func peerSelectors() throws {
    let read = try policy(
      """
      {"spec": {"podSelector": null, "ingress": [{"from": [
        {}, {"podSelector": null}, {"podSelector": {}}, {"namespaceSelector": {"matchLabels": {"a": ""}}}]}]}}
      """)
    let peers = try #require(read.spec.ingress.first?.from)
    #expect(peers.map(\.podSelector) == [.absent, .absent, .empty, .absent])
    #expect(peers[3].namespaceSelector == .matching(LabelSelector(matchLabels: ["a": ""])))
    #expect(read.spec.podSelector.isEmpty)
  }

  @Test("The last of two equal names wins, and names are case-sensitive")
  func names() throws {
    let read = try policy(
      #"{"spec":{"policyTypes":["Egress"],"policyTypes":["Ingress"],"PodSelector":{"matchLabels":{"a":"b"}}}}"#)
    #expect(read.spec.policyTypes == ["Ingress"])
    #expect(read.spec.podSelector.isEmpty)
    #expect(try policy(#"{"sp\u0065c":{"policyTypes":["Egress"]}}"#).spec.policyTypes == ["Egress"])
  }

  @Test(
    "A wrong type is named with its place and both types",
    arguments: [
      (
        #"{"spec":{"ingress":[{"ports":[{"port":80},{"port":true}]}]}}"#,
        "spec.ingress[0].ports[1].port: expected an integer or a string, found a boolean"
      ),
      (#"{"spec":{"ingress":{}}}"#, "spec.ingress: expected a list, found an object"),
      (
        #"{"spec":{"egress":[{"ports":[{"endPort":"x"}]}]}}"#,
        "spec.egress[0].ports[0].endPort: expected an integer, found a string (\"x\")"
      ),
      (
        #"{"spec":{"egress":[{"ports":[{"endPort":1.5}]}]}}"#,
        "spec.egress[0].ports[0].endPort: expected an integer, found the number 1.5"
      ),
      (
        #"{"spec":{"egress":[{"ports":[{"endPort":4294967296}]}]}}"#,
        "spec.egress[0].ports[0].endPort: expected an integer, found the number 4294967296"
      ),
      (#"{"metadata":{"labels":{"a":1}}}"#, "metadata.labels.a: expected a string, found the number 1"),
      (
        #"{"metadata":{"creationTimestamp":"yesterday"}}"#,
        "metadata.creationTimestamp: expected an RFC 3339 time, found \"yesterday\""
      ),
      (#"{"spec":{"podSelector":{"#, "spec.podSelector: expected a name in quotes, found the end of the input"),
      (
        #"{"spec":{"policyTypes":["a" "b"]}}"#,
        "spec.policyTypes: expected ',' or ']', found a string (\"b\")"
      ),
    ])
  func typeErrors(text: String, message: String) {
    let error = #expect(throws: WireError.self) { try policy(text) }
    #expect(error?.message == message)
  }

  @Test("Truncation at every byte is an error, never a trap")
  func truncation() throws {
    var bytes = try Fixtures.bytes("list-networkpolicies.json")
    while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    for count in 0..<bytes.count {
      let part = Array(bytes[..<count])
      #expect(throws: WireError.self) {
        try JSONReader.read(part) { (reader) throws(WireError) in _ = try reader.envelope() }
        // A cut that leaves no object at all reads as nothing.
        if part.isEmpty { throw WireError(expected: "", found: "", offset: 0) }
      }
    }
  }

  @Test("Random changes of bytes end in a value or an error")
  func mutations() throws {
    var random = SplitMix64(seed: 7)
    let original = try Fixtures.bytes("list-networkpolicies.json")
    var failures = 0
    for _ in 0..<2_000 {
      var bytes = original
      for _ in 0..<3 { bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next()) }
      do throws(WireError) {
        let envelope = try JSONReader.read(bytes) { (reader) throws(WireError) in try reader.envelope() }
        for range in envelope.items ?? [] {
          _ = try JSONReader.read(bytes, at: range.lowerBound) { (reader) throws(WireError) in
            try KubeObject(.networkPolicy, from: &reader)
          }
        }
      } catch {
        failures += 1
        #expect((0...bytes.count).contains(error.offset))
      }
    }
    #expect(failures > 500)
  }

  @Test(
    "What is not JSON is refused",
    arguments: [
      "", "{", "}", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "1e", "+1", "nul", "tru", "\"\\x\"", "\"\\ud800\"",
      "\"\\udc00\\ud800\"", "\"a\nb\"", "[1 2]", "{\"a\" 1}", "'a'", "\"abc", "-", "{\"a\":1 \"b\":2}", "1 2",
    ])
  func refused(text: String) {
    #expect(throws: WireError.self) { try tree(text) }
  }

  @Test("A text that ends behind a backslash is refused at its end", arguments: ["\"\\", "{\"a\\", "[\"abcdefgh\\"])
  func endsInEscape(text: String) {
    let error = #expect(throws: WireError.self) { try tree(text) }
    #expect(error?.offset == text.utf8.count)
  }

  @Test("Bytes that are not UTF-8 are refused, in what is wanted and in what is not")
  func invalidUTF8() {
    for prefix in [#"{"metadata":{"name":""#, #"{"other":""#, #"{"xx"#] {
      let bytes = Array(prefix.utf8) + [0xFF, 0xFE] + Array("\"}}".utf8)
      let error = #expect(throws: WireError.self) {
        try JSONReader.read(bytes) { (reader) throws(WireError) in
          var policy = NetworkPolicy()
          try reader.message(into: &policy)
        }
      }
      #expect(error?.expected == "UTF-8")
      #expect(error?.offset == prefix.utf8.count)
    }
  }

  @Test("Depth is bounded")
  func depth() throws {
    let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    #expect(throws: Never.self) { try tree(deepest) }
    let deeper = String(repeating: "[", count: 100_000)
    let error = #expect(throws: WireError.self) { try tree(deeper) }
    #expect(error?.expected == "at most 128 levels")
  }

  @Test("Trees agree with Foundation's reading")
  func differential() throws {
    let text = #"{"a":[1,-2,3.5,1e3,true,false,null,"x\u00e9\ud83d\ude00\n\/"],"b":{"c":{}},"d":[]}"#
    let read = try tree(text)
    #expect(
      read == [
        "a": [1, -2, .number(3.5), .number(1000), true, false, .null, "xé😀\n/"], "b": ["c": [:]], "d": [],
      ])
  }

  @Test("Of members with equal bytes the last one counts, in small objects and in large ones", arguments: [0, 100])
  func repeatedNames(others: Int) throws {
    let filler = (0..<others).map { "\"x\($0)\":\($0)," }.joined()
    let read = try tree("{\(filler)\"é\":1,\"a\":2,\"e\u{301}\":3,\"a\":4}")
    guard case .object(let members) = read else { return #expect(Bool(false), "no object") }
    #expect(members.suffix(3).map { Array($0.name.utf8) } == ["é", "a", "e\u{301}"].map { Array($0.utf8) })
    #expect(members.suffix(3).map(\.value) == [1, 4, 3])
  }

  /// A reader that compared each name with all before it would not end within the limit.
  @Test("An object with a hundred thousand members is read, not suffered", .timeLimit(.minutes(2)))
  func manyMembers() throws {
    let text = "{" + (0..<100_000).map { "\"k\($0)\":0" }.joined(separator: ",") + "}"
    let read = try tree(text)
    guard case .object(let members) = read else { return #expect(Bool(false), "no object") }
    #expect(members.count == 100_000)
  }

  @Test("A path leads to the place of its value")
  func offsets() throws {
    let text = #"{"spec": {"ports": [{"port": 1}, {"port": 22}]}}"#
    let path: [WireError.Segment] = [.field("spec"), .field("ports"), .index(1), .field("port")]
    let offset = try JSONReader.read(Array(text.utf8)) { (reader) throws(WireError) in try reader.offset(of: path) }
    #expect(offset == text.utf8.count - 7 + 1)
    let none = try JSONReader.read(Array(text.utf8)) { (reader) throws(WireError) in
      try reader.offset(of: [.field("spec"), .index(0)])
    }
    #expect(none == nil)
  }
}
