extension Catalogue {
  /// The text of `docs/catalogue.md`.
  package var markdown: String {
    var text = """
      # Workload catalogue

      NetRisk rates a workload as chatty when it opens many new connections: those are what a policy engine can refuse
      while it rebuilds. The catalogue recognises workloads by their image, whichever registry it is pulled from; then
      by the labels `app.kubernetes.io/name`, `app` and `k8s-app`; then by the workload's name.

      An annotation on the workload, or on its pod template, overrides the catalogue:

      ```yaml
      metadata:
        annotations:
          netrisk.dev/chatty: "true" # or "false"
      ```

      Traits: `chatty` opens many new connections; `discovery` finds peers by broadcast or multicast; `broker`, `dns`,
      `stream` and `database` say what it serves; `infrastructure` belongs to the cluster itself, has a good reason for
      its node's network and is never chatty. A Redis whose container, arguments or workload name say `sentinel` is
      rated as Redis Sentinel. Host network: how commonly the workload needs its node's network or a second interface.

      | Workload | Traits | Host network | Why | Images | Labels and names |
      |---|---|---|---|---|---|

      """
    for entry in entries {
      let traits = WorkloadTrait.allCases.filter(entry.traits.contains).map(\.rawValue).joined(separator: ", ")
      let cells = [
        entry.name.replacing("*", with: "\\*"), traits, entry.hostNetwork.rawValue, entry.reason,
        Self.code(entry.images),
        Self.code(entry.hints),
      ]
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    return text
  }

  private static func code(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: " ") }
}
