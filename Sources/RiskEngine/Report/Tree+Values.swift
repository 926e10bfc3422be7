package import KubeCore
package import Support

extension Tree {
  /// A rate, rounded to one decimal.
  package static func rate(_ value: Double) -> Tree { .number((value * 10).rounded() / 10) }

  /// Seconds, rounded to milliseconds.
  package static func seconds(_ value: Double) -> Tree { .number((value * 1000).rounded() / 1000) }

  package static func strings(_ texts: [String]) -> Tree { .array(texts.map { .string($0) }) }
}

extension ObjectKey {
  /// `{kind, namespace, name}`.
  package var tree: Tree {
    .members(("kind", .string(kind)), ("namespace", .string(namespace)), ("name", .string(name)))
  }
}
