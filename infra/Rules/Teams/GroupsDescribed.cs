using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Formats;
using Infra.Specification.Teams;

namespace Infra.Rules.Teams;

/// <summary>TEAM001: groups have valid, unique names, and what a cloud calls them has the form that the cloud gives it; no principal is in
/// two groups, because a cloud lets each into a cluster once.</summary>
public sealed class GroupsDescribed : ISpecRule
{
    private const string Code = "TEAM001";

    /// <summary>The longest name of a group, and of a team.</summary>
    internal const int MostLetters = 30;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        // Neither IAM nor Entra ID has two that differ only in case.
        var principals = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < platform.Groups.Length; index++)
        {
            var (group, path) = (platform.Groups[index], $"groups[{index}]");
            if (!DnsLabel.Fits(group.Name, MostLetters))
            {
                yield return Finding.Error(
                    Code, $"{path}.name", $"\"{group.Name}\" is not the name of a group. Allowed: {DnsLabel.Rule(MostLetters)}.");
            }
            else if (!names.TryAdd(group.Name, index))
            {
                yield return Finding.Error(
                    Code, $"{path}.name", $"\"{group.Name}\" is also the name of groups[{names[group.Name]}]. Give each group its own.")
                    with { ComparedWith = [$"groups[{names[group.Name]}].name"] };
            }

            foreach (var finding in Check(group, path))
            {
                yield return finding;
            }

            foreach (var (at, principal) in Principals(group, path))
            {
                if (!principals.TryAdd(principal, at))
                {
                    yield return Finding.Error(
                        Code, at,
                        $"\"{principal}\" is also {principals[principal]}, but a cloud lets each principal into a cluster once. Give " +
                        "each group its own.")
                        with { ComparedWith = [principals[principal]] };
                }
            }
        }
    }

    private static IEnumerable<(string Path, string Principal)> Principals(GroupSpec group, string path) =>
        group.Aws.Select((principal, index) => ($"{path}.aws[{index}]", principal)).Where(each => IamArn.Of(each.principal) is not null)
            .Concat(group.Azure is { } id && AzureGuid.Fits(id) ? [($"{path}.azure", id)] : Array.Empty<(string, string)>());

    private static IEnumerable<Finding> Check(GroupSpec group, string path)
    {
        for (var index = 0; index < group.Aws.Length; index++)
        {
            if (IamArn.Of(group.Aws[index]) is null)
            {
                yield return Finding.Error(
                    Code, $"{path}.aws[{index}]",
                    $"\"{group.Aws[index]}\" is not a principal. Allowed: the ARN of an IAM role or user, such as " +
                    "arn:aws:iam::111122223333:role/vision.");
            }
        }

        if (group.Azure is { } id && !AzureGuid.Fits(id))
        {
            yield return Finding.Error(
                Code, $"{path}.azure",
                $"\"{id}\" is not the object id of a group. Allowed: one such as 00000000-0000-4000-8000-000000000001.");
        }

        if (group.Oidc is { } claim && (claim.Length is 0 or > 253 || claim.StartsWith("system:", StringComparison.Ordinal)))
        {
            yield return Finding.Error(
                Code, $"{path}.oidc",
                $"\"{claim}\" is not a group of an identity provider. Allowed: 1 to 253 characters that do not begin with " +
                "\"system:\", as the groups of Kubernetes itself do.");
        }
    }
}
