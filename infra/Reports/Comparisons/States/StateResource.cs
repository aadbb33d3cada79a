using System.Text.Json.Nodes;

namespace Infra.Reports.Comparisons.States;

/// <summary>A resource as <c>pulumi stack export</c> writes it, as far as it is compared.</summary>
internal sealed record StateResource(
    string Urn, string Type, bool Custom = false, JsonObject? Inputs = null, JsonObject? Outputs = null, string? Parent = null,
    string? Provider = null, bool Protect = false, bool External = false, bool Delete = false, bool PendingReplacement = false,
    bool? RetainOnDelete = null)
{
    /// <summary>Whether it is an object that the stack has: not one that is only read, nor one that is gone or on its way out.</summary>
    internal bool IsThere => !External && !Delete && !PendingReplacement && Type != "pulumi:pulumi:StackReference"
        && !IsDefaultProvider;

    // The engine makes one by itself for each package whose provider the program does not name.
    private bool IsDefaultProvider => Type.StartsWith("pulumi:providers:", StringComparison.Ordinal)
        && Urn.Split("::")[^1].StartsWith("default", StringComparison.Ordinal);
}
