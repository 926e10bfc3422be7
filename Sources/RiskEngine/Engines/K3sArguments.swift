import KubeCore

/// What a K3s node's arguments say about the embedded policy controller.
///
/// `k3s.io/node-args` is a JSON array: `--flag=value` is split in two elements, entries of config.yaml are merged in,
/// booleans as `"--disable-network-policy","true"`. Only servers carry the flag; agents follow the servers
/// (k3s-io/k3s pkg/nodeconfig/nodeconfig.go, pkg/agent/netpol/netpol.go).
package enum K3sArguments: Hashable, Sendable {
  package static let annotation = "k3s.io/node-args"
  package static let disableFlag = "--disable-network-policy"

  /// There is no such annotation.
  case absent
  /// There is one, and it cannot be read: what K3s runs with cannot be told.
  case unreadable
  case agent
  case server(disablesNetworkPolicy: Bool)

  /// Reads the annotation's value.
  package init(annotation value: String?) {
    guard let value else {
      self = .absent
      return
    }
    guard let arguments = Self.strings(value),
      let command = arguments.first(where: { $0 == "server" || $0 == "agent" })
    else {
      self = .unreadable
      return
    }
    self = command == "agent" ? .agent : .server(disablesNetworkPolicy: Self.isSet(Self.disableFlag, in: arguments))
  }

  private static func strings(_ text: String) -> [String]? {
    let bytes = Array(text.utf8)
    let space: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]
    var strings: [String] = []
    do throws(WireError) {
      let start = bytes.firstIndex { !space.contains($0) } ?? bytes.endIndex
      let end = try JSONReader.read(bytes, at: start) { reader throws(WireError) -> Int in
        try reader.append(to: &strings)
        return reader.position
      }
      return bytes[end...].allSatisfy { space.contains($0) } ? strings : nil
    } catch {
      return nil
    }
  }

  /// The last one wins, as in Go's flag package; a boolean flag without a value is true.
  private static func isSet(_ flag: String, in arguments: [String]) -> Bool {
    var isSet = false
    for (index, argument) in arguments.enumerated() {
      if argument == flag {
        let next = index + 1 < arguments.count ? arguments[index + 1] : ""
        isSet = boolean(next) ?? true
      } else if argument.hasPrefix(flag + "=") {
        isSet = boolean(String(argument.dropFirst(flag.count + 1))) ?? true
      }
    }
    return isSet
  }

  /// Go's `strconv.ParseBool`.
  static func boolean(_ text: String) -> Bool? {
    switch text {
    case "1", "t", "T", "true", "TRUE", "True": true
    case "0", "f", "F", "false", "FALSE", "False": false
    default: nil
    }
  }
}
