/// How well a store follows its server: what readiness is made of.
package struct ReflectorHealth: Hashable, Sendable {
  /// How long there has been no open watch that keeps the store up to date; `nil` while there is one.
  package var downFor: Duration?
  /// How long the open watch has been silent; `nil` while there is none.
  package var silentFor: Duration?

  package init(downFor: Duration?, silentFor: Duration?) {
    self.downFor = downFor
    self.silentFor = silentFor
  }

  /// Whether the store can be trusted: no watch down for 60 s, none silent for more than 90 s.
  package var isFresh: Bool {
    downFor.map { $0 < .seconds(60) } ?? true && silentFor.map { $0 <= .seconds(90) } ?? true
  }
}
