import KubeCore

extension KubeError: CustomStringConvertible {
  /// One sentence without its full stop, as a log or an error message has it.
  package var description: String {
    switch self {
    case .status(let status, _):
      let reason = [status.code > 0 ? String(status.code) : "", status.reason].filter { !$0.isEmpty }
      return reason.isEmpty ? status.message : "\(status.message) (\(reason.joined(separator: " ")))"
    case .transport(let error): return error.message
    case .unreadableAnswer(let text), .credentials(let text): return text
    case .cancelled: return "cancelled"
    }
  }
}
