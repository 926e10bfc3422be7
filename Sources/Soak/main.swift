import Glibc

guard let options = SoakOptions(CommandLine.arguments.dropFirst()) else {
  print(SoakOptions.usage)
  exit(1)
}
exit(try await Soak.run(options) ? 0 : 1)
