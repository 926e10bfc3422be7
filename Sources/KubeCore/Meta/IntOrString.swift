/// `intstr.IntOrString`: a port number or a port name, a count or a percentage.
package enum IntOrString: Hashable, Sendable {
  case int(Int32)
  case string(String)
}

extension IntOrString: CustomStringConvertible {
  package var description: String {
    switch self {
    case .int(let value): String(value)
    case .string(let text): text
    }
  }
}
