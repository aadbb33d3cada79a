using System.Collections.Immutable;
using Infra.Facts.Documents;

namespace Infra.Cli.New;

/// <summary>A group of people that a stack does not have yet.</summary>
/// <param name="Name">Name of the group.</param>
/// <param name="Aws">Its IAM roles or users.</param>
/// <param name="Azure">Its object id in Entra ID.</param>
/// <param name="Oidc">What a cluster on-prem calls it.</param>
public sealed record NewGroup(string Name, ImmutableArray<string> Aws, string? Azure, string? Oidc)
{
    /// <summary>The group as an item of <c>ai-platform:groups</c>, with what there is to fill in.</summary>
    internal ImmutableArray<string> Lines()
    {
        string?[] members =
        [
            $"name: {Yaml.Scalar(Name)}",
            Aws.IsEmpty ? null : $"aws: [{string.Join(", ", Aws.Select(Yaml.Scalar))}]",
            Azure is null ? null : $"azure: {Yaml.Scalar(Azure)}",
            Oidc is null ? null : $"oidc: {Yaml.Scalar(Oidc)}",
        ];
        string?[] missing =
        [
            Aws.IsEmpty ? "aws: [ARNs of its IAM roles] for EKS" : null, Azure is null ? "azure: its object id for AKS" : null,
        ];
        var left = string.Join(", ", missing.OfType<string>());
        return [$"- {{ {string.Join(", ", members.OfType<string>())} }}{(left.Length == 0 ? "" : $" # to fill in: {left}")}"];
    }
}
