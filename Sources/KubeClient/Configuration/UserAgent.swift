/// What the client calls itself: `netrisk/1.2.0 (linux/amd64) operator`, in client-go's form.
package enum UserAgent {
  package static func text(program: String = "netrisk", version: String, part: String = "") -> String {
    "\(program)/\(version) (linux/\(architecture))" + (part.isEmpty ? "" : " " + part)
  }

  /// As Go names it.
  private static var architecture: String {
    #if arch(x86_64)
      "amd64"
    #elseif arch(arm64)
      "arm64"
    #else
      "unknown"
    #endif
  }
}
