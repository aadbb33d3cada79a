using Pulumi;

namespace Infra.Planning.Recording;

/// <summary>Finds the resources whose outputs the arguments of another resource use. The SDK reports them to the engine but not to mocks;
/// however, the result of a function depends on everything that its arguments come from. So a dummy function is called with the arguments
/// of the resource, and the SDK itself collects the dependencies.</summary>
/// <remarks>See <c>RawInvoke</c> in https://github.com/pulumi/pulumi-dotnet/blob/v3.112.1/sdk/Pulumi/Deployment/Deployment_Invoke.cs: "any
/// resource dependency found by a recursive traversal of args ... will always be propagated", except where an argument is
/// unknown.</remarks>
internal static class DependencyProbe
{
    /// <summary>Token of the function; it has no inputs of its own and returns nothing.</summary>
    internal const string Token = "infra:planning:dependencies";

    /// <summary>An output that depends on the sources of the arguments; call it while the deployment runs, and after the arguments were
    /// sent to the engine, so that a mistake in them is reported once.</summary>
    internal static Output<object> Start(ResourceArgs args) => Deployment.Instance.Invoke<object>(Token, new Arguments(args));

    private sealed class Arguments(ResourceArgs args) : InvokeArgs
    {
        [Input("args")]
        public ResourceArgs Args { get; } = args;
    }
}
