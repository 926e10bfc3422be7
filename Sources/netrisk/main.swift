import CLIApp

exitProcess(with: NetRiskCommand.run(in: .process()))
