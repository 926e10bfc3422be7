import CYAML

/// Owns one libyaml parser.
struct EventStream: ~Copyable {
  private let parser: OpaquePointer

  /// `nil` when there is no memory. The bytes have to outlive the stream.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let parser = cyaml_parser_create(bytes.baseAddress, bytes.count) else { return nil }
    self.parser = parser
  }

  deinit {
    cyaml_parser_destroy(parser)
  }

  /// Reads the next event into `event`, whose pointers live until the next call; false on an error.
  func next(_ event: inout cyaml_event) -> Bool {
    cyaml_parser_next(parser, &event)
  }

  /// Why ``next(_:)`` returned false.
  var error: cyaml_error { cyaml_parser_error(parser) }
}
