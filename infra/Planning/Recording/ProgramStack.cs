using Pulumi;

namespace Infra.Planning.Recording;

/// <summary>A stack that contains whatever an action creates.</summary>
internal sealed class ProgramStack : Stack
{
    /// <summary>Creates the resources.</summary>
    internal ProgramStack(Action build, StackOptions options)
        : base(options) => build();
}
