import DevAPIServer
import Glibc

// A test tool: see `dev-apiserver --help`.
exit(await DevAPIServerCommand.run(Array(CommandLine.arguments.dropFirst())))
