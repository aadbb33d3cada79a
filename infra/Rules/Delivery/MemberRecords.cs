using System.Text;
using System.Text.RegularExpressions;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Delivery;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Delivery;
using Infra.Specification.Formats;

namespace Infra.Rules.Delivery;

/// <summary>CLU213: members of other stacks are named in the stack of the hub, by what it can reach and log in to.</summary>
public sealed partial class MemberRecords : ISpecRule
{
    private const string Code = "CLU213";

    // The ApplicationSet reads these of every cluster, and without one of them it makes no Application at all.
    private static readonly string[] _labels = [.. ((string[])["kind", "profile", "region", "role"]).Select(FleetDelivery.Label)];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.Members.IsEmpty)
        {
            return [];
        }

        if (FleetDelivery.Hub(platform) is not { } hub)
        {
            // A stack without any hub is refused already.
            return platform.Hub is null ? [] :
            [
                Finding.Error(Code, "members", "the hub is in another stack. Name these members there, and remove members here.")
                    with { ComparedWith = ["hub"] },
            ];
        }

        Finding[] nothing = platform.GitOps is not null ? [] :
        [
            Finding.Error(
                Code, "members", "members are given, but ai-platform:gitOps is missing, so nothing is delivered. Name the repository, or " +
                "remove members.") with { ComparedWith = ["gitOps"] },
        ];
        return
        [
            .. nothing, .. Names(platform),
            .. platform.Members.SelectMany((member, index) => Parts(member, $"members[{index}]", Clouds.Of(hub))),
        ];
    }

    private static IEnumerable<Finding> Names(PlatformSpec platform)
    {
        var first = platform.Clusters.DistinctBy(cluster => cluster.Name)
            .ToDictionary(cluster => cluster.Name, cluster => cluster.Path, StringComparer.Ordinal);
        foreach (var (index, member) in platform.Members.Index())
        {
            var path = $"members[{index}].name";
            if (!DnsLabel.Fits(member.Name, 20))
            {
                yield return Finding.Error(Code, path, $"\"{member.Name}\" is not the name of a cluster. Allowed: {DnsLabel.Rule(20)}.");
            }
            else if (!first.TryAdd(member.Name, $"members[{index}]"))
            {
                yield return Finding.Error(
                    Code, path,
                    $"\"{member.Name}\" is also the name of {first[member.Name]}. Names of clusters must be unique in a fleet.")
                    with { ComparedWith = [$"{first[member.Name]}.name"] };
            }
        }
    }

    private static IEnumerable<Finding> Parts(MemberSpec member, string path, CloudFacts hub)
    {
        foreach (var missing in _labels.Where(label => !member.Labels.ContainsKey(label)))
        {
            yield return Finding.Error(
                Code, $"{path}.labels", $"\"{missing}\" is missing. Give the labels as the stack of the member exports them.");
        }

        foreach (var (key, value) in member.Labels.Where(label => !Key().IsMatch(label.Key) || !Value().IsMatch(label.Value)))
        {
            yield return Finding.Error(
                Code, $"{path}.labels",
                $"\"{key}: {value}\" is not a label of the platform. Give the labels as the stack of the member exports them.");
        }

        if (!ApiEndpoints.IsEndpoint(member.Endpoint))
        {
            yield return Finding.Error(
                Code, $"{path}.endpoint",
                $"\"{member.Endpoint}\" is not the URL of a Kubernetes API. Allowed: https, a host, and optionally a port.");
        }

        if (!IsAuthority(member.Authority))
        {
            yield return Finding.Error(
                Code, $"{path}.authority", $"the value is not shown. Allowed: {PemCertificates.Form}, in base64.");
        }

        foreach (var finding in Login(member.Login, $"{path}.login", FleetDelivery.Kind(member), hub))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Login(MemberLogin login, string path, string kind, CloudFacts hub)
    {
        var (by, fitting, obstacle) = login switch
        {
            RoleLogin => ("role", "eks", hub.HasRoles ? null
                : $"{hub.Cluster.Name} has no roles in AWS, and only the stack of a hub can make an account trust its issuer"),
            IdentityLogin => ("identity", "aks", hub.HasPublicIssuer ? null
                : $"Entra ID cannot read the keys of the service accounts of {hub.Cluster.Name}"),
            _ => ("token", "on-prem", null),
        };
        if (obstacle is not null)
        {
            yield return Finding.Error(
                Code, path, $"{obstacle}. Remove the member, which pulls, or move its cluster to the stack of the hub.");
            yield break;
        }

        if (kind.Length > 0 && kind != fitting)
        {
            yield return Finding.Error(
                Code, $"{path}.by",
                $"the login is by {by}, which is for the kind {fitting}, but the label ai-platform/kind is \"{kind}\". Give both as the " +
                "stack of the member exports them.")
                with { ComparedWith = [path[..^".login".Length] + ".labels"] };
        }

        foreach (var (name, fits, allowed, value) in Texts(login))
        {
            if (!fits)
            {
                yield return Finding.Error(Code, $"{path}.{name}", $"\"{value}\" is not allowed. Allowed: {allowed}.");
            }
        }
    }

    private static IEnumerable<(string Name, bool Fits, string Allowed, string Value)> Texts(MemberLogin login) => login switch
    {
        RoleLogin by =>
        [
            ("cluster", ClusterName().IsMatch(by.Cluster), "the name of a cluster in AWS", by.Cluster),
            ("role", IamArn.Of(by.Role) is { IsRole: true }, "the ARN of a role, such as arn:aws:iam::111122223333:role/name", by.Role),
        ],
        IdentityLogin by =>
        [
            ("cloud", Clouds.AzureNames.Contains(by.Cloud), Spelling.List(Clouds.AzureNames), by.Cloud),
            ("client", AzureGuid.Fits(by.Client), "the GUID of a client", by.Client),
            ("tenant", AzureGuid.Fits(by.Tenant), "the GUID of a tenant", by.Tenant),
        ],
        _ => [],
    };

    private static bool IsAuthority(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length > 0
            && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/' or '=')
            && PemCertificates.Fits(Encoding.UTF8.GetString(bytes, 0, length));
    }

    [GeneratedRegex(@"\Aai-platform/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Value();

    // https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
    [GeneratedRegex(@"\A[0-9A-Za-z][A-Za-z0-9_-]{0,99}\z")]
    private static partial Regex ClusterName();
}
