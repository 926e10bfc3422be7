import KubeCore

/// Reads pods as a live API server sends them, JSON and protobuf straight into the slim kind.
enum ReaderBenchmark {
  private static let count = 2_000
  private static let rounds = 10
  /// What a transport hands over at a time.
  private static let piece = 16 << 10

  static func run() throws {
    // First, while nothing lies around that could be used again.
    memory()
    let pods = (0..<count).map { PodFixture(index: $0) }
    let json = pods.map(\.json)
    let protobuf = pods.map(\.protobuf)
    var interner = StringInterner()
    for (json, protobuf) in zip(json, protobuf) where fromJSON(json, &interner) != fromProtobuf(protobuf, &interner) {
      throw Failure("a pod in JSON is another one than in protobuf")
    }
    single("JSON reader", json, fromJSON)
    single("protobuf reader", protobuf, fromProtobuf)
    watch(json)
  }

  private static func fromJSON(_ bytes: [UInt8], _ interner: inout StringInterner) -> Pod? {
    try? JSONReader.read(bytes, interner: &interner) { (reader) throws(WireError) in
      var pod = Pod()
      try reader.message(into: &pod)
      return pod
    }
  }

  private static func fromProtobuf(_ bytes: [UInt8], _ interner: inout StringInterner) -> Pod? {
    try? ProtobufReader.read(bytes, interner: &interner) { (reader) throws(WireError) in
      var pod = Pod()
      try reader.fields(of: &pod)
      return pod
    }
  }

  private static func single(_ name: String, _ pods: [[UInt8]], _ read: ([UInt8], inout StringInterner) -> Pod?) {
    var interner = StringInterner()
    var found = 0
    let seconds = CPUTime.measure {
      for _ in 0..<rounds {
        for pod in pods where read(pod, &interner)?.status.podIP.isEmpty == false { found += 1 }
      }
    }
    report(name, "pods", found, pods.reduce(0) { $0 + $1.count } * rounds, seconds)
  }

  /// A watch as it arrives, in pieces that end anywhere.
  private static func watch(_ pods: [[UInt8]]) {
    let stream = pods.flatMap(event)
    var decoder = WatchDecoder<Pod>(.json)
    var found = 0
    let seconds = CPUTime.measure {
      stream.withUnsafeBufferPointer { stream in
        for start in stride(from: 0, to: stream.count, by: piece) {
          var events: [WatchEvent<Pod>] = []
          let part = UnsafeBufferPointer(rebasing: stream[start..<min(start + piece, stream.count)])
          try? decoder.feed(part, into: &events)
          for case .modified in events { found += 1 }
        }
      }
    }
    report("JSON watch", "events", found, stream.count, seconds)
  }

  /// What slim pods take when they are kept, with what they share.
  private static func memory() {
    var decoder = WatchDecoder<Pod>(.json)
    var kept: [Pod] = []
    kept.reserveCapacity(10 * count)
    var events: [WatchEvent<Pod>] = []
    let before = ResidentMemory.bytes
    for index in 0..<10 * count {
      try? decoder.feed(event(PodFixture(index: index).json), into: &events)
      for case .modified(let pod) in events { kept.append(pod) }
      events.removeAll(keepingCapacity: true)
    }
    let grown = ResidentMemory.bytes - before
    Figure.print(
      "slim pods", "\(kept.count) kept", "\(grown / kept.count) bytes a pod, \(MemoryLayout<Pod>.stride) of them inline"
    )
  }

  private static func event(_ pod: [UInt8]) -> [UInt8] {
    Array(#"{"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","#.utf8) + pod.dropFirst() + Array("}\n".utf8)
  }

  private static func report(_ name: String, _ what: String, _ found: Int, _ bytes: Int, _ seconds: Double) {
    guard found > 0 else { return Figure.print(name, "nothing was read", "") }
    Figure.print(
      name, "\(found) \(what) of \(bytes / found) bytes",
      "\(Figure.decimal(seconds / Double(found) * 1e6, 1)) µs each, \(Figure.decimal(Double(bytes) / seconds / 1e6, 0)) MB/s"
    )
  }
}
