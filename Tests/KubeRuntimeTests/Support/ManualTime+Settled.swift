import TestSupport

extension ManualTime {
  /// Returns once exactly these waits are under way.
  func settled(_ waits: [Duration]) async {
    while pendingSleeps != waits.sorted(), !Task.isCancelled { await Task.yield() }
  }
}
