/// A command line that cannot be carried out as it stands.
package struct UsageError: Error, Hashable, Sendable {
  /// One sentence, without its final full stop.
  package var message: String

  package init(_ message: String) { self.message = message }
}

/// Something that went wrong while a command ran: its sentence, and what helps.
package struct CommandFailure: Error, Hashable, Sendable {
  package var message: String
  /// Whole lines that follow the message.
  package var advice: [String]

  package init(_ message: String, advice: [String] = []) {
    self.message = message
    self.advice = advice
  }
}
