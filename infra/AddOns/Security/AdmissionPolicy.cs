using System.Text.Json.Nodes;
using Infra.Facts.Clusters;
using Infra.Policies;

namespace Infra.AddOns.Security;

/// <summary>A policy of the platform.</summary>
/// <param name="Name">Its name in a stack, and that of its folder in <c>infra/Policies</c>.</param>
/// <param name="Mode">What happens to an object that violates it, where the stack says nothing.</param>
internal sealed record AdmissionPolicy(string Name, PolicyEnforcement Mode)
{
    /// <summary>What it refuses.</summary>
    public PolicyTemplate Template { get; } = new(Name);

    /// <summary>Where it is installed, in words, for the documentation.</summary>
    public string Where { get; init; } = "every cluster";

    /// <summary>What it takes from the stack: parameters of a constraint, or the variables of the API server's policy with their
    /// expressions; null where it is not installed.</summary>
    public Func<Gatekeeper, ClusterContext, JsonObject?> Parameters { get; init; } = (_, _) => [];

    /// <summary>The kinds to which a constraint applies, by API group. A policy of the API server says so itself.</summary>
    public (string Group, string[] Kinds)[] Kinds { get; init; } = [("", ["Pod"])];

    /// <summary>Whether it also holds in the namespaces of the platform and of Kubernetes, but not in those that the stack exempts. Only
    /// for a policy of the API server, which cannot fail to answer.</summary>
    public bool Everywhere { get; init; }
}
