import KubeCore

extension AnalyzeCommand {
  static let formats = ["table", "wide", "json", "yaml", "markdown", "sarif", "junit"]

  /// - Parameter isShown: what `-n` and `-l` let through.
  static func write(_ analysis: Analysis, isShown: (ObjectKey) -> Bool, _ context: CommandContext) {
    let format = context.arguments.value(.anyOutput) ?? "table"
    switch format {
    case "json": context.write(Documents.json(analysis.tree))
    case "yaml": context.write(Documents.yaml(analysis.tree))
    case "sarif":
      context.write(Documents.json(ReportSARIF(analysis: analysis, root: context.environment.sourceRoot).tree()))
    case "junit":
      context.write(ReportJUnit(analysis: analysis, objects: analysis.labels.map(\.key).filter(isShown)).text())
    case "markdown":
      context.write(
        ReportMarkdown(
          report: analysis.newReport, problems: analysis.problems, places: analysis.places,
          knownCount: analysis.knownCount
        ).text())
    default: writeText(analysis, isWide: format == "wide", context)
    }
  }

  private static func writeText(_ analysis: Analysis, isWide: Bool, _ context: CommandContext) {
    guard !analysis.isOfNothing else {
      return context.write(lines: ["Nothing to analyze: the input holds no object of a kind that NetRisk reads."])
    }
    let environment = context.environment
    let isColored = environment.isColored(context.arguments, isTerminal: environment.outputIsTerminal)
    let text = ReportText(
      report: analysis.newReport, places: analysis.places, problemCount: analysis.problems.count, isWide: isWide,
      width: environment.width, style: TextStyle(isColored: isColored), knownCount: analysis.knownCount)
    context.write(lines: text.lines())
  }
}
