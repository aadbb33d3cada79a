namespace Pulumi;

public sealed partial class Deployment
{
    private const string NoCli = "Program run without the Pulumi engine available; re-run using the `pulumi` CLI";

    private const string NoEngine =
        "This program was built on the local SDK (sdk/), which plans and tests but cannot deploy. "
        + "Restore from a package feed that carries Pulumi, delete artifacts/pulumi-sdk.props, and build again.";

    public static Task<int> RunAsync(Action action) => RefuseAsync();

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RefuseAsync();

    public static Task<int> RunAsync(Func<Task> func) => RefuseAsync();

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) => RefuseAsync();

    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new() => RefuseAsync();

    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack => RefuseAsync();

    /// <summary>
    /// This SDK evaluates programs and has no engine to deploy them with. The CLI tells a program where its engine is; without that
    /// the program was started by hand, which the real SDK refuses too.
    /// </summary>
    private static async Task<int> RefuseAsync()
    {
        var isStartedByCli = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PULUMI_MONITOR"))
            || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PULUMI_ENGINE"));
        await Console.Error.WriteLineAsync(isStartedByCli ? NoEngine : NoCli).ConfigureAwait(false);

        // Also for a program that does not return what this returns.
        return Environment.ExitCode = 1;
    }
}
