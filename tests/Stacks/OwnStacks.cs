using Infra.Cli.StackFiles;
using Infra.Reports;
using Infra.Stacks;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Stacks;

/// <summary>The stacks of this repository, for tests of what is planned rather than of what rules say.</summary>
internal static class OwnStacks
{
    /// <summary>Plans a stack even if a rule about its specification finds an error; <c>BaselineTests</c> say that none does. Each plan is
    /// a new
    /// one, which a test may change.</summary>
    internal static Task<PlatformPlan> PlanAsync(string stack) =>
        Preflight.PlanAsync(Preflight.Read(StackFile.Read(new DirectoryInfo(Repository.Root), stack)).Platform!);
}
