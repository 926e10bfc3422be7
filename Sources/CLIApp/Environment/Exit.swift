import Glibc

/// Ends the process with a command's exit code.
package func exitProcess(with code: Int32) -> Never { exit(code) }
