using System.Reflection.PortableExecutable;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Cli;

/// <summary>The build compiles the command line ahead of time where the package feed has the compiler.</summary>
public sealed class CompiledAheadTests
{
    /// <summary>The answer of the feed, which the first restore writes down, and the code in the program that the tests start.</summary>
    [Fact]
    public void Contains_native_code_where_the_feed_has_the_compiler()
    {
        var answer = Path.Combine(Repository.Root, "artifacts", "ready-to-run.props");
        var wanted = File.Exists(answer) && File.ReadAllText(answer).Contains("<ReadyToRun>true<", StringComparison.Ordinal);

        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "platform.dll"));
        using var program = new PEReader(file);

        Assert.Equal(wanted, program.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0);
    }
}
