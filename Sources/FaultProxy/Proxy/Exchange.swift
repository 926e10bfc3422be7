/// One request on its way to the server and its answer on the way back.
struct Exchange {
  let request: ProxiedRequest
  let head: MessageHead
  let body: [UInt8]
  let plan: FaultPlan
  let waiter: Waiter
  var writer: ResponseWriter
  /// The status that the client was shown.
  var status: Int?

  init(_ request: ProxiedRequest, head: MessageHead, body: [UInt8], plan: FaultPlan, waiter: Waiter) {
    self.request = request
    self.head = head
    self.body = body
    self.plan = plan
    self.waiter = waiter
    writer = ResponseWriter(plan, isWatch: request.verb == "watch", waiter: waiter)
  }

  /// What happens before the server is asked; true where it need not be.
  mutating func begin() throws(Interruption) -> Bool {
    for fault in plan.faults {
      switch fault {
      case .hold(let hold): try waiter.wait(for: hold)
      case .hangUp(let cut): throw .cut(cut)
      case .silence: try waiter.forever()
      case .answer(let answer):
        let bytes = answer.bytes(for: request)
        status = MessageHead(bytes[...])?.status
        try writer.write(bytes)
        try writer.finish()
        return true
      default: break
      }
    }
    return false
  }

  var wantsOlderBackend: Bool {
    plan.faults.contains { if case .olderBackend = $0 { true } else { false } }
  }

  /// The request as the server gets it: whole, and answered without compression.
  var outgoing: [UInt8] {
    var head = head
    head.remove("accept-encoding")
    head.remove("expect")
    head.remove("transfer-encoding")
    if !body.isEmpty || head["content-length"] != nil { head.set("Content-Length", String(body.count)) }
    let words = head.words.map(String.init)
    if words.count == 3 { head.start = "\(words[0]) \(target) \(words[2])" }
    return head.bytes + body
  }

  private var target: String {
    var target = request.target
    for case .parameter(let name, let value) in plan.faults {
      let path = target.prefix { $0 != "?" }
      var pairs = target.dropFirst(path.count + 1).split(separator: "&").map(String.init)
      pairs.removeAll { $0 == name || $0.hasPrefix(name + "=") }
      if let value { pairs.append("\(name)=\(value)") }
      target = pairs.isEmpty ? String(path) : path + "?" + pairs.joined(separator: "&")
    }
    return target
  }

  /// Brings the answer to the client; true where the connections can be used again.
  mutating func relay(from backend: BackendConnection) throws(Interruption) -> Bool {
    let response = try backend.responseHead(waiter)
    status = response.status
    let framing = request.method == "HEAD" ? .length(0) : response.responseFraming
    guard let framing else { throw .backendGone }
    var decoder = BodyDecoder(framing)
    if request.verb == "watch", response.status == 200 {
      try relayWatch(response, &decoder, backend)
    } else {
      try relayWhole(response, &decoder, backend)
    }
    return !response.closes && framing != .untilClose
  }

  private mutating func relayWhole(
    _ response: MessageHead, _ decoder: inout BodyDecoder, _ backend: BackendConnection
  ) throws(Interruption) {
    var response = response
    if decoder.framing == .untilClose { response.set("Transfer-Encoding", "chunked") }
    let isChunked = decoder.framing == .untilClose || decoder.framing == .chunked
    try writer.write(head: response.bytes)
    try read(&decoder, backend) { (bytes, writer) throws(Interruption) in
      try writer.write(isChunked ? BodyDecoder.chunk(bytes) : bytes)
    }
    if isChunked { try writer.write(BodyDecoder.lastChunk) }
    try writer.finish()
  }

  private mutating func relayWatch(
    _ response: MessageHead, _ decoder: inout BodyDecoder, _ backend: BackendConnection
  ) throws(Interruption) {
    var response = response
    response.remove("content-length")
    response.set("Transfer-Encoding", "chunked")
    let isProtobuf = response["content-type"]?.contains("protobuf") == true
    let faults = plan.faults.compactMap {
      if case .events(let pattern, let fault) = $0 { (pattern, fault) } else { nil }
    }
    var splitter = WatchSplitter(isProtobuf: isProtobuf)
    var editor = EventEditor(faults, isProtobuf: isProtobuf, random: plan.random)
    let waiter = waiter
    func perform(_ steps: [EventEditor.Step], _ writer: inout ResponseWriter) throws(Interruption) {
      for step in steps {
        switch step {
        case .hold(let hold): try waiter.wait(for: hold)
        case .send(let bytes): try writer.write(event: BodyDecoder.chunk(bytes))
        }
      }
    }
    try writer.write(head: response.bytes)
    try read(&decoder, backend) { (bytes, writer) throws(Interruption) in
      for frame in splitter.frames(adding: bytes) { try perform(editor.steps(for: frame), &writer) }
    }
    try perform(editor.end(), &writer)
    try writer.write(BodyDecoder.chunk(splitter.remainder.filter { !JSONMembers.isBlank($0) || isProtobuf }))
    try writer.write(BodyDecoder.lastChunk)
  }

  /// Hands on the body as it arrives.
  private mutating func read(
    _ decoder: inout BodyDecoder, _ backend: BackendConnection,
    _ body: ([UInt8], inout ResponseWriter) throws(Interruption) -> Void
  ) throws(Interruption) {
    while true {
      guard let bytes = decoder.next(from: &backend.queue) else { throw .backendGone }
      if !bytes.isEmpty { try body(bytes, &writer) }
      if decoder.isDone { return }
      guard try backend.receive(waiter) else {
        if decoder.framing == .untilClose { return }
        throw .backendGone
      }
    }
  }
}
