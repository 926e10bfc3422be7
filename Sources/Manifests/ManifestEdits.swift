package import KubeCore
package import Support
import YAML

/// Changes of objects in the files that they were read from, and what becomes of the files.
package struct ManifestEdits: Sendable {
  /// One file before and after.
  package struct File: Hashable, Sendable {
    /// As it was given or found.
    package var path: String
    /// `nil` where the file is new.
    package var old: [UInt8]?
    /// `nil` where nothing is left of it.
    package var new: [UInt8]?
  }

  let set: ManifestSet
  private var texts: [String: [UInt8]] = [:]
  private var created: [String: [UInt8]] = [:]
  /// Documents that are no longer in their files, by their index as it was.
  private var removed: [String: Set<Int>] = [:]

  package init(_ set: ManifestSet) { self.set = set }

  /// The files that differ, by path.
  package var files: [File] {
    let changed = texts.filter { set.texts[$0.key] != $0.value }
      .map { File(path: $0.key, old: set.texts[$0.key], new: $0.value.isEmpty ? nil : $0.value) }
    return (changed + created.map { File(path: $0.key, old: nil, new: $0.value) }).sorted { $0.path < $1.path }
  }

  /// Makes the object at `origin` what `change` makes of it.
  package mutating func edit(_ origin: ObjectOrigin, _ change: (Tree) -> Tree) throws(ManifestEditRefusal) {
    guard !origin.isJSON else { throw ManifestEditRefusal(origin, "the document is JSON, and only YAML is edited") }
    guard origin.file != "-", let bytes = texts[origin.file] ?? set.texts[origin.file] else {
      throw ManifestEditRefusal(origin, "standard input is no file that could be edited")
    }
    guard let document = document(of: origin, in: bytes), let old = Self.plain(bytes, document, origin.path) else {
      throw ManifestEditRefusal(origin, "the document cannot be read again")
    }
    let changes = YAMLChange.changes(from: old, to: change(old), at: origin.path)
    let editor = YAMLEditor(bytes, documentRange: document.range, documentLine: document.line)
    do throws(YAMLEditRefusal) { texts[origin.file] = try editor.applying(changes).bytes } catch {
      var refusal = ManifestEditRefusal(origin, error.message)
      // After other edits the place is that of a text that nobody has.
      if let mark = error.mark, texts[origin.file] == nil { (refusal.line, refusal.column) = (mark.line, mark.column) }
      throw refusal
    }
  }

  /// Takes the object's document out of its file, and with the last one the file; an item of a list is refused.
  package mutating func remove(_ origin: ObjectOrigin) throws(ManifestEditRefusal) {
    guard !origin.isJSON, origin.path.isEmpty, origin.file != "-",
      let bytes = texts[origin.file] ?? set.texts[origin.file], let document = document(of: origin, in: bytes)
    else { throw ManifestEditRefusal(origin, "only a whole document of a YAML file can be taken out of it") }
    let isLast = Array(YAMLParser().documents(bytes)).count == 1
    removed[origin.file, default: []].insert(origin.document)
    texts[origin.file] = isLast ? [] : Array(bytes[..<document.range.lowerBound] + bytes[document.range.upperBound...])
  }

  /// A file as it is now; `nil` where nothing is left of it, and where it was not read.
  func text(of file: String) -> [UInt8]? {
    let text = texts[file] ?? created[file] ?? set.texts[file]
    return text?.isEmpty == true ? nil : text
  }

  /// Edits before this one may have moved it.
  private func document(of origin: ObjectOrigin, in bytes: [UInt8]) -> YAMLDocument? {
    let before = removed[origin.file, default: []].count { $0 < origin.document }
    return YAMLParser().documents(bytes).first { $0.index == origin.document - before }
  }

  /// Puts a new object into a file of its own, beside the one at `origin`; a file that is there already is refused.
  /// Returns its path.
  @discardableResult
  package mutating func create(
    _ text: String, named name: String, beside origin: ObjectOrigin
  ) throws(ManifestEditRefusal) -> String {
    guard origin.file != "-" else {
      throw ManifestEditRefusal(origin, "standard input is no file that another could be put beside")
    }
    let path = (origin.file.lastIndex(of: "/").map { String(origin.file[...$0]) } ?? "") + name
    guard set.texts[path] == nil, created[path] == nil, (try? FileSystem.status(path)) == nil else {
      throw ManifestEditRefusal(origin, "there is a file \(path) already")
    }
    created[path] = Array(text.utf8)
    return path
  }

  private static func plain(_ bytes: [UInt8], _ document: YAMLDocument, _ path: [WireError.Segment]) -> Tree? {
    guard case .success(let tree) = YAMLParser().document(bytes, range: document.range, line: document.line),
      let node = tree.node(at: path)
    else { return nil }
    return tree.plain(node)
  }
}

/// Why a file is left as it is.
package struct ManifestEditRefusal: Error, Hashable, Sendable {
  package var file: String
  /// From 1.
  package var line: Int
  package var column: Int
  /// A clause without a full stop.
  package var message: String

  package init(_ origin: ObjectOrigin, _ message: String) {
    (file, line, column) = (origin.file, origin.mark.line, origin.mark.column)
    self.message = message
  }

  /// For an object that no file defines.
  package init(missing key: ObjectKey) {
    (file, line, column) = ("\(key)", 1, 1)
    message = "no file that was read defines it"
  }
}

extension ManifestSet {
  /// An object as it stands in its file, with everything in it; `nil` where it cannot be read again.
  package func tree(at origin: ObjectOrigin) -> Tree? {
    guard let bytes = texts[origin.file] else { return nil }
    if origin.isJSON {
      return try? JSONReader.read(bytes, at: origin.range.lowerBound) { (reader) throws(WireError) in
        try reader.tree()
      }
    }
    guard
      case .success(let tree) = YAMLParser().document(bytes, range: origin.documentRange, line: origin.documentLine),
      let node = tree.node(at: origin.path)
    else { return nil }
    return tree.plain(node)
  }
}
