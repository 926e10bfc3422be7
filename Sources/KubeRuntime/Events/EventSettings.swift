/// How events are kept few (client-go `tools/record`, `tools/events`).
package struct EventSettings: Hashable, Sendable {
  /// Events that wait to be written; what comes beyond is dropped.
  package var queueLimit = 1000
  /// Keys that are remembered of each kind.
  package var cacheLimit = 4096
  /// From so many events that differ by their note alone, within ``aggregationWindow``, they come as one.
  package var similarLimit = 10
  package var aggregationWindow: Duration = .seconds(600)
  /// Events about one object at once, and how many more each second.
  package var spamBurst = 25
  package var spamPerSecond = 1.0 / 300
  /// How often the writing of an event is tried, and how long between; the first wait is shorter by chance.
  package var tries = 12
  package var retryPeriod: Duration = .seconds(10)
  /// A series that was not seen for so long is over.
  package var seriesEnd: Duration = .seconds(360)

  package init() {}
}
