using Infra.Cli;
using Infra.Cli.Shell;
using Infra.Stacks;

using var signals = Interruption.Listen();

// Half of a short run is compilation, so what every plan needs is prepared on another core while the command line and the stack file are
// read.
_ = Task.Run(Preflight.Prepare);

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
