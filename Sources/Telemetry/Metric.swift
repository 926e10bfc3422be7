/// What a metric is called and which labels its series carry.
package struct MetricDescription: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case counter
    case gauge
    case histogram
  }

  package var name: String
  package var help: String
  package var kind: Kind
  package var labels: [String]

  package init(_ name: String, _ kind: Kind, help: String, labels: [String] = []) {
    self.name = name
    self.help = help
    self.kind = kind
    self.labels = labels
  }
}
