/// A table in columns, as kubectl prints one: no rules, two spaces between.
struct TextTable {
  struct Column {
    var header: String
    var isNumeric = false
    /// May be broken over several lines where the table is too wide.
    var canWrap = false
  }

  struct Cell {
    var text: String
    var color: TextStyle.Color?

    init(_ text: String, _ color: TextStyle.Color? = nil) {
      self.text = printable(text)
      self.color = color
    }
  }

  var columns: [Column]
  var rows: [[Cell]] = []

  private static let gap = 2

  /// The columns' natural widths with the gaps between them.
  var naturalWidth: Int { widths.reduce(0, +) + Self.gap * max(0, columns.count - 1) }

  private var widths: [Int] {
    columns.indices.map { index in
      rows.reduce(columns[index].header.count) { max($0, $1[index].text.count) }
    }
  }

  /// The table's lines; columns that can wrap give way until it fits into `width`.
  func lines(width: Int, style: TextStyle) -> [String] { lineGroups(width: width, style: style).flatMap { $0 } }

  /// The lines of the header and of each row.
  func lineGroups(width: Int, style: TextStyle) -> [[String]] {
    var widths = widths
    var excess = naturalWidth - width
    while excess > 0 {
      let wrappable = columns.indices.filter { columns[$0].canWrap && widths[$0] > 8 }
      guard let widest = wrappable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      excess -= 1
    }
    let header = line(columns.map { Cell($0.header, .bold) }, widths, style)
    return [[header]] + rows.map { row in physicalRows(row, widths).map { line($0, widths, style) } }
  }

  /// A row as one or more lines of cells that fit their columns.
  private func physicalRows(_ row: [Cell], _ widths: [Int]) -> [[Cell]] {
    let pieces = row.indices.map { Self.pieces(row[$0].text, widths[$0]) }
    let height = pieces.map(\.count).max() ?? 0
    return (0..<height).map { index in
      row.indices.map { Cell(index < pieces[$0].count ? pieces[$0][index] : "", row[$0].color) }
    }
  }

  /// A name in pieces of at most `width`, broken after `-`, `/` or `.` where there is one in the second half.
  private static func pieces(_ text: String, _ width: Int) -> [String] {
    var pieces: [String] = []
    var rest = text[...]
    while rest.count > width {
      let piece = rest.prefix(width)
      let end = piece.lastIndex { "-/. ".contains($0) }.map { piece.index(after: $0) } ?? piece.endIndex
      let cut = piece.distance(from: piece.startIndex, to: end) * 2 >= width ? end : piece.endIndex
      pieces.append(String(rest[..<cut]))
      rest = rest[cut...]
    }
    return pieces + [String(rest)]
  }

  private func line(_ cells: [Cell], _ widths: [Int], _ style: TextStyle) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      if index > 0 { line += String(repeating: " ", count: Self.gap) }
      let blank = String(repeating: " ", count: max(0, widths[index] - cell.text.count))
      let painted = style.paint(cell.text, cell.color)
      line += columns[index].isNumeric ? blank + painted : painted + blank
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
