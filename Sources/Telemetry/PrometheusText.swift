/// The Prometheus text exposition format, version 0.0.4.
struct PrometheusText {
  private(set) var text = ""

  mutating func write(_ entry: MetricRegistry.Entry) {
    switch entry {
    case .counter(let family):
      head(family.description)
      for (values, series) in family.sorted { line(family.description, values: values, series.value) }
    case .gauge(let family):
      head(family.description)
      for (values, series) in family.sorted { line(family.description, values: values, series.value) }
    case .histogram(let family):
      head(family.description)
      for (values, series) in family.sorted { histogram(family.description, values, series) }
    }
  }

  private mutating func head(_ metric: MetricDescription) {
    text += "# HELP \(metric.name) \(Self.escaped(metric.help, quotes: false))\n"
    text += "# TYPE \(metric.name) \(metric.kind.rawValue)\n"
  }

  private mutating func histogram(_ metric: MetricDescription, _ values: [String], _ series: Histogram) {
    let reading = series.reading
    for (bound, count) in zip(series.bounds.map(Self.number) + ["+Inf"], reading.cumulative) {
      line(metric, suffix: "_bucket", values: values, bound: bound, Double(count))
    }
    line(metric, suffix: "_sum", values: values, reading.sum)
    line(metric, suffix: "_count", values: values, Double(reading.cumulative.last ?? 0))
  }

  private mutating func line(
    _ metric: MetricDescription, suffix: String = "", values: [String], bound: String? = nil, _ value: Double
  ) {
    var labels = zip(metric.labels, values).map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }
    if let bound { labels.append("le=\"\(bound)\"") }
    text += metric.name + suffix
    if !labels.isEmpty { text += "{" + labels.joined(separator: ",") + "}" }
    text += " " + Self.number(value) + "\n"
  }

  /// As Go's `strconv.FormatFloat(value, 'g', -1, 64)` reads back: `1`, `0.005`, `1e-08`, `+Inf`.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if value == value.rounded(), value.magnitude < 1e15 { return String(Int64(value)) }
    return value.description
  }

  /// A backslash and a line break, and in label values a quote, carry a backslash.
  private static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
