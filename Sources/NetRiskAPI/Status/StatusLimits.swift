/// How large a status may become (etcd's request limit is 1.5 MiB; kubectl and dashboards suffer long before).
package enum StatusLimits {
  package static let findings = 50
  package static let suppressed = 50
  package static let patches = 10
  /// Bytes of a patch's text.
  package static let patchText = 16 << 10
  /// Bytes of the text of one change beside the target's own.
  package static let changeText = 4 << 10
  /// Bytes of a whole status as JSON.
  package static let status = 256 << 10
  package static let topSources = 10
  package static let policies = 50
  package static let workloads = 50
  package static let evidence = 10
  package static let connections = 20
  package static let preconditions = 16
  package static let sideEffects = 16
  /// Changes of one patch.
  package static let changes = 64
  package static let commands = 64
  /// Code points of a command; half a command would be a wrong one.
  package static let command = 8192
  package static let advisories = 16
  package static let owners = 8
  package static let conditions = 16
  package static let engines = 16
  package static let namespaces = 50
  /// Code points of a message.
  package static let message = 1024
  /// Code points of one line of a list.
  package static let line = 512
}
