import Schedules
import Support

/// `netrisk schedule`.
enum ScheduleCommand: Command {
  static let timeZone = OptionSpec(
    "time-zone", value: .text("ZONE"), "Time zone of the schedule, as in spec.timeZone (default UTC)")
  static let from = OptionSpec("from", value: .text("TIME"), "Count from this moment, RFC 3339 (default now)")
  static let count = OptionSpec("count", value: .text("N"), "How many of the next runs to show (default 6)")

  static let spec = CommandSpec(
    name: "schedule", summary: "Tell when a CronJob's schedule runs, and how often",
    description: [
      """
      Tell what a CronJob's schedule means, when it runs next, how often it runs, and whether it looks like another \
      one was meant. It is read exactly as the API server and the CronJob controller read it.
      """
    ],
    usage: ["'CRON' [options]"], positionals: [CommandSpec.Positional()],
    options: [timeZone, from, count, .output(["text", "json", "yaml"]), .at],
    examples: [
      CommandSpec.Example("See when a schedule runs", "{program} schedule '*/5 * * * *'"),
      CommandSpec.Example(
        "See what happens when the clocks change",
        "{program} schedule '30 2 * * *' --time-zone Europe/Berlin \\\n  --from 2027-03-26T00:00:00Z --count 4"),
      CommandSpec.Example("Read it in a program", "{program} schedule '@hourly' -o json"),
    ],
    exitCodes: [
      CommandSpec.ExitCode(0, "The schedule is valid."),
      CommandSpec.ExitCode(1, "The schedule, its time zone or the command line is wrong."),
    ])

  static func run(_ context: CommandContext) throws -> Int32 {
    let zones = context.environment.zones
    let arguments = context.arguments
    let zone = arguments.value(timeZone)
    if let zone, !zones.isInstalled, zone != "UTC" {
      throw CommandFailure(
        "there is no time zone database to look \(quoted(zone)) up in",
        advice: ["Install it, on Debian: apt-get install tzdata"])
    }
    let report = ScheduleReport.make(
      schedule: arguments.positionals.first ?? "", timeZone: zone,
      from: try arguments.time(from) ?? arguments.time(.at) ?? context.environment.clock(),
      count: try arguments.integer(count, atLeast: 0, atMost: 10_000) ?? 6, zones: zones)
    switch arguments.value(.anyOutput) {
    case "json": context.write(Documents.json(report.tree))
    case "yaml": context.write(Documents.yaml(report.tree))
    default:
      if let error = report.error { throw CommandFailure(error) }
      let rules = zone.flatMap { zones.rules(named: $0) } ?? .utc
      context.write(lines: report.lines(zone: rules, width: context.environment.width))
    }
    return report.valid ? 0 : 1
  }
}
