package import Support

/// How a development API server is set up.
package struct DevAPIServerConfiguration: Sendable {
  /// Numeric; loopback unless said otherwise.
  package var address = "127.0.0.1"
  /// 0 lets the system choose.
  package var port: UInt16 = 0
  /// With a certificate that is made at the start; plain HTTP otherwise.
  package var usesTLS = true
  /// Bearer tokens and whose they are.
  package var tokens: [String: UserIdentity] = ["admin-token": .admin]
  package var time: any TimeSource = SystemTime()
  /// Makes uids and generated names the same in every run.
  package var seed: UInt64?
  /// Changes that each resource remembers for watches.
  package var historyLimit = 10_000
  package var bookmarkInterval: Duration = .seconds(60)
  /// Requests that the audit log keeps.
  package var auditLimit = 10_000
  /// Bytes that may wait for a slow watch before its connection is closed.
  package var watchBufferLimit = 64 << 20
  /// Whether somebody ends the pods that are being deleted, as a kubelet does. Without one a deleted pod goes at once.
  package var hasKubelet = false
  /// How long a namespace that is being deleted keeps what is in it. A namespace controller waits for 5 s
  /// (`namespaceDeletionGracePeriod`): what `kubectl delete -k` deletes by name meanwhile is still there.
  package var namespaceGracePeriod: Duration = .zero

  package init() {}
}
