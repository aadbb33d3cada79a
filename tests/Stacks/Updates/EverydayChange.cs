using System.Collections.Immutable;

namespace Infra.Tests.Stacks.Updates;

/// <summary>What somebody changes in a stack that is deployed.</summary>
/// <param name="Stack">The stack that is changed.</param>
/// <param name="Title">What it is changed to.</param>
/// <param name="Effect">What that may do at most.</param>
/// <param name="Edits">Texts of the stack, and what stands there afterwards.</param>
internal sealed record EverydayChange(string Stack, string Title, Effect Effect, ImmutableArray<(string From, string To)> Edits)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Stack}: {Title}";
}
