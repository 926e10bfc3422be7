import KubeCore
import RiskEngine

/// `netrisk patches`: the suggested patches, as files that a person reviews.
enum PatchesCommand: Command {
  static let format = OptionSpec(
    "format", value: .choice("FORMAT", PatchFormat.allCases.map(\.rawValue)),
    "How to write them: strategic (default), merge or json6902 patches, a kustomize component, whole manifests, a "
      + "diff of the files that were read; or for what delivers the objects: a post-renderer of their HelmRelease, "
      + "flux-patches for their Kustomization, helm-values of their chart")
  static let out = OptionSpec(
    "out", value: .path("DIR"), "Write a folder with a README and one folder a patch; - is standard output")
  static let write = OptionSpec("write", "Change the files that were read, as --format diff would show it")
  static let fromStatus = OptionSpec(
    "from-status",
    "Take the patches that the operator has written into NetRisks, of the cluster or of the files, and analyze nothing")
  static let type = OptionSpec(
    "type", value: .choice("TYPE", SuggestedPatch.PatchType.allCases.map(\.rawValue)), isRepeatable: true,
    "Only patches of this type; may be repeated")

  static let spec = CommandSpec(
    name: "patches", summary: "List the suggested patches, and write them as files to review",
    description: [
      """
      List the patches that would help, the ones that do most for this cluster first. Each was proven on a changed copy \
      of what was read: its effect is what that copy was found to be. With --format, --out or --write they are written: \
      all of them, or those that ID, --type, -n and -l choose. Nothing is applied.
      """, OptionSpec.sources, OptionSpec.configuration,
      """
      Patches for one workload are alternatives; --format diff and --write want one of them chosen. A patch with a precondition that is not met is listed with \
      the reason and not written. --format diff edits the text of the files, keeps their comments and layout, and \
      prints what git apply takes; where a file cannot be edited safely it says why.
      """,
      """
      What Flux, Argo CD or Helm delivers is put back when it is changed in the cluster: labels and annotations tell who \
      delivers an object, and the list names it. Of a cluster's objects together with the repository that they come \
      from, the HelmRelease, Kustomization or file to change is found, and --format diff edits that.
      """,
    ],
    usage: ["[ID...] [-f PATH...] [--format FORMAT] [--out DIR] [options]"],
    positionals: [CommandSpec.Positional(isRequired: false, isRepeatable: true)],
    options: [
      .filename, .kubeconfig, .context, format, out, write, fromStatus, type, .namespace, .allNamespaces, .selector,
      .engine,
      .config, .noConfig, .at, .maxFileSize, .color, .noColor, .quiet,
    ],
    examples: [
      CommandSpec.Example("List the patches for a cluster", "{program} patches"),
      CommandSpec.Example(
        "See what one of them would change in your files",
        "{program} patches -f manifests/ --type EgressAllow -n automation --format diff"),
      CommandSpec.Example(
        "Write components of kustomize for a pull request",
        "{program} patches -f manifests/ --format kustomize --out netrisk-patches"),
      CommandSpec.Example(
        "Edit the HelmReleases that render what a cluster has",
        "{program} patches -f cluster.yaml -f repo/ --type HostNetwork --format diff"),
      CommandSpec.Example(
        "Take what the operator suggests for one namespace",
        "{program} patches --from-status -n automation --out netrisk-patches"),
    ],
    exitCodes: [
      CommandSpec.ExitCode(0, "Listed or written."),
      CommandSpec.ExitCode(
        1,
        "The command line is wrong, something in the input could not be used, a patch could not be written in the "
          + "format, or no cluster could be read."),
    ])

  static func run(_ context: CommandContext) throws -> Int32 {
    let arguments = context.arguments
    let request = try PatchRequest(arguments, readsFiles: !InputRequest(context).paths.isEmpty)
    let source = try arguments.isSet(fromStatus) ? PatchSource(statusesFor: context) : PatchSource(analysisFor: context)
    let patches = try request.choose(from: source.patches)
    guard let delivery = request.delivery else {
      let list = PatchList(patches, advisories: source.advisories, isOfAll: request.choosesAll)
      context.write(lines: list.lines(context.textStyle))
      return context.report(source.problems)
    }
    // What could not be read is no reason to take anything away.
    guard !source.isUnread else { return context.report(source.problems) }
    var writer = PatchWriter(context, source, patches: patches)
    try writer.write(delivery)
    return context.report(source.problems + writer.problems)
  }
}

/// What the command line asks for.
struct PatchRequest {
  enum Delivery: Hashable {
    case output(PatchFormat)
    case folder(PatchFormat, String)
    /// The files that were read.
    case inPlace

    /// Whether all patches go into the same texts.
    var editsFiles: Bool {
      switch self {
      case .inPlace, .output(.diff), .folder(.diff, _): true
      case .output, .folder: false
      }
    }
  }

  /// `nil` where they are only listed.
  let delivery: Delivery?
  private let ids: [String]
  private let types: Set<String>

  /// - Parameter readsFiles: whether there are files that a diff can be of.
  init(_ arguments: ParsedArguments, readsFiles: Bool) throws(UsageError) {
    ids = arguments.positionals
    types = Set(arguments.all(PatchesCommand.type))
    let format = arguments.value(PatchesCommand.format).flatMap { PatchFormat(rawValue: $0) }
    let folder = arguments.value(PatchesCommand.out)
    if folder == "" { throw UsageError("--out needs a folder, and it is empty") }
    if arguments.isSet(PatchesCommand.write) {
      guard folder == nil, format == nil || format == .diff else {
        throw UsageError("--write changes the files that were read: it goes with no --out and no other --format")
      }
      delivery = .inPlace
    } else if let folder, folder != "-" {
      delivery = .folder(format ?? .strategic, folder)
    } else if format != nil || folder != nil {
      delivery = .output(format ?? .strategic)
    } else {
      delivery = nil
    }
    let needsFiles = delivery == .inPlace || format == .diff
    if needsFiles, !readsFiles {
      throw UsageError("a diff is of files: name them with -f")
    }
  }

  var choosesAll: Bool { ids.isEmpty && types.isEmpty }

  func choose(from patches: [RankedPatch]) throws(CommandFailure) -> [RankedPatch] {
    for id in ids where !patches.contains(where: { $0.patch.id == id }) {
      let meant = Suggestion.nearest(to: id, among: patches.map(\.patch.id)).map { ["Did you mean \($0)?"] } ?? []
      throw CommandFailure(
        "there is no patch \(quoted(id)) here", advice: meant + ["Without arguments, patches lists what there is."])
    }
    return patches.filter { ranked in
      (ids.isEmpty || ids.contains(ranked.patch.id))
        && (types.isEmpty || types.contains(ranked.patch.type.rawValue))
    }
  }
}

extension CommandContext {
  /// How text on standard output is painted and how wide it may be.
  var textStyle: (style: TextStyle, width: Int) {
    let isColored = environment.isColored(arguments, isTerminal: environment.outputIsTerminal)
    return (TextStyle(isColored: isColored), environment.width)
  }
}
