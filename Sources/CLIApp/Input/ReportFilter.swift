import KubeCore
import RiskEngine

/// What `-n` and `-l` show: workloads, and the findings about objects, that match. The analysis is always over
/// everything that was given.
struct ReportFilter {
  var namespace: String?
  var query: LabelQuery?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    namespace = arguments.isSet(.allNamespaces) ? nil : arguments.value(.namespace)
    if let text = arguments.value(.selector) { query = try LabelQuery(text) }
  }

  var showsEverything: Bool { namespace == nil && query == nil }

  /// What makes an empty report: a namespace in which the input has nothing.
  func notice(of analysis: Analysis) -> String? {
    guard let namespace, !analysis.labels.contains(where: { $0.key.namespace == namespace }) else { return nil }
    return "the input has nothing in namespace \(namespace)"
  }

  /// Whether an object of this analysis is shown.
  func isShown(of analysis: Analysis) -> (ObjectKey) -> Bool {
    guard !showsEverything else { return { _ in true } }
    let labels = Dictionary(analysis.labels.map { ($0.key, $0.labels) }) { first, _ in first }
    return { key in
      if let namespace, key.namespace != namespace { return false }
      guard let query else { return true }
      return query.matches(labels[key] ?? Labels())
    }
  }

  func apply(to analysis: Analysis) -> Analysis {
    guard !showsEverything else { return analysis }
    let isShown = isShown(of: analysis)
    var shown = analysis
    shown.report.workloads.removeAll { !isShown($0.key) }
    shown.report.findings.removeAll { !isShown($0.object) }
    shown.report.suppressed.removeAll { !isShown($0.finding.object) }
    return shown
  }
}
