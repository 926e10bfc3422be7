import KubeClient

extension ProcessEnvironment {
  /// The name of the pod, as the downward API or the kernel tells it; `netrisk` where neither does.
  var hostName: String {
    for name in ["POD_NAME", "HOSTNAME"] { if let value = variables[name], !value.isEmpty { return value } }
    return "netrisk"
  }

  /// Something that no other process has.
  static func randomText() -> String {
    let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
