extension FindingCode {
  /// The text of `docs/findings.md`.
  package static var markdown: String {
    var text = """
      # Findings

      Every finding has a stable code; a code never changes its meaning. Each is reported with a severity, the object
      it is about, a sentence with names and numbers, its evidence and its place in the source.

      To accept a finding, annotate the object that it names, with a reason and, if you like, an end:

      ```yaml
      metadata:
        annotations:
          ignore.netrisk.dev/NR102: "the provider changes our address every few minutes"
          netrisk.dev/ignore-until: "2027-01-01T00:00:00Z"
      ```

      Accepted findings are still counted and listed as suppressed. An exception that has ended, gives no reason or
      matches nothing is a finding itself.

      """
    for code in allCases {
      text += """

        ## \(code.rawValue)

        **\(code.name)**. \(code.description.why)

        What to do: \(code.description.remedy)

        """
    }
    return text
  }
}
