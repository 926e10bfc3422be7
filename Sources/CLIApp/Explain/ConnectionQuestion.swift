import NetworkSemantics

/// A connection that `netrisk explain connection` is asked about.
struct ConnectionQuestion: Hashable, Sendable {
  /// One end as it was written.
  enum End: Hashable, Sendable {
    case pod(namespace: String, name: String)
    /// An address is a block of one.
    case addresses(IPPrefix)
  }

  var from: End
  var to: End
  var transport: TransportProtocol
  var port: UInt16

  init(_ arguments: ParsedArguments) throws(UsageError) {
    from = try Self.end(arguments, ExplainCommand.from)
    to = try Self.end(arguments, ExplainCommand.to)
    guard let text = arguments.value(ExplainCommand.port) else {
      throw UsageError("explain connection needs --port PROTO/PORT, such as TCP/8123")
    }
    let parts = ExplainTopic.parts(text)
    // A bare number is TCP, as in a NetworkPolicy's port without a protocol.
    let name = parts.count == 2 ? parts[0].uppercased() : "TCP"
    guard parts.count <= 2, let transport = TransportProtocol(rawValue: name), let last = parts.last,
      last.utf8.allSatisfy({ (48...57).contains($0) }), let port = UInt16(last), port > 0
    else {
      throw UsageError("--port takes TCP, UDP or SCTP, / and a number from 1 to 65535, not \(quoted(text))")
    }
    self.transport = transport
    self.port = port
  }

  private static func end(_ arguments: ParsedArguments, _ option: OptionSpec) throws(UsageError) -> End {
    guard let text = arguments.value(option) else {
      throw UsageError("explain connection needs --\(option.name), a pod NAMESPACE/NAME or a CIDR block")
    }
    if let address = IPAddress(text) { return .addresses(IPPrefix(address)) }
    if let prefix = IPPrefix(text) { return .addresses(prefix) }
    let parts = ExplainTopic.parts(text)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), !parts[0].contains("."), !text.contains(":") else {
      throw UsageError("--\(option.name) takes a pod NAMESPACE/NAME, an address or a CIDR block, not \(quoted(text))")
    }
    return .pod(namespace: parts[0], name: parts[1])
  }

  var text: String { "\(Self.text(from)) → \(Self.text(to)) \(transport.rawValue)/\(port)" }

  static func text(_ end: End) -> String {
    switch end {
    case .pod(let namespace, let name): "\(namespace)/\(name)"
    case .addresses(let prefix): prefix.description
    }
  }
}
