import KubeClient
import KubeCore
import Support

/// Takes typed values out of a configuration file and collects everything that is wrong with it, each with its place.
struct ConfigReader {
  static let apiVersion = "netrisk.dev/v1alpha1"

  private(set) var problems: [ConfigProblem] = []

  /// The bytes of a configuration file.
  ///
  /// - Parameter origin: what named the file, for the error.
  static func bytes(of path: String, namedBy origin: String, files: any FileAccess) throws(CommandFailure) -> [UInt8] {
    do throws(FileFailure) { return try files.read(path) } catch {
      throw CommandFailure("\(origin): cannot read \(printable(path)): \(error.message)")
    }
  }

  /// What `take` makes of a file of this kind; throws what is wrong with the file, all of it at once.
  ///
  /// - Parameter keys: those that it may have beside `apiVersion` and `kind`.
  static func read<Values>(
    _ path: String, _ bytes: [UInt8], kind: String, keys: [String],
    _ take: (inout ConfigReader, ConfigNode) -> Values
  ) throws(CommandFailure) -> Values {
    var reader = ConfigReader()
    var values: Values?
    do throws(ConfigProblem) {
      let root = ConfigNode(try ConfigDocument(file: path, bytes: bytes))
      if reader.isObject(root) {
        reader.expect(apiVersion, root, "apiVersion")
        reader.expect(kind, root, "kind")
        reader.refuseOthers(root, ["apiVersion", "kind"] + keys)
        values = take(&reader, root)
      }
    } catch { reader.problems = [error] }
    let lines = reader.problems.map { printable($0.text) }
    guard let values, lines.isEmpty else {
      throw CommandFailure(lines.first ?? "\(printable(path)) is empty", advice: Array(lines.dropFirst()))
    }
    return values
  }

  mutating func fail(_ node: ConfigNode, _ message: String, at member: String? = nil) {
    problems.append(node.problem(message, at: member))
  }
}
