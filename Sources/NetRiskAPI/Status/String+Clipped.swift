extension String {
  /// At most `limit` Unicode code points, as the API server counts `maxLength`; a cut is shown by an ellipsis.
  package func clipped(to limit: Int) -> String {
    guard utf8.count > limit, unicodeScalars.count > limit else { return self }
    var cut = ""
    cut.unicodeScalars.append(contentsOf: unicodeScalars.prefix(max(limit - 1, 0)))
    return cut + "…"
  }
}
